/// Strings as JSON.
#pragma once

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// A JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string quote_json(std::string_view text);

} // namespace sdc::inline v0::detail
