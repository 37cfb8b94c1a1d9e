#include <sdc/error.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace {

using sdc::errc;
using sdc::result;
using support::HasErrc;
using support::IsOk;

const sdc::error full{.code = errc::overflow,
                      .message = "too large",
                      .where = {.file = "a.csv", .line = 3, .column = 2},
                      .cell = "area=Leeds",
                      .rule = "threshold",
                      .found = "9",
                      .wanted = "8"};

result<int> half(int n) {
    if (n % 2 != 0) return sdc::error{.code = errc::bad_argument, .message = "odd"};
    return n / 2;
}

TEST(Error, TextHoldsEveryField) {
    EXPECT_EQ(sdc::to_string(full),
              "a.csv:3:2: too large; cell area=Leeds; rule threshold; found 9; wanted 8");
}

TEST(Error, TextLeavesOutEmptyFields) {
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd"}), "odd");
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd", .found = "3"}), "odd; found 3");
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd",
                                        .explanation = "the first: 3",
                                        .field = "list.number",
                                        .element = 2,
                                        .cell = "x"}),
              "odd; the first: 3; cell x");
}

TEST(Error, TextLeavesOutPlacesThatDoNotApply) {
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd", .where = {.file = "a.csv"}}),
              "a.csv: odd");
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd", .where = {.line = 7}}), "7: odd");
    EXPECT_EQ(sdc::to_string(sdc::error{.message = "odd", .where = {.file = "a.csv", .line = 7}}),
              "a.csv:7: odd");
}

TEST(Result, HoldsAValue) {
    const result<int> r = half(6);
    ASSERT_THAT(r, IsOk());
    EXPECT_TRUE(static_cast<bool>(r));
    EXPECT_EQ(*r, 3);
    EXPECT_EQ(r.value(), 3);
    EXPECT_EQ(r.value_or(9), 3);
}

TEST(Result, HoldsAnError) {
    const result<int> r = half(7);
    EXPECT_THAT(r, HasErrc(errc::bad_argument));
    EXPECT_FALSE(static_cast<bool>(r));
    EXPECT_EQ(r.error().message, "odd");
    EXPECT_EQ(r.value_or(9), 9);
}

TEST(Result, ValueThrowsTheError_IfThereIsNone) {
    try {
        (void)result<int>(full).value();
        FAIL() << "no exception";
    } catch (const sdc::bad_result& e) {
        EXPECT_EQ(e.error().code, errc::overflow);
        EXPECT_EQ(std::string(e.what()), sdc::to_string(full));
    }
    const result<int> constant = full;
    EXPECT_THROW((void)constant.value(), sdc::bad_result);
    result<int> lvalue = full;
    EXPECT_THROW((void)lvalue.value(), sdc::bad_result);
}

TEST(Result, GivesAccessThroughAllReferences) {
    result<std::string> r = std::string("abc");
    *r += "d";
    r->push_back('e');
    r.value() += "f";
    EXPECT_EQ(*r, "abcdef");
    EXPECT_EQ(std::as_const(r)->size(), 6U);
    EXPECT_EQ(*std::move(r), "abcdef");
}

TEST(Result, HoldsWhatCannotBeCopied) {
    result<std::unique_ptr<int>> r = std::make_unique<int>(4);
    const auto owner = std::move(r).value();
    EXPECT_EQ(*owner, 4);
}

TEST(Result, AndThenStopsAtTheFirstError) {
    EXPECT_EQ(*half(12).and_then(half), 3);
    EXPECT_THAT(half(6).and_then(half), HasErrc(errc::bad_argument));
    int calls = 0;
    const auto counted = [&calls](int n) { return ++calls, half(n); };
    EXPECT_THAT(half(7).and_then(counted), HasErrc(errc::bad_argument));
    EXPECT_EQ(calls, 0);
}

TEST(Result, TransformKeepsTheError) {
    EXPECT_EQ(*half(6).transform([](int n) { return std::to_string(n); }), "3");
    EXPECT_THAT(half(7).transform([](int n) { return std::to_string(n); }),
                HasErrc(errc::bad_argument));
}

TEST(Result, OrElseReplacesTheErrorOnly) {
    EXPECT_EQ(*half(7).or_else([](const sdc::error&) { return result<int>(0); }), 0);
    EXPECT_EQ(*half(6).or_else([](const sdc::error&) { return result<int>(0); }), 3);
}

TEST(ResultVoid, IsDoneByDefault) {
    const result<void> done;
    EXPECT_THAT(done, IsOk());
    EXPECT_TRUE(static_cast<bool>(done));
    EXPECT_NO_THROW(done.value());
}

TEST(ResultVoid, HoldsAnError) {
    const result<void> failed = full;
    EXPECT_THAT(failed, HasErrc(errc::overflow));
    EXPECT_FALSE(static_cast<bool>(failed));
    EXPECT_THROW(failed.value(), sdc::bad_result);
    EXPECT_EQ(result<void>(full).error().cell, "area=Leeds");
}

} // namespace
