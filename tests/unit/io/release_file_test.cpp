#include <sdc/io/release_file.hpp>

#include <sdc/io/workbook.hpp>

#include <io/workbook/package.hpp>

#include <matchers.hpp>

#include "scratch.hpp"
#include "shown_tables.hpp"

#include <array>
#include <set>

namespace {

using sdc::release_format;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::array all_formats{
    release_format::csv,       release_format::json,     release_format::markdown,
    release_format::json_stat, release_format::sdmx_csv, release_format::px,
    release_format::csvw,      release_format::ods,      release_format::xlsx};

std::vector<std::string> names_of(const sdc::result<std::vector<std::string>>& listed) {
    return listed ? *listed : std::vector<std::string>{sdc::to_string(listed.error())};
}

TEST(ReleaseFormat, IsFoundByTheEndingOfAName) {
    using sdc::find_release_format;
    EXPECT_EQ(find_release_format("out/T.csv"), release_format::csv);
    EXPECT_EQ(find_release_format("T.JSON"), release_format::json);
    EXPECT_EQ(find_release_format("T.md"), release_format::markdown);
    EXPECT_EQ(find_release_format("T.px"), release_format::px);
    EXPECT_EQ(find_release_format("T.ods"), release_format::ods);
    EXPECT_EQ(find_release_format("T.xlsx"), release_format::xlsx);
    for (const char* other : {"-", "T", "T.txt", "ods", "T.ods.gz", ""})
        EXPECT_EQ(find_release_format(other), std::nullopt) << other;
}

TEST(ListReleaseFiles, HasTheMetadataBesideTheTable) {
    EXPECT_THAT(names_of(sdc::list_release_files({.file = "T.csv"})), ElementsAre("T.csv"));
    EXPECT_THAT(names_of(sdc::list_release_files(
                    {.file = "T.csv", .format = release_format::csvw, .how = {.title = "T"}})),
                ElementsAre("T.csv", "T.csv-metadata.json"));
    for (const char* file : {"-", "/dev/null"})
        EXPECT_THAT(
            names_of(sdc::list_release_files({.file = file, .format = release_format::csvw})),
            ElementsAre(HasSubstr("a table with its metadata is two files")));
}

TEST(ListReleaseFiles, RefusesWhatTheFormatHasNoPlaceFor) {
    for (const auto format : all_formats) {
        const bool has_title =
            format >= release_format::json_stat && format != release_format::sdmx_csv;
        EXPECT_EQ(bool(sdc::list_release_files(
                      {.file = "T", .format = format, .how = {.title = "Offences"}})),
                  has_title);
        EXPECT_EQ(bool(sdc::list_release_files(
                      {.file = "T", .format = format, .how = {.structure = "A:B(1.0)"}})),
                  format == release_format::sdmx_csv);
    }
}

TEST(ListReleaseFiles, RefusesWhatIsNoStructure) {
    EXPECT_THAT(names_of(sdc::list_release_files(
                    {.format = release_format::sdmx_csv, .how = {.structure = "CRIME"}})),
                ElementsAre(HasSubstr("AGENCY:ID(VERSION)")));
}

TEST(WriteRelease, WritesTheFilesThatItLists) {
    for (const auto format : all_formats) {
        const sdc::release_output to{.file = "T.x", .format = format};
        const auto made = sdc::write_release(support::released_months(), to);
        ASSERT_TRUE(made);
        std::vector<std::string> names;
        for (const auto& file : *made) names.push_back(file.name);
        EXPECT_EQ(names, names_of(sdc::list_release_files(to)));
    }
    const auto by_name = sdc::write_release(support::released_months(), {.file = "T.px"}).value();
    EXPECT_THAT(by_name[0].content, HasSubstr("CHARSET"));
    const auto clash =
        sdc::write_release(support::release(support::one_dimension({"a"}, "count"), {9}), {});
    ASSERT_FALSE(clash);
    EXPECT_EQ(clash.error().code, sdc::errc::duplicate);
}

/// Every byte of every part.
std::string all_bytes(const sdc::release_file& file) {
    if (sdc::find_workbook_kind(file.content) == sdc::workbook_kind::none) return file.content;
    std::string all = file.content;
    const auto package = sdc::detail::package::open(file.content, "book").value();
    for (std::size_t i = 0; i < package.parts().size(); ++i)
        all += package.parts()[i].name + package.read(i).value();
    return all;
}

TEST(WriteRelease, HoldsNoSuppressedValueInAnyFormat) {
    const auto t =
        support::leaves_table({support::one_dimension({"a", "b", "c"}, "x"),
                               support::one_dimension({"d", "e", "f"}, "y")},
                              {731'046'011, 731'046'023, 731'046'037, 731'046'049, 731'046'053,
                               731'046'061, 731'046'079, 731'046'083, 731'046'097});
    sdc::listed_cells unsafe;
    unsafe.cells = {5}; // x=a, y=d
    const auto proof = sdc::audit(sdc::suppress(t, {.rules = {unsafe}}).value()).value();
    const auto release = sdc::publish(proof);
    std::set<std::string> suppressed, shown;
    for (const auto& cell : sdc::cells(*t))
        (release[cell.index()].shows == sdc::public_cell::kind::suppressed ? suppressed : shown)
            .insert(std::to_string(t->value(cell.index())));
    ASSERT_EQ(suppressed.size(), 4U);
    for (const auto format : all_formats) {
        const auto files = sdc::write_release(release, {.file = "T", .format = format}).value();
        for (const auto& file : files) {
            const auto bytes = all_bytes(file);
            for (const auto& value : suppressed)
                EXPECT_EQ(bytes.find(value), std::string::npos) << file.name << ' ' << value;
            if (file.name != "T") continue; // the metadata has no numbers
            for (const auto& value : shown)
                EXPECT_NE(bytes.find(value), std::string::npos) << "what is published is found";
        }
    }
}

TEST(WriteRelease, IsTheSameBytesEachTime) {
    for (const auto format : all_formats) {
        const sdc::release_output to{.file = "T", .format = format};
        const auto one = sdc::write_release(support::released_areas(), to).value();
        const auto other = sdc::write_release(support::released_areas(), to).value();
        for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].content, other[i].content);
    }
}

} // namespace
