#include <sdc/table/doubtful_rows.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using strings = std::vector<std::string>;

sdc::result<strings> check(const strings& names, const strings& fields, const strings& by,
                           const std::string& count = "n",
                           const sdc::row_confirmations& said = {}) {
    const sdc::records rows{.source = "in.csv", .names = names, .fields = fields};
    sdc::tabulate_options how{.count = count};
    for (const auto& name : by) how.by.push_back(sdc::flat_dimension(rows, name).value());
    return sdc::check_rows(rows, how, said);
}

const strings by_sex{"area", "sex", "n"};
const strings with_all{"A", "F", "1", "A", "M", "3", "A", "All", "4"};

TEST(DoubtfulRows, HoldATotalThatIsNotDeclared) {
    const auto r = check(by_sex, with_all, {"area", "sex"});
    ASSERT_THAT(r, HasErrc(errc::bad_argument));
    EXPECT_EQ(r.error().field, "row_confirmations.not_totals");
    EXPECT_EQ(r.error().cell, "sex=All");
    EXPECT_THAT(check(by_sex, with_all, {"area", "sex"}, "n", {.not_totals = {{"sex", "All"}}}),
                support::IsOk());
}

TEST(DoubtfulRows, HoldATotalInAColumnThatIsSummedOver) {
    const auto r = check(by_sex, with_all, {"area"});
    ASSERT_THAT(r, HasErrc(errc::bad_argument));
    EXPECT_EQ(r.error().field, "row_confirmations.summed_total");
    EXPECT_EQ(r.error().cell, "sex=All");
    EXPECT_THAT(check(by_sex, {"A", "F", "1", "A", "M", "3"}, {"area"}).value(), IsEmpty());
}

TEST(DoubtfulRows, ThatMayHoldATotalAreCountedWithAWord) {
    EXPECT_THAT(check({"kind", "n"}, {"x", "3", "y", "5", "z", "8"}, {"kind"}).value(),
                ElementsAre(HasSubstr("a category: \"z\"")));
}

TEST(DoubtfulRows, CouldBeCountedByAColumnThatIsNotNamed) {
    const auto r = check({"area", "Offences"}, {"A", "12", "B", "1,300"}, {"area"}, "");
    ASSERT_THAT(r, HasErrc(errc::bad_argument));
    EXPECT_EQ(r.error().cell, "Offences");
    EXPECT_EQ(r.error().field, "row_confirmations.rows_are_records");
    EXPECT_THAT(
        check({"area", "age"}, {"A", "12", "B", "13"}, {"area"}, "", {.rows_are_records = true}),
        support::IsOk());
    EXPECT_THAT(check({"area", "who"}, {"A", "p1", "B", "2"}, {"area"}, ""), support::IsOk());
}

TEST(DoubtfulRows, GiveACellTwice) {
    const auto r = check(by_sex, {"A", "F", "1", "B", "F", "3", "A", "F", "4"}, {"area", "sex"});
    ASSERT_THAT(r, HasErrc(errc::duplicate));
    EXPECT_EQ(r.error().where.line, 3U);
    EXPECT_THAT(r.error().found, HasSubstr("line 1"));
    EXPECT_THAT(check(by_sex, {"A", "F", "1", "A", "F", "4"}, {"area", "sex"}, "n",
                      {.sum_duplicates = true}),
                support::IsOk());
}

TEST(DoubtfulRows, AreNotThoseThatAnotherColumnTellsApart) {
    EXPECT_THAT(check({"area", "month", "n"}, {"A", "May", "1", "A", "June", "4"}, {"area"}),
                support::IsOk());
    EXPECT_THAT(check({"area", "year", "n"}, {"A", "2023", "1", "A", "2024", "4"}, {"area"}),
                support::IsOk());
    EXPECT_THAT(check({"area", "rate", "n"}, {"A", "1.5", "1", "A", "1.6", "4"}, {"area"}),
                HasErrc(errc::duplicate))
        << "what is measured tells nothing apart";
}

} // namespace
