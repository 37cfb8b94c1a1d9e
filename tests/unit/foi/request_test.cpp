#include <sdc/foi/request.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/release/published.hpp>
#include <sdc/table/tabulate.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using sdc::disposition;
using sdc::role;
using support::HasErrc;
using support::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

sdc::hierarchy calendar() {
    std::vector<std::vector<std::string>> paths;
    for (int month = 9; month < 34; ++month) {
        const auto year = std::to_string(2022 + month / 12);
        paths.push_back({year, year + "-" + std::to_string(month % 12 + 1)});
    }
    return sdc::hierarchy::from_paths(paths).value();
}

sdc::dimension flat(const char* name, std::vector<std::string> ids, role r = role::identifying) {
    return {.name = name, .codes = sdc::hierarchy::flat(ids).value(), .role = r};
}

/// Four invented incidents.
std::shared_ptr<const sdc::table> four_incidents() {
    const sdc::records rows{.names = {"month", "outcome", "gender", "convicted"},
                            .fields = {"2024-2", "advice", "f", "no", "2024-5", "none", "f", "no",
                                       "2024-5", "charge", "m", "no", "2024-8", "advice", "f",
                                       "no"}};
    return std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = {{.name = "month", .codes = calendar(), .role = role::time},
                                    flat("outcome", {"advice", "charge", "none"}, role::sensitive),
                                    flat("gender", {"f", "m"}),
                                    flat("convicted", {"no", "yes"}, role::sensitive)}})
            .value());
}

sdc::foi::request founding_request(const sdc::table& joint) {
    return {
        .parts = {{.id = "Q1a", .question = "how many"},
                  {.id = "Q1b", .question = "per month", .by = {"month"}},
                  {.id = "Q2", .question = "outcome", .by = {"outcome"}},
                  {.id = "Q3", .question = "gender", .by = {"gender"}},
                  {.id = "Q3c",
                   .question = "gender of the convicted",
                   .by = {"gender"},
                   .within_dimension = "convicted",
                   .within_code = "yes"}},
        .rules = {sdc::threshold{.minimum = 5, .publish_total = true, .min_total_for_breakdown = 5},
                  sdc::group_disclosure{}},
        .statements = {sdc::foi::all_in(joint.cube(), "month", "2024", "all in 2024").value()},
        .levels = {{.dimension = "month", .depth = 1, .name = "calendar year"}}};
}

TEST(FoundingCase, DiscloseTheTotalAndWithholdItsBreakdowns) {
    const auto joint = four_incidents();
    const auto a = sdc::foi::assess(joint, founding_request(*joint)).value();
    EXPECT_EQ(a.parts[0].decision.answer.proposed, disposition::disclosed);
    EXPECT_EQ(a.parts[0].decision.answer.given, "4");
    for (const auto i : {1U, 2U, 3U}) {
        const auto& answer = a.parts[i].decision.answer;
        EXPECT_EQ(answer.proposed, disposition::withheld) << answer.part;
        EXPECT_EQ(answer.limb, "FOIA 2000 s.40(2) with s.40(3A)(a)");
        EXPECT_EQ(answer.principle, "UK GDPR Art 5(1)(a)");
        EXPECT_EQ(answer.published_instead, "the total, 4");
        EXPECT_TRUE(a.parts[i].decision.decider.empty());
        EXPECT_THAT(a.parts[i].decision.to_decide, Not(IsEmpty()));
    }
    EXPECT_FALSE(a.proof);
    EXPECT_THAT(a.noticed.at(0), HasSubstr("4 of 4"));
}

TEST(FoundingCase, TheCalendarYearIsOfferedBecauseItFollowsAlready) {
    const auto joint = four_incidents();
    auto request = founding_request(*joint);
    const auto offered = [&](std::size_t i) {
        return sdc::foi::assess(joint, request).value().parts[i].decision.answer.offered;
    };
    EXPECT_EQ(offered(1), "by calendar year (it follows already from what is public)");
    EXPECT_EQ(offered(2), "");
    EXPECT_EQ(offered(3), "");
    request.statements.clear();
    EXPECT_EQ(offered(1), "");
}

TEST(FoundingCase, TheViewCountsWhatAReaderKnows) {
    const auto joint = four_incidents();
    const auto view =
        sdc::foi::assess(joint, founding_request(*joint)).value().parts[1].view.value();
    EXPECT_EQ(view.cells, 25U);
    EXPECT_EQ(view.tables, 20'475U);
    EXPECT_EQ(view.tables_with_statements, 715U);
    EXPECT_EQ(view.zeros_with_statements, 15U);
    EXPECT_NEAR(view.primary_only.probability, 0.7773, 0.00005);
    EXPECT_DOUBLE_EQ(view.primary_only_with_statements.probability, 0.505);
    EXPECT_EQ(view.primary_only_with_statements.recovered, 220U);
    EXPECT_EQ(view.primary_only_zeros_suppressed.recovered, 0U);
}

TEST(FoundingCase, NoneConvicted_IsToBeCheckedBeforeAnExemptionIsClaimed) {
    const auto joint = four_incidents();
    const auto a = sdc::foi::assess(joint, founding_request(*joint)).value();
    const auto& d = a.parts[4].decision;
    EXPECT_EQ(d.answer.proposed, disposition::undecided);
    EXPECT_EQ(d.held, sdc::holding::check);
    EXPECT_EQ(d.answer.limb, "");
    EXPECT_THAT(d.noticed.at(0), HasSubstr("before claiming an exemption"));
    EXPECT_EQ(sdc::public_text(d.answer), "Q3c: not answered yet.\n");
}

TEST(FoundingCase, PublicTextHoldsNoNumberButTheTotalAndProvisions) {
    const auto joint = four_incidents();
    const auto a = sdc::foi::assess(joint, founding_request(*joint)).value();
    ASSERT_EQ(a.parts.size(), 5U);
    for (const auto& part : a.parts) {
        const auto text = sdc::public_text(part.decision.answer);
        for (const auto* secret : {"2024-5", "advice", "charge", "At risk", "0.5"})
            EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
}

TEST(FoundingCase, OneOutcomeForAll_TellsEveryonesOutcome) {
    const sdc::records rows{.names = {"outcome"},
                            .fields = {"advice", "advice", "advice", "advice"}};
    const auto joint = std::make_shared<const sdc::table>(
        sdc::tabulate(rows, {.by = {flat("outcome", {"advice", "charge"}, role::sensitive)}})
            .value());
    const sdc::foi::request request{.parts = {{.id = "Q1"}, {.id = "Q2", .by = {"outcome"}}},
                                    .rules = {sdc::threshold{.minimum = 1, .publish_total = true},
                                              sdc::group_disclosure{.coalition = 0}}};
    const auto a = sdc::foi::assess(joint, request).value();
    const auto& d = a.parts[1].decision;
    EXPECT_EQ(d.answer.proposed, disposition::withheld);
    EXPECT_EQ(sdc::to_sentence(d.at_risk.at(0)),
              "Anyone, knowing that a case is in the total, learns outcome advice, with nobody "
              "identified first.");
}

/// Counts by place in regions and by age; one cell is small.
std::shared_ptr<const sdc::table> places() {
    const std::vector<std::vector<std::string>> paths{
        {"N", "Ashby"}, {"N", "Barton"}, {"N", "Colne"}, {"S", "Dalton"}, {"S", "Elmley"}};
    const sdc::records rows{.names = {"place", "age", "n"},
                            .fields = {"Ashby",  "young", "3", "Ashby",  "old", "14",
                                       "Barton", "young", "9", "Barton", "old", "21",
                                       "Colne",  "young", "8", "Colne",  "old", "12",
                                       "Dalton", "young", "7", "Dalton", "old", "16",
                                       "Elmley", "young", "6", "Elmley", "old", "19"}};
    return std::make_shared<const sdc::table>(
        sdc::tabulate(rows,
                      {.by = {{.name = "place", .codes = sdc::hierarchy::from_paths(paths).value()},
                              flat("age", {"young", "old"})},
                       .count = "n"})
            .value());
}

TEST(Assess, SafePartsAreDisclosed) {
    const sdc::foi::request request{
        .parts = {{.id = "1"}, {.id = "2", .by = {"age"}}, {.id = "3", .by = {"place"}}},
        .rules = {sdc::threshold{}}};
    const auto a = sdc::foi::assess(places(), request);
    ASSERT_THAT(a, IsOk());
    for (const auto& part : a->parts)
        EXPECT_EQ(part.decision.answer.proposed, disposition::disclosed);
    EXPECT_EQ(a->parts[2].decision.answer.given, "the table by place");
    EXPECT_TRUE(a->proof);
}

TEST(Assess, SmallCellsAreSuppressedAndTheReleaseIsAudited) {
    const sdc::foi::request request{.parts = {{.id = "1"}, {.id = "2", .by = {"place", "age"}}},
                                    .rules = {sdc::threshold{}}};
    const auto a = sdc::foi::assess(places(), request);
    ASSERT_THAT(a, IsOk());
    EXPECT_EQ(a->parts[1].decision.answer.proposed, disposition::suppressed_cells);
    ASSERT_TRUE(a->proof);
    const auto release = sdc::publish(*a->proof);
    std::size_t withheld = 0;
    for (const auto& cell : sdc::cells(release.cube()))
        withheld += release[cell.index()].shows == sdc::public_cell::kind::suppressed;
    EXPECT_GE(withheld, 4U);
}

TEST(Assess, ASideStatementThatUndoesTheSuppression_IsFound) {
    const auto joint = places();
    const auto c = joint->cube();
    const auto ashby = *c.codes(0).find("Ashby") * c.shape().stride(0) + *c.codes(1).find("young");
    const sdc::foi::request request{
        .parts = {{.id = "1"}, {.id = "2", .by = {"place", "age"}}},
        .rules = {sdc::threshold{}},
        .statements =
            {{.text = "three of them in Ashby", .terms = {{ashby, 1}}, .low = 3, .high = 3}},
        .levels = {{.dimension = "place", .depth = 1, .name = "region"}}};
    const auto a = sdc::foi::assess(joint, request);
    ASSERT_THAT(a, IsOk());
    EXPECT_EQ(a->parts[1].decision.answer.proposed, disposition::withheld);
    EXPECT_THAT(a->parts[1].decision.noticed.at(0),
                HasSubstr("the side statements undo the suppression"));
    EXPECT_FALSE(a->proof);
    EXPECT_EQ(a->parts[1].decision.answer.offered,
              "by region and age"); // 9 cells; by place would be 8
}

TEST(Assess, ACoarserTableThatWouldGiveAWithheldCellAway_IsNotOffered) {
    const std::vector<std::vector<std::string>> paths{
        {"2023", "2023-1"}, {"2023", "2023-2"}, {"2024", "2024-1"}, {"2024", "2024-2"}};
    const sdc::records rows{.names = {"month", "n"},
                            .fields = {"2023-1", "4", "2023-2", "3", "2024-1", "4", "2024-2", "2"}};
    const auto joint = std::make_shared<const sdc::table>(
        sdc::tabulate(
            rows, {.by = {{.name = "month", .codes = sdc::hierarchy::from_paths(paths).value()}},
                   .count = "n"})
            .value());
    const sdc::foi::request request{
        .parts = {{.id = "1"}, {.id = "2", .by = {"month"}}},
        .rules = {sdc::threshold{}},
        .statements = {{.text = "4 in the first month", .terms = {{2, 1}}, .low = 4, .high = 4}}};
    const auto a = sdc::foi::assess(joint, request);
    ASSERT_THAT(a, IsOk());
    EXPECT_EQ(a->parts[1].decision.answer.proposed, disposition::withheld);
    EXPECT_EQ(a->parts[1].decision.answer.offered,
              ""); // the year, 7, would leave 3 for the second month
}

TEST(Assess, PartsThatAreNotHeldOrNotKnownToBe) {
    const sdc::foi::request request{
        .parts = {{.id = "1", .held = sdc::holding::no},
                  {.id = "2", .by = {"age"}, .held = sdc::holding::check}},
        .rules = {sdc::threshold{}}};
    const auto a = sdc::foi::assess(places(), request).value();
    EXPECT_EQ(a.parts[0].decision.answer.proposed, disposition::not_held);
    EXPECT_EQ(a.parts[1].decision.answer.proposed, disposition::undecided);
    EXPECT_THAT(a.parts[0].decision.to_decide, Not(IsEmpty()));
}

TEST(Assess, ATotalBelowTheThresholdIsWithheldUnlessTheRulePublishesIt) {
    const auto joint = four_incidents();
    const sdc::foi::request request{.parts = {{.id = "1"}}, .rules = {sdc::threshold{}}};
    const auto d = sdc::foi::assess(joint, request).value().parts[0].decision;
    EXPECT_EQ(d.answer.proposed, disposition::withheld);
    EXPECT_EQ(d.answer.given, "");
    EXPECT_THAT(sdc::public_text(d.answer), Not(testing::ContainsRegex("(^|[^0-9])4([^0-9]|$)")));
}

TEST(Assess, RefusesRequestsThatDoNotFitTheTable) {
    const auto joint = places();
    const auto assess = [&](sdc::foi::part p) {
        return sdc::foi::assess(joint, {.parts = {std::move(p)}, .rules = {sdc::threshold{}}});
    };
    EXPECT_THAT(sdc::foi::assess(joint, {.rules = {sdc::threshold{}}}),
                HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(sdc::foi::assess(joint, {.parts = {{.id = "1"}}}),
                HasErrc(sdc::errc::bad_argument)); // no rule
    EXPECT_THAT(assess({.id = "1", .by = {"colour"}}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(assess({.id = "1", .by = {"age", "age"}}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(
        assess({.id = "1", .by = {"age"}, .within_dimension = "age", .within_code = "young"}),
        HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(assess({.id = "1", .within_dimension = "age", .within_code = "infant"}),
                HasErrc(sdc::errc::unknown_code));
    EXPECT_THAT(sdc::foi::all_in(joint->cube(), "age", "infant", ""),
                HasErrc(sdc::errc::unknown_code));
    EXPECT_THAT(sdc::foi::all_in(joint->cube(), "colour", "x", ""),
                HasErrc(sdc::errc::missing_column));
    const sdc::foi::request untrue{
        .parts = {{.id = "1"}},
        .rules = {sdc::threshold{}},
        .statements = {
            sdc::foi::all_in(joint->cube(), "age", "young", "all of them young").value()}};
    EXPECT_THAT(sdc::foi::assess(joint, untrue), HasErrc(sdc::errc::contradiction));
}

} // namespace
