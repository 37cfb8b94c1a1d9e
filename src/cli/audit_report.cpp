#include "audit.hpp"

#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/table/name_for_people.hpp>

#include <utility>

namespace sdc::cli {
namespace {

using json = nlohmann::ordered_json;

/// "exactly 1", "1 to 4", "at least 1 and no upper limit"
std::string describe_interval(const interval& i) {
    const auto low = std::to_string(i.low);
    if (i.is_single_value()) return "exactly " + low;
    if (i.high == unlimited) return i.low == 0 ? "no limit of it" : "at least " + low + " and no upper limit";
    return low + " to " + std::to_string(i.high);
}

const char* name(verdict v) {
    switch (v) {
    case verdict::zero: return "not at risk, since the rule does not protect zeros";
    case verdict::hidden: return "protected";
    case verdict::needs_counts: return "not decided without the counts";
    case verdict::undecided: return "not decided";
    case verdict::known: return "at risk";
    }
    return "";
}

std::string describe_reader(const audit_report& report) {
    return "a reader: anyone who has " + (report.sources.empty() ? std::string("this release") : join(printable(report.sources)));
}

std::string tell_inside(const learner& l) {
    auto text = "    " + printable(l.who);
    if (l.others > 0) text += " (and " + std::to_string(l.others) + (l.others == 1 ? " other)" : " others)");
    return text + " can work out " + describe_interval(l.reader) + "; " + name(l.outcome) + '\n';
}

std::string tell(const audit_report& report, const finding& f) {
    auto text = printable(name_for_people(*report.tables, f.cell)) + ": a reader can work out " + describe_interval(f.reader);
    if (f.group != no_cell) text += "; that nearly all of " + printable(name_for_people(*report.tables, f.group)) + " are here";
    text += std::string("; ") + name(f.outcome);
    if (!f.because.empty()) text += ", because of " + join(printable(f.because));
    text += '\n';
    if (!f.how.empty()) text += "    it is " + printable(f.how) + '\n';
    return text + (f.inside ? tell_inside(*f.inside) : "");
}

json json_interval(json one, const interval& i) {
    one["low"] = i.low;
    one["high"] = i.high == unlimited ? json(nullptr) : json(i.high);
    one["exact"] = i.exact;
    return one;
}

} // namespace

std::string describe_sum(const knowledge& reader, const derivation& how) {
    constexpr std::size_t most_terms = 8;
    const auto is_plain = [](const auto& term) { return term.second == 1 || term.second == -1; };
    if (how.divisor != 1 || how.constant != 0 || how.known.empty() || how.known.size() > most_terms || !std::ranges::all_of(how.known, is_plain)) return "";
    std::string text;
    for (const bool added : {true, false}) {
        for (const auto& [cell, coefficient] : how.known) {
            if ((coefficient > 0) != added) continue;
            const auto name = printable(name_for_people(reader.tables(), cell));
            text += text.empty() ? (added ? "" : "- ") : (added ? " + " : " - ");
            text += name.find(' ') == std::string::npos ? name : "(" + name + ")";
        }
    }
    return text;
}

audit_counts count(const audit_report& report) {
    audit_counts n;
    for (const auto& f : report.findings) {
        n.judged += f.worst() != verdict::zero;
        n.at_risk += f.worst() > verdict::hidden;
    }
    return n;
}

std::string to_text(const audit_report& report) {
    auto text = describe_reader(report) + '\n';
    if (!report.inside.empty()) text += "also attacked by " + printable(report.inside) + '\n';
    for (const auto& f : report.findings) text += tell(report, f);
    const auto n = count(report);
    return text + "cells judged " + std::to_string(n.judged) + ", at risk " + std::to_string(n.at_risk) + '\n';
}

std::string to_json(const audit_report& report) {
    const auto n = count(report);
    json all{{"format", "sdckit audit"}, {"version", 2},       {"reader has", report.sources},
             {"inside", report.inside},  {"judged", n.judged}, {"at_risk", n.at_risk}};
    all["cells"] = json::array();
    for (const auto& f : report.findings) {
        const auto k = report.tables->table_of(f.cell);
        auto one = json_interval({{"codes", sdc::detail::json_codes(report.tables->cube(k), f.cell - report.tables->first(k))}}, f.reader);
        if (k > 0) one["table"] = report.tables->tables()[k].name;
        one["verdict"] = name(f.outcome);
        one["who"] = "any reader";
        if (f.group != no_cell) one["group"] = sdc::detail::json_codes(report.tables->cube(0), f.group);
        if (!f.because.empty()) one["because"] = f.because;
        if (!f.how.empty()) one["how"] = f.how;
        if (f.inside) {
            one["inside"] = json_interval({{"who", f.inside->who}, {"others", f.inside->others}}, f.inside->reader);
            one["inside"]["verdict"] = name(f.inside->outcome);
        }
        all["cells"].push_back(std::move(one));
    }
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace sdc::cli
