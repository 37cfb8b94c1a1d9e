#include "program.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <string>
#include <vector>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Suppressed are 7654321 and one complement, whose count is the cost; by two dimensions more.
class Log : public Program {
protected:
    Log() {
        write("one.csv", "kind,n\na,7654321\nb,12345678\nc,87654321\n");
        write("in.csv", "area,kind,n\nN,a,7654321\nN,b,14725836\nN,c,93692581\n"
                        "S,a,21436587\nS,b,36925814\nS,c,8529637\n"
                        "W,a,12873465\nW,b,71593826\nW,c,25814736\n");
    }
    /// Of the inputs: what no log holds.
    void expect_no_values(const std::string& log) const {
        for (const auto* value :
             {"7654321", "12345678", "87654321", "14725836", "93692581", "21436587", "36925814",
              "8529637", "12873465", "71593826", "25814736", "19999999"})
            EXPECT_EQ(log.find(value), std::string::npos) << value << " in\n" << log;
    }
    const std::string one = " --input one.csv --dimension kind --count n ";
    const std::string two = " --input in.csv --dimension area --dimension kind --count n ";
    const std::string unsafe = "--threshold 10000000 ";
};

TEST_F(Log, OfEveryCommandThatCanLastHoldsNoCount) {
    for (const auto& table : {one, two}) {
        const std::vector<std::string> commands{
            "suppress" + table + unsafe + "--output public.csv --certificate proof.txt",
            "suppress" + table + unsafe + "--output public.csv --method optimal",
            "suppress" + table + unsafe + "--intruder contributor --private record.json",
            "round" + table + unsafe + "--base 100000000 --protect exact",
            "coarsen" + table + unsafe + "--drop-allowed",
            "audit --public public.csv" + table + unsafe,
            "score" + table + "--recommend",
            "verify --public public.csv --certificate proof.txt"};
        for (const auto& command : commands) {
            SCOPED_TRACE(command);
            const auto plain = run(command);
            ASSERT_LE(plain.status, 1) << plain.err;
            std::filesystem::remove(path("log.txt"));
            const auto logged = run(command + " --log debug --log-file log.txt");
            EXPECT_EQ(logged.status, plain.status);
            EXPECT_EQ(logged.out, plain.out);
            EXPECT_EQ(logged.err, plain.err);
            const auto log = read("log.txt");
            EXPECT_THAT(log, ContainsRegex(" info sdckit " + command.substr(0, command.find(' ')) +
                                           ": exit status [01]\n$"));
            expect_no_values(log);
        }
    }
}

TEST_F(Log, TellsStagesSizesAndTimes) {
    const auto r = run("suppress" + two + unsafe + "--output public.csv --log info --quiet");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.err, AllOf(ContainsRegex("^[0-9-]+ [0-9:.]+ info suppress: 16 cells, "),
                             HasSubstr(" requirements with a witness; "),
                             ContainsRegex(" info audit: [0-9]+ requirements, ")));
    expect_no_values(r.err);
    EXPECT_EQ(run("suppress" + two + unsafe + "--quiet --log warning").err, "");
    const auto scored = run("score" + two + "--recommend --output report.txt --log info");
    EXPECT_THAT(scored.err, HasSubstr(" info recommend: "));
    expect_no_values(scored.err);
}

TEST_F(Log, IsAddedToAFile) {
    EXPECT_EQ(run("suppress" + two + unsafe + "--log-file log.txt").status, 0);
    const auto first = read("log.txt");
    EXPECT_THAT(first, HasSubstr(" info sdckit suppress: exit status 0\n"));
    EXPECT_EQ(run("coarsen" + two + unsafe + "--log-file log.txt --drop-allowed").status, 0);
    EXPECT_THAT(read("log.txt"),
                AllOf(StartsWith(first), HasSubstr(" info sdckit coarsen: exit status 0\n")));
}

TEST_F(Log, AFileThatCannotBeWrittenIsRefusedBeforeAnyWork) {
    const auto r = run("suppress --input missing.csv --dimension kind --threshold 5 --output "
                       "public.csv --log-file nowhere/log.txt");
    EXPECT_EQ(r.status, 2);
    EXPECT_EQ(r.err, "sdckit: error: nowhere/log.txt: --log-file: cannot write the log; found No "
                     "such file or directory\n");
    EXPECT_EQ(files(), (std::vector<std::string>{"in.csv", "one.csv"}));
}

TEST_F(Log, DoesNotTouchWhatTheCommandReadsOrWrites) {
    const auto before = read("one.csv");
    write("more.json",
          R"({"tables": [{"name": "more", "input": "one.csv", "output": "more.csv", "count": "n",
                           "dimensions": {"kind": null}}]})");
    for (const auto* file : {"in.csv", "public.csv", "one.csv"}) {
        const auto r = run("suppress" + two + unsafe +
                           "--output public.csv --linked more.json "
                           "--log-file " +
                           file);
        EXPECT_EQ(r.status, 2) << file;
        EXPECT_THAT(r.err, HasSubstr(std::string(": ") + (file == std::string("public.csv")
                                                              ? "two outputs go to the same file"
                                                              : "an output would overwrite")))
            << file;
    }
    EXPECT_EQ(read("one.csv"), before);
}

TEST_F(Log, ALineThatIsLostIsReportedOnce) {
    if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "no /dev/full";
    const std::string lost =
        "sdckit: error: /dev/full: cannot write the log; found No space left on device\n";
    const auto r = run("suppress" + two + unsafe + "--quiet --log debug --log-file /dev/full");
    EXPECT_EQ(r.status, 3) << "as for other outputs";
    EXPECT_EQ(r.err, lost);
    const auto found =
        run("audit --public in.csv" + two + "--threshold 99999999 --log-file /dev/full");
    EXPECT_NE(found.status, 3) << "what the command found comes first";
    EXPECT_NE(found.status, 0);
}

TEST_F(Log, ARefusalLeavesNoEmptyFile) {
    EXPECT_EQ(run("suppress" + two + "--threshold x --log-file log.txt").status, 2);
    EXPECT_EQ(files(), (std::vector<std::string>{"in.csv", "one.csv"}));
}

TEST_F(Log, LevelsAreNamed) {
    const auto r = run("suppress" + two + unsafe + "--log loud");
    EXPECT_EQ(r.status, 2);
    EXPECT_EQ(r.err, "sdckit: error: --log; found \"loud\"; wanted one of debug, info, warning, "
                     "error\n");
    EXPECT_THAT(run("suppress" + two + unsafe + "--log-file -").err,
                HasSubstr("--log-file; found \"-\"; wanted a file"));
}

} // namespace
