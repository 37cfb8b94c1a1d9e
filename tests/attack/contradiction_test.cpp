#include <sdc/attack/contradiction.hpp>

#include "support/matchers.hpp"
#include "support/small_releases.hpp"

#include <map>
#include <optional>

namespace {

using namespace sdc;
using support::HasErrc;
using support::splitmix64;
using kind = stated_fact::kind;

std::optional<table> small_table(std::uint64_t seed) {
    auto t = support::small_ragged_table(seed);
    if (support::brute_force(t.cube()).leaves() > 6 || t.grand_total() > 12) return std::nullopt;
    return t;
}

/// True facts and a few that are probably not.
knowledge random_claims(const table& t, splitmix64& random) {
    knowledge known(t.shared_cube());
    known.set_source("a.csv");
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if (random.percent(30)) known.set_source(random.percent(50) ? "b.csv" : "c.csv");
        const auto value = t.value(cell);
        if (random.percent(30))
            known.learn_exact(cell, value);
        else if (random.percent(40))
            known.learn(cell, value / 3 * 3, value / 3 * 3 + 2);
    }
    for (std::uint64_t k = random.below(3); k > 0; --k) {
        const auto a = random.below(t.size()), b = random.below(t.size());
        const auto difference = t.value(a) - 2 * t.value(b);
        known.learn({.text = "a - 2b",
                     .terms = {{a, 1}, {b, -2}},
                     .low = difference,
                     .high = difference + static_cast<std::int64_t>(random.below(2))});
    }
    const auto wrong = random.below(t.size());
    if (random.percent(50))
        known.learn(wrong, t.value(wrong) + 1, t.value(wrong) + 3);
    else
        known.learn({.text = "an odd number",
                     .terms = {{wrong, 2}, {random.below(t.size()), 4}},
                     .low = 2 * t.value(wrong) + 1,
                     .high = 2 * t.value(wrong) + 1});
    return known;
}

bool some_table_fits(const support::brute_force& oracle, const knowledge& known,
                     std::int64_t most) {
    struct found {};
    auto limited = known;
    limited.learn(0, 0, most);
    if (limited.low(0) > limited.high(0)) return false;
    try {
        oracle.for_each_table(limited, [](std::span<const std::int64_t>) { throw found(); });
    } catch (const found&) {
        return true;
    }
    return false;
}

/// More than any of these facts asks for.
constexpr std::int64_t largest = 20;

/// A table, if any, is mostly a small one.
bool some_table_fits(const support::brute_force& oracle, const knowledge& known) {
    for (const std::int64_t most : {std::int64_t{8}, std::int64_t{14}, largest, 2 * largest}) {
        if (some_table_fits(oracle, known, most)) return true;
    }
    return false;
}

std::vector<stated_fact> without(std::vector<stated_fact> facts, std::size_t i) {
    facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(i));
    return facts;
}

TEST(Contradiction, IsOneAndMinimalByBruteForce) {
    std::size_t explained = 0, several = 0;
    std::map<kind, std::size_t> kinds;
    for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
        const auto t = small_table(seed);
        if (!t) continue;
        splitmix64 random(seed * 5 + 1);
        const auto known = random_claims(*t, random);
        const support::brute_force oracle(t->cube());
        const auto found = explain_contradiction(known);
        if (!found) {
            ASSERT_THAT(found, HasErrc(errc::bad_argument)) << "seed " << seed;
            ASSERT_TRUE(some_table_fits(oracle, known)) << "seed " << seed;
            continue;
        }
        const auto text = to_string(known, *found);
        ASSERT_TRUE(found->minimal) << text << ", seed " << seed;
        ASSERT_FALSE(some_table_fits(oracle, knowledge_of(known, found->facts), largest))
            << text << ", seed " << seed;
        for (std::size_t i = 0; i < found->facts.size(); ++i)
            ASSERT_TRUE(some_table_fits(oracle, knowledge_of(known, without(found->facts, i))))
                << text << " without fact " << i << ", seed " << seed;
        for (const auto& fact : found->facts) {
            ++kinds[fact.what];
            if (fact.what == kind::statement) continue;
            ASSERT_TRUE(fact.what == kind::at_most || fact.low == known.low(fact.cell));
            ASSERT_TRUE(fact.what == kind::at_least || fact.high == known.high(fact.cell));
            ASSERT_EQ(fact.source, fact.what == kind::at_least ? known.source_of_low(fact.cell)
                                                               : known.source_of_high(fact.cell));
        }
        ++explained;
        several += found->facts.size() > 2;
    }
    EXPECT_GT(explained, 2'000u);
    EXPECT_GT(several, 200u) << "most are more than two facts about one cell";
    EXPECT_EQ(kinds.size(), 4u);
}

/// The attack itself, which has no part in the explanation of facts, agrees.
void expect_minimal(const knowledge& known, const contradiction& found) {
    std::vector<requirement> requirements; // of every component, and met by any table
    for (cell_index cell = 0; cell < known.size(); ++cell)
        requirements.push_back({.cell = cell, .direction = requirement::side::up, .limit = 0});
    const auto text = to_string(known, found);
    EXPECT_THAT(check_feasibility(knowledge_of(known, found.facts), requirements),
                HasErrc(errc::contradiction))
        << text;
    for (std::size_t i = 0; i < found.facts.size(); ++i)
        EXPECT_THAT(check_feasibility(knowledge_of(known, without(found.facts, i)), requirements),
                    support::IsOk())
            << text << " without fact " << i;
}

TEST(Contradiction, OfLinkedTables) {
    std::size_t explained = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        // One population by d0 and d1, and by d0 and d2, of three codes each.
        splitmix64 random(seed);
        const std::vector<std::string> ids{"1", "2", "3"};
        const auto dimension_of = [&](const std::string& name) {
            return dimension{.name = name, .codes = hierarchy::flat(ids).value()};
        };
        const auto first = cube::make({dimension_of("d0"), dimension_of("d1")}).value(),
                   second = cube::make({dimension_of("d0"), dimension_of("d2")}).value();
        knowledge known(
            linked_tables::make({{.cube = first}, {.name = "two", .cube = second}}).value());
        known.set_source("guesses");
        for (cell_index cell = 0; cell < known.size(); ++cell) {
            const auto low = static_cast<std::int64_t>(random.below(4));
            if (random.percent(40))
                known.learn(cell, low, low + static_cast<std::int64_t>(random.below(8)));
        }
        const auto found = explain_contradiction(known);
        if (!found) {
            EXPECT_THAT(found, HasErrc(errc::bad_argument));
            continue;
        }
        EXPECT_TRUE(found->minimal);
        expect_minimal(known, *found);
        ++explained;
    }
    EXPECT_GT(explained, 100u);
}

TEST(Contradiction, OneMoreThanAnyTableHas) {
    std::size_t several = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto t = support::random_table(
            seed,
            {.dimensions = 2 + seed % 2, .branching = 3, .depth = 1 + seed / 2 % 2, .mean = 4});
        splitmix64 random(seed);
        knowledge known(t.shared_cube());
        std::vector<cell_index> suppressed;
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if (cell > 0 && random.percent(40))
                suppressed.push_back(cell);
            else
                known.learn_exact(cell, t.value(cell));
        }
        if (suppressed.empty()) continue;
        const auto cell = suppressed[random.below(suppressed.size())];
        const auto most =
            bounds(known, std::vector{cell}, {.start = t.values()}).value().front().high;
        known.learn(cell, most + 1, unlimited);
        const auto found = explain_contradiction(known);
        ASSERT_THAT(found, support::IsOk()) << "seed " << seed;
        EXPECT_TRUE(found->minimal);
        expect_minimal(known, *found);
        several += found->facts.size() > 4;
    }
    EXPECT_GT(several, 10u);
}

std::shared_ptr<const cube> months() {
    const std::vector<std::string> ids{"2024-04", "2024-05", "2025-01"};
    return cube::make({{.name = "month", .codes = hierarchy::flat(ids).value()}}).value();
}

TEST(Contradiction, IsASentenceWithSources) {
    knowledge known(months());
    known.set_source("public.csv");
    known.learn_exact(2, 3);
    known.learn(1, 1, 9);
    known.learn_exact(0, 7);
    known.set_source("letter");
    known.learn(3, 5, unlimited);
    const auto found = explain_contradiction(known);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ(to_string(known, *found), "These cannot all be true: public.csv says month=Total is "
                                        "exactly 7; public.csv says month=2024-05 is exactly 3; "
                                        "letter says month=2025-01 is at least 5");
    EXPECT_EQ(found->margins, std::vector<cell_index>{0});
    EXPECT_TRUE(found->minimal);
}

TEST(Contradiction, OfAStatementAndACell) {
    knowledge known(months());
    known.learn_exact(3, 1);
    known.learn(0, 0, 100);
    known.learn({.text = "all in 2024", .terms = {{0, 1}, {1, -1}, {2, -1}}, .low = 0, .high = 0});
    const auto found = explain_contradiction(known);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ(to_string(known, *found),
              "These cannot all be true: month=2025-01 is exactly 1; \"all in 2024\"");
}

TEST(Contradiction, TwoSourcesAboutOneCell) {
    knowledge known(months());
    known.set_source("a.csv");
    known.learn_exact(2, 3);
    known.set_source("b.csv");
    known.learn_exact(2, 5);
    const auto found = explain_contradiction(known);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ(to_string(known, *found), "These cannot all be true: b.csv says month=2024-05 is at "
                                        "least 5; a.csv says month=2024-05 is at most 3");
}

TEST(Contradiction, OfWholeNumbersAlone) {
    knowledge known(months());
    known.learn({.text = "an odd difference of even numbers",
                 .terms = {{1, 2}, {2, -2}},
                 .low = 1,
                 .high = 1});
    known.learn({.text = "true", .terms = {{1, 1}}, .low = 2, .high = 9});
    known.learn(0, 0, 40);
    const auto found = explain_contradiction(known);
    ASSERT_THAT(found, support::IsOk());
    ASSERT_EQ(found->facts.size(), 1u);
    EXPECT_EQ(found->facts.front().what, kind::statement);
    EXPECT_EQ(found->facts.front().statement, 0u);
}

TEST(Contradiction, OfRoundingsInOneSum) {
    // 2a + 4b = 5 leaves a = b = 1 when each is rounded alone.
    knowledge known(months());
    known.learn_exact(3, 0);
    known.learn_exact(2, 0);
    known.learn({.text = "five", .terms = {{0, 2}, {1, 4}}, .low = 5, .high = 5});
    EXPECT_THAT(bounds(known, std::vector<cell_index>{0}), HasErrc(errc::contradiction));
    const auto found = explain_contradiction(known);
    ASSERT_THAT(found, support::IsOk());
    EXPECT_EQ(to_string(known, *found), "These cannot all be true: \"five\"");
}

TEST(Contradiction, NothingToExplain) {
    EXPECT_THAT(explain_contradiction(knowledge(months())), HasErrc(errc::bad_argument));
}

/// About a hundred thousand cells: 1,111 places, 3 sexes, 31 ages.
table large_table() {
    std::vector<code_parent> places{{.id = "Total", .parent = ""}};
    for (int a = 0; a < 10; ++a) {
        places.push_back({.id = std::to_string(a), .parent = "Total"});
        for (int b = 0; b < 10; ++b) {
            places.push_back(
                {.id = std::to_string(a) + "." + std::to_string(b), .parent = std::to_string(a)});
            const auto parent = places.back().id;
            for (int c = 0; c < 10; ++c)
                places.push_back({.id = parent + "." + std::to_string(c), .parent = parent});
        }
    }
    std::vector<std::string> ages;
    for (int age = 0; age < 30; ++age) ages.push_back(std::to_string(age));
    const auto c =
        cube::make(
            {{.name = "place", .codes = hierarchy::from_parents(places).value()},
             {.name = "sex", .codes = hierarchy::flat(std::vector<std::string>{"f", "m"}).value()},
             {.name = "age", .codes = hierarchy::flat(ages).value()}})
            .value();
    splitmix64 random(7);
    std::vector<std::int64_t> values(c->size());
    for (auto cell = c->size(); cell-- > 0;) {
        bool leaf = true;
        for (std::size_t d = 0; d < 3 && leaf; ++d) {
            if (c->codes(d).is_leaf(c->shape().coordinate(cell, d))) continue;
            relation(*c, d, cell).for_each_part([&](cell_index part) {
                values[cell] += values[part];
            });
            leaf = false;
        }
        if (leaf) values[cell] = static_cast<std::int64_t>(random.below(30));
    }
    return table::make(c, {.values = std::move(values)}).value();
}

TEST(Contradiction, OneWrongNumberInALargeTable) {
    const auto t = large_table();
    splitmix64 random(3);
    for (int k = 0; k < 4; ++k) {
        const auto wrong = random.below(t.size());
        knowledge known(t.shared_cube());
        known.set_source("public.csv");
        for (cell_index cell = 0; cell < t.size(); ++cell)
            known.learn_exact(cell, t.value(cell) + (cell == wrong ? 1 : 0));
        const auto found = explain_contradiction(known);
        ASSERT_THAT(found, support::IsOk());
        EXPECT_TRUE(found->minimal);
        EXPECT_LE(found->facts.size(), 32u) << "a sum of thirty";
        EXPECT_THAT(bounds(knowledge_of(known, found->facts), std::vector<cell_index>{0}),
                    HasErrc(errc::contradiction));
        EXPECT_TRUE(std::ranges::any_of(found->facts, [&](const stated_fact& f) {
            return f.cell == wrong;
        })) << to_string(known, *found);
    }
}

} // namespace
