#include <sdc/io/assessment_report.hpp>

#include "words.hpp"

#include <sdc/detail/printable.hpp>
#include <sdc/table/display_name.hpp>

#include <ostream>
#include <string>

namespace sdc::inline v0 {
namespace {

/// "exactly 1", "1 to 4", "at least 1 and no upper limit"
std::string interval_words(const interval& i) {
    const auto low = std::to_string(i.low);
    if (i.is_single_value()) return "exactly " + low;
    if (i.high == unlimited)
        return i.low == 0 ? "no limit of it" : "at least " + low + " and no upper limit";
    return low + " to " + std::to_string(i.high);
}

std::string count_cells(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " cell is " : " cells are ");
}

/// What the files do not list, and whether anything is suppressed at all.
std::string report_absent(const release_assessment& report) {
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

std::string describe(const assessment_counts& n) {
    std::string text;
    for (const auto& [why, cells] : n.why)
        text += (text.empty() ? " (" : ", ") + why + ' ' + std::to_string(cells);
    return "cells judged " + std::to_string(n.judged) + ", at risk " + std::to_string(n.at_risk) +
           ", protected " + std::to_string(n.is_protected) + ", not judged " +
           std::to_string(n.not_judged) + (text.empty() ? "" : text + ')');
}

std::string describe_knowledge(const release_assessment& report) {
    return "external intruder: anyone who has " +
           (report.sources.empty() ? std::string("this release")
                                   : detail::join(detail::printable(report.sources)));
}

std::string write_intruders(const internal_finding& l) {
    auto text = "    " + detail::printable(l.who);
    if (l.others > 0)
        text += " (and " + std::to_string(l.others) + (l.others == 1 ? " other)" : " others)");
    return text + " can infer " + interval_words(l.known) + "; " + to_string(l.outcome) + '\n';
}

std::string describe_finding(const release_assessment& report, const finding& f) {
    auto text = detail::printable(display_name(*report.tables, f.cell)) +
                ": an intruder can infer " + interval_words(f.known);
    if (f.group != no_cell)
        text += "; that nearly all of " + detail::printable(display_name(*report.tables, f.group)) +
                " are here";
    text += std::string("; ") + to_string(f.outcome);
    if (!f.because.empty()) text += ", because of " + detail::join(detail::printable(f.because));
    text += '\n';
    if (!f.how.empty()) text += "    it is " + detail::printable(f.how) + '\n';
    return text + (f.intruders ? write_intruders(*f.intruders) : "");
}

} // namespace

void write_assessment_text(std::ostream& out, const release_assessment& report) {
    auto text = describe_knowledge(report) + '\n';
    if (report.totals == counted_in_totals::shown_cells) text += detail::totals_of_shown;
    if (!report.intruders.empty())
        text += "internal intruders: " + detail::printable(report.intruders) + '\n';
    for (const auto& f : report.findings) {
        if (!f.is_rounded || f.worst() != cell_verdict::is_protected)
            text += describe_finding(report, f);
    }
    out << text << report_absent(report) << describe(count(report)) << '\n';
}

} // namespace sdc::inline v0
