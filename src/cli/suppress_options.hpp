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

/// --cost: value, count, unity, log, box-cox=LAMBDA, distance or distance=1,2,4.
[[nodiscard]] result<cost_options> read_cost(const arguments& a);

/// --cost-file, --together and --previous.
[[nodiscard]] result<void> read_suppress_files(const arguments& a, const table& counts,
                                               const marker& shown, suppress_options& to);

/// --key: nothing without it. The error names the file, never what is in it.
[[nodiscard]] result<std::optional<cost_key>> read_key(const arguments& a);

/// For the private record; empty without a key.
[[nodiscard]] std::string describe_key(const cost_options& cost);

/// --against: whether it is to hold against replay. Errors: without --key, or with what it does not
/// go with.
[[nodiscard]] result<bool> read_against(const arguments& a);

/// --method and --nodes; nothing for the heuristic.
[[nodiscard]] result<std::optional<optimal_options>> read_method(const arguments& a);

/// --effort and --seconds. The clock starts with the first question; `cut` tells afterwards whether
/// time ended the improvement.
void take_limits(const arguments& a, suppress_options& to, std::shared_ptr<bool> cut);

} // namespace sdc::cli
