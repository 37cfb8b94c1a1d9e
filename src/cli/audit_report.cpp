#include "audit.hpp"

#include "arguments.hpp"
#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/table/display_name.hpp>

#include <array>
#include <utility>

namespace sdc::cli {
namespace {

using nlohmann::ordered_json;

/// "exactly 1", "1 to 4", "at least 1 and no upper limit"
std::string describe_interval(const interval& i) {
    const auto low = std::to_string(i.low);
    if (i.is_single_value()) return "exactly " + low;
    if (i.high == unlimited)
        return i.low == 0 ? "no limit of it" : "at least " + low + " and no upper limit";
    return low + " to " + std::to_string(i.high);
}

const char* name(verdict v) {
    switch (v) {
    case verdict::zero: return "not at risk, since the rule does not protect zeros";
    case verdict::no_unsafe: return "not judged: no unsafe count";
    case verdict::requirements_counts:
        return "not judged: only the counts say whether it is unsafe";
    case verdict::no_threshold: return "not judged: no threshold";
    case verdict::already_public: return "not judged: already published";
    case verdict::is_protected: return "protected";
    case verdict::undecided: return "not decided";
    case verdict::known: return "at risk";
    case verdict::published: return "at risk: published although the rule says it is unsafe";
    }
    return "";
}

/// Why a cell is not judged, as a word of a list.
const char* name_reason(verdict v) {
    switch (v) {
    case verdict::zero: return "zeros that the rule does not protect";
    case verdict::no_unsafe: return "no unsafe count";
    case verdict::requirements_counts: return "only the counts say whether it is unsafe";
    case verdict::no_threshold: return "no threshold";
    case verdict::already_public: return "already published";
    default: return "";
    }
}

std::string count_cells(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " cell is " : " cells are ");
}

/// What the files do not list, and whether anything is suppressed at all.
std::string report_absent(const audit_report& report) {
    std::string text;
    if (report.left_out > 0)
        text += count_cells(report.left_out) + "left out of what is public, and " +
                (report.leaves_out_empty ? "so 0\n" : "judged like a suppressed one\n");
    if (report.not_published > 0)
        text += count_cells(report.not_published) + "of levels that are not published: " +
                (report.too_many > 0 ? "too many to judge\n" : "reported if at risk\n");
    if (!report.findings.empty()) return text;
    if (report.has_counts) return text + "no cell is unsafe\n";
    return report.suppressed == 0
               ? text + "nothing is suppressed, and nothing is shown that the rule suppresses\n"
               : text;
}

std::string describe(const audit_counts& n) {
    std::string text;
    for (const auto& [why, cells] : n.why)
        text += (text.empty() ? " (" : ", ") + why + ' ' + std::to_string(cells);
    return "cells judged " + std::to_string(n.judged) + ", at risk " + std::to_string(n.at_risk) +
           ", protected " + std::to_string(n.is_protected) + ", not judged " +
           std::to_string(n.not_judged) + (text.empty() ? "" : text + ')');
}

std::string describe_knowledge(const audit_report& report) {
    return "external intruder: anyone who has " +
           (report.sources.empty() ? std::string("this release") : join(printable(report.sources)));
}

std::string write_intruders(const internal_finding& l) {
    auto text = "    " + printable(l.who);
    if (l.others > 0)
        text += " (and " + std::to_string(l.others) + (l.others == 1 ? " other)" : " others)");
    return text + " can infer " + describe_interval(l.known) + "; " + name(l.outcome) + '\n';
}

std::string describe_finding(const audit_report& report, const finding& f) {
    auto text = printable(display_name(*report.tables, f.cell)) + ": an intruder can infer " +
                describe_interval(f.known);
    if (f.group != no_cell)
        text += "; that nearly all of " + printable(display_name(*report.tables, f.group)) +
                " are here";
    text += std::string("; ") + name(f.outcome);
    if (!f.because.empty()) text += ", because of " + join(printable(f.because));
    text += '\n';
    if (!f.how.empty()) text += "    it is " + printable(f.how) + '\n';
    return text + (f.intruders ? write_intruders(*f.intruders) : "");
}

ordered_json json_interval(ordered_json one, const interval& i) {
    one["low"] = i.low;
    one["high"] = i.high == unlimited ? ordered_json(nullptr) : ordered_json(i.high);
    one["exact"] = i.exact;
    return one;
}

} // namespace

std::string describe_sum(const knowledge& public_knowledge, const derivation& how) {
    constexpr std::size_t most_terms = 8;
    const auto is_plain = [](const auto& term) { return term.second == 1 || term.second == -1; };
    if (how.divisor != 1 || how.constant != 0 || how.known.empty() ||
        how.known.size() > most_terms || !std::ranges::all_of(how.known, is_plain))
        return "";
    std::string text;
    for (const bool added : {true, false}) {
        for (const auto& [cell, coefficient] : how.known) {
            if ((coefficient > 0) != added) continue;
            const auto name = printable(display_name(public_knowledge.tables(), cell));
            text += text.empty() ? (added ? "" : "- ") : (added ? " + " : " - ");
            text += name.find(' ') == std::string::npos ? name : "(" + name + ")";
        }
    }
    return text;
}

audit_counts count(const audit_report& report) {
    audit_counts n;
    std::array<std::size_t, static_cast<std::size_t>(verdict::published) + 1> of{};
    for (const auto& f : report.findings) ++of[static_cast<std::size_t>(f.worst())];
    of[static_cast<std::size_t>(verdict::no_unsafe)] += report.complements;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const auto v = static_cast<verdict>(i);
        if (v < verdict::is_protected && of[i] > 0) n.why.emplace_back(name_reason(v), of[i]);
        if (v < verdict::is_protected)
            n.not_judged += of[i];
        else
            (v > verdict::is_protected ? n.at_risk : n.is_protected) += of[i];
    }
    if (report.too_many > 0) n.why.emplace_back("their level is not published", report.too_many);
    n.not_judged += report.too_many;
    n.judged = n.at_risk + n.is_protected;
    return n;
}

/// By the counts all is known of cells that are safe, so that only unsafe ones that are public
/// already cannot be judged.
int status(const audit_report& report) {
    const auto n = count(report);
    if (n.at_risk > 0) return refused;
    if (n.judged > 0 || n.not_judged == 0) return done;
    const bool open = std::ranges::any_of(
        report.findings, [](const finding& f) { return f.outcome == verdict::already_public; });
    return report.has_counts && !open ? done : not_judged;
}

std::string to_text(const audit_report& report) {
    auto text = describe_knowledge(report) + '\n';
    if (!report.intruders.empty())
        text += "internal intruders: " + printable(report.intruders) + '\n';
    for (const auto& f : report.findings) {
        if (!f.is_rounded || f.worst() != verdict::is_protected)
            text += describe_finding(report, f);
    }
    return text + report_absent(report) + describe(count(report)) + '\n';
}

std::string to_json(const audit_report& report) {
    const auto n = count(report);
    ordered_json all{{"format", "sdckit audit"},
                     {"version", 4},
                     {"intruder_has", report.sources},
                     {"internal_intruders", report.intruders},
                     {"judged", n.judged},
                     {"at_risk", n.at_risk},
                     {"protected", n.is_protected},
                     {"not_judged", n.not_judged}};
    all["why_not_judged"] = ordered_json::object();
    for (const auto& [why, cells] : n.why) all["why_not_judged"][why] = cells;
    all["left_out"] = report.left_out;
    all["not_published"] = report.not_published;
    all["cells"] = ordered_json::array();
    for (const auto& f : report.findings) {
        const auto k = report.tables->table_of(f.cell);
        auto one =
            json_interval({{"codes", sdc::detail::json_codes(report.tables->cube(k),
                                                             f.cell - report.tables->offset(k))}},
                          f.known);
        if (k > 0) one["table"] = report.tables->tables()[k].name;
        one["verdict"] = name(f.outcome);
        one["who"] = "external intruder";
        if (f.group != no_cell)
            one["group"] = sdc::detail::json_codes(report.tables->cube(0), f.group);
        if (!f.because.empty()) one["because"] = f.because;
        if (!f.how.empty()) one["how"] = f.how;
        if (f.intruders) {
            one["internal_intruders"] = json_interval(
                {{"who", f.intruders->who}, {"others", f.intruders->others}}, f.intruders->known);
            one["internal_intruders"]["verdict"] = name(f.intruders->outcome);
        }
        all["cells"].push_back(std::move(one));
    }
    return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

} // namespace sdc::cli
