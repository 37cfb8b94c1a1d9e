#include <sdc/table/published_terms.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::flat;
using support::HasErrc;
using support::IsOk;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// area: Total, N, N1, S; sex: Total, sex0, sex1; "Age (years)": Total, one band.
std::shared_ptr<const sdc::cube> people() {
    const std::vector<sdc::code_parent> areas{
        {"Total", ""}, {"N", "Total"}, {"N1", "N"}, {"S", "Total"}};
    return sdc::cube::make(
               {{.name = "area", .codes = sdc::hierarchy::from_parents(areas).value()},
                flat("sex", 2),
                {.name = "Age (years)",
                 .codes = sdc::hierarchy::flat(std::vector<std::string>{"0+"}).value()}})
        .value();
}

/// "N/sex0/Total", ... of what the release has.
std::vector<std::string> has(const std::string& terms) {
    const auto c = people();
    const auto unpublished = sdc::find_unpublished(*c, terms);
    EXPECT_THAT(unpublished, IsOk());
    std::vector<std::string> found;
    for (sdc::cell_index cell = 0; unpublished && cell < c->size(); ++cell) {
        if (!unpublished->empty() && (*unpublished)[cell]) continue;
        std::string name;
        for (std::size_t d = 0; d < 3; ++d)
            name += (d == 0 ? "" : "/") + c->codes(d)[c->shape().coordinate(cell, d)].id;
        found.push_back(name);
    }
    return found;
}

TEST(PublishedTerms, ASumHasOneWayTables) {
    EXPECT_THAT(has("area"), ElementsAre("Total/Total/Total", "N/Total/Total", "N1/Total/Total",
                                         "S/Total/Total"));
    EXPECT_EQ(has(" area +sex"), has("sex + area"));
    EXPECT_EQ(has("area + sex").size(), 6U);
}

TEST(PublishedTerms, AStarHasItsMargins_AColonNone) {
    EXPECT_EQ(has("area*sex").size(), 12U);
    EXPECT_THAT(has("area:sex"),
                ElementsAre("Total/Total/Total", "N/sex0/Total", "N/sex1/Total", "N1/sex0/Total",
                            "N1/sex1/Total", "S/sex0/Total", "S/sex1/Total"));
    EXPECT_EQ(has("area + sex + area:sex"), has("area*sex"));
    EXPECT_EQ(has("area*sex:Age (years)").size(), 4U + 2U + 6U);
}

TEST(PublishedTerms, AllMarginsAreNoFlags) {
    EXPECT_THAT(sdc::find_unpublished(*people(), "area*sex*Age (years)").value(), IsEmpty());
}

TEST(PublishedTerms, ALevelLimitsADimension) {
    EXPECT_THAT(has("area(1)"), ElementsAre("Total/Total/Total", "N/Total/Total", "S/Total/Total"));
    EXPECT_EQ(has("area(0)*sex"), has("sex"));
    EXPECT_EQ(has("area(1)*sex + area").size(), 3U * 3U + 1U);
}

TEST(PublishedTerms, NamesWithSignsAreFoundAsTheyAre_OrInQuotes) {
    EXPECT_EQ(has("Age (years)*sex"), has("\"Age (years)\" * \"sex\""));
    EXPECT_EQ(has("Age (years)(1)"), has("Age (years)"));
}

TEST(PublishedTerms, LinesAreOneSum) {
    EXPECT_EQ(has("# of the yearbook\narea*sex # by sex\n\nAge (years)\n"),
              has("area*sex + Age (years)"));
}

TEST(PublishedTerms, WhatIsNoSumIsRefused) {
    const auto refused = [](const std::string& terms) {
        return sdc::find_unpublished(*people(), terms);
    };
    EXPECT_THAT(refused("area*colour"), HasErrc(errc::unknown_code));
    EXPECT_THAT(sdc::to_string(refused("area*colour").error()),
                HasSubstr("found \"colour\"; wanted one of area, sex, Age (years)"));
    for (const auto* terms : {"", "#", "area+", "+area", "area**sex", "area sex", "\"area",
                              "area(2", "area(3)", "area(x)", "area()", "area)"})
        EXPECT_FALSE(refused(terms)) << terms;
    EXPECT_THAT(sdc::to_string(refused("area(3)").error()), HasSubstr("area(0) to area(2)"));
}

} // namespace
