#include <sdc/attack/release_attack.hpp>

#include <sdc/attack/announced_knowledge.hpp>
#include <sdc/attack/bounds.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// Leaves under a cell of one table that the intruder knows to hold somebody.
std::int64_t known_leaves(const knowledge& public_knowledge, const cube& c, cell_index first,
                          cell_index cell) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        std::int64_t leaves = 0;
        relation(c, d, cell).for_each_part([&](cell_index part) {
            leaves += known_leaves(public_knowledge, c, first, part);
        });
        return leaves;
    }
    return public_knowledge.low(first + cell) > 0 ? 1 : 0;
}

std::int64_t known_leaves(const knowledge& public_knowledge, cell_index cell) {
    const auto k = public_knowledge.tables().table_of(cell);
    return known_leaves(public_knowledge, public_knowledge.tables().cube(k),
                        public_knowledge.tables().offset(k),
                        cell - public_knowledge.tables().offset(k));
}

std::vector<bool> mark(const std::vector<cell_index>& cells, cell_index size) {
    std::vector<bool> marked(size);
    for (const auto cell : cells) marked[cell] = true;
    return marked;
}

} // namespace

bool release_attack::is_structural_zero(cell_index cell) const {
    return std::ranges::binary_search(sources_.structural_zeros, cell);
}

/// What the files say if a marker says that its cell is at least `minimum`, with what the rules
/// imply; `learned`: what they imply that suppressed cells are at least.
result<joined_tables> release_attack::join(std::int64_t minimum, const left_out& without,
                                           std::int64_t& learned) const {
    marker_meaning marker{.minimum = minimum};
    const auto* limit = method_.limit();
    // Rounding has no complements, so that its marker says that the cell is small.
    if (limit != nullptr && method_.bands)
        marker.flagged = interval{
            .low = minimum, .high = std::max(limit->minimum, limit->min_total_for_breakdown) - 1};
    auto joined = sources_.join(marker, without);
    if (!joined) return joined;
    const auto least = learn_rules(*joined);
    if (!least) return least.error();
    learned = *least;
    return joined;
}

result<joined_tables> release_attack::know(const left_out& without) const {
    std::int64_t minimum = 0;
    auto joined = join(0, without, minimum);
    // Then a marker says more, and so does a row that is left out.
    if (joined && minimum > 0) joined = join(minimum, without, minimum);
    if (!joined) return joined;
    auto all = sources_.learn_others(joined->known, without);
    if (!all) return all.error();
    joined->known = std::move(*all);
    return joined;
}

/// Beside suppressed cells a number that is shown is none that the rule suppresses, if that can be
/// true: 0 is 0. A release that suppresses nothing may be rounded alone, where 1 and 2 are shown as
/// 0.
result<void> release_attack::learn_bands(public_table& what,
                                         const std::vector<bool>& suppressed) const {
    const auto* limit = method_.limit();
    if (limit == nullptr || !method_.bands || what.suppressed.empty()) return {};
    auto narrower = what.known;
    for (cell_index cell = limit->publish_total ? 1 : 0; cell < suppressed.size(); ++cell) {
        const auto low = narrower.low(cell), high = narrower.high(cell);
        if (suppressed[cell] || high == unlimited) continue;
        if (low == 0 && high < limit->minimum)
            narrower.learn(cell, 0, 0);
        else if (low > 0 && high >= limit->minimum)
            narrower.learn(cell, limit->minimum, unlimited);
    }
    const auto found = find_table(narrower, {.run = options_.run, .threads = options_.threads});
    if (!found && found.error().code == errc::contradiction) return {};
    if (!found && found.error().code != errc::not_proved) return found.error();
    what.known = std::move(narrower);
    return {};
}

/// Adds what the rules imply, given what the tables show, and the structural zeros; returns what
/// suppressed cells are at least.
result<std::int64_t> release_attack::learn_rules(public_table& what) const {
    const auto suppressed = mark(what.suppressed, what.known.cube().size());
    for (const auto cell : sources_.structural_zeros) what.known.learn_exact(cell, 0);
    if (auto ok = learn_bands(what, suppressed); !ok) return ok.error();
    const auto before = what.known;
    const bool all_listed =
        std::ranges::all_of(sources_.residuals, [&](cell_index cell) { return what.listed[cell]; });
    const published_view view(before, what.suppressed, sources_.structural_zeros);
    // What is suppressed here may protect a linked table or a residual without rows, or have been
    // suppressed by hand beside bands.
    const auto minimum =
        learn_announced(what.known, view, method_.rules,
                        {.run = options_.run,
                         .flagged = !sources_.are_linked() && !method_.bands && all_listed,
                         .threads = options_.threads});
    if (!minimum) return explain(before, minimum.error());
    return minimum;
}

release_attack::sizes release_attack::find_sizes(const interval& total) const {
    const auto* limit = method_.limit();
    if (limit == nullptr) return {};
    sizes s{.limit = limit->minimum};
    s.small_total = 0 < total.low && total.high < limit->min_total_for_breakdown;
    if (s.small_total) s.limit = std::max(s.limit, limit->min_total_for_breakdown);
    s.high = s.limit - 1;
    // No part of a small total that is public can exceed it, as `requirements` allows for.
    if (s.small_total && total.is_single_value()) s.high = std::min(s.high, total.low);
    return s;
}

/// A suppressed cell is known if one small value is left, or if it is known to be small and not
/// every small value is left. Whether a cell that may be small or large is unsafe only the counts
/// say, so that it is not judged if it is narrower than from the start.
cell_verdict release_attack::judge(const knowledge& public_knowledge, cell_index cell,
                                   const interval& i, const sizes& s) const {
    const auto* limit = method_.limit();
    const bool protects_zeros =
        limit == nullptr || limit->zeros == zero_policy::unsafe || s.small_total;
    if (limit != nullptr && i.low >= s.limit) return cell_verdict::no_unsafe;
    if (i.is_single_value())
        return i.low == 0 && !protects_zeros ? cell_verdict::zero : cell_verdict::known;
    const auto settled = i.exact ? cell_verdict::is_protected : cell_verdict::undecided;
    if (limit == nullptr || method_.protection.width == protection::kind::exact) return settled;
    const bool from_the_start = i.low <= known_leaves(public_knowledge, cell);
    if (i.high >= s.limit)
        return from_the_start || !i.exact ? settled : cell_verdict::requirements_counts;
    const bool wide = method_.protection.width == protection::kind::cover || s.small_total;
    return from_the_start && wide && i.high >= s.high ? settled : cell_verdict::known;
}

std::int64_t release_attack::base_at(std::int64_t value) const {
    if (method_.bands) {
        for (const auto& b : method_.bands->bands) {
            if (b.low <= value && value <= b.high)
                return b.action == band_action::round || b.action == band_action::midpoint ? b.base
                                                                                           : 0;
        }
        return 0;
    }
    if (!method_.perturbed) return 0;
    if (const auto* noise = std::get_if<bounded_noise>(&*method_.perturbed))
        return noise->deviation;
    if (const auto* controlled = std::get_if<controlled_rounding>(&*method_.perturbed))
        return controlled->base;
    for (const auto& b : std::get<random_rounding>(*method_.perturbed).bands) {
        if (b.low <= value && value <= b.high) return b.base;
    }
    return 0;
}

bool release_attack::is_public_total(const cube& c, cell_index cell, bool is_zero) const {
    const auto* limit = method_.limit();
    return limit != nullptr &&
           (limit->publish_total || (is_zero && limit->zeros != zero_policy::unsafe)) &&
           equals_total(c, c.shape().at(cell));
}

/// A number that rounding or noise blurs, and that may be small.
bool release_attack::may_be_small(const joined_tables& what, cell_index cell) const {
    const auto& shown = what.shown[cell];
    if (!(method_.bands || method_.perturbed) || !what.listed[cell] || shown.is_single_value())
        return false;
    const auto* limit = method_.limit();
    return !is_public_total(what.known.cube(), cell, false) &&
           shown.low < (limit == nullptr ? std::max(base_at(shown.low), base_at(shown.high))
                                         : limit->minimum);
}

/// Without a rule nothing is unsafe; but a method of chance leaves a second value.
std::optional<cell_verdict> release_attack::judge_without_limit(const interval& shown,
                                                                const interval& i) const {
    if (method_.perturbed && i.is_single_value() && i.low > 0) return cell_verdict::known;
    if (!i.exact) return cell_verdict::undecided;
    const bool as_shown = i.low <= shown.low && i.high >= shown.high;
    return as_shown || i.high >= base_at(i.high) ? std::nullopt
                                                 : std::optional(cell_verdict::no_threshold);
}

/// Of a small count the rule wants every small value to stay possible. What may be small or not is
/// as wide as the method says, or only the counts decide; nothing if a rounded number reveals
/// nothing.
std::optional<cell_verdict> release_attack::judge_rounded(const joined_tables& what,
                                                          cell_index cell, const interval& i,
                                                          const sizes& s) const {
    const auto& shown = what.shown[cell];
    if (method_.limit() == nullptr) return judge_without_limit(shown, i);
    const bool as_shown = i.low <= shown.low && i.high >= shown.high;
    if (i.low >= s.limit) return std::nullopt;
    const bool protects_zeros = method_.limit()->zeros == zero_policy::unsafe;
    if (i.is_single_value() && i.low == 0)
        return protects_zeros ? std::optional(cell_verdict::known) : std::nullopt;
    const auto settled = i.exact ? cell_verdict::is_protected : cell_verdict::undecided;
    if (i.low == 0 || i.high >= s.limit)
        return as_shown || !i.exact ? settled : cell_verdict::requirements_counts;
    if (i.is_single_value()) return cell_verdict::known;
    if (method_.protection.width == protection::kind::exact) return settled;
    const bool wide = method_.protection.width == protection::kind::cover &&
                      i.low <= std::max<std::int64_t>(1, known_leaves(what.known, cell));
    return wide && i.high >= s.limit - 1 ? settled : cell_verdict::known;
}

bool release_attack::is_suppressed(const cube& c, cell_index cell, std::int64_t value,
                                   const interval& total) const {
    const auto* limit = method_.limit();
    if (limit == nullptr || is_public_total(c, cell, value == 0) ||
        (value == 0 && is_structural_zero(cell)))
        return false;
    const auto below = [&](std::int64_t size) { return 0 < total.low && total.high < size; };
    if (below(limit->min_total_for_breakdown) && !equals_total(c, c.shape().at(cell))) return true;
    if (value > 0) return value < limit->minimum;
    return limit->zeros == zero_policy::unsafe || limit->zeros == zero_policy::hide ||
           below(limit->hide_zeros_below_total);
}

result<std::vector<finding>>
release_attack::judge_linked(const knowledge& public_knowledge,
                             const std::vector<cell_index>& suppressed) const {
    std::vector<cell_index> cells{0};
    for (const auto cell : suppressed) {
        if (public_knowledge.tables().variable_of(cell) >= public_knowledge.cube().size())
            cells.push_back(cell);
    }
    const auto intervals =
        bounds(public_knowledge, cells, {.run = options_.run, .threads = options_.threads});
    if (!intervals) return intervals.error();
    const auto s = find_sizes(intervals->front());
    std::vector<finding> found;
    for (std::size_t i = 1; i < cells.size(); ++i)
        found.push_back({.cell = cells[i],
                         .known = (*intervals)[i],
                         .outcome = judge(public_knowledge, cells[i], (*intervals)[i], s)});
    return found;
}

std::optional<finding> release_attack::judge_one(const joined_tables& what, cell_index cell,
                                                 const interval& i, const sizes& s) const {
    finding f{.cell = cell, .known = i};
    if (std::ranges::binary_search(what.suppressed, cell)) {
        f.outcome = judge(what.known, cell, i, s);
        if (f.outcome > cell_verdict::is_protected && i.is_single_value() &&
            sources_.is_already_published(cell))
            f.outcome = cell_verdict::already_public;
        return f;
    }
    if (may_be_small(what, cell)) {
        const auto outcome = judge_rounded(what, cell, i, s);
        if (!outcome) return std::nullopt;
        f.outcome = *outcome, f.is_rounded = true;
        return f;
    }
    f.outcome = judge(what.known, cell, i, s);
    return f.outcome > cell_verdict::is_protected ? std::optional(f) : std::nullopt;
}

/// A group of a shown cell all but the coalition of which are in it, as its shown number says.
cell_index release_attack::find_disclosed_group(const joined_tables& what, cell_index cell,
                                                std::int64_t value) const {
    const auto& c = what.known.cube();
    auto disclosed = no_cell;
    for (const auto& r : method_.rules) {
        const auto* rule = std::get_if<group_disclosure>(&r);
        if (rule == nullptr || value < 1 || value > rule->upper_bound) continue;
        const auto is_impossible = [&](cell_index part) { return is_structural_zero(part); };
        detail::for_each_group(c, cell_view(c, cell), is_impossible, [&](cell_index group) {
            if (what.shows(group) && what.shown[group].low - value <= rule->coalition)
                disclosed = group;
        });
    }
    return disclosed;
}

/// A group is disclosed if everybody can tell that more than all but the coalition are in one cell.
/// A group that may be no larger than the coalition is disclosed if it cannot all be elsewhere.
result<void> release_attack::judge_groups(const joined_tables& what,
                                          std::vector<finding>& found) const {
    const auto& c = what.known.cube();
    struct asked {
        std::size_t at;
        cell_index group;
        std::int64_t coalition;
        bool may_be_safe; // for its size
    };
    std::vector<asked> groups;
    std::vector<linear_form> sums;
    for (const auto& r : method_.rules) {
        const auto* rule = std::get_if<group_disclosure>(&r);
        if (rule == nullptr) continue;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto cell = found[i].cell;
            if (cell >= c.size() || found[i].known.high < 1 ||
                found[i].known.low > rule->upper_bound)
                continue;
            const auto is_impossible = [&](cell_index part) { return is_structural_zero(part); };
            detail::for_each_group(c, cell_view(c, cell), is_impossible, [&](cell_index group) {
                groups.push_back(
                    {i, group, rule->coalition, found[i].known.high > rule->upper_bound});
                sums.push_back({{group, 1}, {cell, -1}});
                sums.push_back({{group, 1}});
            });
        }
    }
    if (groups.empty()) return {};
    const auto intervals =
        bounds(what.known, sums, {.run = options_.run, .threads = options_.threads});
    if (!intervals) return intervals.error();
    for (std::size_t k = 0; k < groups.size(); ++k) {
        const auto& others = (*intervals)[2 * k];
        const auto size = (*intervals)[2 * k + 1].high;
        const auto wanted = std::min(groups[k].coalition, size - 1) + 1;
        auto& f = found[groups[k].at];
        if (others.high >= wanted) {
            // It may be all but the coalition of the group, and need not be.
            if (f.outcome == cell_verdict::no_unsafe && others.low <= groups[k].coalition)
                f.outcome = cell_verdict::is_protected;
            continue;
        }
        if (groups[k].may_be_safe) {
            f.outcome = std::max(f.outcome, cell_verdict::requirements_counts);
            continue;
        }
        f.outcome = cell_verdict::known;
        f.group = groups[k].group;
    }
    return {};
}

result<std::vector<finding>> release_attack::judge(const joined_tables& what) const {
    const auto& c = what.known.cube();
    auto marked = mark(what.suppressed, c.size());
    if (what.absent.not_published.size() <= most_not_published) {
        for (const auto cell : what.absent.not_published) marked[cell] = true;
    }
    std::vector<cell_index> cells{0}; // the total decides which rule holds
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        if (marked[cell] || may_be_small(what, cell)) cells.push_back(cell);
    }
    const auto intervals =
        bounds(what.known, cells, {.run = options_.run, .threads = options_.threads});
    if (!intervals) return intervals.error();
    const auto& total = intervals->front();
    const auto s = find_sizes(total);
    std::vector<finding> found;
    for (std::size_t i = 1; i < cells.size(); ++i) {
        if (auto one = judge_one(what, cells[i], (*intervals)[i], s))
            found.push_back(*std::move(one));
    }
    if (auto ok = judge_groups(what, found); !ok) return ok.error();
    judge_shown(what, total, found);
    std::ranges::sort(found, {}, &finding::cell);
    return found;
}

/// Numbers that a rule suppresses, but for those that were public before.
void release_attack::judge_shown(const joined_tables& what, const interval& total,
                                 std::vector<finding>& found) const {
    const auto& c = what.known.cube();
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        const auto value = what.shown[cell].low;
        if (!what.shows(cell) || sources_.is_already_published(cell)) continue;
        const auto group = find_disclosed_group(what, cell, value);
        if (group == no_cell && !is_suppressed(c, cell, value, total)) continue;
        found.push_back({.cell = cell,
                         .known = {.low = value, .high = value},
                         .outcome = cell_verdict::published,
                         .group = group});
    }
}

} // namespace sdc::inline v0
