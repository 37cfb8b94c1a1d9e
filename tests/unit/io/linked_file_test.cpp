#include <sdc/io/linked_file.hpp>

#include <matchers.hpp>

#include "released.hpp"
#include "scratch.hpp"

namespace {

using sdc::errc;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class LinkedFile : public ::testing::Test {
protected:
    support::scratch folder;

    sdc::result<std::vector<sdc::linked_release>> read(const std::string& tables) const {
        return sdc::read_linked(folder.write("linked.json", "{\"tables\": [\n" + tables + "\n]}"));
    }
    void refuse(const std::string& table, errc code, const char* message) const {
        SCOPED_TRACE(table);
        const auto r = read(table);
        ASSERT_THAT(r, HasErrc(code));
        EXPECT_EQ(r.error().where.file, folder.path("linked.json"));
        EXPECT_EQ(r.error().where.line, 2u);
        EXPECT_THAT(sdc::to_string(r.error()), HasSubstr(message));
    }
    /// With a rounding what "10" says of cell f.
    std::pair<std::int64_t, std::int64_t> preimage(const std::string& rounding) const {
        const auto r =
            read(R"({"name": "x", "public": "sex.csv", "dimensions": {"sex": null}, "rounding": )" +
                 rounding + "}");
        EXPECT_THAT(r, support::IsOk()) << rounding;
        return r ? std::pair(r->front().facts.known.low(1), r->front().facts.known.high(1))
                 : std::pair<std::int64_t, std::int64_t>(-1, -1);
    }
    void refuse_rounding(const std::string& rounding, errc code, const char* message) const {
        refuse(R"({"name": "x", "public": "sex.csv", "dimensions": {"sex": null}, "rounding": )" +
                   rounding + "}",
               code, message);
    }
    void SetUp() override {
        folder.write("months.csv", "code,parent\nall,\n2024-01,all\n2024-02,all\n");
        folder.write(
            "old.csv",
            "month,sex,count,note\nall,Everybody,10,a\n2024-01,Everybody,#,b\n2024-02,f,5,c\n");
        folder.write("sex.csv", "sex,n\nf,10\nm,*\n");
    }
};

TEST_F(LinkedFile, TablesAreRead) {
    const auto r = read(
        R"({"name": "old", "public": "old.csv", "dimensions": {"month": "months.csv", "sex": null}, "total": "Everybody", "measure": "days",
        "where": {"region": "North"}, "value": "count", "markers": ["#"], "suppressed_minimum": 1, "decimals": 1},
        {"name": "codes", "dimensions": {"month": "months.csv"}})");
    ASSERT_THAT(r, support::IsOk());
    ASSERT_EQ(r->size(), 2u);
    const auto& table = (*r)[0].table;
    const auto& facts = (*r)[0].facts;
    EXPECT_EQ(table.name, "old");
    EXPECT_EQ(table.measure, "days");
    EXPECT_EQ(table.decimals, 1);
    EXPECT_THAT(table.where, ElementsAre(Pair("region", "North")));
    EXPECT_EQ(table.cube->size(), 6u);
    EXPECT_EQ(facts.known.low(0), 100);
    EXPECT_EQ(facts.known.low(2), 1);
    EXPECT_EQ(facts.known.high(2), sdc::unlimited);
    EXPECT_EQ(facts.known.high(5), 50);
    EXPECT_THAT(facts.suppressed, ElementsAre(2));
    EXPECT_EQ((*r)[1].facts.known.high(0), sdc::unlimited);
}

TEST_F(LinkedFile, InputsAreReadToProtectAndLeftAloneByTheAttack) {
    folder.write("counts.csv", "sex,n\nf,10\nm,3\n");
    const auto file = folder.write("linked.json", R"({"tables": [
        {"name": "new", "input": "counts.csv", "count": "n", "output": "sex.csv", "dimensions": {"sex": null}},
        {"name": "old", "input": "counts.csv", "count": "n", "public": "sex.csv", "dimensions": {"sex": null}, "where": {"region": "North"}}]})");
    const auto protect = sdc::read_linked(file, nullptr, sdc::linked_reading::protect);
    ASSERT_THAT(protect, support::IsOk());
    const auto& fresh = (*protect)[0];
    ASSERT_NE(fresh.counts, nullptr);
    EXPECT_THAT(fresh.counts->values(), ElementsAre(13, 10, 3));
    EXPECT_EQ(fresh.counts->shared_cube(), fresh.table.cube);
    EXPECT_FALSE(fresh.is_public);
    EXPECT_EQ(fresh.output, folder.path("sex.csv"));
    EXPECT_EQ(fresh.facts.known.high(1), sdc::unlimited) << "an output is not public yet";
    EXPECT_TRUE((*protect)[1].is_public);
    EXPECT_THAT((*protect)[1].facts.suppressed, ElementsAre(2));
    EXPECT_THAT((*protect)[1].reads,
                ElementsAre(folder.path("sex.csv"), folder.path("counts.csv")));

    folder.write("counts.csv", "no table at all");
    const auto attack = sdc::read_linked(file);
    ASSERT_THAT(attack, support::IsOk());
    EXPECT_EQ((*attack)[0].counts, nullptr);
    EXPECT_TRUE((*attack)[0].is_public);
    EXPECT_THAT((*attack)[0].facts.suppressed, ElementsAre(2));

    const auto bad = sdc::read_linked(file, nullptr, sdc::linked_reading::protect);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().where.file, folder.path("counts.csv"));
}

TEST_F(LinkedFile, MethodsOfRounding) {
    using range = std::pair<std::int64_t, std::int64_t>;
    EXPECT_EQ(preimage(R"({"method": "nearest", "base": 5})"), range(8, 12));
    EXPECT_EQ(preimage(R"({"method": "nearest", "base": 10, "redact_to": 7})"), range(8, 14));
    EXPECT_EQ(preimage(R"({"method": "nearest", "base": 10, "ties": "half_down"})"), range(6, 15));
    EXPECT_EQ(preimage(R"({"method": "midpoint", "base": 4})"), range(9, 12));
    EXPECT_EQ(preimage(R"({"method": "random", "base": 5})"), range(6, 14));
    folder.write("sex.csv", "sex,n\nf,18\n");
    EXPECT_EQ(preimage(R"({"method": "graduated"})"), range(16, 19));
    folder.write("sex.csv", "sex,n\nf,10\n");
    EXPECT_EQ(preimage(R"({"method": "controlled", "base": 5, "steps": 1})"), range(1, 19));
    EXPECT_EQ(preimage(R"({"method": "noise", "deviation": 2})"), range(8, 12));
    EXPECT_EQ(
        preimage(
            R"({"method": "noise", "deviation": 12, "zeros_stay": false, "positives_stay": true, "never_shown": 2})"),
        range(0, 22));
}

TEST_F(LinkedFile, ErrorsOfRounding) {
    refuse_rounding("5", errc::bad_syntax, "\"rounding\" is no object");
    refuse_rounding("{}", errc::bad_syntax, "unknown method");
    refuse_rounding(R"({"method": "round"})", errc::bad_syntax, "\"round\"");
    refuse_rounding(R"({"method": "nearest"})", errc::bad_syntax, "no \"base\"");
    refuse_rounding(R"({"method": "nearest", "base": "5"})", errc::bad_syntax,
                    "\"base\" is no whole number");
    refuse_rounding(R"({"method": "nearest", "base": 0})", errc::bad_argument, "base");
    refuse_rounding(R"({"method": "nearest", "base": 5, "ties": "up"})", errc::bad_syntax,
                    "unknown ties");
    refuse_rounding(R"({"method": "midpoint", "base": 1})", errc::bad_argument, "base");
    refuse_rounding(R"({"method": "random", "base": 5, "steps": 1})", errc::bad_syntax,
                    "unknown key; found \"steps\"");
    refuse_rounding(R"({"method": "controlled", "base": 0})", errc::bad_argument, "base");
    refuse_rounding(R"({"method": "noise"})", errc::bad_syntax, "no \"deviation\"");
    refuse_rounding(R"({"method": "noise", "deviation": 2, "zeros_stay": 1})", errc::bad_syntax,
                    "not true or false");
}

TEST_F(LinkedFile, ErrorsNameTheTableAndItsLine) {
    refuse("7", errc::bad_syntax, "table 1: a table that is no object");
    refuse("{}", errc::bad_syntax, "no name");
    refuse(R"({"name": 1})", errc::bad_syntax, "\"name\" is no text");
    refuse(R"({"name": "x", "file": "sex.csv"})", errc::bad_syntax, "unknown key; found \"file\"");
    refuse(R"({"name": "x", "public": "sex.csv"})", errc::bad_syntax, "no dimensions");
    refuse(R"({"name": "x", "public": "sex.csv", "dimensions": {}})", errc::bad_syntax,
           "no dimensions");
    refuse(R"({"name": "x", "public": "sex.csv", "dimensions": {"sex": 1}})", errc::bad_syntax,
           "no file");
    refuse(R"({"name": "x", "dimensions": {"sex": null}})", errc::bad_syntax, "without codes");
    refuse(R"({"name": "x", "where": "North"})", errc::bad_syntax, "\"where\" is no object");
    refuse(R"({"name": "x", "where": {"region": 1}})", errc::bad_syntax, "a code that is no text");
    refuse(R"({"name": "x", "markers": "*"})", errc::bad_syntax, "\"markers\" is no list");
    refuse(R"({"name": "x", "markers": [1]})", errc::bad_syntax, "a marker that is no text");
    refuse(R"({"name": "x", "suppressed_minimum": -1})", errc::bad_syntax,
           "\"suppressed_minimum\"");
    refuse(R"({"name": "x", "withheld_minimum": 1})", errc::bad_syntax,
           "\"withheld_minimum\" is now called \"suppressed_minimum\"");
    refuse(R"({"name": "x", "decimals": 7})", errc::bad_syntax, "\"decimals\"");
    const auto second =
        read("{\"name\": \"x\", \"dimensions\": {\"month\": \"months.csv\"}},\n{\"name\": \"x\", "
             "\"dimensions\": {\"month\": \"months.csv\"}}");
    ASSERT_THAT(second, HasErrc(errc::duplicate));
    EXPECT_EQ(second.error().where.line, 3u);
}

TEST_F(LinkedFile, ErrorsOfOtherFilesAreTheirs) {
    EXPECT_THAT(sdc::read_linked(folder.path("none.json")), HasErrc(errc::io_failure));
    EXPECT_THAT(read(R"({"name": "x", "public": "none.csv", "dimensions": {"sex": null}})"),
                HasErrc(errc::io_failure));
    EXPECT_THAT(read(R"({"name": "x", "dimensions": {"sex": "none.csv"}})"),
                HasErrc(errc::io_failure));
    const auto marker = read(
        R"({"name": "x", "public": "old.csv", "dimensions": {"month": "months.csv", "sex": null}, "total": "Everybody", "value": "count"})");
    ASSERT_THAT(marker, HasErrc(errc::bad_syntax));
    EXPECT_EQ(marker.error().where.file, folder.path("old.csv"));
    EXPECT_EQ(marker.error().where.line, 3u);
    EXPECT_THAT(sdc::read_linked(folder.write("x.json", "{\"tables\": {}}")),
                HasErrc(errc::bad_syntax));
}

TEST_F(LinkedFile, EverythingOfATableBecomesKnown) {
    const auto r = read(R"({"name": "2023", "public": "sex.csv", "dimensions": {"sex": null}},
        {"name": "2024", "public": "sex2.csv", "dimensions": {"sex": null}})");
    EXPECT_THAT(r, HasErrc(errc::io_failure));
    folder.write("sex2.csv", "sex,n\nm,7\nTotal,16\n");
    const auto both = read(R"({"name": "2023", "public": "sex.csv", "dimensions": {"sex": null}},
        {"name": "2024", "public": "sex2.csv", "dimensions": {"sex": null}},
        {"name": "2025", "public": "sex3.csv", "dimensions": {"sex": null}})");
    EXPECT_THAT(both, HasErrc(errc::io_failure));
    folder.write("sex3.csv", "sex,n\nf,<10\n");
    const auto all = read(R"({"name": "2023", "public": "sex.csv", "dimensions": {"sex": null}},
        {"name": "2024", "public": "sex2.csv", "dimensions": {"sex": null}},
        {"name": "2025", "public": "sex3.csv", "dimensions": {"sex": null}})");
    ASSERT_THAT(all, support::IsOk());
    std::vector<sdc::linked_table> tables;
    for (const auto& one : *all) tables.push_back(one.table);
    sdc::knowledge known(sdc::linked_tables::make(tables).value());
    ASSERT_THAT(sdc::learn_table(known, 0, (*all)[0].facts), support::IsOk());
    ASSERT_THAT(sdc::learn_table(known, 1, (*all)[1].facts), support::IsOk());
    EXPECT_THAT(known.sources(), ElementsAre("", "2023", "2024"));
    EXPECT_EQ(known.sources()[known.source_of_low(1)], "2023");
    EXPECT_EQ(known.high(2), 7) << "suppressed in one release, shown in the other";
    EXPECT_EQ(known.sources()[known.source_of_high(2)], "2024");
    EXPECT_EQ(known.low(0), 16);
    const auto third = sdc::learn_table(known, 2, (*all)[2].facts);
    ASSERT_THAT(third, HasErrc(errc::contradiction));
    EXPECT_EQ(third.error().cell, "2025: sex=f");
}

} // namespace
