#include "audit.hpp"

#include "../io/json_codes.hpp"


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

constexpr const char* any_reader = "anyone who has this release and the statements given";

} // namespace

audit_counts count(const audit_report& report) {
    audit_counts n;
    for (const auto& f : report.findings) {
        n.judged += f.outcome != verdict::zero;
        n.at_risk += f.outcome > verdict::hidden;
    }
    return n;
}

std::string to_text(const audit_report& report) {
    auto text = std::string("any reader: ") + any_reader + '\n';
    for (const auto& f : report.findings) {
        text += describe(*report.cube, f.cell) + ": any reader can work out " + describe_interval(f.reader);
        if (f.group != no_cell) text += "; that nearly all of " + describe(*report.cube, f.group) + " are here";
        text += std::string("; ") + name(f.outcome) + '\n';
    }
    const auto n = count(report);
    return text + "cells judged " + std::to_string(n.judged) + ", at risk " + std::to_string(n.at_risk) + '\n';
}

std::string to_json(const audit_report& report) {
    const auto n = count(report);
    json all{{"format", "sdckit audit"}, {"version", 1}, {"any reader", any_reader}, {"judged", n.judged}, {"at_risk", n.at_risk}};
    all["cells"] = json::array();
    for (const auto& f : report.findings) {
        json one{{"codes", sdc::detail::json_codes(*report.cube, f.cell)}, {"low", f.reader.low}};
        one["high"] = f.reader.high == unlimited ? json(nullptr) : json(f.reader.high);
        one["exact"] = f.reader.exact;
        one["verdict"] = name(f.outcome);
        one["who"] = "any reader";
        if (f.group != no_cell) one["group"] = sdc::detail::json_codes(*report.cube, f.group);
        all["cells"].push_back(std::move(one));
    }
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace sdc::cli
