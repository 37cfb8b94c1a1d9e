#include <sdc/io/ledger.hpp>

#include <matchers.hpp>

#include "scratch.hpp"

namespace {

using support::HasErrc;
using ::testing::HasSubstr;

class Ledger : public ::testing::Test {
protected:
    support::scratch folder;
    void SetUp() override {
        folder.write("sex.csv", "sex,n\nTotal,12\nf,10\nm,2\n");
        folder.write("codes.csv", "code,parent\nTotal,\nf,Total\nm,Total\n");
    }
    sdc::result<std::vector<sdc::linked_release>> read(const std::string& tables) const {
        return sdc::read_ledger(folder.write("ledger.json", "{\"tables\": [\n" + tables + "\n]}"));
    }
    static std::string release(const std::string& name, const std::string& day) {
        return R"({"name": ")" + name + R"(", "public": "sex.csv", "dimensions": {"sex": null})" +
               (day.empty() ? "" : R"(, "released_on": ")" + day + '"') + "}";
    }
};

TEST_F(Ledger, IsInTheOrderOfDaysWhateverTheOrderInTheFile) {
    const auto all =
        read(R"({"name": "codes", "dimensions": {"sex": "codes.csv"}},)" +
             release("third", "2024-10-24") + "," + release("first", "2023-12-31") + "," +
             release("second", "2024-02-29") + "," + release("fourth", "2024-10-24"));
    ASSERT_THAT(all, support::IsOk());
    std::vector<std::string> names;
    for (const auto& one : *all) names.push_back(one.table.name);
    EXPECT_THAT(names, ::testing::ElementsAre("first", "second", "third", "fourth", "codes"));
}

TEST_F(Ledger, EveryReleaseHasADayOfTheCalendar) {
    const auto none = read(release("a", "2024-01-01") + ",\n" + release("b", ""));
    ASSERT_THAT(none, HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::to_string(none.error()), HasSubstr("table \"b\" of a ledger"));
    for (const auto* day : {"2023-02-29", "2024-13-01", "24-1-1", "2024-01-1x", "2024/01/01"}) {
        const auto r = read(release("a", day));
        ASSERT_THAT(r, HasErrc(sdc::errc::bad_syntax)) << day;
        EXPECT_EQ(r.error().where.line, 2U);
        EXPECT_THAT(sdc::to_string(r.error()), HasSubstr("released_on"));
    }
}

} // namespace
