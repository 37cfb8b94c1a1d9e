/// Suppression against internal intruders, by brute force. To be
/// tests/attack/inside_suppression_test.cpp once `suppress` fulfils `inside`.
#include <sdc/attack/audit.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/proof/certificate.hpp>
#include <sdc/protect/suppress.hpp>

#include "support/brute_force.hpp"
#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/small_tables.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

namespace {

using namespace sdc;
using support::HasErrc;
using support::IsOk;

constexpr std::int64_t limit = 3;

std::optional<table> small_table(std::uint64_t seed) {
    auto t = support::random_table(seed, {.dimensions = 1 + seed % 3,
                                          .branching = seed % 3 == 0 ? 5u : 3u,
                                          .depth = 1 + seed / 3 % 2,
                                          .mean = 2,
                                          .zero_percent = 20});
    const support::brute_force oracle(t.cube());
    if (oracle.leaves() < 3 || oracle.leaves() > 8 || t.grand_total() < limit ||
        t.grand_total() > 14)
        return std::nullopt;
    return t;
}

bool lies_under(const cube& c, cell_index leaf, cell_index margin) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        auto code = c.shape().coordinate(leaf, d);
        while (code > c.shape().coordinate(margin, d)) code = c.codes(d).parent(code);
        if (code != c.shape().coordinate(margin, d)) return false;
    }
    return true;
}

/// The widest that each contributor of a count of one can ask for: 0, or 1 where they are in it, to
/// t-1, over all tables that fit.
void expect_held_inside(const plan& p, std::uint64_t seed) {
    const auto& t = *p.source;
    for (cell_index own = 0; own < t.size(); ++own) {
        if (!is_suppressed(p.status[own]) || t.value(own) != 1 || t.cube().is_margin(own)) continue;
        auto reader = knowledge_of(p);
        reader.learn_exact(own, 1);
        reader.learn(0, 0, t.grand_total() + limit + 1);
        std::vector<std::set<std::int64_t>> values(t.size());
        support::brute_force(t.cube()).for_each_table(
            reader, [&](std::span<const std::int64_t> table) {
                for (std::size_t i = 0; i < table.size(); ++i) values[i].insert(table[i]);
            });
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (t.value(cell) < 1 || t.value(cell) >= limit ||
                (t.value(cell) == 1 && lies_under(t.cube(), own, cell)))
                continue;
            const auto low = std::max<std::int64_t>(lies_under(t.cube(), own, cell), 0);
            ASSERT_TRUE(*values[cell].begin() <= low && *values[cell].rbegin() >= limit - 1)
                << "seed " << seed << ": " << describe(t, own) << " learns of "
                << describe(t, cell);
        }
    }
}

TEST(InternalSuppression, HoldsAgainstEachContributorByBruteForce) {
    std::size_t released = 0, wider = 0;
    for (std::uint64_t seed = 0; seed < 3'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        suppress_options options{
            .rules = {threshold{.minimum = limit, .zeros = zero_policy::eligible}}};
        const auto outside = suppress(*t, options);
        options.intruders.coalition = 1;
        const auto p = suppress(*t, options);
        if (!p) {
            ASSERT_THAT(p, HasErrc(errc::not_protectable)) << "seed " << seed;
            continue;
        }
        ASSERT_THAT(audit(*p), IsOk()) << "seed " << seed;
        expect_held_inside(*p, seed);
        ++released;
        wider += outside && count(*p).suppressed() > count(*outside).suppressed();
    }
    EXPECT_GT(released, 300u);
    EXPECT_GT(wider, 50u);
}

TEST(InternalSuppression, HoldsAgainstCoalitionsAndHoldings) {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 2,
                                                    .branching = 5,
                                                    .depth = 1 + seed % 2,
                                                    .mean = 4,
                                                    .zero_percent = 20});
        suppress_options options{.rules = {threshold{.minimum = 5, .zeros = zero_policy::eligible}},
                                 .intruders = {.coalition = 2}};
        own_contribution own;
        for (const auto& view : cells(t)) {
            if (!view.is_margin() && t.value(view.index()) > 5)
                own = {.cell = view.index(),
                       .units = t.value(view.index()) - static_cast<std::int64_t>(seed % 2),
                       .sole_contributor = seed % 2 == 0};
        }
        if (own.units > 0) options.intruders.holdings = {{.name = "firm", .own = {own}}};
        const auto p = suppress(t, options);
        if (p)
            EXPECT_THAT(audit(*p), IsOk()) << "seed " << seed;
        else
            EXPECT_THAT(p, HasErrc(errc::not_protectable)) << "seed " << seed;
    }
}

TEST(InternalSuppression, ThreeSingletonsInARowGetAComplementWhereTheyNeedOne) {
    const suppress_options options{
        .rules = {threshold{.minimum = 3, .zeros = zero_policy::eligible}},
        .intruders = {.coalition = 1}};
    for (const auto& counts :
         {std::vector<std::int64_t>{1, 1, 1, 4}, {1, 1, 4}, {1, 1, 4, 0}, {2, 1, 1, 0, 0, 4}}) {
        const auto p = suppress(support::series(counts), options);
        ASSERT_THAT(p, IsOk());
        EXPECT_THAT(audit(*p), IsOk());
    }
    // Of two in a row each is the total less the own one.
    const auto two = support::series({1, 1, 4});
    EXPECT_EQ(count(suppress(two, options).value()).complements, 1u);
    EXPECT_EQ(count(suppress(two, {.rules = options.rules}).value()).complements, 0u);
    const auto square = suppress(support::cross({{1, 1, 4}, {4, 4, 4}}), options);
    ASSERT_THAT(square, IsOk());
    EXPECT_THAT(audit(*square), IsOk());
}

/// Each need's witnesses show it to each contributor, by addition.
TEST(InternalSuppression, TheCertificateShowsItByAddition) {
    std::size_t checked = 0, with_further = 0;
    for (std::uint64_t seed = 0; seed < 80; ++seed) {
        const auto t = support::random_table(
            seed, {.dimensions = 2, .branching = 5, .depth = 2, .mean = 4, .zero_percent = 20});
        const auto p =
            suppress(t, {.rules = {threshold{.minimum = 4, .zeros = zero_policy::eligible}},
                         .intruders = {.coalition = 1}});
        if (!p) continue;
        const auto proof = audit(*p);
        ASSERT_THAT(proof, IsOk());
        std::ostringstream out;
        write_certificate(out, *proof);
        const auto text = std::move(out).str();
        std::vector<std::string_view> codes;
        std::vector<shown_cell> shown;
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            for (std::size_t d = 0; d < 2; ++d)
                codes.emplace_back(t.cube().codes(d)[t.cube().shape().coordinate(cell, d)].id);
            shown.push_back(is_suppressed(p->status[cell])
                                ? shown_cell{}
                                : shown_cell{t.value(cell), t.value(cell)});
        }
        certificate_check check(text);
        ASSERT_EQ(check.run(codes, shown).message, "") << "seed " << seed;
        EXPECT_EQ(check.find_open_intruder(), -1) << "seed " << seed;
        ++checked;
        with_further += std::ranges::any_of(p->proofs, &protection_proof::further);
    }
    EXPECT_GT(checked, 20u);
    EXPECT_GT(with_further, 5u);
}

} // namespace
