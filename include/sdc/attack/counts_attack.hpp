/// The attack on a release whose counts are at hand: every unsafe cell, by the requirements of its
/// rules, by external and internal intruders.
#pragma once

#include <sdc/attack/attack_options.hpp>
#include <sdc/attack/audited.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/finding.hpp>
#include <sdc/attack/public_sources.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// In this order: `know`, then `list_internal_intruders`, `judge`, and `certify` of what was judged
/// last. Whatever attacks returns `cancelled`, if `run.cancel` of the options says so, and keeps
/// nothing. Complexity of a call: `bounds` of the unsafe cells, again for each internal intruder.
class SDCKIT_API counts_attack {
public:
    /// `method` and `sources` outlive this. Errors: as `evaluate` and `check_banded`.
    [[nodiscard]] static result<counts_attack> make(const announced_method& method,
                                                    const public_sources& sources,
                                                    std::shared_ptr<const table> counts,
                                                    const attack_options& options = {});

    /// What an intruder has; without files, what primary suppression alone would publish. Errors:
    /// contradiction, also with the counts, whose values no error repeats.
    [[nodiscard]] result<knowledge> know(const left_out& without = {});
    /// Every unsafe cell, and the zeros that can be inferred; ascending, then suppressed cells of
    /// linked tables. Errors: as `bounds`.
    [[nodiscard]] result<std::vector<finding>> judge(const knowledge& known,
                                                     std::span<const intruder> intruders);
    /// Everybody of `who` in the cells that `know` last found suppressed, each with a name. Errors:
    /// as the function of that name.
    [[nodiscard]] result<std::vector<intruder>>
    list_internal_intruders(const internal_intruders& who) const;
    /// As `know` last found: the cells without a row, and how many suppressed cells are safe
    /// themselves.
    [[nodiscard]] const absent_cells& absent() const noexcept { return absent_; }
    [[nodiscard]] std::size_t complements() const noexcept { return complements_; }
    /// The release as a plan with the witnesses that were found, attacked once more by itself.
    /// Errors: not_proved where a requirement has none.
    [[nodiscard]] result<audited> certify() const;

private:
    counts_attack(const announced_method& method, const public_sources& sources,
                  std::shared_ptr<const table> counts, verdicts found,
                  const attack_options& options);

    [[nodiscard]] knowledge with_primary_only() const;
    [[nodiscard]] result<std::vector<std::int64_t>> find_start(const knowledge& known) const;
    [[nodiscard]] result<void> learn_rules(public_table& what) const;
    void learn_bands(public_table& what) const;
    void find_shown(const joined_tables& what);
    [[nodiscard]] result<knowledge> join(const left_out& without);
    [[nodiscard]] result<void> check_true(const knowledge& known) const;
    [[nodiscard]] result<void> check_statements(const knowledge& known) const;
    void find_status(std::vector<finding>& found) const;

    const announced_method& method_;
    const public_sources& sources_;
    std::shared_ptr<const table> counts_;
    verdicts verdicts_;
    std::vector<requirement> requirements_;
    std::vector<cell_status> status_;
    std::vector<bool> shown_ = {}; ///< By cell: its number is public.
    absent_cells absent_ = {};
    std::size_t complements_ = 0;
    feasibility_result outside_ = {};
    attack_options options_;
};

} // namespace sdc::inline v0
