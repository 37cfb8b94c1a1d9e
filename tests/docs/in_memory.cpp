// Tables that a program has in memory: docs/getting-started.md shows this file.
#include <sdc/core.hpp>
#include <sdc/core_source.hpp> // in exactly one source file of a program

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

struct offence {
    std::string area;
    std::string kind;
    int count = 0;
};

int main() {
    const auto flat = [](const char* name, const std::vector<std::string>& codes) {
        return sdc::dimension{.name = name, .codes = sdc::hierarchy::flat(codes).value()};
    };
    const std::vector by{flat("area", {"north", "south", "west"}),
                         flat("kind", {"fraud", "theft"})};
    // The leaf cells, row by row.
    const std::vector<std::int64_t> leaves{12, 3, 9, 8, 7, 11};
    const auto counts = sdc::make_table(by, leaves);
    // Or rows of the program's own: what names the cell, and the count.
    const std::vector<offence> offences{{"north", "fraud", 12}, {"north", "theft", 3},
                                        {"south", "fraud", 9},  {"south", "theft", 8},
                                        {"west", "fraud", 7},   {"west", "theft", 11}};
    const auto of_rows = sdc::make_table(
        by, offences, sdc::code_projections(&offence::area, &offence::kind), &offence::count);
    if (!counts || !of_rows) return 1;
    const auto plan = sdc::suppress(*counts, {.rules = {sdc::threshold{.minimum = 5}}});
    if (!plan) std::cerr << plan.error() << '\n';
    // A wrong code is an error that names the row.
    const auto wrong = sdc::make_table(by, std::vector<offence>{{"east", "fraud", 1}},
                                       sdc::code_projections(&offence::area, &offence::kind));
    std::cout << wrong.error() << '\n';
    return std::ranges::equal(counts->values(), of_rows->values()) && plan ? 0 : 1;
}
