/// The report of a release for the disclosure officer, as a web page: what was asked, what is
/// suppressed and why, what an intruder could still learn. Private: it holds every true value.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/table/interval.hpp>

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct release_score; // sdc/release/score_release.hpp

/// One table of a report; what it names outlives the call.
struct reported_table {
    std::string name = {}; ///< Empty: the only one, or the first.
    const audited* proof = nullptr;
    std::vector<std::pair<cell_index, interval>> intervals =
        {}; ///< Of `bound_unsafe_cells`: ascending. Empty: what an intruder can infer is left out.
    const release_score* score = nullptr; ///< Of the counts: its map and its curve are drawn.
};

struct html_report_options {
    sdc::marker marker = {};
    std::string made_by = {}; ///< As `write_private` has it.
    /// What the caller was asked for, beyond what plans hold: ("input", "offences.csv").
    std::vector<std::pair<std::string, std::string>> asked = {};
    std::size_t most_rows = 500, most_columns = 60; ///< Of the table.
    std::size_t most_listed = 500; ///< Unsafe cells, and complements, of which reasons are given.
};

/// A page for each report is 5,000,000 bytes a table or less, whatever is in the table: what is
/// left out is counted on the page, and the private record has it.
inline constexpr std::size_t html_report_bytes = 5'000'000;

/// One file that works offline, without scripts; every page that is printed says that it is
/// private. Primary and secondary suppression have a letter each, and a shade. Texts are escaped as
/// `write_html` does, and cut at 80 characters. The same input gives the same bytes. Precondition:
/// each table has a proof. Complexity: that of `report`, and O(cells shown + reasons).
SDCKIT_API void write_html_report(std::ostream& out, std::span<const reported_table> tables,
                                  const html_report_options& options = {});

} // namespace sdc::inline v0
