#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Every error of the input ends with status 2, says where, and writes nothing.
class Input : public Program {
protected:
    void expect_refused(const std::string& content, std::vector<std::string> says,
                        const std::string& more = "") const {
        SCOPED_TRACE(content);
        write("in.csv", content);
        write("out.csv", "before");
        const auto r = run("suppress --input in.csv --dimension k --count n --threshold 5 --output "
                           "out.csv --private p.json " +
                           more);
        EXPECT_EQ(r.status, 2);
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, StartsWith("sdckit: error: "));
        for (const auto& text : says) EXPECT_THAT(r.err, HasSubstr(text));
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_EQ(read("out.csv"), "before");
        EXPECT_FALSE(exists("p.json"));
        for (const auto& name : files())
            EXPECT_FALSE(name.starts_with(".")) << "a temporary file is left: " << name;
    }
    void expect_hierarchy_refused(const std::string& name, const std::string& content,
                                  const std::vector<std::string>& says) const {
        SCOPED_TRACE(content);
        write("in.csv", "k,n\na,9\nb,9\n");
        write(name, content);
        const auto r = run("suppress --input in.csv --dimension k=" + name +
                           " --count n --threshold 5 --output new.csv");
        EXPECT_EQ(r.status, 2);
        for (const auto& text : says) EXPECT_THAT(r.err, HasSubstr(text));
        EXPECT_FALSE(exists("new.csv"));
    }
};

TEST_F(Input, QuotesMarksAndLineEndsAreRead) {
    write("in.csv", "\xEF\xBB\xBFk,n\r\n\"a, \"\"b\"\"\",9\r\n\"c\nd\",8\r\n");
    const auto r = run("suppress --input in.csv --dimension k --count n --threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "k,count\nTotal,17\n\"a, \"\"b\"\"\",9\n\"c\nd\",8\n");
}

TEST_F(Input, RepeatedKeysAreSummedAndMarginsChecked) {
    write("in.csv", "k,n\na,4\na,5\nb,8\nTotal,17\n");
    write("tree.csv", "code,parent\nTotal,\na,Total\nb,Total\n");
    const auto r = run("suppress --input in.csv --dimension k=tree.csv --count n --threshold 5 "
                       "--sum-duplicates");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "k,count\nTotal,17\na,9\nb,8\n");
    expect_refused("k,n\na,9\nb,8\nTotal,18\n",
                   {"in.csv:4:2", "k=Total", "found 18", "17 (the sum of its parts)"});
}

TEST_F(Input, BadText) {
    expect_refused("", {"in.csv:1", "empty file"});
    expect_refused("k,n\na,9\nb\n", {"in.csv:3:2", "too few fields", "found 1", "wanted 2"});
    expect_refused("k,n\na,9,1\n", {"in.csv:2:3", "too many fields"});
    expect_refused("k,n\na,\"9\n", {"in.csv:2:2", "not closed"});
    expect_refused("k,n\na\"b\",9\n", {"in.csv:2:1", "quote inside"});
    expect_refused("k,n\na,\xFF\n", {"in.csv:2:2", "not UTF-8", "0xFF"});
    expect_refused("k,n\ra,9\r", {"in.csv:1:2", "carriage return"});
    expect_refused("k,n\n\na,9\n", {"in.csv:2", "blank line"});
}

TEST_F(Input, BadColumns) {
    expect_refused("k,n,k\na,9,b\n", {"in.csv:1:3", "column given twice", "\"k\""});
    expect_refused("k,m\na,9\n", {"in.csv:1: column not found", "\"k\", \"m\"", "wanted \"n\""});
    expect_refused("j,n\na,9\n", {"column not found", "wanted \"k\""});
    expect_refused("k,\na,9\n", {"in.csv:1:2", "empty column name"});
}

TEST_F(Input, BadCounts) {
    expect_refused("k,n\na,9\nb,-1\n", {"in.csv:3:2", "\"-1\""});
    expect_refused("k,n\na,1.5\n", {"in.csv:2:2", "\"1.5\""});
    expect_refused("k,n\na,\n", {"in.csv:2:2", "\"\""});
    expect_refused("k,n\na,x\n", {"in.csv:2:2", "\"x\""});
    expect_refused("k,n\na,9223372036854775808\n", {"in.csv:2:2", "too large"});
    expect_refused("k,n\na,9223372036854775807\nb,1\n", {"in.csv:3:2", "64 bits"});
}

TEST_F(Input, BadCodes) {
    expect_refused("k,n\n,9\n", {"in.csv:2:1", "empty code"});
    expect_hierarchy_refused("h.csv", "code,parent\nT,\na,T\n",
                             {"in.csv:3:1", "code not in dimension", "\"b\""});
    expect_hierarchy_refused("h.csv", "code,parent\nT,\na,b\nb,a\n", {"h.csv:3", "cycle"});
    expect_hierarchy_refused("h.csv", "code,parent\nT,\nU,\na,T\nb,T\n",
                             {"h.csv:3", "two roots: \"T\" and a second one; found \"U\""});
    expect_hierarchy_refused("h.csv", "code,parent\nT,\na,T\nb,X\n", {"h.csv:4", "unknown parent"});
    expect_hierarchy_refused("h.csv", "code\nT\n", {"h.csv", "column not found", "\"parent\""});
    expect_hierarchy_refused("h.hrc", "a\n@@b\n", {"h.hrc:2", "level skipped", "wanted at most 2"});
    expect_hierarchy_refused("none.hrc/", "", {"cannot read"});
}

TEST_F(Input, BadLists) {
    write("list.csv", "k\na\nq\n");
    for (const char* option : {"--keep", "--frozen", "--structural-zeros"})
        expect_refused("k,n\na,9\nb,0\n", {"list.csv:3:1", "code not in dimension"},
                       std::string(option) + " list.csv");
    write("list.csv", "k\na\n");
    expect_refused("k,n\na,9\nb,0\n", {"list.csv:2: a structural zero", "k=a"},
                   "--structural-zeros list.csv");
}

TEST_F(Input, AHeaderAloneIsWarnedOf) {
    write("in.csv", "k,n\n");
    const auto r = run("suppress --input in.csv --dimension k --count n --threshold 5");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.err, StartsWith("sdckit: warning: in.csv has a header and no rows"));
}

TEST_F(Input, BadBandsAndStatements) {
    write("in.csv", "k,n\na,9\nb,7\n");
    write("bands.csv", "low,high,action\n0,4,suppress\n6,,keep\n");
    EXPECT_THAT(run("round --input in.csv --dimension k --count n --bands bands.csv").err,
                HasSubstr("bands.csv:3:1: "));
    write("known.json",
          "{\"statements\": [\n  {\"text\": \"[a, \\\"b\\\"\", \"cell\": {\"k\": \"a\"}, "
          "\"at_least\": 1},\n\n  {\"cell\": {\"k\": \"q\"}, \"at_least\": 1}]}\n");
    EXPECT_THAT(
        run("audit --input in.csv --count n --dimension k --threshold 5 --known known.json").err,
        HasSubstr("known.json:4: statement 2: "));
}

TEST_F(Input, AFileThatIsNotThere) {
    const auto r = run("suppress --input none.csv --dimension k --threshold 5");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("sdckit: error: none.csv: cannot read the file"));
}

} // namespace
