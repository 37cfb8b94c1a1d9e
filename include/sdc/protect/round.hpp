/// Rounding by bands: every cell, margins included, is rounded from its true value.
#pragma once

#include <sdc/plan.hpp>

#include <memory>
#include <vector>

namespace sdc::inline v0 {

struct round_options {
    banding bands = {};
    std::vector<rule> rules = {}; ///< Unsafe cells by these rules, beside the cells of bands that suppress or label.
};

/// A plan in which each published cell shows `apply(bands, value)`. Needs: of every unsafe cell, and of every non-zero cell in a band that
/// suppresses or labels, more than one value stays possible.
/// Errors: bad_argument if the bands have a gap, an overlap or a base below 1, or the table has negative values.
[[nodiscard]] result<plan> round(std::shared_ptr<const table> t, const round_options& options);
[[nodiscard]] inline result<plan> round(const table& t, const round_options& options) { return round(std::make_shared<const table>(t), options); }

} // namespace sdc::inline v0
