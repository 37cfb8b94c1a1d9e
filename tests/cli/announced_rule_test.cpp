/// What announced rules tell beyond the numbers, through the whole program.
#include "program.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace {

class AnnouncedRule : public support::Program {
protected:
    /// The lines of a report that start with the text.
    static std::string line_of(const std::string& report, const std::string& start) {
        std::istringstream in(report);
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with(start)) return line;
        }
        return "";
    }
    void write_group_example() const {
        write("a.csv", "code,parent\nTotal,\na0,Total\na1,Total\n");
        write("b.csv", "code,parent\nTotal,\nb0,Total\nb1,Total\nb2,Total\n");
        write("in.csv", "a,b,n\na0,b0,2\na0,b1,1\na0,b2,1\na1,b0,4\na1,b1,1\na1,b2,10\n");
    }
    const std::string group_rules =
        " --dimension a=a.csv --dimension b=b.csv --threshold 3 --group-disclosure 1";
};

TEST_F(AnnouncedRule, WhatAShownCellTellsGivesASmallOneAway) {
    write_group_example();
    // As it was published before published cells were taken for knowledge: (a1, b0) is shown, so
    // that b0 is at least 6, and b1 exactly 2.
    write("pub.csv", "a,b,n\nTotal,Total,19\nTotal,b0,[c]\nTotal,b1,[c]\nTotal,b2,11\na0,Total,"
                     "4\na0,b0,[c]\na0,b1,[c]\na0,b2,[c]\n"
                     "a1,Total,15\na1,b0,4\na1,b1,[c]\na1,b2,[c]\n");
    for (const std::string counts : {"", " --input in.csv --count n"}) {
        const auto r = run("audit --public pub.csv" + counts + group_rules);
        EXPECT_EQ(r.status, 1) << r.err;
        EXPECT_NE(line_of(r.out, "b b1: ").find("exactly 2"), std::string::npos) << counts << r.out;
        EXPECT_NE(line_of(r.out, "a a0, b b0: ").find("exactly 2"), std::string::npos) << r.out;
    }
}

TEST_F(AnnouncedRule, SuppressTakesMoreComplementsAndTheAuditAgrees) {
    write_group_example();
    const auto made = run("suppress --input in.csv --count n" + group_rules +
                          " --output pub.csv --certificate proof.txt");
    ASSERT_EQ(made.status, 0) << made.err;
    for (const std::string counts : {"", " --input in.csv --count n"}) {
        const auto r = run("audit --public pub.csv" + counts + group_rules);
        EXPECT_EQ(r.out.find("exactly"), std::string::npos) << r.out;
        if (!counts.empty()) {
            EXPECT_EQ(r.status, 0) << r.out << r.err;
        }
    }
    EXPECT_EQ(run("verify --public pub.csv --certificate proof.txt" + group_rules).status, 0);
    // Judged by a rule of larger coalitions, published cells tell more than the certificate takes
    // into account.
    const auto other = run("verify --public pub.csv --certificate proof.txt --dimension a=a.csv "
                           "--dimension b=b.csv --threshold 3 --group-disclosure 3");
    EXPECT_EQ(other.status, 1);
}

TEST_F(AnnouncedRule, ReachIsRefusedWhereOnlySmallTablesWouldHaveBeenSuppressed) {
    for (const std::string width : {"reach", "absolute=6"}) {
        write("in.csv", "a,n\nx,0\ny,1\n");
        const auto r =
            run("suppress --input in.csv --count n --dimension a --threshold 6 --protect " + width +
                " --output out.csv");
        EXPECT_EQ(r.status, 1);
        EXPECT_NE(r.err.find("an intruder who knows the rule"), std::string::npos) << r.err;
        EXPECT_FALSE(exists("out.csv"));
    }
    // With a second small cell elsewhere something is suppressed in any case.
    write("in.csv", "a,b,n\nx,k,1\nx,l,9\ny,k,9\ny,l,9\nz,k,9\nz,l,1\n");
    const auto r = run("suppress --input in.csv --count n --dimension a --dimension b --threshold "
                       "6 --protect reach --output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
}

TEST_F(AnnouncedRule, AReleaseOfOursIsNeverContradictory) {
    write("a.csv", "code,parent\nTotal,\nG,Total\nx,G\ny,G\nz,G\n");
    const std::string rule = " --dimension a=a.csv --threshold 2 --min-total-for-breakdown 10";
    for (const std::string counts : {"x,2\ny,0\nz,0\n", "x,3\ny,0\nz,2\n"}) {
        write("in.csv", "a,n\n" + counts);
        const auto made =
            run("suppress --input in.csv --count n" + rule + " --output pub.csv --quiet");
        ASSERT_LE(made.status, 1) << made.err;
        if (made.status == 1) continue;
        EXPECT_NE(run("audit --public pub.csv" + rule).status, 2);
        EXPECT_EQ(run("audit --public pub.csv --input in.csv --count n" + rule).status, 0);
    }
}

TEST_F(AnnouncedRule, CodeListsTellTheSameWithCountsAndWithout) {
    write("a.csv", "code,parent\nTotal,\na0,Total\na1,Total\na2,Total\na3,Total\n");
    write("in.csv", "a,b,n\na0,b0,2\na0,b1,0\na0,b2,4\na1,b0,10\na1,b1,0\na1,b2,6\na2,b0,5\na2,b1,"
                    "8\na2,b2,9\na3,b0,1\na3,b1,2\na3,b2,2\n");
    std::string rows = "a,b,count\nTotal,Total,49\nTotal,b0,*\nTotal,b1,*\nTotal,b2,21\n";
    for (const auto& [a, total] : {std::pair{"a0", "*"}, {"a1", "16"}, {"a2", "22"}, {"a3", "*"}}) {
        rows += std::string(a) + ",Total," + total + "\n";
        for (const auto* b : {"b0", "b1", "b2"}) rows += std::string(a) + "," + b + ",*\n";
    }
    write("pub.csv", rows);
    const std::string all = "audit --public pub.csv --dimension a=a.csv --dimension b --threshold "
                            "11 --zeros hide --publish-total";
    for (const std::string counts : {"", " --input in.csv --count n"}) {
        const auto r = run(all + counts);
        EXPECT_NE(line_of(r.out, "b b1: ").find("1 to 27"), std::string::npos)
            << counts << r.out << r.err;
    }
}

TEST_F(AnnouncedRule, ACertificateThatLeavesOutWhatIsFlaggedIsRefused) {
    write("in.csv", "a,b,n\nx,k,1\nx,l,9\ny,k,9\ny,l,9\n");
    ASSERT_EQ(run("suppress --input in.csv --count n --dimension a --dimension b --threshold 3 "
                  "--output pub.csv --certificate proof.txt")
                  .status,
              0);
    const std::string check =
        "verify --public pub.csv --certificate proof.txt --dimension a --dimension b --threshold 3";
    ASSERT_EQ(run(check).status, 0);
    auto text = read("proof.txt");
    const auto at = text.find("cases 1\n"), end = text.find("requirements ");
    ASSERT_NE(at, std::string::npos);
    write("proof.txt", text.substr(0, at) + "cases 0\n" + text.substr(end));
    const auto r = run(check);
    EXPECT_EQ(r.status, 1);
    EXPECT_NE(r.err.find("no suppressed cell would be flagged"), std::string::npos) << r.err;
}

} // namespace
