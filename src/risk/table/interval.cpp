#include <sdc/risk/table/interval.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/risk/table/detail/learned.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

result<void> check(const knowledge& known, const interval_risk_options& options) {
    if (auto ok = detail::check(options.channels); !ok) return ok;
    for (const auto cell : options.only) {
        if (cell >= known.size())
            return error{.code = errc::bad_argument,
                         .message = "interval_risk_options.only",
                         .field = "interval_risk_options.only",
                         .found = "cell " + std::to_string(cell),
                         .wanted = "a cell of the tables"};
    }
    const auto& people = options.channels.population;
    if (people.empty()) return {};
    if (people.size() != known.size())
        return error{.code = errc::bad_argument,
                     .message = "cell_risk_options.population",
                     .field = "cell_risk_options.population",
                     .found = std::to_string(people.size()) + " cells",
                     .wanted = std::to_string(known.size()) + " cells"};
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (people[cell] < known.low(cell))
            return error{.code = errc::contradiction,
                         .message = "a population is less than the people counted in it",
                         .cell = describe(known.tables(), cell)};
    }
    return {};
}

/// Calls f(group) for the nearest groups of a cell along dimensions that tell something, and for
/// cells of other tables that it is part of by such a dimension: "charged" of everybody, where a
/// table of the charged stands beside one of all.
template <class F>
void for_each_group_of(const linked_tables& tables, const detail::learned_dimensions& learned,
                       cell_index own, std::span<const cell_index> structural_zeros, F&& f) {
    const auto k = tables.table_of(own);
    const auto& c = tables.cube(k);
    const cell_view cell(c, own - tables.offset(k));
    const auto is_impossible = [&](cell_index part) {
        return std::ranges::binary_search(structural_zeros, tables.offset(k) + part);
    };
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (!learned(c.dimensions()[d].name)) continue;
        if (const auto group = detail::group_above(c, cell, d, is_impossible); group != no_cell)
            f(tables.offset(k) + group);
    }
    if (tables.variable_of(own) != own) return; // once for all shared cells
    std::vector<std::size_t> around; // tables that hold the cell, whose own groups are nearer
    std::vector<std::string> names;
    tables.for_each_subset(own, [&](cell_index part, cell_index whole) {
        if (part != own) return;
        if (around.empty()) {
            tables.for_each_same(own,
                                 [&](cell_index same) { around.push_back(tables.table_of(same)); });
            names = learned.named_by(own);
        }
        bool is_near = false;
        tables.for_each_same(whole, [&](cell_index same) {
            is_near = is_near || std::ranges::find(around, tables.table_of(same)) != around.end();
        });
        const auto of_whole = learned.named_by(whole);
        const bool tells = std::ranges::any_of(names, [&](const std::string& name) {
            return !std::ranges::binary_search(of_whole, name) && learned(name);
        });
        if (!is_near && tells) f(whole);
    });
}

/// The groups of all cells, with what the intruder knows of those outside the cell.
class groups {
public:
    /// `wanted`: of each cell whether it is scored.
    groups(const knowledge& known, const interval_risk_options& options,
           const std::vector<bool>& wanted)
        : known_(known), options_(options), wanted_(wanted) {}

    result<void> find(std::span<const interval> counts) {
        std::vector<linear_form> sums;
        std::vector<std::size_t> asked;
        const auto& tables = known_.tables();
        for (std::size_t k = 0; k < tables.tables().size(); ++k) {
            for (const auto& cell : cells(tables.cube(k))) {
                first_.push_back(all_.size());
                const auto own = tables.offset(k) + cell.index();
                names_.push_back(false);
                if (!wanted_[own] || impossible(own)) continue;
                const auto is_impossible = [&](cell_index part) {
                    return impossible(tables.offset(k) + part);
                };
                names_.back() = detail::names_category(tables.cube(k), cell, is_impossible);
                for_each_group_of(
                    tables, learned_, own, options_.structural_zeros, [&](cell_index group) {
                        auto& g = all_.emplace_back(detail::group_facts{.group = group});
                        const auto &n = counts[own], &whole = counts[group];
                        g.others = {.low = std::max<std::int64_t>(0, whole.low - n.high),
                                    .high =
                                        whole.high == unlimited ? unlimited : whole.high - n.low};
                        if (n.is_single_value()) g.others.exact = whole.exact;
                        g.is_rest = whole.is_single_value();
                        // Of what can be empty nothing is certain but absence, which asks only
                        // whether there are others.
                        const bool matters_here =
                            (n.low > 0 && n.high <= options_.channels.upper_bound) ||
                            (options_.channels.zeros_are_disclosive && whole.low > 0 &&
                             g.others.low == 0);
                        // With one of the two counts open the difference is what they leave.
                        if (g.is_rest || n.is_single_value() || !matters_here ||
                            !matters(g.others, whole, n))
                            return;
                        asked.push_back(all_.size() - 1);
                        sums.push_back({{group, 1}, {own, -1}});
                    });
            }
        }
        first_.push_back(all_.size());
        const auto found = bounds(known_, sums, options_.attack);
        if (!found) return found.error();
        for (std::size_t i = 0; i < asked.size(); ++i) {
            all_[asked[i]].others = (*found)[i];
            all_[asked[i]].others.low = std::max<std::int64_t>(0, (*found)[i].low);
        }
        return {};
    }

    /// Somebody who is found in the cell is known to be of its category.
    [[nodiscard]] bool names(cell_index cell) const { return names_[cell]; }
    [[nodiscard]] std::span<const detail::group_facts> of(cell_index cell) const {
        return std::span(all_).subspan(first_[cell], first_[cell + 1] - first_[cell]);
    }

private:
    /// The largest number of others is no less than the least that the two intervals leave, nor
    /// than what is left where the group is largest; where both have no limit nothing is said of
    /// it.
    [[nodiscard]] bool matters(const interval& others, const interval& whole,
                               const interval& n) const {
        const auto limit = options_.at_least_one_in, k = options_.channels.coalition;
        if (limit == 0) return true;
        const auto most = n.high == unlimited       ? others.low
                          : whole.high == unlimited ? unlimited
                                                    : std::max(others.low, whole.high - n.high);
        const bool attribute = n.low > 0 && n.high <= options_.channels.upper_bound &&
                               most < unlimited && detail::contradicted_by(most, k) <= limit;
        return attribute || (options_.channels.zeros_are_disclosive && n.high < unlimited &&
                             detail::contradicted_by(n.high, k) <= limit);
    }
    [[nodiscard]] bool impossible(cell_index cell) const {
        return std::ranges::binary_search(options_.structural_zeros, cell);
    }

    const knowledge& known_;
    const interval_risk_options& options_;
    const std::vector<bool>& wanted_;
    detail::learned_dimensions learned_{known_.tables()};
    std::vector<detail::group_facts> all_;
    std::vector<std::size_t> first_; // of each cell
    std::vector<bool> names_;
};

/// The count of every cell that is wanted; what is public is not attacked, and shared cells are
/// attacked once.
result<std::vector<interval>> find_counts(const knowledge& known, const bounds_options& how,
                                          const std::vector<bool>& wanted) {
    std::vector<interval> counts(known.size());
    std::vector<bool> asked(known.size());
    const auto& tables = known.tables();
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        counts[cell] = {.low = known.low(cell), .high = known.high(cell)};
        if (wanted[cell] && !counts[cell].is_single_value()) asked[tables.variable_of(cell)] = true;
    }
    std::vector<cell_index> open;
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (asked[cell]) open.push_back(cell);
    }
    // Also where nothing is open: that facts contradict each other is found by the attack.
    const auto found = bounds(known, open.empty() ? std::vector<cell_index>{0} : open, how);
    if (!found) return found.error();
    for (std::size_t i = 0; i < open.size(); ++i) {
        // Beyond a search limit a bound can be wider than the facts.
        auto& n = counts[open[i]];
        n = {.low = std::max(n.low, (*found)[i].low),
             .high = std::min(n.high, (*found)[i].high),
             .exact = (*found)[i].exact};
    }
    for (cell_index cell = 0; cell < known.size(); ++cell)
        counts[cell] = counts[tables.variable_of(cell)];
    return counts;
}

/// What is scored, and the groups that are attacked together with it.
struct scope {
    std::vector<bool> scored, attacked;
};

scope find_scope(const knowledge& known, const interval_risk_options& options) {
    scope s{.scored = std::vector<bool>(known.size(), options.only.empty()), .attacked = {}};
    for (const auto cell : options.only) s.scored[cell] = true;
    s.attacked = s.scored;
    if (options.only.empty()) return s;
    const detail::learned_dimensions learned(known.tables());
    for (const auto cell : options.only) {
        for_each_group_of(known.tables(), learned, cell, options.structural_zeros,
                          [&](cell_index group) { s.attacked[group] = true; });
    }
    return s;
}

} // namespace

result<std::vector<interval_risk>> score_knowledge(const knowledge& known,
                                                   const interval_risk_options& options) {
    detail::stage s(options.attack.run, "scores by intervals", log_level::debug);
    if (auto ok = check(known, options); !ok) return ok.error();
    const auto scope = find_scope(known, options);
    const auto counts = find_counts(known, options.attack, scope.attacked);
    if (!counts) return counts.error();
    groups around(known, options, scope.scored);
    if (auto ok = around.find(*counts); !ok) return ok.error();
    const auto& how = options.channels;
    std::vector<interval_risk> scores;
    scores.reserve(known.size());
    for (cell_index cell = 0; cell < known.size(); ++cell) {
        if (!scope.scored[cell]) {
            scores.push_back({.count = (*counts)[cell]});
            continue;
        }
        detail::interval_score score((*counts)[cell], options);
        if (!how.population.empty()) score.population(how.population[cell]);
        if (how.disclosed_by_linked_tables || around.names(cell)) score.identity();
        for (const auto& g : around.of(cell)) score.within(g);
        scores.push_back(std::move(score).found());
    }
    s.note(std::ranges::count(scope.scored, true), " cells");
    return scores;
}

} // namespace sdc::inline v0
