#include <sdc/table/calendar.hpp>

#include "support/matchers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::calendar_period;
using sdc::date_order;
using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;

sdc::result<std::vector<std::string>> periods(const std::vector<std::string>& dates,
                                              calendar_period period = calendar_period::month,
                                              date_order order = date_order::unknown) {
    sdc::records rows{.names = {"on"}, .fields = dates};
    if (auto ok = sdc::add_period(rows, "on", period, order); !ok) return ok.error();
    std::vector<std::string> made;
    for (std::size_t row = 0; row < rows.size(); ++row) made.push_back(rows.field(row, 1));
    return made;
}

TEST(Calendar, ReadsDatesOfOneMeaning) {
    EXPECT_THAT(periods({"2024-03-31", "2024-12-01T10:00:00", "2024-1-5 09:30"}).value(),
                ElementsAre("2024-03", "2024-12", "2024-01"));
    EXPECT_THAT(periods({"31/03/2024", "01/04/2024"}).value(), ElementsAre("2024-03", "2024-04"));
    EXPECT_THAT(periods({"03/31/2024", "01/04/2024"}).value(), ElementsAre("2024-03", "2024-01"));
    EXPECT_THAT(periods({"31.3.2024", "4-4-2024"}).value(), ElementsAre("2024-03", "2024-04"));
    EXPECT_THAT(periods({"04/04/2024", "Not known"}).value(), ElementsAre("2024-04", "Not known"));
}

TEST(Calendar, KnowsQuartersAndYears) {
    EXPECT_THAT(
        periods({"2024-03-31", "2024-04-01", "2024-12-31"}, calendar_period::quarter).value(),
        ElementsAre("2024-Q1", "2024-Q2", "2024-Q4"));
    EXPECT_THAT(periods({"2024-03-31"}, calendar_period::year).value(), ElementsAre("2024"));
}

TEST(Calendar, RefusesDatesOfTwoMeanings) {
    const auto r = periods({"04/04/2024", "03/04/2024"});
    ASSERT_THAT(r, HasErrc(errc::bad_syntax));
    EXPECT_EQ(r.error().field, "date_order");
    EXPECT_EQ(r.error().where.line, 2U);
    EXPECT_THAT(periods({"03/04/2024"}, calendar_period::month, date_order::day_first).value(),
                ElementsAre("2024-04"));
    EXPECT_THAT(periods({"31/03/2024", "03/31/2024"}), HasErrc(errc::bad_syntax));
}

TEST(Calendar, RefusesWhatIsNoDate) {
    for (const auto* text : {"", "2024-02-30", "31/04/2024", "2024/13/01", "24-03-31", "3/4/24",
                             "2024-03", "45382", "2024-03-31x", "1/2-2024"})
        EXPECT_THAT(periods({"2024-03-30", text}), HasErrc(errc::bad_syntax)) << text;
    sdc::records rows{.names = {"on", "month"}, .fields = {"2024-03-31", "x"}};
    EXPECT_THAT(sdc::add_period(rows, "on", calendar_period::month), HasErrc(errc::duplicate));
}

} // namespace
