/// Why requirements cannot be met: which cells that must be published stand in the way, and which
/// relations already settle it.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

struct obstacle {
    std::vector<std::uint32_t> requirements =
        {}; ///< The open requirements that were looked at: the first ones, if there are many.
    std::uint64_t open = 0; ///< How many there are.
    bool more = false;      ///< And others that were not looked for; for the caller to say.
    /// Cells that must be published; if they could be suppressed, too, each of `requirements` would
    /// be possible, and not if one of them stays public while the others may be suppressed (in real
    /// numbers). Cheap, not cheapest. Empty if nothing was found.
    std::vector<unknown> release = {};
    bool release_proved = false; ///< By a complete table of whole numbers for each requirement.
    /// Of the first requirement: these rows and these published cells are enough to rule it out,
    /// and not if one of them is left out (of at most 200 rows or cells; of more some may not be
    /// needed).
    std::vector<std::uint32_t> rows = {};
    std::vector<unknown> kept = {};
    bool refuted =
        false; ///< Rows and cells that must be published rule it out by a sum in integers.
    bool zeros_help = false; ///< Where zeros may be suppressed, each of `requirements` is possible:
                             ///< proved by tables.
};

/// `kept`: the fixed cells that are so by choice, one flag a cell; `open`: requirements that are
/// impossible as things are. `with_zeros`: the same problem, unknowns alike, where zeros may be
/// suppressed; or nothing. Guarantee: what is marked as proved is, in integers; the rest is the
/// word of the linear programs. Searched around each requirement, up to 20 000 cells.
/// Deterministic. Complexity: a few linear programs for each requirement, one for each row and cell
/// that is listed.
[[nodiscard]] obstacle explain(const suppression_problem& p, const std::vector<bool>& kept,
                               std::span<const std::uint32_t> open,
                               const suppression_problem* with_zeros = nullptr);

/// The explanation in words, without a value: cells by `name`. Says as sure only what is proved.
[[nodiscard]] std::string to_text(const suppression_problem& p, const obstacle& o,
                                  const std::function<std::string(unknown)>& name);

} // namespace sdc::inline v0::detail
