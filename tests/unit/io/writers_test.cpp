#include <sdc/attack/audit.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/json.hpp>
#include <sdc/io/markdown.hpp>
#include <sdc/io/private_record.hpp>

#include <matchers.hpp>
#include <slow_certificate.hpp>

#include "released.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <class Writer, class... Args>
std::string written(Writer write, const Args&... args) {
    std::ostringstream out;
    write(out, args...);
    return out.str();
}

std::string as_json(const sdc::published& p) {
    return written([](std::ostream& out, const auto& release) { sdc::write_json(out, release); },
                   p);
}

TEST(WriteJson, TellsNumbersMarkersAndLabelsApart) {
    const auto text = as_json(support::released_months());
    EXPECT_THAT(text, HasSubstr(R"({"codes": ["Total", "Total"], "value": 50})"));
    EXPECT_THAT(text, HasSubstr(R"({"codes": ["Feb, Mar", "f"], "value": null, "marker": "[c]"})"));
    EXPECT_THAT(text, HasSubstr(R"({"code": "Jan", "parent": "Total"})"));
    const auto rounded = as_json(support::rounded_months());
    EXPECT_THAT(rounded, HasSubstr(R"({"codes": ["Jan"], "value": null, "label": "1 to 4"})"));
    EXPECT_THAT(rounded, HasSubstr(R"({"codes": ["Feb, Mar"], "value": 15})"));
    EXPECT_THAT(rounded, HasSubstr(R"("name": "count_nearest5")"));
}

TEST(WriteJson, HoldsNoWithheldValue) {
    // 2, 14, 23 and 11 are withheld and no other number of the release.
    const auto text = as_json(support::released_months());
    for (const char* value : {": 2}", ": 14}", ": 23}", ": 11}"})
        EXPECT_THAT(text, Not(HasSubstr(value)));
}

TEST(WriteJson, EscapesCodes) {
    EXPECT_THAT(as_json(support::release(support::one_dimension({"a\"b\n"}), {9})),
                HasSubstr(R"({"codes": ["a\"b\n"], "value": 9})"));
}

TEST(WriteMarkdown, AlignsColumnsAndExplainsTheMarker) {
    const auto text =
        written([](std::ostream& out, const auto& release) { sdc::write_markdown(out, release); },
                support::released_months());
    EXPECT_THAT(text, HasSubstr("| month    | sex   | count |\n"
                                "| -------- | ----- | ----: |\n"
                                "| Total    | Total |    50 |\n"));
    EXPECT_THAT(text, HasSubstr("| Jan      | f     |   [c] |\n"));
    EXPECT_THAT(text, HasSubstr("\nMethod: suppression"));
    EXPECT_THAT(text, HasSubstr("\n[c]: suppressed to protect confidentiality.\n"));
}

TEST(WriteMarkdown, EscapesMarkup) {
    const auto release = support::release(support::one_dimension({"a|b*\nc"}), {9});
    EXPECT_THAT(written([](std::ostream& out,
                           const auto& r) { sdc::write_markdown(out, r, {.marker = {"*"}}); },
                        release),
                ::testing::AllOf(HasSubstr("| a\\|b\\* c |"), HasSubstr("\n\\*: suppressed")));
}

TEST(WritePrivate, HoldsStatusReasonsNeedsAndIntervals) {
    const std::vector<std::pair<sdc::cell_index, sdc::interval>> intervals{
        {4, {.low = 1, .high = 15}}};
    const auto proof = support::audited_months();
    const auto text = written(
        [&](std::ostream& out, const auto& p) { sdc::write_private(out, p, intervals); }, proof);
    EXPECT_THAT(
        text,
        HasSubstr(
            R"({"codes":{"month":"Jan","sex":"f"},"status":"primary","value":2,)"
            R"("reasons":[{"rule":"small count","found":2,"limit":5}],)"
            R"("requirements":[{"must_be_possible":"at most","limit":1},{"must_be_possible":"at least","limit":4}],)"
            R"("feasibility_interval":{"low":1,"high":15,"exact":true}})"));
    EXPECT_THAT(text, HasSubstr(R"("status":"secondary","value":14)"));
    EXPECT_THAT(text, HasSubstr(R"("status":"published","value":50)"));
}

TEST(WriteCertificate, IsCheckedByAdditionFromItsText) {
    const auto proof = support::audited_months();
    const auto text =
        written([](std::ostream& out, const auto& p) { sdc::write_certificate(out, p); }, proof);
    EXPECT_THAT(
        text,
        HasSubstr(
            "dimension 3 listed month\n- Total\n0 Jan\n0 Feb, Mar\ndimension 3 listed sex\n"));
    EXPECT_THAT(text,
                HasSubstr("suppressed 4\n4 2 1 -\n5 14 1 -\n7 23 1 -\n8 11 1 -\ncases 1\nunion "
                          "4\nalternative 1\n4 - 1 4\nalternative 1\n5 - 1 4\nalternative "
                          "1\n7 - 1 4\nalternative 1\n8 - 1 4\nrequirements 2\n4 - at-most 1 "));
    const auto release = sdc::publish(proof);
    const support::slow_certificate check(text, release);
    EXPECT_TRUE(check.holds());
    EXPECT_EQ(check.requirements(), 2U);
}

TEST(WriteCertificate, EscapesNames) {
    const auto t =
        support::leaves_table({support::one_dimension({"a\\b", "c\nd"}, "k\ni")}, {9, 7});
    const auto proof =
        sdc::audit(sdc::suppress(t, {.rules = {sdc::threshold{.minimum = 5}}}).value()).value();
    const auto text =
        written([](std::ostream& out, const auto& p) { sdc::write_certificate(out, p); }, proof);
    EXPECT_THAT(text, HasSubstr("dimension 3 listed k\\ni\n- Total\n0 a\\\\b\n0 c\\nd\nsuppressed "
                                "0\ncases 0\nrequirements 0\nwitnesses 0\nend\n"));
}

} // namespace
