// Rows of public tables whose place, age or sex is suppressed.
#include <sdc/io/public_table.hpp>

#include <sdc/attack/bounds.hpp>
#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using ::testing::HasSubstr;

const sdc::public_options county_and_sex{
    .suppressed_codes = {{"county", "Suppressed"}, {"sex", "Suppressed"}}};

std::vector<sdc::dimension> by() {
    return {
        {.name = "county",
         .codes = sdc::hierarchy::flat(std::vector<std::string>{"A", "B", "C"}).value()},
        {.name = "sex", .codes = sdc::hierarchy::flat(std::vector<std::string>{"F", "M"}).value()}};
}

sdc::result<sdc::public_table> read(const std::string& rows) {
    return sdc::read_public(sdc::parse_csv("county,sex,n\n" + rows, "p.csv").value(), by(),
                            county_and_sex);
}

sdc::interval bound(const sdc::public_table& t, const char* county, const char* sex) {
    const auto& c = t.known.cube();
    const std::vector<sdc::cell_index> cell{*c.codes(0).find(county) * c.shape().stride(0) +
                                            *c.codes(1).find(sex)};
    return sdc::bounds(t.known, cell).value().front();
}

TEST(SuppressedCodes, CountPeopleOfCellsWithoutARow) {
    const auto t = read("A,F,12\nA,M,8\nB,F,9\nSuppressed,M,7\n");
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "B", "M"), (sdc::interval{0, 7}));
    EXPECT_EQ(bound(*t, "C", "M"), (sdc::interval{0, 7}));
    EXPECT_EQ(bound(*t, "Total", "M"), (sdc::interval{15, 15})) << "8 and 7";
    EXPECT_EQ(bound(*t, "A", "M"), (sdc::interval{8, 8}));
    EXPECT_EQ(t->suppressed.size(), 2U) << "B and C of men";
}

TEST(SuppressedCodes, AreKnownWhereOneCellIsLeft) {
    const auto t = read("A,F,12\nA,M,8\nB,F,9\nC,M,11\nSuppressed,M,7\n");
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "B", "M"), (sdc::interval{7, 7}));
}

TEST(SuppressedCodes, OfTwoDimensionsMayBeThoseOfOne) {
    const auto t = read("A,F,12\nA,M,8\nB,F,9\nSuppressed,M,7\nSuppressed,Suppressed,2\n");
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "Total", "Total"), (sdc::interval{38, 38}));
    EXPECT_EQ(bound(*t, "Total", "M"), (sdc::interval{15, 17}));
    EXPECT_EQ(bound(*t, "B", "M"), (sdc::interval{0, 9}));
    EXPECT_EQ(bound(*t, "C", "F"), (sdc::interval{0, 2}));
}

TEST(SuppressedCodes, MayHaveASuppressedNumber) {
    const auto t = read("A,M,8\nB,M,5\nSuppressed,M,<5\n");
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "C", "M"), (sdc::interval{0, 4}));
    EXPECT_EQ(bound(*t, "Total", "M"), (sdc::interval{13, 17}));
}

TEST(SuppressedCodes, AreRefusedWhereTheyCannotBeTrue) {
    const auto twice = read("Suppressed,M,7\nSuppressed,M,3\n");
    ASSERT_THAT(twice, HasErrc(errc::duplicate));
    EXPECT_EQ(twice.error().where.line, 3U);
    const auto wrong = read("A,M,8\nB,M,5\nC,M,1\nSuppressed,M,2\nTotal,M,14\n");
    EXPECT_THAT(wrong, HasErrc(errc::contradiction));
    EXPECT_THAT(read("Suppressed,X,2\n"), HasErrc(errc::unknown_code));
    const auto rows = sdc::parse_csv("county,sex,n\n[c],M,2\n", "p.csv").value();
    const auto unnamed = sdc::read_public(rows, by());
    ASSERT_THAT(unnamed, HasErrc(errc::unknown_code));
    EXPECT_THAT(unnamed.error().wanted, HasSubstr("public_options.suppressed_codes"));
    EXPECT_THAT(sdc::read_public(rows, by(), {.suppressed_codes = {{"county", "A"}}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::read_public(rows, by(), {.suppressed_codes = {{"place", "[c]"}}}),
                HasErrc(errc::bad_argument));
}

TEST(SuppressedCodes, LeaveNobodyElsewhere) {
    const auto t = read("A,F,12\nA,M,8\nB,F,9\nSuppressed,M,7\n");
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "C", "F"), (sdc::interval{0, 0})) << "no row of women lacks the county";
}

TEST(SuppressedCodes, OfSeveralTextsAreAdded) {
    auto options = county_and_sex;
    options.suppressed_codes.emplace_back("county", "Not told");
    const auto t = sdc::read_public(
        sdc::parse_csv("county,sex,n\nA,M,8\nSuppressed,M,7\nNot told,M,2\n", "p.csv").value(),
        by(), options);
    ASSERT_THAT(t, support::IsOk());
    EXPECT_EQ(bound(*t, "Total", "M"), (sdc::interval{17, 17}));
    EXPECT_EQ(bound(*t, "B", "M"), (sdc::interval{0, 9}));
}

TEST(SuppressedCodes, AreNotCountedBesideMarkers) {
    const auto marked = read("A,M,10\nB,M,7\nC,M,[c]\nSuppressed,M,3\n");
    ASSERT_THAT(marked, HasErrc(errc::bad_argument));
    EXPECT_EQ(marked.error().cell, "county=C, sex=M");
    EXPECT_THAT(read("A,M,10\nB,M,7\nC,M,1\nSuppressed,M,3\n"), HasErrc(errc::contradiction));
    auto shown = county_and_sex;
    shown.suppressed_minimum = 1;
    const auto rows = sdc::parse_csv("county,sex,n\nA,M,10\nSuppressed,M,3\n", "p.csv").value();
    const auto refused = sdc::read_public(rows, by(), shown);
    ASSERT_THAT(refused, HasErrc(errc::bad_argument));
    EXPECT_THAT(refused.error().wanted, HasSubstr("zero_policy::eligible"));
}

TEST(SuppressedCodes, AreNoCodesOfTheDimension) {
    sdc::dimension county{
        .name = "county",
        .codes = sdc::hierarchy::flat(std::vector<std::string>{"A", "[c]", "B"}).value(),
        .codes_from_data = true};
    const auto refused = sdc::without_suppressed_codes(county, {});
    ASSERT_THAT(refused, HasErrc(errc::bad_argument));
    EXPECT_EQ(refused.error().found, "\"[c]\"");
    const std::vector<sdc::suppressed_code> named{{"county", "[c]"}};
    const auto made = sdc::without_suppressed_codes(county, named);
    ASSERT_THAT(made, support::IsOk());
    EXPECT_EQ(made->codes.size(), 3U);
    EXPECT_TRUE(made->codes_from_data);
    const std::vector<sdc::suppressed_code> absent{{"county", "[c]"}, {"county", "None"}};
    EXPECT_THAT(sdc::without_suppressed_codes(county, absent), HasErrc(errc::bad_argument));
    const std::vector<sdc::suppressed_code> others{{"sex", "[c]"}};
    EXPECT_THAT(sdc::without_suppressed_codes(county, others), HasErrc(errc::bad_argument));
}

/// Every table of people some of whose codes are suppressed, drawn at random: what is learned is
/// true of the people as they are.
TEST(SuppressedCodes, ImplyNothingFalse) {
    std::uint64_t state = 1;
    const auto below = [&](std::uint64_t n) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return (state >> 33) % n;
    };
    const std::vector<std::string> counties{"A", "B", "C"}, sexes{"F", "M"};
    for (int i = 0; i < 500; ++i) {
        std::map<std::pair<std::string, std::string>, std::int64_t> people, rows;
        for (const auto& county : counties) {
            for (const auto& sex : sexes) {
                const auto n = static_cast<std::int64_t>(below(5));
                people[{county, sex}] = n;
                // A cell is shown, or each of its people lacks some code.
                if (below(2) == 0) {
                    rows[{county, sex}] += n;
                    continue;
                }
                for (std::int64_t one = 0; one < n; ++one) {
                    const auto kind = below(3);
                    ++rows[{kind == 1 ? county : "Suppressed", kind == 0 ? sex : "Suppressed"}];
                }
            }
        }
        std::string text;
        for (const auto& [codes, n] : rows)
            text += codes.first + "," + codes.second + "," + std::to_string(n) + "\n";
        const auto t = read(text);
        ASSERT_THAT(t, support::IsOk()) << text;
        const auto& c = t->known.cube();
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell) {
            const auto& county = c.codes(0)[c.shape().coordinate(cell, 0)].id;
            const auto& sex = c.codes(1)[c.shape().coordinate(cell, 1)].id;
            std::int64_t n = 0;
            for (const auto& [codes, some] : people) {
                if ((county == "Total" || county == codes.first) &&
                    (sex == "Total" || sex == codes.second))
                    n += some;
            }
            EXPECT_LE(t->known.low(cell), n) << text << sdc::describe(c, cell);
            EXPECT_GE(t->known.high(cell), n) << text << sdc::describe(c, cell);
        }
    }
}

} // namespace
