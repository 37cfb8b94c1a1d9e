// A published total that leaves four possibilities for two withheld numbers (Lambeth, 10 October
// 2023).
#include <sdc/enumerate/enumerate.hpp>

#include <iostream>
#include <string>
#include <vector>

int main() {
    const std::vector<std::string> parts{"first", "second", "third"};
    const auto cube =
        sdc::cube::make({{.name = "part", .codes = sdc::hierarchy::flat(parts).value()}}).value();

    sdc::knowledge known(cube);
    known.learn_exact(0, 9); // the total
    known.learn_exact(1, 6);
    known.learn(2, 0, 5); // "five or less"
    known.learn(3, 0, 5);

    std::cout << "Published: 9 in all, 6 in the first part, \"five or less\" in the second and in "
                 "the third.\nPossible:";
    const auto complete = sdc::for_each_table(known, [](std::span<const std::int64_t> values) {
        std::cout << " (" << values[2] << ", " << values[3] << ")";
    });
    const auto found = sdc::enumerate(known);
    if (!complete || !found) return 1;
    std::cout << "\n\"Five or less\" alone would leave 6 values for each number and 36 pairs. The "
                 "total leaves "
              << found->tables << " pairs:\n"
              << "neither number can be 4 or 5.\n";
}
