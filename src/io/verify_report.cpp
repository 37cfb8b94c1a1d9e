#include <sdc/io/verify_report.hpp>

#include <nlohmann/json.hpp>

#include <ostream>

namespace sdc::inline v0 {

void write_verify_text(std::ostream& out, const verify_report& report) {
    const auto& n = report.checked;
    out << n.cells << " cells add up; " << n.suppressed << " suppressed; " << n.requirements
        << " of " << n.requirements << " protection requirements proved"
        << (report.internal_intruders ? ", against each contributor of a count of one as well; "
                                      : "; ");
    if (!report.requirements_checked)
        out << "without the options of a rule it was not checked whether these are all "
               "requirements";
    else
        out << "they are those of the rule (" << report.rules << ')';
    if (!report.hierarchies_checked)
        out << "; without --dimension the hierarchies are taken from the certificate";
    out << '\n';
}

void write_verify_json(std::ostream& out, const verify_report& report) {
    const auto& n = report.checked;
    nlohmann::ordered_json all{{"format", "sdckit verify"},
                               {"version", 2},
                               {"cells", n.cells},
                               {"suppressed", n.suppressed},
                               {"requirements", n.requirements},
                               {"requirements_proved", n.requirements}};
    all["proved_against_contributors"] = report.internal_intruders;
    all["requirements_checked_by_rule"] = report.requirements_checked;
    if (report.requirements_checked) all["rule"] = report.rules;
    all["hierarchies_checked"] = report.hierarchies_checked;
    out << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

} // namespace sdc::inline v0
