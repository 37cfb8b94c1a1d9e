/// Files as people have them: read as what they are, or refused with the option that mends it.
#include "program.hpp"

#include <workbooks.hpp>

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using support::Program;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct row {
    std::string area, kind;
    int count;
};

const std::vector<row> rows{{"Caf\xC3\xA9", "theft", 23040}, {"Caf\xC3\xA9", "fraud", 3},
                            {"Dudley", "theft", 1580},       {"Dudley", "fraud", 940},
                            {"North", "theft", 7},           {"North", "fraud", 0}};

std::string in_groups(int n, const std::string& mark) {
    auto text = std::to_string(n);
    if (text.size() > 3) text.insert(text.size() - 3, mark);
    return text;
}

/// How a number is written; a quoted field where it holds the separator.
std::string shaped(int n, const std::string& shape, const std::string& separator) {
    auto text = std::to_string(n);
    if (shape == ".0") text += ".0";
    if (shape == ",0") text += ",0";
    if (shape == " blank ") text = " " + text + " ";
    if (shape == "1,234") text = in_groups(n, ",");
    if (shape == "1.234") text = in_groups(n, ".");
    if (shape == "1 234") text = in_groups(n, " ");
    if (shape == "1'234") text = in_groups(n, "'");
    if (shape == "thin") text = in_groups(n, "\xE2\x80\xAF");
    return text.find(separator) == std::string::npos ? text : '"' + text + '"';
}

std::string as_utf16(std::string_view text, bool big) {
    std::u16string wide;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80)
            wide += static_cast<char16_t>(byte);
        else if (byte < 0xE0)
            wide += static_cast<char16_t>((byte & 0x1FU) << 6U |
                                          (static_cast<unsigned char>(text[++i]) & 0x3FU));
        else {
            wide += static_cast<char16_t>((byte & 0x0FU) << 12U |
                                          (static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U |
                                          (static_cast<unsigned char>(text[i + 2]) & 0x3FU));
            i += 2;
        }
    }
    std::string bytes = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const auto c : wide) {
        const auto low = static_cast<char>(c & 0xFFU), high = static_cast<char>(c >> 8U);
        bytes += big ? high : low;
        bytes += big ? low : high;
    }
    return bytes;
}

/// e acute is all that is not ASCII.
std::string as_windows_1252(std::string text) {
    for (auto at = text.find("\xC3\xA9"); at != std::string::npos; at = text.find("\xC3\xA9"))
        text.replace(at, 2, "\xE9");
    return text;
}

class Files : public Program {
protected:
    void SetUp() override {
        write("plain.csv", long_table(",", ""));
        expected_ = released(std::string("--input plain.csv ") + as_long);
        ASSERT_THAT(expected_, HasSubstr("[c]"));
    }

    static constexpr auto as_long = "--dimension area --dimension kind --count n ";
    static constexpr auto as_wide = "--dimension area --wide kind ";

    static std::string long_table(const std::string& s, const std::string& shape) {
        auto text = "area" + s + "kind" + s + "n\n";
        for (const auto& r : rows)
            text += r.area + s + r.kind + s + shaped(r.count, shape, s) + '\n';
        return text;
    }
    static std::string wide_table(const std::string& s, const std::string& shape, bool totals) {
        auto text = "area" + s + "theft" + s + "fraud" + (totals ? s + "Total" : "") + '\n';
        for (std::size_t i = 0; i < rows.size(); i += 2)
            text += rows[i].area + s + shaped(rows[i].count, shape, s) + s +
                    shaped(rows[i + 1].count, shape, s) +
                    (totals ? s + shaped(rows[i].count + rows[i + 1].count, shape, s) : "") + '\n';
        if (totals)
            text += "Total" + s + shaped(24627, shape, s) + s + shaped(943, shape, s) + s +
                    shaped(25570, shape, s) + '\n';
        return text;
    }

    std::string released(const std::string& words) const {
        const auto r = run("suppress --threshold 5 --quiet " + words);
        EXPECT_EQ(r.status, 0) << words << '\n' << r.err;
        return r.out.substr(r.out.find('\n')); // the column of the counts has a name of its own
    }
    void expect_same(const std::string& name, const std::string& content,
                     const std::string& words) {
        write(name, content);
        EXPECT_EQ(released("--input " + name + " " + words), expected_) << name << ": " << words;
        ++shapes_;
    }
    void expect_refused(const std::string& content, const std::string& words,
                        const std::string& remedy) {
        write("in.csv", content);
        const auto r = run("suppress --threshold 5 --input in.csv --output new.csv " + words);
        EXPECT_EQ(r.status, 2) << content;
        EXPECT_THAT(r.err, StartsWith("sdckit: error: in.csv:")) << content;
        EXPECT_THAT(r.err, HasSubstr(remedy)) << content;
        EXPECT_FALSE(exists("new.csv"));
    }

    std::string expected_;
    int shapes_ = 0;
};

TEST_F(Files, OneTableInEveryShapeIsOneRelease) {
    for (const std::string s : {",", ";", "\t", "|"}) {
        std::vector<std::string> shapes{"", ".0", " blank ", "1 234", "1'234", "thin"};
        shapes.emplace_back(s == ";" ? "1.234" : "1,234");
        if (s == ";") shapes.emplace_back(",0");
        for (const auto& shape : shapes) {
            for (const auto& [text, words] : {std::pair(long_table(s, shape), as_long),
                                              {wide_table(s, shape, false), as_wide},
                                              {wide_table(s, shape, true), as_wide}}) {
                expect_same("utf8.csv", text, words);
                expect_same("mark.csv", "\xEF\xBB\xBF" + text, words);
                expect_same("little.csv", as_utf16(text, false), words);
                expect_same("big.csv", as_utf16(text, true), words);
                if (shape != "thin") // a character that Windows-1252 does not have
                    expect_same("cp1252.csv", as_windows_1252(text),
                                words + std::string("--encoding windows-1252"));
                expect_same("titled.csv",
                            "Table 3: offences; areas\nSource, police\n\n" + text +
                                "\nNotes: counts are of offences\n",
                            words);
            }
        }
    }
    EXPECT_GT(shapes_, 400);
}

TEST_F(Files, AWorkbookIsReadAsCsvIs) {
    std::string cells =
        "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>area</t></is></c><c r=\"B3\" "
        "t=\"inlineStr\"><is><t>theft</t></is></c><c r=\"C3\" "
        "t=\"inlineStr\"><is><t>fraud</t></is></c></row>";
    std::string ods = "<table:table table:name=\"Data\"><table:table-row><table:table-cell "
                      "office:value-type=\"string\"><text:p>area</text:p></table:table-cell>"
                      "<table:table-cell office:value-type=\"string\"><text:p>theft</text:p>"
                      "</table:table-cell><table:table-cell office:value-type=\"string\">"
                      "<text:p>fraud</text:p></table:table-cell></table:table-row>";
    for (std::size_t i = 0; i < rows.size(); i += 2) {
        const auto line = std::to_string(4 + i / 2);
        const auto first = std::to_string(rows[i].count),
                   second = std::to_string(rows[i + 1].count);
        cells += "<row r=\"" + line + "\"><c r=\"A" + line + "\" t=\"inlineStr\"><is><t>" +
                 rows[i].area + "</t></is></c><c r=\"B" + line + "\"><v>" + first +
                 "</v></c><c r=\"C" + line + "\"><v>" + second + "</v></c></row>";
        ods += "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>" +
               rows[i].area +
               "</text:p></table:table-cell><table:table-cell "
               "office:value-type=\"float\" office:value=\"" +
               first +
               "\"><text:p>x</text:p></table:table-cell><table:table-cell "
               "office:value-type=\"float\" office:value=\"" +
               second + "\"><text:p>x</text:p></table:table-cell></table:table-row>";
    }
    const std::string title =
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Table 3</t></is></c></row>";
    expect_same("book.xlsx", support::xlsx_of(title + cells).bytes(), as_wide);
    expect_same("book.ods", support::ods_bytes(ods + "</table:table>"), as_wide);
}

TEST_F(Files, WhatIsInDoubtIsRefusedWithItsRemedy) {
    const std::string all = as_long;
    expect_refused("area,kind,n\nA,x,3\nA,All,3\n", all,
                   "--total kind=All, or --not-total kind=All");
    expect_refused("area,kind,n\nA,x,3\nB,x,8\nA,All y,3\nB,All y,8\n",
                   "--dimension area --count n", "--dimension kind with --total 'kind=All y'");
    expect_refused("area,kind,n\nA,x,3\nA,x,4\n", all, "--sum-duplicates");
    expect_refused("area,kind,n\nA,x,3\na,x,4\n", all, "--merge-similar");
    expect_refused("area,kind,n\nA,x,\n", all, "--empty zero");
    expect_refused("area,kind,n\nA,x,-\n", all, "--empty zero");
    expect_refused("area;kind;n\nA;x;1.000\n", all, "--decimal point or --decimal comma");
    expect_refused("area,kind,n\nA,x,3\n", "--dimension area --dimension kind",
                   "--count n, or --records");
    expect_refused("area,kind,n\nCaf\xE9,x,3\n", all, "--encoding windows-1252");
    expect_refused("area,kind,n\nA,x,3\n\nB,y,4\n", all, "--until TEXT");
}

TEST_F(Files, WhatIsConfirmedIsRead) {
    write("in.csv", "sex,n\nFemale,30\n\"Female \",3\nfemale,2\nMale,20\n");
    EXPECT_THAT(
        run("suppress --threshold 5 --input in.csv --dimension sex --count n --merge-similar").out,
        HasSubstr("Female,35"));
    write("in.csv", "k,n\na,4\na,5\nb,8\n");
    EXPECT_THAT(
        run("suppress --threshold 5 --input in.csv --dimension k --count n --sum-duplicates").out,
        HasSubstr("a,9"));
    write("in.csv", "k;n\na;1.000\nb;-\n");
    EXPECT_THAT(run("suppress --threshold 5 --input in.csv --dimension k --count n --decimal comma "
                    "--empty zero")
                    .out,
                HasSubstr("a,1000\nb,0"));
    write("in.csv", "k,age\na,40\na,50\nb,80\n");
    EXPECT_THAT(run("suppress --threshold 2 --input in.csv --dimension k --records").status, 0);
    write("in.csv", "k,n\na,4\nAll,5\nb,8\n");
    EXPECT_THAT(
        run("suppress --threshold 2 --input in.csv --dimension k --count n --not-total k=All").out,
        HasSubstr("Total,17"));
    EXPECT_THAT(
        run("suppress --threshold 2 --input in.csv --dimension k --count n --total All").err,
        HasSubstr("a margin differs"));
}

TEST_F(Files, ATitleAndFootnotesAreReportedByTheirLines) {
    write("in.csv", "Table 3: the 3 of A\narea,kind,n\nA,x,9\nB,x,8\n\nNote: A has 9\n");
    const auto r =
        run("suppress --threshold 5 --input in.csv --dimension area --dimension kind --count n");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("line 1 is taken for a title and not read"));
    EXPECT_THAT(r.err, HasSubstr("line 6 is taken for a footnote and not read"));
    EXPECT_THAT(r.err, testing::Not(HasSubstr("A has 9"))) << "they can hold a suppressed count";
}

TEST_F(Files, APublicTableIsReadAsItComes) {
    write("pub.csv",
          "District;Burglary;Stalking;Total\nNorth;40;*;43\nSouth;60;*;69\nTotal;100;12;112\n");
    const auto r = run("audit --public pub.csv --dimension District --wide Offence --threshold 5");
    EXPECT_EQ(r.status, 1) << r.err;
    EXPECT_THAT(r.out, HasSubstr("exactly 3"));
}

TEST_F(Files, AHousesOwnMarkersAreReadWhateverTheyAre) {
    for (const std::string marker : {"..", "-", "-99", "1", ":"}) {
        write("pub.csv", "area,n\nTotal,2000\nA," + marker + "\nB," + marker + "\nC,9\n");
        const auto r =
            run("audit --public pub.csv --dimension area --threshold 5 --marker text=" + marker);
        EXPECT_EQ(r.status, 0) << marker << r.err;
        EXPECT_THAT(r.out, HasSubstr("area A: an intruder can infer 1 to 1990; protected"));
    }
    write("pub.csv", "area,n\nTotal,2000\nA,*\nB,..\nC,:\nD,9\n");
    EXPECT_THAT(run("audit --public pub.csv --dimension area --threshold 5 --marker text=.. "
                    "--marker text=:")
                    .out,
                HasSubstr("area C: an intruder can infer 1 to 1989; protected"));
}

TEST_F(Files, DimensionsAreMadeOfNumbersAndDates) {
    write("in.csv",
          "received,age\n31/03/2024,34\n01/04/2024,15\n02/04/2024,16\n02/04/2024,Not stated\n");
    const auto r =
        run("suppress --threshold 1 --quiet --input in.csv --month-of received --band age=0,16,18 "
            "--records");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(
        r.out,
        StartsWith("age,month,count\nTotal,Total,4\nTotal,2024-03,1\nTotal,2024-04,3\n0-15,"));
    EXPECT_THAT(r.out, HasSubstr("16-17,2024-04,1\n18+,Total,1\n"));
    EXPECT_THAT(r.out, HasSubstr("Not stated,2024-04,1"));
    write("in.csv", "received\n03/04/2024\n");
    EXPECT_THAT(run("suppress --threshold 1 --input in.csv --year-of received").err,
                HasSubstr("--date-order day-first or --date-order month-first"));
    EXPECT_THAT(run("suppress --threshold 1 --quiet --input in.csv --quarter-of received "
                    "--date-order month-first")
                    .out,
                HasSubstr("2024-Q1,1"));
}

TEST_F(Files, OptionsOfAnotherKindOfFileAreRefused) {
    const std::string content = "area,kind,n\nA,x,9\n", all = as_long;
    expect_refused(content, all + "--sheet Data", "a file of text has no sheets");
    expect_refused(content, all + "--hidden read", "a file of text has no sheets");
    expect_refused(content, all + "--skip 9", "no line is left for the header");
    write("book.xlsx", support::xlsx_of("").bytes());
    EXPECT_THAT(run("suppress --threshold 5 --input book.xlsx --separator tab " + all).err,
                HasSubstr("a workbook has no separator"));
    EXPECT_THAT(run("suppress --threshold 5 --input in.csv --separator x " + all).err,
                HasSubstr("one of comma, semicolon, tab, pipe\n"));
    write("in.csv", "area;kind;n\nA;x;9\n");
    EXPECT_EQ(run("suppress --threshold 5 --input in.csv --separator ';' " + all).status, 0);
}

TEST_F(Files, AHierarchyIsThatOfItsColumns) {
    write("in.csv",
          "region,force,n\nNorth,Newport,3\nNorth,Leeds,40\nSouth,Newport,50\nSouth,,50\n");
    const auto r = run("suppress --input in.csv --dimension area=columns:region/force --count n "
                       "--threshold 5");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(r.out, "area,count\nTotal,93\nNorth,43\nNorth/Newport,[c]\nLeeds,[c]\nSouth,50\n"
                     "South/Newport,50\n");
    const auto refused = run("suppress --input in.csv --dimension area=columns:region --count n "
                             "--threshold 5");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("a hierarchy of fewer than two columns"));
}

TEST_F(Files, OneOfSeveralTablesIsChosen) {
    write("in.csv",
          "Offences 2024\n\nTable 1: by area,,\narea,n,note\nN,3,\"two\n\nlines\"\nS,40,\n"
          " , ,\nTable 2: by kind\nkind,n\na,20\nb,23\n\nSource: police\n");
    const auto tabulate = [this](const std::string& options) {
        return run("round --input in.csv --count n --base 1 " + options);
    };
    EXPECT_EQ(tabulate("--section 1 --dimension area").out,
              "area,count_nearest1\nTotal,43\nN,3\nS,40\n");
    EXPECT_EQ(tabulate("--section 2 --dimension kind").out,
              "kind,count_nearest1\nTotal,43\na,20\nb,23\n");
    const auto third = tabulate("--section 3 --dimension kind");
    EXPECT_EQ(third.status, 2);
    EXPECT_THAT(third.err, HasSubstr("wanted 1 to 2"));
    EXPECT_EQ(tabulate("--section 1 --skip 2 --dimension area").status, 2);
}

// Names and codes side by side, notes that say which rows are totals, text behind a rule.
TEST_F(Files, AnExportOfATableServerIsRead) {
    const std::string head = "\"Notes\"\t\"County\"\t\"County Code\"\t\"Sex\"\tDeaths\n";
    const std::string tail = "\"---\"\n\"Dataset: Underlying cause\"\n\"Query parameters:\"\n";
    write("in.txt", head +
                        "\t\"Kent\"\t\"001\"\t\"Female\"\t3\n\t\"Kent\"\t\"001\"\t\"Male\"\t40\n"
                        "\"Total\"\t\"Kent\"\t\"001\"\t\t43\n"
                        "\t\"Essex\"\t\"003\"\t\"Female\"\t50\n"
                        "\t\"Essex\"\t\"003\"\t\"Male\"\t60\n"
                        "\"Total\"\t\"Essex\"\t\"003\"\t\t110\n\"Total\"\t\t\t\t153\n" +
                        tail);
    const auto r = run("round --input in.txt --dimension County --dimension Sex --count Deaths "
                       "--base 1");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.err, HasSubstr("3 rows are totals by the column Notes"));
    EXPECT_THAT(r.out, HasSubstr("\nKent,Total,43\nKent,Female,3\n"));
    write("public.txt", head +
                            "\t\"Kent\"\t\"001\"\t\"Female\"\tSuppressed\n"
                            "\t\"Kent\"\t\"001\"\t\"Male\"\t40\n"
                            "\"Total\"\t\"Kent\"\t\"001\"\t\t43\n" +
                            tail);
    const auto attacked = run("audit --public public.txt --dimension County --dimension Sex "
                              "--value-column Deaths --threshold 10");
    EXPECT_EQ(attacked.status, 1) << attacked.err;
    EXPECT_THAT(attacked.out, HasSubstr("can infer exactly 3"));
}

} // namespace
