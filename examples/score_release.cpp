// How identifiable the people of a table are, and what could be released instead.
#include "data.hpp"

#include <sdc/io/csv_file.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/release/risk_sentence.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/risk/table/table.hpp>
#include <sdc/table/display_name.hpp>
#include <sdc/table/tabulate.hpp>

#include <exception>
#include <iomanip>
#include <iostream>
#include <memory>

namespace {

int report(const sdc::error& e) {
    std::cerr << sdc::to_string(e) << "\n";
    return 1;
}

} // namespace

int main() try {
    const auto incidents = sdc::read_csv(data("incidents.csv")).value();
    const auto month = sdc::flat_dimension(incidents, "month", "Total", sdc::role::time).value();
    const auto outcome =
        sdc::flat_dimension(incidents, "outcome", "Total", sdc::role::sensitive).value();
    const auto counts = sdc::tabulate(incidents, {.by = {month, outcome}});
    if (!counts) return report(counts.error());
    const auto scores = sdc::score_cells(*counts, {.coalition = 1}); // somebody in the table looks
    if (!scores) return report(scores.error());
    const auto limit = sdc::limit_one_in(sdc::sensitivity::personal, 0);
    const auto table = sdc::score_table(*counts, *scores, limit).value();
    std::cout << "at risk from 1/" << limit << ": " << table.persons_at_risk << " of "
              << table.persons << " people\n";
    const sdc::linked_tables tables(counts->shared_cube());
    const auto count = [&](sdc::cell_index cell) {
        return sdc::interval{counts->contributors(cell), counts->contributors(cell)};
    };
    std::cout << "highest: " << sdc::display_name(counts->cube(), table.highest_cell) << "\n";
    sdc::for_each_risk(
        *counts, table.highest_cell, {.coalition = 1}, limit, [&](const sdc::cell_risk& r) {
            std::cout << "  1/" << r.one_in << " by " << sdc::to_string(r.channel) << ": "
                      << sdc::explain_risk({.tables = &tables, .count = count}, table.highest_cell,
                                           r)
                      << "\n";
        });
    const auto advice =
        sdc::recommend(std::make_shared<const sdc::table>(*counts), {.limit_one_in = limit});
    if (!advice) return report(advice.error());
    std::cout << std::fixed << std::setprecision(2);
    for (const auto& c : advice->candidates)
        std::cout << (c.passes ? "passes: " : "does not: ") << sdc::to_string(c.way)
                  << (c.base > 0 ? " to base " + std::to_string(c.base) : "") << ", loses "
                  << c.loss << "\n";
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
