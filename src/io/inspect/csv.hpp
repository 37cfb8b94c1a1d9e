/// CSV: texts that act, and suppressed values.
#pragma once

#include "finding_list.hpp"

#include <sdc/error.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// Errors: as `parse_csv`.
[[nodiscard]] result<void> inspect_csv(std::string_view bytes, const std::string& source,
                                       finding_list& findings);

} // namespace sdc::inline v0::detail
