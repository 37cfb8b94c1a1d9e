/// Releases that have some margins of a table, or fewer levels.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Publish : public Program {
protected:
    Publish() {
        write("in.csv", "area,kind,sex,n\nN,a,f,1\nN,a,m,2\nN,b,f,40\nN,b,m,31\n"
                        "S,a,f,20\nS,a,m,9\nS,b,f,3\nS,b,m,27\n");
    }
    [[nodiscard]] support::outcome suppress(const std::string& options) const {
        return run("suppress --input in.csv --dimension area --dimension kind --dimension sex "
                   "--count n --threshold 5 " +
                   options);
    }
};

TEST_F(Publish, OneWayTablesHaveNoRowsOfOtherTables) {
    const auto r = suppress("--publish area+kind --private record.json --certificate proof.txt "
                            "--output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(read("public.csv"), "area,kind,sex,count\nTotal,Total,Total,133\nTotal,a,Total,32\n"
                                  "Total,b,Total,101\nN,Total,Total,74\nS,Total,Total,59\n");
    EXPECT_EQ(r.last_line(), "cells 5, unsafe 0, withheld 0, secondary 0, cost 0, proved 0 of 0");
    EXPECT_THAT(read("record.json"), HasSubstr("\"status\":\"not published\""));
    const auto checked = run("verify --public public.csv --certificate proof.txt --threshold 5");
    EXPECT_EQ(checked.status, 0) << checked.err;
}

TEST_F(Publish, UnsafeCellsOfAPublishedTableAreProtected) {
    const auto r = suppress("--publish 'area*kind' --certificate proof.txt --output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("public.csv"), HasSubstr("N,a,Total,[c]\n"));
    EXPECT_THAT(read("public.csv"), Not(HasSubstr(",f,")));
    EXPECT_THAT(r.last_line(), StartsWith("cells 9, unsafe 1, withheld 4"));
    const auto checked = run("verify --public public.csv --certificate proof.txt --threshold 5");
    EXPECT_EQ(checked.status, 0) << checked.err;
    const auto attacked = run("audit --public public.csv --dimension area --dimension kind "
                              "--dimension sex --threshold 5");
    EXPECT_EQ(attacked.status, 0) << attacked.out << attacked.err;
}

/// What is suppressed is that of the table of these dimensions alone.
TEST_F(Publish, ATermIsTheTableOfItsDimensions) {
    ASSERT_EQ(suppress("--publish 'kind*sex' --output part.csv").status, 0);
    ASSERT_EQ(suppress("--depth area=0 --output alone.csv").status, 0);
    auto part = read("part.csv");
    for (auto at = part.find("area,"); at != std::string::npos; at = part.find("area,"))
        part.erase(at, 5);
    for (auto at = part.find("\nTotal,"); at != std::string::npos;
         at = part.find("\nTotal,", at + 1))
        part.erase(at + 1, 6);
    EXPECT_EQ(part, read("alone.csv"));
}

TEST_F(Publish, RoundHasTheSameRows) {
    const auto r = run("round --input in.csv --dimension area --dimension kind --dimension sex "
                       "--count n --base 5 --publish sex");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "area,kind,sex,count_nearest5\nTotal,Total,Total,135\nTotal,Total,f,65\n"
                     "Total,Total,m,70\n");
}

TEST_F(Publish, AFileHasOneTableALine) {
    write("tables.txt", "# of the yearbook\narea\nsex\n");
    EXPECT_EQ(suppress("--publish tables.txt").out, suppress("--publish area+sex").out);
    write("area", "sex\n");
    const auto r = suppress("--publish area");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("./area for the file"));
    EXPECT_EQ(suppress("--publish ./area").out, suppress("--publish sex").out);
    write("wrong.txt", "area*colour\n");
    EXPECT_THAT(suppress("--publish wrong.txt").err,
                HasSubstr("wrong.txt: --publish: a table of a dimension that is not there; found "
                          "\"colour\"; wanted one of area, kind, sex"));
}

TEST_F(Publish, OtherIntrudersAndMethodsAreRefused) {
    for (const auto* options :
         {"--publish area --intruder contributor", "--publish area --linked more.json",
          "--publish area --contributor area"}) {
        const auto r = suppress(options);
        EXPECT_EQ(r.status, 2) << options;
        EXPECT_THAT(r.err, HasSubstr("--publish")) << options;
        EXPECT_EQ(r.out, "");
    }
}

TEST_F(Publish, EachCodeOfAColumnHasItsTable) {
    const auto r = run("suppress --input in.csv --by area --dimension kind --dimension sex "
                       "--count n --threshold 5 --private record.json --report report.html "
                       "--output public.csv");
    EXPECT_EQ(r.status, 0) << r.err;
    write("n.csv", "kind,sex,n\na,f,1\na,m,2\nb,f,40\nb,m,31\n");
    const auto alone =
        run("suppress --input n.csv --dimension kind --dimension sex --count n --threshold 5");
    std::string expected;
    for (std::size_t at = 0; at < alone.out.size();) {
        const auto end = alone.out.find('\n', at) + 1;
        expected += (at == 0 ? "area," : "N,") + alone.out.substr(at, end - at);
        at = end;
    }
    EXPECT_THAT(read("public.csv"), StartsWith(expected));
    EXPECT_THAT(r.last_line(), StartsWith("tables 2, cells 18, unsafe 4, "));
    EXPECT_THAT(read("record.json"), HasSubstr("\"name\": \"area=S\""));
    EXPECT_THAT(read("report.html"), HasSubstr("area=S"));
}

TEST_F(Publish, ATableThatIsTheSumOfTheOthersIsRefused) {
    write("sums.csv", "practice,kind,n\nP,a,10\nP,b,20\nQ,a,3\nQ,b,30\nAll,a,13\nAll,b,50\n");
    const auto r = run("suppress --input sums.csv --by practice --dimension kind --count n "
                       "--threshold 5");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("\"All\" looks like the total of \"practice\""));
    EXPECT_EQ(run("suppress --input in.csv --by area --dimension kind --count n --keep k.csv "
                  "--threshold 5")
                  .status,
              2);
}

TEST_F(Publish, ALevelIsLeftOut) {
    write("area.csv", "code,parent\nTotal,\nNorth,Total\nN,North\nS,Total\n");
    const auto r = run("suppress --input in.csv --dimension area=area.csv --dimension kind "
                       "--count n --threshold 5 --sum-duplicates --depth area=1 --depth kind=0");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "area,count\nTotal,133\nNorth,74\nS,59\n");
}

TEST_F(Publish, TheShapeOfTheFileIsKept) {
    write("as.csv", "n;note;kind;area\n3;two men;a;N\n871;;b;N\n862;;a;S\n853;;b;S\n1724;;b;All\n");
    const auto r = run("suppress --input as.csv --dimension area --dimension kind --count n "
                       "--threshold 5 --total area=All --as-read");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "n;kind;area\n[c];a;N\n[c];b;N\n[c];a;S\n[c];b;S\n1724;b;All\n");
    const auto rounded = run("round --input as.csv --dimension area --dimension kind --count n "
                             "--base 5 --total area=All --as-read");
    EXPECT_EQ(rounded.out, "n_nearest5;kind;area\n5;a;N\n870;b;N\n860;a;S\n855;b;S\n1725;b;All\n");
}

TEST_F(Publish, ACrossTableStaysOne) {
    write("wide.csv", "Area,a,b,Total\nN,3,871,874\nS,862,853,1715\nTotal,865,1724,2589\n");
    const auto r = run("suppress --input wide.csv --dimension Area --wide Kind --threshold 5 "
                       "--as-read --marker nhs");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "Area,a,b,Total\nN,*,*,874\nS,*,*,1715\nTotal,865,1724,2589\n");
    EXPECT_EQ(run("round --input wide.csv --dimension Area --wide Kind --base 5 --as-read").status,
              2);
}

TEST_F(Publish, ASuppressedZeroWithoutARowIsNotTakenForAZero) {
    write("gap.csv", "area,kind,n\nN,a,3\nN,b,20\nS,b,40\n");
    const auto options = std::string("suppress --input gap.csv --dimension area --dimension kind "
                                     "--count n --threshold 5 --zeros hide ");
    EXPECT_EQ(run(options).status, 0);
    const auto r = run(options + "--as-read");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("a suppressed cell has no row in the file"));
    EXPECT_EQ(r.out, "");
    EXPECT_EQ(run("suppress --input in.csv --dimension area --sum-duplicates --count n "
                  "--threshold 5 --as-read")
                  .status,
              2);
}

// Codes that come from the data occur, as far as they are shown.
TEST_F(Publish, ShownLevelsOfCodesThatOccurAreKnownToHoldSomebody) {
    write("r.csv", "region,force\nNorth,Leeds\nSouth,Kent\nWest,Bath\n");
    const std::string options = "suppress --input r.csv --dimension area=columns:region/force "
                                "--threshold 2 --zeros eligible --publish-total ";
    EXPECT_EQ(run(options + "--publish 'area(1)'").status, 1);
    EXPECT_EQ(run(options + "--depth area=1").status, 1);
}

TEST_F(Publish, SumsOfPublishedCellsAreJudged) {
    write("m.csv", "a,b,n\nx,p,1\nx,q,1\ny,p,9\ny,q,9\n");
    const auto r = run("suppress --input m.csv --count n --threshold 3 --zeros eligible "
                       "--publish a:b --dimension a --dimension b --output o.csv "
                       "--certificate c.txt");
    if (r.status == 0) {
        EXPECT_EQ(run("audit --public o.csv --threshold 3 --zeros eligible --dimension a "
                      "--dimension b")
                      .status,
                  0);
        EXPECT_EQ(
            run("verify --public o.csv --certificate c.txt --threshold 3 --zeros eligible").status,
            0);
    } else {
        EXPECT_EQ(r.status, 1) << r.err;
    }
}

TEST_F(Publish, ACertificateOfATableInPartVerifies) {
    write("k.csv", "a,b,n\na0,b0,0\na0,b1,4\na1,b0,1\na1,b1,1\n");
    for (const auto* terms : {"b:a+b", "a*b", "a", "a:b", "a+b"}) {
        const auto r =
            run(std::string("suppress --input k.csv --count n --threshold 3 --publish ") + terms +
                " --publish-total --dimension a --dimension b --output o.csv "
                "--certificate c.txt");
        if (r.status != 0) continue;
        const auto checked =
            run("verify --public o.csv --certificate c.txt --threshold 3 --publish-total");
        EXPECT_EQ(checked.status, 0) << terms << checked.err;
    }
}

TEST_F(Publish, ByHasTheCodesOfItsOwnRows) {
    std::string text = "gp,d\n";
    for (const auto* code : {"p", "q", "s", "u", "v"}) text += std::string("A,") + code + "\n";
    for (int i = 0; i < 9; ++i) text += "B,r\n";
    write("rec.csv", text);
    const auto r = run("suppress --input rec.csv --by gp --dimension d --threshold 5 --zeros "
                       "eligible");
    write("a.csv", "d\np\nq\ns\nu\nv\n");
    const auto alone = run("suppress --input a.csv --dimension d --threshold 5 --zeros eligible");
    EXPECT_EQ(r.status, alone.status) << r.err;
    EXPECT_THAT(r.out, Not(HasSubstr("A,r,")));
    for (const auto* wrong : {"--by n --dimension kind --count n", "--by kind --dimension kind "
                                                                   "--count n"})
        EXPECT_EQ(
            run(std::string("suppress --input in.csv --sum-duplicates --threshold 5 ") + wrong)
                .status,
            2);
}

TEST_F(Publish, TheShapeOfTheFileHasNoRowsOfOtherCells) {
    write("h.csv", "code,parent\nTotal,\nG,Total\nA,G\nB,G\nH,Total\nE,H\n");
    write("d.csv", "area,n\nTotal,34\nG,4\nA,1\nB,3\nH,30\nE,30\n");
    const std::string options = "suppress --input d.csv --dimension area=h.csv --count n "
                                "--threshold 5 --publish 'area(1)' --as-read ";
    const auto r = run(options);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, Not(HasSubstr("A,")));
    EXPECT_EQ(run(options + "--format json").status, 2);
}

} // namespace
