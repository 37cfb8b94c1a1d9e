/// Sentences of the report for the disclosure officer. They hold true values.
#pragma once

#include <sdc/plan/plan.hpp>
#include <sdc/protect/plan_report.hpp>
#include <sdc/table/interval.hpp>

#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// "Counts from 1 to 4 are unsafe.", ...: one for each rule, and for each part of one.
[[nodiscard]] std::vector<std::string> rules_in_words(const plan& p);

/// What must stay feasible for an unsafe cell.
[[nodiscard]] std::vector<std::string> protection_in_words(const protection& p);

/// Against whom the release is to hold.
[[nodiscard]] std::vector<std::string> intruders_in_words(const internal_intruders& who);

/// "0: as it is", "1 to 7: suppressed", ...
[[nodiscard]] std::vector<std::string> bands_in_words(const banding& bands);

/// "3 is below the threshold of 5; ..."
[[nodiscard]] std::string reasons_in_words(const cube& c, std::span<const reason> reasons);

/// "at most 1; at least 4"; of a group "at least 2 others of North". Of one cell.
[[nodiscard]] std::string requirements_in_words(const cube& c,
                                                std::span<const requirement> requirements);

/// "exactly 3", "1 to 11", "8 and more"
[[nodiscard]] std::string interval_in_words(const interval& i);

/// Why a cell is suppressed that no rule flags. Only witnesses say which cells it protects: a part
/// of linked tables has none of its own.
[[nodiscard]] std::string complement_in_words(const plan& p, const complement_reason& why);

} // namespace sdc::inline v0::detail
