/// What suppressing a cell as a complement costs: whole numbers, the same on every platform.
#pragma once

#include <sdc/protect/suppress.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// log2(1 + value) in thousandths, rounded down, at least 1. `value` 0 to 2^62.
[[nodiscard]] std::int64_t log_cost(std::int64_t value);

/// (v^lambda - 1) / lambda in thousandths, at least 1 and at most `unlimited`; for lambda 0 the
/// natural logarithm of v. Within 1 of the true number up to 2^50, beyond within one part in 2^48.
/// `value` 0 or more, `lambda_thousandths` 0 to 1000.
[[nodiscard]] std::int64_t box_cox_cost(std::int64_t value, std::int64_t lambda_thousandths);

/// Steps along relations from each cell to the nearest unsafe one, 0 for those themselves; cells of
/// one relation are one step apart. `unreached` where no relation leads. O(dimensions x cells).
inline constexpr std::uint32_t unreached = 0xFFFFFFFF;
[[nodiscard]] std::vector<std::uint32_t> steps_to_unsafe(const cube& c, const verdicts& v);

/// Errors: bad_argument naming the field: lambda outside 0 to 1000, no distances or one below 1, a
/// cell outside the table, a cost below 1, a spread of a key outside 0 to 1000000.
[[nodiscard]] result<void> check(const cost_options& o, cell_index cells);

/// Costs beyond are as good as this: so the costs of all cells have a sum. Precondition: `cells` is
/// not 0.
[[nodiscard]] constexpr std::int64_t largest_cost(cell_index cells) noexcept {
    return unlimited / static_cast<std::int64_t>(cells);
}

/// A keyed hash of the names of the cell's codes, whatever their order and that of the dimensions;
/// a hash of its own for each purpose.
[[nodiscard]] std::uint64_t keyed_hash(const cube& c, cell_index cell, const cost_key& key,
                                       std::string_view purpose);

/// One cost a cell, each 1 to `largest_cost`. A preferred cell costs 1; a cell named in `o.cells`
/// what is said there, the last time that it is. With a key each is in thousandths and times a
/// factor. Preconditions: `check`; a frequency table; preferred cells are of the table.
/// O(dimensions x cells) for distance, else O(cells).
[[nodiscard]] std::vector<std::int64_t>
suppression_costs(const table& t, const verdicts& v, const cost_options& o,
                  std::span<const cell_index> preferred = {});

} // namespace sdc::inline v0::detail
