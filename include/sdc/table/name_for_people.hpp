/// Names of cells as people read them: labels, or codes with their dimension where they have none. `describe` has the codes.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/linked.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

/// "May 2024, Charge"; of the cell of all its table's label. Not escaped: labels are the input's; they are cut at 80 characters.
[[nodiscard]] inline std::string name_for_people(const cube& c, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto at = c.shape().coordinate(cell, d);
        if (at == 0) continue;
        const auto& code = c.codes(d)[at];
        text += (text.empty() ? "" : ", ");
        text += code.label.empty() ? detail::shorten(c.dimensions()[d].name) + " " + detail::shorten(code.id) : detail::shorten(code.label);
    }
    return text.empty() ? detail::shorten(c.codes(0)[0].text()) : text;
}

/// "May 2024, Charge in the release by age": with its table, if that is not the first.
[[nodiscard]] inline std::string name_for_people(const linked_cubes& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    return name_for_people(tables.cube(k), cell - tables.first(k)) + (k == 0 ? "" : " in " + detail::shorten(tables.tables()[k].name));
}

/// The people of a cell, with those whom its table is about: "men in 2023 (sex m)". All of another table are those that it is named for.
[[nodiscard]] inline std::string name_people(const linked_cubes& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    const bool is_all = cell == tables.first(k);
    std::string where;
    for (const auto& [dimension, code] : tables.tables()[k].where)
        where += (where.empty() ? "" : ", ") + detail::shorten(dimension) + ' ' + detail::shorten(code);
    if (k == 0) return where.empty() ? name_for_people(tables, cell) : is_all ? where : name_for_people(tables, cell) + ", " + where;
    return is_all ? detail::shorten(tables.tables()[k].name) + (where.empty() ? "" : " (" + where + ")") : name_for_people(tables, cell);
}

/// Of cells, less others within them: "X or Y but not in Z".
[[nodiscard]] inline std::string name_people(const linked_cubes& tables, std::span<const std::pair<cell_index, std::int64_t>> what) {
    std::string text, less;
    for (const auto& [cell, times] : what) {
        auto& to = times > 0 ? text : less;
        to += (to.empty() ? "" : " or ") + name_people(tables, cell);
    }
    return less.empty() ? text : text + " but not in " + less;
}

} // namespace sdc::inline v0
