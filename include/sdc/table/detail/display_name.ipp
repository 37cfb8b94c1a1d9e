#include <sdc/table/display_name.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

std::string display_name(const cube& c, cell_index cell) {
    std::string text;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto at = c.shape().coordinate(cell, d);
        if (at == 0) continue;
        const auto& code = c.codes(d)[at];
        text += (text.empty() ? "" : ", ");
        text += code.label.empty()
                    ? detail::shorten(c.dimensions()[d].name) + " " + detail::shorten(code.id)
                    : detail::shorten(code.label);
    }
    return text.empty() ? detail::shorten(c.codes(0)[0].text()) : text;
}

std::string display_name(const linked_tables& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    return display_name(tables.cube(k), cell - tables.offset(k)) +
           (k == 0 ? "" : " in " + detail::shorten(tables.tables()[k].name));
}

std::string describe_people(const linked_tables& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    const bool is_all = cell == tables.offset(k);
    std::string where;
    for (const auto& [dimension, code] : tables.tables()[k].where)
        where +=
            (where.empty() ? "" : ", ") + detail::shorten(dimension) + ' ' + detail::shorten(code);
    if (k == 0)
        return where.empty() ? display_name(tables, cell)
               : is_all      ? where
                             : display_name(tables, cell) + ", " + where;
    return is_all ? detail::shorten(tables.tables()[k].name) +
                        (where.empty() ? "" : " (" + where + ")")
                  : display_name(tables, cell);
}

std::string describe_people(const linked_tables& tables,
                            std::span<const std::pair<cell_index, std::int64_t>> what) {
    std::string text, less;
    for (const auto& [cell, times] : what) {
        auto& to = times > 0 ? text : less;
        to += (to.empty() ? "" : " or ") + describe_people(tables, cell);
    }
    return less.empty() ? text : text + " but not in " + less;
}

} // namespace sdc::inline v0
