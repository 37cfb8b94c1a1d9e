#include <sdc/release/decision.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace sdc::inline v0 {

std::string public_text(const public_answer& a) {
    std::string text = a.part + ": ";
    switch (a.proposed) {
    case disposition::undecided: return text + "not answered yet.\n";
    case disposition::not_held: return text + "not held.\n";
    case disposition::disclosed: text += a.given + ".\n"; break;
    case disposition::suppressed_cells:
        text += a.given + ", with some cells withheld, " + a.limb + ", " + a.principle + ".\n";
        break;
    case disposition::withheld:
        text += "held; withheld, " + a.limb + ", " + a.principle + ".\n";
        break;
    }
    if (!a.published_instead.empty()) text += "  Given instead: " + a.published_instead + ".\n";
    if (!a.offered.empty()) text += "  Offered under section 16: " + a.offered + ".\n";
    return text;
}

std::string officer_record(const decision& d, std::size_t most) {
    const auto& a = d.answer;
    std::string text = a.part + ": " + a.question + "\n";
    const auto line = [&text](const std::string& name, const std::string& value) {
        if (!value.empty()) text += "  " + name + ": " + value + "\n";
    };
    line("Held", d.held == holding::yes  ? "yes"
                 : d.held == holding::no ? "no"
                                         : "check before claiming an exemption");
    line("Recommended", to_string(a.proposed) + (a.given.empty() ? "" : ": " + a.given) +
                            (a.limb.empty() ? "" : ", " + a.limb) +
                            (a.principle.empty() ? "" : ", " + a.principle));
    for (std::size_t i = 0; i < std::min(most, d.at_risk.size()); ++i)
        line("At risk", to_sentence(d.at_risk[i]));
    if (d.at_risk.size() > most)
        line("At risk", "and " + std::to_string(d.at_risk.size() - most) + " more of the kind.");
    for (const auto& note : d.noticed) line("Noticed", note);
    line("Given instead", a.published_instead);
    line("Offered under section 16", a.offered);
    if (d.to_decide.empty()) return text;
    text += "  For a named person to decide:\n";
    for (const auto& open : d.to_decide) text += "    - " + open + "\n";
    const auto blank = [](const std::string& name) {
        return name.empty() ? std::string("____") : name;
    };
    return text + "  Decided by " + blank(d.decider) + ", second reader " + blank(d.second_reader) +
           ", on " + blank(d.decided_on) + "\n";
}

} // namespace sdc::inline v0
