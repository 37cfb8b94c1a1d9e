/// JSON that people write: where it is wrong, and no key twice.
#pragma once

#include <sdc/error.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// Errors: bad_syntax with line and column, or for a number out of range; duplicate for a key given
/// twice.
[[nodiscard]] result<nlohmann::ordered_json> parse_json(std::string_view text,
                                                        const std::string& source);

/// An object that holds one list under one key. Errors: as `parse_json`; bad_syntax for anything
/// else.
[[nodiscard]] result<nlohmann::ordered_json>
parse_list(std::string_view text, const std::string& source, const std::string& key);

/// The line on which the i-th element of such a list starts; 0 if there is none. Precondition:
/// `parse_list` took the text.
[[nodiscard]] std::uint64_t find_line(std::string_view text, std::size_t element);

} // namespace sdc::inline v0::detail
