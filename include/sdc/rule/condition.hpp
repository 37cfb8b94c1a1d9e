/// Linear facts about one cell or the difference of two, and sets of them of which at least one
/// holds.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/fwd.hpp>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// low <= x(cell) - x(minus) <= high; `minus` is `no_cell` where the cell stands alone.
struct condition {
    cell_index cell = 0;
    cell_index minus = no_cell;
    std::int64_t low = 0;
    std::int64_t high = unlimited;

    auto operator<=>(const condition&) const = default;
};

/// `value_of(cell)` in any table.
template <class F>
[[nodiscard]] bool holds(const condition& c, F&& value_of) {
    const auto x = detail::wide_sum{value_of(c.cell)} -
                   (c.minus == no_cell ? 0 : detail::wide_sum{value_of(c.minus)});
    return c.low <= x && (c.high == unlimited || x <= c.high);
}

/// A union of cases: of these alternatives, each a set of conditions that hold together, at least
/// one is true. 32 bytes a condition.
class SDCKIT_API one_of {
public:
    void add(std::span<const condition> alternative);
    [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
    [[nodiscard]] std::span<const condition> operator[](std::size_t i) const noexcept {
        return std::span(conditions_).subspan(first_[i], first_[i + 1] - first_[i]);
    }
    /// Cells get the numbers that `number_of(cell)` gives them.
    template <class F>
    void renumber(F&& number_of) {
        for (auto& c : conditions_) {
            c.cell = number_of(c.cell);
            if (c.minus != no_cell) c.minus = number_of(c.minus);
        }
    }
    /// Ascending, each alternative once: the same for the same alternatives in any order.
    void sort();
    /// The alternatives of both.
    void append(const one_of& other) {
        for (std::size_t i = 0; i < other.size(); ++i) add(other[i]);
    }
    bool operator==(const one_of&) const = default;

private:
    std::vector<condition> conditions_;
    std::vector<std::size_t> first_{0};
};

/// The position of an alternative that holds, tried from `hint` on; `size()` if none does.
/// O(conditions).
template <class F>
[[nodiscard]] std::size_t find_alternative(const one_of& cases, F&& value_of,
                                           std::size_t hint = 0) {
    for (std::size_t k = 0; k < cases.size(); ++k) {
        const auto i = (hint + k) % cases.size();
        if (std::ranges::all_of(cases[i], [&](const condition& c) { return holds(c, value_of); }))
            return i;
    }
    return cases.size();
}

} // namespace sdc::inline v0
