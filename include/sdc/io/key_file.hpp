/// The secret that perturbs the costs of suppression.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/protect/suppress.hpp>

#include <string>

namespace sdc::inline v0 {

/// A regular file of 16 bytes or more that nobody but its owner may use, condensed so that every
/// byte counts, also of a secret that is typed as text. Errors: bad_argument, io_failure; none
/// holds what is in the file.
[[nodiscard]] SDCKIT_API result<cost_key> read_key(const std::string& file);

} // namespace sdc::inline v0
