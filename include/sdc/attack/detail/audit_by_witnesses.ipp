#include <sdc/attack/audit_by_witnesses.hpp>

#include <sdc/attack/detail/audit_checks.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {

result<audited> audit_by_witnesses(plan p) {
    namespace checks = detail::audit_checks;
    const auto requirements = checks::derive_requirements(p);
    if (!requirements) return requirements.error();
    if (p.bands)
        return error{.code = errc::not_available,
                     .message = "rounded tables have no witnesses",
                     .wanted = "audit (sdc/attack/audit.hpp)"};
    if (p.intruders.any())
        return error{.code = errc::not_available,
                     .message = "an audit by witnesses is against external intruders",
                     .wanted = "audit (sdc/attack/audit.hpp) against internal ones"};
    const auto met = checks::check_witnesses(p, knowledge_of(p));
    if (!met) return met.error();
    const auto open = std::ranges::find(*met, false);
    if (open != met->end()) {
        const auto& first = (*requirements)[static_cast<std::size_t>(open - met->begin())];
        return checks::refuse(p, protected_cell(first), "a requirement has no witness", "witness");
    }
    return audited(std::move(p), {.requirements = met->size(), .proved_by_witness = met->size()});
}

} // namespace sdc::inline v0
