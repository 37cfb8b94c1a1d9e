/// A part of a large component around some columns, attacked alone. What lies outside is either
/// held where it is, so that every point found is one of the whole, or left free within its bounds,
/// so that no point of the whole goes beyond what is found.
#pragma once

#include "open_system.hpp"
#include "program_search.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

class surroundings {
public:
    /// Breadth-first from the columns of `centre` through the rows, at most `size` columns; of rows
    /// longer than that is left the columns with the most room first. `low`, `high`: bounds of the
    /// columns now.
    surroundings(const component& whole, const column_form& centre, std::size_t size,
                 std::span<const std::int64_t> low, std::span<const std::int64_t> high,
                 std::uint64_t search_limit);

    [[nodiscard]] bool contains(const column_form& form) const noexcept;
    /// Nothing goes beyond the result's bound, whatever the rest does.
    [[nodiscard]] maximum bound(const column_form& form, std::int64_t enough);
    /// With the rest as in `point`, which is changed to the best point found. True if it changed;
    /// `changed` are the columns of the part.
    [[nodiscard]] maximum improve(const column_form& form, std::int64_t enough,
                                  std::span<std::int64_t> point);
    [[nodiscard]] std::span<const std::uint32_t> columns() const noexcept { return columns_; }

private:
    /// What is outside of one row, as a column of its own.
    struct remainder {
        std::uint32_t row, column;
        std::int64_t low, high;
    };
    void collect(const component& whole, const column_form& centre, std::size_t size);
    void cut(const component& whole);
    void add_remainder(const component& whole, std::uint32_t row);
    [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t column) const noexcept;
    [[nodiscard]] column_form translate(const column_form& form) const;

    const component& whole_;
    std::span<const std::int64_t> low_, high_;
    std::vector<std::uint32_t> columns_, order_; // as collected; order_: positions sorted by column
    component part_;
    std::vector<remainder> remainders_;
    std::uint64_t search_limit_;
    std::optional<program_search> search_;
};

} // namespace sdc::inline v0::detail
