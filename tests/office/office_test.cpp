/// Workbooks between this program and LibreOffice, which shares no code with it.
#include "../cli/program.hpp"

#include <sdc/io/csv.hpp>

#include <gmock/gmock.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

using ::testing::HasSubstr;

class Office : public support::Program {
protected:
    void SetUp() override {
        if (std::system("command -v soffice >/dev/null") != 0)
            GTEST_SKIP() << "LibreOffice is not there: no soffice in PATH";
    }

    /// Converts a file of the folder, with a profile of its own.
    void convert(const std::string& file, const std::string& to) const {
        const auto line = "cd '" + path("") + "' && soffice '-env:UserInstallation=file://" +
                          path("profile") + "' --headless --convert-to '" + to + "' '" + file +
                          "' >/dev/null 2>&1";
        ASSERT_EQ(std::system(line.c_str()), 0) << line;
    }

    /// Each sheet as NAME-SHEET.csv: commas, quotes, UTF-8, values and not what is shown of them.
    void convert_to_csv(const std::string& file) const {
        convert(file,
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1");
    }

    void write_input() const {
        write("in.csv", "area,kind,n\nN1,\"=1+1\",20012\nN1,\"b, <c> & \"\"d\"\"\",3\nN1,007,30\n"
                        "N2,=1+1,40\nN2,\"b, <c> & \"\"d\"\"\",50\nN2,007,60\n"
                        "S1,=1+1,70\nS1,\"b, <c> & \"\"d\"\"\",80\nS1,007,90\n");
        write("area.csv", "code,parent,label\nAll,,All areas\nN,All,North\nN1,N,Caf\xC3\xA9\n"
                          "N2,N,  two  blanks\nS1,All,South\n");
    }
    const std::string table = " --input in.csv --dimension area=area.csv --dimension kind --count "
                              "n --threshold 5 --quiet";
};

/// The fields of the rows below the heading and the note: which of them are in quotes is left to
/// each program.
std::vector<std::vector<std::string>> table_of(std::string text, int lines_above = 0) {
    for (int line = 0; line < lines_above; ++line) text.erase(0, text.find('\n') + 1);
    const auto read = sdc::parse_csv(text, "table").value();
    std::vector<std::vector<std::string>> rows{read.names};
    for (std::size_t row = 0; row < read.size(); ++row) {
        auto& fields = rows.emplace_back();
        for (std::size_t i = 0; i < read.names.size(); ++i) fields.emplace_back(read.field(row, i));
    }
    return rows;
}

TEST_F(Office, ReadsTheTableThatIsWritten) {
    write_input();
    const auto csv = run("suppress" + table).out;
    for (const std::string format : {"ods", "xlsx"}) {
        const auto r = run("suppress" + table + " --output " + format + "." + format);
        ASSERT_EQ(r.status, 0) << r.err;
        convert_to_csv(format + "." + format);
        EXPECT_EQ(table_of(read(format + "-Table.csv"), 2), table_of(csv)) << format;
        EXPECT_THAT(read(format + "-Codes.csv"), HasSubstr("area,N1,Caf\xC3\xA9,N\n"));
        EXPECT_THAT(read(format + "-Cover.csv"), HasSubstr("Method: suppression."));
    }
}

TEST_F(Office, WritesWorkbooksThatAreRead) {
    write_input();
    for (const std::string from : {"ods", "xlsx"}) {
        for (const std::string to : {"ods", "xlsx"}) {
            const auto name = from + "_as_" + to;
            ASSERT_EQ(run("suppress" + table + " --output " + name + "." + from).status, 0);
            convert(name + "." + from, to);
            const auto audit =
                run("audit --dimension area=area.csv --dimension kind --input in.csv --count n "
                    "--threshold 5 --public " +
                    name + "." + to);
            EXPECT_EQ(audit.status, 0) << name << audit.err;
            EXPECT_THAT(audit.out, HasSubstr("at risk 0")) << name;
        }
    }
    write("plain.csv", "kind,n\na,20\nb,3\nc,30\n");
    const std::string plain = " --dimension kind --count n --threshold 5 --quiet";
    for (const std::string to : {"ods", "xlsx"}) { // a sheet without any heading
        convert("plain.csv", to);
        EXPECT_EQ(run("suppress --input plain." + to + plain).out,
                  run("suppress --input plain.csv" + plain).out)
            << to;
        EXPECT_LE(run("inspect plain." + to).status, 1) << "it can be read";
    }
}

} // namespace
