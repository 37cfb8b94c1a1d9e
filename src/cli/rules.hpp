/// Rules, rounding and markers of the options.
#pragma once

#include "arguments.hpp"
#include "words.hpp"

#include <sdc/io/cell_list.hpp>
#include <sdc/io/csv_file.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {

/// `further`: what would do besides, such as "--unsafe FILE, ".
[[nodiscard]] inline error no_rule(const std::string& further = "") {
    return {.code = errc::bad_argument,
            .message = "no rule given",
            .field = "rules",
            .wanted = "--threshold N, --group-disclosure K, --min-total-for-breakdown N, " +
                      further + "or a --policy that suppresses"};
}

[[nodiscard]] inline error by_rule_option(error e) {
    if (e.field != "rules") return by_field(std::move(e));
    e.wanted = no_rule().wanted;
    return e;
}

[[nodiscard]] inline result<std::vector<rule>> read_rules(const arguments& a) {
    auto rules = rules_of(a.rules);
    if (!rules) return by_rule_option(rules.error());
    return rules;
}

/// With the bands of --bands.
[[nodiscard]] inline result<rounding_options> read_rounding(const arguments& a) {
    auto made = a.rounding;
    if (a.bands.empty()) return made;
    const auto rows = read_csv(a.bands);
    if (!rows) return rows.error();
    auto bands = read_bands(*rows);
    if (!bands) return bands.error();
    made.bands = *std::move(bands);
    return made;
}

/// Of --marker, else of the preset, else the usual one.
[[nodiscard]] inline marker read_marker(const arguments& a) {
    if (a.marker) return *a.marker;
    return a.rules.policy ? marker{std::string(a.rules.policy->marker)} : marker{};
}

/// For a score: that somebody is not in a cell is disclosure as well.
[[nodiscard]] inline bool has_disclosive_zeros(const arguments& a) {
    return a.rules.zeros.zeros == zero_policy::unsafe;
}

/// The id of --policy, or nothing.
[[nodiscard]] inline std::string name_policy(const arguments& a) {
    return a.rules.policy ? std::string(a.rules.policy->id) : "";
}

} // namespace sdc::cli
