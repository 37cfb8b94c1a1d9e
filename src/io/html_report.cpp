#include <sdc/io/html_report.hpp>

#include "html_cells.hpp"
#include "html_style.hpp"
#include "html_table.hpp"
#include "html_words.hpp"

#include <sdc/detail/integer.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/io/score_report.hpp>
#include <sdc/plan/method_note.hpp>
#include <sdc/release/score_release.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

using detail::count_of;

constexpr std::string_view private_notice = "PRIVATE - do not publish";
/// What is asked for in the caller's words, and how much of it a page has room for.
constexpr std::size_t most_sentences = 100, longest_sentence = 200;
constexpr std::size_t most_picture_bytes = 750'000;

std::string share(std::uint64_t part, std::uint64_t whole) {
    const auto thousandths =
        whole == 0 ? 1000 : static_cast<std::int64_t>(detail::wide_sum{part} * 1000 / whole);
    return std::to_string(thousandths / 10) + "." + std::to_string(thousandths % 10) + " %";
}

/// Ids of a picture are its own once it stands in a page. Texts in it have no quote that is not an
/// entity, so that what is replaced is never theirs.
std::string embed(std::string svg, const std::string& prefix) {
    const auto replace = [&](std::string_view from, const std::string& to) {
        for (auto at = svg.find(from); at != std::string::npos; at = svg.find(from, at + to.size()))
            svg.replace(at, from.size(), to);
    };
    replace("\"title desc\"", "\"" + prefix + "title " + prefix + "desc\"");
    replace(" id=\"", " id=\"" + prefix);
    replace("fill=\"url(#", "fill=\"url(#" + prefix);
    return svg;
}

/// One table of a report.
class report_section {
public:
    report_section(detail::html_text& to, const reported_table& t,
                   const html_report_options& options, bool alone, std::size_t number)
        : to_(to), table_(t), options_(options), plan_(t.proof->plan()), made_(report(plan_)),
          heading_(alone ? "h2" : "h3"), prefix_("t" + std::to_string(number) + "-") {}

    void write() {
        write_verdict();
        write_figures();
        write_asked();
        to_.line(heading_, "The table");
        detail::write_status_table(to_, plan_, options_);
        detail::write_reasons(to_, plan_, made_, options_, heading_);
        write_learned();
        write_levels();
        write_risk();
        write_method();
    }

private:
    [[nodiscard]] std::string verdict() const {
        const auto cells = plan_.source->size();
        const auto markers = detail::count_markers(plan_);
        const auto suppressed = std::to_string(markers) + " of " + count_of(cells, "cell") +
                                (markers == 1 ? " is suppressed." : " are suppressed.");
        const auto requirements = table_.proof->summary().requirements;
        if (requirements > 0)
            return "Protected as asked: each of the " +
                   count_of(requirements, "protection requirement") + " of " +
                   count_of(detail::list_unsafe_cells(plan_).size(), "unsafe cell") +
                   " is proved; " + suppressed;
        if (plan_.rules.empty())
            return "Not judged: no rule says which cells are unsafe; " + suppressed;
        return "Nothing to protect: no cell is unsafe by the rules; " + suppressed;
    }

    void write_verdict() {
        to_.line("p", verdict(), " class=\"verdict\"");
        to_.line("p",
                 "This is evidence. A person decides whether the table is released, and records "
                 "why.",
                 " class=\"note\"");
    }

    void write_figure(std::string_view number, std::string_view what) {
        to_.raw("<li>").element("b", number).text(what).raw("</li>\n");
    }
    void write_figures() {
        const auto& s = table_.proof->summary();
        to_.raw("<ul class=\"figures\">\n");
        write_figure(std::to_string(plan_.source->size()), "cells");
        write_figure(std::to_string(detail::list_unsafe_cells(plan_).size()), "unsafe");
        write_figure(std::to_string(detail::count_markers(plan_)), "suppressed");
        write_figure(std::to_string(made_.counts.complements), "of them complements");
        write_figure(std::to_string(s.requirements) + " of " + std::to_string(s.requirements),
                     "requirements proved");
        to_.raw("</ul>\n");
    }

    void write_sentences(std::string_view what, const std::vector<std::string>& sentences) {
        if (sentences.empty()) return;
        to_.element("dt", what).raw("<dd>");
        for (std::size_t i = 0; i < sentences.size() && i < most_sentences; ++i)
            to_.raw(i == 0 ? "" : "<br>").text(detail::shorten(sentences[i], longest_sentence));
        if (sentences.size() > most_sentences) to_.raw("<br>...");
        to_.raw("</dd>\n");
    }
    void write_asked() {
        to_.line(heading_, "What was asked").raw("<dl>\n");
        write_sentences("Rules", plan_.rules.empty() ? std::vector<std::string>{"None."}
                                                     : detail::rules_in_words(plan_));
        if (plan_.bands) write_sentences("Bands", detail::bands_in_words(*plan_.bands));
        write_sentences("Must stay feasible for an unsafe cell",
                        detail::protection_in_words(plan_.protection));
        write_sentences("Intruders", detail::intruders_in_words(plan_.intruders));
        if (const auto n = plan_.must_publish.size(); n > 0)
            write_sentences("Must be published", {count_of(n, "cell") + ", or already published."});
        if (!options_.made_by.empty()) write_sentences("Made by", {options_.made_by + "."});
        for (std::size_t i = 0; i < options_.asked.size() && i < most_sentences; ++i)
            write_sentences(detail::shorten(options_.asked[i].first), {options_.asked[i].second});
        to_.raw("</dl>\n");
    }

    void write_learned() {
        to_.line(heading_, "What an intruder could still learn");
        if (detail::list_unsafe_cells(plan_).empty()) {
            to_.line("p", "Nothing of an unsafe cell: there is none.");
            return;
        }
        to_.line("p", "The feasibility interval of each unsafe cell: the counts that agree with "
                      "everything public, as the audit bounds them.");
        detail::write_intervals(to_, table_, options_);
        if (plan_.intruders.any())
            to_.line("p", "Each internal intruder was proved to learn no more than the "
                          "requirements allow; the intervals are those of an external one.");
    }

    void write_level(std::string_view name, const level_report& level) {
        const auto published = static_cast<std::uint64_t>(level.published_value),
                   value = static_cast<std::uint64_t>(level.value);
        to_.raw("<tr>").element("th", name, " scope=\"row\"");
        to_.element("td", std::to_string(level.cells), " class=\"n\"");
        to_.element("td", std::to_string(level.published), " class=\"n\"");
        const auto cells = share(level.published, level.cells);
        to_.raw("<td class=\"n\">").text(cells);
        to_.raw("<span class=\"bar\"><b style=\"width:")
            .raw(cells.substr(0, cells.find(' ')))
            .raw("%\"></b></span></td>");
        to_.element("td", share(published, value), " class=\"n\"").raw("</tr>\n");
    }
    /// Of rounding nothing is kept or lost by cell.
    void write_levels() {
        if (plan_.bands) return;
        to_.line(heading_, "Information kept");
        to_.raw("<table>\n<caption>Published cells by level</caption>\n<thead>\n<tr>");
        to_.element("th", "level", " scope=\"col\"");
        for (const auto* name : {"cells", "published", "share of cells", "share of the value"})
            to_.element("th", name, " scope=\"col\" class=\"n\"");
        to_.raw("</tr>\n</thead>\n<tbody>\n");
        for (const auto& level : made_.levels)
            write_level(level.level == 0 ? "the total"
                                         : std::to_string(level.level) + " below the total",
                        level);
        write_level("leaf cells", made_.leaves);
        to_.raw("</tbody>\n</table>\n");
        to_.line("p", describe_loss());
    }
    [[nodiscard]] std::string describe_loss() const {
        if (made_.counts.complements == 0) return "No complement was needed.";
        auto text = count_of(made_.counts.complements, "complement") + " at cost " +
                    std::to_string(made_.cost);
        const auto gap = made_.gap();
        if (!gap) return text + "; how far from the least is not known.";
        if (*gap == 0) return text + ", which is the least.";
        return text + "; no plan costs less than " + std::to_string(made_.lower_bound) + ".";
    }

    void write_picture(const result<std::string>& svg, const char* name) {
        const auto id = prefix_ + name + "-";
        if (svg && svg->size() <= most_picture_bytes)
            to_.raw("<figure>\n").raw(embed(*svg, id)).raw("</figure>\n");
        else
            to_.line("p",
                     std::string("The ") + name +
                         (svg ? " is too large for this page." : " could not be drawn: ") +
                         (svg ? std::string() : to_string(svg.error()) + "."),
                     " class=\"note\"");
    }
    void write_risk() {
        if (table_.score == nullptr) return;
        to_.line(heading_, "Risk before protection");
        to_.line("p", "Scores of the counts as they are, before anything is suppressed.");
        write_picture(draw_map(*table_.score), "map");
        if (table_.score->advice) write_picture(draw_curve(*table_.score), "curve");
    }

    void write_method() {
        const auto note = note_of(plan_);
        const auto& s = table_.proof->summary();
        to_.line(heading_, "Method and guarantee").raw("<dl>\n");
        write_sentences("Method", {note.name + "."});
        write_sentences("What the release says of itself", {note.guarantee + "."});
        std::vector<std::string> proof{
            "The audit derived verdicts and requirements again from the rules, and attacked the "
            "release with everything public."};
        if (s.proved_by_witness > 0)
            proof.push_back(count_of(s.proved_by_witness, "requirement") +
                            " proved by a complete table of whole numbers of the plan, checked by "
                            "addition.");
        if (s.proved_by_attack > 0)
            proof.push_back(count_of(s.proved_by_attack, "requirement") +
                            " proved by a table that the attack itself found.");
        if (s.intruders > 0)
            proof.push_back(count_of(s.intruders, "internal intruder") + " attacked as well.");
        if (made_.stopped_early)
            proof.emplace_back("The search for a cheaper plan was cut by time: another run may "
                               "suppress other cells.");
        write_sentences("Proof", proof);
        write_sentences("In the public table",
                        {options_.marker.text + ": " + std::string(detail::marker_meaning) +
                         ". Nothing there tells primary from secondary suppression."});
        to_.raw("</dl>\n");
    }

    detail::html_text& to_;
    const reported_table& table_;
    const html_report_options& options_;
    const plan& plan_;
    plan_report made_;
    std::string_view heading_;
    std::string prefix_;
};

std::string name_table(const reported_table& t) {
    const auto& source = *t.proof->plan().source;
    return detail::shorten(source.measure().name) + " by " + detail::name_dimensions(source.cube());
}

} // namespace

void write_html_report(std::ostream& out, std::span<const reported_table> tables,
                       const html_report_options& options) {
    constexpr std::string_view title = "Disclosure control report";
    const bool alone = tables.size() == 1;
    detail::html_text page;
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"robots\" content=\"noindex\">\n");
    page.line("title", std::string(private_notice) + ": " + std::string(title));
    page.raw("<style>").raw(detail::html_style).raw(detail::html_report_style);
    page.raw("</style>\n</head>\n<body>\n");
    page.raw("<div class=\"strip\" aria-hidden=\"true\">").text(private_notice).raw("</div>\n");
    page.raw("<header class=\"private\">").text(private_notice).raw("</header>\n<main>\n");
    page.line("h1", title);
    page.line("p", alone ? name_table(tables.front()) : count_of(tables.size(), "linked table"),
              " class=\"lead\"");
    for (std::size_t k = 0; k < tables.size(); ++k) {
        if (!alone)
            page.line("h2", (tables[k].name.empty() ? "First table"
                                                    : "Table " + detail::shorten(tables[k].name)) +
                                ": " + name_table(tables[k]));
        report_section(page, tables[k], options, alone, k).write();
    }
    page.raw("</main>\n<footer>\n");
    page.line("p", "Made by sdckit. This page holds true values of suppressed cells: it is for the "
                   "disclosure officer.");
    page.raw("</footer>\n</body>\n</html>\n");
    out << page.str();
}

} // namespace sdc::inline v0
