#include "program.hpp"

#include <gmock/gmock.h>

#include <regex>
#include <set>
#include <sstream>

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

const char* const commands[] = {"suppress", "round",   "coarsen",  "audit",      "score",
                                "verify",   "inspect", "policies", "completion", "man"};

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The options that the help of a command lists.
std::set<std::string> options_of(const std::string& help) {
    static const std::regex named("^  (--[a-z-]+)(,(--[a-z-]+))?");
    std::set<std::string> names;
    std::smatch found;
    for (const auto& line : lines_of(help)) {
        if (!std::regex_search(line, found, named)) continue;
        names.insert(found[1]);
        if (found[3].matched) names.insert(found[3]);
    }
    return names;
}

TEST_F(Usage, HelpTeachesByExample) {
    for (const std::string command : {"", "suppress", "round", "coarsen", "audit", "score",
                                      "verify", "inspect", "policies", "completion", "man"}) {
        const auto r = run(command + " --help");
        EXPECT_EQ(r.status, 0);
        EXPECT_EQ(r.err, "");
        EXPECT_THAT(r.out, HasSubstr("Examples:\n"));
        EXPECT_TRUE(r.out.ends_with("\n"));
    }
    EXPECT_THAT(run("--version").out, StartsWith("sdckit "));
}

TEST_F(Usage, TheFirstHelpFitsAScreen) {
    const auto lines = lines_of(run("--help").out);
    EXPECT_LE(lines.size(), 24U);
    for (const auto& line : lines) EXPECT_LE(line.size(), 100U) << line;
}

TEST_F(Usage, NoHelpIsWiderThanItsExamples) {
    for (const std::string command : commands) {
        for (const auto& line : lines_of(run(command + " --help").out))
            EXPECT_LE(line.size(), 100U) << command << ": " << line;
    }
}

TEST_F(Usage, UsualOptionsComeFirst) {
    for (const std::string command : {"suppress", "round", "coarsen", "audit", "score", "verify"}) {
        const auto help = run(command + " --help").out;
        const auto first = help.find("\nUsual options:\n");
        ASSERT_NE(first, std::string::npos) << command;
        EXPECT_EQ(help.find(":\n  --"), help.find(":\n", first)) << command;
        const auto usual = help.substr(first, help.find("\n\n", first + 1) - first);
        EXPECT_EQ(options_of(usual).size(), 6U) << "five and --help\n" << usual;
    }
}

TEST_F(Usage, NoOptionIsListedTwice) {
    static const std::regex named("^  (--[a-z-]+)");
    for (const std::string command : commands) {
        std::set<std::string> met;
        std::smatch found;
        for (const auto& line : lines_of(run(command + " --help").out)) {
            if (std::regex_search(line, found, named)) {
                EXPECT_TRUE(met.insert(found[1]).second) << command << ' ' << line;
            }
        }
    }
}

TEST_F(Usage, TheNearestNameIsProposed) {
    for (const auto& [typed, meant] : {std::pair("supress", "suppress"),
                                       {"adit", "audit"},
                                       {"scroe", "score"},
                                       {"polices", "policies"},
                                       {"Round", "round"}})
        expect_refused(std::string(typed) + " --threshold 5",
                       std::string("unknown command ") + typed + "; did you mean " + meant + "?");
    expect_refused("frobnicate", "unknown command frobnicate; see sdckit --help");
    expect_refused("suppress" + input + "--treshold 5", "--treshold: did you mean --threshold?");
    expect_refused("suppress" + input + "--treshold=5", "--treshold: did you mean --threshold?");
    expect_refused("suppress" + input + "--threshold 5 --no-escape-formula",
                   "--no-escape-formula: did you mean --no-escape-formulas?");
    expect_refused("audit --pubic p.csv --dimension k", "--pubic: did you mean --public?");
    expect_refused("round" + input + "--base 5 --nonsense 3",
                   "--nonsense: no such option; see sdckit round --help");
    expect_refused("--hlep", "--hlep: did you mean --help?");
    expect_refused("suppress --" + std::string(500, 'x'), "no such option");
    expect_refused(std::string(500, 'x'), "unknown command ");
}

TEST_F(Usage, TheNearestValueIsProposed) {
    const auto suppress = "suppress" + input + "--threshold 5 ";
    for (const auto& [words, meant] : {std::pair("--method optmal", "optimal"),
                                       {"--zeros shw", "show"},
                                       {"--protect exat", "exact"},
                                       {"--cost vlaue", "value"},
                                       {"--intruder outsidr", "outsider"},
                                       {"--format jsn", "json"},
                                       {"--log debg", "debug"},
                                       {"--marker statca", "statcan"},
                                       {"--policy cms_1", "cms_11"}})
        expect_refused(suppress + words, "; did you mean " + std::string(meant) + "?");
    expect_refused("policies cms_1", "; did you mean cms_11?");
    expect_refused("round" + input + "--base 5 --method optmal", "nearest, midpoint\n");
    expect_refused(suppress + "--method hide", "heuristic, optimal\n");
    expect_refused(suppress + "--zeros hide-below=x", "digits only\n");
    expect_refused(suppress + "--marker '[x]'", "or text=..., such as text=[x]\n");
}

TEST_F(Usage, AnOptionOfOneValueIsGivenOnce) {
    expect_refused("suppress" + input + "--threshold 5 --threshold 6",
                   "error: --threshold: given twice; wanted once\n");
    expect_refused("suppress" + input + "--threshold 5 --seconds 1 --seconds 1 --seconds 1",
                   "error: --seconds: given 3 times; wanted once\n");
    expect_refused("verify --public a.csv --public b.csv --certificate c.txt",
                   "error: --public: given twice; wanted once\n");
}

TEST_F(Usage, ADimensionHasOneTotal) {
    const auto suppress = "suppress" + input + "--threshold 5 ";
    expect_refused(suppress + "--total k=A --total k=B",
                   "--total; found \"A\" and \"B\"; wanted one code for a dimension\n");
    expect_refused(suppress + "--total A --total B", "--total; found \"A\" and \"B\"");
    EXPECT_EQ(run(suppress + "--total A --total k=B --total A --total k=B").status, 0);
}

TEST_F(Usage, ANumberThatIsTooLargeIsNotCalledAnotherThing) {
    const std::string huge = "99999999999999999999";
    expect_refused("suppress" + input + "--threshold " + huge,
                   "--threshold; found \"" + huge +
                       "\"; wanted at least 1, at most 1000000000000000\n");
    expect_refused("round" + input + "--base " + huge,
                   "--base; found \"" + huge + "\"; wanted at least 1, at most");
    expect_refused("suppress" + input + "--threshold 5 --seconds " + huge,
                   "--seconds; found \"" + huge + "\"; wanted 0 to 1000000\n");
}

TEST_F(Usage, AFileThatIsRefusedIsNamedWithItsOption) {
    expect_refused("score" + input + "--population in.csv",
                   "in.csv:1: --population: column not found");
    expect_refused("score" + input + "--population 1.5",
                   "--population: cannot read the file; found No such file or directory; wanted a "
                   "whole number of people, or a CSV file\n");
    expect_refused("audit --public in.csv --dimension k --value-column q",
                   "in.csv:1: --value-column: column not found; found \"k\", \"n\"");
    write("public.csv", "k,n\nTotal,7\na,7\nb,(s)\n");
    expect_refused("audit --public public.csv --dimension k --threshold 5",
                   "or a marker, which --marker names if it is another one\n");
    expect_refused("suppress" + input + "--threshold 5 --key -",
                   "found standard input; wanted a file");
    write("eq.csv", "k=v,n\na,9\nb,7\n");
    expect_refused("suppress --input eq.csv --dimension k=v --count n --threshold 5",
                   "wanted NAME=HIERARCHY; a column whose name holds = must have another name\n");
    write("none.csv", "low,high,action\n");
    expect_refused("round" + input + "--bands none.csv",
                   "none.csv: a number of bands that does not fit; found 0 bands");
    write("none.csv", "low\n");
    expect_refused("round" + input + "--bands none.csv", "none.csv:1: column not found");
}

TEST_F(Usage, CompletionNamesEveryOption) {
    const auto bash = run("completion bash"), zsh = run("completion zsh");
    EXPECT_EQ(bash.status, 0);
    EXPECT_EQ(zsh.status, 0);
    EXPECT_THAT(zsh.out, StartsWith("#compdef sdckit\n"));
    for (const std::string command : commands) {
        EXPECT_THAT(bash.out, HasSubstr("  " + command + ") options='"));
        EXPECT_THAT(zsh.out, HasSubstr("  " + command + ") options=("));
        const auto of = [&](const std::string& text) {
            const auto from = text.find("  " + command + ") options=");
            return text.substr(from, text.find(";;", from) - from) + ' ';
        };
        for (const auto& name : options_of(run(command + " --help").out)) {
            EXPECT_TRUE(std::regex_search(of(bash.out), std::regex(name + "[ ']"))) << command;
            EXPECT_TRUE(std::regex_search(of(zsh.out), std::regex(name + "\\["))) << command;
        }
    }
    expect_refused("completion", "no shell; wanted bash or zsh");
    expect_refused("completion fish", "wanted one of bash, zsh");
}

/// What bash completes after `words`, the last of which is begun.
TEST_F(Usage, BashCompletes) {
    write("ask.sh", "source done.sh\nCOMP_WORDS=(sdckit \"$@\")\nCOMP_CWORD=$#\n_sdckit\n"
                    "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
    write("done.sh", run("completion bash").out);
    const auto complete = [&](const std::string& words) {
        const auto line = "cd '" + path("") + "' && bash ask.sh " + words + " >answer 2>&1";
        EXPECT_EQ(std::system(line.c_str()), 0);
        return read("answer");
    };
    EXPECT_EQ(complete("su"), "suppress\n");
    EXPECT_EQ(complete("suppress --thre"), "--threshold\n--threads\n");
    EXPECT_EQ(complete("suppress --zeros el"), "eligible\n");
    EXPECT_EQ(complete("completion z"), "zsh\n");
    EXPECT_EQ(complete("suppress --input in"), "in.csv\n");
}

TEST_F(Usage, TheManualNamesEveryOption) {
    const auto manual = run("man");
    EXPECT_EQ(manual.status, 0);
    EXPECT_THAT(manual.out, StartsWith(".TH SDCKIT 1 "));
    for (const std::string command : commands) {
        const auto from = manual.out.find(".SS " + command + '\n');
        ASSERT_NE(from, std::string::npos) << command;
        const auto section = manual.out.substr(from, manual.out.find("\n.S", from) - from) + '\n';
        for (auto name : options_of(run(command + " --help").out)) {
            if (name == "--help") continue;
            name = std::regex_replace(name, std::regex("-"), "\\-");
            EXPECT_TRUE(section.find(".B " + name + '\n') != std::string::npos ||
                        section.find(".B " + name + ' ') != std::string::npos ||
                        section.find(".B " + name + ',') != std::string::npos ||
                        section.find(", " + name + '\n') != std::string::npos)
                << command << ' ' << name;
        }
    }
    static const std::regex request("\\.(TH|SH|SS|TP|B|I|PP|br|nf|fi)( .*)?");
    for (const auto& line : lines_of(manual.out)) {
        if (line.starts_with('.')) {
            EXPECT_TRUE(std::regex_match(line, request)) << line;
        }
        EXPECT_FALSE(line.starts_with('\'')) << line;
    }
}

/// Only what is not given differs.
TEST_F(Usage, IntrudersAreNamedAlikeInAllCommands) {
    for (const std::string command : {"suppress", "audit", "score", "coarsen", "verify"}) {
        const auto help = run(command + " --help").out;
        for (const char* who : {"outsider", "contributor", "coalition", "external intruder"}) {
            const auto words = std::regex_replace(help, std::regex("\\s+"), " ");
            EXPECT_THAT(words, HasSubstr(who)) << command;
        }
    }
    for (const std::string words : {"suppress --threshold 5", "audit --threshold 5", "score"})
        expect_refused(words + input + "--intruder anyone", "--intruder");
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
    expect_refused("supress --threshold 5", "unknown command supress");
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
    expect_refused("suppress" + input + "--threshold 0",
                   "--threshold; found \"0\"; wanted at least 1");
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
    expect_refused("policies --policy none", "--policy; found \"none\"; wanted one of uk_foi_lt5");
}

} // namespace
