/// Texts as words of a command that a user is told to type.
#pragma once

#include <sdc/config.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

/// As a shell takes it for one word; what is not seen but acts as bash writes it: $'\x1b'.
[[nodiscard]] SDCKIT_API std::string as_word(std::string_view text);

} // namespace sdc::inline v0::detail
