/// How the public numbers of a described table are to be read.
#pragma once

#include "json_fields.hpp"

#include <sdc/io/public_table.hpp>

namespace sdc::inline v0::detail {

/// `value`, `markers`, `suppressed_minimum`, `decimals` and `rounding`. Errors: bad_syntax,
/// bad_argument; with the number of the table.
[[nodiscard]] result<public_options> read_public_options(const json_fields& read,
                                                         const nlohmann::ordered_json& from);

} // namespace sdc::inline v0::detail
