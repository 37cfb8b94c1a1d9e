/// One random release, and what is left of its cells by three ways: from the plan, from the
/// published table with the rules, and as it is scored.
#pragma once

#include <sdc/attack/announced_knowledge.hpp>
#include <sdc/attack/audit.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/published.hpp>
#include <sdc/risk/table/interval.hpp>

#include "generators.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace support {

struct three_audits {
    bool released = false;
    std::string differs =
        {}; ///< The first cell whose intervals are not the same, and how; empty: all are.
};

[[nodiscard]] inline std::vector<sdc::rule> random_rules(splitmix64& random) {
    sdc::threshold size{.minimum = 2 + static_cast<std::int64_t>(random.below(4)),
                        .zeros = static_cast<sdc::zero_policy>(random.below(4)),
                        .publish_total = random.percent(50)};
    const auto least = size.publish_total ? 1 : size.minimum;
    if (random.percent(30))
        size.hide_zeros_below_total = least + static_cast<std::int64_t>(random.below(30));
    if (random.percent(30))
        size.min_total_for_breakdown = least + static_cast<std::int64_t>(random.below(30));
    std::vector<sdc::rule> rules;
    if (random.percent(85)) rules.emplace_back(size);
    if (rules.empty() || random.percent(50))
        rules.emplace_back(
            sdc::group_disclosure{.coalition = static_cast<std::int64_t>(random.below(3)),
                                  .upper_bound = random.percent(20) ? 4 : sdc::unlimited});
    return rules;
}

/// "2 to 7", or the two that differ.
[[nodiscard]] inline std::string text_of(const sdc::interval& i) {
    return std::to_string(i.low) + " to " +
           (i.high == sdc::unlimited ? std::string("any") : std::to_string(i.high)) +
           (i.exact ? "" : " (outer)");
}

[[nodiscard]] inline three_audits audit_three_ways(std::uint64_t seed) {
    splitmix64 random(seed);
    const table_options shape{.dimensions = 1 + random.below(2),
                              .branching = 3,
                              .depth = 1 + random.below(2),
                              .mean = 4,
                              .zero_percent = 20};
    auto by = random_dimensions(random, shape);
    for (auto& d : by) {
        if (random.percent(25)) d.role = sdc::role::sensitive;
    }
    const auto counts = std::make_shared<const sdc::table>(
        sdc::tabulate(random_leaf_counts(random, by, shape), {.by = by, .count = "count"}).value());
    const sdc::suppress_options options{
        .rules = random_rules(random),
        .protection = {.width = random.percent(75) ? sdc::protection::kind::cover
                                                   : sdc::protection::kind::exact}};
    const auto plan = sdc::suppress(counts, options);
    if (!plan) return {};
    const auto proof = sdc::audit(*plan);
    if (!proof)
        return {.released = true, .differs = "the audit refuses it: " + proof.error().message};

    std::ostringstream csv;
    sdc::write_csv(csv, sdc::publish(*proof));
    const auto rows = sdc::parse_csv(csv.str(), "public.csv");
    auto seen = sdc::read_public(*rows, counts->shared_cube());
    if (!seen) return {.released = true, .differs = seen.error().message};
    const auto before = seen->known;
    const sdc::published_view view(before, seen->suppressed, {});
    if (const auto told = sdc::learn_announced(seen->known, view, options.rules); !told)
        return {.released = true, .differs = told.error().message};

    std::vector<sdc::cell_index> cells;
    for (sdc::cell_index cell = 0; cell < counts->size(); ++cell) cells.push_back(cell);
    const auto with_counts =
        sdc::bounds(sdc::knowledge_of(*plan), cells, {.start = counts->values()});
    const auto without = sdc::bounds(seen->known, cells);
    const auto scored = sdc::score_knowledge(seen->known);
    if (!with_counts || !without || !scored)
        return {.released = true, .differs = "an attack fails"};
    for (const auto cell : cells) {
        const auto a = (*with_counts)[cell], b = (*without)[cell], c = (*scored)[cell].count;
        if (a != b || a.low != c.low || a.high != c.high)
            return {.released = true,
                    .differs = describe(*counts, cell) + ": " + text_of(a) + " / " + text_of(b) +
                               " / " + text_of(c)};
    }
    return {.released = true};
}

} // namespace support
