#include <sdc/io/csvw.hpp>

#include <matchers.hpp>

#include "shown_tables.hpp"

#include <sstream>

namespace {

using nlohmann::json;

std::string as_csvw(const sdc::published& release, const sdc::csvw_options& options = {}) {
    std::ostringstream out;
    sdc::write_csvw_metadata(out, release, options);
    return out.str();
}

TEST(WriteCsvwMetadata, DescribesTheColumns) {
    EXPECT_EQ(as_csvw(support::released_months(), {.file = "out/my table.csv"}), R"({
  "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
  "url": "my%20table.csv",
  "dc:title": "count by month and sex",
  "notes": [
    {"type": "note", "value": "Method: suppression."},
    {"type": "note", "value": "Published counts are true. Some counts are suppressed so that an external intruder cannot narrow an unsafe count further than the rule allows."},
    {"type": "note", "value": "[c]: suppressed to protect confidentiality."}],
  "tableSchema": {
    "columns": [
      {"name": "month", "titles": "month", "datatype": "string", "required": true},
      {"name": "sex", "titles": "sex", "datatype": "string", "required": true},
      {"name": "count", "titles": "count", "datatype": "integer", "null": ["[c]"]}],
    "primaryKey": ["month", "sex"]
  }
}
)");
}

TEST(WriteCsvwMetadata, NamesColumnsAsTheFileHasThem) {
    const auto release = support::released_hostile_codes();
    std::ostringstream csv;
    sdc::write_csv(csv, release);
    const auto header = sdc::parse_csv(csv.str(), "csv").value().names;
    const auto schema = json::parse(as_csvw(release)).at("tableSchema");
    for (std::size_t i = 0; i < header.size(); ++i)
        EXPECT_EQ(schema.at("columns").at(i).at("titles"), header[i]);
    EXPECT_EQ(schema.at("columns").at(0).at("name"), "k%22%3D%3Ci%3E%26%0A%27");
    EXPECT_EQ(schema.at("primaryKey").at(0), schema.at("columns").at(0).at("name"));
    const auto own = support::release(support::one_dimension({"a"}, "_a"), {9});
    EXPECT_EQ(json::parse(as_csvw(own)).at("tableSchema").at("primaryKey").at(0), "%5Fa");
}

TEST(WriteCsvwMetadata, CallsAColumnWithLabelsOfBandsText) {
    const auto column =
        json::parse(as_csvw(support::rounded_months())).at("tableSchema").at("columns").at(1);
    EXPECT_EQ(column.at("datatype"), "string");
}

} // namespace
