/// Reading and writing CSV by RFC 4180.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/csv_format.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/release/percent.hpp>
#include <sdc/release/published.hpp>
#include <sdc/table/records.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct write_options {
    sdc::marker marker = {};
    bool escape_formulas = true; ///< CSV, SDMX-CSV and workbooks: codes, labels and column names as
                                 ///< `escape_csv_text` makes them.
    std::string title = {};      ///< Of formats that have one; empty: what is counted by what.
    std::string structure = {};  ///< SDMX-CSV alone: the dataflow, "AGENCY:ID(VERSION)".
    std::vector<std::pair<std::string, std::string>> leading =
        {};                      ///< CSV alone: columns before the dimensions, each with one code.
    bool header = true;          ///< CSV alone: the names of the columns come first.
    percent_column percent = {}; ///< CSV alone: the last column. Precondition: `check` of it.
};

/// Reads a header and rows; `source` stands for the file in errors. UTF-8 with or without byte
/// order mark, LF or CRLF, quotes, quoted newlines. Blanks around column names, empty rows and
/// columns at the end and footnotes are left out; `records::notes` says which lines. Errors:
/// bad_syntax (an unclosed or misplaced quote, bytes that are not UTF-8, a row with too few or too
/// many fields, a separator in doubt), duplicate (a column name twice); with file, line and column
/// (field number).
[[nodiscard]] SDCKIT_API result<records> parse_csv(std::string_view text, std::string source,
                                                   const csv_format& format = {});

/// The dimension columns, then one column of the measure; every combination of codes, margins
/// included, in pre-order. Numbers and the marker are written as they are; what else would act in a
/// spreadsheet or on a terminal as `escape_csv_text` makes it.
SDCKIT_API void write_csv(std::ostream& out, const published& release,
                          const write_options& options = {});

// A table that has not been protected and a plan that has not been audited cannot be written.
void write_csv(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_csv(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_csv(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
