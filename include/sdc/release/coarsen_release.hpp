/// The most detailed table that can be released whole, by rules, by scores or by both: found,
/// judged again as the table that it is, and audited.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/run_control.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// A cell at risk must not be shown: the limit is that of `score_release`.
struct score_limit {
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t coalition = 1; ///< As `cell_risk_options`; so the next two.
    std::span<const std::int64_t> population = {};
    bool zeros_are_disclosive = false;

    [[nodiscard]] std::int64_t one_in() const noexcept {
        return limit_one_in(sensitivity, smallest_population(population));
    }
};

struct coarsen_release_options {
    run_control run = {};
    std::vector<rule> rules = {};
    std::optional<score_limit> score = {};
    bool drop_allowed = false; ///< As `coarsen_options`; so the next.
    std::span<const code_index> deepest = {};
    std::string described = {}; ///< What was applied, for the disclosure officer's record.
    unsigned threads = 1;
};

struct coarser_release {
    coarsenings found = {};
    std::size_t unsafe = 0; ///< Cells of the table that must not be shown.
    audited proof;          ///< Of the first of `found`.
};

/// Leaves out every cell that a rule flags or whose score is too high, by `coarsen`; scores what is
/// left with the roles of the table, and audits it. Errors: those of `evaluate`, `score_cells`,
/// `coarsen`, `plan_coarser` and `audit`; not_proved naming the cell where the coarser table has
/// one at risk. Complexity: that of the functions named.
[[nodiscard]] SDCKIT_API result<coarser_release>
coarsen_release(const table& t, const coarsen_release_options& options);

} // namespace sdc::inline v0
