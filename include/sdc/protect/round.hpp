/// Rounding by bands: every cell, margins included, is rounded from its true value.
#pragma once

#include <sdc/error.hpp>
#include <sdc/plan.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct round_options {
    banding bands = {};
    std::vector<rule> rules = {}; ///< Unsafe cells by these rules, beside the cells of bands that suppress or label.
};

/// A plan in which each published cell shows `apply(bands, value)`. Needs: of every unsafe cell, and of every non-zero cell in a band that
/// suppresses or labels, more than one value stays possible. It holds no witnesses: the audit looks for its own.
/// Errors: bad_argument if `check` refuses the bands or a rule, or the table has negative values; not_available if a number, label or
/// marker stands for values with a gap, since the attack knows ranges only and would take the gap for possible.
/// Complexity: O(cells x (rules x dimensions x depth + log bands)).
[[nodiscard]] result<plan> round(std::shared_ptr<const table> t, const round_options& options);
[[nodiscard]] inline result<plan> round(const table& t, const round_options& options) {
    return round(std::make_shared<const table>(t), options);
}

namespace detail {

/// How far a number of the band can be from the true value; nothing if that grows with the value.
inline std::optional<std::int64_t> largest_change(const band& b) {
    if (b.action == band_action::significant) return std::nullopt;
    return b.action == band_action::round || b.action == band_action::midpoint ? b.base / 2 : 0;
}

inline std::string rounding_guarantee(const banding& rule) {
    std::int64_t change = 0;
    std::string digits;
    for (const auto& b : rule.bands) {
        if (const auto most = largest_change(b)) change = std::max(change, *most);
        else digits = ", from " + std::to_string(b.low) + " to " + std::to_string(b.base) + " significant digits";
    }
    if (change == 0 && digits.empty()) return "each number is the true value";
    return "each number is within " + std::to_string(change) + " of the true value" + digits +
           "; margins are rounded from their true values and need not be the sum of their parts";
}

/// "_nearest5" if every rounded number is rounded alike, "_bands" if not; nothing if the numbers shown are true values.
inline std::string rounding_suffix(const banding& rule) {
    const band* first = nullptr;
    for (const auto& b : rule.bands) {
        if (!shows_number(b) || b.action == band_action::keep) continue;
        if (first != nullptr && (first->action != b.action || first->base != b.base)) return "_bands";
        first = &b;
    }
    if (first == nullptr) return "";
    if (first->action == band_action::significant) return "_significant" + std::to_string(first->base);
    return (first->action == band_action::round ? "_nearest" : "_midpoint") + std::to_string(first->base);
}

/// What a reader knows of every withheld value from the bands alone.
inline std::int64_t smallest_withheld(const banding& rule) {
    const auto withheld = std::ranges::find(rule.bands, band_action::suppress, &band::action);
    return withheld == rule.bands.end() ? 0 : withheld->low;
}

inline result<void> check_roundable(const table& t, const banding& rule) {
    if (auto ok = check(rule); !ok) return ok;
    if (const auto split = find_split_face(rule))
        return error{.code = errc::not_available, .message = "bands under which one face stands for values with a gap", .rule = rule.name,
                     .found = *split, .wanted = "for each number, label and marker one range of values"};
    const auto negative = std::ranges::find_if(t.values(), [](std::int64_t value) { return value < 0; });
    if (negative == t.values().end()) return {};
    return error{.code = errc::bad_argument, .message = "a negative value, which no band holds",
                 .cell = describe(t, static_cast<cell_index>(negative - t.values().begin())), .wanted = "0 or more"};
}

} // namespace detail

inline result<plan> round(std::shared_ptr<const table> t, const round_options& options) {
    if (t == nullptr) return error{.code = errc::bad_argument, .message = "no table to round"};
    const auto& bands = options.bands;
    if (auto ok = detail::check_roundable(*t, bands); !ok) return ok.error();
    verdicts found;
    found.set_withheld_minimum(detail::smallest_withheld(bands));
    if (!options.rules.empty()) {
        auto evaluated = evaluate(*t, options.rules);
        if (!evaluated) return std::move(evaluated).error();
        found = std::move(*evaluated);
    }
    plan p{.source = std::move(t), .rules = options.rules, .protection = {.width = protection::kind::exact}};
    p.needs = banded_requirements(*p.source, found, bands);
    p.verdicts = std::move(found);
    p.status.assign(p.source->size(), cell_status::published);
    p.bands = bands;
    p.method = {.name = bands.name.empty() ? "bands" : bands.name, .suffix = detail::rounding_suffix(bands),
                .guarantee = detail::rounding_guarantee(bands)};
    return p;
}

} // namespace sdc::inline v0
