/// The parts of the report for the disclosure officer that are about single cells.
#pragma once

#include "html_text.hpp"

#include <sdc/attack/audited.hpp>
#include <sdc/io/html_report.hpp>
#include <sdc/protect/plan_report.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace sdc::inline v0::detail {

/// Cells that the rules flag as unsafe, and those that bands suppress or label and that have
/// requirements; ascending.
[[nodiscard]] std::vector<cell_index> list_unsafe_cells(const plan& p);

/// Cells that are published as the marker, whatever suppresses them.
[[nodiscard]] std::uint64_t count_markers(const plan& p);

/// The table with true values, a letter and a shade for each status, and what they mean.
void write_status_table(html_text& to, const plan& p, const html_report_options& options);

/// Why each cell is suppressed. `heading`: of the part above it, "h2".
void write_reasons(html_text& to, const plan& p, const plan_report& made,
                   const html_report_options& options, std::string_view heading);

/// What must stay feasible for each unsafe cell, and what an intruder can infer.
void write_intervals(html_text& to, const reported_table& t, const html_report_options& options);

} // namespace sdc::inline v0::detail
