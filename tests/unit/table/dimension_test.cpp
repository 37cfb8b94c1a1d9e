#include <sdc/table/dimension.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

sdc::hierarchy codes(const std::vector<std::string>& ids) {
    return sdc::hierarchy::flat(ids).value();
}

TEST(Dimension, IsIdentifyingByDefault) {
    const sdc::dimension age{.name = "age", .codes = codes({"0-15", "16+"})};
    EXPECT_EQ(age.role, sdc::role::identifying);
}

TEST(Dimension, EqualityComparesNameCodesAndRole) {
    const sdc::dimension age{.name = "age", .codes = codes({"0-15", "16+"})};
    EXPECT_EQ(age, age);
    EXPECT_NE(age, (sdc::dimension{.name = "sex", .codes = age.codes}));
    EXPECT_NE(age, (sdc::dimension{.name = "age", .codes = codes({"0-15"})}));
    EXPECT_NE(age,
              (sdc::dimension{.name = "age", .codes = age.codes, .role = sdc::role::sensitive}));
}

} // namespace
