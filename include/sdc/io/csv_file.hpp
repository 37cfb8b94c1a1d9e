/// CSV files.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <string>

namespace sdc::inline v0 {

/// `parse_csv` of a file. Errors: as `parse_csv`; io_failure.
[[nodiscard]] SDCKIT_API result<records> read_csv(const std::string& file);

} // namespace sdc::inline v0
