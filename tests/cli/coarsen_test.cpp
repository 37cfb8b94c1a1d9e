#include "program.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

/// As in the founding case: four incidents of 2024, all of men, three charged.
class Coarsen : public Program {
protected:
    Coarsen() {
        write("in.csv", "month,outcome,gender,age,n\n"
                        "2024-02,charged,M,20-29,1\n2024-05,charged,M,30-39,1\n2024-07,charged,M,"
                        "20-29,1\n2024-11,none,M,40-49,1\n");
        std::string months = "code,parent\nTotal,\n2024,Total\n";
        for (const char* m :
             {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"})
            months += "2024-" + std::string(m) + ",2024\n";
        write("months.csv", months);
        write("ages.csv",
              "code,parent\nAll,\nyoung,All\nold,All\n20-29,young\n30-39,young\n40-49,old\n");
    }
    const std::string month =
        "coarsen --input in.csv --count n --dimension month=months.csv --role month=time ";
    const std::string all =
        month +
        "--dimension outcome --dimension gender --dimension age=ages.csv --role outcome=sensitive ";
};

TEST_F(Coarsen, TheYearPasses_MonthsDoNot) {
    const auto r = run(month + "--threshold 3");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "month,count\nTotal,4\n2024,4\n");
    EXPECT_THAT(r.err, HasSubstr("levels: month to level 1 of 2, such as 2024\n"));
    // 12 months of 1/3 each: eight are off by 1/3, four by 2/3.
    EXPECT_THAT(r.err, HasSubstr("loss 0.650, average distance 0.444; choices 2"));
    EXPECT_THAT(r.err, HasSubstr("; choices 2, unsafe cells of the full table 4\n"));
    EXPECT_EQ(r.last_line(), "cells 2, unsafe 0, withheld 0, secondary 0, cost 0, proved 0 of 0");
}

TEST_F(Coarsen, DepthsCanBeSaid) {
    const auto r = run(all + "--threshold 1 --depth month=1 --depth outcome=0 --depth gender=7 "
                             "--depth age=0 --output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("out.csv"),
              "month,gender,count\nTotal,Total,4\nTotal,M,4\n2024,Total,4\n2024,M,4\n")
        << "a dimension of depth 0 is left out";
    EXPECT_THAT(r.err, HasSubstr("; choices 1, "));
    for (const char* wrong : {"month", "colour=1", "month=-1", "month=deep", "=1"}) {
        const auto bad = run(all + "--threshold 1 --depth " + wrong);
        EXPECT_EQ(bad.status, 2) << wrong;
        EXPECT_THAT(bad.err, HasSubstr("--depth")) << wrong;
    }
}

TEST_F(Coarsen, WhatElseIsKnownOfThemIsLeftOut) {
    const auto none = run(all + "--threshold 3 --output out.csv");
    EXPECT_EQ(none.status, 1);
    EXPECT_THAT(
        none.err,
        HasSubstr("no coarser table that keeps every dimension is safe; wanted --drop-allowed"));
    EXPECT_FALSE(exists("out.csv"));
    const auto r = run(all + "--threshold 3 --drop-allowed --output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("out.csv"),
              "month,gender,count\nTotal,Total,4\nTotal,M,4\n2024,Total,4\n2024,M,4\n");
    EXPECT_THAT(r.err, HasSubstr("levels: month to level 1 of 2, such as 2024; outcome dropped; "
                                 "gender in full; age dropped\n"));
    EXPECT_THAT(r.err, HasSubstr("; choices 36, "));
    EXPECT_EQ(r.last_line(), "cells 4, unsafe 0, withheld 0, secondary 0, cost 0, proved 0 of 0");
}

TEST_F(Coarsen, WhereTheTotalIsUnsafeNothingIsWritten) {
    const auto r = run(all + "--threshold 5 --drop-allowed --output out.csv --private record.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("no coarser table is safe, not even the total alone"));
    EXPECT_EQ(r.out, "");
    EXPECT_FALSE(exists("out.csv"));
    EXPECT_FALSE(exists("record.json"));
    EXPECT_EQ(run(all + "--threshold 5 --publish-total --drop-allowed").out,
              "month,gender,count\nTotal,Total,4\nTotal,M,4\n2024,Total,4\n2024,M,4\n")
        << "under each of its names it is the total";
}

TEST_F(Coarsen, GroupDisclosureIsOfTheSensitiveDimensionOnly) {
    write("many.csv", "area,outcome,n\nN,charged,20\nN,none,1\nS,charged,11\nS,none,12\n");
    const auto r = run("coarsen --input many.csv --count n --dimension area --dimension outcome "
                       "--role outcome=sensitive --group-disclosure 1 --drop-allowed");
    EXPECT_EQ(r.status, 0) << r.err;
    // That area N has 21 of 44 is nothing to learn; that nearly all of N were charged is.
    EXPECT_EQ(r.out, "area,count\nTotal,44\nN,21\nS,23\n");
    EXPECT_THAT(r.err, HasSubstr("also safe: area dropped; outcome in full: loss "));
}

TEST_F(Coarsen, ByScore) {
    write("in.csv", "month,n\n2024-02,1\n2024-03,6\n2024-11,7\n");
    const auto r = run(month + "--sensitivity criminal --population 1100000");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "month,count\nTotal,14\n2024,14\n");
    EXPECT_EQ(run("score --input in.csv --count n --dimension month=months.csv --sensitivity "
                  "criminal --population 1100000")
                  .status,
              1)
        << "months are at risk";
    EXPECT_EQ(
        run(month +
            "--sensitivity criminal --population 1100000 --intruder coalition=4 --threshold 15")
            .status,
        1)
        << "both must hold";
    EXPECT_EQ(run(month + "--intruder outsider --zeros unsafe").status, 0);
    EXPECT_EQ(run(month + "--population 13").status, 2) << "fewer people than are counted";
}

TEST_F(Coarsen, AllThatIsSafeIsShown) {
    write("large.csv", "kind,n\na,120\nb,130\n");
    const auto r =
        run("coarsen --input large.csv --count n --dimension kind --threshold 5 --quiet");
    EXPECT_EQ(r.status, 0);
    EXPECT_EQ(r.err, "");
    EXPECT_EQ(r.out, "kind,count\nTotal,250\na,120\nb,130\n");
}

TEST_F(Coarsen, FormatsAndTheOfficersRecord) {
    const auto r = run(month + "--threshold 3 --format json --private record.json");
    EXPECT_EQ(r.status, 0) << r.err;
    const auto j = nlohmann::json::parse(r.out);
    EXPECT_EQ(j["method"]["name"], "coarsening");
    EXPECT_EQ(j["method"]["guarantee"], "each number is the true value");
    EXPECT_EQ(mode("record.json"), 0600U);
    const auto record = nlohmann::json::parse(read("record.json"));
    EXPECT_EQ(record["counts"]["cells"], 2);
    EXPECT_EQ(record["rules"][0]["minimum"], 3);
    EXPECT_THAT(run(month + "--threshold 3 --format markdown").out,
                HasSubstr("Method: coarsening; each number is the true value."));
    EXPECT_THAT(r.out, Not(HasSubstr("2024-0"))) << "not even the codes of months";
}

TEST_F(Coarsen, ManyOtherChoicesAreCounted) {
    // 128 people, one of each kind: 32 in each cell of two dimensions, 16 in each of three.
    std::string header, ones, twos, dimensions;
    for (int d = 0; d < 7; ++d) {
        const auto name = "d" + std::to_string(d);
        header += name + ",";
        ones += "x,";
        twos += "y,";
        dimensions += "--dimension " + name + " ";
    }
    std::string rows;
    for (int mask = 0; mask < 128; ++mask) {
        for (int d = 0; d < 7; ++d) rows += (mask >> d & 1) != 0 ? "x," : "y,";
        rows += "1\n";
    }
    write("in.csv", header + "n\n" + rows);
    const auto r =
        run("coarsen --input in.csv --count n " + dimensions + "--threshold 17 --drop-allowed");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("levels: d0 in full; d1 in full; d2 dropped; d3 dropped"));
    EXPECT_THAT(r.err, HasSubstr("\nand 10 more\n")) << "of 21 pairs";
}

TEST_F(Coarsen, BadUsage) {
    for (const auto& [words, says] : std::vector<std::pair<std::string, std::string>>{
             {"", "no rule given"},
             {"--zeros unsafe", "no rule given"},
             {"--policy opensafely_midpoint6", "no rule given"},
             {"--threshold x", "--threshold"},
             {"--sensitivity much", "--sensitivity"},
             {"--sensitivity personal --zeros hide", "--zeros"},
             {"--population 0", "--population"},
             {"--intruder everybody", "--intruder"},
             {"--threshold 3 --format xml", "--format"},
             {"--threshold 3 --threads 0", "--threads"},
             {"--threshold 3 --marker nhs", "--marker"},
             {"--threshold 3 --output in.csv", "overwrite"}}) {
        const auto r = run(month + words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, HasSubstr(says)) << words;
    }
}

} // namespace
