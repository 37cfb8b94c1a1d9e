/// Headers of several rows, in text and in workbooks.
#include <sdc/io/csv_file.hpp>

#include "scratch.hpp"
#include "support/matchers.hpp"
#include "support/workbooks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using sdc::errc;
using support::HasErrc;
using testing::ElementsAre;
using testing::HasSubstr;

class HeaderRows : public testing::Test {
protected:
    [[nodiscard]] sdc::result<sdc::file_rows>
    read(const std::string& text, sdc::table_file_format format = {}, std::size_t rows = 2) const {
        if (format.rows.columns.empty()) format.rows.columns = {"area"};
        return sdc::read_csv(place_.write("x.csv", text), format, rows);
    }

    void expect_table(const std::string& text, const sdc::table_file_format& format = {}) const {
        const auto file = read(text, format);
        ASSERT_THAT(file, support::IsOk()) << text;
        EXPECT_THAT(file->header, ElementsAre(ElementsAre("", "2023", "", "2024"),
                                              ElementsAre("area", "F", "M", "F")))
            << text;
        EXPECT_THAT(file->rows.names, ElementsAre("area", "2023 / F", "M", "2024 / F"));
        EXPECT_THAT(file->rows.fields, ElementsAre("A", "1", "2", "3")) << text;
    }

    support::scratch place_;
};

TEST_F(HeaderRows, StandAboveTheRowOfNames) {
    expect_table(",2023,,2024\narea,F,M,F\nA,1,2,3\n");
    expect_table("\xEF\xBB\xBF;2023;;2024\r\narea;F;M;F\r\nA;1;2;3\r\n");
    expect_table("Offences by year and sex\n\n,2023,,2024\narea,F,M,F\nA,1,2,3\n");
    expect_table("A \"title,\n,2023 ,,\"2024\"\n area,F,M,F\nA,1,2,3\n");
    expect_table("x,y\n,2023,,2024\narea,F,M,F\nA,1,2,3\n", {.rows = {.skip = 1}});
    expect_table("x,y\n1,2\n\n,2023,,2024\narea,F,M,F\nA,1,2,3\n\nz,u\n1,2\n", {.section = 2});
}

TEST_F(HeaderRows, ARowKeepsItsLine) {
    const auto file = read("title\n,\"20\n23\",\narea,F,M\nA,1,2\n\"B\nb\",3,4\nC,1,2\n");
    ASSERT_THAT(file, support::IsOk());
    EXPECT_THAT(file->rows.lines, ElementsAre(5, 6, 8));
    EXPECT_THAT(file->header.front(), ElementsAre("", "20\n23", ""));
    EXPECT_THAT(file->rows.notes, ElementsAre("the lines above line 2 are taken for a title and "
                                              "not read"));
}

TEST_F(HeaderRows, StandBelowTheRowOfNames) {
    const auto file = read("area,2023,,2024\n,F,M,F\nA,1,2,3\n");
    ASSERT_THAT(file, support::IsOk());
    EXPECT_THAT(file->header[0], ElementsAre("area", "2023", "", "2024"));
    EXPECT_THAT(file->rows.fields, ElementsAre("A", "1", "2", "3"));
}

TEST_F(HeaderRows, OtherFilesAreRefused) {
    for (const auto* text : {"area,F,M\nA,1,2\n", "Title\narea,F,M\nA,1,2\n", "area,F,M\n"})
        EXPECT_THAT(read(text), HasErrc(errc::bad_syntax)) << text;
    const auto doubtful = read(",x,y\narea,2023,2024\n,F,M\nA,1,2\n");
    ASSERT_FALSE(doubtful);
    EXPECT_EQ(doubtful.error().field, "csv_format.skip");
    EXPECT_EQ(doubtful.error().where.line, 2U);
    EXPECT_THAT(read(",2023,\narea,F\nA,1,2\n"), HasErrc(errc::bad_syntax)); // no name, but a 2
    const auto more = read(",x,\n,2023,\narea,F,M\nA,1,2\n");
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().field, "csv_format.skip");
    EXPECT_EQ(more.error().where.line, 1U);
    EXPECT_THAT(read(",x,\n,2023,\narea,F,M\nA,1,2\n", {.rows = {.skip = 1}}), support::IsOk());
    for (const auto* quotes : {",\"2023,\narea,F,M\nA,1,2\n", ",20\"23,\narea,F,M\nA,1,2\n",
                               ",\"20\"23,\narea,F,M\nA,1,2\n", ",2023,\narea,F,\"M\nA,1,2\n"})
        EXPECT_THAT(read(quotes), HasErrc(errc::bad_syntax)) << quotes;
    EXPECT_THAT(read(",\"20\"\"23\",\narea,F,M\nA,1,2\n")->header.front(),
                ElementsAre("", "20\"23", ""));
    EXPECT_THAT(read("area,F\nA,1\n", {}, 0), HasErrc(errc::bad_argument));
}

} // namespace
