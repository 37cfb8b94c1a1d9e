/// From options and presets to rules, protection, bands and markers.
#pragma once

#include "arguments.hpp"

#include <sdc/knowledge/preimage.hpp>
#include <sdc/policy/presets.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/rule/requirement.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::cli {

/// The preset that --policy names.
[[nodiscard]] result<std::optional<preset>> read_preset(const arguments& a);

/// The threshold of the preset with what the options change, and group disclosure. May be empty.
[[nodiscard]] result<std::vector<rule>> read_rules(const arguments& a,
                                                   const std::optional<preset>& from);

/// That --zeros, if it is given, can be read.
[[nodiscard]] result<void> check_zeros(const arguments& a);

[[nodiscard]] result<protection> read_protection(const arguments& a);

/// Of --intruder: 0 for outsiders only, 1 for each contributor, k for coalitions.
[[nodiscard]] result<std::int64_t> read_coalition(const arguments& a);

/// From --bands, --base or the preset; nothing if none of them is given. What a threshold
/// suppresses is left to the rule, so that options beside a preset win over its bands.
[[nodiscard]] result<std::optional<banding>> read_banding(const arguments& a,
                                                          const std::optional<preset>& from);

/// How the numbers of a release were made by chance, or nothing: --method random, graduated,
/// controlled or noise.
[[nodiscard]] result<std::optional<perturbation>> read_perturbation(const arguments& a);

/// The rules beside the bands: as `read_rules`, but a preset that labels small counts suppresses
/// none, unless an option asks for it.
[[nodiscard]] result<std::vector<rule>> read_rules_with_bands(const arguments& a,
                                                              const std::optional<preset>& from);

[[nodiscard]] result<marker> read_marker(const arguments& a, const std::optional<preset>& from);

/// "threshold 5, group disclosure 1", after the policy
[[nodiscard]] std::string describe_rules(const arguments& a, std::span<const rule> rules);

} // namespace sdc::cli
