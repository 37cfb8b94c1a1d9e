#include <sdc/protect/detail/heuristic/engine.hpp>

#include <sdc/detail/parallel.hpp>
#include <sdc/detail/stage.hpp>
#include <sdc/protect/detail/exact/optimal.hpp>
#include <sdc/protect/detail/heuristic/certify.hpp>
#include <sdc/protect/detail/heuristic/gaussian_pass.hpp>
#include <sdc/protect/detail/heuristic/improvement.hpp>
#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/intruder/internal_search.hpp>
#include <sdc/protect/detail/search/move_search.hpp>

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// Cells of the products that are searched for complements where not all are searched at once:
/// wider as long as what was found costs more than usual.
constexpr std::array<std::size_t, 3> near_sizes{80, 400, 1600};
constexpr std::uint64_t engine_search_limit = 50;
/// The same where products give a move for a start: a cheaper one goes far.
constexpr std::array<std::size_t, 3> wide_sizes{400, 1600, 5000};
/// Requirements that are searched on one state of the pattern: the same for any number of threads.
constexpr unsigned round_size = 8;
/// Work of improvement for each unit of effort: a part of what the pattern took, some for every
/// cell, and enough for a small table.
constexpr std::uint64_t improvement_share = 3, improvement_a_cell = 2, least_improvement = 20'000,
                        least_a_cell = 60;
/// Requirements x cells that may change, up to which the exact method is asked for what the search
/// left open; and how many nodes it looks at.
constexpr std::size_t small_problem = 1'500;
constexpr std::uint64_t few_nodes = 50;

class engine {
public:
    engine(const suppression_problem& p, const engine_options& options)
        : p_(p), options_(options), finder_(p), pattern_(p, eliminate(p)) {}

    problem_solution run() {
        certify_primary();
        if (!repair()) return {.outcome = problem_outcome::cancelled};
        if (!impossible_.empty())
            return fail(problem_outcome::impossible, std::move(impossible_), hopeless_);
        if (!unexplained_.empty())
            return fail(problem_outcome::unexplained, std::move(unexplained_), hopeless_);
        if (!undecided_.empty())
            return fail(problem_outcome::undecided, std::move(undecided_), hopeless_);
        if (auto intruders = protect_internally(); intruders.outcome != problem_outcome::solved)
            return fail(std::move(intruders));
        pattern_.publish_idle();
        const bool cut = make_cheaper();
        if (stopped()) return {.outcome = problem_outcome::cancelled};
        // What came in may disclose something to an internal intruder, and what went out may have
        // left a requirement against one open.
        if (auto intruders = protect_internally(); intruders.outcome != problem_outcome::solved)
            return fail(std::move(intruders));
        auto made = pattern_.solution();
        made.stopped_early = cut;
        return made;
    }

private:
    void certify_primary() {
        stage s(options_.run, "what primary suppression alone leaves feasible", log_level::debug);
        work_ += certify(pattern_, options_.threads, options_.run.cancel);
        if (!wants_log(options_.run, log_level::debug)) return;
        s.note(order_of_repair().size(), " of ", p_.requirements.size(), " requirements not met");
    }
    internal_outcome protect_internally() {
        const stage s(options_.run, "protection against internal intruders", log_level::debug);
        return protect_against_intruders(pattern_, finder_, options_.run.cancel);
    }
    /// True if `stop_improving` ended it.
    bool make_cheaper() {
        stage s(options_.run, "improvement", log_level::debug);
        const auto work = improvement_work(), before = finder_.work();
        const auto cost = pattern_.cost();
        const bool cut = improve(
            pattern_, finder_, work,
            [this] { return stopped() || (options_.stop_improving && options_.stop_improving()); },
            options_.run);
        s.note("work ", finder_.work() - before, " of ", work);
        s.note("cost ", share_in_percent(cost - pattern_.cost(), cost), " % less");
        if (cut && !stopped())
            write_log(options_.run, log_level::warning, "improvement: stopped early by the caller");
        return cut;
    }

    [[nodiscard]] bool stopped() const { return options_.run.cancel && options_.run.cancel(); }
    [[nodiscard]] std::uint64_t improvement_work() const {
        const auto least = std::max(std::min(least_improvement, least_a_cell * p_.size()),
                                    improvement_a_cell * p_.size());
        return options_.improvement_budget *
               std::max(least, (work_ + finder_.work()) / improvement_share);
    }

    static problem_solution fail(problem_outcome why, std::vector<std::uint32_t> open, bool more) {
        std::ranges::sort(open);
        return {.outcome = why, .open = std::move(open), .more_open = more};
    }
    static problem_solution fail(internal_outcome intruders) {
        return fail(intruders.outcome, std::move(intruders.open), intruders.more_open);
    }

    /// Requirements that what is suppressed does not meet, smallest amounts first. A round of them
    /// is searched in parallel on the pattern as it is, and adopted in order. False if it was
    /// stopped.
    bool repair() {
        stage s(options_.run, "search for complements", log_level::debug);
        const auto order = order_of_repair();
        std::vector<move_search> finders;
        for (unsigned t = 0; t < std::clamp(options_.threads, 1U, round_size); ++t)
            finders.emplace_back(p_);
        const auto met_before = p_.requirements.size() - order.size();
        for (std::size_t next = 0; next < order.size();) {
            if (stopped()) return false;
            if (options_.run.progress)
                options_.run.progress(met_before + next, p_.requirements.size());
            std::vector<std::uint32_t> round;
            for (; next < order.size() && round.size() < round_size; ++next) {
                if (!pattern_.is_met(order[next])) round.push_back(order[next]);
            }
            adopt(round, search(round, finders));
            if (parts_pay()) search_parts_alone(finders);
            hopeless_ = impossible_.size() + unexplained_.size() + undecided_.size() >= most_open;
            if (hopeless_) break;
        }
        for (const auto& f : finders) work_ += f.work();
        s.note(repairs_, " moves adopted, ", impossible_.size(), " requirements impossible, ",
               undecided_.size() + unexplained_.size(), " undecided");
        if (hopeless_)
            write_log(options_.run, log_level::warning, "search for complements: given up after ",
                      most_open, " requirements that are not met");
        if (options_.run.progress)
            options_.run.progress(p_.requirements.size(), p_.requirements.size());
        return true;
    }

    /// Of one amount, requirements that follow each other are far apart: those of one round rarely
    /// want the same complements.
    [[nodiscard]] std::vector<std::uint32_t> order_of_repair() const {
        std::vector<std::uint32_t> open;
        for (std::uint32_t n = 0; n < p_.requirements.size(); ++n) {
            if (!pattern_.is_met(n)) open.push_back(n);
        }
        std::ranges::stable_sort(open, {}, [&](std::uint32_t n) { return amount_of(p_, n); });
        std::vector<std::uint32_t> order;
        for (std::size_t first = 0; first < open.size();) {
            auto last = first;
            while (last < open.size() && amount_of(p_, open[last]) == amount_of(p_, open[first]))
                ++last;
            const auto stride = (last - first + round_size - 1) / round_size;
            for (std::size_t i = 0; i < stride; ++i) {
                for (auto k = first + i; k < last; k += stride) order.push_back(open[k]);
            }
            first = last;
        }
        return order;
    }

    /// In more than three dimensions, where most searches of the whole table give up. Each of them
    /// is the same on any thread.
    [[nodiscard]] bool parts_pay() const {
        return searches_ >= round_size && 2 * gave_up_ > searches_ &&
               !simplex_moves::has_few_dimensions(p_);
    }
    void search_parts_alone(std::vector<move_search>& finders) {
        if (parts_alone_) return;
        parts_alone_ = true;
        for (auto& f : finders) f.search_parts_alone();
        finder_.search_parts_alone();
        write_log(options_.run, log_level::debug, "search for complements: in parts of the table");
    }

    std::vector<std::optional<priced_move>> search(const std::vector<std::uint32_t>& round,
                                                   std::vector<move_search>& finders) {
        std::vector<std::optional<priced_move>> found(round.size());
        std::vector<std::uint8_t> gave_up(round.size());
        std::atomic<std::size_t> next = 0;
        [[maybe_unused]] const auto done = for_each_parallel(
            finders.size(), options_.threads, [&](std::size_t worker) -> result<void> {
                for (auto i = next++; i < round.size(); i = next++) {
                    found[i] = cheapest(pattern_.goal_of(round[i]), finders[worker]);
                    gave_up[i] = finders[worker].gave_up() ? 1 : 0;
                }
                return {};
            });
        searches_ += round.size();
        gave_up_ += static_cast<std::size_t>(std::ranges::count(gave_up, 1));
        return found;
    }

    std::optional<priced_move> cheapest(const goal& g, move_search& finder) const {
        const auto price_of = [&](unknown cell) { return finder.usual_price(pattern_, cell); };
        if (auto found = finder.anywhere(pattern_, g, price_of, engine_search_limit)) return found;
        if (finder.found_nothing()) return std::nullopt; // the last resort proves it
        auto best = finder.by_products(pattern_, g, price_of);
        const auto& sizes = best ? wide_sizes : near_sizes;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            if (best && is_usual(best->cost, k)) break;
            auto found = finder.nearby(pattern_, g, price_of, sizes[k], engine_search_limit,
                                       best ? best->cost : unlimited);
            if (found && (!best || found->cost < best->cost)) best = std::move(found);
        }
        return best;
    }

    /// A move under which an intruder who knows the rules still expects something suppressed: it
    /// leaves a flagged cell as it is, or makes a neighbour of the cell small enough for one.
    std::optional<priced_move> with_one_flagged(std::uint32_t n) {
        const auto price_of = [&](unknown cell) { return finder_.usual_price(pattern_, cell); };
        std::optional<priced_move> best;
        const auto attempt = [&](const goal& g) {
            auto found = cheapest(g, finder_);
            if (!found) found = finder_.among_all(pattern_, g, price_of).found;
            if (found && meets(p_, p_.requirements[n], found->found) &&
                (!best || found->cost < best->cost))
                best = std::move(found);
        };
        const auto usual = pattern_.goal_of(n);
        for (const auto& cells : p_.flagged) {
            auto g = usual;
            g.still = cells;
            std::ranges::sort(g.still);
            if (std::ranges::none_of(g.still, [&](unknown cell) {
                    return cell == usual.asked.cell || cell == usual.asked.minus;
                }))
                attempt(g);
        }
        if (best || usual.asked.direction != requirement::side::up || usual.asked.minus != no_cell)
            return best;
        for (const auto& [cell, limit] :
             neighbours_to_shrink(static_cast<unknown>(usual.asked.cell))) {
            const requirement shrunk{
                .cell = cell, .direction = requirement::side::down, .limit = limit};
            if (is_met(shrunk, p_.value[cell])) continue;
            attempt({.requirement = n,
                     .asked = shrunk,
                     .least = {{static_cast<unknown>(usual.asked.cell), usual.asked.limit}}});
        }
        return best;
    }

    /// Cells in the rows of this one, smallest first, and the largest value at which the rules
    /// would flag each.
    std::vector<std::pair<unknown, std::int64_t>> neighbours_to_shrink(unknown cell) const {
        constexpr std::size_t most = 16;
        std::vector<std::pair<unknown, std::int64_t>> found;
        for (const auto r : p_.rows.rows_of(cell)) {
            for (const auto& t : p_.rows.row(r)) {
                if (t.cell != cell && pattern_.may_move(t.cell) && p_.largest_flagged > 0)
                    found.emplace_back(t.cell, p_.largest_flagged);
            }
        }
        std::ranges::sort(
            found, {}, [&](const auto& one) { return std::pair(p_.value[one.first], one.first); });
        const auto repeated = std::ranges::unique(found);
        found.erase(repeated.begin(), repeated.end());
        if (found.size() > most) found.resize(most);
        return found;
    }

    void adopt(const std::vector<std::uint32_t>& round,
               std::vector<std::optional<priced_move>> found) {
        for (std::size_t i = 0; i < round.size(); ++i) {
            if (pattern_.is_met(round[i])) continue;
            if (!found[i]) {
                auto last =
                    finder_.among_all(pattern_, pattern_.goal_of(round[i]), [this](unknown cell) {
                        return finder_.usual_price(pattern_, cell);
                    });
                if (!last.found) {
                    (last.impossible ? impossible_ : undecided_).push_back(round[i]);
                    continue;
                }
                found[i] = std::move(last.found);
            }
            // A move that did not do what it was found for would leave the requirement open,
            // unseen.
            if (!meets(p_, p_.requirements[round[i]], found[i]->found))
                found[i] = with_one_flagged(round[i]);
            if (!found[i]) {
                unexplained_.push_back(round[i]);
                continue;
            }
            cost_ = add(cost_, pattern_.added_cost(found[i]->found)).value_or(unlimited);
            ++repairs_;
            pattern_.adopt(std::move(found[i]->found));
        }
    }

    /// The wider the areas were that were searched, the more a move may cost: at first half of the
    /// mean.
    [[nodiscard]] bool is_usual(std::int64_t cost, std::size_t searched) const {
        return repairs_ > 0 && 2 * wide_sum{cost} * repairs_ <= wide_sum{cost_} << searched;
    }

    const suppression_problem& p_;
    const engine_options& options_;
    move_search finder_;
    pattern pattern_;
    std::uint64_t work_ = 0;
    std::int64_t cost_ = 0, repairs_ = 0; // of the repairs so far, and how many they are
    std::vector<std::uint32_t> impossible_, unexplained_, undecided_;
    std::size_t searches_ = 0, gave_up_ = 0; // for complements, in the whole table
    bool parts_alone_ = false;
    bool hopeless_ = false; ///< So many of them that no more are looked for.
};

} // namespace

namespace {

/// Published cells whose facts the moves of the open requirements would break.
std::vector<unknown> find_in_the_way(const suppression_problem& p, const problem_solution& strict,
                                     const problem_solution& free) {
    std::vector<unknown> cells;
    const auto look_at = [&](const move& m) {
        for (const auto& [cell, change] : m) {
            for (const auto& fact :
                 std::ranges::equal_range(p.published_facts, cell, {}, &published_fact::cell)) {
                if (p.value[cell] + change < fact.low && p.role[fact.shown] == cell_role::candidate)
                    cells.push_back(fact.shown);
            }
        }
    };
    for (const auto n : strict.open) look_at(free.moves[free.move_of[n]]);
    for (const auto& [n, m] : free.intruders) {
        if (std::ranges::binary_search(strict.open, n)) look_at(free.moves[m]);
    }
    std::ranges::sort(cells);
    const auto repeated = std::ranges::unique(cells);
    cells.erase(repeated.begin(), repeated.end());
    return cells;
}

/// The cell goes with its group.
void suppress_from_the_start(suppression_problem& p, unknown cell, std::int64_t& cost) {
    const auto take = [&](unknown one) {
        if (p.role[one] != cell_role::candidate) return;
        p.role[one] = cell_role::suppressed;
        cost = add(cost, p.cost[one]).value_or(unlimited);
    };
    take(cell);
    for (const auto& group : p.suppression_groups) {
        if (std::ranges::find(group, cell) != group.end()) std::ranges::for_each(group, take);
    }
    std::erase_if(p.suppression_groups, [&](const std::vector<unknown>& group) {
        return p.role[group.front()] != cell_role::candidate;
    });
}

/// First as if all that candidates imply stayed known. Where that leaves requirements open, the
/// cells that imply too much are suppressed, too.
problem_solution solve_step_by_step(const suppression_problem& p, const engine_options& options) {
    if (p.published_facts.empty()) return engine(p, options).run();
    auto found = engine(with_all_published_facts(p), options).run();
    auto rest = p;
    std::int64_t forced = 0;
    while (found.outcome != problem_outcome::solved &&
           found.outcome != problem_outcome::cancelled) {
        auto free = rest;
        free.published_facts.clear();
        const auto other = engine(free, options).run();
        if (other.outcome != problem_outcome::solved) return other;
        const auto cells = find_in_the_way(rest, found, other);
        if (cells.empty()) {
            if (found.outcome == problem_outcome::impossible)
                found.outcome = problem_outcome::undecided;
            return found;
        }
        for (const auto cell : cells) suppress_from_the_start(rest, cell, forced);
        found = engine(with_all_published_facts(rest), options).run();
        found.cost = add(found.cost, forced).value_or(unlimited);
    }
    return found;
}

bool is_small(const suppression_problem& p) {
    const auto moving = std::ranges::count_if(p.role, [](cell_role r) {
        return r == cell_role::candidate || r == cell_role::suppressed;
    });
    return p.requirements.size() * static_cast<std::size_t>(moving) <= small_problem;
}

} // namespace

/// What the search left open the exact method settles, if the problem is small: it looks at every
/// case in which something is flagged.
problem_solution solve(const suppression_problem& p, const engine_options& options) {
    auto found = solve_step_by_step(p, options);
    const bool is_open = found.outcome == problem_outcome::unexplained ||
                         found.outcome == problem_outcome::undecided;
    if (!is_open || !is_small(p) || !p.solvers.integer) return found;
    auto settled =
        solve_exactly(p, {.node_limit = few_nodes,
                          .run = {.cancel = options.run.cancel, .log = options.run.log}});
    if (settled.outcome == problem_outcome::solved || settled.outcome == problem_outcome::cancelled)
        return settled;
    if (settled.outcome != problem_outcome::impossible || settled.open.empty()) return found;
    if (found.outcome == problem_outcome::unexplained)
        settled.outcome = problem_outcome::unexplained; // of two reasons the one that says more
    return settled;
}

} // namespace sdc::inline v0::detail
