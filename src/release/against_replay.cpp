#include <sdc/protect/detail/problem/cost.hpp>

#include <sdc/attack/bounds.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/detail/stage.hpp>
#include <sdc/proof/witness.hpp>
#include <sdc/release/against_replay.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Counts below it are unsafe; 0 without such a rule.
std::int64_t largest_threshold(std::span<const rule> rules) {
    std::int64_t largest = 0;
    for (const auto& r : rules) {
        if (const auto* limit = std::get_if<threshold>(&r))
            largest = std::max(largest, limit->minimum);
    }
    return largest;
}

/// Levels for complements that may be unsafe and would then not be protected.
result<std::vector<protection_level>> find_open_complements(const plan& p,
                                                            const suppress_options& options) {
    std::vector<cell_index> asked;
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (p.status[cell] == cell_status::secondary) asked.push_back(cell);
    }
    const auto found =
        bounds(knowledge_of(p), asked, {.run = options.run, .threads = options.threads});
    if (!found) return found.error();
    const auto highest =
        largest_threshold(p.rules) - 1 + (p.protection.width == protection::kind::reach ? 1 : 0);
    std::vector<protection_level> levels;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        const auto value = p.source->value(asked[i]),
                   lowest = detail::lowest_known(*p.source, p.verdicts, asked[i]);
        const auto& [low, high, exact] = (*found)[i];
        if (low > highest || lowest > highest || (low <= lowest && high >= highest)) continue;
        levels.push_back({.cell = asked[i],
                          .lower = std::max<std::int64_t>(0, value - lowest),
                          .upper = std::max<std::int64_t>(0, highest - value)});
        if (levels.back().lower == 0 && levels.back().upper == 0) levels.pop_back();
    }
    return levels;
}

/// What `more` suppresses, as a plan for what `first` is to protect: that some complements were
/// protected, too, is not seen from it.
void take_pattern(plan& first, const plan& more) {
    for (cell_index cell = 0; cell < first.status.size(); ++cell) {
        if (!is_unsafe(first.verdicts.reasons(cell)) &&
            first.status[cell] != cell_status::suppressed_zero)
            first.status[cell] =
                is_suppressed(more.status[cell]) ? cell_status::secondary : cell_status::published;
    }
    first.witnesses = more.witnesses;
    first.proofs.clear();
    // Listed cells may be flagged whatever they are: what shows that for `more` need not for
    // `first`.
    const auto known = knowledge_of(first);
    if (!std::ranges::all_of(first.witnesses, [&](const witness& w) {
            return check_witness(first, w, known).has_value();
        }))
        return first.witnesses.clear();
    for (std::uint32_t i = 0; i < first.requirements.size(); ++i) {
        const auto proof = std::ranges::find_if(more.proofs, [&](const protection_proof& one) {
            return !one.further && more.requirements[one.requirement] == first.requirements[i];
        });
        if (proof == more.proofs.end())
            return first.proofs.clear(); // then the audit looks for witnesses
        first.proofs.push_back({.requirement = i, .witness = proof->witness});
    }
}

/// How many complements were protected. Where one cannot be, the plan stays as it was.
result<std::size_t> protect_complements(plan& p, const std::shared_ptr<const table>& t,
                                        suppress_options options,
                                        const suppression_method& method) {
    auto& levels = options.protection.levels;
    const auto own = levels.size();
    auto now = p;
    while (true) {
        const auto open = find_open_complements(now, options);
        if (!open) return open.error();
        if (open->empty()) break;
        levels.insert(levels.end(), open->begin(), open->end());
        std::ranges::sort(levels, {}, &protection_level::cell);
        auto next = method(t, options);
        if (!next && next.error().code == errc::cancelled) return next.error();
        if (!next) {
            std::erase_if(levels, [&](const protection_level& l) {
                return std::ranges::find(*open, l) != open->end();
            });
            break;
        }
        now = *std::move(next);
    }
    if (levels.size() > own) take_pattern(p, now);
    return levels.size() - own;
}

bool may_be_suppressed(const plan& p, cell_index cell, bool total_is_public) {
    const auto& t = *p.source;
    return p.status[cell] == cell_status::published &&
           t.value(cell) >= p.verdicts.suppressed_minimum() && !t.is_structural_zero(cell) &&
           !std::ranges::binary_search(p.must_publish, cell) &&
           !(total_is_public && equals_total(t.cube(), t.cube().shape().at(cell)));
}

/// How many cells were suppressed by chance. A group that is suppressed together is left as it is.
std::size_t suppress_more(plan& p, const suppress_options& options, std::uint32_t one_in) {
    const auto announces_total = detail::announces_total(p.rules);
    std::vector<bool> grouped(p.status.size());
    for (const auto& group : options.suppression_groups) {
        for (const auto cell : group) grouped[cell] = true;
    }
    std::size_t more = 0;
    // The total stays: without it little of a table is of use.
    for (cell_index cell = 1; one_in > 0 && cell < p.status.size(); ++cell) {
        if (grouped[cell] || !may_be_suppressed(p, cell, announces_total)) continue;
        if (detail::keyed_hash(p.source->cube(), cell, *options.cost.key, "more") % one_in != 0)
            continue;
        p.status[cell] = cell_status::secondary;
        ++more;
    }
    return more;
}

std::int64_t cost_of_complements(const plan& p, const suppress_options& options) {
    const auto costs =
        detail::suppression_costs(*p.source, p.verdicts, options.cost, options.preferred);
    std::int64_t sum = 0;
    for (cell_index cell = 0; cell < p.status.size(); ++cell)
        sum += p.status[cell] == cell_status::secondary ? costs[cell] : 0; // fits: `largest_cost`
    return sum;
}

} // namespace

result<guarded_plan> suppress_against_replay(std::shared_ptr<const table> t,
                                             const suppress_options& options,
                                             const against_replay_options& how) {
    if (t == nullptr) return detail::none_given("table");
    if (!options.cost.key)
        return error{.code = errc::bad_argument,
                     .message = "protection against replay",
                     .field = "suppress_options.cost.key",
                     .found = "no key",
                     .wanted = "cost.key: without a secret the intruder runs the whole method"};
    if (options.intruders.any())
        return error{.code = errc::not_available,
                     .message = "protection against replay and against internal intruders at once"};
    if (!options.unpublished.empty())
        return error{.code = errc::not_available,
                     .message = "protection against replay of a table that is published in part",
                     .field = "suppress_options.unpublished"};
    const auto method =
        how.method ? how.method : [](std::shared_ptr<const table> of, const suppress_options& o) {
            return suppress(std::move(of), o);
        };
    const detail::stage s(options.run, "protection against replay");
    auto p = method(t, options);
    if (!p) return p.error();
    const auto is_needed = std::ranges::any_of(
        p->status, is_suppressed); // where nothing is unsafe nothing is suppressed
    const auto guarded =
        is_needed ? protect_complements(*p, t, options, method) : result<std::size_t>(0);
    if (!guarded) return guarded.error();
    const auto more = is_needed ? suppress_more(*p, options, how.one_in) : 0;
    if (is_needed) p->cost = cost_of_complements(*p, options);
    auto made_by = fmt::format("against replay: costs perturbed by a secret key; {} further cells "
                               "protected as if they were unsafe; {} cells suppressed by the key "
                               "alone",
                               *guarded, more);
    return guarded_plan{.plan = *std::move(p), .made_by = std::move(made_by)};
}

} // namespace sdc::inline v0
