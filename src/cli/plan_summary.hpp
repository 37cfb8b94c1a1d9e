/// The plan in a few lines for the officer: no value of a withheld cell.
#pragma once

#include <sdc/protect/plan_report.hpp>

#include <string>

namespace sdc::cli {

/// Lines, each with its end.
[[nodiscard]] std::string to_text(const plan_report& report);

/// The line on what complements cost, and how far that is from the least.
[[nodiscard]] std::string describe_cost(const plan_report& report);

inline constexpr const char* cut_notice =
    "the search for a cheaper plan was cut by --seconds: another run may suppress other cells\n";

} // namespace sdc::cli
