/// The officer's way in: a file, what it holds, the command that protects it.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class Protect : public Program {
protected:
    Protect() {
        write("counts.csv", "Area,Offence,Number\nNorth,Theft,3\nNorth,Fraud,871\n"
                            "South,Theft,862\nSouth,Fraud,853\nAll areas,Theft,865\n"
                            "All areas,Fraud,1724\n");
    }
    /// The command that it proposes, without the name of the program.
    static std::string proposed(const support::outcome& r) {
        const std::string name = "\n  sdckit ";
        const auto at = r.out.find(name);
        if (at == std::string::npos) return "no command";
        const auto from = at + name.size();
        return r.out.substr(from, r.out.find('\n', from) - from);
    }
};

TEST_F(Protect, SaysWhatItUnderstood_ProposesACommand_AndWritesNothing) {
    const auto r = run("protect counts.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("counts.csv: 6 rows\n"));
    EXPECT_THAT(r.out, HasSubstr("  Area     dimension of 2 codes, total \"All areas\"\n"));
    EXPECT_THAT(r.out, HasSubstr("  Offence  dimension of 2 codes, total \"Total\"\n"));
    EXPECT_THAT(r.out, HasSubstr("  Number   the counts\n"));
    EXPECT_THAT(r.out, HasSubstr("A table of 9 cells, some of which the rule suppresses\n"));
    EXPECT_EQ(proposed(r), "suppress --input counts.csv --dimension Area --dimension Offence "
                           "--count Number --threshold 5 --total 'Area=All areas' --output "
                           "counts_public.csv");
    EXPECT_THAT(files(), ElementsAre("counts.csv"));
}

TEST_F(Protect, TheCommandRuns_AndYesRunsIt) {
    ASSERT_EQ(run(proposed(run("protect counts.csv"))).status, 0);
    const auto by_hand = read("counts_public.csv");
    EXPECT_THAT(by_hand, HasSubstr("North,Theft,[c]"));
    const auto refused = run("protect counts.csv --yes");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("the file is there already"));
    const auto r = run("protect counts.csv --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("public.csv"), by_hand);
    EXPECT_THAT(r.err, HasSubstr("cells 9, unsafe 1, "));
}

TEST_F(Protect, TheCommandIsSaved_NotTheGuess) {
    ASSERT_EQ(run("protect counts.csv --output a.csv --save-config o.toml").status, 0);
    EXPECT_THAT(read("o.toml"), HasSubstr("command = \"suppress\"\ninput = \"counts.csv\"\n"));
    EXPECT_THAT(read("o.toml"), HasSubstr("dimension = [\"Area\", \"Offence\"]\n"));
    ASSERT_EQ(run("--config o.toml --output b.csv").status, 0);
    EXPECT_EQ(read("a.csv"), read("b.csv"));
    EXPECT_EQ(run("protect counts.csv --save-config none.toml").status, 0);
    EXPECT_FALSE(exists("none.toml"));
    EXPECT_EQ(run("protect counts.csv --yes --output -").status, 2);
}

TEST_F(Protect, WhatIsTypedIsNotGuessed) {
    const auto r = run("protect counts.csv --dimension Offence --dimension Area --threshold 4 "
                       "--count Number --marker nhs");
    EXPECT_EQ(proposed(r), "suppress --input counts.csv --dimension Offence --dimension Area "
                           "--count Number --threshold 4 --marker nhs --total 'Area=All areas' "
                           "--output counts_public.csv");
}

TEST_F(Protect, RecordsHaveMonths_AndNamesOfPeopleAreLeftOut) {
    std::string text = "Ref,Date,Kind,Age\n";
    for (int i = 0; i < 60; ++i)
        text += "R" + std::to_string(1000 + i) + ",2024-0" + std::to_string(1 + i % 3) + "-1" +
                std::to_string(i % 10) + "," + (i % 4 == 0 ? "theft" : "fraud") + "," +
                std::to_string(20 + i) + "\n";
    write("records.csv", text);
    const auto asked = run("protect records.csv --yes");
    EXPECT_EQ(asked.status, 2);
    EXPECT_THAT(asked.err, HasSubstr("--count Age, or --records"));
    const auto r = run("protect records.csv --records");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("  Ref   left out: nearly each row has a text of its own\n"));
    EXPECT_THAT(r.out, HasSubstr("  Date  dates, of which the months are a dimension\n"));
    EXPECT_THAT(r.out, HasSubstr("  Age   numbers, left out; --band Age=0,16,18,25 makes bands\n"));
    EXPECT_EQ(proposed(r),
              "suppress --input records.csv --records --month-of Date --dimension Kind "
              "--threshold 5 --output records_public.csv");
    EXPECT_THAT(r.out, Not(HasSubstr("R1000")));
    EXPECT_EQ(run(proposed(r)).status, 0);
}

// Counts that are taken for codes would be published.
TEST_F(Protect, SeveralColumnsOfNumbersAreAskedAbout) {
    for (const auto* header :
         {"ward,Band A,Band B", "ward,Grade 9,Grade 8", "ward,Theft,Fraud",
          "ward,Month to date,Year to date", "district,Age 0-15,Age 16-24", "area,n,weighted"}) {
        write("wide.csv",
              std::string(header) + "\nAshby,1,20\nBurton,10,22\nCorby,11,2\nDover,3,9\n");
        const auto r = run("protect wide.csv --yes");
        if (std::string(header) == "area,n,weighted") { // one of them is no count
            EXPECT_EQ(r.status, 0) << r.err;
            continue;
        }
        EXPECT_EQ(r.status, 2) << header;
        EXPECT_THAT(r.err, HasSubstr("--count COLUMN, for the counts, or --wide NAME")) << header;
        EXPECT_FALSE(exists("wide_public.csv"));
    }
    write("staff.csv", "staff number,area,sex\n1001,A,f\n1002,A,m\n1003,B,f\n");
    EXPECT_THAT(run("protect staff.csv").out, Not(HasSubstr("--count")));
}

TEST_F(Protect, ACrossTableUnderATitle) {
    write("cross.csv", "Offences in 2024,,\n\nArea,Theft,Fraud\nNorth,3,871\nSouth,862,853\n");
    const auto r = run("protect cross.csv --wide Offence");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(proposed(r), HasSubstr("--wide Offence --skip 2 --dimension Area --threshold 5"));
    EXPECT_EQ(run(proposed(r)).status, 0);
}

TEST_F(Protect, WhatOnlyAPersonCanSayIsAsked) {
    write("similar.csv", "Area,Number\nNorth,3\nnorth,9\n");
    const auto r = run("protect similar.csv");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("--merge-similar"));
    EXPECT_EQ(run("protect similar.csv --merge-similar").status, 0);
    EXPECT_EQ(run("protect").status, 2);
    EXPECT_EQ(run("protect none.csv").status, 2);
    EXPECT_EQ(run("protect -").status, 2);
}

} // namespace
