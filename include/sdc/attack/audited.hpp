/// A plan that has been attacked and held. Only `audit` and `audit_by_witnesses` make one.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/plan/plan.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What the audit saw: how many requirements there are and how each was proved.
struct audit_summary {
    std::uint64_t requirements = 0; ///< Requirements re-derived from the rules.
    std::uint64_t proved_by_witness =
        0; ///< By a complete integer table of the plan, checked by addition.
    std::uint64_t proved_by_attack =
        0; ///< By an integer table that the attack itself found; see `attack_scope`.
    std::uint64_t intruders =
        0; ///< Internal intruders, re-derived from `plan::intruders`, that attacked as well.
    std::uint64_t proved_against_intruders = 0; ///< Requirements that hold against every one of
                                                ///< them; 0 if no internal intruder was asked.
};

struct linked_plan;
class audited;
struct audit_options;
[[nodiscard]] SDCKIT_API result<audited> audit(plan p, const audit_options& options);
[[nodiscard]] SDCKIT_API result<std::vector<audited>> audit(linked_plan p,
                                                            const audit_options& options);
[[nodiscard]] SDCKIT_API result<audited> audit_by_witnesses(plan p);

class audited {
public:
    [[nodiscard]] const sdc::plan& plan() const noexcept { return plan_; }
    [[nodiscard]] const audit_summary& summary() const noexcept { return summary_; }

private:
    friend SDCKIT_API result<audited> audit(sdc::plan p, const audit_options& options);
    friend SDCKIT_API result<std::vector<audited>> audit(linked_plan p,
                                                         const audit_options& options);
    friend SDCKIT_API result<audited> audit_by_witnesses(sdc::plan p);
    audited(sdc::plan p, audit_summary s) : plan_(std::move(p)), summary_(s) {}

    sdc::plan plan_;
    audit_summary summary_;
};

} // namespace sdc::inline v0
