#include "program.hpp"

#include <gmock/gmock.h>

#include <array>
#include <sstream>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Suppressed leaves have values that are no other number of the table.
class Suppress : public Program {
protected:
    Suppress() { write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nS,a,862\nS,b,853\n"); }
    const std::string by = " --input in.csv --dimension area --dimension kind --count n ";
};

TEST_F(Suppress, WritesTheTableAndTheSummary) {
    const auto r = run("suppress" + by + "--threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "area,kind,count\nTotal,Total,2589\nTotal,a,865\nTotal,b,1724\n"
                     "N,Total,874\nN,a,[c]\nN,b,[c]\nS,Total,1715\nS,a,[c]\nS,b,[c]\n");
    EXPECT_EQ(r.last_line(),
              "cells 9, unsafe 1, withheld 4, secondary 3, cost 2586, proved 2 of 2");
}

TEST_F(Suppress, NoWithheldValueLeavesUnasked) {
    for (const char* format : {"csv", "json", "markdown", "html"}) {
        const auto r = run("suppress" + by + "--threshold 5 --progress --format " + format);
        EXPECT_EQ(r.status, 0) << r.err;
        for (const char* value : {"871", "862", "853"}) {
            EXPECT_THAT(r.out, Not(HasSubstr(value)));
            EXPECT_THAT(r.err, Not(HasSubstr(value)));
        }
    }
}

/// Subtotals that are safe part the table into components, which are attacked in parallel.
TEST_F(Suppress, SameBytesOnAnyNumberOfThreads) {
    std::string tree = "code,parent\nTotal,\n", rows = "area,kind,n\n";
    for (int group = 0; group < 6; ++group) {
        tree += "G" + std::to_string(group) + ",Total\n";
        for (int leaf = 0; leaf < 4; ++leaf) {
            const auto area = "A" + std::to_string(group) + std::to_string(leaf);
            tree += area + ",G" + std::to_string(group) + "\n";
            for (int kind = 0; kind < 3; ++kind)
                rows +=
                    area + ",k" + std::to_string(kind) + "," +
                    std::to_string((leaf + group) % 4 == kind ? 2 + group % 3
                                                              : 40 + 7 * leaf + 3 * kind + group) +
                    "\n";
        }
    }
    write("tree.csv", tree);
    write("many.csv", rows);
    const std::string many = "suppress --input many.csv --dimension area=tree.csv --dimension kind "
                             "--count n --threshold 5 ";
    const auto one = run(many + "--threads 1 --private one.json");
    const auto four = run(many + "--threads 4 --private four.json");
    EXPECT_EQ(one.status, 0) << one.err;
    EXPECT_EQ(one.out, four.out);
    EXPECT_EQ(read("one.json"), read("four.json"));
    EXPECT_EQ(one.err, four.err);
}

TEST_F(Suppress, PrivateFilesAreOnlyForTheOwner) {
    write("record.json", "old");
    const auto r =
        run("suppress" + by +
            "--threshold 5 --output out.csv --private record.json --certificate proof.txt");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(files(), ElementsAre("in.csv", "out.csv", "proof.txt", "record.json"));
    EXPECT_EQ(mode("record.json"), 0600U);
    EXPECT_EQ(mode("proof.txt"), 0600U);
    EXPECT_THAT(read("record.json"), HasSubstr("\"value\":871"));
    EXPECT_THAT(read("record.json"), HasSubstr("\"feasibility_interval\":{\"low\":1"));
    EXPECT_THAT(read("proof.txt"), StartsWith("sdckit-certificate 4\n"));
    EXPECT_THAT(read("out.csv"), StartsWith("area,kind,count\n"));
}

TEST_F(Suppress, MarkersAndFormats) {
    EXPECT_THAT(run("suppress" + by + "--threshold 5 --marker nhs").out, HasSubstr("N,a,*\n"));
    EXPECT_THAT(run("suppress" + by + "--threshold 5 --marker text=hidden").out,
                HasSubstr("N,a,hidden\n"));
    EXPECT_THAT(run("suppress" + by + "--policy nhsbsa_foi").out, HasSubstr("N,a,*\n"));
    EXPECT_THAT(run("suppress" + by + "--policy nhsbsa_foi --marker gss").out,
                HasSubstr("N,a,[c]\n"));
    EXPECT_THAT(run("suppress" + by + "--threshold 5 --format json").out,
                HasSubstr("\"value\": null, \"marker\": \"[c]\""));
    EXPECT_THAT(run("suppress" + by + "--threshold 5 --format markdown").out,
                HasSubstr("| N     | a     |   [c] |"));
}

TEST_F(Suppress, QuietSaysNothing) {
    EXPECT_EQ(run("suppress" + by + "--threshold 5 --quiet").err, "");
}

TEST_F(Suppress, ReadsStandardInputAndRecords) {
    write("stdin", "kind\na\na\na\na\na\na\nb\nb\nb\nb\nb\nb\nb\n");
    const auto r = run("suppress --input - --dimension kind --total All --threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "kind,count\nAll,13\na,6\nb,7\n");
}

TEST_F(Suppress, EachDimensionCanHaveATotalOfItsOwn) {
    write("two.csv", "k,sex,n\na,f,6\na,m,7\nb,f,8\nb,m,9\n");
    const std::string command =
        "suppress --input two.csv --count n --dimension k --dimension sex --threshold 5 ";
    const auto r = run(command + "--total All --total sex=Both");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("\nAll,Both,30\n"));
    EXPECT_THAT(run(command + "--total sex=Both").out, HasSubstr("\nTotal,Both,30\n"));
    for (const char* wrong : {"seks=Both", "sex="}) {
        const auto refused = run(command + "--total " + wrong);
        EXPECT_EQ(refused.status, 2);
        EXPECT_THAT(refused.err, HasSubstr("--total; found \"" + std::string(wrong) + "\""));
    }
}

TEST_F(Suppress, HierarchiesOfBothKinds) {
    write("tree.csv", "code,parent,label\nAll,,Everywhere\nNorth,All,\nN,North,\nS,All,\n");
    write("tree.hrc", "North\n@N\nS\n");
    const auto csv = run("suppress --input in.csv --dimension area=tree.csv --dimension kind "
                         "--count n --threshold 2");
    EXPECT_EQ(csv.status, 0) << csv.err;
    EXPECT_THAT(csv.out, HasSubstr("All,Total,2589\n"));
    EXPECT_THAT(csv.out, HasSubstr("North,a,3\n"));
    const auto hrc = run("suppress --input in.csv --dimension area=tree.hrc --dimension kind "
                         "--count n --threshold 2");
    EXPECT_EQ(hrc.status, 0) << hrc.err;
    EXPECT_THAT(hrc.out, HasSubstr("North,b,871\n"));
}

TEST_F(Suppress, KeptAndFrozenCellsStayPublic) {
    write("keep.csv", "kind,area\nb,S\n");
    const auto r = run("suppress" + by + "--threshold 5 --keep keep.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("S,b,853\n"));
    write("frozen.csv", "kind,area\nb,N\nb,S\nb,Total\nTotal,N\nTotal,S\nTotal,Total\n");
    const auto none = run("suppress" + by + "--threshold 5 --frozen frozen.csv");
    EXPECT_EQ(none.status, 1);
    EXPECT_THAT(none.err, StartsWith("sdckit: error: "));
    EXPECT_THAT(none.err, HasSubstr("area=N, kind=a"));
    EXPECT_EQ(none.out, "");
}

TEST_F(Suppress, NothingIsWrittenIfItCannotProtect) {
    write("out.csv", "before");
    write("keep.csv", "area,kind\nN,a\n");
    const auto r =
        run("suppress" + by + "--threshold 5 --keep keep.csv --output out.csv --private p.json");
    EXPECT_EQ(r.status, 1);
    EXPECT_EQ(read("out.csv"), "before");
    EXPECT_THAT(files(), ElementsAre("in.csv", "keep.csv", "out.csv"));
}

TEST_F(Suppress, AnEarlierPublicTableIsFrozen) {
    write("earlier.csv", "area,kind,count\nTotal,Total,2589\nN,a,[c]\nS,a,862\n");
    const auto r = run("suppress" + by + "--threshold 5 --frozen earlier.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("N,a,[c]\n"));
    EXPECT_THAT(r.out, HasSubstr("S,a,862\n"));
    write("earlier.csv", "area,kind,count\nTotal,Total,2589\nN,a,2\n");
    const auto differs = run("suppress" + by + "--threshold 5 --frozen earlier.csv");
    EXPECT_EQ(differs.status, 2);
    EXPECT_THAT(differs.err, HasSubstr("earlier.csv:3: an already published number is not that "
                                       "of the input; cell area=N, kind=a; found 2\n"));
}

/// By any spelling, and before anything is computed.
TEST_F(Suppress, AFileIsOneOutputOnly) {
    std::filesystem::create_symlink("real.json", path("link.json"));
    write("real.json", "before");
    for (const auto& other : {std::string("./p.csv"), path("p.csv"), std::string("../work/p.csv")})
        EXPECT_THAT(run("suppress" + by + "--threshold 5 --output p.csv --private " + other).err,
                    HasSubstr("two outputs go to the same file"));
    EXPECT_EQ(run("suppress" + by + "--threshold 5 --output link.json --private real.json").status,
              2);
    EXPECT_EQ(run("suppress" + by + "--threshold 5 --private /dev/stdout").status, 2);
    EXPECT_EQ(
        run("suppress" + by + "--threshold 5 --output o.csv --private - --certificate -").status,
        2);
    EXPECT_EQ(run("suppress --input none.csv --dimension k --threshold 5 --output p --private ./p")
                  .status,
              2);
    EXPECT_EQ(read("real.json"), "before");
    EXPECT_THAT(files(), ElementsAre("in.csv", "link.json", "real.json"));
}

TEST_F(Suppress, NoOutputOverwritesAnInput) {
    const auto before = read("in.csv");
    write("kind.csv", "code,parent\nTotal,\na,Total\nb,Total\n");
    std::filesystem::create_symlink("in.csv", path("link.csv"));
    for (const auto& place : {std::string("in.csv"), std::string("./in.csv"), path("in.csv"),
                              std::string("link.csv")}) {
        EXPECT_THAT(run("suppress" + by + "--threshold 5 --output " + place).err,
                    HasSubstr("an output would overwrite an input"));
        EXPECT_EQ(run("suppress" + by + "--threshold 5 --certificate " + place).status, 2);
    }
    EXPECT_EQ(run("suppress --input in.csv --dimension area --dimension kind=kind.csv --count n "
                  "--threshold 5 --output kind.csv")
                  .status,
              2);
    write("list.csv", "area,kind\nN,b\n");
    for (const char* option : {"--keep", "--frozen", "--structural-zeros"}) {
        EXPECT_THAT(
            run("suppress" + by + "--threshold 5 --private list.csv " + option + " list.csv").err,
            HasSubstr("an output would overwrite an input"));
    }
    write("stdin", before);
    EXPECT_EQ(run("suppress --input - --dimension area --dimension kind --count n --threshold 5 "
                  "--output stdin")
                  .status,
              2);
    EXPECT_EQ(read("in.csv"), before);
}

TEST_F(Suppress, NothingIsWrittenIfOneOutputCannotBe) {
    write("out.csv", "before");
    const auto r = run("suppress" + by + "--threshold 5 --output out.csv --private none/p.json");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("none/p.json"));
    EXPECT_EQ(read("out.csv"), "before");
    EXPECT_THAT(files(), ElementsAre("in.csv", "out.csv"));
}

TEST_F(Suppress, AFullDiskIsAnInternalFailure) {
    const auto r = run("suppress" + by + "--threshold 5 --output /dev/full --private p.json");
    EXPECT_EQ(r.status, 3);
    EXPECT_THAT(files(), ElementsAre("in.csv"));
}

TEST_F(Suppress, PrivateAndPublicDoNotMeetOnStandardOutput) {
    const auto r = run("suppress" + by + "--threshold 5 --private -");
    EXPECT_EQ(r.status, 2);
    EXPECT_EQ(r.out, "");
    EXPECT_EQ(run("suppress" + by + "--threshold 5 --private p --certificate p").status, 2);
}

/// The founding case in small: a total of 4 is public, its breakdown is not. The months are those
/// of a list: if only those were listed in which something happened, the list itself would tell.
TEST_F(Suppress, TheTotalAloneIsPublished) {
    write("four.csv", "month\n2024-02\n2024-05\n2024-05\n2024-09\n");
    write("months.csv",
          "code,parent\nTotal,\n2024-02,Total\n2024-03,Total\n2024-05,Total\n2024-09,Total\n");
    const auto r = run("suppress --input four.csv --dimension month=months.csv --policy "
                       "uk_police_total_only --output out.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("out.csv"),
              "month,count\nTotal,4\n2024-02,[c]\n2024-03,[c]\n2024-05,[c]\n2024-09,[c]\n");
    const auto listed =
        run("suppress --input four.csv --dimension month --policy uk_police_total_only");
    EXPECT_EQ(listed.status, 1);
    EXPECT_EQ(listed.out, "");
    EXPECT_EQ(run("suppress --input four.csv --dimension month=months.csv --threshold 5 "
                  "--publish-total --min-total-for-breakdown 5 --output by_options.csv")
                  .status,
              0);
    EXPECT_EQ(read("by_options.csv"), read("out.csv"));
}

TEST_F(Suppress, GroupDisclosureAndRoles) {
    write("groups.csv", "area,outcome,n\nN,x,20\nN,y,0\nS,x,30\nS,y,25\nW,x,15\nW,y,0\n");
    const std::string groups =
        "suppress --input groups.csv --dimension area --dimension outcome --count n --role "
        "outcome=sensitive --group-disclosure 1 --zeros eligible";
    const auto r = run(groups);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("N,x,[c]\n"));
    EXPECT_THAT(r.err, HasSubstr("unsafe 2,"));
}

TEST_F(Suppress, StructuralZerosStayPublic) {
    write("z.csv", "area,kind,n\nN,a,3\nN,b,0\nN,c,9\nS,a,8\nS,b,7\nS,c,9\n");
    write("structural.csv", "area,kind\nN,b\n");
    const auto r = run("suppress --input z.csv --dimension area --dimension kind --count n "
                       "--threshold 5 --zeros hide --structural-zeros structural.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("N,b,0\n"));
}

TEST_F(Suppress, AgainstReadersInTheTable) {
    write("row.csv", "k,firm,n\na,H,1\nb,H,8\nb,K,1\nc,K,20\n");
    const std::string row = "suppress --input row.csv --dimension k --count n --zeros eligible "
                            "--threshold 3 --output p.csv ";
    const auto r = run(row + "--intruder contributor --format json");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(
        r.err,
        HasSubstr(", proved 1 of 1 against outsiders, each contributor of a count of one\n"));
    EXPECT_THAT(
        read("p.csv"),
        HasSubstr(
            "nor a sole contributor of a suppressed count can narrow an unsafe count of others"));
    const auto both = run(row + "--intruder coalition=2 --contributor firm");
    EXPECT_EQ(both.status, 0) << both.err;
    EXPECT_THAT(both.err, HasSubstr(" against outsiders, each coalition of 2, each holding\n"));
    EXPECT_THAT(run(row).err, EndsWith(", proved 1 of 1\n"));
    EXPECT_EQ(run(row + "--intruder neighbour").status, 2);
    EXPECT_EQ(run(row + "--intruder coalition=0").status, 2);
    EXPECT_EQ(run(row + "--contributor nobody").status, 2);
    EXPECT_EQ(
        run("suppress --input - --dimension k --count n --threshold 3 --contributor firm").status,
        2)
        << "it is read twice";
}

/// Rows of a CSV in the order of these columns, sorted.
std::vector<std::string> sorted_rows(const std::string& csv, std::size_t first,
                                     std::size_t second) {
    std::vector<std::string> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        std::array<std::string, 3> fields;
        std::istringstream text(line);
        for (auto& field : fields) std::getline(text, field, ',');
        rows.push_back(fields[first] + ',' + fields[second] + ',' + fields[2]);
    }
    std::ranges::sort(rows);
    return rows;
}

/// Many cells cost the same: which of them are suppressed is decided by names.
TEST_F(Suppress, TheOrderOfRowsAndDimensionsDoesNotDecideWhatIsWithheld) {
    std::vector<std::string> rows{"N,a,1\n", "N,b,1\n", "N,c,1\n", "N,d,7\n", "S,a,2\n", "S,b,7\n",
                                  "S,c,7\n", "S,d,7\n", "E,a,7\n", "E,b,7\n", "E,c,2\n", "E,d,7\n",
                                  "W,a,1\n", "W,b,7\n", "W,c,7\n", "W,d,2\n"};
    const auto write_rows = [&](const std::string& name) {
        std::string text = "area,kind,n\n";
        for (const auto& row : rows) text += row;
        write(name, text);
    };
    write_rows("rows.csv");
    std::ranges::reverse(rows);
    write_rows("reversed.csv");
    for (const char* options :
         {"", " --method optimal", " --intruder contributor", " --cost distance"}) {
        const auto first = run(
            "suppress --input rows.csv --dimension area --dimension kind --count n --threshold 5" +
            std::string(options));
        const auto reversed = run("suppress --input reversed.csv --dimension area --dimension kind "
                                  "--count n --threshold 5" +
                                  std::string(options));
        const auto turned = run(
            "suppress --input rows.csv --dimension kind --dimension area --count n --threshold 5" +
            std::string(options));
        ASSERT_EQ(first.status, 0) << options << first.err;
        EXPECT_NE(first.out, reversed.out) << "the order of rows stays that of the input";
        EXPECT_EQ(sorted_rows(first.out, 0, 1), sorted_rows(reversed.out, 0, 1)) << options;
        EXPECT_EQ(sorted_rows(first.out, 0, 1), sorted_rows(turned.out, 1, 0)) << options;
        EXPECT_EQ(first.last_line(), reversed.last_line());
        EXPECT_EQ(first.last_line(), turned.last_line());
    }
}

/// K is all of b and knows what is left of the total: nothing can protect a.
TEST_F(Suppress, WhoIsInsideIsNotTold) {
    write("row.csv", "k,firm,n\na,H,1\nb,K,9\n");
    const auto r = run("suppress --input row.csv --dimension k --count n --zeros eligible "
                       "--threshold 3 --publish-total --contributor firm --output p.csv");
    EXPECT_EQ(r.status, 1);
    EXPECT_FALSE(exists("p.csv"));
    EXPECT_THAT(r.err, HasSubstr("cell k=a"));
    for (const char* secret : {"firm", "K", "k=b", "9"}) EXPECT_THAT(r.err, Not(HasSubstr(secret)));
}

} // namespace
