#include <sdc/io/json_stat.hpp>

#include <matchers.hpp>

#include "shown_tables.hpp"

#include <sstream>

namespace {

std::string as_json_stat(const sdc::published& release, const sdc::write_options& options = {}) {
    std::ostringstream out;
    sdc::write_json_stat(out, release, options);
    return out.str();
}

TEST(WriteJsonStat, IsADatasetWithAStatusForEachNull) {
    EXPECT_EQ(as_json_stat(support::released_months()), R"({
  "version": "2.0",
  "class": "dataset",
  "label": "count by month and sex",
  "note": [
    "Method: suppression.",
    "Published counts are true. Some counts are suppressed so that an external intruder cannot narrow an unsafe count further than the rule allows.",
    "[c]: suppressed to protect confidentiality."],
  "id": ["month", "sex"],
  "size": [3, 3],
  "dimension": {
    "month": {"label": "month", "category": {
      "index": ["Total", "Jan", "Feb, Mar"],
      "label": {
        "Total": "Total",
        "Jan": "Jan",
        "Feb, Mar": "Feb, Mar"},
      "child": {
        "Total": ["Jan", "Feb, Mar"]}}},
    "sex": {"label": "sex", "category": {
      "index": ["Total", "f", "m"],
      "label": {
        "Total": "Total",
        "f": "f",
        "m": "m"},
      "child": {
        "Total": ["f", "m"]}}}},
  "value": [
    50, 25, 25,
    16, null, null,
    34, null, null],
  "status": {
    "4": "[c]",
    "5": "[c]",
    "7": "[c]",
    "8": "[c]"},
  "extension": {"status": {"label": {"[c]": "suppressed to protect confidentiality"}}}
}
)");
}

TEST(WriteJsonStat, HasLabelsPartsAndTheTime) {
    auto month = support::one_dimension({"2024-01"}, "month");
    month.role = sdc::role::time;
    const auto timed = nlohmann::json::parse(as_json_stat(support::release(month, {9})));
    EXPECT_EQ(timed.at("role"), nlohmann::json::parse(R"({"time": ["month"]})"));
    EXPECT_FALSE(timed.contains("status")) << "nothing is null";
    const auto areas =
        nlohmann::json::parse(as_json_stat(support::released_areas(), {.title = "T"}));
    EXPECT_EQ(areas.at("label"), "T");
    EXPECT_FALSE(areas.contains("role"));
    const auto& category = areas.at("dimension").at("area").at("category");
    EXPECT_EQ(category.at("label").at("N1"), "Ashford & Bridge");
    EXPECT_EQ(category.at("child"),
              nlohmann::json::parse(R"({"All": ["N", "S1"], "N": ["N1", "N2"]})"));
}

TEST(WriteJsonStat, ShowsTheSameTable) {
    for (const auto& release : {support::released_months(), support::rounded_months(),
                                support::released_areas(), support::released_hostile_codes()})
        EXPECT_EQ(support::shown_by_json_stat(as_json_stat(release)), support::shown_by(release));
}

} // namespace
