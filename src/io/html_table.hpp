/// The cells of a cube as an HTML table: the one loop over the cells of a page.
#pragma once

#include "html_text.hpp"

#include <sdc/table/cube.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// What stands in a cell. A class of the style, and markup that is escaped already.
struct html_cell {
    std::string_view look = {};
    std::string content = {};
};

struct html_table_options {
    std::string caption = {};
    bool caption_is_title = false; ///< Of the page: then it is for screen readers alone.
    std::string column_name = {};  ///< Of the numbers.
    cell_index most_rows = 500;
    std::size_t most_columns = 60;
    std::size_t most_bytes = 1'500'000;
    std::size_t longest_label = longest_quote; ///< Characters of a label.
    std::function<html_cell(cell_index)> cell = {};
};

/// "area and offence"
[[nodiscard]] std::string name_dimensions(const cube& c);

/// True if the table needs a page that lies on its side.
[[nodiscard]] bool is_wide(const cube& c);

/// Columns: the codes of the last dimension, if there are two or more; rows: the others. Above it,
/// where something is left out, a sentence that says so; `whole_in` ends it: "the private record
/// has all".
void write_html_table(html_text& to, const cube& c, const html_table_options& options,
                      std::string_view whole_in);

} // namespace sdc::inline v0::detail
