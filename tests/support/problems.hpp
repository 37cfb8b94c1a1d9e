/// Suppression problems for tests: of a table under a threshold, and thirty small ones by which heuristics are measured.
#pragma once

#include <generators.hpp>

#include <protect/problem.hpp>

#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace support {

/// Cost is value, at least 1. Readers know what the threshold's zero policy tells.
[[nodiscard]] inline sdc::detail::suppression_problem problem_of(const sdc::table& t, const sdc::threshold& rule, const sdc::protection& protection = {}) {
    using namespace sdc::detail;
    const std::vector<sdc::rule> rules{rule};
    const auto verdicts = sdc::evaluate(t, rules).value();
    suppression_problem p;
    sdc::for_each_relation(t.cube(), [&](const sdc::relation& r) {
        std::vector<row_system::term> terms{{static_cast<unknown>(r.total()), -1}};
        r.for_each_part([&](sdc::cell_index part) { terms.push_back({static_cast<unknown>(part), 1}); });
        p.rows.add(terms);
    });
    p.rows.index(t.size());
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        p.value.push_back(value);
        p.low.push_back(std::min(value, verdicts.minimum(cell)));
        p.high.push_back(verdicts.maximum(cell));
        p.cost.push_back(std::max<std::int64_t>(1, value));
        const bool may_be_withheld = value >= verdicts.withheld_minimum() && !t.is_structural_zero(cell);
        p.role.push_back(!verdicts.reasons(cell).empty() ? cell_role::withheld : may_be_withheld ? cell_role::candidate : cell_role::fixed);
    }
    p.needs = sdc::requirements(t, verdicts, rules, protection);
    return p;
}

struct small_instance {
    std::string name;
    sdc::table table;
};

/// Tables of 60 to 200 cells in 2 to 4 dimensions with hierarchies, 10 to 25 % of them unsafe under a threshold of 5; zeros are shown.
[[nodiscard]] inline std::vector<small_instance> small_instances(std::size_t count = 30) {
    std::vector<small_instance> found;
    for (std::uint64_t seed = 1; found.size() < count; ++seed) {
        const auto dimensions = 2 + found.size() % 3;
        auto t = random_table(seed, {.dimensions = dimensions, .branching = dimensions == 2 ? 5U : 3U, .depth = dimensions == 4 ? 1U : 2U, .mean = 10, .zero_percent = 20});
        if (t.size() < 60 || t.size() > 200) continue;
        std::size_t unsafe = 0;
        for (sdc::cell_index cell = 0; cell < t.size(); ++cell) unsafe += 0 < t.value(cell) && t.value(cell) < 5;
        if (10 * unsafe < t.size() || 4 * unsafe > t.size()) continue;
        found.push_back({std::to_string(dimensions) + "-d, seed " + std::to_string(seed), std::move(t)});
    }
    return found;
}

} // namespace support
