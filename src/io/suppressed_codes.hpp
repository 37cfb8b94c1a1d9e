/// Rows of a public table that count people some of whose codes are suppressed.
#pragma once

#include <sdc/io/public_table.hpp>
#include <sdc/table/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// A row without a code in a dimension counts people of the leaf cells that have no row of their
/// own, since one that has a row has all its people there. So it bounds these cells, and together
/// with the rows of the other cells their total; other leaf cells without a row hold nobody. Where
/// rows of one file lack codes of different dimensions, it is not known which of them counts whom,
/// and the bounds are wider than what everything together might imply.
class rows_without_code {
public:
    rows_without_code(const cube& c, const records& rows, std::span<const suppressed_code> texts);

    /// Whether the row has such a text instead of a code.
    [[nodiscard]] bool has(std::size_t row) const;

    /// Errors: unknown_code, for the codes that it has.
    [[nodiscard]] result<void> add(std::size_t row, interval number);

    /// Once all rows are read. Errors: duplicate, for two rows of the same texts; bad_argument for
    /// a cell whose row has a marker: its people may be counted twice; contradiction, if rows
    /// cannot all be true.
    [[nodiscard]] result<void> learn(public_table& to) const;

private:
    using dimension_set = std::uint32_t; // a bit for each dimension

    struct one_row {
        std::size_t row;
        dimension_set without; // code
        std::string texts;     // instead
        cell_index total;      // of the codes that it has
        interval number;
    };

    [[nodiscard]] dimension_set without_code(std::size_t row) const;
    [[nodiscard]] bool has_leaves(cell_index cell, dimension_set dims) const;
    [[nodiscard]] cell_index total_over(cell_index cell, dimension_set dims) const;
    [[nodiscard]] std::vector<interval> count_people(dimension_set without) const;
    [[nodiscard]] result<void> learn_totals(dimension_set without, const std::vector<bool>& has_row,
                                            public_table& to) const;
    [[nodiscard]] result<void> learn_cells(const one_row& of, std::int64_t most,
                                           const std::vector<bool>& has_row,
                                           public_table& to) const;
    void learn_empty(const std::vector<bool>& has_row, public_table& to) const;
    [[nodiscard]] sdc::error refuse(const one_row& one, errc code, std::string message,
                                    std::string cell) const;

    const cube& cube_;
    const records& rows_;
    std::vector<std::size_t> columns_;
    std::vector<std::vector<std::string_view>> texts_; // by dimension
    std::vector<one_row> all_;
    std::vector<dimension_set> kinds_; // those that occur, ascending
};

} // namespace sdc::inline v0::detail
