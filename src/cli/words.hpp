/// Words of what the program says, and errors that name an option.
#pragma once

#include <sdc/detail/as_word.hpp>
#include <sdc/detail/printable.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::cli {

/// The value of an option that is wrong.
[[nodiscard]] inline error bad_option(std::string option, std::string_view found,
                                      std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(option),
            .found = sdc::detail::quoted(found),
            .wanted = std::move(wanted)};
}

/// Names the option instead of the field of the library: "--protect percent" for "protect.percent".
[[nodiscard]] inline error of_option(error e, std::string_view option) {
    auto part = e.field.substr(std::min(e.field.find('.'), e.field.size()));
    std::ranges::replace(part, '.', ' ');
    e.message = std::string(option) + part;
    return e;
}
/// The same where the option has the name of the field.
[[nodiscard]] inline error by_field(error e) {
    const auto option = "--" + e.field.substr(0, e.field.find('.'));
    return of_option(std::move(e), option);
}

[[nodiscard]] inline error not_yet(std::string what) {
    return {.code = errc::not_available, .message = std::move(what) + ": not yet available"};
}

using sdc::detail::as_word;
using sdc::detail::printable;

} // namespace sdc::cli
