/// Codes, column names, labels, file names and option values that would act on whoever reads them.
#include "program.hpp"

#include <sdc/detail/utf8.hpp>

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace {

using support::outcome;
using support::Program;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> hostile{"\x1B[31mred",
                                       "a\tb",
                                       "a\nsdckit: error: forged",
                                       "bell\x07",
                                       "del\x7F",
                                       "csi\xC2\x9B"
                                       "31m",
                                       "rtl\xE2\x80\xAE"
                                       "evil",
                                       "isolate\xE2\x81\xA6x",
                                       "mark\xE2\x80\x8Fx",
                                       "arabic\xD8\x9Cx",
                                       "line\xE2\x80\xA8x",
                                       "zero\xE2\x80\x8Bwidth"};

/// In one word for a shell.
std::string word(const std::string& text) { return "'" + text + "'"; }
std::string field(const std::string& text) { return "\"" + text + "\""; }

class HostileText : public Program {
protected:
    HostileText() { write("in.csv", "k,n\na,9\nb,7\nc,3\n"); }

    static void expect_inert(const outcome& r, const std::string& where) {
        for (const auto* text : {&r.out, &r.err}) {
            sdc::detail::for_each_character(*text, [&](char32_t c, std::string_view bytes) {
                EXPECT_FALSE(c != '\n' && sdc::detail::is_unseen(c))
                    << where << ": U+" << std::hex << static_cast<std::uint32_t>(c) << " in "
                    << *text;
                EXPECT_FALSE(c == 0xFFFD && bytes.size() == 1) << where;
            });
            EXPECT_THAT(*text, Not(HasSubstr("\nsdckit: error: forged"))) << where;
        }
    }
    /// Tabs and line ends are in quotes there, and what has no width is part of words.
    static void expect_inert_table(const outcome& r, const std::string& where) {
        expect_inert({.err = r.err}, where);
        sdc::detail::for_each_character(r.out, [&](char32_t c, std::string_view) {
            EXPECT_FALSE(sdc::detail::is_control_or_direction(c))
                << where << ": U+" << std::hex << static_cast<std::uint32_t>(c);
        });
    }
    /// Two dimensions, with the text for a code, a label and a column name.
    void write_table(const std::string& text) const {
        write("t.csv", "k," + field(text) + ",n\n" + field(text) + ",x,2\nb,x,7\n" + field(text) +
                           ",y,9\nb,y,8\n");
        write("h.csv", "code,parent,label\nTotal,,All\n" + field(text) + ",Total," +
                           field("l " + text) + "\nb,Total,B\n");
    }
};

TEST_F(HostileText, OfOptionsNeverReachesTheTerminal) {
    const std::string input = "suppress --input in.csv --dimension k --count n --threshold 5 ";
    for (const auto& text : hostile) {
        const auto bad = word(text);
        for (const auto& words :
             {"suppress --input in.csv --count n --threshold 5 --dimension " + bad,
              "suppress --input in.csv --dimension k --threshold 5 --count " + bad,
              "suppress --dimension k --count n --threshold 5 --input " + bad,
              input + "--role " + bad,
              input + "--role k=" + bad,
              input + "--zeros " + bad,
              input + "--protect " + bad,
              input + "--cost " + bad,
              input + "--format " + bad,
              input + "--marker " + bad,
              input + "--policy " + bad,
              input + "--intruder " + bad,
              input + "--contributor " + bad,
              input + "--keep " + bad,
              input + "--linked " + bad,
              input + "--seed " + bad,
              input + "--output " + word("none/" + text),
              input + "--where " + bad,
              input + bad,
              input + "--" + bad,
              bad,
              "policies " + bad,
              "audit --dimension k --threshold 5 --public " + bad,
              "score --input in.csv --dimension k --count n --population " + bad,
              "score --input in.csv --dimension k --count n --trait " + bad,
              "score --input in.csv --dimension k --key " + bad,
              "coarsen --input in.csv --dimension k --count n --threshold 5 --depth " + bad,
              "round --input in.csv --dimension k --count n --base " + bad,
              "round --input in.csv --dimension k --count n --base 5 --ties " + bad,
              "verify --public in.csv --certificate " + bad}) {
            const auto r = run(words);
            EXPECT_EQ(r.status, 2) << words;
            expect_inert(r, words);
        }
    }
}

TEST_F(HostileText, OfTablesNeverReachesTheTerminal) {
    for (const auto& text : hostile) {
        write_table(text);
        const auto table =
            " --input t.csv --count n --dimension k=h.csv --dimension " + word(text) + " ";
        write("keep.csv", "k," + field(text) + "\n" + field(text) + ",x\n");
        write("unknown.csv", "k," + field(text) + "\n" + field("q" + text) + ",x\n");
        write("linked.json", nlohmann::json{{"tables",
                                             {{{"name", "n " + text},
                                               {"public", "p.csv"},
                                               {"dimensions", {{"k", "h.csv"}}},
                                               {"where", {{"d " + text, text}}}}}}}
                                 .dump());
        write("p.csv", "k,n\nTotal,[c]\n" + field(text) + ",11\nb,15\n");
        write("known.json",
              nlohmann::json{{"statements",
                              {{{"text", "s " + text}, {"cell", {{"k", text}}}, {"at_least", 3}}}}}
                  .dump());
        write(
            "false.json",
            nlohmann::json{{"statements",
                            {{{"text", "s " + text}, {"cell", {{"k", text}}}, {"at_least", 300}}}}}
                .dump());
        for (const auto& words :
             {"suppress" + table + "--threshold 5 --keep keep.csv --output -",
              "suppress" + table + "--threshold 5 --keep unknown.csv",
              "audit" + table + "--threshold 5 --known known.json",
              "audit" + table + "--threshold 5 --known false.json",
              "audit" + table + "--threshold 5 --linked linked.json",
              "score" + table + "--recommend --population 1000 --period year",
              "score" + table + "--linked linked.json",
              "coarsen" + table + "--threshold 5 --drop-allowed --format markdown",
              "suppress" + table + "--threshold 5 --format markdown --output m.md",
              "suppress" + table + "--threshold 5 --linked linked.json --output s.csv",
              "score" + table + "--map map.svg --curve curve.svg",
              "score --input t.csv --dimension k=h.csv --key k --key " + word(text) +
                  " --sensitive " + word(text)}) {
            const auto r = run(words);
            if (words.find("--output -") == std::string::npos)
                expect_inert(r, words);
            else
                expect_inert_table(r, words);
        }
        for (const char* file : {"m.md", "map.svg", "curve.svg"}) {
            EXPECT_TRUE(exists(file)) << file << text;
            expect_inert({.out = read(file)}, file);
        }
    }
}

TEST_F(HostileText, IsNamedInCsvAndReadBack) {
    write("t.csv", "k,n\n\x1B[31mred,12\nrtl\xE2\x80\xAE"
                   "fdp,3\n<U+001B>,14\nb,9\n");
    const std::string table = "suppress --input t.csv --dimension k --count n --threshold 5 ";
    ASSERT_EQ(run(table + "--output p.csv --certificate proof").status, 0);
    EXPECT_EQ(
        read("p.csv"),
        "k,count\nTotal,38\n<U+001B>[31mred,12\nrtl<U+202E>fdp,[c]\n<U+003C>U+001B>,14\nb,[c]\n");
    EXPECT_EQ(
        run("audit --public p.csv --input t.csv --count n --dimension k --threshold 5").status, 0);
    EXPECT_EQ(run("verify --public p.csv --certificate proof --dimension k --threshold 5").status,
              0);
    EXPECT_EQ(run(table + "--frozen p.csv --output again.csv").status, 0);
    EXPECT_EQ(read("again.csv"), read("p.csv"));
    ASSERT_EQ(run(table + "--no-escape-formulas --output raw.csv").status, 0);
    EXPECT_THAT(read("raw.csv"), HasSubstr("\x1B[31mred,12"));
    EXPECT_EQ(
        run("audit --public raw.csv --input t.csv --count n --dimension k --threshold 5").status,
        0);
}

TEST_F(HostileText, IsEscapedInSvg) {
    write_table("<script>alert(1)</script>&\"'");
    write("t.csv", "k,j,n\n<script>alert(1)</script>,x,2\nb,x,7\n");
    static_cast<void>(run("score --input t.csv --dimension k --dimension j --count n --map map.svg "
                          "--curve curve.svg"));
    for (const char* file : {"map.svg", "curve.svg"})
        EXPECT_THAT(read(file), Not(HasSubstr("<script"))) << file;
    EXPECT_THAT(read("map.svg"), HasSubstr("&lt;script&gt;"));
}

TEST_F(HostileText, OfBytesThatAreNoTextLeavesJsonWhole) {
    for (const char* words :
         {"audit --input in.csv --dimension k --count n --threshold 5 --frozen 'f\xFF.csv' "
          "--format json",
          "score --input in.csv --dimension k --count n --format json --key 'k\xFF'"}) {
        write("f\xFF.csv", "k,n\na,9\n");
        const auto r = run(words);
        expect_inert({.err = r.err}, words);
        if (!r.out.empty()) {
            EXPECT_FALSE(nlohmann::json::parse(r.out, nullptr, false).is_discarded()) << r.out;
        }
    }
}

TEST_F(HostileText, OfAnyLengthIsCutInMessages) {
    std::string accents;
    for (int i = 0; i < 20'000; ++i) accents += "\xC3\xA9";
    for (const std::string& text : {std::string(50'000, 'x'), accents}) {
        write("long.csv", "k,n\n" + text + ",3\nb,9\nc,9\n");
        write("bad.csv", "k,n\na," + text + "\n");
        write("keep.csv", "k\n" + text + "\n");
        const std::string table = "--input long.csv --dimension k --count n ";
        for (const auto& words : std::vector<std::string>{
                 "suppress --input in.csv --count n --threshold 5 --dimension " + text,
                 "suppress --input in.csv --dimension k --count n --threshold " + text,
                 "suppress --input bad.csv --dimension k --count n --threshold 5",
                 "suppress --input in.csv --dimension k --count n --threshold 5 --keep keep.csv",
                 "suppress " + table + "--threshold 5 --keep keep.csv --publish-total",
                 "suppress --input in.csv --dimension k --count n --threshold 5 --zeros " + text,
                 "suppress --" + text, text, "policies " + text}) {
            const auto r = run(words);
            EXPECT_NE(r.status, 0) << words.substr(0, 80);
            EXPECT_LT(r.err.size(), 1200U) << words.substr(0, 80);
            EXPECT_THAT(r.err, HasSubstr("...")) << words.substr(0, 80);
            expect_inert(r, words.substr(0, 80));
        }
        const auto report = run("audit " + table + "--threshold 5");
        EXPECT_LT(report.out.size(), 3000U);
        EXPECT_THAT(report.out, HasSubstr("..."));
    }
}

TEST_F(HostileText, FileNamesAsLongAsTheSystemTakes) {
    const std::string table =
        "suppress --input in.csv --dimension k --count n --threshold 2 --quiet ";
    for (const std::size_t size : {245U, 248U, 255U}) {
        const std::string name(size, 'n'), record(size, 'r'), proof(size, 'p');
        EXPECT_EQ(
            run(table + "--output " + name + " --private " + record + " --certificate " + proof)
                .status,
            0)
            << size;
        EXPECT_TRUE(exists(name) && exists(record) && exists(proof)) << size;
        EXPECT_EQ(run("verify --public " + name + " --certificate " + proof).status, 0);
    }
    for (const auto& option : {"--output ", "--private "}) {
        const auto r = run(table + option + std::string(256, 'n'));
        EXPECT_EQ(r.status, 2);
        EXPECT_THAT(r.err, HasSubstr("found 256 bytes; wanted at most 255 bytes"));
    }
    for (const auto& name : files())
        EXPECT_THAT(name, Not(HasSubstr("sdckit"))) << "no temporary file is left";
}

} // namespace
