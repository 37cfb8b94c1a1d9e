#include "audit.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sdc::cli {
namespace {

using json = nlohmann::ordered_json;

/// "exactly 1", "1 to 4", "at least 1, nothing more"
std::string describe_interval(const interval& i) {
    const auto low = std::to_string(i.low);
    if (i.is_single_value()) return "exactly " + low;
    if (i.high == unlimited) return i.low == 0 ? "nothing" : "at least " + low;
    return low + " to " + std::to_string(i.high);
}

const char* name(verdict v) {
    switch (v) {
    case verdict::hidden: return "protected";
    case verdict::undecided: return "not decided";
    case verdict::known: return "at risk";
    }
    return "";
}

json describe_codes(const cube& c, cell_index cell) {
    json codes = json::object();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) codes[c.dimensions()[d].name] = c.codes(d)[c.shape().coordinate(cell, d)].id;
    return codes;
}

} // namespace

audit_counts count(const audit_report& report) {
    const auto at_risk = std::ranges::count_if(report.findings, [](const finding& f) { return f.outcome != verdict::hidden; });
    return {.judged = report.findings.size(), .at_risk = static_cast<std::size_t>(at_risk)};
}

std::string to_text(const audit_report& report) {
    std::string text;
    for (const auto& f : report.findings) {
        text += describe(*report.cube, f.cell) + ": a reader can work out " + describe_interval(f.reader);
        if (f.group != no_cell) text += "; that nearly all of " + describe(*report.cube, f.group) + " are here";
        text += std::string("; ") + name(f.outcome) + '\n';
    }
    const auto n = count(report);
    return text + "cells judged " + std::to_string(n.judged) + ", at risk " + std::to_string(n.at_risk) + '\n';
}

std::string to_json(const audit_report& report) {
    const auto n = count(report);
    json all{{"format", "sdckit audit"}, {"version", 1}, {"judged", n.judged}, {"at_risk", n.at_risk}};
    all["cells"] = json::array();
    for (const auto& f : report.findings) {
        json one{{"codes", describe_codes(*report.cube, f.cell)}, {"low", f.reader.low}};
        one["high"] = f.reader.high == unlimited ? json(nullptr) : json(f.reader.high);
        one["exact"] = f.reader.exact;
        one["verdict"] = name(f.outcome);
        one["who"] = "any reader";
        if (f.group != no_cell) one["group"] = describe_codes(*report.cube, f.group);
        all["cells"].push_back(std::move(one));
    }
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace sdc::cli
