#include "program.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <string>

namespace {

using support::Program;
using ::testing::HasSubstr;

class Interrupts : public Program {
protected:
    const std::string by = " --input pipe --dimension area --dimension kind --count n ";
};

TEST_F(Interrupts, EndEveryCommandAtOnceAndNothingIsWritten) {
    int n = 0;
    for (const char* words :
         {"suppress --threshold 5 --output out.csv --private record.json",
          "round --base 5 --quiet --output out.csv", "coarsen --threshold 5 --output out.csv",
          "audit --threshold 5 --output out.csv", "score --output out.csv"}) {
        const auto pipe = "pipe" + std::to_string(n++);
        const auto r = run_interrupted(
            words + std::string(" --dimension area --dimension kind --count n --input ") + pipe,
            pipe);
        EXPECT_EQ(r.status, 130) << words;
        EXPECT_EQ(r.err, "sdckit: error: interrupted; nothing was written\n") << words;
        EXPECT_EQ(r.out, "");
        for (const char* file : {"out.csv", "record.json"}) EXPECT_FALSE(exists(file)) << words;
    }
}

/// As nohup has it.
TEST_F(Interrupts, AreIgnoredWhereTheyWereBefore) {
    write("in.csv", "area,kind,n\nN,a,3\nN,b,871\nN,c,400\nS,a,862\nS,b,853\nS,c,401\n");
    const auto line = "cd '" + path("") +
                      "' && mkfifo pipe && { trap '' INT; '" SDCKIT_PROGRAM
                      "' suppress --threshold 5 --output out.csv" +
                      by +
                      "2>err & exec 3>pipe; kill -INT $!; cat in.csv >&3; exec 3>&-; wait $!; }";
    EXPECT_EQ(std::system(line.c_str()), 0) << read("err");
    EXPECT_THAT(read("out.csv"), HasSubstr("Total,Total,3390\n"));
}

} // namespace
