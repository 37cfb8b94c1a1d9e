#include <sdc/table/code.hpp>

#include <gtest/gtest.h>

namespace {

TEST(Code, TextIsTheLabel_IfThereIsOne) {
    EXPECT_EQ((sdc::code{.id = "E12", .label = "North"}).text(), "North");
    EXPECT_EQ((sdc::code{.id = "E12"}).text(), "E12");
}

TEST(Code, EqualityComparesIdAndLabel) {
    EXPECT_EQ((sdc::code{.id = "E12"}), (sdc::code{.id = "E12"}));
    EXPECT_NE((sdc::code{.id = "E12"}), (sdc::code{.id = "E13"}));
    EXPECT_NE((sdc::code{.id = "E12"}), (sdc::code{.id = "E12", .label = "North"}));
}

} // namespace
