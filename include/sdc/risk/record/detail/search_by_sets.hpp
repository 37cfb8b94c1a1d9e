/// The search for minimal uniques that goes through the sets of columns.
#pragma once

#include <sdc/config.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Sets of 1 to `maximum_size` of `columns` columns; exact below 2^53.
[[nodiscard]] SDCKIT_API double count_sets(std::size_t columns, std::size_t maximum_size) noexcept;

/// Depth first, each set after all its parts. A key that is alone on a set is so on all that is
/// reached from it, and is left behind; the set is minimal if no part of it was found for the key.
class SDCKIT_API search_by_sets {
public:
    /// `columns` are those of distinct keys; `repeated` says which of them several records have.
    search_by_sets(std::span<const key_column> columns, std::span<const std::uint64_t> codes,
                   const std::vector<bool>& repeated, std::size_t maximum_size,
                   std::uint64_t found_limit)
        : columns_(columns), repeated_(repeated), maximum_size_(maximum_size),
          found_limit_(found_limit), order_(columns.size()), levels_(maximum_size + 1),
          found_(repeated.size()), slots_(std::bit_ceil(2 * repeated.size())) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::ranges::stable_sort(order_, {}, [codes](std::size_t c) {
            return codes[c];
        }); // half of all sets leave many behind at once
        levels_[0].keys.resize(repeated.size());
        levels_[0].classes.resize(repeated.size());
        std::iota(levels_[0].keys.begin(), levels_[0].keys.end(), std::uint32_t{0});
        extend(0, columns.size(), 0);
    }
    [[nodiscard]] const std::vector<std::uint64_t>& found(std::size_t key) const noexcept {
        return found_[key];
    }
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

    void extend(std::size_t depth, std::size_t before, std::uint64_t set);
    void split(const level& from, const key_column& column, level& to);
    void leave_behind(std::uint64_t set, level& all);

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
