// From records (invented) to a table that may be published: the shortest way.
#include "data.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/core.hpp>
#include <sdc/io/csv_file.hpp>

#include <exception>
#include <iostream>

namespace {

int report(const sdc::error& e) {
    std::cerr << sdc::to_string(e) << "\n";
    return 1;
}

} // namespace

int main() try {
    // [first_table]
    const auto incidents = sdc::read_csv(data("incidents.csv")).value();
    const auto month = sdc::flat_dimension(incidents, "month", "Total", sdc::role::time).value();
    const auto outcome = sdc::flat_dimension(incidents, "outcome").value();
    const auto counts = sdc::tabulate(incidents, {.by = {month, outcome}});
    if (!counts) return report(counts.error());
    const auto plan = sdc::suppress(*counts, {.rules = {sdc::threshold{.minimum = 5}}});
    if (!plan) return report(plan.error());
    const auto proof = sdc::audit(*plan); // attacks it; trusts nothing above
    if (!proof) return report(proof.error());
    sdc::write_csv(std::cout, sdc::publish(*proof)); // of *counts it does not compile
    // [first_table end]
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
