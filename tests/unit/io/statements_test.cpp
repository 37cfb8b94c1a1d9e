#include <sdc/io/statements.hpp>

#include <matchers.hpp>

#include "released.hpp"

namespace {

using sdc::errc;
using sdc::parse_statements;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Statements : public ::testing::Test {
protected:
    std::shared_ptr<const sdc::cube> c =
        sdc::cube::make({support::one_dimension({"2023", "2024"}, "year"),
                         support::one_dimension({"f", "m"}, "sex")})
            .value();

    void refuse(const std::string& text, errc code, const char* message) const {
        SCOPED_TRACE(text);
        const auto r = parse_statements(text, "known.json", *c);
        ASSERT_THAT(r, HasErrc(code));
        EXPECT_EQ(r.error().where.file, "known.json");
        EXPECT_THAT(sdc::to_string(r.error()), HasSubstr(message));
    }
    void refuse_one(const std::string& statement, errc code, const char* message) const {
        refuse("{\"statements\": [" + statement + "]}", code, message);
    }
};

TEST_F(Statements, CellsLeftOutAreAtTheirTotal) {
    const auto r = parse_statements(
        R"({"statements": [{"text": "all in 2024", "cell": {"year": "2024"}, "equals_cell": {}}]})",
        "x", *c);
    ASSERT_THAT(r, support::IsOk());
    ASSERT_EQ(r->size(), 1U);
    EXPECT_EQ((*r)[0].text, "all in 2024");
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(6, 1), Pair(0, -1)));
    EXPECT_EQ((*r)[0].low, 0);
    EXPECT_EQ((*r)[0].high, 0);
}

TEST_F(Statements, LimitsAreRead) {
    const auto r = parse_statements(R"({"statements": [
        {"cell": {"sex": "f", "year": "2023"}, "at_least": 3},
        {"cell": {}, "at_most": 9, "at_least": 2},
        {"cell": {}, "equals": 4}]})",
                                    "x", *c);
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(4, 1)));
    EXPECT_EQ((*r)[0].low, 3);
    EXPECT_EQ((*r)[0].high, sdc::unlimited);
    EXPECT_EQ((*r)[1].low, 2);
    EXPECT_EQ((*r)[1].high, 9);
    EXPECT_EQ((*r)[2].low, 4);
    EXPECT_EQ((*r)[2].high, 4);
}

TEST_F(Statements, ErrorsSayWhere) {
    refuse("{\"statements\": [\n  {\"cell\": }\n]}", errc::bad_syntax, "known.json:2:12: not JSON");
    refuse("", errc::bad_syntax, "not JSON");
    refuse("[]", errc::bad_syntax, "not a list of statements");
    refuse("{}", errc::bad_syntax, "not a list of statements");
    refuse("{\"statement\": []}", errc::bad_syntax, "\"statement\"");
    refuse("{\"statements\": {}}", errc::bad_syntax, "not a list of statements");
    refuse("{\"statements\": [], \"statements\": []}", errc::duplicate, "\"statements\"");
    refuse("{\"statements\": [\"\xFF\"]}", errc::bad_syntax, "not JSON");
}

TEST_F(Statements, ErrorsNameTheStatement) {
    refuse_one(R"({"cell": {}, "equals": 1}, 7)", errc::bad_syntax,
               "statement 2: a statement that is no object");
    refuse_one(R"({"cell": {}, "atleast": 1})", errc::bad_syntax,
               "statement 1: unknown key; found \"atleast\"");
    refuse_one(R"({"at_least": 1})", errc::bad_syntax, "no cell");
    refuse_one(R"({"cell": {}})", errc::bad_syntax, "nothing is stated");
    refuse_one(R"({"cell": {"town": "x"}, "equals": 1})", errc::bad_syntax,
               "unknown dimension; found \"town\"");
    refuse_one(R"({"cell": {"year": "2025"}, "equals": 1})", errc::unknown_code, "\"2025\"");
    refuse_one(R"({"cell": {"year": 2024}, "equals": 1})", errc::bad_syntax,
               "a code that is no text");
    refuse_one(R"({"cell": [], "equals": 1})", errc::bad_syntax, "a cell that is no object");
    refuse_one(R"({"text": 1, "cell": {}, "equals": 1})", errc::bad_syntax, "\"text\" is no text");
    refuse_one(R"({"cell": {}, "equals": -1})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 1.5})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": "1"})", errc::bad_syntax, "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 9223372036854775807})", errc::bad_syntax,
               "not a whole number");
    refuse_one(R"({"cell": {}, "equals": 1e999})", errc::bad_syntax, "a number");
    refuse_one(R"({"cell": {}, "equals_cell": {}, "equals": 1})", errc::bad_syntax,
               "together with equals_cell");
    refuse_one(R"({"cell": {}, "at_least": 3, "at_most": 2})", errc::contradiction,
               "no number meets");
    refuse_one(R"({"cell": {}, "equals": 3, "equals": 2})", errc::duplicate, "\"equals\"");
}

TEST_F(Statements, RatiosAreTwoStatements) {
    const auto r = parse_statements(R"({"statements": [
        {"text": "a third were women", "cell": {"sex": "f"}, "percent": "33.3", "of": {}},
        {"cell": {"sex": "f"}, "at_least_percent": "30", "of": {}},
        {"cell": {"sex": "f"}, "at_most_percent": "40.5", "of": {}},
        {"cell": {"sex": "m"}, "rate": "2.5", "per": 1000, "of": {}}]})",
                                    "x", *c);
    ASSERT_THAT(r, support::IsOk());
    ASSERT_EQ(r->size(), 6U);
    // 2000 f >= 665 all and 2000 f <= 667 all, in lowest terms
    EXPECT_EQ((*r)[0].text, "a third were women");
    EXPECT_EQ((*r)[1].text, "a third were women");
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(1, 400), Pair(0, -133)));
    EXPECT_THAT((*r)[1].terms, ElementsAre(Pair(1, -2000), Pair(0, 667)));
    EXPECT_EQ((*r)[1].low, 0);
    EXPECT_EQ((*r)[1].high, sdc::unlimited);
    EXPECT_THAT((*r)[2].terms, ElementsAre(Pair(1, 10), Pair(0, -3)));
    EXPECT_THAT((*r)[3].terms, ElementsAre(Pair(1, -200), Pair(0, 81)));
    EXPECT_THAT((*r)[4].terms, ElementsAre(Pair(2, 20000), Pair(0, -49)));
}

TEST_F(Statements, WordsAreRead) {
    const auto r = parse_statements(R"({"statements": [
        {"cell": {"sex": "f"}, "most_of": {}},
        {"cell": {"sex": "f"}, "none": true},
        {"cells": [{"sex": "f", "year": "2023"}, {"sex": "m"}], "some": true},
        {"cells": [{"sex": "f"}, {"sex": "m"}], "equals_cell": {}}]})",
                                    "x", *c);
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(1, 2), Pair(0, -1)));
    EXPECT_EQ((*r)[0].low, 1);
    EXPECT_EQ((*r)[1].high, 0);
    EXPECT_THAT((*r)[2].terms, ElementsAre(Pair(4, 1), Pair(2, 1)));
    EXPECT_EQ((*r)[2].low, 1);
    EXPECT_THAT((*r)[3].terms, ElementsAre(Pair(1, 1), Pair(2, 1), Pair(0, -1)));
}

TEST_F(Statements, CellsOfLinkedTablesAndMeans) {
    const auto by_sex = sdc::cube::make({support::one_dimension({"f", "m"}, "sex")}).value();
    const auto all =
        sdc::linked_tables::make(
            {{.cube = c}, {.name = "days", .cube = by_sex, .measure = "days", .decimals = 1}})
            .value();
    const auto r = parse_statements(R"({"statements": [
        {"cell": {"table": "days", "sex": "f"}, "mean": "11.25", "of": {"sex": "f"}},
        {"cell": {"table": "days"}, "at_least": 7}]})",
                                    "x", *all);
    ASSERT_THAT(r, support::IsOk());
    // sums in tenths: 200 sum >= 22490 f, 200 sum <= 22510 f
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(10, 20), Pair(1, -2249)));
    EXPECT_THAT((*r)[1].terms, ElementsAre(Pair(10, -20), Pair(1, 2251)));
    EXPECT_THAT((*r)[2].terms, ElementsAre(Pair(9, 1)));
    const auto lost = parse_statements(
        R"({"statements": [{"cell": {"table": "nights"}, "at_least": 7}]})", "x", *all);
    ASSERT_THAT(lost, HasErrc(errc::bad_syntax));
    EXPECT_EQ(lost.error().found, "\"nights\"");
    EXPECT_THAT(
        parse_statements(
            R"({"statements": [{"cell": {"table": "days", "year": "2023"}, "at_least": 7}]})", "x",
            *all),
        HasErrc(errc::bad_syntax));
}

TEST_F(Statements, ErrorsOfRatiosAndSums) {
    refuse_one(R"({"cell": {}, "percent": "5"})", errc::bad_syntax, "percent without \"of\"");
    refuse_one(R"({"cell": {}, "equals": 5, "of": {}})", errc::bad_syntax,
               "\"of\" together with equals");
    refuse_one(R"({"cell": {}, "rate": "5", "of": {}})", errc::bad_syntax, "rate without \"per\"");
    refuse_one(R"({"cell": {}, "percent": "5", "per": 10, "of": {}})", errc::bad_syntax,
               "\"per\" together with percent");
    refuse_one(R"({"cell": {}, "rate": "5", "per": 0, "of": {}})", errc::bad_syntax,
               "out of range; found 0");
    refuse_one(R"({"cell": {}, "percent": 5, "of": {}})", errc::bad_syntax,
               "\"percent\" is no text");
    refuse_one(R"({"cell": {}, "percent": "5%", "of": {}})", errc::bad_syntax,
               "not a decimal number");
    refuse_one(R"({"cell": {}, "percent": "9999999999999", "of": {}})", errc::overflow,
               "too large");
    refuse_one(R"({"cell": {}, "percent": "5", "of": []})", errc::bad_syntax,
               "a cell that is no object");
    refuse_one(R"({"cell": {}, "percent": "5", "of": {}, "equals": 1})", errc::bad_syntax,
               "a limit together with percent");
    refuse_one(R"({"cell": {}, "at_least": 1, "most_of": {}})", errc::bad_syntax,
               "a limit together with most_of");
    refuse_one(R"({"cell": {}, "none": true, "some": true})", errc::bad_syntax,
               "none together with some");
    refuse_one(R"({"cell": {}, "none": false})", errc::bad_syntax,
               "\"none\" says nothing but true");
    refuse_one(R"({"cell": {}, "cells": [], "none": true})", errc::bad_syntax,
               "\"cell\" together with \"cells\"");
    refuse_one(R"({"cells": [], "none": true})", errc::bad_syntax, "no list of cells");
    refuse_one(R"({"cells": {}, "none": true})", errc::bad_syntax, "no list of cells");
    refuse_one(R"({"cells": [{}, {}], "none": true})", errc::duplicate, "a cell given twice");
    refuse_one(R"({"cell": {"table": "other"}, "none": true})", errc::bad_syntax,
               "unknown table; found \"other\"");
    refuse_one(R"({"cell": {"table": 1}, "none": true})", errc::bad_syntax,
               "a table that is no text");
}

/// f - m, of whatever sign: what was published as a change.
TEST_F(Statements, ChangesAreDifferences) {
    const auto r = parse_statements(R"({"statements": [
        {"cell": {"sex": "f"}, "minus": {"sex": "m"}, "equals": -5},
        {"cell": {"sex": "f"}, "minus": {"sex": "m"}, "at_least": 2},
        {"cell": {"sex": "f"}, "minus": {"sex": "m"}, "at_most": 3},
        {"cells": [{"sex": "f"}, {"year": "2023"}], "minus": [{"sex": "m"}, {"year": "2024"}], "equals_cell": {}}]})",
                                    "x", *c);
    ASSERT_THAT(r, support::IsOk());
    ASSERT_EQ(r->size(), 4U);
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(1, 1), Pair(2, -1)));
    EXPECT_EQ((*r)[0].low, -5);
    EXPECT_EQ((*r)[0].high, -5);
    EXPECT_EQ((*r)[1].low, 2);
    EXPECT_EQ((*r)[1].high, sdc::unlimited);
    EXPECT_THAT((*r)[2].terms, ElementsAre(Pair(1, -1), Pair(2, 1)))
        << "f - m <= 3 has no lower end of its own";
    EXPECT_EQ((*r)[2].low, -3);
    EXPECT_EQ((*r)[2].high, sdc::unlimited);
    EXPECT_THAT((*r)[3].terms,
                ElementsAre(Pair(1, 1), Pair(3, 1), Pair(2, -1), Pair(6, -1), Pair(0, -1)));
}

/// Every pair of counts agrees with the change in percent that is printed of it, and with no other
/// one.
TEST_F(Statements, ChangesInPercentAreOfWhatWasBefore) {
    for (const auto& [text, percent] : {std::pair("+250", 250), std::pair("-40", -40),
                                        std::pair("0", 0), std::pair("-100", -100)}) {
        const auto r = parse_statements(
            R"({"statements": [{"cell": {"sex": "f"}, "minus": {"sex": "m"}, "percent": ")" +
                std::string(text) + "\"}]}",
            "x", *c);
        ASSERT_THAT(r, support::IsOk());
        ASSERT_EQ(r->size(), 2U);
        for (std::int64_t before = 1; before < 12; ++before) {
            for (std::int64_t now = 0; now < 40; ++now) {
                bool all = true;
                for (const auto& s : *r) {
                    std::int64_t sum = 0;
                    for (const auto& [cell, coefficient] : s.terms)
                        sum += coefficient * (cell == 1 ? now : before);
                    all = all && s.low <= sum && sum <= s.high;
                }
                const auto change = 200 * (now - before); // closed on both sides
                EXPECT_EQ(all, (2 * percent - 1) * before <= change &&
                                   change <= (2 * percent + 1) * before)
                    << text << ' ' << before << ' ' << now;
            }
        }
    }
    const auto of = parse_statements(
        R"({"statements": [{"cell": {"sex": "f"}, "minus": {"sex": "m"}, "at_least_percent": "-10", "of": {}}]})",
        "x", *c);
    ASSERT_THAT(of, support::IsOk());
    EXPECT_THAT((*of)[0].terms, ElementsAre(Pair(1, 10), Pair(2, -10), Pair(0, 1)));
    refuse_one(R"({"cell": {}, "percent": "-5", "of": {}})", errc::bad_syntax,
               "not a printed number");
    refuse_one(R"({"cell": {}, "minus": {}, "most_of": {}})", errc::bad_syntax,
               "\"minus\" together with most_of");
    refuse_one(R"({"cell": {}, "minus": [{}], "percent": "5"})", errc::bad_syntax,
               "percent without \"of\"");
    refuse_one(R"({"cell": {}, "minus": [], "equals": 5})", errc::bad_syntax,
               "\"minus\" is no list of cells");
    refuse_one(R"({"cell": {}, "minus": {}, "equals": -9223372036854775807})", errc::bad_syntax,
               "not a whole number");
}

/// Of every column of four ages: the median person, or one of the two in the middle, is in the
/// group, or half-way between two of them.
TEST(Medians, AreTwoFactsThatHoldForEveryKindOfMedian) {
    const std::vector<sdc::code_parent> tree{{"Total", ""},  {"young", "Total"}, {"0", "young"},
                                             {"1", "young"}, {"old", "Total"},   {"2", "old"},
                                             {"3", "old"}};
    const auto c =
        sdc::cube::make({{.name = "age", .codes = sdc::hierarchy::from_parents(tree).value()}})
            .value();
    const auto read = [&](const std::string& of) {
        return parse_statements(R"({"statements": [{"cell": {"age": "2"}, "median": true, "of": )" +
                                    of + "}]}",
                                "x", *c);
    };
    for (const char* of : {"{}", R"([{"age": "0"}, {"age": "1"}, {"age": "2"}, {"age": "3"}])",
                           R"([{"age": "young"}, {"age": "2"}, {"age": "3"}])"}) {
        const auto r = read(of);
        ASSERT_THAT(r, support::IsOk()) << of;
        ASSERT_EQ(r->size(), 2U);
        for (int i = 0; i < 625; ++i) {
            const std::int64_t n[]{i % 5, i / 5 % 5, i / 25 % 5, i / 125};
            const std::int64_t value[]{
                n[0] + n[1] + n[2] + n[3], n[0] + n[1], n[0], n[1], n[2] + n[3], n[2], n[3]};
            bool all = true;
            for (const auto& s : *r) {
                std::int64_t sum = 0;
                for (const auto& [cell, coefficient] : s.terms) sum += coefficient * value[cell];
                all = all && s.low <= sum && sum <= s.high;
            }
            std::vector<int> people;
            for (int age = 0; age < 4; ++age)
                people.insert(people.end(), static_cast<std::size_t>(n[age]), age);
            const auto count = people.size();
            const bool median =
                count == 0 || (people[(count - 1) / 2] <= 2 && 2 <= people[count / 2]);
            EXPECT_EQ(all, median) << of << ' ' << i;
        }
    }
    EXPECT_THAT(read(R"({"age": "young"})"), HasErrc(errc::bad_syntax)) << "2 is not young";
    EXPECT_THAT(read(R"({"age": "2"})"), HasErrc(errc::bad_syntax));
    EXPECT_THAT(read(R"([{"age": "0"}, {"age": "1"}])"), HasErrc(errc::bad_syntax))
        << "2 is none of them";
}

TEST_F(Statements, ErrorsOfMedians) {
    refuse_one(R"({"cell": {"sex": "f"}, "median": true})", errc::bad_syntax,
               "median without \"of\"");
    refuse_one(R"({"cell": {"sex": "f"}, "median": 5, "of": {}})", errc::bad_syntax,
               "\"median\" says nothing but true");
    refuse_one(R"({"cells": [{"sex": "f"}, {"sex": "m"}], "median": true, "of": {}})",
               errc::bad_syntax, "a median of several cells");
    refuse_one(R"({"cell": {"sex": "f", "year": "2023"}, "median": true, "of": {}})",
               errc::bad_syntax, "along one dimension");
}

/// A pooled row, of several dimensions and of a linked table.
TEST_F(Statements, PooledGroupsAreSums) {
    const auto by_sex = sdc::cube::make({support::one_dimension({"f", "m"}, "sex")}).value();
    const auto all =
        sdc::linked_tables::make({{.cube = c, .where = {{"region", "N"}}},
                                  {.name = "s", .cube = by_sex, .where = {{"region", "S"}}}})
            .value();
    const auto r = parse_statements(R"({"statements": [
        {"text": "combined: 12", "cells": [{"year": "2023", "sex": "f"}, {"year": "2024"}, {"table": "s", "sex": "m"}], "equals": 12},
        {"cells": [{"sex": "f"}, {"table": "s", "sex": "f"}], "percent": "50", "of": {"table": "s"}}]})",
                                    "x", *all);
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT((*r)[0].terms, ElementsAre(Pair(4, 1), Pair(6, 1), Pair(11, 1)));
    EXPECT_EQ((*r)[0].low, 12);
    EXPECT_EQ((*r)[0].high, 12);
    EXPECT_THAT((*r)[1].terms, ElementsAre(Pair(1, 200), Pair(10, 200), Pair(9, -99)));
}

TEST_F(Statements, DeepNestingIsRefusedWithoutACrash) {
    refuse(std::string(100'000, '['), errc::bad_syntax, "not JSON");
}

} // namespace
