/// From records or cells to an additive table with all margins.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/table/count_format.hpp>
#include <sdc/table/detail/contributions.hpp>
#include <sdc/table/detail/count_reader.hpp>
#include <sdc/table/detail/number.hpp>
#include <sdc/table/detail/row_reader.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct tabulate_options {
    std::vector<dimension> by =
        {}; ///< Each names a column of the records; its codes are looked up in the hierarchy.
    std::string count =
        {}; ///< Column of whole-number counts; empty: each row is one record. Excludes `value`.
    count_format counts = {}; ///< How the numbers of `count` are written.
    std::string value = {};   ///< Column of magnitudes; empty: a frequency table.
    int decimals =
        0; ///< Digits kept after the decimal point of `value`, 0 to 9; more digits are an error.
    std::string contributor = {}; ///< Column of contributor (holding) ids; empty: each row of a
                                  ///< magnitude table is its own.
    std::size_t largest = 2;      ///< How many of the largest contributions of each cell are kept
                                  ///< (magnitude tables), 0 to 100.
    std::vector<std::vector<std::string>> structural_zeros =
        {}; ///< Codes, one per dimension, of leaf cells that cannot hold anybody.
};

/// Adds up rows into the cells of the full product of codes, then all margins. Rows of counts that
/// give margins are checked against their parts and not added; a record and a row of a magnitude
/// table must have leaf codes. A contributor with rows in several cells counts once in a margin
/// over them, with the sum of its rows. Errors: bad_argument, missing_column, unknown_code,
/// bad_syntax (a count that is negative, fractional or
/// in doubt; an empty contributor), overflow (64 bits, or
/// memory), not_additive; with file, line, column, what was found and wanted. Complexity: O(rows x
/// (dimensions + log codes) + dimensions x cells); with contributors O(rows log rows + rows x
/// product of depths).
[[nodiscard]] SDCKIT_API result<table> tabulate(const records& rows,
                                                const tabulate_options& options);

/// The distinct codes of a column, in order of first appearance, directly under `total`, which is
/// not a leaf if it occurs in the column. Errors: missing_column with the columns that exist,
/// bad_syntax for an empty code. Complexity: O(rows log codes).
[[nodiscard]] result<dimension> flat_dimension(const records& rows, std::string name,
                                               std::string total = "Total",
                                               sdc::role r = sdc::role::identifying);

namespace detail {

/// A margin as one row gives it.
struct given_margin {
    cell_index cell = 0;
    std::size_t row = 0;
    std::int64_t value = 0;
};

/// What the rows say, before margins.
struct row_data {
    std::vector<std::int64_t> leaves = {};
    std::vector<given_margin> margins = {};
    std::vector<contribution> contributions = {}; // magnitude tables only
};

SDCKIT_API result<void> check(const tabulate_options& options);

SDCKIT_API result<void> check(const records& rows);

SDCKIT_API result<std::optional<std::size_t>> optional_column(const records& rows,
                                                              const std::string& name);

/// Reads rows one by one into `row_data`. The sum of absolute values bounds every cell, so it alone
/// is checked for overflow, whatever the order of the rows.
class SDCKIT_API row_adder {
public:
    [[nodiscard]] static result<row_data> run(const cube& c, const records& rows,
                                              const tabulate_options& options);

private:
    row_adder(const cube& c, const records& rows, const tabulate_options& options,
              cell_reader cells)
        : cube_(c), rows_(rows), options_(options), cells_(std::move(cells)) {}

    result<void> add(std::size_t row);

    result<std::int64_t> number(std::size_t row) const;

    result<void> add_contribution(std::size_t row, cell_index cell, std::int64_t value);

    sdc::error overflow(std::size_t row) const;

    const cube& cube_;
    const records& rows_;
    const tabulate_options& options_;
    cell_reader cells_;
    std::optional<count_reader> counts_;
    std::optional<std::size_t> count_, value_, contributor_;
    std::int64_t absolute_sum_ = 0;
    row_data data_;
};

/// Adds along each dimension every code into its parent. From the last code to the first, so that a
/// code is complete before it is added.
SDCKIT_API void add_margins(const cube& c, std::span<std::int64_t> values);

/// Sums the rows of each margin and compares. Of several that differ, the first cell is named,
/// whatever the order of the rows.
SDCKIT_API result<void> check_margins(const cube& c, const records& rows, const std::string& count,
                                      std::vector<given_margin> given,
                                      std::span<const std::int64_t> values);

SDCKIT_API result<std::vector<cell_index>>
find_structural_zeros(const cube& c, const std::vector<std::vector<std::string>>& zeros);

SDCKIT_API result<table> tabulate_rows(const records& rows, const tabulate_options& options);

SDCKIT_API sdc::error too_large();

} // namespace detail

} // namespace sdc::inline v0
