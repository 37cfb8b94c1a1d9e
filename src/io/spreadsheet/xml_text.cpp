#include "xml_text.hpp"

#include <sdc/detail/utf8.hpp>

namespace sdc::inline v0::detail {

std::string xml_text(std::string_view text) {
    std::string made;
    for_each_character(text, [&made](char32_t c, std::string_view bytes) {
        if (c == '&')
            made += "&amp;";
        else if (c == '<')
            made += "&lt;";
        else if (c == '>')
            made += "&gt;";
        else if (c == '"')
            made += "&quot;";
        else if (c == '\t' || c == '\n' || c == '\r')
            made += "&#" + std::to_string(static_cast<unsigned>(c)) + ';';
        else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF)
            made += "&lt;" + name_of(c) + "&gt;";
        else if (bytes.size() == 1 && c == 0xFFFD)
            made += "\xEF\xBF\xBD";
        else
            made += bytes;
    });
    return made;
}

} // namespace sdc::inline v0::detail
