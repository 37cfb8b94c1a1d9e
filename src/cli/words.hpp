/// Interpreting what was typed.
#pragma once

#include <sdc/detail/printable.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/detail/shell_word.hpp>
#include <sdc/error.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::cli {

/// The value of an option that is wrong.
[[nodiscard]] inline error bad_option(std::string option, std::string_view found,
                                      std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(option),
            .found = sdc::detail::quoted(found),
            .wanted = std::move(wanted)};
}

[[nodiscard]] inline error not_yet(std::string what) {
    return {.code = errc::not_available, .message = std::move(what) + ": not yet available"};
}

using sdc::detail::printable;

/// As a shell takes it for one word.
[[nodiscard]] inline std::string as_word(const std::string& text) {
    return sdc::detail::shell_word(text);
}

/// "a, b and c"
[[nodiscard]] inline std::string join(const std::vector<std::string>& words) {
    return sdc::detail::join_words(words);
}

/// 0.1234 with 4 digits.
[[nodiscard]] std::string decimal(double value, int digits);
/// "12.3 %"
[[nodiscard]] std::string percent(double share);

[[nodiscard]] inline bool is_number(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
/// Digits only.
[[nodiscard]] result<std::int64_t> parse_whole(const std::string& option, std::string_view text);

/// "name=..."; nothing if the text starts otherwise.
[[nodiscard]] inline std::optional<std::string_view> after(std::string_view text,
                                                           std::string_view prefix) {
    if (!text.starts_with(prefix)) return std::nullopt;
    return text.substr(prefix.size());
}

template <class T, std::size_t N>
using choices = std::array<std::pair<std::string_view, T>, N>;

template <class T, std::size_t N>
[[nodiscard]] result<T> choose(const std::string& option, std::string_view text,
                               const choices<T, N>& from) {
    std::string wanted;
    for (const auto& [name, value] : from) {
        if (name == text) return value;
        wanted += (wanted.empty() ? "" : ", ") + std::string(name);
    }
    return bad_option(option, text, "one of " + wanted);
}

} // namespace sdc::cli
