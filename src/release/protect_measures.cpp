#include <sdc/release/protect_measures.hpp>

#include <sdc/protect/detail/problem/cost.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <variant>

namespace sdc::inline v0 {
namespace {

error name_measure(const counted_measure& m, error e) {
    e.message = m.name + ": " + e.message;
    return e;
}

result<void> check_measures(std::span<const counted_measure> measures) {
    if (measures.size() < 2)
        return error{.code = errc::bad_argument,
                     .message = "several measures",
                     .found = std::to_string(measures.size()),
                     .wanted = "two or more"};
    for (const auto& m : measures) {
        if (m.counts == nullptr) return name_measure(m, detail::none_given("table"));
        if (!(m.counts->cube() == measures.front().counts->cube()))
            return name_measure(m, {.code = errc::bad_argument,
                                    .message = "dimensions or codes that the first measure does "
                                               "not have",
                                    .wanted = "the same for all measures"});
    }
    return {};
}

/// Unsafe in some measure; ascending.
result<std::vector<cell_index>> find_unsafe_in_any(std::span<const counted_measure> measures,
                                                   const suppress_options& options) {
    std::set<cell_index> unsafe;
    for (const auto& m : measures) {
        const auto found = evaluate(*m.counts, options.rules, options.unpublished);
        if (!found) return name_measure(m, found.error());
        for (std::size_t i = 0; i < found->cells().size(); ++i) {
            if (is_unsafe(found->reasons_at(i))) unsafe.insert(found->cells()[i]);
        }
    }
    return std::vector(unsafe.begin(), unsafe.end());
}

/// With those of the cells that a list can hold in this measure: not what is promised to be shown.
result<std::vector<rule>> list_cells(const table& t, const suppress_options& options,
                                     std::span<const cell_index> unsafe) {
    const auto own = evaluate(t, options.rules, options.unpublished);
    if (!own) return own.error();
    const bool announced = detail::announces_total(options.rules);
    std::set<cell_index> listed;
    for (const auto cell : unsafe) {
        if (check(listed_cells{{cell}}, t, *own, announced)) listed.insert(cell);
    }
    std::vector<rule> rules;
    for (const auto& r : options.rules) {
        if (const auto* list = std::get_if<listed_cells>(&r))
            listed.insert(list->cells.begin(), list->cells.end());
        else
            rules.push_back(r);
    }
    if (!listed.empty()) rules.emplace_back(listed_cells{{listed.begin(), listed.end()}});
    return rules;
}

/// Suppresses in each plan what some plan suppresses.
void share_suppression(std::span<plan> plans, std::span<const suppress_options> options) {
    std::vector<bool> anywhere(plans.front().status.size());
    for (const auto& p : plans) {
        for (cell_index cell = 0; cell < p.status.size(); ++cell)
            if (is_suppressed(p.status[cell])) anywhere[cell] = true;
    }
    for (std::size_t k = 0; k < plans.size(); ++k) {
        auto& p = plans[k];
        const auto costs =
            detail::suppression_costs(*p.source, p.verdicts, options[k].cost, options[k].preferred);
        for (cell_index cell = 0; cell < p.status.size(); ++cell) {
            if (!anywhere[cell] || p.status[cell] != cell_status::published ||
                p.source->is_structural_zero(cell) ||
                p.source->value(cell) < p.verdicts.minimum(cell))
                continue;
            p.status[cell] = cell_status::secondary;
            p.cost += costs[cell]; // fits: `largest_cost`
        }
    }
}

} // namespace

result<std::vector<plan>> suppress_measures(std::span<const counted_measure> measures,
                                            const suppress_options& options,
                                            const suppression_method& method) {
    if (auto ok = check_measures(measures); !ok) return ok.error();
    if (options.intruders.any())
        return error{.code = errc::not_available,
                     .message = "internal intruders of several measures",
                     .field = "suppress_options.intruders",
                     .wanted = "external intruders alone"};
    const auto unsafe = find_unsafe_in_any(measures, options);
    if (!unsafe) return unsafe.error();
    std::vector<plan> plans;
    std::vector<suppress_options> own;
    for (const auto& m : measures) {
        auto& o = own.emplace_back(options);
        auto rules = list_cells(*m.counts, options, *unsafe);
        if (!rules) return name_measure(m, rules.error());
        o.rules = *std::move(rules);
        for (const auto& earlier : plans) { // so that fewer cells are suppressed altogether
            for (cell_index cell = 0; cell < earlier.status.size(); ++cell)
                if (is_suppressed(earlier.status[cell])) o.preferred.push_back(cell);
        }
        auto p = method ? method(m.counts, o) : suppress(m.counts, o);
        if (!p) return name_measure(m, p.error());
        plans.push_back(*std::move(p));
    }
    share_suppression(plans, own);
    return plans;
}

result<std::vector<plan>> round_measures(std::span<const counted_measure> measures,
                                         const round_options& options) {
    if (auto ok = check_measures(measures); !ok) return ok.error();
    std::vector<plan> plans;
    for (const auto& m : measures) {
        auto p = round(m.counts, options);
        if (!p) return name_measure(m, p.error());
        plans.push_back(*std::move(p));
        const auto& first = plans.front().status;
        const auto& own = plans.back().status;
        for (cell_index cell = 0; cell < own.size(); ++cell) {
            if (is_suppressed(first[cell]) == is_suppressed(own[cell])) continue;
            const bool in_first = is_suppressed(first[cell]);
            return error{.code = errc::not_available,
                         .message = "a rule suppresses a cell of " +
                                    (in_first ? measures.front().name : m.name) + " and not of " +
                                    (in_first ? m.name : measures.front().name) +
                                    ", and rounding suppresses nothing for another measure",
                         .field = "round_measures",
                         .cell = describe(*m.counts, cell),
                         .wanted = "suppression of these measures, or rounding without a rule"};
        }
    }
    return plans;
}

} // namespace sdc::inline v0
