/// The report for the disclosure officer, as the options ask for it.
#pragma once

#include "arguments.hpp"

#include <sdc/io/private_record.hpp>
#include <sdc/release/marker.hpp>

#include <span>
#include <string>

namespace sdc::cli {

/// Small tables are scored as well, and drawn.
[[nodiscard]] std::string make_report(const arguments& a, std::span<const private_table> tables,
                                      const marker& m, const std::string& made_by);

} // namespace sdc::cli
