/// docs/risk.md explains every number of the report, and none that there is not; what it shows is
/// what the program prints.
#include "program.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

using support::Program;
using json = nlohmann::json;
using names = std::set<std::string>;

/// Objects whose keys are names of the data: dimensions and columns.
const names of_data = {"codes", "group", "must_publish", "contributions"};

/// What stands in the backquotes of a text.
names in_backquotes(const std::string& text) {
    static const std::regex marks("`([^`]+)`");
    names found;
    for (std::sregex_iterator at(text.begin(), text.end(), marks), end; at != end; ++at)
        found.insert((*at)[1]);
    return found;
}

class ScoreDocumented : public Program {
protected:
    ScoreDocumented() {
        std::ifstream in(SDCKIT_SOURCE_DIR "/docs/risk.md");
        std::string heading;
        for (std::string line; std::getline(in, line); text_ += line + '\n') {
            if (line.starts_with('#')) {
                heading = line;
                for (const auto& path : in_backquotes(line)) heading_of_[path] = heading;
            } else if (line.starts_with("| `")) {
                keys_[heading].merge(in_backquotes(line.substr(0, line.find('|', 1))));
            }
        }
    }

    /// An object is explained under the heading that names its path, or else where the object
    /// around it is.
    void look(const json& value, const std::string& path, const std::string& heading) {
        if (value.is_array()) {
            for (const auto& one : value) look(one, path, heading);
        }
        if (!value.is_object()) return;
        for (const auto& [key, inner] : value.items()) {
            const auto below = path == "report" ? key : path + '.' + key;
            if (const auto own = heading_of_.find(below); own != heading_of_.end()) {
                look(inner, below, own->second);
                continue;
            }
            printed_[heading].insert(key);
            EXPECT_TRUE(keys_[heading].contains(key))
                << key << " of " << path << " is not explained under " << heading;
            if (!of_data.contains(key)) look(inner, below, heading);
        }
    }
    void look(const std::string& words) {
        const auto r = run("score --format json " + words);
        ASSERT_LT(r.status, 2) << words << '\n' << r.err;
        look(json::parse(r.out), "report", heading_of_.at("report"));
    }
    [[nodiscard]] std::string block(const std::string& marker, int wanted) const {
        std::istringstream in(text_.substr(text_.find(marker)));
        std::string found;
        int fences = 0;
        for (std::string line; fences < 2 * wanted && std::getline(in, line);) {
            if (line.starts_with("```"))
                ++fences;
            else if (fences == 2 * wanted - 1)
                found += line + '\n';
        }
        return found;
    }

    std::string text_;
    std::map<std::string, std::string> heading_of_; // of each path
    std::map<std::string, names> keys_,
        printed_; // of each heading: what its tables explain, what was met
};

TEST_F(ScoreDocumented, EveryKeyAndNoOther) {
    ASSERT_TRUE(heading_of_.contains("report"));
    write("age.csv", "code,parent\nTotal,\na,Total\nb,Total\n");
    write("sex.csv", "code,parent\nTotal,\nm,Total\nf,Total\n");
    write("years.csv", "code,parent\nTotal,\n2023,Total\n2024,Total\n2023-01,2023\n2023-02,"
                       "2023\n2024-01,2024\n2024-02,2024\n");
    // Counts with roles and points: what would pass is among all ways.
    write("counts.csv", "month,kind,n\n2023-01,x,1\n2023-02,x,59\n2024-01,x,20\n2024-02,x,22\n2023-"
                        "01,y,30\n2023-02,y,20\n2024-01,y,22\n2024-02,y,25\n");
    look("--input counts.csv --count n --dimension month=years.csv --dimension kind --role "
         "kind=sensitive --sensitivity none --intruder outsider --population "
         "1000000 --period month");
    // Earlier releases: of two tables one is of a part of the people.
    write("all.csv", "age,n\na,30\nb,40\n");
    write("men.csv", "age,n\nTotal,69\na,30\nb,39\n");
    write(
        "ledger.json",
        R"({"tables": [{"name": "men", "public": "men.csv", "dimensions": {"age": "age.csv"}, "where": {"sex": "m"}, "released_on": "2023-10-01"}]})");
    look("--input all.csv --count n --dimension age=age.csv --ledger ledger.json");
    look("--input all.csv --count n --dimension age=age.csv --ledger ledger.json --intruder "
         "outsider"); // one woman counts for more than that others are men
    write(
        "two.json",
        R"({"tables": [{"name": "by sex", "public": "sex_public.csv", "dimensions": {"age": "age.csv", "sex": "sex.csv"}, "released_on": "2023-10-01"}]})");
    write("sex_public.csv", "age,sex,n\na,m,1\na,f,29\nb,m,20\nb,f,20\na,Total,30\nb,Total,"
                            "40\nTotal,m,21\nTotal,f,49\nTotal,Total,70\n");
    look("--input all.csv --count n --dimension age=age.csv --ledger two.json");
    // What is said beside counts.
    write("four.csv", "month,n\n2024-01,2\n2024-02,2\n");
    write(
        "said.json",
        R"({"statements": [{"text": "these were all in 2024", "cell": {"month": "2024"}, "equals_cell": {}}]})");
    look("--input four.csv --count n --dimension month=years.csv --known said.json");
    // What is public, suppressed cells in it.
    write("public.csv",
          "month,n\nTotal,4\n2023,c\n2023-01,c\n2023-02,c\n2024,c\n2024-01,c\n2024-02,c\n");
    look("--public public.csv --dimension month=years.csv --sensitivity criminal --threshold 5 "
         "--zeros hide");
    // Records.
    write("persons.csv", "residence,gender,education,outcome\nu,f,secondary,a\nu,f,secondary,a\nu,"
                         "f,primary,b\nu,m,less,a\nr,f,less,b\nu,m,less,b\nu,f,,a\n");
    look("--input persons.csv --dimension gender --dimension outcome --key residence --key gender "
         "--key education --sensitive outcome --fraction 0.01");
    std::string columns, codes, by;
    for (int c = 0; c < 64; ++c) {
        columns += (c == 0 ? "c" : ",c") + std::to_string(c);
        codes += c == 0 ? "1" : ",1";
        by += " --key c" + std::to_string(c);
    }
    write("wide.csv", columns + '\n' + codes + '\n' + codes + '\n');
    look("--input wide.csv --dimension c0" + by);

    // Too large for advice that is not asked for.
    std::string many = "x,y,n\n";
    for (int cell = 0; cell < 2500; ++cell)
        many += std::to_string(cell / 50) + "," + std::to_string(cell % 50) + ",1\n";
    write("many.csv", many);
    look("--input many.csv --count n --dimension x --dimension y");

    for (const auto& [heading, keys] : keys_) {
        for (const auto& key : keys)
            EXPECT_TRUE(printed_[heading].contains(key))
                << key << " is explained under " << heading << ", but was not printed";
    }
}

TEST_F(ScoreDocumented, TheFoundingCaseIsAsPrinted) {
    write("shown.sh",
          "sdckit() { '" SDCKIT_PROGRAM "' \"$@\"; }\n" + block("<!-- founding -->", 1));
    ASSERT_NE(std::system(("cd '" + path("") + "' && bash shown.sh >printed 2>&1").c_str()), -1);
    EXPECT_EQ(read("printed"), block("<!-- founding -->", 2));
}

} // namespace
