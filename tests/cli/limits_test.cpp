/// Whole numbers that no count can be: every option of every command refuses them by name.
#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

class Limits : public Program {
protected:
    Limits() {
        write("in.csv", "k,n\na,9\nb,7\nc,3\n");
        write("public.csv", "k,n\nTotal,19\na,[c]\nb,7\nc,[c]\n");
    }
    const std::string input = " --input in.csv --dimension k --count n ";

    /// `words` with the number in place of N.
    void expect_refused(std::string words, const std::string& option) const {
        const auto at = words.rfind('N');
        for (const char* n : {"9223372036854775807", "9223372036854775806", "1000000000000001"}) {
            auto line = words;
            line.replace(at, 1, n);
            SCOPED_TRACE(line);
            const auto r = run(line);
            EXPECT_EQ(r.status, 2);
            EXPECT_EQ(r.out, "");
            EXPECT_THAT(r.err, HasSubstr(option));
            EXPECT_THAT(r.err, HasSubstr(n));
            EXPECT_THAT(r.err, HasSubstr("wanted"));
        }
    }
};

TEST_F(Limits, OfRules) {
    const std::vector<std::pair<std::string, std::string>> options{
        {"--threshold N", "--threshold"},
        {"--threshold 5 --min-total-for-breakdown N", "--min-total-for-breakdown"},
        {"--threshold 5 --zeros hide-below=N", "--zeros hide-below"},
        {"--group-disclosure N", "--group-disclosure"}};
    for (const auto& [words, option] : options) {
        for (const char* command : {"suppress", "audit", "coarsen"})
            expect_refused(command + input + words, option);
        expect_refused("round" + input + "--base 5 " + words, option);
        expect_refused("audit --public public.csv --dimension k " + words, option);
        expect_refused("verify --public public.csv --certificate none --dimension k " + words,
                       option);
    }
    expect_refused("score --public public.csv --dimension k --threshold N", "--threshold");
}

TEST_F(Limits, OfProtectionAndIntruders) {
    for (const char* width : {"percent", "absolute"}) {
        const auto option = std::string("--protect ") + width;
        for (const char* command : {"suppress", "audit"})
            expect_refused(command + input + "--threshold 5 " + option + "=N", option);
        expect_refused("round" + input + "--base 5 " + option + "=N", option);
        expect_refused(
            "verify --public public.csv --certificate none --dimension k --threshold 5 " + option +
                "=N",
            option);
    }
    for (const char* command : {"suppress", "audit"})
        expect_refused(command + input + "--threshold 5 --intruder coalition=N", "--intruder");
    for (const char* command : {"score", "coarsen"}) {
        expect_refused(command + input + "--intruder coalition=N", "--intruder");
        expect_refused(command + input + "--population N", "--population");
    }
    for (const char* kind : {"age", "population"})
        expect_refused("score" + input + "--population 1000 --period year --trait k=" + kind + "=N",
                       "--trait");
}

TEST_F(Limits, OfRounding) {
    for (const char* method : {"nearest", "midpoint"})
        expect_refused("round" + input + "--method " + method + " --base N", "--base");
    const std::string audit = "audit --public public.csv --dimension k --threshold 5 ";
    for (const char* method : {"nearest", "midpoint", "random", "controlled"})
        expect_refused(audit + "--method " + method + " --base N", "--base");
    expect_refused(audit + "--method controlled --base 5 --steps N", "--steps");
    expect_refused(audit + "--method noise --deviation N", "--deviation");
}

TEST_F(Limits, OfEffort) {
    for (const char* option : {"--effort", "--seconds", "--threads"})
        expect_refused("suppress" + input + "--threshold 5 " + option + " N", option);
    expect_refused("suppress" + input + "--threshold 5 --method optimal --nodes N", "--nodes");
    expect_refused("suppress" + input + "--threshold 5 --cost distance=1,N", "--cost distance");
}

TEST_F(Limits, OfFiles) {
    for (const char* n : {"9223372036854775807", "9223372036854775806", "1000000000000001"}) {
        for (const char* column : {"lower", "upper", "sliding"}) {
            const std::string others = column == std::string("sliding") ? "lower,upper"
                                       : column == std::string("upper") ? "lower"
                                                                        : "upper";
            write("levels.csv", "k," + others + "," + column + "\na," +
                                    (others == "lower,upper" ? "1,1," : "1,") + n + "\n");
            const auto r = run("suppress" + input + "--levels levels.csv");
            EXPECT_EQ(r.status, 2);
            EXPECT_THAT(r.err, HasSubstr("levels.csv:2:"));
            EXPECT_THAT(r.err, HasSubstr(n));
        }
        for (const char* rounding : {R"("method": "nearest", "base": N)",
                                     R"("method": "nearest", "base": 5, "redact_to": N)",
                                     R"("method": "random", "base": N)",
                                     R"("method": "controlled", "base": 5, "steps": N)",
                                     R"("method": "noise", "deviation": N)"}) {
            std::string text = rounding;
            text.replace(text.rfind('N'), 1, n);
            write(
                "linked.json",
                R"({"tables": [{"name": "a", "public": "public.csv", "dimensions": {"k": null}, "rounding": {)" +
                    text + "}}]}");
            const auto r = run("audit" + input + "--threshold 5 --linked linked.json");
            EXPECT_EQ(r.status, 2) << text;
            EXPECT_THAT(r.err, HasSubstr(n));
        }
    }
}

TEST_F(Limits, TheLargestIsTaken) {
    const std::string n = "1000000000000000";
    EXPECT_EQ(run("suppress" + input + "--threshold " + n + " --publish-total").status, 1);
    EXPECT_THAT(run("suppress" + input + "--threshold " + n).err, Not(HasSubstr("wanted")));
    EXPECT_EQ(run("audit" + input + "--threshold 5 --intruder coalition=" + n).status, 1);
    EXPECT_EQ(run("score" + input + "--population " + n).status, 1);
    EXPECT_EQ(run("round" + input + "--base " + n).status, 0);
}

} // namespace
