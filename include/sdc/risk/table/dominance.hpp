/// How nearly the largest contributor of a magnitude can be inferred by the second largest.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/error.hpp>
#include <sdc/table/table.hpp>

#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// When a cell is dominated. Defaults: those of ACRO, `arl_config` (n = 2, k = 90 %, p = 10 %).
struct dominance_options {
    std::int64_t largest = 2; ///< n: 1 or more.
    std::int64_t share_percent =
        90; ///< k: that many hold at least this share of the cell. 1 to 100.
    std::int64_t p_percent =
        10; ///< The second largest can infer the largest to within less than this. 1 or more.
};

struct dominance_risk {
    double score = 0;          ///< 1 where a rule fails, else how near the p% rule is to failing.
    bool is_dominated = false; ///< The largest n hold k percent or more.
    bool is_nearly_known = false; ///< What others than the two largest contribute is less than p
                                  ///< percent of the largest.
};

namespace detail {

SDCKIT_API result<void> check(const dominance_options& options, const table& t);

/// Precondition: `check`.
SDCKIT_API dominance_risk dominance_of(const table& t, cell_index cell,
                                       const dominance_options& options);

} // namespace detail

/// One score a cell. With X the cell's value and x1, x2 its largest contributions: 1 if (x1 + ... +
/// xn) / X >= k, or if (X - x1 - x2) / x1 < p; else p x1 / (X - x1 - x2). Cells without a positive
/// contribution score 0; where negative contributions make the rest negative the cell scores
/// 1.Source: Hundepool et al. (2012), 4.2 (both rules); the ratio is of this library. Errors:
/// bad_argument for a parameter out of range, or a table that keeps fewer of the largest
/// contributions than max(n, 2). Guarantee: both rules exact in integers. O(cells x n).
[[nodiscard]] inline result<std::vector<dominance_risk>>
score_dominance(const table& t, const dominance_options& options = {}) {
    if (auto ok = detail::check(options, t); !ok) return ok.error();
    std::vector<dominance_risk> found;
    found.reserve(t.size());
    for (cell_index cell = 0; cell < t.size(); ++cell)
        found.push_back(detail::dominance_of(t, cell, options));
    return found;
}

} // namespace sdc::inline v0
