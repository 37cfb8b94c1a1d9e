#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Usage : public Program {
protected:
    Usage() { write("in.csv", "k,n\na,9\nb,7\n"); }
    const std::string input = " --input in.csv --dimension k --count n ";

    void expect_refused(const std::string& words, const std::string& says) const {
        SCOPED_TRACE(words);
        const auto r = run(words);
        EXPECT_EQ(r.status, 2);
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, StartsWith("sdckit: error: "));
        EXPECT_THAT(r.err, HasSubstr(says));
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
    }
};

TEST_F(Usage, HelpTeachesByExample) {
    for (const char* words : {"--help", "suppress --help", "round --help", "coarsen --help",
                              "audit --help", "score --help", "verify --help", "policies --help"}) {
        const auto r = run(words);
        EXPECT_EQ(r.status, 0);
        EXPECT_EQ(r.err, "");
        EXPECT_THAT(r.out, HasSubstr("Examples:\n"));
        EXPECT_TRUE(r.out.ends_with("\n"));
    }
    EXPECT_THAT(run("--version").out, StartsWith("sdckit "));
}

TEST_F(Usage, WhatIsNotYetThereIsNotInTheHelp) {
    const auto all = run("--help").out;
    for (const char* command : {"perturb", "foi"}) {
        EXPECT_THAT(all, Not(HasSubstr(command)));
        expect_refused(std::string(command) + " --input x --help", "not yet available");
    }
    const auto help = run("suppress --help").out;
    for (const char* option : {"--value", "--weight", "--dominance", "--p-percent"}) {
        EXPECT_THAT(help, Not(HasSubstr(std::string(option) + " ")));
        expect_refused("suppress" + input + option + " x",
                       std::string(option) + ": not yet available");
    }
    expect_refused("round" + input + "--base 5 --linked x", "--linked: not yet available");
    expect_refused("coarsen" + input + "--threshold 5 --certificate x",
                   "--certificate: not yet available");
    for (const char* method : {"random", "controlled", "unbiased", "small-count"})
        expect_refused("round" + input + "--base 5 --method " + method, "not yet available");
}

TEST_F(Usage, BadCommandLines) {
    expect_refused("", "no command");
    expect_refused("supress --threshold 5", "unknown command \"supress\"");
    expect_refused("suppress --nope", "--nope");
    expect_refused("suppress" + input + "extra --threshold 5", "extra");
    expect_refused("suppress --dimension k --threshold 5", "no input");
    expect_refused("suppress --input in.csv --threshold 5", "no dimension");
    expect_refused("suppress" + input, "no rule given");
    expect_refused("suppress" + input + "--threshold", "--threshold");
    expect_refused("suppress" + input + "--threshold 5 --threshold 6", "--threshold");
    expect_refused("suppress --input in.csv --dimension k= --threshold 5", "--dimension");
    expect_refused("suppress --input in.csv --dimension k --dimension k --threshold 5",
                   "dimension given twice");
}

TEST_F(Usage, BadValues) {
    for (const char* n : {"x", "-1", "1.5", "''", "99999999999999999999"}) {
        if (n != std::string("''"))
            expect_refused("suppress" + input + "--threshold " + n, "--threshold");
        expect_refused("round" + input + "--base 5 --threads " +
                           std::string(n == std::string("''") ? "0" : n),
                       "--threads");
    }
    expect_refused("suppress" + input + "--threshold 0", "--threshold; found 0; wanted at least 1");
    expect_refused("suppress" + input + "--threshold 5 --zeros never", "--zeros");
    expect_refused("suppress" + input + "--threshold 5 --zeros hide-below=x", "hide-below");
    expect_refused("suppress" + input + "--threshold 5 --protect half", "--protect");
    expect_refused("suppress" + input + "--threshold 5 --protect percent=0", "percent");
    expect_refused("suppress" + input + "--threshold 5 --cost free", "--cost");
    expect_refused("suppress" + input + "--threshold 5 --format xml", "--format");
    expect_refused("suppress" + input + "--threshold 5 --marker gs", "marker");
    expect_refused("suppress" + input + "--threshold 5 --marker text=0", "marker");
    expect_refused("suppress" + input + "--threshold 5 --role k=secret", "--role");
    expect_refused("suppress" + input + "--threshold 5 --role j=time", "--role");
    expect_refused("suppress" + input + "--policy none", "uk_foi_lt5");
    expect_refused("suppress" + input + "--policy opensafely_midpoint6", "no rule given");
    expect_refused("suppress" + input + "--min-total-for-breakdown 3 --threshold 5",
                   "--min-total-for-breakdown; found 3");
    expect_refused("suppress" + input + "--threshold 5 --seed x", "--seed");
    expect_refused("suppress" + input + "--group-disclosure x", "--group-disclosure");
    expect_refused("suppress" + input + "--min-total-for-breakdown x", "--min-total-for-breakdown");
}

TEST_F(Usage, AnEmptyValueIsNoValue) {
    for (const char* option : {"--threshold", "--private", "--output", "--policy", "--zeros",
                               "--keep", "--marker", "--threads", "--role", "--total"})
        expect_refused("suppress" + input + "--group-disclosure 1 " + option + " ''",
                       std::string(option) + ": an empty value");
    expect_refused("round" + input + "--base ''", "--base: an empty value");
    expect_refused("audit --public '' --dimension k", "--public: an empty value");
}

TEST_F(Usage, ZerosAndTotalsGoWithARule) {
    expect_refused("suppress" + input + "--zeros hide", "no rule given");
    expect_refused("suppress" + input + "--publish-total", "no rule given");
    expect_refused("audit" + input + "--zeros unsafe", "no rule given");
    EXPECT_EQ(run("suppress" + input + "--min-total-for-breakdown 5").status, 0);
}

TEST_F(Usage, AMarkerIsNoRangeAndIsText) {
    for (const char* text : {"<5", "1 to 4", "20 to 30", "fewer than 5"})
        expect_refused("suppress" + input + "--threshold 5 --marker 'text=" + text + "'",
                       "--marker");
    expect_refused("suppress" + input + "--threshold 5 --marker 'text=\xFF'", "UTF-8");
}

TEST_F(Usage, StandardInputIsReadOnce) {
    expect_refused("suppress --input - --dimension k=- --threshold 5",
                   "two inputs are standard input");
    expect_refused("suppress --input - --dimension k --keep /dev/stdin --threshold 5",
                   "two inputs are standard input");
}

TEST_F(Usage, AColumnIsADimensionOrTheCount) {
    expect_refused("suppress --input in.csv --dimension n --count n --threshold 5",
                   "--count; found \"n\"");
}

TEST_F(Usage, ADimensionCannotBeNamedAsTheColumnOfNumbers) {
    write("in.csv", "count,n\na,9\nb,7\n");
    expect_refused("suppress --input in.csv --dimension count --count n --threshold 5",
                   "\"count\"");
}

TEST_F(Usage, PoliciesAreListedAndShown) {
    const auto all = run("policies");
    EXPECT_EQ(all.status, 0);
    EXPECT_THAT(all.out, HasSubstr("nhse_hes_2018"));
    EXPECT_THAT(all.out, HasSubstr("not the legal test"));
    for (const char* words : {"policies --policy cms_11", "policies cms_11"}) {
        const auto one = run(words);
        EXPECT_EQ(one.status, 0);
        EXPECT_THAT(one.out, HasSubstr("2024-01-26"));
        EXPECT_THAT(one.out, HasSubstr("ResDAC"));
        EXPECT_THAT(one.out, HasSubstr("threshold 11, zeros shown"));
    }
    expect_refused("policies --policy none", "unknown policy");
}

} // namespace
