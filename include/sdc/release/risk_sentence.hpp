/// One plain sentence for each way in which something can be learned of somebody: who, knowing
/// what, learns what.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/risk/release/difference.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/residual_group.hpp>
#include <sdc/table/linked.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace sdc::inline v0 {

/// "3 people", "1 to 4 people"
[[nodiscard]] SDCKIT_API std::string name_count(const interval& people);

/// Where the formula of a score is from; docs/risk.md has it in full. What is ours is said to be.
[[nodiscard]] SDCKIT_API const char* source_of(const cell_risk& why) noexcept;

/// The intruder, by knowledge before the release: journalist, prosecutor, internal intruder,
/// coalition of k.
[[nodiscard]] SDCKIT_API std::string name_intruder(const cell_risk& why, std::int64_t coalition);

/// What the sentences are about. It holds counts or what follows from them: sentences are the
/// disclosure officer's.
struct scored_tables {
    const linked_tables* tables = nullptr;
    std::function<interval(cell_index)> count = {}; ///< What is known of each cell of all tables.
    std::int64_t coalition = 1;                     ///< As `cell_risk_options` had it.
};

/// "1 person of age under 25 is elsewhere, and knows that everyone else is here." without its stop.
/// A score that is a fraction says how many could contradict, never how likely anybody is to look.
/// Preconditions: the tables are there, and the risk is one of the cell's. Labels are not escaped.
/// O(dimensions).
[[nodiscard]] SDCKIT_API std::string explain_risk(const scored_tables& of, cell_index cell,
                                                  const cell_risk& why);
/// Of those who are in one cell and not in another.
[[nodiscard]] SDCKIT_API std::string explain_risk(const scored_tables& of,
                                                  const difference_risk& difference,
                                                  const difference_reason& why);
[[nodiscard]] SDCKIT_API std::string explain_risk(const scored_tables& of,
                                                  const residual_group& rest);

} // namespace sdc::inline v0
