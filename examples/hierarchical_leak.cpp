// Suppression of the small cells alone, in a table with subtotals: each follows from the rest.
#include <sdc/attack/audit.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/core.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <vector>

namespace {

void show(const sdc::table& t, const sdc::knowledge& known,
          const std::vector<sdc::cell_index>& unsafe) {
    const auto found = sdc::bounds(known, unsafe).value();
    for (std::size_t i = 0; i < unsafe.size(); ++i) {
        std::cout << "  " << sdc::describe(t, unsafe[i]) << ": ";
        if (found[i].is_single_value())
            std::cout << found[i].low << " exactly\n";
        else
            std::cout << found[i].low << " to " << found[i].high << "\n";
    }
}

} // namespace

int main() try {
    const std::vector<std::vector<std::string>> places{{"North", "Ashby"},
                                                       {"North", "Barton"},
                                                       {"North", "Colne"},
                                                       {"South", "Dalton"},
                                                       {"South", "Elmley"}};
    const sdc::records rows{.names = {"place", "age", "count"}, // invented
                            .fields = {"Ashby",  "under 18", "3", "Ashby",  "18 or over", "14",
                                       "Barton", "under 18", "9", "Barton", "18 or over", "21",
                                       "Colne",  "under 18", "8", "Colne",  "18 or over", "4",
                                       "Dalton", "under 18", "7", "Dalton", "18 or over", "16",
                                       "Elmley", "under 18", "6", "Elmley", "18 or over", "19"}};
    const auto place = sdc::hierarchy::from_paths(places).value();
    const auto t = sdc::tabulate(rows, {.by = {{.name = "place", .codes = place},
                                               sdc::flat_dimension(rows, "age").value()},
                                        .count = "count"})
                       .value();
    const std::vector<sdc::rule> rules{sdc::threshold{.minimum = 5}};

    const auto small = sdc::evaluate(t, rules).value();
    const std::vector<sdc::cell_index> unsafe(small.cells().begin(), small.cells().end());
    sdc::knowledge naive(t.shared_cube());
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        if (small.reasons(cell).empty())
            naive.learn_exact(cell, t.value(cell));
        else
            naive.learn(cell, 1, 4);
    }
    std::cout << "Cells under 5 suppressed, everything else published. An intruder infers:\n";
    show(t, naive, unsafe);

    const auto proof = sdc::audit(sdc::suppress(t, {.rules = rules}).value()).value();
    const auto n = sdc::count(proof.plan());
    std::cout << "Suppressed and audited: " << n.unsafe << " small cells and " << n.complements
              << " others suppressed. An intruder infers:\n";
    show(t, sdc::knowledge_of(proof.plan()), unsafe);
} catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
