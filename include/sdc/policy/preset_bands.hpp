/// Bands together with a threshold: what each leaves to the other, and how both are named.
#pragma once

#include <sdc/config.hpp>
#include <sdc/policy/presets.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/threshold.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// "redact 1-4, nearest 5": the name of a rounding of one band beside a threshold that suppresses.
[[nodiscard]] SDCKIT_API std::string name_with_threshold(const banding& rounding,
                                                         const threshold& limit);

/// The bands of a preset. What a threshold suppresses is left to it, so that another threshold
/// than that of the preset wins over its bands; the name says both. Precondition: the preset has
/// bands.
[[nodiscard]] SDCKIT_API banding bands_of(const preset& from,
                                          const std::optional<threshold>& limit);

/// True if the bands label small counts, so that beside them the threshold of the preset suppresses
/// none unless it is asked for.
[[nodiscard]] SDCKIT_API bool labels_small_counts(const banding& bands);

/// True if some value is not shown as a number.
[[nodiscard]] SDCKIT_API bool suppresses_or_labels(const banding& bands);

/// The `warnings` of a rounding and its rules together.
[[nodiscard]] SDCKIT_API std::vector<std::string> find_warnings(const banding& rounding,
                                                                std::span<const rule> rules);

} // namespace sdc::inline v0
