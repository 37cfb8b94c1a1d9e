/// Suppression problems for tests: of a table under a threshold, and thirty small ones by which
/// heuristics are measured.
#pragma once

#include <generators.hpp>

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace support {

/// Cost is value, at least 1. Readers know what the threshold's zero policy tells.
[[nodiscard]] inline sdc::detail::suppression_problem
problem_of(const sdc::table& t, const sdc::threshold& rule,
           const sdc::protection& protection = {}) {
    using namespace sdc::detail;
    const std::vector<sdc::rule> rules{rule};
    const auto verdicts = sdc::evaluate(t, rules).value();
    suppression_problem p;
    sdc::for_each_relation(t.cube(), [&](const sdc::relation& r) {
        std::vector<row_system::term> terms{{static_cast<unknown>(r.total()), -1}};
        r.for_each_part([&](sdc::cell_index part) {
            terms.push_back({static_cast<unknown>(part), 1});
        });
        p.rows.add(terms);
    });
    p.rows.index(t.size());
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        const auto value = t.value(cell);
        p.value.push_back(value);
        p.low.push_back(std::min(value, verdicts.minimum(cell)));
        p.high.push_back(verdicts.maximum(cell));
        p.cost.push_back(std::max<std::int64_t>(1, value));
        const bool may_be_suppressed =
            value >= verdicts.suppressed_minimum() && !t.is_structural_zero(cell);
        p.role.push_back(!verdicts.reasons(cell).empty() ? cell_role::suppressed
                         : may_be_suppressed             ? cell_role::candidate
                                                         : cell_role::fixed);
    }
    p.requirements = sdc::list_requirements(t, verdicts, rules, protection);
    return p;
}

struct small_instance {
    std::string name;
    sdc::table table;
    std::int64_t optimum =
        0; ///< As the exact method proves it in 1 to 20 seconds; 0: not proved yet.
};

/// Dimensions, seed, optimum.
struct small_recipe {
    std::size_t dimensions;
    std::uint64_t seed;
    std::int64_t optimum;
};

inline constexpr small_recipe small_recipes[] = {
    {2, 3, 258},   {3, 18, 1206},  {4, 19, 839},  {2, 20, 291},  {3, 27, 1527}, {4, 28, 581},
    {2, 31, 500},  {3, 49, 1286},  {4, 51, 632},  {2, 52, 398},  {3, 107, 620}, {4, 110, 887},
    {2, 112, 226}, {3, 143, 619},  {4, 144, 0},   {2, 147, 212}, {3, 176, 955}, {4, 180, 581},
    {2, 181, 275}, {3, 186, 1294}, {4, 187, 715}, {2, 189, 258}, {3, 190, 280}, {4, 192, 854},
    {2, 193, 262}, {3, 194, 474},  {4, 196, 904}, {2, 197, 83},  {3, 223, 528}, {4, 224, 548},
};

[[nodiscard]] inline small_instance make_small(const small_recipe& r) {
    const table_options o{.dimensions = r.dimensions,
                          .branching = r.dimensions == 2 ? 5U : 3U,
                          .depth = r.dimensions == 4 ? 1U : 2U,
                          .mean = 10,
                          .zero_percent = 20};
    return {std::to_string(r.dimensions) + "-d, seed " + std::to_string(r.seed),
            random_table(r.seed, o), r.optimum};
}

/// Tables of 60 to 200 cells in 2 to 4 dimensions with hierarchies, 10 to 25 % of them unsafe under
/// a threshold of 5; zeros are shown.
[[nodiscard]] inline std::vector<small_instance> small_instances() {
    std::vector<small_instance> made;
    for (const auto& r : small_recipes) made.push_back(make_small(r));
    return made;
}

} // namespace support
