/// Texts in XML that we write.
#pragma once

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// For elements and attributes alike. What XML 1.0 cannot hold is named: <U+001B>; tabs and line
/// ends are references, which attributes keep.
[[nodiscard]] std::string xml_text(std::string_view text);

} // namespace sdc::inline v0::detail
