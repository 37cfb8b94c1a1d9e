#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Report : public Program {
protected:
    Report() { write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nS,a,862\nS,b,853\n"); }
    const std::string by = " --input in.csv --dimension area --dimension kind --count n --quiet ";
};

TEST_F(Report, IsForTheOwnerAlone) {
    const auto r = run("suppress" + by + "--threshold 5 --output public.csv --report report.html");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(mode("report.html"), 0600U);
    EXPECT_THAT(read("report.html"), HasSubstr("<td class=\"p\">3<span class=\"k\">P</span></td>"));
    EXPECT_THAT(read("report.html"), HasSubstr("<dt>Input</dt><dd>in.csv</dd>"));
    EXPECT_THAT(read("report.html"), HasSubstr("<h2>Risk before protection</h2>"));
    EXPECT_THAT(files(), ElementsAre("in.csv", "public.csv", "report.html"));
}

TEST_F(Report, IsTheSameOnAnyNumberOfThreads_AndWithOtherOutputs) {
    ASSERT_EQ(run("suppress" + by + "--threshold 5 --report one.html").status, 0);
    ASSERT_EQ(run("suppress" + by +
                  "--threshold 5 --threads 3 --private p.json --certificate c.txt --output o.csv "
                  "--report two.html")
                  .status,
              0);
    EXPECT_EQ(read("one.html"), read("two.html"));
}

TEST_F(Report, IsNotWrittenWhereNothingIsReleased) {
    write("keep.csv", "area,kind\nN,a\n"); // the unsafe cell
    const auto r =
        run("suppress" + by + "--threshold 5 --keep keep.csv --output p.csv --report report.html");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(run("suppress" + by + "--threshold 5 --output no/p.csv --report report.html").status,
              2);
    EXPECT_THAT(files(), ElementsAre("in.csv", "keep.csv"));
}

TEST_F(Report, IsNoOtherOutputAndNoInput) {
    for (const char* file : {"in.csv", "p.csv", "./p.csv"}) {
        const auto r = run("suppress" + by + "--threshold 5 --output p.csv --report " + file);
        EXPECT_EQ(r.status, 2) << file;
        EXPECT_FALSE(exists("p.csv"));
    }
}

TEST_F(Report, OfRoundingNamesThePolicyAndItsSource) {
    const auto r =
        run("round" + by + "--policy nhsbsa_foi --threshold 5 --base 5 --report report.html");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("report.html"),
                HasSubstr("<dt>Policy</dt><dd>nhsbsa_foi: NHS Business Services Authority"));
    EXPECT_THAT(read("report.html"), HasSubstr("0 and more: the nearest multiple of 5"));
}

TEST_F(Report, OfLinkedTablesHoldsAll) {
    write("sex.csv", "sex,kind,n\nf,a,411\nf,b,1003\nm,a,454\nm,b,721\n");
    write("further.json",
          R"({"tables": [{"name": "by sex", "input": "sex.csv", "count": "n",
              "output": "public_sex.csv", "dimensions": {"sex": null, "kind": null}}]})");
    const auto r = run("suppress" + by +
                       "--threshold 5 --output p.csv --format html --linked "
                       "further.json --report report.html");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(mode("report.html"), 0600U);
    EXPECT_THAT(read("report.html"), HasSubstr("<h2>First table: count by area and kind</h2>"));
    EXPECT_THAT(read("report.html"), HasSubstr("<h2>Table by sex: count by sex and kind</h2>"));
    EXPECT_THAT(read("public_sex.csv"), HasSubstr("<!DOCTYPE html>"));
}

TEST_F(Report, ThePublicPageHoldsNoneOfIt) {
    const auto r = run("suppress" + by + "--threshold 5 --format html --report report.html");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, IsEmpty());
    for (const char* text : {"871", "862", "853", "PRIVATE", "primary", "secondary", "in.csv"})
        EXPECT_THAT(r.out, Not(HasSubstr(text)));
    EXPECT_THAT(r.out, HasSubstr("<td class=\"s\">[c]</td>"));
}

} // namespace
