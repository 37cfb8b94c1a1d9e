#include <sdc/attack/audit.hpp>
#include <sdc/io/certificate.hpp>
#include <sdc/io/json.hpp>
#include <sdc/io/markdown.hpp>
#include <sdc/io/private_record.hpp>

#include <matchers.hpp>
#include <slow_certificate.hpp>

#include "released.hpp"

#include <nlohmann/json.hpp>

#include <set>
#include <sstream>

namespace {

using nlohmann::json;
using ::testing::HasSubstr;

template <class Writer, class... Args>
std::string written(Writer write, const Args&... args) {
    std::ostringstream out;
    write(out, args...);
    return out.str();
}

json as_json(const sdc::published& p) {
    return json::parse(
        written([](std::ostream& out, const auto& release) { sdc::write_json(out, release); }, p));
}

/// The cell of these codes; null if there is none.
json cell_of(const json& release, const json& codes) {
    for (const auto& cell : release.at("cells")) {
        if (cell.at("codes") == codes) return cell;
    }
    return nullptr;
}

/// Every number and every text, wherever it stands.
std::set<std::string> leaves_of(const json& all) {
    std::set<std::string> leaves;
    const auto flat = all.flatten();
    for (const auto& leaf : flat)
        leaves.insert(leaf.is_string() ? leaf.get<std::string>() : leaf.dump());
    return leaves;
}

TEST(WriteJson, TellsNumbersMarkersAndLabelsApart) {
    const auto release = as_json(support::released_months());
    EXPECT_EQ(cell_of(release, {"Total", "Total"}),
              json({{"codes", {"Total", "Total"}}, {"value", 50}}));
    EXPECT_EQ(cell_of(release, {"Feb, Mar", "f"}),
              json({{"codes", {"Feb, Mar", "f"}}, {"value", nullptr}, {"marker", "[c]"}}));
    EXPECT_EQ(release.at("dimensions").at(0).at("codes").at(1),
              json({{"code", "Jan"}, {"parent", "Total"}}));
    const auto rounded = as_json(support::rounded_months());
    EXPECT_EQ(cell_of(rounded, json::array({"Jan"})),
              json({{"codes", json::array({"Jan"})}, {"value", nullptr}, {"label", "1 to 4"}}));
    EXPECT_EQ(cell_of(rounded, json::array({"Feb, Mar"})).at("value"), 15);
    EXPECT_EQ(rounded.at("measure").at("name"), "count_nearest5");
}

TEST(WriteJson, HoldsNoSuppressedValue) {
    // 2, 14, 23 and 11 are suppressed and no other number of the release.
    const auto leaves = leaves_of(as_json(support::released_months()));
    EXPECT_TRUE(leaves.contains("50")) << "what is published is found";
    for (const char* value : {"2", "14", "23", "11"}) EXPECT_FALSE(leaves.contains(value)) << value;
}

TEST(WriteJson, EscapesCodes) {
    const auto release = as_json(support::release(support::one_dimension({"a\"b\n"}), {9}));
    EXPECT_EQ(cell_of(release, json::array({"a\"b\n"})).at("value"), 9);
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
    const auto record = json::parse(text);
    EXPECT_EQ(cell_of(record, {{"month", "Jan"}, {"sex", "f"}}), json::parse(R"({
        "codes": {"month": "Jan", "sex": "f"}, "status": "primary", "value": 2,
        "reasons": [{"rule": "small count", "found": 2, "limit": 5}],
        "requirements": [{"must_be_possible": "at most", "limit": 1},
                         {"must_be_possible": "at least", "limit": 4}],
        "feasibility_interval": {"low": 1, "high": 15, "exact": true}})"));
    const auto secondary = cell_of(record, {{"month", "Jan"}, {"sex", "m"}});
    EXPECT_EQ(secondary.at("status"), "secondary");
    EXPECT_EQ(secondary.at("value"), 14);
    EXPECT_EQ(cell_of(record, {{"month", "Total"}, {"sex", "Total"}}).at("status"), "published");
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
