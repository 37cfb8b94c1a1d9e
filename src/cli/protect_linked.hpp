/// Suppression of several tables at once: --linked.
#pragma once

#include "arguments.hpp"

#include <sdc/protect/optimal.hpp>
#include <sdc/release/marker.hpp>

#include <memory>
#include <optional>

namespace sdc::cli {

/// Protects the table of --input and those of --linked together and writes all of them or none.
/// Returns the status.
[[nodiscard]] int suppress_linked(const arguments& a, std::shared_ptr<const table> first,
                                  const suppress_options& options,
                                  const std::optional<optimal_options>& optimal,
                                  const marker& shown, unsigned threads);

} // namespace sdc::cli
