#include <sdc/release/decision.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

sdc::decision withheld_part() {
    return {.answer = {.part = "Q1b",
                       .question = "the reports per month",
                       .proposed = sdc::disposition::withheld,
                       .limb = "FOIA 2000 s.40(2) with s.40(3A)(a)",
                       .principle = "UK GDPR Art 5(1)(a)",
                       .published_instead = "the total, 4",
                       .offered = "by calendar year"},
            .at_risk = {{.cell = 7,
                         .who = "Someone close to a case",
                         .knows = "month May",
                         .learns = "the outcome"},
                        {.cell = 8, .who = "Anyone", .knows = "month June", .learns = "the age"}},
            .noticed = {"the total is below 5."},
            .to_decide = {"is anybody identifiable?"}};
}

TEST(Decision, PublicText_LeavesOutWhatIsForTheOfficer) {
    const auto text = sdc::public_text(withheld_part().answer);
    EXPECT_EQ(text,
              "Q1b: held; withheld, FOIA 2000 s.40(2) with s.40(3A)(a), UK GDPR Art 5(1)(a).\n"
              "  Given instead: the total, 4.\n"
              "  Offered under section 16: by calendar year.\n");
    EXPECT_THAT(text, Not(HasSubstr("May")));
}

TEST(Decision, PublicText_OfEachDisposition) {
    sdc::public_answer a{.part = "Q1", .given = "12"};
    a.proposed = sdc::disposition::disclosed;
    EXPECT_EQ(sdc::public_text(a), "Q1: 12.\n");
    a.proposed = sdc::disposition::not_held;
    EXPECT_EQ(sdc::public_text(a), "Q1: not held.\n");
    a.proposed = sdc::disposition::undecided;
    EXPECT_EQ(sdc::public_text(a), "Q1: not answered yet.\n");
    a.proposed = sdc::disposition::suppressed_cells;
    a.limb = "L";
    a.principle = "P";
    EXPECT_EQ(sdc::public_text(a), "Q1: 12, with some cells withheld, L, P.\n");
}

TEST(Decision, OfficerRecord_SaysWhoLearnsWhatAndLeavesTheDeciderBlank) {
    const auto text = sdc::officer_record(withheld_part(), 1);
    EXPECT_THAT(text, HasSubstr("Recommended: withhold, FOIA 2000 s.40(2)"));
    EXPECT_THAT(
        text,
        HasSubstr("At risk: Someone close to a case, knowing month May, learns the outcome.\n"));
    EXPECT_THAT(text, HasSubstr("At risk: and 1 more of the kind.\n"));
    EXPECT_THAT(text, HasSubstr("Decided by ____, second reader ____, on ____\n"));
}

TEST(Decision, OfficerRecord_KeepsThePersonWhoDecided) {
    auto d = withheld_part();
    d.decider = "A. Officer";
    EXPECT_THAT(sdc::officer_record(d), HasSubstr("Decided by A. Officer, second reader ____"));
}

TEST(Decision, OfficerRecord_WithNothingToDecide_IsShort) {
    const sdc::decision d{.answer = {.part = "Q1a",
                                     .question = "how many",
                                     .proposed = sdc::disposition::disclosed,
                                     .given = "12"}};
    EXPECT_EQ(sdc::officer_record(d), "Q1a: how many\n  Held: yes\n  Recommended: disclose: 12\n");
}

} // namespace
