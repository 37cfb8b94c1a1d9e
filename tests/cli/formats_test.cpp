/// The formats of public tables: written by each command, and read back where the program reads
/// them.
#include "program.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace {

using support::Program;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Formats : public Program {
protected:
    Formats() {
        write("in.csv", "area,kind,n\nN,a,20\nN,b,3\nN,c,30\nS,a,40\nS,b,50\nS,c,60\n"
                        "W,a,70\nW,b,80\nW,c,90\n");
    }
    const std::string table = " --input in.csv --dimension area --dimension kind --count n ";
    const std::string suppress = "suppress" + table + "--threshold 5 --quiet ";
};

TEST_F(Formats, AreNamedOrFoundByTheEndingOfTheOutput) {
    ASSERT_EQ(run(suppress + "--output T.csv").status, 0);
    for (const auto& [name, start] :
         std::vector<std::pair<std::string, std::string>>{{"json", "{\n  \"format\""},
                                                          {"md", "| area"},
                                                          {"px", "CHARSET"},
                                                          {"ods", "PK"},
                                                          {"xlsx", "PK"}}) {
        const auto word = name == "md" ? "markdown" : name;
        const auto named = run(suppress + "--format " + word);
        EXPECT_EQ(named.status, 0) << named.err;
        EXPECT_THAT(named.out, StartsWith(start));
        ASSERT_EQ(run(suppress + "--output T." + name).status, 0) << name;
        EXPECT_EQ(read("T." + name), named.out) << "standard output has the same bytes";
        ASSERT_EQ(run(suppress + "--format csv --output O." + name).status, 0);
        EXPECT_EQ(read("O." + name), read("T.csv")) << "what is named wins";
    }
    EXPECT_THAT(run(suppress + "--format json-stat").out, HasSubstr("\"class\": \"dataset\""));
    EXPECT_THAT(run(suppress + "--format sdmx-csv --structure 'ESTAT:X(1.0)'").out,
                HasSubstr("\ndataflow,ESTAT:X(1.0),I,N,b,,Q,N\n"));
}

TEST_F(Formats, OfSheetsAreReadBackByTheAuditAndAsInput) {
    for (const std::string name : {"T.ods", "T.xlsx"}) {
        ASSERT_EQ(run(suppress + "--output " + name).status, 0);
        const auto audit = run("audit" + table + "--threshold 5 --public " + name);
        EXPECT_EQ(audit.status, 0) << audit.err;
        EXPECT_THAT(audit.out, HasSubstr("at risk 0, protected 1"));
        EXPECT_EQ(run("inspect " + name).status, 0) << run("inspect " + name).out;
        ASSERT_EQ(run("round" + table + "--base 5 --quiet --output R" + name).status, 0);
        const auto again = run("round --input R" + name +
                               " --dimension area --dimension kind --count count_nearest5 "
                               "--base 5 --quiet");
        EXPECT_EQ(again.out, run("round" + table + "--base 5 --quiet").out) << again.err;
    }
}

TEST_F(Formats, OfSheetsAreEarlierReleases) {
    write("linked.json", R"({"tables": [{"name": "last year", "public": "T.ods",
        "dimensions": {"area": null, "kind": null}}]})");
    ASSERT_EQ(run(suppress + "--output T.csv").status, 0);
    for (const std::string name : {"T.ods", "T.xlsx"}) {
        ASSERT_EQ(run(suppress + "--output " + name).status, 0);
        for (const std::string option : {"--previous ", "--frozen "}) {
            const auto r = run(suppress + option + name);
            EXPECT_EQ(r.status, 0) << option << r.err;
            EXPECT_EQ(r.out, run(suppress + option + "T.csv").out) << option;
        }
    }
    const auto audit = run("audit" + table + "--threshold 5 --public T.csv --linked linked.json");
    EXPECT_EQ(audit.status, 0) << audit.err;
}

TEST_F(Formats, CsvwIsTwoFilesOrNone) {
    const auto piped = run(suppress + "--format csvw");
    EXPECT_EQ(piped.status, 2);
    EXPECT_EQ(piped.out, "");
    EXPECT_THAT(piped.err, HasSubstr("--output FILE"));
    const auto made = run(suppress + "--format csvw --output T.csv --title Offences");
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_THAT(files(), ElementsAre("T.csv", "T.csv-metadata.json", "in.csv"));
    EXPECT_EQ(read("T.csv"), run(suppress).out);
    const auto metadata = nlohmann::json::parse(read("T.csv-metadata.json"));
    EXPECT_EQ(metadata.at("url"), "T.csv");
    EXPECT_EQ(metadata.at("dc:title"), "Offences");
    const auto clash = run(suppress + "--format csvw --output T.csv --private T.csv-metadata.json");
    EXPECT_EQ(clash.status, 2);
    EXPECT_THAT(clash.err, HasSubstr("two outputs go to the same file"));
    write("in.csv-metadata.json", "{}");
    EXPECT_EQ(run("suppress --input in.csv-metadata.json --dimension area --count n --threshold 5 "
                  "--format csvw --output in.csv")
                  .status,
              2)
        << "the metadata would overwrite an input";
    std::filesystem::create_directory(path("D.csv-metadata.json"));
    EXPECT_EQ(run(suppress + "--format csvw --output D.csv").status, 2);
    EXPECT_THAT(files(), Not(Contains("D.csv")));
}

TEST_F(Formats, RefuseOptionsThatWouldDoNothing) {
    for (const auto& [words, option] : std::vector<std::pair<std::string, std::string>>{
             {"--title X", "--title"},
             {"--title X --format markdown", "--title"},
             {"--structure 'A:B(1.0)'", "--structure"},
             {"--structure nonsense --format sdmx-csv", "--structure"},
             {"--format excel", "--format"}}) {
        const auto r = run(suppress + words);
        EXPECT_EQ(r.status, 2) << words;
        EXPECT_EQ(r.out, "") << words;
        EXPECT_THAT(r.err, HasSubstr(option)) << words;
    }
}

TEST_F(Formats, AreThoseOfRoundCoarsenAndLinkedTables) {
    EXPECT_THAT(run("round" + table + "--base 5 --format json-stat --title T").out,
                AllOf(HasSubstr("\"label\": \"T\""), HasSubstr("nearest 5")));
    EXPECT_THAT(run("coarsen" + table + "--threshold 5 --drop-allowed --format px").out,
                AllOf(StartsWith("CHARSET"), HasSubstr("AGGREGALLOWED=NO;")));
    write("more.csv", "area,sex,n\nN,f,23\nN,m,30\nS,f,80\nS,m,70\nW,f,100\nW,m,140\n");
    write("linked.json", R"({"tables": [{"name": "by sex", "input": "more.csv", "count": "n",
        "output": "by_sex.xlsx", "dimensions": {"area": null, "sex": null}}]})");
    const auto r = run(suppress + "--linked linked.json --output first.ods --title First");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(run("inspect first.ods").status, 0);
    EXPECT_EQ(run("inspect by_sex.xlsx").status, 0);
    const auto px = run(suppress + "--linked linked.json --output first.px --format px");
    ASSERT_EQ(px.status, 0) << px.err;
    EXPECT_THAT(read("first.px"), HasSubstr("TITLE=\"count by area and kind\""));
    EXPECT_THAT(read("by_sex.xlsx"), HasSubstr("TITLE=\"by sex\"")) << "what is named wins";
}

} // namespace
