#include "program.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <string>

namespace {

using support::Program;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Two tables of one release that share the table by age; suppressed leaves have values that are no
/// other number.
class SuppressLinked : public Program {
protected:
    SuppressLinked() {
        write("area.csv", "area,age,n\nN,y,3\nN,o,871\nS,y,862\nS,o,853\n");
        write("sex.csv", "sex,age,n\nf,y,411\nf,o,1003\nm,y,454\nm,o,721\n");
        describe("");
    }
    void describe(const std::string& more) const {
        write(
            "further.json",
            R"({"tables": [{"name": "by sex", "input": "sex.csv", "count": "n", "output": "public_sex.csv", "dimensions": {"sex": null, "age": null}})" +
                more + "]}");
    }
    const std::string command = "suppress --input area.csv --dimension area --dimension age "
                                "--count n --threshold 5 --output public.csv ";
    const std::string reader = "audit --input area.csv --count n --public public.csv --dimension "
                               "area --dimension age --threshold 5 ";
};

TEST_F(SuppressLinked, WritesAllTablesAndTheAuditOfBothFindsNothing) {
    const auto r = run(command + "--linked further.json");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("tables 2, cells 18, unsafe 1, "));
    EXPECT_THAT(read("public.csv"), HasSubstr("N,y,[c]\n"));
    EXPECT_THAT(read("public_sex.csv"), HasSubstr("sex,age,count\nTotal,Total,2589\n"));
    for (const char* value : {"871", "862", "853"})
        EXPECT_THAT(read("public.csv"), Not(HasSubstr(value)));
    const auto found = run(reader + "--linked further.json");
    EXPECT_EQ(found.status, 0) << found.out << found.err;
    EXPECT_THAT(found.out, HasSubstr("at risk 0"));
}

/// The complement that would be cheapest is a margin that the other table shows.
TEST_F(SuppressLinked, ASharedCellIsWithheldInBothTables) {
    write("area.csv", "area,age,n\nN,y,3\nN,o,871\n");
    write("sex.csv", "sex,age,n\nf,y,1\nf,o,71\nm,y,2\nm,o,800\n");
    const auto r = run(command + "--linked further.json");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("public.csv"), HasSubstr("Total,y,[c]\n"));
    EXPECT_THAT(read("public_sex.csv"), HasSubstr("Total,y,[c]\n"));
    const auto found = run(reader + "--linked further.json");
    EXPECT_EQ(found.status, 0) << found.out << found.err;
}

/// The other table has cells of the same numbers.
TEST_F(SuppressLinked, ListsNameCellsOfTheFirstTable) {
    write("unsafe.csv", "area,age\nS,o\n");
    const auto listed = run(command + "--linked further.json --unsafe unsafe.csv");
    EXPECT_THAT(listed.last_line(), testing::StartsWith("tables 2, cells 18, unsafe 2,"))
        << listed.err;
    write("levels.csv", "area,age,lower,upper\nS,o,3,3\n");
    const auto levels = run(command + "--linked further.json --levels levels.csv");
    EXPECT_THAT(levels.last_line(), testing::StartsWith("tables 2, cells 18, unsafe 2,"))
        << levels.err;
    const auto alone = run("suppress --input area.csv --dimension area --dimension age --count n "
                           "--unsafe unsafe.csv --output public.csv --linked further.json");
    EXPECT_THAT(alone.last_line(), testing::StartsWith("tables 2, cells 18, unsafe 1,"))
        << "a table without rules of its own";
}

TEST_F(SuppressLinked, GroupsHoldInAllTables) {
    write("groups.csv", "area,age,group\nN,o,1\nS,o,1\nS,o,2\nS,y,2\n");
    const auto twice = run(command + "--linked further.json --together groups.csv");
    EXPECT_EQ(twice.status, 2);
    EXPECT_THAT(twice.err,
                HasSubstr("a cell is to be suppressed with two groups; cell area=S, age=o"));
    // Total,y is public since last year.
    write("old.csv", "age,count\nTotal,2589\ny,865\no,1724\n");
    write("age.csv", "age,n\ny,865\no,1724\n");
    describe(
        R"(, {"name": "last year", "input": "age.csv", "count": "n", "public": "old.csv", "dimensions": {"age": null}})");
    write("groups.csv", "area,age,group\nTotal,y,1\nN,y,1\n");
    const auto conflict = run(command + "--linked further.json --together groups.csv");
    EXPECT_EQ(conflict.status, 1);
    EXPECT_THAT(conflict.err,
                HasSubstr("a group has a cell that is suppressed and one that is always shown"));
    write("groups.csv", "area,age,group\nTotal,y,1\nN,o,1\n");
    const auto shown = run(command + "--linked further.json --together groups.csv");
    EXPECT_EQ(shown.status, 0) << shown.err;
    EXPECT_THAT(read("public.csv"), HasSubstr("N,o,871\n"))
        << "shown, as the cell of last year that it goes with";
}

TEST_F(SuppressLinked, TimeIsTold) {
    EXPECT_THAT(run(command + "--linked further.json --seconds 0").err,
                HasSubstr("cut by --seconds: another run may suppress other cells\n"));
    EXPECT_THAT(run(command + "--linked further.json").err, Not(HasSubstr("--seconds")));
}

/// Whoever is the one youth of the North knows the others of the column: with them alone it would
/// hold against outsiders.
TEST_F(SuppressLinked, HoldsAgainstReadersInside) {
    write("area.csv",
          "area,age,firm,n\nN,y,A,1\nN,o,B,871\nW,y,C,3\nW,o,B,420\nS,y,D,40\nS,o,D,433\n");
    write("sex.csv",
          "sex,age,firm,n\nf,y,A,1\nf,y,D,19\nf,o,B,1003\nm,y,C,3\nm,y,D,21\nm,o,D,721\n");
    const auto outside = run(command + "--zeros eligible --linked further.json");
    ASSERT_EQ(outside.status, 0) << outside.err;
    const auto r = run(command + "--zeros eligible --linked further.json --intruder contributor");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.last_line(), HasSubstr(" against outsiders, each contributor of a count of one"));
    EXPECT_NE(r.last_line().substr(0, r.last_line().find(", proved")),
              outside.last_line().substr(0, outside.last_line().find(", proved")));
    EXPECT_EQ(run(reader + "--zeros eligible --linked further.json").status, 0);

    const auto firms =
        run(command + "--linked further.json --intruder coalition=2 --contributor firm");
    ASSERT_EQ(firms.status, 0) << firms.err;
    EXPECT_THAT(firms.last_line(),
                HasSubstr(" against outsiders, each coalition of 2, each holding"));
    write("sex.csv", "sex,age,n\nf,y,20\nf,o,1003\nm,y,24\nm,o,721\n");
    const auto nobody = run(command + "--linked further.json --contributor firm");
    EXPECT_EQ(nobody.status, 2) << "it is not known what firms have of the table by sex";
    EXPECT_THAT(nobody.err, HasSubstr("sex.csv"));
}

TEST_F(SuppressLinked, TheCheapestPlanOfAllTables) {
    const auto r = run(command + "--linked further.json --method optimal");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr(", which is the least\n"));
    EXPECT_THAT(r.last_line(), HasSubstr("tables 2, cells 18, unsafe 1, "));
    EXPECT_EQ(run(reader + "--linked further.json").status, 0);
    EXPECT_EQ(run(command + "--linked further.json --method optimal --nodes 0").status, 2);
}

TEST_F(SuppressLinked, NothingIsWrittenUnlessAllIs) {
    describe(
        R"(, {"name": "by age", "input": "age.csv", "count": "n", "output": "nowhere/age.csv", "dimensions": {"age": null}})");
    write("age.csv", "age,n\ny,865\no,1724\n");
    const auto r = run(command + "--linked further.json");
    EXPECT_EQ(r.status, 2) << r.err;
    EXPECT_FALSE(exists("public.csv"));
    EXPECT_FALSE(exists("public_sex.csv"));
}

TEST_F(SuppressLinked, ValuesThatDisagreeAreNamedWithTheirTable) {
    write("sex.csv", "sex,age,n\nf,y,411\nf,o,1003\nm,y,455\nm,o,721\n");
    const auto r = run(command + "--linked further.json");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("area=Total, age=Total and by sex: sex=Total, age=Total"));
    EXPECT_THAT(r.err, Not(HasSubstr("2590")));
    EXPECT_THAT(files(), ElementsAre("area.csv", "further.json", "sex.csv"));
}

TEST_F(SuppressLinked, AnEarlierReleaseStaysAsItIs) {
    write("old.csv", "age,n\ny,865\no,1724\n");
    write("old_public.csv", "age,n\nTotal,2589\ny,865\no,1724\n");
    describe(
        R"(, {"name": "last year", "input": "old.csv", "count": "n", "public": "old_public.csv", "dimensions": {"age": null}})");
    const auto r = run(command + "--linked further.json");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("tables 2, "));
    EXPECT_THAT(read("public.csv"), HasSubstr("Total,y,865\n"));
    EXPECT_EQ(read("old_public.csv"), "age,n\nTotal,2589\ny,865\no,1724\n");
    EXPECT_EQ(run(reader + "--linked further.json").status, 0);

    write("old_public.csv", "age,n\nTotal,2589\ny,864\no,1725\n");
    const auto other = run(command + "--linked further.json");
    EXPECT_EQ(other.status, 2);
    EXPECT_THAT(other.err, HasSubstr("further.json: table \"last year\": what is public does not "
                                     "agree with the input; cell age=y"));
    EXPECT_THAT(other.err, Not(HasSubstr("865")));
}

TEST_F(SuppressLinked, TheRecordHoldsEveryTable) {
    const auto r = run(command + "--linked further.json --private record.json");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(mode("record.json"), 0600U);
    const auto record = read("record.json");
    EXPECT_THAT(record, testing::StartsWith(
                            R"({"format": "sdckit private record", "version": 2, "tables": [)"));
    EXPECT_THAT(record, HasSubstr("{\"name\": \"by sex\", \"record\": {"));
    EXPECT_THAT(r.err, HasSubstr("first table: published cells "));
    EXPECT_THAT(r.err, HasSubstr("\ntable by sex: published cells "));
}

TEST_F(SuppressLinked, SaysWhatIsWrongWithADescription) {
    EXPECT_THAT(run(command + "--linked further.json --certificate proof.txt").err,
                HasSubstr("--certificate with --linked: not yet available"));
    describe(R"(, {"name": "codes", "dimensions": {"age": null}})");
    EXPECT_THAT(run(command + "--linked further.json").err,
                HasSubstr("further.json: table \"codes\": no input"));
    describe(
        R"(, {"name": "x", "input": "age.csv", "output": "x.csv", "dimensions": {"age": null}})");
    EXPECT_THAT(run(command + "--linked further.json").err, HasSubstr("age.csv"));
    describe(
        R"(, {"name": "x", "input": "area.csv", "count": "n", "output": "area.csv", "dimensions": {"area": null}})");
    EXPECT_THAT(run(command + "--linked further.json").err,
                HasSubstr("an output would overwrite an input"));
    describe(
        R"(, {"name": "x", "input": "area.csv", "count": "n", "output": "public.csv", "dimensions": {"area": null}})");
    EXPECT_THAT(run(command + "--linked further.json").err,
                HasSubstr("two outputs go to the same file"));
    EXPECT_THAT(run(command + "--where area=N").err, HasSubstr("wanted --linked with it"));
}

} // namespace
