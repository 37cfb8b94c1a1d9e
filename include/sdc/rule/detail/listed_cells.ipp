#include <sdc/rule/listed_cells.hpp>

#include <algorithm>
#include <string>

namespace sdc::inline v0 {

result<void> check(const listed_cells& r) {
    const auto at =
        std::ranges::adjacent_find(r.cells, [](cell_index a, cell_index b) { return a >= b; });
    if (at == r.cells.end()) return {};
    return error{.code = errc::bad_argument,
                 .message = "listed_cells.cells",
                 .field = "listed_cells.cells",
                 .rule = to_string(rule_id::listed),
                 .found = std::to_string(at[1]) + " after " + std::to_string(at[0]),
                 .wanted = "ascending cells, each once"};
}

result<void> check(const listed_cells& r, const table& t, const verdicts& v,
                   bool total_is_announced) {
    const auto refuse = [&](const char* message, std::string cell, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = message,
                     .field = "listed_cells.cells",
                     .cell = std::move(cell),
                     .rule = to_string(rule_id::listed),
                     .wanted = wanted};
    };
    for (const auto cell : r.cells) {
        if (cell >= t.size())
            return refuse("a listed cell is outside the table", std::to_string(cell),
                          "a cell of the table");
        if (v.is_unpublished(cell))
            return refuse("a listed cell is not published, so that nothing protects it",
                          describe(t, cell), "a cell that is published");
        if (t.is_structural_zero(cell))
            return refuse("a listed cell is a structural zero, which everybody knows",
                          describe(t, cell), "a cell that may be suppressed");
        if (total_is_announced && equals_total(t.cube(), t.cube().shape().at(cell)))
            return refuse("a listed cell is the total, which is announced", describe(t, cell),
                          "a cell that may be suppressed");
        if (t.value(cell) < v.minimum(cell))
            return refuse("a listed cell is one that the zero rule always shows", describe(t, cell),
                          "zeros that may be suppressed");
    }
    return {};
}

} // namespace sdc::inline v0
