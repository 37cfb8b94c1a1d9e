#include <sdc/io/public_table.hpp>

#include <sdc/io/csv.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using sdc::errc;
using sdc::unlimited;
using support::HasErrc;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<sdc::dimension> kinds() { return {support::one_dimension({"a", "b", "c"})}; }

sdc::result<sdc::public_table> read(const std::string& text,
                                    const sdc::public_options& options = {}) {
    return sdc::read_public(sdc::parse_csv(text, "p.csv").value(), kinds(), options);
}

/// What one text says of cell a, as {low, high}.
std::pair<std::int64_t, std::int64_t> preimage(const std::string& text,
                                               const sdc::public_options& options = {}) {
    const auto r = read("kind,n\na,\"" + text + "\"\n", options);
    EXPECT_THAT(r, support::IsOk()) << text;
    return r ? std::pair(r->known.low(1), r->known.high(1))
             : std::pair<std::int64_t, std::int64_t>(-1, -1);
}

using range = std::pair<std::int64_t, std::int64_t>;

TEST(ReadPublic, NumbersAreExact) {
    EXPECT_EQ(preimage("12"), range(12, 12));
    EXPECT_EQ(preimage(" 0 "), range(0, 0));
    EXPECT_EQ(preimage("1,234,567"), range(1234567, 1234567));
    EXPECT_EQ(preimage("12.0"), range(12, 12));
    EXPECT_EQ(preimage("12.50", {.decimals = 2}), range(1250, 1250));
    EXPECT_EQ(preimage("1,012.500", {.decimals = 2}), range(101250, 101250));
}

TEST(ReadPublic, MarkersOfEveryDialectAreWithheld) {
    for (const char* marker : {"[c]", "c", "*", "n.p.", "x", ".", "[REDACTED]", "Suppressed"}) {
        EXPECT_EQ(preimage(marker), range(0, unlimited)) << marker;
        EXPECT_EQ(preimage(marker, {.suppressed_minimum = 1}), range(1, unlimited)) << marker;
    }
    EXPECT_EQ(preimage("hidden", {.markers = {"hidden"}}), range(0, unlimited));
}

TEST(ReadPublic, WhatAMarkerMeansIsSaid) {
    using sdc::shorthand;
    const auto as = [](shorthand means, std::int64_t minimum = 0) {
        return preimage("x", {.suppressed_minimum = minimum, .markers = {{"x", means}}});
    };
    EXPECT_EQ(as(shorthand::withheld), range(0, unlimited));
    EXPECT_EQ(as(shorthand::low), range(1, unlimited));
    EXPECT_EQ(as(shorthand::nil, 1), range(0, 0));
    EXPECT_EQ(as(shorthand::not_applicable, 1), range(0, 0));
    EXPECT_EQ(as(shorthand::unknown, 1), range(0, unlimited)); // no rule suppressed it
}

TEST(ReadPublic, RangesAreIntervals) {
    EXPECT_EQ(preimage("<5"), range(0, 4));
    EXPECT_EQ(preimage("<5", {.suppressed_minimum = 1}), range(1, 4));
    EXPECT_EQ(preimage("< 15"), range(0, 14));
    EXPECT_EQ(preimage("<=4"), range(0, 4));
    EXPECT_EQ(preimage("\xE2\x89\xA4 4"), range(0, 4));
    EXPECT_EQ(preimage("fewer than 5"), range(0, 4));
    EXPECT_EQ(preimage("1 to 4"), range(1, 4));
    EXPECT_EQ(preimage("1-4"), range(1, 4));
    EXPECT_EQ(preimage("1 - 4"), range(1, 4));
    EXPECT_EQ(preimage("1\xE2\x80\x93"
                       "4"),
              range(1, 4));
    EXPECT_EQ(preimage("1,000 to 2,000"), range(1000, 2000));
}

TEST(ReadPublic, NothingElseIsGuessed) {
    for (const char* text : {"",      " ",   "[x]", "..", ":",      "-",   "z",      "[z]",
                             "[low]", "N/A", "nan", "-3", "+3",     "1.5", "1,23",   "12,3456",
                             "1e3",   "<0",  "<",   "<x", "4 to 1", "5+",  "12 [r]", "0x10"}) {
        const auto r = read("kind,n\nb,7\na,\"" + std::string(text) + "\"\n");
        ASSERT_THAT(r, HasErrc(errc::bad_syntax)) << text;
        EXPECT_EQ(r.error().where.line, 3U);
        EXPECT_EQ(r.error().where.column, 2U);
        EXPECT_EQ(r.error().found, "\"" + std::string(text == std::string(" ") ? "" : text) + "\"");
    }
}

TEST(ReadPublic, ColumnsComeInAnyOrderAndMissingRowsAreUnknown) {
    const auto r = read("n,kind\n[c],b\n10,Total\n<3,a\n");
    ASSERT_THAT(r, support::IsOk());
    EXPECT_EQ(r->known.low(0), 10);
    EXPECT_EQ(r->known.high(3), unlimited);
    EXPECT_THAT(r->suppressed, ElementsAre(1, 2)) << "a cell without a row is not a suppressed one";
}

TEST(ReadPublic, AsksWhichColumnHoldsTheNumbers) {
    EXPECT_THAT(read("kind,n,note\na,1,x\n"), HasErrc(errc::missing_column));
    EXPECT_THAT(read("kind,n,note\na,1,x\n", {.value = "n"}), support::IsOk());
    EXPECT_THAT(read("kind\na\n"), HasErrc(errc::missing_column));
    EXPECT_THAT(read("kind,n\na,1\n", {.value = "m"}), HasErrc(errc::missing_column));
    EXPECT_THAT(read("sort,n\na,1\n"), HasErrc(errc::missing_column));
    EXPECT_THAT(read("kind,n\nq,1\n"), HasErrc(errc::unknown_code));
}

TEST(ReadPublic, FactsIntersectAndContradictionsAreFound) {
    const auto both = read("kind,n\na,<5\na,3 to 9\n");
    ASSERT_THAT(both, support::IsOk());
    EXPECT_EQ(both->known.low(1), 3);
    EXPECT_EQ(both->known.high(1), 4);
    const auto none = read("kind,n\na,2\na,3\n");
    ASSERT_THAT(none, HasErrc(errc::contradiction));
    EXPECT_EQ(none.error().where.line, 3U);
}

TEST(ReadPublic, BandsTurnNumbersIntoRanges) {
    const sdc::public_options options{.bands = sdc::redact_and_round(7, 5)};
    EXPECT_EQ(preimage("10", options), range(8, 12));
    EXPECT_EQ(preimage("0", options), range(0, 0));
    EXPECT_EQ(preimage("[c]", options), range(1, 7));
    EXPECT_EQ(preimage("<15", {.bands = sdc::us_census_drb()}), range(0, 14));
    EXPECT_THAT(read("kind,n\na,11\n", options), HasErrc(errc::bad_syntax));
}

TEST(ReadPublic, PerturbationsTurnNumbersIntoRanges) {
    const sdc::public_options random{.suppressed_minimum = 1,
                                     .perturbed = sdc::random_rounding{.bands = {{.base = 5}}}};
    EXPECT_EQ(preimage("10", random), range(6, 14));
    EXPECT_EQ(preimage("0", random), range(0, 4));
    EXPECT_EQ(preimage("[c]", random), range(1, unlimited));
    EXPECT_EQ(preimage("<5", random), range(1, 4));
    EXPECT_THAT(read("kind,n\na,11\n", random), HasErrc(errc::bad_syntax));
    EXPECT_EQ(preimage("15", {.perturbed = sdc::controlled_rounding{.base = 5, .steps = 1}}),
              range(6, 24));
    EXPECT_EQ(preimage("9", {.perturbed = sdc::bounded_noise{.deviation = 2}}), range(7, 11));
    EXPECT_THAT(read("kind,n_nearest5\na,10\n", random), support::IsOk());
    EXPECT_THAT(
        read("kind,n\na,9\n", {.bands = sdc::conventional(5), .perturbed = sdc::bounded_noise{}}),
        HasErrc(errc::bad_argument));
    EXPECT_THAT(read("kind,n\na,9\n", {.perturbed = sdc::random_rounding{.bands = {}}}),
                HasErrc(errc::bad_argument));
    const auto shown = read("kind,n\na,10\n", random);
    ASSERT_THAT(shown, support::IsOk());
    EXPECT_THAT(shown->suppressed, IsEmpty());
}

TEST(ReadPublic, RoundedNumbersAreNotTakenForExact) {
    for (const char* name : {"count_nearest5", "n_midpoint6", "n_significant4", "n_bands"}) {
        const auto text = "kind," + std::string(name) + "\na,10\n";
        EXPECT_THAT(read(text), HasErrc(errc::bad_argument)) << name;
        EXPECT_THAT(read(text, {.value = name}), support::IsOk());
        EXPECT_THAT(read(text, {.bands = sdc::conventional(5)}), support::IsOk());
    }
    EXPECT_THAT(read("kind,nearest\na,10\n"), support::IsOk());
    EXPECT_THAT(read("kind,n5\na,10\n"), support::IsOk());
}

TEST(ReadPublic, ReadsBackWhatWasPublished) {
    const auto release = support::released_months();
    std::ostringstream out;
    sdc::write_csv(out, release, {.marker = {"n.p."}});
    const auto r =
        sdc::read_public(sdc::parse_csv(out.str(), "p").value(),
                         {release.cube().dimensions().begin(), release.cube().dimensions().end()},
                         {.suppressed_minimum = 1});
    ASSERT_THAT(r, support::IsOk());
    EXPECT_THAT(r->suppressed, ElementsAre(4, 5, 7, 8));
    EXPECT_EQ(r->known.low(4), 1);
    EXPECT_EQ(r->known.low(0), 50);
    EXPECT_EQ(r->known.high(0), 50);
}

} // namespace
