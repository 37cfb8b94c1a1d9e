// The errors of what is out of range name the field, so that a program can say it by its own
// option. No header of its own: those of all options.
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/rank.hpp>
#include <sdc/attack/recovery_estimate.hpp>
#include <sdc/attack/replay.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/protect/suppress_linked.hpp>
#include <sdc/release/against_replay.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/release/score_release.hpp>
#include <sdc/risk/release/geographic_differencing.hpp>
#include <sdc/risk/release/joint.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/dominance.hpp>
#include <sdc/risk/table/interval.hpp>
#include <sdc/table/tabulate.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace sdc;

template <class T>
void expect_field(const result<T>& refused, const std::string& field, std::uint64_t element = 0) {
    ASSERT_THAT(refused, support::HasErrc(errc::bad_argument)) << field;
    EXPECT_EQ(refused.error().field, field);
    EXPECT_EQ(refused.error().element, element) << field;
}

const cell_index beyond = 100;

table example() { return support::series({3, 8, 2, 20}); }
std::shared_ptr<const table> shared() { return std::make_shared<const table>(example()); }
const std::vector<rule> rules{threshold{.minimum = 5}};
knowledge known() { return knowledge_of(suppress(example(), {.rules = rules}).value()); }

TEST(OptionFields, OfRules) {
    const auto refused = [](rule r) { return evaluate(example(), std::vector<rule>{r}); };
    expect_field(evaluate(example(), {}), "rules");
    expect_field(refused(threshold{.minimum = 0}), "threshold.minimum");
    expect_field(refused(threshold{.hide_zeros_below_total = -1}),
                 "threshold.hide_zeros_below_total");
    expect_field(refused(threshold{.min_total_for_breakdown = -1}),
                 "threshold.min_total_for_breakdown");
    expect_field(refused(group_disclosure{.coalition = -1}), "group_disclosure.coalition");
    expect_field(refused(group_disclosure{.upper_bound = 0}), "group_disclosure.upper_bound");
    expect_field(refused(listed_cells{{2, 1}}), "listed_cells.cells");
    expect_field(refused(listed_cells{{beyond}}), "listed_cells.cells");
}

TEST(OptionFields, OfProtectionAndBands) {
    using kind = protection::kind;
    expect_field(check(protection{.width = kind::percent}), "protection.percent");
    expect_field(check(protection{.width = kind::absolute}), "protection.absolute");
    expect_field(check(protection{.levels = {{.cell = 1, .upper = 1}, {.cell = 2, .lower = -1}}}),
                 "protection.levels.lower", 2);
    expect_field(check(banding{}), "banding.bands");
    expect_field(check(redact_and_round(7, 0)), "banding.bands.base", 3);
    expect_field(round(nullptr, {}), "table");
}

TEST(OptionFields, OfSuppression) {
    const auto refused = [](suppress_options o) {
        o.rules = rules;
        return suppress(example(), o);
    };
    expect_field(suppress(example(), {}), "rules");
    expect_field(refused({.must_publish = {beyond}}), "suppress_options.must_publish");
    expect_field(refused({.suppression_groups = {{1, beyond}}}),
                 "suppress_options.suppression_groups");
    expect_field(refused({.cost = {.lambda_thousandths = -1}}), "cost.lambda_thousandths");
    expect_field(refused({.cost = {.distances = {1, 0}}}), "cost.distances", 2);
    expect_field(refused({.cost = {.cells = {{1, 1}, {beyond, 1}}}}), "cost.cells", 2);
    expect_field(refused({.protection = {.width = protection::kind::percent}}),
                 "protection.percent");
    expect_field(suppress_against_replay(shared(), {.rules = rules}, {}),
                 "suppress_options.cost.key");
    const std::vector<linked_source> none{{.name = "a", .counts = nullptr}};
    expect_field(suppress(std::span(none), {.rules = rules}), "linked_source.counts");
}

TEST(OptionFields, OfOtherMethods) {
    const auto judge = [](const recoded&) -> result<bool> { return true; };
    const std::vector<cell_index> outside{beyond};
    expect_field(coarsen(example(), {.unsafe = outside}), "coarsen_options.unsafe");
    expect_field(coarsen(example(), {.monotone = true}), "coarsen_options.monotone");
    const std::vector<code_index> deepest{1, 1};
    expect_field(coarsen(example(), {.is_safe = judge, .deepest = deepest}),
                 "coarsen_options.deepest");
    expect_field(recommend(nullptr, {}), "table");
    expect_field(recommend(shared(), {.limit_one_in = 0}), "recommend_options.limit_one_in");
    expect_field(recommend(shared(), {.bases = {1}}), "recommend_options.bases");
    expect_field(recommend(shared(), {.max_suppressed_share = 2}),
                 "recommend_options.max_suppressed_share");
    expect_field(find_marker("none"), "marker");
}

TEST(OptionFields, OfAttacks) {
    const auto public_knowledge = known();
    const std::vector<cell_index> outside{beyond};
    const std::vector<std::int64_t> start{1, 2};
    expect_field(bounds(public_knowledge, outside, {}), "sums");
    expect_field(bounds(public_knowledge, std::vector<cell_index>{0}, {.start = start}),
                 "bounds_options.start");
    const std::vector<requirement> requirements{{.cell = beyond}};
    expect_field(check_feasibility(public_knowledge, requirements, {}), "requirements");
    expect_field(find_witnesses(public_knowledge, {}, {}), "bounds_options.start");
    expect_field(find_derivable(public_knowledge, outside), "cells");
}

TEST(OptionFields, OfScores) {
    const auto public_knowledge = known();
    const std::vector<cell_index> outside{beyond};
    const std::vector<std::int64_t> few{1};
    expect_field(score_cells(example(), {.coalition = -1}), "cell_risk_options.coalition");
    expect_field(score_cells(example(), {.upper_bound = 0}), "cell_risk_options.upper_bound");
    expect_field(score_cells(example(), {.population = few}), "cell_risk_options.population");
    expect_field(score_knowledge(public_knowledge, {.only = outside}),
                 "interval_risk_options.only");
    expect_field(score_joint(public_knowledge, {.limit_one_in = 0}),
                 "joint_risk_options.limit_one_in");
    expect_field(find_zone_differences({}, {}, {.fewer_than = 0}),
                 "zone_difference_options.fewer_than");
}

TEST(OptionFields, OfReleasesToScore) {
    const auto t = shared();
    const auto tables = linked_tables::make({{.cube = t->shared_cube()}}).value();
    expect_field(score_release({}), "release_to_score.tables");
    expect_field(score_release({.tables = tables}), "release_to_score.counts");
    const std::vector<std::int64_t> few{1};
    expect_field(score_release({.tables = tables, .counts = t}, {.population = few}),
                 "score_options.population");
    expect_field(score_release({.tables = tables, .counts = t}, {.coalition = -1}),
                 "cell_risk_options.coalition");
}

TEST(OptionFields, OfPublishedNumbers) {
    expect_field(detail::check(random_rounding{.bands = {}}), "random_rounding.bands");
    expect_field(detail::check(controlled_rounding{.base = 0}), "controlled_rounding.base");
    expect_field(detail::check(controlled_rounding{.base = 5, .steps = -1}),
                 "controlled_rounding.steps");
    expect_field(detail::check(bounded_noise{.deviation = -1}), "bounded_noise.deviation");
}

TEST(OptionFields, OfTables) {
    const records rows{.names = {"a", "n"}, .fields = {"x", "1"}};
    const auto a = flat_dimension(rows, "a").value();
    expect_field(tabulate(rows, {.by = {a}, .value = "n", .decimals = 10}),
                 "tabulate_options.decimals");
    expect_field(tabulate(rows, {.by = {a}, .count = "n", .structural_zeros = {{"x", "y"}}}),
                 "tabulate_options.structural_zeros");
    expect_field(tabulate(rows, {.by = {a}, .count = "n", .structural_zeros = {{"x"}}}),
                 "columns.structural_zeros", 1);
    expect_field(cube::make({}), "dimensions");
    expect_field(recode(example(), std::vector<code_index>{1, 2}), "depths");
}

} // namespace
