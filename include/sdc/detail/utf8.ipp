#include <sdc/detail/utf8.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

std::string name_of(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string hex;
    for (auto left = c; left != 0 || hex.size() < 4; left /= 16)
        hex.insert(hex.begin(), digits[left % 16]);
    return "U+" + hex;
}

std::string to_utf8(char32_t c) {
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800)
        return {static_cast<char>(0xC0U | c >> 6U), static_cast<char>(0x80U | (c & 0x3FU))};
    return {static_cast<char>(0xE0U | c >> 12U), static_cast<char>(0x80U | (c >> 6U & 0x3FU)),
            static_cast<char>(0x80U | (c & 0x3FU))};
}

} // namespace sdc::inline v0::detail
