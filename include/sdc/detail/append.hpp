/// Texts and whole numbers, one after the other.
#pragma once

#include <sdc/config.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

inline void append_part(std::string& to, std::string_view part) { to += part; }
template <std::integral N>
void append_part(std::string& to, N part) {
    to += std::to_string(part);
}

template <class... Parts>
void append(std::string& to, const Parts&... parts) {
    (append_part(to, parts), ...);
}

} // namespace sdc::inline v0::detail
