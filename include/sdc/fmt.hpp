/// What `sdc/ostream.hpp` writes, for programs that use fmt (9 or later): `fmt::print("{:>12}",
/// error)`. It takes the options of a text.
#pragma once

#include <sdc/ostream.hpp>

#include <fmt/format.h>

#include <concepts>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

/// The types of `sdc/ostream.hpp`.
template <class T>
concept written =
    std::same_as<T, cell_status> || std::same_as<T, errc> || std::same_as<T, role> ||
    std::same_as<T, rule_id> || std::same_as<T, zero_policy> || std::same_as<T, cell_view> ||
    std::same_as<T, decimal> || std::same_as<T, code> || std::same_as<T, error> ||
    std::same_as<T, interval> || std::same_as<T, marker> || std::same_as<T, version>;

} // namespace sdc::inline v0::detail

namespace fmt {

/// As `operator<<` writes it.
template <sdc::detail::written T>
struct formatter<T> : formatter<std::string_view> {
    template <class Context>
    auto format(const T& value, Context& context) const {
        std::ostringstream text;
        text << value;
        return formatter<std::string_view>::format(std::move(text).str(), context);
    }
};

} // namespace fmt
