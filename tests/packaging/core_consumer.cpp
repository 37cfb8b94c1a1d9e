// Headers only: tabulates four counts and names the unsafe ones.
#include <sdc/sdc.hpp>

#include <iostream>

int main() {
    const sdc::records rows{.source = "text", .names = {"area", "sex", "n"},
                            .fields = {"north", "f", "12", "north", "m", "3", "south", "f", "9", "south", "m", "8"}};
    const auto area = sdc::flat_dimension(rows, "area");
    const auto sex = sdc::flat_dimension(rows, "sex");
    const auto counts = sdc::tabulate(rows, {.by = {*area, *sex}, .count = "n"});
    if (!counts) return 1;
    int unsafe = 0;
    for (const auto value : counts->values()) unsafe += value > 0 && value < sdc::threshold{}.minimum;
    const sdc::version v;
    std::cout << "sdckit " << v.major << '.' << v.minor << '.' << v.patch << " core: " << unsafe << " of " << counts->size() << " cells is unsafe\n";
}
