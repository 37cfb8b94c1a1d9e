#include "program.hpp"

#include <gmock/gmock.h>

namespace {

using support::Program;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A release with its certificate; the hierarchies are files, so that nothing is taken from the
/// codes that occur.
class Verify : public Program {
protected:
    Verify() {
        write("in.csv", "area,kind,n\nN1,a,3\nN1,b,871\nN2,a,60\nN2,b,86\nS1,a,862\nS1,b,853\n");
        write("area.csv", "code,parent\nAll,\nN,All\nN1,N\nN2,N\nS,All\nS1,S\n");
        write("kind.csv", "code,parent\nTotal,\na,Total\nb,Total\n");
        const auto r = run("suppress --input in.csv" + by +
                           "--count n --threshold 5 --output pub.csv --certificate proof.txt");
        EXPECT_EQ(r.status, 0) << r.err;
    }
    /// Writes `name` with the first `from` of `source` replaced.
    void alter(const std::string& source, const std::string& name, const std::string& from,
               const std::string& to) const {
        auto text = read(source);
        const auto at = text.find(from);
        ASSERT_NE(at, std::string::npos) << from << " in\n" << text;
        write(name, text.replace(at, from.size(), to));
    }
    void expect_refused(const std::string& words, const std::string& says) const {
        SCOPED_TRACE(words);
        const auto r = run("verify " + words);
        EXPECT_EQ(r.status, 1);
        EXPECT_EQ(r.out, "");
        EXPECT_THAT(r.err, StartsWith("sdckit: error: "));
        EXPECT_THAT(r.err, HasSubstr(says));
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
    }
    const std::string by = " --dimension area=area.csv --dimension kind=kind.csv ";
    const std::string both = "--public pub.csv --certificate proof.txt ";
};

TEST_F(Verify, ACertificateProvesItsRelease) {
    const auto plain = run("verify " + both);
    EXPECT_EQ(plain.status, 0) << plain.err;
    EXPECT_EQ(plain.err, "");
    EXPECT_EQ(plain.out,
              "18 cells add up; 4 suppressed; 2 of 2 protection requirements proved; without the "
              "options of a rule it was not checked whether these are all requirements; "
              "without --dimension the hierarchies are taken from the certificate\n");
    const auto r = run("verify " + both + by + "--threshold 5 --output report.txt");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "");
    EXPECT_EQ(read("report.txt"),
              "18 cells add up; 4 suppressed; 2 of 2 protection requirements proved; "
              "they are those of the rule (threshold 5)\n");
    const auto json = run("verify " + both + by + "--threshold 5 --format json");
    EXPECT_THAT(json.out, HasSubstr("\"requirements_checked_by_rule\": true"));
    EXPECT_THAT(json.out, HasSubstr("\"hierarchies_checked\": true"));
}

TEST_F(Verify, OtherPublicNumbersAreRefused) {
    alter("pub.csv", "other.csv", "All,a,925", "All,a,926");
    expect_refused("--public other.csv --certificate proof.txt",
                   "other.csv: the table does not add up along area; cell area=All, kind=a");
    alter("pub.csv", "other.csv", "N1,a,[c]", "N1,a,3");
    expect_refused("--public other.csv --certificate proof.txt",
                   "a suppressed cell shows a number; cell area=N1, kind=a");
    alter("pub.csv", "other.csv", "S1,a,862", "S1,a,[c]");
    expect_refused("--public other.csv --certificate proof.txt", "a public cell without a number");
    alter("pub.csv", "other.csv", "S1,a,862\n", "");
    expect_refused("--public other.csv --certificate proof.txt", "a public cell without a number");
    alter("pub.csv", "other.csv", "S1,a", "S3,a");
    expect_refused("--public other.csv --certificate proof.txt", "code not in dimension \"area\"");
}

/// What a range says binds the witnesses, whatever the certificate knows.
TEST_F(Verify, ARangeInThePublicTableCounts) {
    alter("pub.csv", "other.csv", "N1,a,[c]", "N1,a,3 to 4");
    expect_refused("--public other.csv --certificate proof.txt",
                   "a witness takes a cell beyond what is public of it; cell area=N1, kind=a");
}

TEST_F(Verify, AnotherCertificateIsRefusedAndNoValueTold) {
    const auto cell = read("proof.txt").find("\nsuppressed 4\n") + 14;
    const auto line = read("proof.txt").substr(cell, read("proof.txt").find('\n', cell) - cell);
    ASSERT_THAT(line, EndsWith(" 3 1 -"));
    alter("proof.txt", "other.txt", line, line.substr(0, line.find(' ')) + " 7 1 -");
    const auto r = run("verify --public pub.csv --certificate other.txt");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("the table does not add up"));
    for (const char* value : {"found", "871", " 7", " 3"})
        EXPECT_THAT(r.err, Not(HasSubstr(value)));
    alter("proof.txt", "other.txt", "witness 0 4", "witness 0 3");
    expect_refused("--public pub.csv --certificate other.txt", "other.txt:");
    alter("proof.txt", "other.txt", "end\n", "");
    expect_refused("--public pub.csv --certificate other.txt", "the certificate ends too early");
    alter("proof.txt", "other.txt", "certificate 4", "certificate 2");
    expect_refused(
        "--public pub.csv --certificate other.txt",
        "other.txt:1: not a certificate of version 4; found version 2; wanted version 4");
    alter("proof.txt", "other.txt", "cases", "causes");
    expect_refused("--public pub.csv --certificate other.txt",
                   ": another section is wanted here; wanted cases");
    alter("proof.txt", "other.txt", "end\n", "");
    expect_refused("--public pub.csv --certificate other.txt", "; wanted a last line \"end\"");
}

/// Neither refuted nor proved: nothing was read.
TEST_F(Verify, WhatIsNoCertificateIsABadFile) {
    for (const char* text : {"", "\n", "k,n\nTotal,20\n", "sdckit-certificate"}) {
        write("other.txt", text);
        const auto r = run("verify --public pub.csv --certificate other.txt");
        EXPECT_EQ(r.status, 2) << text;
        EXPECT_EQ(r.err, "sdckit: error: other.txt:1: not a certificate; wanted the first line "
                         "\"sdckit-certificate 4\"\n");
    }
}

TEST_F(Verify, NegativeValuesAreNotTold) {
    write("t.csv", "code,parent\nTotal,\na,Total\nb,Total\n");
    write("p.csv", "k,n\nTotal,9\na,[c]\nb,[c]\n");
    write("c.txt",
          "sdckit-certificate 4\ndimensions 1\ndimension 3 listed k\n- Total\n0 a\n0 "
          "b\nsuppressed 2\n1 -77 -99 -\n2 86 -99 -\ncases 0\nrequirements 0\nwitnesses 0\nend\n");
    const auto r = run("verify --public p.csv --certificate c.txt --threshold 5");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("a true value outside what is public of its cell; cell k=a"));
    EXPECT_THAT(r.err, Not(HasSubstr("77")));
}

TEST_F(Verify, TheNeedsAreThoseOfTheRule) {
    expect_refused(both + "--threshold 6", "a protection requirement of the rule has no witness; "
                                           "cell area=N1, kind=a; rule small count");
    expect_refused(both + "--threshold 5 --protect reach",
                   "a protection requirement of the rule has no witness");
    expect_refused(
        both + "--threshold 5 --min-total-for-breakdown 3000",
        "a cell that the rule suppresses is published; cell area=All, kind=a; rule small total");
    expect_refused(both + "--threshold 5 --zeros hide",
                   "a protection requirement of the rule has no witness; cell area=N1, kind=a");
    // A narrower rule asks for less, and says more of what was suppressed.
    expect_refused(both + "--threshold 4", "no suppressed cell would be flagged");
    auto text = read("proof.txt");
    const auto requirements = text.find("requirements 2\n"), end = text.find("witnesses ");
    write("none.txt", text.substr(0, requirements) + "requirements 0\nwitnesses 0\nend\n");
    EXPECT_EQ(run("verify --public pub.csv --certificate none.txt").status, 0);
    expect_refused("--public pub.csv --certificate none.txt --threshold 5",
                   "a protection requirement of the rule has no witness; cell area=N1, kind=a; "
                   "rule small count");
    ASSERT_LT(requirements, end);
}

/// A certificate that forgets what the rule tells of suppressed cells lets its witnesses too far.
TEST_F(Verify, WhatTheRuleTellsIsTakenIntoAccount) {
    alter("proof.txt", "other.txt", " 3 1 -\n", " 3 0 -\n");
    EXPECT_EQ(run("verify --public pub.csv --certificate other.txt").status, 0);
    expect_refused("--public pub.csv --certificate other.txt --threshold 5",
                   "the rule reveals more about a suppressed cell");
}

TEST_F(Verify, TheHierarchiesAreThoseOfTheCertificate) {
    write("wide.csv", "code,parent\nAll,\nN,All\nS,All\nN1,N\nN2,S\nS1,S\n");
    expect_refused(both + "--dimension area=wide.csv --dimension kind=kind.csv",
                   "another hierarchy of dimension area");
    expect_refused(both + "--dimension area=area.csv", "other dimensions than those given");
    expect_refused(both + "--dimension area=area.csv --dimension kind",
                   "takes the codes of kind from a list, the dimensions given do not");
    // The order of siblings and labels do not matter.
    write("other.csv", "code,parent,label\nAll,,Everywhere\nS,All,\nS1,S,\nN,All,\nN2,N,\nN1,N,\n");
    EXPECT_EQ(
        run("verify " + both + "--dimension kind=kind.csv --dimension area=other.csv --threshold 5")
            .status,
        0);
}

TEST_F(Verify, CodesThatOccurredRolesAndStructuralZeros) {
    write("z.csv",
          "area,outcome,n\nN,x,20\nN,y,0\nN,z,0\nS,x,30\nS,y,25\nS,z,9\nW,x,15\nW,y,0\nW,z,0\n");
    write("never.csv", "area,outcome\nN,z\n");
    const std::string rule = " --dimension area --dimension outcome --role outcome=sensitive "
                             "--group-disclosure 1 --zeros eligible --structural-zeros never.csv ";
    ASSERT_EQ(
        run("suppress --input z.csv --count n --output p.csv --certificate c.txt" + rule).status,
        0);
    EXPECT_THAT(read("c.txt"), HasSubstr("dimension 4 occurring area\n"));
    const auto r = run("verify --public p.csv --certificate c.txt" + rule);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, EndsWith("they are those of the rule (group disclosure 1)\n"));
    EXPECT_EQ(run("verify --public p.csv --certificate c.txt --role outcome=sensitive").status, 2);
}

TEST_F(Verify, PresetsAndSmallTotals) {
    write("four.csv", "month\n2024-02\n2024-05\n2024-05\n2024-09\n");
    write("months.csv",
          "code,parent\nTotal,\n2024-02,Total\n2024-03,Total\n2024-05,Total\n2024-09,Total\n");
    const std::string rule = " --dimension month=months.csv --policy uk_police_total_only ";
    ASSERT_EQ(run("suppress --input four.csv" + rule + "--output p.csv --certificate c.txt").status,
              0);
    const auto r = run("verify --public p.csv --certificate c.txt" + rule);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("(uk_police_total_only, threshold 5"));
}

/// What rounding writes lists what was proved; it has no witness to add.
TEST_F(Verify, RoundedReleasesHaveNoWitnesses) {
    write("few.csv", "k,n\na,3\nb,4\nc,41\nd,67\n");
    ASSERT_EQ(run("round --input few.csv --dimension k --count n --base 5 --threshold 5 --output "
                  "p.csv --certificate c.txt")
                  .status,
              0);
    EXPECT_THAT(read("c.txt"), HasSubstr("witnesses 0\n"));
    const auto r = run("verify --public p.csv --certificate c.txt");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("a column of rounded numbers"));
    expect_refused("--public p.csv --certificate c.txt --value-column count_nearest5", "");
}

TEST_F(Verify, BadUsage) {
    const auto status = [&](const std::string& words) { return run("verify " + words).status; };
    EXPECT_EQ(status(""), 2);
    EXPECT_EQ(status("--public pub.csv"), 2);
    EXPECT_EQ(status("--certificate proof.txt"), 2);
    EXPECT_EQ(status(both + "--public pub.csv"), 2);
    EXPECT_EQ(status("--public none.csv --certificate proof.txt"), 2);
    EXPECT_EQ(status("--public pub.csv --certificate none.txt"), 2);
    EXPECT_EQ(status(both + "--format csv"), 2);
    EXPECT_EQ(status(both + "--threshold x"), 2);
    EXPECT_EQ(status(both + "--protect reach"), 2);
    EXPECT_EQ(status(both + "--policy opensafely_midpoint6"), 2);
    EXPECT_EQ(status(both + "--value-column none"), 2);
    EXPECT_THAT(run("verify " + both + "--output proof.txt").err,
                HasSubstr("an output would overwrite an input"));
    alter("pub.csv", "bad.csv", "[c]", "secret");
    EXPECT_EQ(status("--public bad.csv --certificate proof.txt"), 2);
    EXPECT_EQ(status("--public bad.csv --certificate proof.txt --marker text=secret"), 0);
}

TEST_F(Verify, WhetherContributorsAreShownAsWell) {
    const auto holds = run("verify " + both + "--intruder contributor");
    EXPECT_EQ(holds.status, 0) << holds.err;
    EXPECT_THAT(holds.out, HasSubstr("2 of 2 protection requirements proved, against each "
                                     "contributor of a count of one as well; "))
        << "nobody is alone in a cell";
    EXPECT_EQ(run("verify " + both + "--intruder coalition=2").status, 2);
    // 1 and 1 under a public total: enough against outsiders.
    write("codes.csv", "code,parent\nTotal,\na,Total\nb,Total\nc,Total\n");
    write("ones.csv", "k,n\na,1\nb,1\nc,20\n");
    const std::string ones = "--public p.csv --certificate c.txt";
    ASSERT_EQ(run("suppress --input ones.csv --dimension k=codes.csv --count n --zeros eligible "
                  "--threshold 3 --output p.csv --certificate c.txt")
                  .status,
              0);
    EXPECT_EQ(run("verify " + ones).status, 0);
    expect_refused(
        ones + " --intruder contributor",
        "a protection requirement has no witness against an internal intruder; cell k=a");
}

} // namespace
