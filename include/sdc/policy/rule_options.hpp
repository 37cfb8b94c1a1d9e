/// Rules from a preset and from what a caller says beside it, which wins.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/policy/option_text.hpp>
#include <sdc/policy/presets.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/threshold.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {

/// All but the preset: empty means that it is not said.
struct rule_options {
    std::optional<preset> policy = {};
    std::optional<std::int64_t> threshold = {}; ///< `threshold::minimum`
    zero_option zeros = {};
    std::optional<std::int64_t> min_total_for_breakdown = {};
    bool publish_total = false;
    std::optional<std::int64_t> group_disclosure = {}; ///< `group_disclosure::coalition`

    /// That something is said of sizes.
    [[nodiscard]] bool changes_threshold() const noexcept {
        return threshold || zeros.is_given() || min_total_for_breakdown || publish_total;
    }
    /// That there is something to judge cells by: zeros and the total only go with a rule.
    [[nodiscard]] bool names_rule() const noexcept {
        return policy || threshold || min_total_for_breakdown || group_disclosure;
    }
};

/// The threshold of the preset with what is said; nothing if nothing is said of sizes. Errors:
/// bad_argument with the field "rules" for zeros or the total without a rule; as `check`.
[[nodiscard]] SDCKIT_API result<std::optional<threshold>> threshold_of(const rule_options& o);

/// The threshold, then group disclosure; may be empty. Errors: as `threshold_of`.
[[nodiscard]] SDCKIT_API result<std::vector<rule>> rules_of(const rule_options& o);

/// The rules beside the bands of the preset: one that labels small counts suppresses none, unless
/// something is said of sizes. Errors: as `threshold_of`.
[[nodiscard]] SDCKIT_API result<std::vector<rule>> rules_with_bands(rule_options o);

/// "uk_foi_lt5, threshold 5, group disclosure 1", the policy first if it has a name.
[[nodiscard]] SDCKIT_API std::string describe_rules(std::string_view policy,
                                                    std::span<const rule> rules);

} // namespace sdc::inline v0
