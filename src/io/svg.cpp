#include <sdc/io/svg.hpp>

#include "svg_text.hpp"

#include <sdc/table/cells.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::fixed;
using detail::longest_label;
using detail::not_drawable;
using detail::svg_text;

constexpr int margin = 16, cell_width = 34, cell_height = 22, map_legend_height = 22;
constexpr std::size_t most_classes = 5;

/// Light to dark, so that the order survives in grey.
constexpr std::array<const char*, most_classes> shades{"#ffffff", "#fff2cc", "#fdc27a", "#f0875a",
                                                       "#d9564a"};
/// Of each class what is drawn over its shade, in a square of 8.
constexpr std::array<const char*, most_classes> patterns{
    "", "<circle cx=\"4\" cy=\"4\" r=\"1\"/>", "<path d=\"M0 8 L8 0\"/>",
    "<path d=\"M0 8 L8 0 M0 0 L8 8\"/>", "<path d=\"M0 4 H8 M4 0 V8 M0 8 L8 0 M0 0 L8 8\"/>"};

bool is_share(double n) { return n >= 0 && n <= 1; }

result<void> check(const risk_map& map) {
    if (map.rows.empty() || map.columns.empty())
        return not_drawable("risk_map", "no rows or no columns", "at least one of each");
    if (map.scores.size() != map.rows.size() * map.columns.size())
        return not_drawable("risk_map.scores", std::to_string(map.scores.size()),
                            std::to_string(map.rows.size() * map.columns.size()));
    if (!std::ranges::all_of(map.scores, is_share))
        return not_drawable("risk_map.scores", "a score outside its range", "0 to 1");
    if (map.most_rows == 0 || map.most_columns == 0)
        return not_drawable("risk_map.most_rows, most_columns", "0", "at least 1");
    const auto& classes = map.classes;
    if (classes.size() < 2 || classes.size() > most_classes)
        return not_drawable("risk_map.classes", std::to_string(classes.size()), "2 to 5");
    const bool ascend =
        std::ranges::adjacent_find(classes, [](const risk_class& a, const risk_class& b) {
            return !(a.from < b.from);
        }) == classes.end();
    if (classes.front().from != 0 || !ascend || classes.back().from > 1)
        return not_drawable("risk_map.classes", "other limits",
                            "limits that ascend from 0 to at most 1");
    return {};
}

std::size_t class_of(const risk_map& map, double score) {
    std::size_t k = map.classes.size();
    while (map.classes[--k].from > score) {
    }
    return k;
}

std::string counted(std::size_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

std::string letter(std::size_t k) { return std::string(1, static_cast<char>('A' + k)); }

/// At most `most` of the positions, those of the highest numbers, the first of equals, in their
/// order.
std::vector<std::size_t> highest(const std::vector<double>& numbers, std::size_t most) {
    std::vector<std::size_t> chosen(numbers.size());
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    if (chosen.size() <= most) return chosen;
    std::ranges::stable_sort(chosen,
                             [&](std::size_t a, std::size_t b) { return numbers[a] > numbers[b]; });
    chosen.resize(most);
    std::ranges::sort(chosen);
    return chosen;
}

/// The part of the map that is shown, and where it stands.
struct layout {
    std::vector<std::size_t> rows, columns;
    int left = 0, top = 0, width = 0, height = 0;

    [[nodiscard]] int x(std::size_t column) const {
        return left + static_cast<int>(column) * cell_width;
    }
    [[nodiscard]] int y(std::size_t row) const { return top + static_cast<int>(row) * cell_height; }
};

std::vector<std::string> notes(const risk_map& map, const layout& at) {
    std::vector<std::string> said;
    const auto cut = [&](std::size_t shown, std::size_t all, const char* what) {
        if (shown < all)
            said.push_back(fmt::format("shown are {} of {} {}: those of the highest scores", shown,
                                       all, what));
    };
    cut(at.rows.size(), map.rows.size(), "rows");
    cut(at.columns.size(), map.columns.size(), "columns");
    return said;
}

std::string describe(const risk_map& map, std::size_t k) {
    auto text = (k == 0 ? std::string("blank") : letter(k)) + ": ";
    if (k + 1 < map.classes.size())
        text += "from " + fixed(map.classes[k].from, 3) + " to under " +
                fixed(map.classes[k + 1].from, 3);
    else
        text += "from " + fixed(map.classes[k].from, 3);
    return map.classes[k].name.empty() ? text : text + ", " + map.classes[k].name;
}

layout lay_out(const risk_map& map) {
    std::vector<double> of_row(map.rows.size()), of_column(map.columns.size());
    for (std::size_t i = 0; i < map.scores.size(); ++i) {
        auto& row = of_row[i / map.columns.size()];
        auto& column = of_column[i % map.columns.size()];
        row = std::max(row, map.scores[i]);
        column = std::max(column, map.scores[i]);
    }
    layout at{.rows = highest(of_row, map.most_rows),
              .columns = highest(of_column, map.most_columns)};
    int row_label = detail::width_of(map.row_name), column_label = 0;
    for (const auto r : at.rows)
        row_label = std::max(row_label, detail::width_of(detail::cut(map.rows[r], longest_label)));
    for (const auto c : at.columns)
        column_label =
            std::max(column_label, detail::width_of(detail::cut(map.columns[c], longest_label)));
    const int slant = column_label * 71 / 100; // at 45 degrees
    at.left = margin + row_label + 8;
    at.top = 58 + static_cast<int>(notes(map, at).size()) * 16 + slant + 14;
    int widest = detail::width_of(map.title) * 4 / 3;
    for (const auto& note : notes(map, at)) widest = std::max(widest, detail::width_of(note));
    for (std::size_t k = 0; k < map.classes.size(); ++k)
        widest = std::max(widest, cell_width + 8 + detail::width_of(describe(map, k)));
    at.width = std::max({at.x(at.columns.size()) + slant, margin + widest,
                         at.left + detail::width_of(map.column_name)}) +
               margin;
    at.height = at.y(at.rows.size()) + 20 +
                static_cast<int>(map.classes.size()) * map_legend_height + margin;
    return at;
}

/// For those who hear the picture.
std::string describe(const risk_map& map, const layout& at) {
    std::vector<std::size_t> of_class(map.classes.size());
    for (const auto score : map.scores) ++of_class[class_of(map, score)];
    const auto top =
        static_cast<std::size_t>(std::ranges::max_element(map.scores) - map.scores.begin());
    auto text = counted(map.rows.size(), "row") + " by " + counted(map.columns.size(), "column") +
                ". The highest score is " + fixed(map.scores[top], 3) + ", of " +
                map.rows[top / map.columns.size()] + " and " +
                map.columns[top % map.columns.size()] + ".";
    for (std::size_t k = map.classes.size(); k-- > 0;)
        text += " " + counted(of_class[k], "cell") + " " + describe(map, k) + ".";
    for (const auto& note : notes(map, at)) text += " " + note + ".";
    return text;
}

void draw_swatch(svg_text& to, int x, int y, std::size_t k) {
    const auto box = detail::attribute("x", x) + detail::attribute("y", y) +
                     detail::attribute("width", cell_width) +
                     detail::attribute("height", cell_height);
    to.element("rect", box + " fill=\"" + shades[k] + "\" stroke=\"#777777\"");
    if (k == 0) return;
    to.element("rect", box + " fill=\"url(#class" + letter(k) + ")\"");
    to.element("rect", detail::attribute("x", x + cell_width / 2 - 7) +
                           detail::attribute("y", y + 3) +
                           " width=\"14\" height=\"16\" fill=\"#ffffff\"");
    to.text(x + cell_width / 2, y + 16, letter(k), "text-anchor=\"middle\" font-weight=\"bold\"");
}

void draw_patterns(svg_text& to, std::size_t classes) {
    to.open("defs");
    for (std::size_t k = 1; k < classes; ++k) {
        to.open("pattern", " id=\"class" + letter(k) +
                               "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" "
                               "stroke=\"#555555\" stroke-width=\"1\" fill=\"none\"");
        to.raw(patterns[k]);
        to.close("pattern");
    }
    to.close("defs");
}

void draw_labels(svg_text& to, const risk_map& map, const layout& at) {
    to.text(margin, 26, map.title, "font-size=\"16\" font-weight=\"bold\"");
    int y = 44;
    for (const auto& note : notes(map, at)) {
        to.text(margin, y, note);
        y += 16;
    }
    to.text(at.left, y, map.column_name, "font-weight=\"bold\"");
    to.text(at.left - 8, at.top - 6, map.row_name, "text-anchor=\"end\" font-weight=\"bold\"");
    for (std::size_t c = 0; c < at.columns.size(); ++c) {
        const int x = at.x(c) + cell_width / 2;
        to.text(x, at.top - 6, detail::cut(map.columns[at.columns[c]], longest_label),
                fmt::format("transform=\"rotate(-45 {} {})\"", x, at.top - 6));
    }
    for (std::size_t r = 0; r < at.rows.size(); ++r)
        to.text(at.left - 8, at.y(r) + 16, detail::cut(map.rows[at.rows[r]], longest_label),
                "text-anchor=\"end\"");
}

} // namespace

std::vector<risk_class> classes_by_limit(double limit) {
    std::vector<risk_class> made{{.from = 0, .name = "below half the limit"},
                                 {.from = limit / 2, .name = "below the limit"},
                                 {.from = limit, .name = limit < 1 ? "at risk" : "certain"}};
    if (limit < 1) made.push_back({.from = 1, .name = "certain"});
    return made;
}

result<risk_map> map_scores(const cube& c, std::span<const double> scores, double limit,
                            std::string title) {
    if (scores.size() != c.size())
        return not_drawable("scores of another table", std::to_string(scores.size()) + " cells",
                            std::to_string(c.size()) + " cells");
    if (!(limit > 0 && limit <= 1))
        return not_drawable("limit of a score", "a limit outside its range",
                            "more than 0, at most 1");
    const auto dims = c.dimensions();
    const auto row_dims = dims.size() == 1 ? 1 : dims.size() - 1;
    risk_map map{.title = std::move(title),
                 .scores = {scores.begin(), scores.end()},
                 .classes = classes_by_limit(limit)};
    for (std::size_t d = 0; d < row_dims; ++d) map.row_name += (d == 0 ? "" : " / ") + dims[d].name;
    if (row_dims < dims.size()) {
        map.column_name = dims.back().name;
        for (code_index i = 0; i < dims.back().codes.size(); ++i)
            map.columns.push_back(dims.back().codes[i].text());
    } else {
        map.columns.emplace_back("score");
    }
    for (const auto& cell : cells(c)) {
        if (cell.index() % map.columns.size() != 0) continue;
        auto& label = map.rows.emplace_back();
        for (std::size_t d = 0; d < row_dims; ++d)
            label += (d == 0 ? "" : " / ") + cell.code(d).text();
    }
    return map;
}

result<std::string> to_svg(const risk_map& map) {
    if (auto ok = check(map); !ok) return ok.error();
    const auto at = lay_out(map);
    svg_text to(at.width, at.height, map.title, describe(map, at));
    draw_patterns(to, map.classes.size());
    draw_labels(to, map, at);
    for (std::size_t r = 0; r < at.rows.size(); ++r) {
        for (std::size_t c = 0; c < at.columns.size(); ++c) {
            const auto score = map.scores[at.rows[r] * map.columns.size() + at.columns[c]];
            to.open("g");
            to.title(map.rows[at.rows[r]] + ", " + map.columns[at.columns[c]] + ": " +
                     fixed(score, 3));
            draw_swatch(to, at.x(c), at.y(r), class_of(map, score));
            to.close("g");
        }
    }
    for (std::size_t k = map.classes.size(); k-- > 0;) {
        const int y = at.y(at.rows.size()) + 20 +
                      static_cast<int>(map.classes.size() - 1 - k) * map_legend_height;
        draw_swatch(to, margin, y, k);
        to.text(margin + cell_width + 8, y + 16, describe(map, k));
    }
    return std::move(to).finish();
}

} // namespace sdc::inline v0
