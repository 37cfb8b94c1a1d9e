#include "html_table.hpp"

#include <sdc/detail/printable.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr code_index deepest_indent = 8;

/// Where a cube is cut into rows and columns.
class html_grid {
public:
    html_grid(const cube& c, const html_table_options& options)
        : cube_(c), options_(options),
          row_dimensions_(c.dimensions().size() == 1 ? 1 : c.dimensions().size() - 1),
          all_columns_(row_dimensions_ < c.dimensions().size() ? c.dimensions().back().codes.size()
                                                               : 1),
          columns_(std::min<cell_index>(all_columns_, options.most_columns)),
          all_rows_(c.size() / all_columns_),
          rows_(std::min<cell_index>(all_rows_, options.most_rows)) {
        for (std::size_t d = 0; d < row_dimensions_; ++d) {
            auto& heads = heads_.emplace_back();
            for (code_index i = 0; i < c.codes(d).size(); ++i) heads.push_back(row_head(d, i));
        }
    }

    [[nodiscard]] html_text write_rows() {
        html_text made;
        for (cell_index row = 0; row < rows_; ++row) {
            if (made.size() > options_.most_bytes) rows_ = row; // and no further
            if (row == rows_) break;
            write_row(made, row);
        }
        return made;
    }

    void write_head(html_text& to) const {
        to.raw("<thead>\n");
        const auto dims = cube_.dimensions();
        if (has_columns()) {
            to.raw("<tr>");
            for (std::size_t d = 0; d < row_dimensions_; ++d)
                to.element("th", shorten(dims[d].name), " scope=\"col\" rowspan=\"2\"");
            to.element("th", shorten(dims.back().name),
                       " scope=\"colgroup\" colspan=\"" + std::to_string(columns_) + "\"");
            to.raw("</tr>\n");
        }
        to.raw("<tr>");
        if (!has_columns()) {
            to.element("th", shorten(dims[0].name), " scope=\"col\"");
            to.element("th", shorten(options_.column_name), " scope=\"col\" class=\"n\"");
        }
        for (code_index i = 0; has_columns() && i < columns_; ++i) {
            const auto& codes = dims.back().codes;
            to.element("th", label(codes[i]),
                       codes.is_leaf(i) ? " scope=\"col\" class=\"n\""
                                        : " scope=\"col\" class=\"n m\"");
        }
        to.raw("</tr>\n</thead>\n");
    }

    /// Fits on one printed page.
    [[nodiscard]] bool is_short() const { return rows_ <= 30; }

    /// Empty if all is shown.
    [[nodiscard]] std::string describe_cut(std::string_view whole_in) const {
        std::string text;
        if (rows_ < all_rows_)
            append(text, "the first ", rows_, " of ", count_of(all_rows_, "row"));
        if (columns_ < all_columns_)
            append(text, text.empty() ? "" : " and ", "the first ", columns_, " of ",
                   count_of(all_columns_, "column"));
        if (text.empty()) return text;
        return "Shown are " + text + "; " + std::string(whole_in) + ".";
    }

private:
    [[nodiscard]] bool has_columns() const { return row_dimensions_ < cube_.dimensions().size(); }

    [[nodiscard]] std::string label(const code& c) const {
        return shorten(c.text(), options_.longest_label);
    }

    /// Indented by its depth; bold if it is a sum.
    [[nodiscard]] std::string row_head(std::size_t d, code_index i) const {
        const auto& codes = cube_.codes(d);
        const auto depth = std::min(codes.depth(i), deepest_indent);
        std::string look = codes.is_leaf(i) ? "" : "m";
        if (depth > 0) append(look, look.empty() ? "" : " ", "d", depth);
        html_text made;
        made.element("th", label(codes[i]),
                     " scope=\"row\"" + (look.empty() ? "" : " class=\"" + look + "\""));
        return made.str();
    }

    void write_row(html_text& to, cell_index row) const {
        const auto first = row * all_columns_;
        const auto at = cube_.shape().at(first);
        to.raw("<tr>");
        for (std::size_t d = 0; d < row_dimensions_; ++d) to.raw(heads_[d][at[d]]);
        for (cell_index column = 0; column < columns_; ++column) {
            const auto shown = options_.cell(first + column);
            to.raw("<td");
            if (!shown.look.empty()) to.raw(" class=\"").raw(shown.look).raw("\"");
            to.raw(">").raw(shown.content).raw("</td>");
        }
        to.raw("</tr>\n");
    }

    const cube& cube_;
    const html_table_options& options_;
    std::size_t row_dimensions_;
    cell_index all_columns_, columns_, all_rows_, rows_;
    std::vector<std::vector<std::string>> heads_; // of each dimension and code, made once
};

} // namespace

std::string name_dimensions(const cube& c) {
    std::vector<std::string> names;
    for (const auto& d : c.dimensions()) names.push_back(shorten(d.name));
    return join(names);
}

bool is_wide(const cube& c) {
    constexpr std::size_t upright = 9; // columns
    const auto rows = c.dimensions().size() == 1 ? 1 : c.dimensions().size() - 1;
    return rows + (c.dimensions().size() == 1 ? 1 : c.dimensions().back().codes.size()) > upright;
}

void write_html_table(html_text& to, const cube& c, const html_table_options& options,
                      std::string_view whole_in) {
    html_grid grid(c, options);
    const auto rows = grid.write_rows();
    if (const auto cut = grid.describe_cut(whole_in); !cut.empty())
        to.line("p", cut, " class=\"cut\"");
    to.raw("<div class=\"scroll").raw(is_wide(c) ? " wide" : grid.is_short() ? " short" : "");
    to.raw("\" role=\"group\" tabindex=\"0\" aria-label=\"").text(options.caption).raw("\">\n");
    to.raw("<table class=\"cube\">\n")
        .line("caption", options.caption, options.caption_is_title ? " class=\"spoken\"" : "");
    grid.write_head(to);
    to.raw("<tbody>\n").raw(rows.str()).raw("</tbody>\n</table>\n</div>\n");
}

} // namespace sdc::inline v0::detail
