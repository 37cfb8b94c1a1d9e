#include <sdc/detail/quoted.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

std::string shorten(std::string_view text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > most) return std::string(text.substr(0, at)) + "...";
        // Bytes that are not UTF-8 start no character.
        if (at >= 4 * most) return std::string(text.substr(0, at)) + "...";
    }
    return std::string(text);
}

} // namespace sdc::inline v0::detail
