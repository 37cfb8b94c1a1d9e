#include <sdc/protect/detail/problem/linked_problem.hpp>

#include <sdc/protect/detail/problem/announced_problem.hpp>
#include <sdc/protect/detail/problem/cost.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/intruder/linked_internal_intruders.hpp>
#include <sdc/knowledge/plan_view.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

using raw_row = std::vector<std::pair<unknown, std::int32_t>>;

/// Merges the problems of the parts, cell by cell and row by row.
class merger {
public:
    /// `zeros`: as if zeros of the tables to release might be suppressed.
    merger(const linked_plan& p, const suppress_options& options, bool zeros)
        : plan_(p), cubes_(*p.cubes), options_(options), zeros_(zeros), holder_(cubes_.size()),
          decided_by_(cubes_.size()) {
        auto& s = made_.system;
        s.value = values(p);
        s.low.assign(cubes_.size(), 0);
        s.high.assign(cubes_.size(), unlimited);
        s.cost.assign(cubes_.size(), 1);
        s.role.assign(cubes_.size(), cell_role::unused);
        for (cell_index cell = 0; cell < cubes_.size(); ++cell) holder_[number(cell)] += 1;
    }

    result<linked_problem> run() {
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            auto options = options_;
            options.suppression_groups.clear();
            if (k > 0) options.preferred.clear(), options.cost.cells.clear();
            auto part = zeros_ && plan_.use[k] == linked_use::released
                            ? with_eligible_zeros(plan_.parts[k], options)
                            : std::nullopt;
            if (!part)
                part = make_problem(plan_.parts[k], options)
                           .value(); // without groups it has no errors
            for (cell_index cell = 0; cell < part->size(); ++cell) {
                if (auto ok = take_cell(k, cell, *part); !ok) return ok.error();
            }
            for (std::uint32_t r = 0; r < part->rows.size(); ++r) take_row(k, part->rows, r);
            take_codes(k);
            if (plan_.use[k] != linked_use::unpublished)
                made_.system.largest_flagged =
                    std::max(made_.system.largest_flagged, part->largest_flagged);
        }
        take_named_costs();
        for (cell_index cell = 0; cell < cubes_.size(); ++cell) close(cell);
        for (const auto& group : options_.suppression_groups) take_group(group);
        if (const auto conflict = resolve_groups(made_.system))
            return describe_group_conflict(describe(cubes_, conflict->suppressed),
                                           describe(cubes_, conflict->shown));
        take_announced();
        take_subsets();
        take_requirements();
        made_.system.solvers = solvers_of(options_);
        made_.system.rows.index(cubes_.size());
        // Where they are too many the audit says so. A cell of several tables is their own as often
        // as they name it.
        if (plan_.parts.front().intruders.any())
            made_.system.list_internal_intruders =
                [&p = plan_](const std::vector<bool>& suppressed) {
                    return list_internal_intruders(p, suppressed).value_or(std::vector<intruder>());
                };
        return std::move(made_);
    }

private:
    [[nodiscard]] unknown number(cell_index cell) const noexcept {
        return static_cast<unknown>(cubes_.variable_of(cell));
    }

    /// What is suppressed in one table is suppressed in all, what is shown in one is shown in all;
    /// what is publicly known of it adds up.
    result<void> take_cell(std::size_t k, cell_index cell, const suppression_problem& part) {
        if (plan_.use[k] == linked_use::unpublished && part.role[cell] != cell_role::fixed)
            return {}; // but everybody knows a structural zero
        auto& s = made_.system;
        const auto own = cubes_.offset(k) + cell;
        const auto u = number(own);
        s.low[u] = std::max(s.low[u], part.low[cell]);
        s.high[u] = std::min(s.high[u], part.high[cell]);
        auto role = part.role[cell];
        if (plan_.use[k] == linked_use::earlier && role == cell_role::candidate)
            role = cell_role::fixed;
        auto& known = s.role[u];
        const auto cost = std::min(part.cost[cell], largest_cost(cubes_.size()));
        s.cost[u] =
            known == cell_role::unused
                ? cost
                : std::min(s.cost[u], cost); // distances to unsafe cells differ between tables
        if (known == cell_role::unused || known == cell_role::candidate) {
            known = role;
            decided_by_[u] = own;
        } else if (role != cell_role::candidate && role != known) {
            const auto [hides, shows] = role == cell_role::suppressed
                                            ? std::pair(own, decided_by_[u])
                                            : std::pair(decided_by_[u], own);
            return error{
                .code = errc::not_protectable,
                .message = "a cell must be suppressed in one table and is always shown in another",
                .cell = describe(cubes_, hides) + " and " + describe(cubes_, shows),
                .rule = rule_of(hides)};
        }
        return {};
    }
    /// Costs that are named, of cells of the first table, hold in all.
    void take_named_costs() {
        if (plan_.use.front() == linked_use::unpublished) return;
        for (const auto& [cell, cost] : options_.cost.cells)
            made_.system.cost[number(cell)] = std::min(cost, largest_cost(cubes_.size()));
    }
    [[nodiscard]] std::string rule_of(cell_index cell) const {
        const auto k = cubes_.table_of(cell);
        const auto reasons = plan_.parts[k].verdicts.reasons(cell - cubes_.offset(k));
        return reasons.empty() ? "suppressed before" : to_string(reasons.front().rule);
    }

    /// The relations of a margin that several tables share are the same row.
    void take_row(std::size_t k, const row_system& rows, std::uint32_t r) {
        raw_row terms;
        bool shared = true;
        for (const auto& t : rows.row(r)) {
            const auto u = number(cubes_.offset(k) + t.cell);
            shared = shared && holder_[u] > 1;
            terms.emplace_back(u, t.coefficient);
        }
        const auto [low, high] = rows.limits(r);
        merge(terms);
        if (terms.empty() || (shared && !seen_.emplace(terms, low, high).second)) return;
        add_row(terms, low, high);
    }
    static void merge(raw_row& terms) {
        std::ranges::sort(terms);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (kept > 0 && terms[kept - 1].first == terms[i].first)
                terms[kept - 1].second += terms[i].second;
            else
                terms[kept++] = terms[i];
        }
        terms.resize(kept);
        std::erase_if(terms, [](const auto& t) { return t.second == 0; });
    }
    void add_row(const raw_row& terms, std::int64_t low, std::int64_t high) {
        buffer_.clear();
        for (const auto& [cell, coefficient] : terms) buffer_.push_back({cell, coefficient});
        made_.system.rows.add(buffer_, low, high);
    }

    /// Of cells of the first table.
    void take_group(const std::vector<cell_index>& group) {
        auto& to = made_.system.suppression_groups.emplace_back();
        for (const auto cell : group) to.push_back(number(cubes_.offset(0) + cell));
        std::ranges::sort(to);
        to.erase(std::ranges::unique(to).begin(), to.end());
    }

    void take_codes(std::size_t k) {
        problem_table codes{.codes = &cubes_.cube(k)};
        if (k > 0) {
            for (cell_index cell = 0; cell < cubes_.cube(k).size(); ++cell)
                codes.numbers.push_back(number(cubes_.offset(k) + cell));
        }
        made_.system.tables.push_back(std::move(codes));
    }

    /// A cell of unpublished tables alone is seen by nobody: known to be no less than nothing.
    void close(cell_index cell) {
        auto& s = made_.system;
        if (number(cell) != cell) {
            s.low[cell] = s.high[cell] = s.value[cell];
            return;
        }
        if (s.role[cell] == cell_role::unused) s.role[cell] = cell_role::suppressed;
    }

    /// What cells of all tables imply as long as they are published, and that something is flagged
    /// in one table or another.
    void take_announced() {
        std::vector<published_fact> facts;
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            if (plan_.use[k] == linked_use::unpublished) continue;
            const auto first = cubes_.offset(k);
            for (auto fact : find_published_facts(plan_.parts[k])) {
                fact.shown = number(first + fact.shown);
                fact.cell = number(first + fact.cell);
                facts.push_back(fact);
            }
            for (const auto& set : find_flagged_sets(plan_.parts[k])) {
                auto& own = made_.system.flagged.emplace_back();
                for (const auto cell : set) own.push_back(number(first + cell));
                std::ranges::sort(own);
            }
        }
        add_published_facts(made_.system, std::move(facts));
        std::vector<plan_view> views;
        for (const auto& part : plan_.parts) views.emplace_back(part);
        made_.system.find_flagged_cases = [&p = plan_, views](const std::vector<bool>& suppressed) {
            const auto& all = *p.cubes;
            std::optional<one_of> found(std::in_place);
            for (std::size_t k = 0; k < p.parts.size() && found; ++k) {
                if (p.use[k] == linked_use::unpublished) continue;
                const auto number = [&](cell_index cell) {
                    return all.variable_of(all.offset(k) + cell);
                };
                auto own = find_flagged_cases(views[k], p.parts[k], [&](cell_index cell) {
                    return bool{suppressed[number(cell)]};
                });
                if (own) own->renumber(number);
                if (own)
                    found->append(*own);
                else
                    found.reset();
            }
            return found;
        };
        made_.system.explains = [&p = plan_, views = std::move(views)](const move& m) {
            const auto& all = *p.cubes;
            for (std::size_t k = 0; k < p.parts.size(); ++k) {
                if (p.use[k] == linked_use::unpublished) continue;
                std::vector<cell_index> changed;
                for (const auto& [u, change] : m) {
                    all.for_each_same(u, [&](cell_index cell) {
                        if (all.table_of(cell) == k) changed.push_back(cell - all.offset(k));
                    });
                }
                const auto change_of = [&](cell_index cell) {
                    return change_in(m, all.variable_of(all.offset(k) + cell));
                };
                if (keeps_one_flagged(views[k], p.parts[k], change_of, changed)) return true;
            }
            return false;
        };
    }

    void take_subsets() {
        const auto& value = made_.system.value;
        for (const auto& [part, whole] : cubes_.subsets()) {
            raw_row terms{{static_cast<unknown>(whole), 1}, {static_cast<unknown>(part), -1}};
            merge(terms);
            if (!terms.empty()) add_row(terms, value[part] - value[whole], unlimited);
        }
    }

    /// A requirement that several tables have is one.
    void take_requirements() {
        std::map<std::tuple<cell_index, cell_index, requirement::side, std::int64_t>, std::uint32_t>
            known;
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            for (auto n : plan_.parts[k].requirements) {
                n = shift(n, cubes_.offset(k));
                n.cell = number(n.cell);
                if (n.minus != no_cell) n.minus = number(n.minus);
                const auto [at, is_new] =
                    known.try_emplace({n.cell, n.minus, n.direction, n.limit},
                                      static_cast<std::uint32_t>(made_.system.requirements.size()));
                if (is_new) made_.system.requirements.push_back(n);
                made_.requirement_of.push_back(at->second);
            }
        }
    }

    const linked_plan& plan_;
    const linked_tables& cubes_;
    const suppress_options& options_;
    bool zeros_;
    linked_problem made_;
    std::vector<std::uint32_t> holder_;  // of each unknown, how many cells mean it
    std::vector<cell_index> decided_by_; // of each unknown, the cell that gave it its role
    std::set<std::tuple<raw_row, std::int64_t, std::int64_t>> seen_;
    std::vector<row_system::term> buffer_;
};

} // namespace

result<linked_problem> make_problem(const linked_plan& p, const suppress_options& options) {
    if (p.cubes->size() > std::numeric_limits<unknown>::max())
        return error{.code = errc::not_available,
                     .message = "suppression of more than 4294967295 cells"};
    return merger(p, options, false).run();
}

std::optional<suppression_problem> with_eligible_zeros(const linked_plan& p,
                                                       const suppress_options& options) {
    bool shown = false;
    for (std::size_t k = 0; k < p.parts.size(); ++k)
        shown = shown ||
                (p.use[k] == linked_use::released && p.parts[k].verdicts.suppressed_minimum() > 0);
    if (!shown) return std::nullopt;
    auto made = merger(p, options, true).run();
    if (!made) return std::nullopt;
    return std::move(made->system);
}

} // namespace sdc::inline v0::detail
