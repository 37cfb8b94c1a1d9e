/// Cross-tables under several header rows.
#include "program.hpp"
#include "support/workbooks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto options = "--dimension Offence --dimension year --dimension sex --wide year/sex ";
constexpr auto body = "Theft,3,40,50,60,153\nFraud,20,30,40,50,140\nArson,30,33,35,37,135\n"
                      "Total,53,103,125,147,428\n";

class WideTable : public support::Program {
protected:
    [[nodiscard]] support::outcome suppress(const std::string& more = "") const {
        return run("suppress --input in.csv " + std::string(options) + "--threshold 5 " + more);
    }
    void expect_refused(const std::string& text, const std::string& remedy) const {
        write("in.csv", text);
        const auto r = suppress();
        EXPECT_EQ(r.status, 2) << text;
        EXPECT_THAT(r.err, HasSubstr(remedy)) << text;
        EXPECT_EQ(r.out, "") << text;
    }
    /// The table of every header below, a row for each cell.
    [[nodiscard]] std::string published_in_rows() const {
        std::string text = "Offence,year,sex,n\n";
        const std::array<std::array<int, 4>, 3> counts{
            {{3, 40, 50, 60}, {20, 30, 40, 50}, {30, 33, 35, 37}}};
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const std::array<const char*, 3> names{"Theft", "Fraud", "Arson"};
            for (std::size_t j = 0; j < 4; ++j)
                text += std::string(names[i]) + (j < 2 ? ",2023," : ",2024,") +
                        (j % 2 == 0 ? "F," : "M,") + std::to_string(counts[i][j]) + "\n";
        }
        write("rows.csv", text);
        return run("suppress --input rows.csv --dimension Offence --dimension year --dimension sex "
                   "--count n --threshold 5")
            .out;
    }
};

TEST_F(WideTable, EveryHeaderGivesTheSameTable) {
    const auto expected = published_in_rows();
    ASSERT_THAT(expected, HasSubstr("Theft,2023,F,[c]"));
    const std::string rows = body;
    for (const std::string header :
         {",2023,,2024,,Total\nOffence,F,M,F,M,\n",
          ",2023,2023,2024,2024,Total\nOffence,F,M,F,M,\n",
          "Offence,2023,,2024,,Total\n,F,M,F,M,Total\n",
          "Table 3: offences\n\n,2023,,2024,,Total\nOffence,F,M,F,M,Total\n"}) {
        write("in.csv", header + rows);
        const auto r = suppress();
        EXPECT_EQ(r.status, 0) << header << r.err;
        EXPECT_EQ(r.out, expected) << header;
    }
}

TEST_F(WideTable, ATotalOfAYearIsChecked) {
    const std::string header = ",2023,,,2024,,\nOffence,F,M,Total,F,M,Total\n";
    write("in.csv", header + "Theft,3,40,43,50,60,110\nFraud,20,30,50,40,50,90\n"
                             "Arson,30,33,63,35,37,72\n");
    EXPECT_EQ(suppress().out, published_in_rows());
    write("in.csv", header + "Theft,3,40,44,50,60,110\nFraud,20,30,50,40,50,90\n"
                             "Arson,30,33,63,35,37,72\n");
    EXPECT_THAT(suppress().err, HasSubstr("--residual sex=CODE; cell Offence=Theft, year=2023, "
                                          "sex=Total"));
}

TEST_F(WideTable, MergedCellsOfAWorkbookAreOne) {
    const std::string merged = "<mergeCells><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"D1:E1\"/>"
                               "<mergeCell ref=\"A1:A1\"/></mergeCells>";
    std::string cells;
    const auto text = [](const std::string& at, const std::string& value) {
        return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
    };
    const auto row = [&](int n, const std::string& content) {
        cells += "<row r=\"" + std::to_string(n) + "\">" + content + "</row>";
    };
    row(1, text("B1", "2023") + text("D1", "2024"));
    row(2, text("A2", "Offence") + text("B2", "F") + text("C2", "M") + text("D2", "F") +
               text("E2", "M"));
    const std::array<const char*, 3> names{"Theft", "Fraud", "Arson"};
    const std::array<std::array<int, 4>, 3> counts{
        {{3, 40, 50, 60}, {20, 30, 40, 50}, {30, 33, 35, 37}}};
    std::string ods = "<table:table table:name=\"D\"><table:table-row><table:table-cell/>";
    const auto ods_text = [](const std::string& value, const std::string& more = "") {
        return "<table:table-cell" + more + " office:value-type=\"string\"><text:p>" + value +
               "</text:p></table:table-cell>";
    };
    const std::string two = " table:number-columns-spanned=\"2\"";
    ods += ods_text("2023", two) + "<table:covered-table-cell/>" + ods_text("2024", two) +
           "<table:covered-table-cell/></table:table-row><table:table-row>" + ods_text("Offence") +
           ods_text("F") + ods_text("M") + ods_text("F") + ods_text("M") + "</table:table-row>";
    for (int i = 0; i < 3; ++i) {
        std::string content =
            text("A" + std::to_string(i + 3), names.at(static_cast<std::size_t>(i)));
        ods += "<table:table-row>" + ods_text(names.at(static_cast<std::size_t>(i)));
        for (int j = 0; j < 4; ++j) {
            const auto n = std::to_string(
                counts.at(static_cast<std::size_t>(i)).at(static_cast<std::size_t>(j)));
            content += "<c r=\"" + std::string(1, static_cast<char>('B' + j)) +
                       std::to_string(i + 3) + "\"><v>" + n + "</v></c>";
            ods += "<table:table-cell office:value-type=\"float\" office:value=\"" + n +
                   "\"><text:p>" + n + "</text:p></table:table-cell>";
        }
        row(i + 3, content);
        ods += "</table:table-row>";
    }
    const auto expected = published_in_rows();
    write("in.csv", support::xlsx_of(cells, {}, merged).bytes());
    EXPECT_EQ(suppress().out, expected) << suppress().err;
    write("in.csv", support::ods_bytes(ods + "</table:table>"));
    EXPECT_EQ(suppress().out, expected) << suppress().err;
}

TEST_F(WideTable, ComesOutAsItCameAndIsReadBack) {
    const std::string rows = body;
    write("in.csv", ",2023,,2024,,Total\nOffence,F,M,F,M,\n" + rows);
    const auto r = suppress("--as-read --output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    const auto out = read("out.csv");
    EXPECT_THAT(out, StartsWith(",2023,,2024,,Total\nOffence,F,M,F,M,\nTheft,[c],"));
    EXPECT_THAT(out, HasSubstr("\nTotal,53,103,125,147,428\n"));
    EXPECT_THAT(out, Not(HasSubstr(",3,")));
    for (const std::string command : {"audit --threshold 5 --public out.csv ",
                                      "audit --threshold 5 --input in.csv --public out.csv ",
                                      "score --threshold 5 --public out.csv "}) {
        const auto audited = run(command + options);
        EXPECT_NE(audited.status, 2) << command << audited.err;
        EXPECT_EQ(audited.err, "") << command;
    }
    EXPECT_EQ(run("audit --threshold 5 --public out.csv " + std::string(options)).status, 0);
    EXPECT_EQ(run("audit --threshold 5 --public in.csv " + std::string(options)).status, 1);
}

/// What is read back is the release: the audit says the same of both.
TEST_F(WideTable, WithAllMarginsItIsTheTidyTable) {
    write("in.csv", "Offence,2023,,,2024,,,Total,,\n,F,M,Total,F,M,Total,F,M,Total\n"
                    "Theft,3,40,43,50,60,110,53,100,153\nFraud,20,30,50,40,50,90,60,80,140\n"
                    "Total,23,70,93,90,110,200,113,180,293\n");
    ASSERT_EQ(suppress("--as-read --output out.csv").status, 0);
    EXPECT_THAT(read("out.csv"),
                StartsWith("Offence,2023,,,2024,,,Total,,\n,F,M,Total,F,M,Total,"));
    const auto of_wide = run("audit --threshold 5 --public out.csv " + std::string(options));
    ASSERT_EQ(suppress("--output out.csv").status, 0);
    const auto of_tidy = run("audit --threshold 5 --public out.csv --dimension Offence --dimension "
                             "year --dimension sex");
    EXPECT_EQ(of_wide.status, 0);
    EXPECT_THAT(of_wide.out, HasSubstr("Offence Theft, year 2023, sex F"));
    EXPECT_EQ(of_wide.out, of_tidy.out);
}

TEST_F(WideTable, OtherCommandsReadIt) {
    const std::string rows = body;
    write("in.csv", ",2023,,2024,,Total\nOffence,F,M,F,M,\n" + rows);
    const auto rounded = run("round --input in.csv " + std::string(options) + "--base 5");
    EXPECT_EQ(rounded.status, 0) << rounded.err;
    EXPECT_THAT(rounded.out, HasSubstr("Theft,2023,F,5\n"));
    EXPECT_EQ(run("score --input in.csv " + std::string(options)).status, 1);
    EXPECT_THAT(run("round --input in.csv " + std::string(options) + "--base 5 --as-read").err,
                HasSubstr("rounded counts of a cross-table"));
}

TEST_F(WideTable, WhatDoesNotFitSaysHow) {
    const std::string rows = body;
    expect_refused("Offence,F,M\nTheft,3,40\n", "--wide NAME/NAME for several header rows");
    expect_refused(",2023,,2024,,\nOffence,F,M,F,M,Total\n" + rows, // that of 2024
                   "\"Total\" stands under \"2024\" alone, by a blank header cell");
    expect_refused(",2023,,2024,,x\nOffence,F,M,F,M,\n" + rows,
                   "no code of \"sex\" in a header cell under \"x\"");
    expect_refused(",2023,,2023,,Total\nOffence,F,M,F,M,\n" + rows, "columns 2 and 4, \"2023, F\"");
    expect_refused(",2023,2024\nOffence,F,F\n", "no row below the header rows");
    write("in.csv", ",2023,,2024,,Total\nOffence,F,M,F,M,\n" + rows);
    EXPECT_THAT(run("suppress --input in.csv --dimension Offence --dimension sex --wide year/sex "
                    "--threshold 5")
                    .err,
                HasSubstr("--dimension year with it"));
    EXPECT_THAT(run("suppress --input in.csv --dimension Offence --wide sex --threshold 5").err,
                HasSubstr("--wide NAME/NAME"));
    EXPECT_THAT(suppress("--dimension x --wide year/").err, HasSubstr("--wide"));
    EXPECT_THAT(run("suppress --input in.csv --dimension sex --wide sex/sex --threshold 5").err,
                HasSubstr("each dimension once"));
}

TEST_F(WideTable, ProtectAsksForTheDimensions) {
    const std::string rows = body;
    write("in.csv", "Table 3\n\n,2023,,2024,,Total\nOffence,F,M,F,M,\n" + rows);
    const auto asked = run("protect in.csv");
    EXPECT_EQ(asked.status, 2);
    EXPECT_THAT(asked.err, HasSubstr("in.csv:3: two header rows; wanted --wide NAME/NAME"));
    const auto proposed = run("protect in.csv " + std::string(options));
    EXPECT_EQ(proposed.status, 0) << proposed.err;
    EXPECT_THAT(proposed.out, HasSubstr("--wide year/sex"));
    const auto done = run("protect in.csv --yes " + std::string(options));
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(read("in_public.csv"), published_in_rows());
}

TEST_F(WideTable, ASlashInANameIsNoOtherRow) {
    write("in.csv", "area,F,M\nN,3,40\nS,50,60\n");
    const auto r = run("suppress --input in.csv --dimension area --dimension sex/gender --wide "
                       "sex/gender --threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, StartsWith("area,sex/gender,count\n"));
}

} // namespace
