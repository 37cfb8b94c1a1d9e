/// Writing a release as a web page: one file that works offline, without scripts, and prints.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// A table with the codes of the last dimension as columns, the others as rows, both with their
/// hierarchy; of one dimension one column. Labels of the codes (the codes where they have none); a
/// suppressed cell shows the marker, and nothing tells primary from secondary suppression. Below:
/// the method, what it guarantees, what the marker means. Texts are shown as they are: markup is
/// escaped, line ends and tabs become blanks, and what is not seen but acts is named: <U+202E>. Of
/// a table of more than `html_most_cells` cells or 500 columns the first are shown, and the page
/// says so. Checked with axe-core, WCAG 2.2 AA (docs/formats.md).
SDCKIT_API void write_html(std::ostream& out, const published& release,
                           const write_options& options = {});

/// What a page of a release has room for.
inline constexpr cell_index html_most_cells = 100'000;

// As in csv.hpp: what has not been audited cannot be written.
void write_html(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_html(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_html(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
