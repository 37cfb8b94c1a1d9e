/// The structure that SDMX-CSV names.
#pragma once

#include <sdc/error.hpp>

#include <string>

namespace sdc::inline v0::detail {

/// Errors: bad_argument for what is not "AGENCY:ID(VERSION)"; an empty one is the default.
[[nodiscard]] result<void> check_sdmx_structure(const std::string& structure);

} // namespace sdc::inline v0::detail
