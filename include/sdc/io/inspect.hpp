/// What a file holds beyond the table that is seen when it is opened.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/recorded_cells.hpp>

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

enum class finding_kind : unsigned char {
    suppressed_value, ///< A value that the release suppresses.
    derivable_value,  ///< Two numbers of one line of which it is the sum or the difference.
    hidden_sheet,
    hidden_rows, ///< With content, as all that follow.
    filtered_rows,
    hidden_columns,
    covered_cells,   ///< By merged cells.
    invisible_cells, ///< White on white, or a number format that shows nothing.
    distant_cells,   ///< Far from the rest of the sheet.
    hidden_text,
    defined_name, ///< Of a hidden place or another file, or hidden itself.
    comments,
    tracked_changes,
    pivot_cache,
    chart_cache,
    data_model,
    connection,
    external_link,
    embedded_object,
    image,
    macro,
    custom_xml,
    unused_strings, ///< Texts that no cell uses any more.
    property,       ///< Of the document: people, firms, paths.
    formula,        ///< In CSV: a text that a spreadsheet would run.
    unseen_characters,
};

/// "hidden sheet", as in reports.
[[nodiscard]] SDCKIT_API std::string_view to_string(finding_kind kind);

/// No field holds the contents of a cell, nor a number that the release suppresses.
struct file_finding {
    finding_kind kind = finding_kind::hidden_sheet;
    std::string part = {};  ///< Of the package; empty for CSV.
    std::string place = {}; ///< Sheet and cells, as far as there are some.
    std::string text = {};

    bool operator==(const file_finding&) const = default;
};

struct inspect_options {
    /// The record of the release: its suppressed values are looked for, next to the codes of their
    /// cells. Where is in docs/command-line.md.
    std::span<const recorded_table> recorded = {};
};

/// The findings in an .xlsx, .xlsm, .ods or CSV file, by kind, then in the order of the file.
/// Errors: as `read_sheet` and `parse_csv`, if the file cannot be read.
[[nodiscard]] SDCKIT_API result<std::vector<file_finding>>
inspect(std::string_view bytes, const std::string& source, const inspect_options& options = {});

/// A line for each finding, or one that says that there are none.
SDCKIT_API void write_inspection_text(std::ostream& out, const std::string& source,
                                      std::span<const file_finding> findings);

/// JSON, as docs/schema/inspection.schema.json describes it.
SDCKIT_API void write_inspection_json(std::ostream& out, const std::string& source,
                                      std::span<const file_finding> findings);

} // namespace sdc::inline v0
