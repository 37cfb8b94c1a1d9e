/// Options from a file and to a file.
#include "program.hpp"

#include <gmock/gmock.h>

#include <string>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Config : public Program {
protected:
    Config() { write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nS,a,862\nS,b,853\n"); }
    void expect_refused(const std::string& content, const std::string& text) const {
        write("o.toml", content);
        const auto r = run("suppress --input in.csv --config o.toml");
        EXPECT_EQ(r.status, 2) << content;
        EXPECT_THAT(r.err, HasSubstr(text)) << content;
        EXPECT_THAT(r.out, IsEmpty());
    }
    static inline const std::string typed =
        "suppress --input in.csv --dimension area --dimension kind --count n --threshold 5 "
        "--marker 'text=\"#\" [x], \\' --publish-total --no-escape-formulas";
};

TEST_F(Config, WhatIsSavedRunsAgain) {
    const auto first = run(typed + " --save-config o.toml");
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_THAT(read("o.toml"),
                HasSubstr("command = \"suppress\"\ninput = \"in.csv\"\ndimension = [\"area\", "
                          "\"kind\"]\ncount = \"n\"\nthreshold = 5\n"));
    EXPECT_THAT(read("o.toml"), HasSubstr("publish-total = true\n"));
    EXPECT_THAT(read("o.toml"), HasSubstr("escape-formulas = false\n"));
    for (const auto* again : {"--config o.toml", "suppress --config=o.toml",
                              "--config o.toml --save-config again.toml"}) {
        const auto r = run(again);
        EXPECT_EQ(r.status, 0) << r.err;
        EXPECT_EQ(r.out, first.out);
        EXPECT_EQ(r.err, first.err);
    }
    EXPECT_EQ(read("again.toml"), read("o.toml"));
}

TEST_F(Config, WhatIsTypedGoesBefore) {
    ASSERT_EQ(run(typed + " --save-config o.toml").status, 0);
    EXPECT_EQ(run("--config o.toml --dimension area --sum-duplicates").out,
              "area,count\nTotal,2589\nN,874\nS,1715\n"); // the list is replaced, not lengthened
    EXPECT_EQ(run("suppress --config o.toml --threshold 2 --marker nhs").out,
              run("suppress --input in.csv --dimension area --dimension kind --count n "
                  "--threshold 2 --marker nhs")
                  .out);
}

TEST_F(Config, WhatIsNoSetOfOptionsIsRefused) {
    expect_refused("dimension = [\"area\"\n", "o.toml:");
    expect_refused("dimensions = \"area\"\n",
                   "o.toml:1: \"dimensions\" is no option of sdckit suppress; wanted dimension");
    expect_refused("threshold = [[1]]\n", "o.toml:1:14: not the value of an option: threshold");
    expect_refused("threshold = \"few\"\n", "--threshold");
    expect_refused("publish-total = 3\n", "wanted true or false");
    expect_refused("config = \"o.toml\"\n", "is no option of sdckit suppress");
    expect_refused("command = \"round\"\nbase = 5\n", "the options of another command");
    expect_refused("[suppress]\ncount = \"n\"\n", "o.toml:1:1: not the value of an option");
    expect_refused("command = []\n", "not a command");
    expect_refused("count = \"n\"\ncount = \"m\"\n", "given twice: count");
    expect_refused("count = \"n\" x\n", "more than a value: count");
    expect_refused("count = \"\"\"n\"\"\"\n", "a text of several lines");
    expect_refused("count = \"\\q\"\n", "an escape that is none");
    write("o.toml", "count = \"n\"\n");
    EXPECT_THAT(run("--config o.toml").err, HasSubstr("a file of options without a command"));
    EXPECT_THAT(run("suppress --config none.toml").err, HasSubstr("none.toml"));
    EXPECT_THAT(run("suppress --config").err, HasSubstr("--config: no file"));
    EXPECT_THAT(run("suppress --config a --config b").err, HasSubstr("--config: given twice"));
}

TEST_F(Config, NothingIsSavedOfWhatIsRefused_AndNoInputIsOverwritten) {
    EXPECT_EQ(run("suppress --input in.csv --dimension colour --save-config o.toml").status, 2);
    EXPECT_FALSE(exists("o.toml"));
    EXPECT_EQ(run(typed + " --save-config in.csv").status, 2);
    EXPECT_THAT(read("in.csv"), HasSubstr("area,kind,n"));
}

} // namespace
