#include <sdc/io/assessment_report.hpp>

#include "json_codes.hpp"

#include <ostream>
#include <utility>

namespace sdc::inline v0 {
namespace {

using nlohmann::ordered_json;

} // namespace

void write_assessment_json(std::ostream& out, const release_assessment& report) {
    const auto n = count(report);
    ordered_json all{{"format", "sdckit audit"},
                     {"version", 4},
                     {"intruder_has", report.sources},
                     {"internal_intruders", report.intruders},
                     {"totals", report.totals == counted_in_totals::shown_cells ? "shown" : "all"},
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
        auto one = detail::json_proved_interval(
            f.known, {{"codes", detail::json_codes(report.tables->cube(k),
                                                   f.cell - report.tables->offset(k))}});
        if (k > 0) one["table"] = report.tables->tables()[k].name;
        one["verdict"] = to_string(f.outcome);
        one["who"] = "external intruder";
        if (f.group != no_cell) one["group"] = detail::json_codes(report.tables->cube(0), f.group);
        if (!f.because.empty()) one["because"] = f.because;
        if (!f.how.empty()) one["how"] = f.how;
        if (f.intruders) {
            one["internal_intruders"] = detail::json_proved_interval(
                f.intruders->known, {{"who", f.intruders->who}, {"others", f.intruders->others}});
            one["internal_intruders"]["verdict"] = to_string(f.intruders->outcome);
        }
        all["cells"].push_back(std::move(one));
    }
    out << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace sdc::inline v0
