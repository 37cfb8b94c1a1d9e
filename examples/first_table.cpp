// From records (invented) to a table that may be published: the shortest way.
#include <sdc/io/csv.hpp>
#include <sdc/sdc.hpp>

#include <iostream>

namespace {

int report(const sdc::error& e) {
    std::cerr << sdc::to_string(e) << "\n";
    return 1;
}

} // namespace

int main() {
    // [first_table]
    const auto incidents = sdc::read_csv("incidents.csv").value();
    const auto month = sdc::flat_dimension(incidents, "month", "Total", sdc::role::time).value();
    const auto outcome = sdc::flat_dimension(incidents, "outcome").value();
    const auto counts = sdc::tabulate(incidents, {.by = {month, outcome}});
    if (!counts) return report(counts.error());
    const auto plan = sdc::suppress(*counts, {.rules = {sdc::threshold{.minimum = 5}}});
    if (!plan) return report(plan.error());
    const auto proof = sdc::audit(*plan); // attacks it; trusts nothing above
    if (!proof) return report(proof.error());
    sdc::write_csv(std::cout, sdc::publish(*proof)); // write_csv(std::cout, *counts) does not compile
    // [first_table end]
}
