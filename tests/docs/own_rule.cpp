// A rule of one's own, outside the library: docs/architecture.md shows this file. A cell is unsafe
// if it holds few of the people of its area, whatever their number: what it flags becomes a list of
// cells, and how uncertain they must stay a protection level.
#include <sdc/attack/audit.hpp>
#include <sdc/core.hpp>

#include <iostream>

sdc::suppress_options by_share(const sdc::table& t, std::int64_t percent) {
    sdc::listed_cells unsafe;
    sdc::suppress_options options;
    for (const auto& cell : sdc::cells(t)) {
        const auto n = t.value(cell.index());
        const auto of_area = t.value(cell.index() - cell.at()[1]); // the area's total comes first
        if (cell.is_margin() || n == 0 || 100 * n >= percent * of_area) continue;
        unsafe.cells.push_back(cell.index());
        options.protection.levels.push_back({.cell = cell.index(), .lower = n - 1, .upper = n});
    }
    options.rules.push_back(unsafe);
    return options;
}

int main() {
    const sdc::records rows{
        .names = {"area", "outcome", "n"},
        .fields = {"north", "charged", "3",  "north", "warned", "60", "north", "closed", "52",
                   "south", "charged", "20", "south", "warned", "31", "south", "closed", "44",
                   "west",  "charged", "17", "west",  "warned", "35", "west",  "closed", "28"}};
    const auto area = sdc::flat_dimension(rows, "area").value();
    const auto outcome = sdc::flat_dimension(rows, "outcome").value();
    const auto t = sdc::tabulate(rows, {.by = {area, outcome}, .count = "n"}).value();
    const auto plan = sdc::suppress(t, by_share(t, 5)).value();
    sdc::write_csv(std::cout, sdc::publish(sdc::audit(plan).value()));
}
