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

constexpr std::int64_t limit = 3;

std::optional<table> small_table(std::uint64_t seed) {
    const auto t = support::random_table(seed, {.dimensions = 1 + seed % 3,
                                                .branching = seed % 3 == 0 ? 5u : 3u,
                                                .depth = 1 + seed / 3 % 2,
                                                .mean = 3,
                                                .zero_percent = 15,
                                                .single_child_percent = 10});
    const support::brute_force oracle(t.cube());
    if (oracle.leaves() < 3 || oracle.leaves() > 9 ||
        t.grand_total() > (oracle.leaves() > 6 ? 16 : 24))
        return std::nullopt;
    return t;
}

/// What an intruder of a pattern has, put together here from the table and the suppressed cells
/// alone.
knowledge knowledge_for(const table& t, const std::vector<bool>& suppressed,
                        std::int64_t suppressed_minimum) {
    knowledge known(t.shared_cube());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (suppressed[cell])
            known.learn(cell, suppressed_minimum, unlimited);
        else
            known.learn_exact(cell, t.value(cell));
    }
    return known;
}

/// The values that each cell takes over all tables that fit and of which something would have been
/// suppressed, as everybody who knows the threshold can tell; the total is assumed not to exceed
/// `cap`.
std::vector<std::set<std::int64_t>>
possible_values(knowledge known, const std::vector<bool>& suppressed, std::int64_t cap) {
    std::vector<std::set<std::int64_t>> values(known.cube().size());
    known.learn(0, 0, cap);
    support::brute_force(known.cube())
        .for_each_table(known, [&](std::span<const std::int64_t> table) {
            bool any = std::ranges::find(suppressed, true) == suppressed.end();
            for (std::size_t i = 0; i < table.size(); ++i)
                any = any || (suppressed[i] && 0 < table[i] && table[i] < limit);
            for (std::size_t i = 0; i < table.size() && any; ++i) values[i].insert(table[i]);
        });
    return values;
}

/// The values contain z and t - 1 and are more than one. z is 0, or the non-zero leaves where zeros
/// are shown; of everybody together it is 1, since nothing is suppressed where there is nobody.
bool is_covered(const table& t, cell_index cell, const std::set<std::int64_t>& values,
                bool zeros_shown) {
    std::int64_t z = 0;
    bool everybody = true;
    for (const auto& other : cells(t)) {
        if (other.is_margin()) continue;
        bool under = true;
        for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d)
            under = under &&
                    t.cube().codes(d).contains(t.cube().shape().coordinate(cell, d), other.at()[d]);
        z += under && t.value(other.index()) > 0;
        everybody = everybody && under;
    }
    if (!zeros_shown) z = everybody ? 1 : 0;
    return values.size() > 1 && *values.begin() <= z && *values.rbegin() >= limit - 1;
}

TEST(Suppression, CoversEveryUnsafeCellAgainstBruteForce) {
    std::size_t released = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        const bool zeros_shown = seed % 2 == 0;
        // With margins public, small tables are often beyond protection; with everything permitted
        // suppressed, hardly ever.
        std::vector<cell_index> kept;
        for (cell_index cell = 0; seed % 4 < 2 && cell < t->size(); ++cell) {
            if (t->value(cell) >= limit && t->cube().is_margin(cell)) kept.push_back(cell);
        }
        const auto p = suppress(
            *t,
            {.rules = {threshold{.minimum = limit,
                                 .zeros = zeros_shown ? zero_policy::show : zero_policy::eligible}},
             .must_publish = kept});
        if (!p) {
            ASSERT_THAT(p, support::HasErrc(errc::not_protectable));
        }
        std::vector<bool> suppressed(t->size());
        for (cell_index cell = 0; cell < t->size(); ++cell) {
            const bool permitted =
                (!zeros_shown || t->value(cell) > 0) && !std::ranges::binary_search(kept, cell);
            suppressed[cell] = p ? is_suppressed(p->status[cell]) : permitted;
        }
        const auto values = possible_values(knowledge_for(*t, suppressed, zeros_shown ? 1 : 0),
                                            suppressed, t->grand_total() + limit + 1);
        bool all = true;
        for (cell_index cell = 0; cell < t->size(); ++cell) {
            if (t->value(cell) == 0 || t->value(cell) >= limit) continue;
            all = all && is_covered(*t, cell, values[cell], zeros_shown);
            ASSERT_TRUE(!p || all) << describe(*t, cell) << ", seed " << seed;
        }
        // Refusal is a proof as well: even with every permitted cell suppressed, some unsafe cell
        // is not covered.
        if (!p) {
            ASSERT_FALSE(all) << "seed " << seed;
        }
        ++(p ? released : refused);
    }
    EXPECT_GT(released, 300u);
    EXPECT_GT(refused, 20u);
}

TEST(Suppression, GroupDisclosureIsNeverCertainAgainstBruteForce) {
    std::size_t flagged = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        const std::int64_t coalition = static_cast<std::int64_t>(seed % 2);
        const auto p =
            suppress(*t, {.rules = {group_disclosure{.coalition = coalition},
                                    threshold{.minimum = 1, .zeros = zero_policy::eligible}}});
        if (!p || p->requirements.empty()) continue;
        std::vector<bool> suppressed(t->size());
        for (cell_index cell = 0; cell < t->size(); ++cell)
            suppressed[cell] = is_suppressed(p->status[cell]);
        auto known = knowledge_for(*t, suppressed, 0);
        known.learn(0, 0, t->grand_total() + 4);
        std::vector<bool> doubted(p->verdicts.cells().size());
        support::brute_force(t->cube()).for_each_table(
            known, [&](std::span<const std::int64_t> table) {
                for (std::size_t i = 0; i < doubted.size(); ++i) {
                    const auto& why = p->verdicts.reasons_at(i).front();
                    if (table[why.group] - table[p->verdicts.cells()[i]] >
                        std::min(coalition, t->value(why.group) - 1))
                        doubted[i] = true;
                }
            });
        for (std::size_t i = 0; i < doubted.size(); ++i)
            ASSERT_TRUE(doubted[i]) << describe(*t, p->verdicts.cells()[i]) << ", seed " << seed;
        flagged += doubted.size();
    }
    EXPECT_GT(flagged, 100u);
}

TEST(Suppression, SingleFlatRowNeedsTwoStars) {
    // 1, 7, 9 | 17 at threshold 5: one star alone is 17 - 7 - 9.
    const std::vector<std::string> codes{"a", "b", "c"};
    const auto c = cube::make({{.name = "x", .codes = hierarchy::flat(codes).value()}}).value();
    const auto t = table::make(c, {.values = {17, 1, 7, 9}}).value();
    const auto p = suppress(t, {.rules = {threshold{.minimum = 5}}});
    ASSERT_THAT(p, support::IsOk());
    EXPECT_EQ(p->status[1], cell_status::primary);
    EXPECT_EQ(p->status[2], cell_status::secondary) << "7 is the cheapest complement";
    EXPECT_EQ(p->status[3], cell_status::published);
    EXPECT_EQ(p->cost, 7);
    EXPECT_THAT(audit(*p), support::IsOk());
}

TEST(Suppression, StarsAloneCannotHideFourIncidents) {
    // The founding case: total 4 published, months shown when zero. Every month suppressed still
    // adds to 4, so nothing reaches <5.
    const std::vector<std::string> months{"a", "b", "c", "d", "e"};
    const auto c =
        cube::make(
            {{.name = "month", .codes = hierarchy::flat(months).value(), .role = role::time}})
            .value();
    const auto t = table::make(c, {.values = {4, 1, 1, 1, 1, 0}}).value();
    EXPECT_THAT(suppress(t, {.rules = {threshold{.minimum = 5, .publish_total = true}}}),
                support::HasErrc(errc::not_protectable));
    const auto p = suppress(
        t,
        {.rules = {threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 5}}});
    ASSERT_THAT(p, support::IsOk());
    EXPECT_EQ(count(*p).suppressed(), 5u) << "every month, the empty one included";
    EXPECT_EQ(p->status[0], cell_status::published);
    EXPECT_THAT(audit(*p), support::IsOk());
}

TEST(Suppression, KeptCellsStayPublic) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 2, .branching = 5, .mean = 8});
        splitmix64 random(seed);
        std::vector<cell_index> kept;
        for (int k = 0; k < 4; ++k) {
            const auto cell = random.below(t.size());
            if (t.value(cell) == 0 || t.value(cell) >= 5) kept.push_back(cell);
        }
        const auto p =
            suppress(t, {.rules = {threshold{.minimum = 5, .zeros = zero_policy::eligible}},
                         .must_publish = kept});
        if (!p) continue;
        for (const auto cell : kept)
            EXPECT_EQ(p->status[cell], cell_status::published) << "seed " << seed;
        EXPECT_THAT(audit(*p), support::IsOk());
    }
    const auto t = support::random_table(1, {.dimensions = 1, .mean = 3});
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (t.value(cell) == 0 || t.value(cell) >= 5) continue;
        EXPECT_THAT(suppress(t, {.rules = {threshold{.minimum = 5}}, .must_publish = {cell}}),
                    support::HasErrc(errc::not_protectable));
    }
}

} // namespace
