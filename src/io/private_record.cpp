#include <sdc/io/private_record.hpp>

#include "json_codes.hpp"
#include <sdc/io/detail/text.hpp>

#include <sdc/plan/method_note.hpp>
#include <sdc/plan/published_value.hpp>
#include <sdc/protect/plan_report.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

namespace sdc::inline v0 {
namespace {

constexpr const char* format_name = "sdckit private record";
constexpr int format_version = 2;

using json = nlohmann::ordered_json;

const char* name(requirement::side s) {
    switch (s) {
    case requirement::side::down: return "at most";
    case requirement::side::up: return "at least";
    case requirement::side::other: return "different from";
    }
    return "";
}

json describe_rule(const cube&, const threshold& r) {
    return {{"rule", "threshold"},
            {"minimum", r.minimum},
            {"zeros", to_string(r.zeros)},
            {"hide_zeros_below_total", r.hide_zeros_below_total},
            {"publish_total", r.publish_total},
            {"min_total_for_breakdown", r.min_total_for_breakdown}};
}

json describe_rule(const cube&, const group_disclosure& r) {
    json described{{"rule", "group disclosure"}, {"coalition", r.coalition}};
    if (r.upper_bound != unlimited) described["upper_bound"] = r.upper_bound;
    return described;
}

json describe_rule(const cube& c, const listed_cells& r) {
    json described{{"rule", to_string(rule_id::listed)}, {"cells", json::array()}};
    for (const auto cell : r.cells) described["cells"].push_back(detail::json_codes(c, cell));
    return described;
}

json describe_protection(const cube& c, const protection& p) {
    json described{{"width", to_string(p.width)}, {"percent", p.percent}};
    if (p.width == protection::kind::absolute) described["absolute"] = p.absolute;
    for (const auto& level : p.levels)
        described["levels"].push_back({{"codes", detail::json_codes(c, level.cell)},
                                       {"lower", level.lower},
                                       {"upper", level.upper},
                                       {"sliding", level.sliding}});
    return described;
}

json describe_reasons(const cube& c, std::span<const reason> reasons) {
    json all = json::array();
    for (const auto& why : reasons) {
        json one{{"rule", to_string(why.rule)}, {"found", why.found}, {"limit", why.limit}};
        if (why.group != no_cell) one["group"] = detail::json_codes(c, why.group);
        all.push_back(std::move(one));
    }
    return all;
}

json describe_requirements(const cube& c, std::span<const requirement> requirements) {
    json all = json::array();
    for (const auto& n : requirements) {
        json one{{"must_be_possible", name(n.direction)}, {"limit", n.limit}};
        if (n.minus != no_cell)
            one["of"] = json{{"cell", detail::json_codes(c, n.cell)},
                             {"minus", detail::json_codes(c, n.minus)}};
        all.push_back(std::move(one));
    }
    return all;
}

json describe_level(const level_report& level) {
    return {{"cells", level.cells},
            {"published", level.published},
            {"value", level.value},
            {"published_value", level.published_value}};
}

json describe_report(const plan_report& r) {
    json all{{"cost", r.cost}};
    all["lower_bound"] = r.gap() ? json(r.lower_bound) : json(nullptr);
    all["gap"] = r.gap() ? json(*r.gap()) : json(nullptr);
    all["requirements_proved_by_witness"] = r.by_witness;
    all["stopped_early"] = r.stopped_early;
    all["lowest_level"] = describe_level(r.leaves);
    all["levels"] = json::array();
    for (const auto& level : r.levels) all["levels"].push_back(describe_level(level));
    return all;
}

/// Why a cell is suppressed to protect others.
std::string describe_complement(const cube& c, const complement_reason& why) {
    if (why.protects == no_cell) return "goes with other suppressed cells";
    auto text = "protects " + describe(c, why.protects);
    if (why.unsafe_cells > 1) text += fmt::format(" and {} more", why.unsafe_cells - 1);
    return text;
}

json describe_plan(const audited& proof, const plan_report& made, const std::string& made_by) {
    const auto& p = proof.plan();
    const auto n = count(p);
    const auto& s = proof.summary();
    json all{{"format", format_name}, {"version", format_version}, {"method", note_of(p).name}};
    all["rules"] = json::array();
    for (const auto& r : p.rules)
        all["rules"].push_back(
            std::visit([&](const auto& one) { return describe_rule(p.source->cube(), one); }, r));
    if (!p.applied_before.empty()) all["applied_before"] = p.applied_before;
    if (!made_by.empty()) all["made_by"] = made_by;
    all["protection"] = describe_protection(p.source->cube(), p.protection);
    all["measure"] =
        json{{"name", p.source->measure().name}, {"decimals", p.source->measure().decimals}};
    all["counts"] = json{{"cells", n.cells},
                         {"primary", n.unsafe},
                         {"suppressed_zeros", n.suppressed_zeros},
                         {"secondary", n.complements},
                         {"secondary_value", n.complement_value},
                         {"cost", p.cost}};
    all["proof"] = json{{"requirements", s.requirements},
                        {"proved_by_witness", s.proved_by_witness},
                        {"proved_by_attack", s.proved_by_attack}};
    if (!p.bands) all["report"] = describe_report(made);
    return all;
}

/// The requirements that belong to an unsafe cell: its own, and those of its groups.
class requirements_by_cell {
public:
    explicit requirements_by_cell(std::span<const requirement> requirements)
        : requirements_(requirements.begin(), requirements.end()) {
        std::ranges::stable_sort(requirements_, {}, protected_cell);
    }
    [[nodiscard]] std::span<const requirement> of(cell_index cell) const {
        const auto found = std::ranges::equal_range(requirements_, cell, {}, protected_cell);
        return {found.begin(), found.end()};
    }

private:
    std::vector<requirement> requirements_;
};

} // namespace

void write_private(std::ostream& out, const audited& proof,
                   std::span<const std::pair<cell_index, interval>> intervals,
                   const std::string& made_by) {
    const auto& p = proof.plan();
    const auto& c = p.source->cube();
    const requirements_by_cell requirements(p.requirements);
    const auto dump = [](const json& j, int indent) {
        return j.dump(indent, ' ', false, json::error_handler_t::replace);
    };
    const auto r = report(p);
    auto why = r.complements.begin();
    auto head = dump(describe_plan(proof, r, made_by), 2);
    head.resize(
        head.size() -
        2); // the closing brace: the cells follow, one a line, without holding all in memory
    out << head << ",\n  \"cells\": [";
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        json one{{"codes", detail::json_codes(c, cell)}, {"status", to_string(p.status[cell])}};
        one["value"] = p.source->value(cell);
        const auto reasons = p.verdicts.reasons(cell);
        if (why != r.complements.end() && why->cell == cell)
            one["because"] = describe_complement(c, *why++);
        if (!reasons.empty()) one["reasons"] = describe_reasons(c, reasons);
        if (const auto own = requirements.of(cell); !own.empty())
            one["requirements"] = describe_requirements(c, own);
        const auto at =
            std::ranges::lower_bound(intervals, cell, {}, &std::pair<cell_index, interval>::first);
        if (at != intervals.end() && at->first == cell)
            one["feasibility_interval"] = detail::json_proved_interval(at->second);
        out << (cell == 0 ? "\n    " : ",\n    ") << dump(one, -1);
    }
    out << "]\n}\n";
}

void write_private(std::ostream& out, std::span<const private_table> tables,
                   const std::string& made_by) {
    out << "{\"format\": \"" << format_name << "\", \"version\": " << format_version
        << ", \"tables\": [";
    for (const auto& t : tables) {
        out << (&t == tables.data() ? "" : ",")
            << "\n{\"name\": " << json(t.name).dump(-1, ' ', false, json::error_handler_t::replace)
            << ", \"record\": ";
        write_private(out, *t.proof, t.intervals, made_by);
        out << "}";
    }
    out << "]}\n";
}

} // namespace sdc::inline v0
