#include "commands.hpp"
#include "outputs.hpp"

#include <sdc/policy/presets.hpp>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace sdc::cli {
namespace {

void list_presets(std::ostream& out) {
    std::size_t width = 0;
    for (const auto& p : presets) width = std::max(width, p.id.size());
    for (const auto& p : presets)
        out << p.id << std::string(width + 2 - p.id.size(), ' ') << p.authority << " (" << p.date
            << ")\n";
    out << "\nA number is not the legal test: a preset determines which cells are unsafe, a "
           "person decides.\n";
}

const char* describe_zeros(const threshold& limit) {
    switch (limit.zeros) {
    case zero_policy::show: return "shown";
    case zero_policy::eligible: return "shown unless needed to protect others";
    case zero_policy::hide: return "suppressed";
    case zero_policy::unsafe: return "unsafe";
    }
    return "";
}

void show_preset(std::ostream& out, const preset& p) {
    const auto line = [&](const char* name, std::string_view text) {
        if (!text.empty()) out << name << text << '\n';
    };
    line("policy     ", p.id);
    line("authority  ", p.authority);
    line("date       ", p.date);
    line("scope      ", p.scope);
    line("source     ", p.source);
    line("text       ", p.says);
    line("note       ", p.left_out);
    if (p.limit) {
        out << "suppress   threshold " << p.limit->minimum << ", zeros "
            << describe_zeros(*p.limit);
        if (p.limit->publish_total) out << ", the total is public";
        if (p.limit->min_total_for_breakdown > 0)
            out << ", no breakdown of a total below " << p.limit->min_total_for_breakdown;
        out << '\n';
    }
    if (p.bands != nullptr) line("round      ", p.bands().name);
    line("marker     ", p.marker);
}

} // namespace

int run_policies(const arguments& a) {
    std::ostringstream text;
    if (a.rules.policy)
        show_preset(text, *a.rules.policy);
    else
        list_presets(text);
    std::cout << text.str() << std::flush;
    return std::cout ? done : internal_failure;
}

} // namespace sdc::cli
