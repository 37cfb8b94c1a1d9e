#include <sdc/table/detail/number.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

bool append_digits(std::int64_t& n, std::string_view digits) noexcept {
    for (const char c : digits) {
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, c - '0', &n))
            return false;
    }
    return true;
}

sdc::error number_error(errc code, std::string message, std::string_view text, std::string wanted) {
    return {.code = code,
            .message = std::move(message),
            .found = detail::quoted(text),
            .wanted = std::move(wanted)};
}

result<std::int64_t> parse_count(std::string_view text) {
    if (!is_digits(text))
        return number_error(errc::bad_syntax, "not a whole number", text,
                            "digits only, such as 12");
    std::int64_t n = 0;
    if (!append_digits(n, text))
        return number_error(errc::overflow, "a count too large", text,
                            "at most 9223372036854775807");
    return n;
}

result<std::int64_t> parse_decimal(std::string_view text, int decimals) {
    const bool negative = text.starts_with('-');
    const auto unsigned_text = text.substr(negative || text.starts_with('+') ? 1 : 0);
    const auto point = unsigned_text.find('.');
    const auto whole = unsigned_text.substr(0, point);
    const auto fraction =
        point == std::string_view::npos ? std::string_view() : unsigned_text.substr(point + 1);
    if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(fraction)))
        return number_error(errc::bad_syntax, "not a decimal number", text,
                            "digits, with a point if need be, such as -12.5");
    const auto kept = static_cast<std::size_t>(decimals);
    if (fraction.size() > kept)
        return number_error(errc::bad_syntax, "more decimals than are kept", text,
                            "at most " + std::to_string(decimals));
    std::int64_t n = 0;
    if (!append_digits(n, whole) || !append_digits(n, fraction) ||
        !append_digits(n, std::string(kept - fraction.size(), '0')))
        return number_error(errc::overflow, "a value too large", text,
                            "at most 9223372036854775807 units of the last decimal");
    return negative ? -n : n;
}

} // namespace sdc::inline v0::detail
