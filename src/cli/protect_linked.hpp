/// Suppression of several tables at once: --linked, --overlapping.
#pragma once

#include "arguments.hpp"
#include "inputs.hpp"

#include <sdc/protect/optimal.hpp>
#include <sdc/release/marker.hpp>

#include <memory>
#include <optional>

namespace sdc::cli {

/// Protects the table of --input with its groups and those of --linked together and writes all of
/// them or none. Returns the status.
[[nodiscard]] int suppress_linked(const arguments& a, const input_table& first,
                                  const suppress_options& options,
                                  const std::optional<optimal_options>& optimal,
                                  const marker& shown, unsigned threads);

} // namespace sdc::cli
