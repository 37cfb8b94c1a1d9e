#include <sdc/table/cube.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::cube;
using sdc::dimension;
using sdc::errc;
using sdc::hierarchy;
using support::HasErrc;

dimension area() {
    const std::vector<std::vector<std::string>> paths{{"N", "Leeds"}, {"N", "York"}, {"S"}};
    return {.name = "area", .codes = hierarchy::from_paths(paths).value()};
}
dimension sex() {
    return {.name = "sex", .codes = hierarchy::flat(std::vector<std::string>{"f", "m"}).value()};
}

TEST(Cube, SpansTheProductOfCodes) {
    const auto c = cube::make({area(), sex()}).value();
    EXPECT_EQ(c->size(), 15U);
    EXPECT_EQ(c->shape().extent(0), 5U);
    EXPECT_EQ(c->dimensions().size(), 2U);
    EXPECT_EQ(c->dimensions()[1].name, "sex");
    EXPECT_EQ(c->codes(0)[1].id, "N");
}

TEST(Cube, KnowsMargins) {
    const auto c = cube::make({area(), sex()}).value();
    EXPECT_TRUE(c->is_margin(0));
    EXPECT_TRUE(c->is_margin(c->shape().index({1, 1})));  // N is over Leeds and York
    EXPECT_TRUE(c->is_margin(c->shape().index({2, 0})));  // both sexes
    EXPECT_FALSE(c->is_margin(c->shape().index({2, 2}))); // Leeds, m
    EXPECT_FALSE(c->is_margin(c->shape().index({4, 1}))); // S has no parts
}

TEST(Cube, FindsDimensionsByName) {
    const auto c = cube::make({area(), sex()}).value();
    EXPECT_EQ(c->find_dimension("sex"), 1U);
    EXPECT_EQ(c->find_dimension("age"), std::nullopt);
}

TEST(Cube, EqualityComparesDimensions) {
    const auto c = cube::make({area(), sex()}).value();
    EXPECT_EQ(*c, *cube::make({area(), sex()}).value());
    EXPECT_FALSE(*c == *cube::make({sex(), area()}).value());
}

TEST(Cube, DescribesACellByItsCodes) {
    const auto c = cube::make({area(), sex()}).value();
    EXPECT_EQ(describe(*c, 0), "area=Total, sex=Total");
    EXPECT_EQ(describe(*c, c->shape().index({2, 1})), "area=Leeds, sex=f");
}

TEST(Cube, RefusesTwoDimensionsOfOneName) {
    const auto c = cube::make({sex(), area(), sex()});
    ASSERT_THAT(c, HasErrc(errc::duplicate));
    EXPECT_EQ(c.error().found, "\"sex\"");
}

TEST(Cube, RefusesNoDimensionsAndTooMany) {
    EXPECT_THAT(cube::make({}), HasErrc(errc::bad_argument));
    std::vector<dimension> many;
    for (int i = 0; i < 17; ++i) many.push_back({.name = std::to_string(i), .codes = sex().codes});
    EXPECT_THAT(cube::make(many), HasErrc(errc::bad_argument));
}

TEST(Cube, RefusesMoreCellsThan64BitsNumber) {
    std::vector<std::string> ids(20'000);
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = std::to_string(i);
    const auto codes = hierarchy::flat(ids).value();
    std::vector<dimension> many;
    for (int i = 0; i < 5; ++i) many.push_back({.name = std::to_string(i), .codes = codes});
    EXPECT_THAT(cube::make(many), HasErrc(errc::overflow));
}

} // namespace
