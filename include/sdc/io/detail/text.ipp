#include <sdc/io/detail/text.hpp>

#include <sdc/detail/utf8.hpp>

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

// Spreadsheets trim a field without quotes, so that blanks at its ends need them, too; a byte order
// mark would be taken for that of the file.
std::string quote_csv(const std::string& field) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    const bool plain = field.find_first_of(",\"\r\n") == std::string::npos &&
                       !field.starts_with(byte_order_mark) &&
                       (field.empty() || (!is_blank(field.front()) && !is_blank(field.back())));
    if (plain) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += c;
        quoted += c;
    }
    return quoted += '"';
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
