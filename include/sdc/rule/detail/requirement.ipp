#include <sdc/rule/requirement.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::inline v0 {

result<void> check(const protection& p) {
    const auto refuse = [](const std::string& field, std::int64_t found, std::string wanted,
                           std::size_t element = 0) {
        return error{.code = errc::bad_argument,
                     .message = element == 0 ? "protection." + field
                                             : "protection.levels[" + std::to_string(element - 1) +
                                                   "]." + field,
                     .field = (element == 0 ? "protection." : "protection.levels.") + field,
                     .element = element,
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    if (p.width == protection::kind::percent && !detail::is_limit(p.percent, 1))
        return refuse("percent", p.percent, detail::wanted_limit(1));
    if (p.width == protection::kind::absolute && !detail::is_limit(p.absolute, 1))
        return refuse("absolute", p.absolute, detail::wanted_limit(1));
    for (std::size_t i = 0; i < p.levels.size(); ++i) {
        const auto& level = p.levels[i];
        if (!detail::is_limit(level.lower, 0))
            return refuse("lower", level.lower, detail::wanted_limit(0), i + 1);
        if (!detail::is_limit(level.upper, 0))
            return refuse("upper", level.upper, detail::wanted_limit(0), i + 1);
        if (!detail::is_limit(level.sliding, 0))
            return refuse("sliding", level.sliding, detail::wanted_limit(0), i + 1);
        if (level.lower == 0 && level.upper == 0 && level.sliding == 0)
            return refuse("lower", 0, "a distance above 0 in one of lower, upper and sliding",
                          i + 1);
        if (i > 0 && level.cell <= p.levels[i - 1].cell)
            return refuse("cell", static_cast<std::int64_t>(level.cell),
                          "ascending cells, each once", i + 1);
    }
    return {};
}

std::vector<rule> with_levels(std::vector<rule> rules, const protection& p) {
    std::vector<cell_index> cells;
    for (const auto& level : p.levels) {
        const bool listed = std::ranges::any_of(rules, [&](const rule& r) {
            const auto* list = std::get_if<listed_cells>(&r);
            return list != nullptr && std::ranges::binary_search(list->cells, level.cell);
        });
        if (!listed) cells.push_back(level.cell);
    }
    if (!cells.empty()) rules.emplace_back(listed_cells{std::move(cells)});
    return rules;
}

std::vector<rule> without_lists(std::vector<rule> rules) {
    for (auto& r : rules) {
        if (auto* list = std::get_if<listed_cells>(&r)) list->cells.clear();
    }
    return rules;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

std::int64_t non_zero_leaves(const table& t, cell_index cell) {
    if (t.value(cell) == 0) return 0;
    for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d) {
        if (t.cube().codes(d).is_leaf(t.cube().shape().coordinate(cell, d))) continue;
        std::int64_t leaves = 0;
        relation(t.cube(), d, cell).for_each_part([&](cell_index part) {
            leaves += non_zero_leaves(t, part);
        });
        return leaves;
    }
    return 1;
}

bool publishes_total(std::span<const rule> rules, const table& t) {
    return std::ranges::none_of(rules, [&](const rule& r) {
        const auto* limit = std::get_if<threshold>(&r);
        return limit != nullptr && !limit->publish_total && 0 < t.contributors(0) &&
               t.contributors(0) < limit->minimum;
    });
}

cell_index above_single_codes(const cube& c, cell_index cell) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto& codes = c.codes(d);
        for (auto i = c.shape().coordinate(cell, d);
             i != 0 && codes.children(codes.parent(i)).size() == 1; i = codes.parent(i))
            cell -= (i - codes.parent(i)) * c.shape().stride(d);
    }
    return cell;
}

std::int64_t lowest_known(const table& t, const verdicts& v, cell_index cell) {
    const auto leaves = v.suppressed_minimum() == 0 ? 0 : non_zero_leaves(t, cell);
    return std::max(leaves, v.minimum(above_single_codes(t.cube(), cell)));
}

std::vector<std::int64_t> lowest_known_of_published(const table& t, const verdicts& v) {
    const auto& c = t.cube();
    std::vector<std::int64_t> lowest(t.size());
    std::vector<bool> is_shown_zero(t.size());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        is_shown_zero[cell] = t.is_structural_zero(cell) ||
                              (!v.is_unpublished(cell) && t.value(cell) < v.minimum(cell));
        lowest[cell] = is_shown_zero[cell] ? 0 : v.minimum(cell);
    }
    bool changed = true;
    const auto raise = [&](cell_index cell, std::int64_t to) {
        if (to <= lowest[cell]) return;
        lowest[cell] = to;
        changed = true;
    };
    const auto add_up = [&](const relation& r) {
        std::int64_t sum = 0;
        std::size_t others = 0;
        auto last = r.total();
        r.for_each_part([&](cell_index part) {
            sum += lowest[part]; // no more than the true value of the total
            if (is_shown_zero[part]) return;
            ++others;
            last = part;
        });
        raise(r.total(), sum);
        if (others == 1) raise(last, lowest[r.total()]);
    };
    while (std::exchange(changed, false)) {
        for (auto cell = t.size(); cell-- > 0;) {
            for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
                if (!c.codes(d).is_leaf(c.shape().coordinate(cell, d)))
                    add_up(relation(c, d, cell));
            }
        }
    }
    return lowest;
}

interval wanted_by_size(const table& t, std::int64_t lowest, std::span<const reason> reasons,
                        const protection& p, bool total_is_public) {
    std::int64_t limit = 0;
    bool small_total = false;
    for (const auto& why : reasons) {
        if (!speaks_of_size(why)) continue;
        limit = std::max(limit, why.limit);
        small_total = small_total || why.rule == rule_id::small_total;
    }
    interval wanted{.low = lowest, .high = limit - 1};
    if (p.width == protection::kind::reach || wanted.low == wanted.high)
        wanted.high = std::max(wanted.high, wanted.low) + 1;
    // The total of a suppressed breakdown is public by decision; no part can exceed it whatever is
    // suppressed.
    if (small_total && total_is_public) wanted.high = std::min(wanted.high, t.grand_total());
    return wanted;
}

interval wanted_around(std::int64_t a, std::int64_t lower, std::int64_t upper,
                       std::int64_t lowest) {
    const auto low = std::max<wide_sum>(lowest, wide_sum{a} - lower);
    return {.low = static_cast<std::int64_t>(low), .high = add(a, upper).value_or(unlimited)};
}

std::int64_t percent_of(std::int64_t a, std::int64_t percent) {
    const wide_sum size = a < 0 ? -wide_sum{a} : wide_sum{a};
    // The product can exceed 128 bits; a width beyond 64 bits is as good as none.
    const bool fits = size == 0 || percent <= wide_sum{unlimited} * 100 / size;
    return fits ? std::max<std::int64_t>(1, static_cast<std::int64_t>((size * percent + 99) / 100))
                : unlimited;
}

interval wanted_by_level(std::int64_t a, const protection_level& level, std::int64_t lowest) {
    auto wanted = wanted_around(a, level.lower, level.upper, lowest);
    wanted.high = std::max(wanted.high, add(wanted.low, level.sliding).value_or(unlimited));
    return wanted;
}

const protection_level* find_level(const protection& p, cell_index cell) {
    const auto at = std::ranges::lower_bound(p.levels, cell, {}, &protection_level::cell);
    return at == p.levels.end() || at->cell != cell ? nullptr : &*at;
}

interval wanted_of(const table& t, const verdicts& v, cell_index cell, std::int64_t lowest,
                   const protection& p, bool total_is_public) {
    const auto a = t.value(cell);
    const auto reasons = v.reasons(cell);
    if (const auto* level = find_level(p, cell)) return wanted_by_level(a, *level, lowest);
    if (p.width == protection::kind::percent)
        return wanted_around(a, percent_of(a, p.percent), percent_of(a, p.percent), lowest);
    if (p.width == protection::kind::absolute)
        return wanted_around(a, p.absolute, p.absolute, lowest);
    const bool listed_alone = std::ranges::none_of(
        reasons, [](const reason& r) { return speaks_of_size(r) && r.rule != rule_id::listed; });
    return listed_alone ? wanted_around(a, 1, 1, lowest)
                        : wanted_by_size(t, lowest, reasons, p, total_is_public);
}

std::vector<cell_index> cells_to_protect(const verdicts& v, const protection& p) {
    std::vector<cell_index> cells(v.cells().begin(), v.cells().end());
    for (const auto& level : p.levels) {
        if (v.reasons(level.cell).empty()) cells.push_back(level.cell);
    }
    std::ranges::sort(cells);
    return cells;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

std::vector<requirement> list_requirements(const table& t, const verdicts& v,
                                           std::span<const rule> rules, const protection& p) {
    std::vector<requirement> requirements;
    const auto want = [&](const requirement& n) {
        if (!is_met(n, functional(n, t.values()))) requirements.push_back(n);
    };
    const bool total_is_public = detail::publishes_total(rules, t);
    const auto lowest = v.unpublished().empty() ? std::vector<std::int64_t>()
                                                : detail::lowest_known_of_published(t, v);
    for (const auto cell : detail::cells_to_protect(v, p)) {
        const auto reasons = v.reasons(cell);
        const bool has_level = detail::find_level(p, cell) != nullptr;
        const bool by_size = has_level || std::ranges::any_of(reasons, detail::speaks_of_size);
        if (by_size && !has_level && p.width == protection::kind::exact) {
            want({.cell = cell, .direction = requirement::side::other, .limit = t.value(cell)});
        } else if (by_size) {
            const auto least = lowest.empty() ? detail::lowest_known(t, v, cell) : lowest[cell];
            const auto wanted = detail::wanted_of(t, v, cell, least, p, total_is_public);
            want({.cell = cell, .direction = requirement::side::down, .limit = wanted.low});
            want({.cell = cell, .direction = requirement::side::up, .limit = wanted.high});
        }
        for (const auto& why : reasons) {
            if (why.rule != rule_id::group_disclosure) continue;
            want({.cell = why.group,
                  .minus = cell,
                  .direction = requirement::side::up,
                  .limit = std::min(why.limit, t.value(why.group) - 1) + 1});
        }
    }
    return requirements;
}

} // namespace sdc::inline v0
