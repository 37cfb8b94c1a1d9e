/// Codes that a spreadsheet would run: from the input through the public table to every command
/// that reads it.
#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

class Formulas : public Program {
protected:
    Formulas() {
        write("in.csv", table("n"));
        write("levels.csv", "code,parent\nTotal,\n" + listed() + "x,Total\n");
    }
    /// Each code and, as a trap, what it looks like when it is escaped.
    const std::vector<std::string> codes{"=1+1",
                                         "'=1+1",
                                         "''=1+1",
                                         "+cmd",
                                         "-2+3",
                                         "@SUM(A1)",
                                         "'@SUM(A1)",
                                         "\t=1",
                                         "\xEF\xBC\x9D"
                                         "2",
                                         "-5",
                                         "'-5"};

    [[nodiscard]] std::string table(const std::string& count) const {
        std::string text = "'=d," + count + "\n";
        int n = 2;
        for (const auto& code : codes) text += "\"" + code + "\"," + std::to_string(n++) + "\n";
        return text + "x,40\n";
    }
    [[nodiscard]] std::string listed() const {
        std::string text;
        for (const auto& code : codes) text += "\"" + code + "\",Total\n";
        return text;
    }
    [[nodiscard]] std::string suppress(const std::string& more) const {
        return "suppress --input in.csv --count n --threshold 5 " + more;
    }
};

/// A dimension whose name has "=" cannot be given, so the file that `suppress` reads has another.
TEST_F(Formulas, AreEscapedByDefaultAndReadBack) {
    auto text = table("n");
    write("in.csv", "d" + text.substr(3));
    for (const std::string dimension : {"--dimension d ", "--dimension d=levels.csv "}) {
        for (const std::string flag : {"", "--escape-formulas ", "--no-escape-formulas "}) {
            SCOPED_TRACE(dimension + flag);
            ASSERT_EQ(run(suppress(dimension + flag + "--output p.csv --certificate proof --quiet"))
                          .status,
                      0);
            const auto written = read("p.csv");
            const bool escapes = flag != "--no-escape-formulas ";
            EXPECT_EQ(written.find("\n=1+1,") == std::string::npos, escapes);
            EXPECT_THAT(written, HasSubstr(escapes ? "\n'=1+1," : "\n=1+1,"));
            EXPECT_THAT(written, HasSubstr("\n-5,")) << "a number";
            EXPECT_THAT(written, HasSubstr("\n'-5,"));

            EXPECT_EQ(
                run("verify --public p.csv --certificate proof " + dimension + "--threshold 5")
                    .status,
                0);
            EXPECT_EQ(run("verify --public p.csv --certificate proof").status, 0);
            const auto audit =
                run("audit --public p.csv --input in.csv --count n --threshold 5 " + dimension);
            EXPECT_EQ(audit.status, 0) << audit.err << audit.out;
            EXPECT_EQ(run("audit --public p.csv --threshold 5 " + dimension).status, 0);
            EXPECT_NE(run("score --public p.csv --threshold 5 " + dimension).status, 2);
            EXPECT_EQ(run(suppress(dimension + flag +
                                   "--frozen p.csv --previous p.csv --output again.csv --quiet"))
                          .status,
                      0);
            EXPECT_EQ(read("again.csv"), written);
            write(
                "linked.json",
                R"({"tables": [{"name": "p", "public": "p.csv", "dimensions": {"d": "levels.csv"}}]})");
            EXPECT_NE(run("audit --input in.csv --count n --threshold 5 --linked linked.json " +
                          dimension)
                          .status,
                      2);
        }
    }
}

TEST_F(Formulas, OfInputsAndListsAreTakenAsTheyAre) {
    write("in.csv", "d,n\n'=a,9\nb,8\nc,7\n");
    write("keep.csv", "d\n'=a\n");
    EXPECT_EQ(run(suppress("--dimension d --keep keep.csv --output p.csv --quiet")).status, 0);
    EXPECT_THAT(read("p.csv"), HasSubstr("\n''=a,9\n"));
    write("keep.csv", "d\n=a\n");
    const auto r = run(suppress("--dimension d --keep keep.csv --output p.csv --quiet"));
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("code not in dimension"));
}

TEST_F(Formulas, APublicTableOfOthersCanBeTakenAsItIs) {
    write("p.csv", "d,n\nTotal,24\n'=a,9\nb,8\nc,7\n");
    write("h.csv", "code,parent\nTotal,\n'=a,Total\nb,Total\nc,Total\n");
    const std::string audit = "audit --public p.csv --dimension d=h.csv --threshold 5 ";
    EXPECT_EQ(run(audit).status, 2);
    EXPECT_EQ(run(audit + "--no-escape-formulas").status, 0);
    write(
        "linked.json",
        R"({"tables": [{"name": "p", "public": "p.csv", "dimensions": {"d": "h.csv"}, "escaped_formulas": false}]})");
    write("in.csv", "e,n\nx,24\n");
    EXPECT_EQ(run("audit --input in.csv --dimension e --count n --threshold 5 --linked linked.json")
                  .status,
              0);
}

TEST_F(Formulas, LabelsOfBandsAreEscapedAndMarkersAreNot) {
    write("in.csv", "d,n\na,2\nb,3\nc,2\ne,3\nf,30\n");
    write("bands.csv", "low,high,action,base,label\n0,0,keep,,\n1,4,label,,=few\n5,,keep,,\n");
    for (const std::string flag : {"", "--no-escape-formulas "}) {
        const auto r = run("round --input in.csv --dimension d --count n --bands bands.csv "
                           "--output p.csv --quiet " +
                           flag);
        ASSERT_EQ(r.status, 0) << r.err;
        EXPECT_THAT(read("p.csv"), HasSubstr(flag.empty() ? "\na,'=few\n" : "\na,=few\n"));
        EXPECT_EQ(run("audit --public p.csv --input in.csv --count n --dimension d --bands "
                      "bands.csv --threshold 5 " +
                      flag)
                      .status,
                  0);
    }
    EXPECT_EQ(run(suppress("--dimension d --marker text=@ --output m.csv --quiet")).status, 0);
    EXPECT_THAT(read("m.csv"), HasSubstr("\na,@\n"));
}

} // namespace
