/// From files to tables, as the options for input say.
#pragma once

#include "arguments.hpp"

#include <sdc/attack/public_sources.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sdc::cli {

/// The dimensions; a flat one has the codes of its column in all of `from`, in order of first
/// appearance.
[[nodiscard]] result<std::vector<dimension>> read_dimensions(const arguments& a,
                                                             std::span<const records> from);

/// With the codes of --residual, which the rows of an input do not have.
[[nodiscard]] result<std::vector<dimension>> with_residuals(const arguments& a,
                                                            std::vector<dimension> by);

[[nodiscard]] std::vector<std::string> names_of(const cube& c);
/// As --dimension names them.
[[nodiscard]] std::vector<std::string> names_of_dimensions(const arguments& a);

/// A public table of these dimensions, its codes as they were before --escape-formulas.
[[nodiscard]] result<records> read_public_rows(const arguments& a, const std::string& file,
                                               const std::vector<std::string>& dimensions);

/// The rows of --input as --dimension and --count name them. `as_read`: gets them as they are.
[[nodiscard]] result<records> read_input_rows(const arguments& a, file_rows* as_read = nullptr);

/// The dimensions of --wide, one a header row; none without it.
[[nodiscard]] std::vector<wide_dimension> wide_dimensions_of(const arguments& a);

/// The table of --input with its margins, and its rows if --contributor or --as-read needs them.
struct input_table {
    std::shared_ptr<const table> counts = {};
    records rows = {};
    file_rows as_read = {};                                ///< For --as-read.
    std::vector<std::shared_ptr<const table>> groups = {}; ///< One for each --overlapping.
    std::shared_ptr<const cube> whole = {}; ///< Then the codes of all of them together.
};
[[nodiscard]] result<input_table> read_input(const arguments& a);
[[nodiscard]] inline result<std::shared_ptr<const table>> read_table(const arguments& a) {
    auto input = read_input(a);
    if (!input) return input.error();
    return std::move(input->counts);
}
/// The same of rows that are read already.
[[nodiscard]] result<std::shared_ptr<const table>> read_table(const arguments& a,
                                                              const records& rows);

/// The depths that --depth allows; nothing if it is not given.
[[nodiscard]] result<std::vector<code_index>> read_depths(const arguments& a, const cube& c);

/// Cells that --publish leaves out, one flag a cell; nothing if it leaves out none.
[[nodiscard]] result<std::vector<bool>> read_unpublished(const arguments& a, const cube& c);

/// What is attacked or scored: the table of the counts, or codes and structural zeros alone.
struct first_table {
    std::shared_ptr<const table> counts = {};
    std::shared_ptr<const sdc::cube> cube = {};
    std::vector<cell_index> structural_zeros = {};
};
/// Without counts; flat dimensions have the codes of the public tables.
[[nodiscard]] result<first_table> read_codes(const arguments& a, std::span<const records> publics);

/// Cells of a CSV list; none if no file is named.
[[nodiscard]] result<std::vector<cell_index>> read_cell_file(const std::string& file,
                                                             const cube& c);

/// The cells that --frozen says are already published, with the numbers of the input.
[[nodiscard]] result<already_published_cells>
read_already_published(const arguments& a, const table& counts, const marker& shown);

/// Who holds which records of an input, by the column that --contributor names; nobody if it does
/// not. `count`: the column of units, or empty.
[[nodiscard]] result<std::vector<intruder>> read_holdings(const arguments& a, const table& counts,
                                                          const records& rows,
                                                          const std::string& count);

/// --unsafe and --levels: the cells become a rule of their own, the levels part of the protection.
[[nodiscard]] result<void> read_listed(const arguments& a, const cube& c, std::vector<rule>& rules,
                                       protection& to);

/// --population: a number of all people, or a table of them by some dimensions with the column
/// "population"; of each cell, or nothing.
[[nodiscard]] result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c);

/// Of --threads, else as many as the machine has.
[[nodiscard]] unsigned count_threads(const arguments& a);

} // namespace sdc::cli
