/// What only `suppress` is asked: costs, groups, the last period, how long and how hard to search.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/marker.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sdc::cli {

/// --cost-file, --together and --previous.
[[nodiscard]] result<void> read_suppress_files(const arguments& a, const table& counts,
                                               const marker& shown, suppress_options& to);

/// --cost and --key. The error names the file, never what is in it.
[[nodiscard]] result<cost_options> read_cost(const arguments& a);

/// For the private record; empty without a key.
[[nodiscard]] std::string describe_key(const cost_options& cost);

/// --method and --nodes; nothing for the heuristic.
[[nodiscard]] result<std::optional<optimal_options>> read_method(const arguments& a);

/// --effort and --seconds. The clock starts with the first question; `cut` tells afterwards whether
/// time ended the improvement.
void take_limits(const arguments& a, suppress_options& to, std::shared_ptr<bool> cut);

} // namespace sdc::cli
