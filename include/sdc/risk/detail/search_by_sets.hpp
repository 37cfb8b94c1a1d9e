/// The search for minimal uniques that goes through the sets of columns.
#pragma once

#include <sdc/risk/key_counts.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Sets of 1 to `maximum_size` of `columns` columns; exact below 2^53.
[[nodiscard]] inline double count_sets(std::size_t columns, std::size_t maximum_size) noexcept {
    double sets = 0, of_size = 1;
    for (std::size_t k = 1; k <= maximum_size; ++k) {
        of_size = of_size * static_cast<double>(columns - k + 1) / static_cast<double>(k);
        sets += of_size;
    }
    return sets;
}

/// Depth first, each set after all its parts. A key that is alone on a set is so on all that is reached from it, and is left behind; the set
/// is minimal if no part of it was found for the key.
class search_by_sets {
public:
    /// `columns` are those of distinct keys; `repeated` says which of them several records have.
    search_by_sets(std::span<const key_column> columns, std::span<const std::uint64_t> codes, const std::vector<bool>& repeated,
                   std::size_t maximum_size, std::uint64_t found_limit)
        : columns_(columns), repeated_(repeated), maximum_size_(maximum_size), found_limit_(found_limit), order_(columns.size()),
          levels_(maximum_size + 1), found_(repeated.size()), slots_(std::bit_ceil(2 * repeated.size())) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::ranges::stable_sort(order_, {}, [codes](std::size_t c) { return codes[c]; }); // half of all sets leave many behind at once
        levels_[0].keys.resize(repeated.size());
        levels_[0].classes.resize(repeated.size());
        std::iota(levels_[0].keys.begin(), levels_[0].keys.end(), std::uint32_t{0});
        extend(0, columns.size(), 0);
    }
    [[nodiscard]] const std::vector<std::uint64_t>& found(std::size_t key) const noexcept { return found_[key]; }
    /// All together; above the limit the search has ended early.
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    /// Keys that are not yet alone, and their classes by the columns taken.
    struct level {
        std::vector<std::uint32_t> keys, classes;
    };
    struct slot {
        std::uint64_t content = 0; ///< A class and a code.
        std::uint64_t round = 0;   ///< In which it was filled: clearing would cost more.
        std::uint32_t made = 0;    ///< The class of both.
    };

    void extend(std::size_t depth, std::size_t before, std::uint64_t set) {
        for (std::size_t c = 0; c < before && total_ <= found_limit_; ++c) {
            const auto longer = set | std::uint64_t{1} << order_[c];
            split(levels_[depth], columns_[order_[c]], levels_[depth + 1]);
            leave_behind(longer, levels_[depth + 1]);
            if (depth + 1 < maximum_size_ && !levels_[depth + 1].keys.empty()) extend(depth + 1, c, longer);
        }
    }
    void split(const level& from, const key_column& column, level& to) {
        to.keys.clear();
        to.classes.clear();
        sizes_.clear();
        ++round_;
        const auto shift = 64 - std::countr_zero(std::bit_ceil(2 * from.keys.size()));
        const auto last = (std::size_t{1} << (64 - shift)) - 1;
        for (std::size_t i = 0; i < from.keys.size(); ++i) {
            const auto key = from.keys[i];
            const auto content = std::uint64_t{from.classes[i]} << 32 | static_cast<std::uint32_t>(column[key]);
            auto s = static_cast<std::size_t>(content * 0x9e3779b97f4a7c15ULL >> shift);
            while (slots_[s].round == round_ && slots_[s].content != content) s = (s + 1) & last;
            if (slots_[s].round != round_) {
                slots_[s] = {.content = content, .round = round_, .made = static_cast<std::uint32_t>(sizes_.size())};
                sizes_.push_back(0);
            }
            ++sizes_[slots_[s].made];
            to.keys.push_back(key);
            to.classes.push_back(slots_[s].made);
        }
    }
    void leave_behind(std::uint64_t set, level& all) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < all.keys.size(); ++i) {
            const auto key = all.keys[i];
            if (sizes_[all.classes[i]] > 1) {
                all.keys[kept] = key;
                all.classes[kept++] = all.classes[i];
            } else if (!repeated_[key] && std::ranges::none_of(found_[key], [set](std::uint64_t part) { return (part & set) == part; })) {
                found_[key].push_back(set);
                ++total_;
            }
        }
        all.keys.resize(kept);
        all.classes.resize(kept);
    }

    std::span<const key_column> columns_;
    const std::vector<bool>& repeated_;
    std::size_t maximum_size_;
    std::uint64_t found_limit_, total_ = 0, round_ = 0;
    std::vector<std::size_t> order_; ///< Of the columns, those of few codes first.
    std::vector<level> levels_;      ///< By the number of columns taken.
    std::vector<std::vector<std::uint64_t>> found_;
    std::vector<slot> slots_;
    std::vector<std::uint32_t> sizes_; ///< Of the classes of the last split.
};

} // namespace sdc::inline v0::detail
