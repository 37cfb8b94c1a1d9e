/// From options and presets to rules, protection, bands and markers.
#pragma once

#include "arguments.hpp"

#include <sdc/policy/presets.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/rule/requirement.hpp>

#include <optional>
#include <vector>

namespace sdc::cli {

/// The preset that --policy names.
[[nodiscard]] result<std::optional<preset>> read_preset(const arguments& a);

/// The threshold of the preset with what the options change, and group disclosure. May be empty.
[[nodiscard]] result<std::vector<rule>> read_rules(const arguments& a, const std::optional<preset>& from);

[[nodiscard]] result<protection> read_protection(const arguments& a);

/// From --bands, --base or the preset; nothing if none of them is given. Counts below a threshold are withheld by the bands, too.
[[nodiscard]] result<std::optional<banding>> read_banding(const arguments& a, const std::optional<preset>& from);

[[nodiscard]] result<marker> read_marker(const arguments& a, const std::optional<preset>& from);

} // namespace sdc::cli
