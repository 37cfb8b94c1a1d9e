#include <sdc/io/detail/text.hpp>

namespace sdc::inline v0::detail {

std::string format_number(std::int64_t n, int decimals) {
    auto text = std::to_string(n);
    if (decimals <= 0) return text;
    const auto sign = static_cast<std::size_t>(n < 0);
    const auto kept = static_cast<std::size_t>(decimals);
    if (text.size() - sign <= kept) text.insert(sign, kept + 1 - (text.size() - sign), '0');
    text.insert(text.size() - kept, ".");
    return text;
}

std::string format_cell(const published& release, cell_index cell, const std::string& marker) {
    const auto& shown = release[cell];
    switch (shown.shows) {
    case public_cell::kind::number: return format_number(shown.number, release.measure().decimals);
    case public_cell::kind::label: return release.label(shown);
    case public_cell::kind::suppressed: return marker;
    case public_cell::kind::unpublished: break;
    }
    return {};
}

sdc::error not_text(std::string_view text, std::size_t at, place where) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(text[at]);
    return {.code = errc::bad_syntax,
            .message = "not UTF-8 text",
            .field = "table_file_format.encoding",
            .where = std::move(where),
            .found = std::string("byte 0x") + digits[byte / 16U] + digits[byte % 16U],
            .wanted = "a file saved as UTF-8, or its encoding named"};
}

sdc::error too_large(std::string source) {
    return {.code = errc::overflow,
            .message = "the file is larger than the memory",
            .where = {.file = std::move(source)}};
}

} // namespace sdc::inline v0::detail
