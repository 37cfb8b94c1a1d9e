/// Interpreting what was typed.
#pragma once

#include "../io/words.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::cli {

/// The value of an option that is wrong. Where `wanted` names a word of the option that is nearly
/// what was found, that one is proposed.
[[nodiscard]] error bad_option(std::string option, std::string_view found, std::string wanted);

/// "; did you mean nearest?", or nothing.
[[nodiscard]] std::string propose(std::string_view found,
                                  const std::vector<std::string_view>& among);

[[nodiscard]] inline error not_yet(std::string what) {
    return {.code = errc::not_available, .message = std::move(what) + ": not yet available"};
}

using sdc::detail::as_word;
using sdc::detail::fixed;
using sdc::detail::join;
using sdc::detail::percent;
using sdc::detail::printable;

[[nodiscard]] inline bool is_number(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
/// Digits only, at most `largest_limit` or what fits 64 bits.
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
