/// Rounding by bands: every cell, margins included, is rounded from its true value.
#pragma once

#include <sdc/error.hpp>
#include <sdc/plan.hpp>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

struct round_options {
    banding bands = {};
    std::vector<rule> rules = {};       ///< Cells that these flag are withheld; the bands decide what the others show.
    sdc::protection protection = {};    ///< Cover or exact.
};

/// A plan in which each cell that a rule flags is withheld, and every other shows `apply(bands, value)`. Needs: see `banded_requirements`.
/// It holds no witnesses: the audit looks for its own. Nothing is withheld to protect others, so many tables with exact or finely rounded
/// margins do not pass the audit.
/// Errors: bad_argument if a rule is refused; those of `check_banded`. Complexity: O(cells x (rules x dimensions x depth + log bands)).
[[nodiscard]] result<plan> round(std::shared_ptr<const table> t, const round_options& options);
[[nodiscard]] inline result<plan> round(const table& t, const round_options& options) {
    return round(std::make_shared<const table>(t), options);
}

inline result<plan> round(std::shared_ptr<const table> t, const round_options& options) {
    if (t == nullptr) return error{.code = errc::bad_argument, .message = "no table to round"};
    if (auto ok = check_banded(*t, options.rules, options.bands, options.protection); !ok) return ok.error();
    verdicts found;
    if (!options.rules.empty()) {
        auto evaluated = evaluate(*t, options.rules);
        if (!evaluated) return std::move(evaluated).error();
        found = std::move(*evaluated);
    }
    plan p{.source = std::move(t), .rules = options.rules, .protection = options.protection};
    p.needs = banded_requirements(*p.source, found, p.rules, options.bands, p.protection);
    p.status.assign(p.source->size(), cell_status::published);
    for (std::size_t i = 0; i < found.cells().size(); ++i)
        p.status[found.cells()[i]] = is_unsafe(found.reasons_at(i)) ? cell_status::unsafe : cell_status::hidden_zero;
    p.verdicts = std::move(found);
    p.bands = options.bands;
    return p;
}

} // namespace sdc::inline v0
