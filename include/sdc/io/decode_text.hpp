/// From the bytes of a text file to UTF-8.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// The text in UTF-8. Without an encoding UTF-16 is known by its byte order mark, and anything else
/// stays as it is: it is UTF-8, or `parse_csv` says where it is not. Encodings by their registered
/// names: windows-1252, utf-16le, iso-8859-15. Errors: bad_argument (an encoding that is not
/// known), bad_syntax (bytes that the encoding does not have), with the line. O(bytes).
[[nodiscard]] SDCKIT_API result<std::string> decode_text(std::string bytes, std::string source,
                                                         const std::string& encoding = {});

} // namespace sdc::inline v0
