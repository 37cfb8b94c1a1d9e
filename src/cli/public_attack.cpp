#include "public_attack.hpp"

#include "rules.hpp"

#include <sdc/attack/bounds.hpp>

#include <algorithm>
#include <array>

namespace sdc::cli {
namespace {

/// Leaves under a cell of one table that the reader knows to hold somebody.
std::int64_t known_leaves(const knowledge& reader, const cube& c, cell_index first, cell_index cell) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        std::int64_t leaves = 0;
        relation(c, d, cell).for_each_part([&](cell_index part) { leaves += known_leaves(reader, c, first, part); });
        return leaves;
    }
    return reader.low(first + cell) > 0 ? 1 : 0;
}

std::int64_t known_leaves(const knowledge& reader, cell_index cell) {
    const auto k = reader.tables().table_of(cell);
    return known_leaves(reader, reader.tables().cube(k), reader.tables().first(k), cell - reader.tables().first(k));
}

std::vector<bool> mark(const std::vector<cell_index>& cells, cell_index size) {
    std::vector<bool> marked(size);
    for (const auto cell : cells) marked[cell] = true;
    return marked;
}

} // namespace

result<void> read_announced(const arguments& a, audit_setup& to) {
    const auto from = read_preset(a);
    if (!from) return from.error();
    auto rules = read_rules(a, *from);
    if (!rules) return rules.error();
    to.rules = std::move(*rules);
    const auto p = read_protection(a);
    if (!p) return p.error();
    to.protection = *p;
    // The bands of a preset hold only where its numbers were rounded, so they are taken by --base or --bands alone.
    auto perturbed = read_perturbation(a);
    if (!perturbed) return perturbed.error();
    to.perturbed = std::move(*perturbed);
    // A method of chance promises of no number more than that another value is possible.
    if (to.perturbed && to.protection.width == protection::kind::cover) to.protection.width = protection::kind::exact;
    auto bands =
        to.perturbed || (a.base.empty() && a.bands.empty() && a.method.empty()) ? result<std::optional<banding>>(std::nullopt) : read_banding(a, *from);
    if (!bands) return bands.error();
    to.bands = std::move(*bands);
    if (*from) to.markers.emplace_back((*from)->marker);
    return {};
}

result<public_table> public_attack::know(const arguments& a, const audit_sources& sources, const left_out& without) const {
    auto joined = sources.join(reading(a, 0), without);
    if (!joined) return joined;
    const auto minimum = find_minimum(*joined);
    if (!minimum) return minimum.error();
    joined = sources.join(reading(a, *minimum), without);
    if (!joined) return joined;
    if (auto ok = learn_rules(*joined); !ok) return ok.error();
    auto all = sources.learn_others(joined->reader, without);
    if (!all) return all.error();
    joined->reader = std::move(*all);
    return joined;
}

public_options public_attack::reading(const arguments& a, std::int64_t minimum) const {
    public_options options{
        .value = a.value_column, .withheld_minimum = minimum, .markers = setup_.markers, .bands = setup_.bands, .perturbed = setup_.perturbed};
    const auto* limit = setup_.limit();
    // Rounding has no complements, so that its marker says that the cell is small.
    if (limit != nullptr && setup_.bands) options.flagged = interval{.low = minimum, .high = std::max(limit->minimum, limit->min_total_for_breakdown) - 1};
    return options;
}

/// A zero that is shown, and is not one that everybody knows: then zeros are not hidden.
bool public_attack::shows_zeros(const public_table& what) const {
    const auto skipped = mark(zeros_, what.reader.cube().size());
    const auto withheld = mark(what.withheld, what.reader.cube().size());
    for (cell_index cell = 1; cell < what.reader.cube().size(); ++cell) {
        if (!skipped[cell] && !withheld[cell] && what.reader.high(cell) == 0) return true;
    }
    return false;
}

result<std::int64_t> public_attack::find_minimum(const public_table& what) const {
    const auto* limit = setup_.limit();
    if (limit == nullptr) return 1;
    if (limit->zeros != zero_policy::show) return 0;
    const auto small = std::max(limit->hide_zeros_below_total, limit->min_total_for_breakdown);
    if (small == 0 || shows_zeros(what)) return 1;
    constexpr std::array<cell_index, 1> total{0};
    const auto derived = bounds(what.reader, total, {.threads = setup_.threads});
    if (!derived) return derived.error();
    return derived->front().low >= small ? 1 : 0;
}

/// A breakdown that is shown says that the total is not small.
void public_attack::learn_total(public_table& what) const {
    const auto* limit = setup_.limit();
    if (limit == nullptr || limit->zeros == zero_policy::unsafe || what.withheld.empty()) return;
    what.reader.learn(0, 1, unlimited); // under a total of 0 nothing is withheld
    const auto withheld = mark(what.withheld, what.reader.cube().size());
    bool breakdown = false;
    for (cell_index cell = 1; cell < withheld.size(); ++cell) breakdown = breakdown || (!withheld[cell] && what.reader.low(cell) > 0);
    if (breakdown) what.reader.learn(0, limit->min_total_for_breakdown, unlimited);
    if (limit->zeros == zero_policy::show && shows_zeros(what)) what.reader.learn(0, limit->hide_zeros_below_total, unlimited);
}

/// A number that is shown is none that the rule withholds. Numbers that the rule would have withheld are left as they are.
void public_attack::learn_bands(public_table& what, const std::vector<bool>& withheld) const {
    const auto* limit = setup_.limit();
    if (limit == nullptr || !setup_.bands) return;
    for (cell_index cell = limit->publish_total ? 1 : 0; cell < withheld.size(); ++cell) {
        const auto low = what.reader.low(cell), high = what.reader.high(cell);
        if (withheld[cell] || high == unlimited) continue;
        if (low == 0 && high < limit->minimum) what.reader.learn(cell, 0, 0);
        else if (low > 0 && high >= limit->minimum) what.reader.learn(cell, limit->minimum, unlimited);
    }
}

result<void> public_attack::learn_rules(public_table& what) const {
    const auto withheld = mark(what.withheld, what.reader.cube().size());
    for (const auto cell : zeros_) what.reader.learn_exact(cell, 0);
    learn_bands(what, withheld);
    learn_total(what);
    for (cell_index cell = 0; cell < withheld.size(); ++cell) {
        if (what.reader.low(cell) > what.reader.high(cell))
            return error{
                .code = errc::contradiction, .message = "what is public cannot be true under the rules given", .cell = describe(what.reader.cube(), cell)};
    }
    return {};
}

public_attack::sizes public_attack::find_sizes(const interval& total) const {
    const auto* limit = setup_.limit();
    if (limit == nullptr) return {};
    sizes s{.limit = limit->minimum};
    s.small_total = 0 < total.low && total.high < limit->min_total_for_breakdown;
    if (s.small_total) s.limit = std::max(s.limit, limit->min_total_for_breakdown);
    s.high = s.limit - 1;
    // No part of a small total that is public can exceed it, as `requirements` allows for.
    if (s.small_total && total.is_single_value()) s.high = std::min(s.high, total.low);
    return s;
}

/// A withheld cell is known if one value is left, or if it is known to be small and not every small value is left. Whether a cell that may
/// be small or large is unsafe only the counts say.
verdict public_attack::judge(const knowledge& reader, cell_index cell, const interval& i, const sizes& s) const {
    const auto* limit = setup_.limit();
    const bool protects_zeros = limit == nullptr || limit->zeros == zero_policy::unsafe || s.small_total;
    if (i.is_single_value()) return i.low == 0 && !protects_zeros ? verdict::zero : verdict::known;
    const auto settled = i.exact ? verdict::hidden : verdict::undecided;
    if (limit == nullptr || setup_.protection.width == protection::kind::exact || i.low >= s.limit) return settled;
    const bool from_the_start = i.low <= known_leaves(reader, cell);
    if (i.high >= s.limit) return from_the_start ? settled : verdict::needs_counts;
    const bool wide = setup_.protection.width == protection::kind::cover || s.small_total;
    return from_the_start && wide && i.high >= s.high ? settled : verdict::known;
}

result<std::vector<finding>> public_attack::judge_linked(const knowledge& reader, const std::vector<cell_index>& withheld) const {
    std::vector<cell_index> cells{0};
    for (const auto cell : withheld) {
        if (reader.tables().unknown(cell) >= reader.cube().size()) cells.push_back(cell);
    }
    const auto intervals = bounds(reader, cells, {.threads = setup_.threads});
    if (!intervals) return intervals.error();
    const auto s = find_sizes(intervals->front());
    std::vector<finding> found;
    for (std::size_t i = 1; i < cells.size(); ++i)
        found.push_back({.cell = cells[i], .reader = (*intervals)[i], .outcome = judge(reader, cells[i], (*intervals)[i], s)});
    return found;
}

/// The withheld cells; of numbers made by chance those, too, that a reader can work out although they are small.
result<std::vector<finding>> public_attack::judge(const public_table& what) const {
    const auto withheld = mark(what.withheld, what.reader.cube().size());
    std::vector<cell_index> cells{0}; // the total decides which rule holds
    for (cell_index cell = 0; cell < withheld.size(); ++cell) {
        const bool made_by_chance = setup_.perturbed && what.reader.low(cell) < what.reader.high(cell) && what.reader.high(cell) != unlimited;
        if (withheld[cell] || made_by_chance) cells.push_back(cell);
    }
    const auto intervals = bounds(what.reader, cells, {.threads = setup_.threads});
    if (!intervals) return intervals.error();
    const auto s = find_sizes(intervals->front());
    std::vector<finding> found;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const auto& left = (*intervals)[i];
        if (!withheld[cells[i]] && (!left.is_single_value() || left.low == 0 || (s.limit > 0 && left.low >= s.limit))) continue;
        found.push_back({.cell = cells[i], .reader = left, .outcome = withheld[cells[i]] ? judge(what.reader, cells[i], left, s) : verdict::known});
    }
    return found;
}

} // namespace sdc::cli
