#include <sdc/table/relations.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::cell_index;
using sdc::hierarchy;
using sdc::relation;

/// Codes of area: Total 0, N 1, Leeds 2, York 3, S 4, Kent 5 (the only child of S). Codes of sex:
/// Total 0, f 1, m 2.
std::shared_ptr<const sdc::cube> small_cube() {
    const std::vector<std::vector<std::string>> paths{{"N", "Leeds"}, {"N", "York"}, {"S", "Kent"}};
    return sdc::cube::make({{.name = "area", .codes = hierarchy::from_paths(paths).value()},
                            {.name = "sex",
                             .codes = hierarchy::flat(std::vector<std::string>{"f", "m"}).value()}})
        .value();
}

std::vector<cell_index> parts(const relation& r) {
    std::vector<cell_index> all;
    r.for_each_part([&](cell_index part) { all.push_back(part); });
    return all;
}

TEST(Relation, PartsAreTheChildrenAlongItsDimension) {
    const auto c = small_cube();
    const auto& s = c->shape();
    const relation r(*c, 0, s.index({1, 2}));
    EXPECT_EQ(r.total(), s.index({1, 2}));
    EXPECT_EQ(r.dimension(), 0U);
    ASSERT_EQ(r.size(), 2U);
    EXPECT_EQ(r.part(0), s.index({2, 2}));
    EXPECT_EQ(r.part(1), s.index({3, 2}));
    EXPECT_THAT(parts(r), testing::ElementsAre(r.part(0), r.part(1)));
}

TEST(Relation, SkipsGrandchildren) {
    const auto c = small_cube();
    const auto& s = c->shape();
    EXPECT_THAT(parts(relation(*c, 0, 0)), testing::ElementsAre(s.index({1, 0}), s.index({4, 0})));
}

TEST(Relation, OverASingleChildIsAnEquality) {
    const auto c = small_cube();
    const auto& s = c->shape();
    EXPECT_THAT(parts(relation(*c, 0, s.index({4, 1}))), testing::ElementsAre(s.index({5, 1})));
}

TEST(Relations, EnumeratesEveryMarginAlongEveryDimension) {
    const auto c = small_cube();
    std::vector<std::pair<std::size_t, cell_index>> seen;
    for_each_relation(*c, [&](const relation& r) { seen.emplace_back(r.dimension(), r.total()); });
    // Three codes of area have children, for each of 3 sexes; one of sex, for each of 6 areas.
    const std::vector<std::pair<std::size_t, cell_index>> expected{
        {0, 0},  {0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5},  {0, 12}, {0, 13},
        {0, 14}, {1, 0}, {1, 3}, {1, 6}, {1, 9}, {1, 12}, {1, 15}};
    EXPECT_EQ(seen, expected);
}

TEST(Relations, OfACell_AreThoseAsTotalThenAsPart) {
    const auto c = small_cube();
    const auto& s = c->shape();
    std::vector<std::pair<std::size_t, cell_index>> seen;
    for_each_relation_of(*c, s.index({1, 1}),
                         [&](const relation& r) { seen.emplace_back(r.dimension(), r.total()); });
    const std::vector<std::pair<std::size_t, cell_index>> expected{
        {0, s.index({1, 1})}, {0, s.index({0, 1})}, {1, s.index({1, 0})}};
    EXPECT_EQ(seen, expected);
}

TEST(Relations, OfTheGrandTotal_AreOneADimension) {
    int relations = 0;
    const auto c = small_cube();
    for_each_relation_of(*c, 0, [&](const relation& r) {
        EXPECT_EQ(r.total(), 0U);
        ++relations;
    });
    EXPECT_EQ(relations, 2);
}

} // namespace
