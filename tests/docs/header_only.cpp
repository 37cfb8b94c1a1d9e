// Header-only use of the core: docs/getting-started.md shows this file.
#include <sdc/core.hpp>
#include <sdc/core_source.hpp> // in exactly one source file of a program

#include <iostream>

int main() {
    const sdc::records rows{.names = {"area", "sex", "n"},
                            .fields = {"north", "f", "12", "north", "m", "3", "south", "f", "9",
                                       "south", "m", "8", "west", "f", "7", "west", "m", "11"}};
    const auto area = sdc::flat_dimension(rows, "area").value();
    const auto sex = sdc::flat_dimension(rows, "sex").value();
    const auto counts = sdc::tabulate(rows, {.by = {area, sex}, .count = "n"}).value();
    const auto plan = sdc::suppress(counts, {.rules = {sdc::threshold{.minimum = 5}}}).value();
    const auto proof = sdc::audit_by_witnesses(plan).value();
    sdc::write_csv(std::cout, sdc::publish(proof));
}
