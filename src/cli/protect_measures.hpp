/// Several measures of one file: --count more than once.
#pragma once

#include "arguments.hpp"

#include <sdc/release/protect_measures.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace sdc::cli {

/// Makes a plan for each measure.
using measures_protection =
    std::function<result<std::vector<plan>>(std::span<const counted_measure>)>;

/// Whether all that is asked for is possible with several measures. Errors: bad_argument.
[[nodiscard]] result<void> check_measures(const arguments& a);

/// Protects all measures, proves each, and then writes them as one file; the record says `made_by`.
/// Returns the exit status.
[[nodiscard]] int protect_measures(const arguments& a, const measures_protection& protect,
                                   const marker& shown, unsigned threads,
                                   const std::string& made_by = {});

} // namespace sdc::cli
