#include <sdc/io/plan_summary.hpp>

#include "released.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(PlanSummary, SaysWhatIsPublishedWhatItCostsAndWhatWasProved) {
    const auto proof = support::audited_months();
    std::ostringstream out;
    sdc::write_plan_summary(out, proof, sdc::publish(proof));
    EXPECT_THAT(out.str(),
                StartsWith("published cells 5 of 9 (55.5%); at the lowest level 0 of 4"));
    EXPECT_THAT(out.str(), HasSubstr("complements 3 at cost 48"));
    EXPECT_THAT(out.str(), HasSubstr("each protection requirement is proved by a complete table"));
    EXPECT_THAT(out.str(), EndsWith("\ncells 9, unsafe 1, withheld 4, secondary 3, cost 48, "
                                    "proved 2 of 2\n"));
}

/// Without the lines of the plan: bands have no complements.
TEST(PlanSummary, OfRoundingTheCellsThatNeedProtectionAreUnsafe) {
    const auto t =
        support::leaves_table({support::one_dimension({"a", "b", "c", "d"})}, {2, 3, 14, 90});
    const auto proof =
        sdc::audit(sdc::round(t, {.bands = sdc::redact_and_round(7, 5)}).value()).value();
    std::ostringstream out;
    sdc::write_plan_summary(out, proof, sdc::publish(proof));
    EXPECT_THAT(out.str(), StartsWith("cells 5, unsafe 2, withheld 2, secondary 0, "));
}

TEST(PlanSummary, OfLinkedTablesEachIsNamedAndAllAreCounted) {
    const auto first = support::leaves_table({support::one_dimension({"a", "b", "c"})}, {2, 9, 14});
    const auto second = support::leaves_table(
        {support::one_dimension({"a", "b", "c"}), support::one_dimension({"f", "m"}, "sex")},
        {1, 1, 4, 5, 7, 7});
    const std::vector<sdc::linked_source> sources{{.counts = first},
                                                  {.name = "by sex\n", .counts = second}};
    const auto plan = sdc::suppress(sources, {.rules = {sdc::threshold{.minimum = 5}}}).value();
    const auto proofs = sdc::audit(plan).value();
    const std::vector<sdc::summarised_table> tables{{.proof = &proofs[0]},
                                                    {"by sex\n", &proofs[1]}};
    std::ostringstream out;
    sdc::write_plan_summary(out, tables, plan);
    EXPECT_THAT(out.str(), StartsWith("first table: published cells "));
    EXPECT_THAT(out.str(), HasSubstr("\ntable by sex?: published cells ")) << "on one line";
    EXPECT_THAT(out.str(), HasSubstr("\ntables 2, cells 16, unsafe "));
}

} // namespace
