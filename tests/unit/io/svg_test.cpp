#include <sdc/io/svg.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;

struct element {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text; // of itself, decoded
};

/// As much of XML 1.0 as a picture may use; whatever else there is fails the test.
class xml_reader {
public:
    explicit xml_reader(const std::string& text) : text_(text) {
        read_element();
        skip_blanks();
        EXPECT_EQ(at_, text_.size()) << "something after the root";
    }
    std::vector<element> elements; // in the order of their starts

private:
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void expect(const std::string& what) {
        if (text_.compare(at_, what.size(), what) != 0)
            throw std::runtime_error("wanted " + what + " at " + text_.substr(at_, 40));
        at_ += what.size();
    }
    void skip_blanks() {
        while (peek() == ' ' || peek() == '\n') ++at_;
    }
    std::string read_name() {
        const auto from = at_;
        while (std::isalnum(static_cast<unsigned char>(peek())) != 0 || peek() == '-' ||
               peek() == ':')
            ++at_;
        if (from == at_) throw std::runtime_error("no name");
        return text_.substr(from, at_ - from);
    }
    std::string read_text(char end) {
        std::string read;
        while (peek() != end) {
            if (peek() == '\0' || peek() == '<' ||
                (static_cast<unsigned char>(peek()) < 0x20 && peek() != '\n' && peek() != '\t'))
                throw std::runtime_error("not text");
            if (peek() != '&') {
                read += text_[at_++];
                continue;
            }
            const auto semicolon = text_.find(';', at_);
            const std::map<std::string, char> known{
                {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
            read += known.at(text_.substr(at_, semicolon - at_ + 1));
            at_ = semicolon + 1;
        }
        return read;
    }
    void read_element() {
        expect("<");
        const auto mine = elements.size();
        elements.push_back({.name = read_name(), .attributes = {}, .text = {}});
        while (peek() == ' ') {
            ++at_;
            const auto name = read_name();
            expect("=\"");
            if (!elements[mine].attributes.emplace(name, read_text('"')).second)
                throw std::runtime_error("twice: " + name);
            expect("\"");
        }
        if (peek() == '/') return expect("/>");
        expect(">");
        while (true) {
            elements[mine].text += read_text('<');
            if (text_.compare(at_, 2, "</") == 0) break;
            read_element();
        }
        expect("</" + elements[mine].name + ">");
    }

    std::string text_;
    std::size_t at_ = 0;
};

std::vector<element> parse(const std::string& text) { return xml_reader(text).elements; }

std::vector<std::string> texts(const std::vector<element>& all, const std::string& name = "text") {
    std::vector<std::string> found;
    for (const auto& e : all) {
        if (e.name == name) found.push_back(e.text);
    }
    return found;
}

std::ptrdiff_t count(const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::count(all, one);
}

sdc::risk_map two_by_two() {
    return {.title = "Offences",
            .row_name = "month",
            .column_name = "outcome",
            .rows = {"Jan", "Feb"},
            .columns = {"charged", "none"},
            .scores = {0, 0.05, 0.25, 1},
            .classes = sdc::classes_by_limit(0.1)};
}

const std::string hostile =
    "</text><script>alert(\"1\")</script> & 'x' \x01 \xFF \xEF\xBF\xBF caf\xC3\xA9";
const std::string shown_hostile =
    "</text><script>alert(\"1\")</script> & 'x' \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD caf\xC3\xA9";

TEST(Svg, EveryLabelOfAMapIsEscaped) {
    auto map = two_by_two();
    map.title = map.row_name = map.column_name = hostile;
    map.rows[0] = "<a & \"b\">";
    map.columns[1] = "x\xFFy";
    map.classes[2].name = hostile;
    const auto all = parse(sdc::to_svg(map).value());
    EXPECT_EQ(count(texts(all), shown_hostile), 3) << "title and both names";
    EXPECT_EQ(count(texts(all), "<a & \"b\">"), 1);
    EXPECT_EQ(count(texts(all), "x\xEF\xBF\xBDy"), 1);
    EXPECT_EQ(count(texts(all), "C: from 0.100 to under 1.000, " + shown_hostile), 1);
    EXPECT_TRUE(std::ranges::none_of(all, [](const element& e) { return e.name == "script"; }));
}

TEST(Svg, AMapIsReadableWithoutColour) {
    const auto all = parse(sdc::to_svg(two_by_two()).value());
    const auto words = texts(all);
    for (const char* letter : {"B", "C", "D"})
        EXPECT_EQ(count(words, letter), 2) << "a cell and the legend";
    EXPECT_EQ(count(words, "A"), 0) << "the lowest class is blank";
    EXPECT_EQ(count(words, "blank: from 0.000 to under 0.050, below half the limit"), 1);
    EXPECT_EQ(count(words, "D: from 1.000, certain"), 1);
    std::map<std::string, int> patterns; // fill of rectangles
    std::set<std::string> drawings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].name == "rect") ++patterns[all[i].attributes.at("fill")];
        if (all[i].name == "pattern")
            drawings.insert(all[i + 1].name + (all[i + 1].attributes.count("d") != 0
                                                   ? all[i + 1].attributes.at("d")
                                                   : ""));
    }
    for (const char* pattern : {"url(#classB)", "url(#classC)", "url(#classD)"})
        EXPECT_EQ(patterns[pattern], 2);
    EXPECT_EQ(drawings.size(), 3U) << "each class has a pattern of its own";
    const auto titles = texts(all, "title");
    EXPECT_EQ(count(titles, "Offences"), 1);
    EXPECT_EQ(count(titles, "Feb, charged: 0.250"), 1);
    EXPECT_EQ(texts(all, "desc").at(0),
              "2 rows by 2 columns. The highest score is 1.000, of Feb and none. 1 cell D: from "
              "1.000, certain. 1 cell C: from 0.100 to under 1.000, at risk. "
              "1 cell B: from 0.050 to under 0.100, below the limit. 1 cell blank: from 0.000 to "
              "under 0.050, below half the limit.");
}

TEST(Svg, OfALargeMapTheHighestScoresAreShown_AndItSaysSo) {
    sdc::risk_map map{.title = "t", .classes = sdc::classes_by_limit(0.5)};
    for (int r = 0; r < 100; ++r) map.rows.push_back("r" + std::to_string(r));
    for (int c = 0; c < 50; ++c) map.columns.push_back("c" + std::to_string(c));
    map.scores.assign(5000, 0.1);
    map.scores[99 * 50 + 3] = 1;
    map.scores[2 * 50 + 49] = 0.6;
    const auto all = parse(sdc::to_svg(map).value());
    const auto words = texts(all);
    EXPECT_EQ(count(words, "shown are 60 of 100 rows: those of the highest scores"), 1);
    EXPECT_EQ(count(words, "shown are 40 of 50 columns: those of the highest scores"), 1);
    EXPECT_EQ(count(words, "r99") + count(words, "r58") + count(words, "c49") + count(words, "c38"),
              4);
    EXPECT_EQ(count(words, "r59") + count(words, "r98") + count(words, "c39"), 0)
        << "of equals the first are kept, and the last two places are taken";
    EXPECT_EQ(std::ranges::count(all, "g", &element::name), 60 * 40);
    EXPECT_EQ(count(texts(all, "title"), "r99, c3: 1.000") +
                  count(texts(all, "title"), "r2, c49: 0.600"),
              2);
    EXPECT_TRUE(std::ranges::find(words, "r2") < std::ranges::find(words, "r99"))
        << "the order is kept";
    map.most_rows = 1000;
    map.most_columns = 1000;
    EXPECT_EQ(count(texts(parse(sdc::to_svg(map).value())), "r98"), 1);
}

TEST(Svg, LongLabelsAreCutInTheMiddle) {
    auto map = two_by_two();
    map.rows[0] = "a very long name of some area that ends in 1";
    map.rows[1] = "caf\xC3\xA9s, caf\xC3\xA9s, caf\xC3\xA9s and still more caf\xC3\xA9s";
    const auto all = parse(sdc::to_svg(map).value());
    EXPECT_EQ(count(texts(all), "a very long na...hat ends in 1"), 1);
    EXPECT_EQ(count(texts(all), "caf\xC3\xA9s, caf\xC3\xA9s, ...ll more caf\xC3\xA9s"), 1);
    EXPECT_EQ(count(texts(all, "title"), map.rows[0] + ", charged: 0.000"), 1)
        << "the whole one is still there";
}

TEST(Svg, AMapOfATable) {
    const auto t = support::cross({{1, 2}, {3, 4}});
    std::vector<double> scores(9, 0.125);
    scores[5] = 0.75;
    const auto map = sdc::map_scores(t.cube(), scores, 0.2, "Cross").value();
    EXPECT_EQ(map.rows, (std::vector<std::string>{"Total", "r0", "r1"}));
    EXPECT_EQ(map.columns, (std::vector<std::string>{"Total", "c0", "c1"}));
    EXPECT_EQ(map.row_name, "r");
    EXPECT_EQ(map.column_name, "c");
    EXPECT_EQ(count(texts(parse(sdc::to_svg(map).value()), "title"), "r0, c1: 0.750"), 1);
    const auto three =
        sdc::cube::make({support::flat("a", 1), support::flat("b", 2), support::flat("c", 3)})
            .value();
    const auto deep = sdc::map_scores(*three, std::vector<double>(24), 1, "").value();
    EXPECT_EQ(deep.row_name, "a / b");
    EXPECT_EQ(deep.rows, (std::vector<std::string>{"Total / Total", "Total / b0", "Total / b1",
                                                   "a0 / Total", "a0 / b0", "a0 / b1"}));
    EXPECT_EQ(deep.columns.size(), 4U);
    EXPECT_EQ(deep.classes.size(), 3U) << "a limit of 1 is certain";
    const auto one = sdc::map_scores(*sdc::cube::make({support::flat("x", 2)}).value(),
                                     std::vector<double>(3), 0.5, "")
                         .value();
    EXPECT_EQ(one.rows, (std::vector<std::string>{"Total", "x0", "x1"}));
    EXPECT_EQ(one.columns, (std::vector<std::string>{"score"}));
    EXPECT_THAT(sdc::map_scores(t.cube(), std::vector<double>(8), 0.5, ""),
                HasErrc(errc::bad_argument));
    for (const double limit : {0.0, 1.5, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(sdc::map_scores(t.cube(), scores, limit, ""), HasErrc(errc::bad_argument));
}

TEST(Svg, MapsThatAreRefused) {
    const auto refused = [](auto&& change) {
        auto map = two_by_two();
        change(map);
        EXPECT_THAT(sdc::to_svg(map), HasErrc(errc::bad_argument));
    };
    refused([](sdc::risk_map& m) { m.rows.clear(); });
    refused([](sdc::risk_map& m) { m.scores.pop_back(); });
    refused([](sdc::risk_map& m) { m.scores[0] = 1.5; });
    refused([](sdc::risk_map& m) { m.scores[0] = std::numeric_limits<double>::quiet_NaN(); });
    refused([](sdc::risk_map& m) { m.most_rows = 0; });
    refused([](sdc::risk_map& m) { m.classes.resize(1); });
    refused([](sdc::risk_map& m) { m.classes.resize(6); });
    refused([](sdc::risk_map& m) { m.classes[0].from = 0.01; });
    refused([](sdc::risk_map& m) { m.classes[2].from = 0.05; });
    refused([](sdc::risk_map& m) { m.classes[3].from = 1.5; });
}

sdc::risk_utility_curve candidates() {
    return {.title = "Candidates",
            .loss_name = "average distance",
            .points = {{"full table", "none", 0, 1},
                       {"threshold 5", "suppression", 0.31, 0.2},
                       {"year", "coarsening", 1.6, 0.02},
                       {"total", "coarsening", 1.7, 0.01}},
            .limit = 0.1};
}

/// The drawn marks, those of the legend too, by their shape and filling.
std::map<std::string, int> marks(const std::vector<element>& all) {
    std::map<std::string, int> found;
    for (const auto& e : all) {
        if (e.name == "path" && e.attributes.count("transform") != 0)
            ++found[e.attributes.at("d") + (e.attributes.at("fill") == "#ffffff" ? "" : " filled")];
    }
    return found;
}

TEST(Svg, ACurveNamesItsPointsAndMarksItsMethods) {
    const auto all = parse(sdc::to_svg(candidates()).value());
    const auto words = texts(all);
    for (const char* name : {"full table", "threshold 5", "year", "total", "none", "suppression",
                             "coarsening", "average distance", "risk", "limit 0.100", "Candidates"})
        EXPECT_EQ(count(words, name), 1) << name;
    std::multiset<int> drawn;
    for (const auto& [shape, n] : marks(all)) drawn.insert(n);
    EXPECT_EQ(drawn, (std::multiset<int>{2, 2, 3}))
        << "each method has a shape of its own, once in the legend";
    EXPECT_EQ(
        std::ranges::count_if(
            all, [](const element& e) { return e.attributes.count("stroke-dasharray") != 0; }),
        1)
        << "the limit";
    EXPECT_EQ(count(texts(all, "title"), "year (coarsening): loss 1.600, risk 0.020"), 1);
    const auto said = texts(all, "desc").at(0);
    EXPECT_NE(
        said.find("threshold 5 (suppression): loss 0.310, risk 0.200, at or above the limit."),
        std::string::npos)
        << said;
    EXPECT_NE(said.find("year (coarsening): loss 1.600, risk 0.020."), std::string::npos) << said;
}

TEST(Svg, TwelveMethodsHaveTwelveMarks) {
    sdc::risk_utility_curve curve{.title = "t"};
    for (int i = 0; i < 12; ++i)
        curve.points.push_back(
            {.name = "", .method = hostile + std::to_string(i), .loss = 1.0 * i, .risk = 0.5});
    const auto all = parse(sdc::to_svg(curve).value());
    EXPECT_EQ(marks(all).size(), 12U);
    EXPECT_EQ(count(texts(all), shown_hostile + "11"), 1);
    curve.points.push_back({.method = "one more"});
    EXPECT_THAT(sdc::to_svg(curve), HasErrc(errc::bad_argument));
}

TEST(Svg, NamesDoNotOverlap) {
    sdc::risk_utility_curve curve{.title = "t", .limit = 0.5};
    for (int i = 0; i < 30; ++i)
        curve.points.push_back({.name = "candidate " + std::to_string(i),
                                .method = "m",
                                .loss = 0.001 * ((i * 7) % 30),
                                .risk = 0.4 + 0.005 * ((i * 11) % 30)});
    const auto all = parse(sdc::to_svg(curve).value());
    std::vector<std::pair<int, int>> places;
    for (const auto& e : all) {
        if (e.name == "text" && e.text.starts_with("candidate "))
            places.emplace_back(std::stoi(e.attributes.at("x")), std::stoi(e.attributes.at("y")));
    }
    ASSERT_EQ(places.size(), 30U);
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_TRUE(std::abs(places[i].first - places[k].first) >= 77 ||
                        std::abs(places[i].second - places[k].second) >= 15)
                << i << " and " << k;
    }
}

TEST(Svg, OfManyPointsTheFrontierIsNamed_AndItSaysSo) {
    sdc::risk_utility_curve curve{.title = "t", .limit = 0.1};
    for (int i = 0; i < 40; ++i)
        curve.points.push_back(
            {.name = "p" + std::to_string(i), .method = "m", .loss = 1.0 + i % 8, .risk = 0.9});
    curve.points.push_back({.name = "less risk", .method = "m", .loss = 5, .risk = 0.2});
    curve.points.push_back({.name = "more risk", .method = "m", .loss = 1, .risk = 0.95});
    const auto words = texts(parse(sdc::to_svg(curve).value()));
    EXPECT_EQ(count(words, "more risk"), 0);
    EXPECT_EQ(count(words, "named are, of 42 points, those that no other beats in both"), 1);
    EXPECT_EQ(count(words, "less risk"), 1);
    EXPECT_EQ(count(words, "p0") + count(words, "p8"), 2) << "equals beat nobody";
    EXPECT_EQ(count(words, "p1"), 0);
}

TEST(Svg, CurvesThatAreRefused) {
    const auto refused = [](auto&& change) {
        auto curve = candidates();
        change(curve);
        EXPECT_THAT(sdc::to_svg(curve), HasErrc(errc::bad_argument));
    };
    refused([](sdc::risk_utility_curve& c) { c.points.clear(); });
    refused([](sdc::risk_utility_curve& c) { c.points[0].loss = -1; });
    refused([](sdc::risk_utility_curve& c) {
        c.points[0].loss = std::numeric_limits<double>::infinity();
    });
    refused([](sdc::risk_utility_curve& c) { c.points[0].risk = 1.01; });
    refused([](sdc::risk_utility_curve& c) { c.limit = -0.1; });
    auto tiny = candidates();
    for (auto& p : tiny.points) p.loss = 1e-300;
    EXPECT_EQ(count(texts(parse(sdc::to_svg(tiny).value())), "0.5"), 1) << "an axis of nothing";
    for (auto& p : tiny.points) p.loss = 1e12;
    parse(sdc::to_svg(tiny).value());
}

// Looked at, then pinned: the same input gives the same bytes.
TEST(Svg, ASmallMapIsPinned) {
    const sdc::risk_map map{
        .title = "T",
        .row_name = "r",
        .column_name = "c",
        .rows = {"x"},
        .columns = {"y"},
        .scores = {0.5},
        .classes = {{.from = 0, .name = "low"}, {.from = 0.25, .name = "high"}}};
    EXPECT_EQ(
        sdc::to_svg(map).value(),
        R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="333" height="178" viewBox="0 0 333 178" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="12">
<title id="title">T</title>
<desc id="desc">1 row by 1 column. The highest score is 0.500, of x and y. 1 cell B: from 0.250, high. 0 cells blank: from 0.000 to under 0.250, low.</desc>
<rect width="333" height="178" fill="#ffffff"/>
<defs>
<pattern id="classB" width="8" height="8" patternUnits="userSpaceOnUse" stroke="#555555" stroke-width="1" fill="none">
<circle cx="4" cy="4" r="1"/>
</pattern>
</defs>
<text x="16" y="26" font-size="16" font-weight="bold">T</text>
<text x="31" y="44" font-weight="bold">c</text>
<text x="23" y="70" text-anchor="end" font-weight="bold">r</text>
<text x="48" y="70" transform="rotate(-45 48 70)">y</text>
<text x="23" y="92" text-anchor="end">x</text>
<g>
<title>x, y: 0.500</title>
<rect x="31" y="76" width="34" height="22" fill="#fff2cc" stroke="#777777"/>
<rect x="31" y="76" width="34" height="22" fill="url(#classB)"/>
<rect x="41" y="79" width="14" height="16" fill="#ffffff"/>
<text x="48" y="92" text-anchor="middle" font-weight="bold">B</text>
</g>
<rect x="16" y="118" width="34" height="22" fill="#fff2cc" stroke="#777777"/>
<rect x="16" y="118" width="34" height="22" fill="url(#classB)"/>
<rect x="26" y="121" width="14" height="16" fill="#ffffff"/>
<text x="33" y="134" text-anchor="middle" font-weight="bold">B</text>
<text x="58" y="134">B: from 0.250, high</text>
<rect x="16" y="140" width="34" height="22" fill="#ffffff" stroke="#777777"/>
<text x="58" y="156">blank: from 0.000 to under 0.250, low</text>
</svg>
)svg");
}

} // namespace
