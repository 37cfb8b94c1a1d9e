/// The attack on a release of counts that are at hand: every unsafe cell, by the needs of its
/// rules, from outside and from inside.
#pragma once

#include "audit.hpp"
#include "public_attack.hpp"
#include "sources.hpp"

#include <sdc/attack/audited.hpp>
#include <sdc/attack/internal_attack.hpp>

#include <memory>
#include <vector>

namespace sdc::cli {

class counts_attack {
public:
    /// `setup` and `sources` outlive this.
    counts_attack(const arguments& a, const audit_setup& setup, const audit_sources& sources,
                  std::shared_ptr<const table> counts, verdicts found);

    /// What a reader has. Errors: contradiction, also with the counts.
    [[nodiscard]] result<knowledge> know(const left_out& without);
    /// Every unsafe cell, and the zeros that give themselves away. `inside`: who else attacks.
    [[nodiscard]] result<std::vector<finding>> judge(const knowledge& known,
                                                     std::span<const intruder> intruders);
    /// The cells without a row, and how many suppressed cells are safe themselves, as `know` last
    /// found.
    [[nodiscard]] const absent_cells& absent() const noexcept { return absent_; }
    [[nodiscard]] std::size_t complements() const noexcept { return complements_; }
    /// Who is in the cells that `know` last found withheld, as --intruder and --contributor say.
    /// Errors: as `find_holdings`.
    [[nodiscard]] result<std::vector<intruder>> list_internal_intruders() const;

    /// The release as a plan with the witnesses of the last `judge`, attacked once more by itself.
    /// Errors: not_proved where a need has none.
    [[nodiscard]] result<audited> certify() const;

private:
    [[nodiscard]] knowledge with_primary_only() const;
    [[nodiscard]] result<std::vector<std::int64_t>> find_start(const knowledge& known) const;
    [[nodiscard]] result<void> learn_rules(public_table& what) const;
    void find_shown(const joined_tables& what);
    [[nodiscard]] result<void> check_true(const knowledge& known) const;

    const arguments& arguments_;
    const audit_setup& setup_;
    const audit_sources& sources_;
    std::shared_ptr<const table> counts_;
    verdicts verdicts_;
    std::vector<requirement> requirements_;
    std::vector<cell_status> status_;
    std::vector<bool> shown_ = {}; ///< By cell: its number is public.
    absent_cells absent_ = {};
    std::size_t complements_ = 0;
    feasibility_result outside_ = {};
};

} // namespace sdc::cli
