#include "program.hpp"

#include <workbooks.hpp>

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

class Inspect : public Program {
protected:
    Inspect() {
        // 7919 is suppressed for the sake of 3.
        write("in.csv",
              "area,kind,n\nN1,a,3\nN1,b,7919\nN2,a,60\nN2,b,8600\nS1,a,8620\nS1,b,8530\n");
        const auto r = run("suppress --input in.csv --dimension area --dimension kind --count n "
                           "--threshold 5 --output pub.csv --private record.json");
        EXPECT_EQ(r.status, 0) << r.err;
    }
};

TEST_F(Inspect, ExitStatuses) {
    auto r = run("inspect pub.csv --private record.json");
    EXPECT_EQ(r.status, 0) << r.out << r.err;
    EXPECT_EQ(r.out, "pub.csv: nothing found\n");
    EXPECT_EQ(r.err, "");

    auto book = support::xlsx_of("<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row>");
    write("book.xlsx", book.bytes());
    r = run("inspect book.xlsx");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.out, "hidden rows: sheet \"Data\", row 1 (xl/worksheets/sheet1.xml)\n");
    r = run("inspect book.xlsx --format json --output report.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(read("report.json"), HasSubstr("\"kind\": \"hidden rows\""));

    write("broken.xlsx", book.bytes().substr(0, 200));
    for (const auto* words :
         {"inspect broken.xlsx", "inspect none.xlsx", "inspect",
          "inspect book.xlsx --private pub.csv", "inspect in.csv --private in.csv",
          "inspect book.xlsx --output book.xlsx"}) {
        r = run(words);
        EXPECT_EQ(r.status, 2) << words << r.out;
        EXPECT_EQ(r.out, "") << words;
        EXPECT_THAT(r.err, ::testing::StartsWith("sdckit: error: ")) << words;
    }
    EXPECT_EQ(read("book.xlsx"), book.bytes());
}

TEST_F(Inspect, NoByteOfAReportHoldsASuppressedValue) {
    write("leak.csv", "area,kind,count,note\nN1,b,7919,it is 7919 really\nN1,b,7000,919\n");
    for (const std::string format : {"text", "json"}) {
        const auto r = run("inspect leak.csv --private record.json --format " + format);
        EXPECT_EQ(r.status, 1);
        EXPECT_THAT(r.out, HasSubstr("suppressed value of area=N1, kind=b"));
        EXPECT_THAT(r.out, Not(HasSubstr("7919")));
        EXPECT_EQ(r.err, "");
    }
    auto book =
        support::xlsx_of("<row><c t=\"inlineStr\"><is><t>N1</t></is></c><c t=\"inlineStr\"><is>"
                         "<t>b</t></is></c><c><v>7919</v></c></row>");
    book.sheets[0].name = "of 7919";
    book.others.push_back(
        support::stored("docProps/core.xml", "<p><creator>7919 of N1, b</creator></p>"));
    book.relations = support::xlsx_file::relation("p", "core-properties", "/docProps/core.xml");
    write("leak.xlsx", book.bytes());
    const auto r = run("inspect leak.xlsx --private record.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.out, HasSubstr("cell C1"));
    EXPECT_THAT(r.out, Not(HasSubstr("7919")));
}

} // namespace
