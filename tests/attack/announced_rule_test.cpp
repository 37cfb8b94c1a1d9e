/// An intruder who knows the rule, not the algorithm: of every table that could be, the rule is run
/// in the intruder's head, and only those are kept whose flagged cells are all suppressed in what
/// was published. What the rule says of a table is written again here.
#include <sdc/attack/audit.hpp>
#include <sdc/protect/suppress.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace {

using namespace sdc;
using support::splitmix64;

struct announced {
    threshold rule;
    protection width;
    bool codes_occurred = false;
};

announced any_rule(splitmix64& random) {
    announced a;
    a.rule.minimum = 2 + static_cast<std::int64_t>(random.below(3));
    a.rule.zeros = static_cast<zero_policy>(random.below(4));
    a.rule.publish_total = random.percent(50);
    const auto least = a.rule.publish_total ? 1 : a.rule.minimum;
    if (random.percent(30))
        a.rule.hide_zeros_below_total = least + static_cast<std::int64_t>(random.below(6));
    if (random.percent(30))
        a.rule.min_total_for_breakdown = least + static_cast<std::int64_t>(random.below(6));
    a.width = {.width = static_cast<protection::kind>(random.below(4)), .percent = 50};
    a.codes_occurred = random.percent(40);
    return a;
}

std::optional<table> small_table(std::uint64_t seed, bool codes_occurred) {
    support::table_options o{.dimensions = 1 + seed % 2,
                             .branching = seed % 2 == 0 ? 5u : 3u,
                             .depth = 1,
                             .mean = 2,
                             .zero_percent = 20,
                             .ragged_percent = 0};
    splitmix64 random(seed);
    auto by = support::random_dimensions(random, o);
    for (auto& d : by) d.codes_from_data = codes_occurred;
    auto t =
        tabulate(support::random_leaf_counts(random, by, o), {.by = by, .count = "count"}).value();
    const support::brute_force oracle(t.cube());
    if (oracle.leaves() > 4 || t.grand_total() > 10) return std::nullopt;
    return t;
}

std::vector<cell_index> margins_of_codes(const cube& c) {
    std::vector<cell_index> cells;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        for (code_index i = 1; i < c.codes(d).size(); ++i) cells.push_back(i * c.shape().stride(d));
    }
    return cells;
}

bool zeros_are_hidden(const threshold& r, std::int64_t total) {
    return r.zeros == zero_policy::hide ||
           (total > 0 && (total < r.hide_zeros_below_total || total < r.min_total_for_breakdown));
}

/// Would the rule, applied to these values, leave every cell that is published published?
bool fits_the_rule(const announced& a, const cube& c, std::span<const std::int64_t> values,
                   const std::vector<bool>& suppressed) {
    const auto total = values[0];
    const bool breakdown = total == 0 || total >= a.rule.min_total_for_breakdown;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (suppressed[cell]) {
            const bool zero_is_shown =
                a.rule.zeros == zero_policy::show && !zeros_are_hidden(a.rule, total);
            if (values[cell] == 0 &&
                (zero_is_shown || (cell == 0 && a.rule.zeros != zero_policy::unsafe)))
                return false;
            continue;
        }
        if (cell == 0) continue;
        if (!breakdown) return false;
        if (values[cell] == 0 &&
            (a.rule.zeros == zero_policy::unsafe || zeros_are_hidden(a.rule, total)) &&
            !(total == 0 && a.rule.zeros != zero_policy::unsafe))
            return false;
    }
    if (!a.codes_occurred) return true;
    return std::ranges::all_of(margins_of_codes(c),
                               [&](cell_index cell) { return values[cell] > 0; });
}

/// Every small cell is this one, a part of it, or a margin over it of the same size: that something
/// is suppressed says that it is not 0.
bool is_all_that_is_small(const announced& a, const table& t, cell_index cell) {
    const auto intruders = [&](cell_index part, cell_index whole) {
        bool all = true;
        for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d)
            all = all && t.cube().codes(d).contains(t.cube().shape().coordinate(whole, d),
                                                    t.cube().shape().coordinate(part, d));
        return all;
    };
    for (cell_index other = 0; other < t.size(); ++other) {
        const auto n = t.value(other);
        const bool small = 0 < n && (n < a.rule.minimum && !(other == 0 && a.rule.publish_total));
        if (small && !intruders(other, cell) && !(intruders(cell, other) && n == t.value(cell)))
            return false;
    }
    return true;
}

/// z: what is known of a flagged cell before anything is published but the rule, the shown zeros
/// and the code list.
std::int64_t known_minimum(const announced& a, const table& t, cell_index cell,
                           bool all_codes_occur) {
    std::int64_t z = 0;
    const bool zeros_shown =
        a.rule.zeros == zero_policy::show && !zeros_are_hidden(a.rule, t.grand_total());
    if (zeros_shown) {
        for (const auto& leaf : cells(t)) {
            if (leaf.is_margin() || t.value(leaf.index()) == 0) continue;
            bool under = true;
            for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d)
                under = under && t.cube().codes(d).contains(t.cube().shape().coordinate(cell, d),
                                                            leaf.at()[d]);
            z += under;
        }
    }
    if (z == 0 && a.rule.zeros == zero_policy::eligible &&
        !zeros_are_hidden(a.rule, t.grand_total()) && is_all_that_is_small(a, t, cell))
        z = 1;
    if (all_codes_occur && std::ranges::count(margins_of_codes(t.cube()), cell) > 0)
        z = std::max<std::int64_t>(z, 1);
    if (cell != 0) return z;
    if (all_codes_occur) {
        for (const auto& d : t.cube().dimensions())
            z = std::max<std::int64_t>(z, d.codes.size() - 1);
    }
    if (a.rule.zeros == zero_policy::unsafe) return z;
    z = std::max<std::int64_t>(z, 1);
    for (const auto limit : {a.rule.hide_zeros_below_total, a.rule.min_total_for_breakdown}) {
        const bool tells =
            limit == a.rule.min_total_for_breakdown || a.rule.zeros != zero_policy::hide;
        if (tells && limit > 0 && t.grand_total() >= limit) z = std::max(z, limit);
    }
    return z;
}

bool holds(const announced& a, const table& t, cell_index cell,
           const std::set<std::int64_t>& values, bool all_codes_occur, bool total_public) {
    const auto value = t.value(cell);
    if (values.size() < 2) return false;
    if (a.width.width == protection::kind::exact) return true;
    const bool small_total =
        0 < t.grand_total() && t.grand_total() < a.rule.min_total_for_breakdown && cell != 0;
    auto low = known_minimum(a, t, cell, all_codes_occur), high = a.rule.minimum - 1;
    if (small_total) high = std::max(high, a.rule.min_total_for_breakdown - 1);
    if (a.width.width == protection::kind::reach) ++high;
    if (small_total && total_public) high = std::min(high, t.grand_total());
    if (a.width.width == protection::kind::percent) {
        const auto width = std::max<std::int64_t>(1, (value + 1) / 2);
        low = std::max(low, value - width);
        high = value + width;
    }
    return *values.begin() <= low && *values.rbegin() >= high;
}

std::string explain(const announced& a, const table& t, const std::set<std::int64_t>& values,
                    const std::vector<bool>& suppressed) {
    std::string text = "; minimum " + std::to_string(a.rule.minimum) + ", zeros " +
                       std::to_string(static_cast<int>(a.rule.zeros)) + ", hide below " +
                       std::to_string(a.rule.hide_zeros_below_total) + ", breakdown from " +
                       std::to_string(a.rule.min_total_for_breakdown) + ", total published " +
                       std::to_string(a.rule.publish_total) + ", width " +
                       std::to_string(static_cast<int>(a.width.width)) + ", codes from data " +
                       std::to_string(a.codes_occurred) + "; table";
    for (cell_index cell = 0; cell < t.size(); ++cell)
        text += " " + std::to_string(t.value(cell)) + (suppressed[cell] ? "*" : "");
    text += "; possible";
    for (const auto v : values) text += " " + std::to_string(v);
    return text;
}

TEST(AnnouncedRule, TellsNoMoreThanTheRequirementAllows) {
    std::size_t released = 0, judged = 0;
    for (std::uint64_t seed = 0; seed < 12'000; ++seed) {
        splitmix64 random(seed * 31 + 7);
        const auto a = any_rule(random);
        const auto t = small_table(seed, a.codes_occurred);
        if (!t) continue;
        const auto p = suppress(*t, {.rules = {a.rule}, .protection = a.width});
        if (!p) {
            ASSERT_THAT(p, support::HasErrc(errc::not_protectable)) << "seed " << seed;
            continue;
        }
        ASSERT_THAT(audit(*p), support::IsOk()) << "seed " << seed;
        const auto occurring = margins_of_codes(t->cube());
        const bool all_codes_occur =
            a.codes_occurred &&
            std::ranges::all_of(occurring, [&](cell_index cell) { return t->value(cell) > 0; });
        auto believed = a;
        believed.codes_occurred = all_codes_occur;
        std::vector<bool> suppressed(t->size());
        knowledge known(t->shared_cube());
        for (cell_index cell = 0; cell < t->size(); ++cell) {
            suppressed[cell] = is_suppressed(p->status[cell]);
            if (!suppressed[cell]) known.learn_exact(cell, t->value(cell));
        }
        known.learn(0, 0,
                    t->grand_total() * 2 +
                        std::max(a.rule.minimum, a.rule.min_total_for_breakdown) + 3);
        std::vector<std::set<std::int64_t>> values(t->size());
        support::brute_force(t->cube()).for_each_table(
            known, [&](std::span<const std::int64_t> table) {
                if (!fits_the_rule(believed, t->cube(), table, suppressed)) return;
                for (std::size_t i = 0; i < table.size(); ++i) values[i].insert(table[i]);
            });
        for (std::size_t i = 0; i < p->verdicts.cells().size(); ++i) {
            if (!is_unsafe(p->verdicts.reasons_at(i))) continue;
            const auto cell = p->verdicts.cells()[i];
            ASSERT_TRUE(values[cell].contains(t->value(cell)))
                << "the true table fits its own rule, seed " << seed;
            ASSERT_TRUE(holds(a, *t, cell, values[cell], all_codes_occur, !suppressed[0]))
                << describe(*t, cell) << ", seed " << seed
                << explain(a, *t, values[cell], suppressed);
            ++judged;
        }
        ++released;
    }
    EXPECT_GT(released, 1'000u);
    EXPECT_GT(judged, 2'000u);
}

TEST(AnnouncedRule, CodesReadFromTheDataGiveFourIncidentsAway) {
    // Four incidents in four months: only months that occur are listed, so hiding zeros hides
    // nothing.
    records incidents{.names = {"month"}, .fields = {"a", "b", "c", "d"}};
    const auto month = flat_dimension(incidents, "month").value();
    EXPECT_TRUE(month.codes_from_data);
    const auto t = tabulate(incidents, {.by = {month}}).value();
    const threshold rule{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 5};
    EXPECT_THAT(suppress(t, {.rules = {rule}}), support::HasErrc(errc::not_protectable));
    auto listed = month;
    listed.codes_from_data = false; // the months of the request, whether they occur or not
    EXPECT_THAT(suppress(tabulate(incidents, {.by = {listed}}).value(), {.rules = {rule}}),
                support::IsOk());
}

TEST(AnnouncedRule, ALimitBelowTheThresholdWouldTellTheTotal) {
    const auto t = support::random_table(1, {.dimensions = 1});
    EXPECT_THAT(suppress(t, {.rules = {threshold{.minimum = 5, .hide_zeros_below_total = 3}}}),
                support::HasErrc(errc::bad_argument));
    EXPECT_THAT(suppress(t, {.rules = {threshold{.minimum = 5, .min_total_for_breakdown = 3}}}),
                support::HasErrc(errc::bad_argument));
}

} // namespace
