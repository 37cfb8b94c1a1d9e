#include "html_cells.hpp"

#include "html_table.hpp"
#include "html_words.hpp"

#include <sdc/detail/integer.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/table/display_name.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_list_bytes = 400'000;
constexpr std::string_view record_has_all = "the private record has all";

/// How a status is told apart: by letter and shade, never by colour alone.
struct status_look {
    std::string_view look, letter, meaning;
};

enum class page_status : unsigned char {
    shown,
    primary,
    secondary,
    zero,
    by_band,
    changed,
    absent
};

constexpr std::array<status_look, 7> status_looks{
    {{"", "", "published"},
     {"p", "P", "primary suppression: a rule flags the cell"},
     {"q", "S", "secondary suppression: protects other cells"},
     {"z", "Z", "a zero that the zero rule suppresses"},
     {"p", "B", "suppressed by its band"},
     {"r", "", "published rounded or as a label, with the true value in brackets"},
     {"e", "N", "not published: the release does not have the cell"}}};

const status_look& look_of(page_status s) { return status_looks[static_cast<std::size_t>(s)]; }

/// The one place that says what a status is on the page.
page_status status_on_page(const plan& p, cell_index cell, const public_cell& shown) {
    switch (p.status[cell]) {
    case cell_status::primary: return page_status::primary;
    case cell_status::secondary: return page_status::secondary;
    case cell_status::suppressed_zero: return page_status::zero;
    case cell_status::unpublished: return page_status::absent;
    case cell_status::published: break;
    }
    if (shown.shows == public_cell::kind::suppressed) return page_status::by_band;
    const bool is_true =
        shown.shows == public_cell::kind::number && shown.number == p.source->value(cell);
    return is_true ? page_status::shown : page_status::changed;
}

std::string published_text(const plan& p, const public_cell& shown) {
    if (shown.shows == public_cell::kind::label) return p.bands->bands[shown.label].label;
    return format_number(shown.number, p.source->measure().decimals);
}

html_cell private_html_cell(const plan& p, cell_index cell) {
    const auto shown = published_value(p, cell);
    const auto status = status_on_page(p, cell, shown);
    const auto& look = look_of(status);
    const auto value = format_number(p.source->value(cell), p.source->measure().decimals);
    if (status == page_status::changed)
        return {.look = look.look,
                .content = escape_html(published_text(p, shown)) + " (" + value + ")"};
    if (look.letter.empty()) return {.look = look.look, .content = value};
    return {.look = look.look,
            .content = value + "<span class=\"k\">" + std::string(look.letter) + "</span>"};
}

/// Of the statuses that occur.
void write_legend(html_text& to, const plan& p) {
    std::array<bool, status_looks.size()> occurs{};
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        occurs[static_cast<std::size_t>(status_on_page(p, cell, published_value(p, cell)))] = true;
    to.raw("<ul class=\"legend\">\n");
    for (std::size_t i = 0; i < status_looks.size(); ++i) {
        const auto& look = status_looks[i];
        if (!occurs[i]) continue;
        to.raw("<li><i");
        if (!look.look.empty()) to.raw(" class=\"").raw(look.look).raw("\"");
        to.raw(">n").raw(look.letter.empty() ? "" : " ").raw(look.letter).raw("</i>");
        to.text(look.meaning).raw("</li>\n");
    }
    to.raw("</ul>\n");
}

/// Rows of a list of cells, up to a number and to a size.
class cell_list {
public:
    cell_list(html_text& to, const plan& p, std::size_t most) : to_(to), plan_(p), most_(most) {}

    void open(const char* caption, std::initializer_list<std::string_view> heads) {
        to_.raw("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"")
            .text(caption)
            .raw("\">\n<table>\n")
            .line("caption", caption)
            .raw("<thead>\n<tr>");
        for (const auto head : heads)
            to_.element("th", head,
                        head == "true value" || head == "feasible values"
                            ? " scope=\"col\" class=\"n\""
                            : " scope=\"col\"");
        to_.raw("</tr>\n</thead>\n<tbody>\n");
        start_ = to_.size();
    }

    /// False if there is no room.
    [[nodiscard]] bool add(cell_index cell) {
        ++all_;
        if (shown_ == most_ || to_.size() - start_ > most_list_bytes) return false;
        ++shown_;
        to_.raw("<tr>").element("th", display_name(plan_.source->cube(), cell), " scope=\"row\"");
        return true;
    }
    void add_value(cell_index cell) {
        to_.element("td",
                    format_number(plan_.source->value(cell), plan_.source->measure().decimals),
                    " class=\"n\"");
    }

    void close() {
        to_.raw("</tbody>\n</table>\n</div>\n");
        if (shown_ < all_)
            to_.line("p",
                     "Listed are the first " + std::to_string(shown_) + " of " +
                         count_of(all_, "cell") + "; " + std::string(record_has_all) + ".",
                     " class=\"cut\"");
    }

private:
    html_text& to_;
    const plan& plan_;
    std::size_t most_, start_ = 0, shown_ = 0;
    std::uint64_t all_ = 0;
};

/// The requirements by the cell that they protect.
std::vector<requirement> by_protected_cell(const plan& p) {
    auto sorted = p.requirements;
    std::ranges::stable_sort(sorted, {}, protected_cell);
    return sorted;
}

std::string count_values(const interval& i) {
    if (i.high == unlimited) return "no limit";
    return (i.exact ? "" : "at most ") + to_string(wide_sum{i.high} - i.low + 1);
}

void write_unsafe_reasons(html_text& to, const plan& p, std::size_t most) {
    cell_list list(to, p, most);
    list.open("Unsafe cells", {"cell", "true value", "why it is unsafe"});
    for (const auto cell : list_unsafe_cells(p)) {
        if (!list.add(cell)) continue;
        list.add_value(cell);
        const auto why = reasons_in_words(p.source->cube(), p.verdicts.reasons(cell));
        to.element("td", why.empty() ? "its band suppresses or labels it" : why).raw("</tr>\n");
    }
    list.close();
}

void write_complements(html_text& to, const plan& p, const plan_report& made, std::size_t most) {
    cell_list list(to, p, most);
    list.open("Complements", {"cell", "true value", "why it is suppressed"});
    for (const auto& why : made.complements) {
        if (!list.add(why.cell)) continue;
        list.add_value(why.cell);
        to.element("td", complement_in_words(p, why)).raw("</tr>\n");
    }
    list.close();
}

} // namespace

std::vector<cell_index> list_unsafe_cells(const plan& p) {
    std::vector<cell_index> all;
    for (std::size_t i = 0; i < p.verdicts.cells().size(); ++i) {
        if (is_unsafe(p.verdicts.reasons_at(i))) all.push_back(p.verdicts.cells()[i]);
    }
    for (const auto& n : p.requirements) all.push_back(protected_cell(n));
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    return all;
}

std::uint64_t count_markers(const plan& p) {
    std::uint64_t n = 0;
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        n += published_value(p, cell).shows == public_cell::kind::suppressed;
    return n;
}

void write_status_table(html_text& to, const plan& p, const html_report_options& options) {
    const auto& c = p.source->cube();
    write_legend(to, p);
    write_html_table(
        to, c,
        {.caption = p.source->measure().name + " by " + name_dimensions(c) + ", true values",
         .column_name = p.source->measure().name,
         .most_rows = options.most_rows,
         .most_columns = options.most_columns,
         .cell = [&](cell_index cell) { return private_html_cell(p, cell); }},
        record_has_all);
}

void write_reasons(html_text& to, const plan& p, const plan_report& made,
                   const html_report_options& options, std::string_view heading) {
    to.line(heading, "Why each cell is suppressed");
    const bool has_zeros = made.counts.suppressed_zeros > 0;
    if (const auto unsafe = list_unsafe_cells(p); !unsafe.empty())
        write_unsafe_reasons(to, p, options.most_listed);
    else
        to.line("p", "No cell is unsafe by the rules.");
    if (!made.complements.empty()) write_complements(to, p, made, options.most_listed);
    if (has_zeros)
        to.line("p", count_of(made.counts.suppressed_zeros, "zero") +
                         (made.counts.suppressed_zeros == 1 ? " is" : " are") +
                         " suppressed by the zero rule, so that zeros do not point at other "
                         "cells.");
}

void write_intervals(html_text& to, const reported_table& t, const html_report_options& options) {
    const auto& p = t.proof->plan();
    const auto& c = p.source->cube();
    const auto requirements = by_protected_cell(p);
    cell_list list(to, p, options.most_listed);
    list.open("Unsafe cells and an external intruder",
              {"cell", "must stay feasible", "can be inferred", "feasible values"});
    for (const auto cell : list_unsafe_cells(p)) {
        if (!list.add(cell)) continue;
        const auto own = std::ranges::equal_range(requirements, cell, {}, protected_cell);
        to.element("td", requirements_in_words(c, {own.begin(), own.end()}));
        const auto at = std::ranges::lower_bound(t.intervals, cell, {},
                                                 &std::pair<cell_index, interval>::first);
        const bool is_known = at != t.intervals.end() && at->first == cell;
        to.element("td", is_known ? interval_in_words(at->second) : "not bounded here");
        to.element("td", is_known ? count_values(at->second) : "", " class=\"n\"");
        to.raw("</tr>\n");
    }
    list.close();
}

} // namespace sdc::inline v0::detail
