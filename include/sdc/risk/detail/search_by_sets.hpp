/// The search for minimal uniques that goes through the sets of columns.
#pragma once

#include <sdc/risk/key_counts.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
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

/// Whether every key of so many columns is a number of 64 bits.
[[nodiscard]] inline bool keys_fit(std::vector<std::uint64_t> radix, std::size_t maximum_size) {
    std::ranges::sort(radix, std::greater{});
    std::uint64_t product = 1;
    for (std::size_t k = 0; k < maximum_size; ++k) {
        if (radix[k] > std::numeric_limits<std::uint64_t>::max() / product) return false;
        product *= radix[k];
    }
    return true;
}

/// Goes through the sets of columns by size. A key is a number in mixed radix, so equal keys are equal numbers. A record with a unique
/// part of the set meets nobody there and is passed over; what is alone among the others is then minimal.
class search_by_sets {
public:
    /// `columns` are those of distinct keys; `repeated` says which of them several records have.
    search_by_sets(std::vector<key_column> columns, std::vector<std::uint64_t> radix, std::vector<bool> repeated, std::size_t maximum_size,
                   std::uint64_t found_limit)
        : columns_(std::move(columns)), radix_(std::move(radix)), repeated_(std::move(repeated)),
          keys_(maximum_size + 1, std::vector<std::uint64_t>(repeated_.size())), found_(repeated_.size()),
          slots_(std::bit_ceil(2 * repeated_.size())), found_limit_(found_limit), shift_(64 - std::countr_zero(slots_.size())) {
        for (std::size_t size = 1; size <= maximum_size; ++size) choose(size, 0, 0, 0);
    }
    [[nodiscard]] const std::vector<std::uint64_t>& found(std::size_t key) const noexcept { return found_[key]; }
    /// All together; above the limit the search has ended early.
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

private:
    struct slot {
        std::uint64_t key = 0;
        std::uint64_t set = 0; ///< The set of columns that filled it: clearing for each set would cost more.
        std::uint32_t owner = 0;
        bool alone = false;
    };

    void choose(std::size_t size, std::size_t depth, std::size_t from, std::uint64_t set) {
        if (depth == size) return search(set, keys_[depth]);
        for (auto c = from; c + size - depth <= columns_.size(); ++c) {
            const auto& prefix = keys_[depth];
            auto& longer = keys_[depth + 1];
            const auto& column = columns_[c];
            for (std::size_t i = 0; i < prefix.size(); ++i) longer[i] = prefix[i] * radix_[c] + static_cast<std::uint32_t>(column[i]);
            choose(size, depth + 1, c + 1, set | std::uint64_t{1} << c);
        }
    }
    void search(std::uint64_t set, const std::vector<std::uint64_t>& keys) {
        if (total_ > found_limit_) return;
        filled_.clear();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (std::ranges::any_of(found_[i], [set](std::uint64_t part) { return (part & set) == part; })) continue;
            auto s = static_cast<std::size_t>(keys[i] * 0x9e3779b97f4a7c15ULL >> shift_);
            while (slots_[s].set == set && slots_[s].key != keys[i]) s = (s + 1) & (slots_.size() - 1);
            if (slots_[s].set == set) {
                slots_[s].alone = false;
                continue;
            }
            slots_[s] = {.key = keys[i], .set = set, .owner = static_cast<std::uint32_t>(i), .alone = !repeated_[i]};
            filled_.push_back(s);
        }
        for (const auto s : filled_) {
            if (!slots_[s].alone) continue;
            found_[slots_[s].owner].push_back(set);
            ++total_;
        }
    }

    std::vector<key_column> columns_;
    std::vector<std::uint64_t> radix_;
    std::vector<bool> repeated_;
    std::vector<std::vector<std::uint64_t>> keys_; ///< By the number of columns taken.
    std::vector<std::vector<std::uint64_t>> found_;
    std::vector<slot> slots_;
    std::vector<std::size_t> filled_;
    std::uint64_t found_limit_, total_ = 0;
    int shift_;
};

} // namespace sdc::inline v0::detail
