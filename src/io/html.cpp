#include <sdc/io/html.hpp>

#include "html_style.hpp"
#include "html_table.hpp"

#include <sdc/io/detail/text.hpp>

#include <algorithm>
#include <ostream>
#include <string>

namespace sdc::inline v0 {
namespace {

/// What a cell of a release is on its page. One look for all suppressed cells.
detail::html_cell public_html_cell(const published& release, cell_index cell,
                                   const std::string& marker) {
    switch (release[cell].shows) {
    case public_cell::kind::suppressed: return {.look = "s", .content = marker};
    case public_cell::kind::unpublished:
        return {.look = "e", .content = std::string(detail::not_published)};
    case public_cell::kind::number:
    case public_cell::kind::label: break;
    }
    return {.content = detail::escape_html(detail::format_cell(release, cell, {}))};
}

bool shows_a_marker(const published& release) {
    for (cell_index cell = 0; cell < release.cube().size(); ++cell) {
        if (release[cell].shows == public_cell::kind::suppressed) return true;
    }
    return false;
}

void write_public_notes(detail::html_text& to, const published& release,
                        const std::string& marker) {
    to.line("h2", "Notes").raw("<dl>\n");
    const auto& method = release.method();
    to.element("dt", "Method").line("dd", method.name + ".");
    if (!method.guarantee.empty()) to.element("dt", "Guarantee").line("dd", method.guarantee + ".");
    if (shows_a_marker(release)) {
        to.raw("<dt>").raw(marker).raw("</dt>");
        to.line("dd", std::string(detail::marker_meaning) + ".");
    }
    to.raw("</dl>\n");
}

} // namespace

void write_html(std::ostream& out, const published& release, const write_options& options) {
    constexpr std::size_t most_columns = 500, whole = 1'000;
    const auto& c = release.cube();
    const auto marker = detail::escape_html(options.marker.text);
    const auto columns = c.dimensions().size() == 1 ? 1 : c.dimensions().back().codes.size();
    const auto title = release.column_name() + " by " + detail::name_dimensions(c);
    detail::html_text page;
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.line("title", title).raw("<style>").raw(detail::html_style).raw("</style>\n</head>\n");
    page.raw("<body>\n<main>\n").line("h1", title);
    detail::write_html_table(
        page, c,
        {.caption = title,
         .caption_is_title = true,
         .column_name = release.column_name(),
         .most_rows = std::max<cell_index>(1, html_most_cells / columns),
         .most_columns = most_columns,
         .most_bytes = std::string::npos,
         .longest_label = whole,
         .cell = [&](cell_index cell) { return public_html_cell(release, cell, marker); }},
        "the release as CSV or JSON has all");
    write_public_notes(page, release, marker);
    page.raw("</main>\n</body>\n</html>\n");
    out << page.str();
}

} // namespace sdc::inline v0
