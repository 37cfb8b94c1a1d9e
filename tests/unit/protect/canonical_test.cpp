#include <sdc/protect/detail/problem/canonical.hpp>

#include "support/reordered.hpp"
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace sdc;
using detail::canonical_problem;

suppress_options options() {
    return {.rules = {threshold{.minimum = 5, .zeros = zero_policy::eligible}, group_disclosure{}},
            .intruders = {.coalition = 2},
            .suppression_groups = {{3, 5}}};
}

/// All that a method sees of a problem.
auto content(const detail::suppression_problem& p) {
    std::vector<std::vector<std::pair<detail::unknown, std::int32_t>>> rows;
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        rows.emplace_back();
        for (const auto& t : p.rows.row(r)) rows.back().emplace_back(t.cell, t.coefficient);
    }
    return std::tuple(rows, p.value, p.low, p.high, p.cost, p.role, p.requirements,
                      p.suppression_groups, p.group_members,
                      p.list_internal_intruders(std::vector<bool>(p.size(), true)).size());
}

struct one_table {
    plan p;
    canonical_problem canonical;

    explicit one_table(std::shared_ptr<const table> t, const suppress_options& o)
        : p(detail::propose(std::move(t), o).value()),
          canonical(detail::make_problem(p, o).value(), {0}) {}
};

TEST(CanonicalProblem, IsTheSameForEveryOrder) {
    const auto t = support::random_table(7, {.dimensions = 3});
    const one_table first(std::make_shared<const table>(t), options());
    support::splitmix64 random(1);
    for (int i = 0; i < 5; ++i) {
        const auto other = support::reorder(random, t, true, true);
        const one_table again(other.table, support::reorder(options(), other.position));
        EXPECT_EQ(content(first.canonical.problem()), content(again.canonical.problem()));
        const auto suppressed = std::vector<bool>(t.size(), true);
        const auto intruders = first.canonical.problem().list_internal_intruders(suppressed),
                   moved = again.canonical.problem().list_internal_intruders(suppressed);
        for (std::size_t k = 0; k < intruders.size(); ++k)
            EXPECT_EQ(intruders[k].own, moved[k].own);
    }
}

/// Names in order are what `make_problem` makes.
TEST(CanonicalProblem, LeavesACanonicalTableAsItIs) {
    const auto t = std::make_shared<const table>(support::random_table(7, {.dimensions = 3}));
    const one_table made(t, options());
    const auto& p = made.canonical.problem();
    EXPECT_EQ(content(detail::make_problem(made.p, options()).value()), content(p));
    EXPECT_EQ(*p.tables.front().codes, t->cube());
    EXPECT_TRUE(p.tables.front().numbers.empty());
}

TEST(CanonicalProblem, RestoresNumbers) {
    const auto make = [](std::vector<std::string> letters) {
        const auto codes = hierarchy::flat(letters).value();
        const auto c = cube::make({dimension{.name = "z", .codes = codes}}).value();
        return std::make_shared<const table>(table::make(c, {.values = {16, 1, 9, 6}}).value());
    };
    const one_table made(make({"b", "a", "c"}), {.rules = {threshold{.minimum = 5}}});
    const auto& p = made.canonical.problem();
    EXPECT_EQ(p.value, (std::vector<std::int64_t>{16, 9, 1, 6}));
    ASSERT_EQ(p.requirements.size(), 1U);
    EXPECT_EQ(p.requirements.front().cell, 2U);
    const auto s = made.canonical.restore({.suppressed = {false, true, true, false},
                                           .moves = {{{1, -3}, {2, 3}}},
                                           .move_of = {0},
                                           .intruders = {{0, 0}},
                                           .open = {0}});
    EXPECT_EQ(s.suppressed, (std::vector<bool>{false, true, true, false}));
    EXPECT_EQ(s.moves.front(), (detail::move{{1, 3}, {2, -3}}));
    EXPECT_EQ(s.move_of, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(s.open, (std::vector<std::uint32_t>{0}));
}

} // namespace
