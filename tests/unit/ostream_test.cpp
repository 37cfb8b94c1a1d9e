#include <sdc/ostream.hpp>

#include <sdc/decimal.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/version.hpp>

#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

template <class T>
std::string text_of(const T& value) {
    std::ostringstream out;
    out << value;
    return std::move(out).str();
}

TEST(Ostream, WritesErrorsAsToString) {
    const sdc::error e{.code = sdc::errc::overflow, .message = "too large", .found = "9"};
    EXPECT_EQ(text_of(e), "too large; found 9");
    EXPECT_EQ(text_of(e.code), "overflow");
    EXPECT_EQ(text_of(sdc::errc::unknown_code), "unknown code");
}

TEST(Ostream, NamesCells) {
    const auto t = support::cross({{1, 2}, {3, 4}});
    std::string all;
    for (const auto& cell : sdc::cells(t)) all += text_of(cell) + "; ";
    EXPECT_EQ(all.substr(0, 48), "r=Total, c=Total; r=Total, c=c0; r=Total, c=c1; ");
    EXPECT_EQ(text_of(t.cube().codes(0)[1]), "r0");
}

TEST(Ostream, WritesIntervals) {
    EXPECT_EQ(text_of(sdc::interval{.low = 3, .high = 3}), "3");
    EXPECT_EQ(text_of(sdc::interval{.low = 1, .high = 9}), "1 to 9");
    EXPECT_EQ(text_of(sdc::interval{.low = 8}), "8 and more");
    EXPECT_EQ(text_of(sdc::interval{.low = 1, .high = 9, .exact = false}), "within 1 to 9");
}

TEST(Ostream, WritesWordsOfTheGlossary) {
    EXPECT_EQ(text_of(sdc::cell_status::primary), "primary");
    EXPECT_EQ(text_of(sdc::cell_status::suppressed_zero), "suppressed zero");
    EXPECT_EQ(text_of(sdc::rule_id::small_count), "small count");
    EXPECT_EQ(text_of(sdc::role::sensitive), "sensitive");
    EXPECT_EQ(text_of(sdc::zero_policy::eligible), "eligible");
    EXPECT_EQ(text_of(sdc::marker{}), "[c]");
    EXPECT_EQ(text_of(sdc::decimal(-12)), "-12");
    EXPECT_EQ(text_of(sdc::version{.major = 1, .minor = 2, .patch = 3}), "1.2.3");
}

} // namespace
