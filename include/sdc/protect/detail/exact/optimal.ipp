#include <sdc/protect/detail/exact/optimal.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/protect/detail/exact/suppression_master.hpp>
#include <sdc/protect/detail/search/witness_search.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <queue>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_trials = 8; ///< Columns that a branching looks at closely.
constexpr int reliable = 4;            ///< Trials after which a column's gains are taken as known.
constexpr std::uint64_t most_solver_rounds =
    200; ///< Of the first node: then the solver's own cuts are left.
constexpr int most_slow_rounds =
    8; ///< Rounds that hardly raise the bound; branching does more then.

/// Columns that are decided, and a bound on what that costs.
struct branch_node {
    double bound = 0;
    std::uint64_t number = 0;
    std::vector<std::pair<std::uint32_t, bool>> decided = {};

    bool operator<(const branch_node& o) const {
        return bound != o.bound ? bound > o.bound : number > o.number;
    }
};

/// What decisions of a column raised bounds by, for each unit that its value changed
/// (pseudo-costs).
struct mean_gain {
    double sum = 0;
    int trials = 0;

    void add(double gain) {
        sum += gain;
        ++trials;
    }
    [[nodiscard]] double expected(double change, double otherwise) const {
        return std::max(1e-3, change * (trials == 0 ? otherwise : sum / trials));
    }
};

class exact_search {
public:
    exact_search(const suppression_problem& p, const exact_options& options)
        : p_(p), options_(options), master_(p), search_(p, options.node_limit),
          quiet_(p.requirements.size(), false), closed_(width(), false), gain_(width()) {
        const std::vector<bool> nothing(width(), false);
        base_cost_ = master_.cost(nothing);
        if (p.list_internal_intruders)
            always_intruders_.emplace(p, p.list_internal_intruders(master_.suppressed(nothing)));
    }

    problem_solution run() {
        stage s(options_.run, "branch and cut", log_level::debug);
        auto found = search();
        s.note(width(), " columns, ", nodes_, " nodes, ", rounds_, " rounds, ", cuts_, " cuts");
        if (best_cost_)
            s.note("gap ", share_in_percent(*best_cost_ - lower_bound_, *best_cost_), " %");
        if (nodes_ == options_.node_limit)
            write_log(options_.run, log_level::warning, "branch and cut: the limit of ",
                      options_.node_limit, " nodes came before the end");
        if (!proving_)
            write_log(options_.run, log_level::warning,
                      "branch and cut: a search limit came first; the bound is not raised further");
        return found;
    }

private:
    problem_solution search() {
        if (options_.start != nullptr && options_.start->outcome == problem_outcome::solved) {
            search_.remember(*options_.start);
            take(master_.columns_of(options_.start->suppressed));
        }
        if (!best_ && !check_all()) return finish();
        open_.push({.bound = 0});
        while (!open_.empty() && !done()) {
            auto node = open_.top();
            if (proving_) raise(node.bound);
            if (done() || nodes_ == options_.node_limit) break;
            open_.pop();
            ++nodes_;
            visit(std::move(node));
        }
        if (proving_) {
            impossible_ = open_.empty() && !best_;
            raise(open_.empty() ? no_bound : open_.top().bound);
        }
        return finish();
    }

    [[nodiscard]] std::size_t width() const { return master_.columns().size(); }

    bool stopped() { return stopped_ = stopped_ || (options_.run.cancel && options_.run.cancel()); }
    bool done() { return stopped() || (best_ && lower_bound_ >= best_->cost); }

    /// Every requirement of external intruders with all candidates suppressed; more never harms.
    bool check_all() {
        const auto suppressed = master_.suppressed(std::vector<bool>(width(), true));
        for (std::uint32_t n = 0; n < p_.requirements.size(); ++n) {
            if (stopped()) return false;
            bool settled = true;
            if (search_.find(search_.outside(n), suppressed, settled)) continue;
            unmet_.push_back(n);
            impossible_ = impossible_ || settled;
        }
        return unmet_.empty();
    }

    /// What is worth looking for costs at least 1 less than the best.
    [[nodiscard]] bool is_cut_off(double bound) const {
        return best_ &&
               bound > static_cast<double>(best_->cost - base_cost_) - 1 + solver_tolerance;
    }

    /// All costs are whole numbers.
    void raise(double bound) {
        const auto most = best_ ? best_->cost : unlimited;
        const bool all = best_ && is_cut_off(bound);
        if (all)
            lower_bound_ = most;
        else if (bound < 1e15)
            lower_bound_ = std::max(lower_bound_, base_cost_ + static_cast<std::int64_t>(std::ceil(
                                                                   bound - solver_tolerance)));
    }

    bool take(const std::vector<bool>& on) {
        if (best_ && master_.cost(on) >= best_->cost) return true;
        auto s = search_.prove(master_.suppressed(on));
        if (!s) return false;
        best_ = std::move(s);
        return true;
    }

    /// From what may be suppressed, leaves out one after the other, costly ones first, as long as
    /// all requirements keep a witness.
    void improve(std::vector<bool> on) {
        if (!search_.prove(master_.suppressed(on))) return;
        std::vector<std::uint32_t> order;
        for (std::uint32_t j = 0; j < on.size(); ++j) {
            if (on[j]) order.push_back(j);
        }
        std::ranges::stable_sort(order,
                                 [&](auto a, auto b) { return master_.cost(a) > master_.cost(b); });
        for (const auto j : order) {
            if (stopped()) break;
            on[j] = false;
            on[j] = !search_.prove(master_.suppressed(on));
        }
        take(on);
    }

    // --- one node

    void visit(branch_node node) {
        for (std::uint32_t j = 0; j < width(); ++j)
            master_.solver().set_bounds(j, 0, closed_[j] ? 0 : 1);
        for (const auto& [j, on] : node.decided) decide(j, on);
        const bool worth_branching = cut(node);
        if (stopped_) open_.push(node); // what of it is open counts for the bound
        if (!worth_branching || stopped_) return;
        const std::vector<double> values(master_.solver().values().begin(),
                                         master_.solver().values().end());
        if (nodes_ == 1 || nodes_ % 32 == 0) round_up(values);
        if (is_cut_off(node.bound)) return;
        if (nodes_ == 1) close(node.bound);
        if (nodes_ == 1 || master_.solver().rows() > 2 * rows_after_first_)
            master_.drop_slack_rows();
        if (nodes_ == 1) rows_after_first_ = master_.solver().rows();
        if (const auto j = choose(node, values)) {
            for (const bool on : {false, true}) {
                auto child = node;
                child.number = ++numbers_;
                child.decided.emplace_back(*j, on);
                open_.push(std::move(child));
            }
        }
    }

    /// Columns whose price in the first relaxation shows that suppressing them is too dear.
    void close(double bound) {
        if (!best_) return;
        const auto prices = master_.solver().reduced_costs();
        for (std::uint32_t j = 0; j < width(); ++j)
            closed_[j] = is_cut_off(bound + prices[j] - solver_tolerance);
    }

    void decide(std::uint32_t j, bool on) {
        master_.solver().set_bounds(j, on ? 1 : 0, on ? 1 : 0);
    }

    void round_up(const std::vector<double>& values) {
        std::vector<bool> on(width());
        for (std::size_t j = 0; j < on.size(); ++j) on[j] = values[j] > solver_tolerance;
        improve(std::move(on));
        if (!best_) improve(std::vector<bool>(width(), true));
    }

    /// Adds cuts until none is found that tells much. False: nothing in this node is worth looking
    /// for, or it is settled.
    bool cut(branch_node& node) {
        int slow = 0;
        for (std::uint64_t round = 0; round < options_.round_limit; ++round) {
            ++rounds_;
            if (!relax(node) || stopped()) return false;
            const std::vector<double> values(master_.solver().values().begin(),
                                             master_.solver().values().end());
            const bool whole = std::ranges::all_of(
                values, [](double v) { return std::abs(v - std::round(v)) < solver_tolerance; });
            const auto before = node.bound;
            const auto added = add_cuts(values);
            cuts_ += added;
            if (added == 0) {
                if (!whole) {
                    if (nodes_ > 1 || round > most_solver_rounds ||
                        master_.solver().add_cuts() == 0)
                        return true;
                    continue;
                }
                if (settle(values)) return false;
            }
            slow = !whole && node.bound < before + 0.1 ? slow + 1 : 0;
            if (nodes_ > 1 && slow > most_slow_rounds) return true;
        }
        return true;
    }

    bool relax(branch_node& node) {
        const auto outcome = master_.solver().relax();
        if (outcome == program_outcome::infeasible) return false;
        if (outcome != program_outcome::optimal) return proving_ = false;
        node.bound = std::max(node.bound, master_.solver().bound());
        return !is_cut_off(node.bound);
    }

    std::size_t add_cuts(std::span<const double> values) {
        const auto open = master_.open(values);
        const std::vector<bool> on(width(), false);
        auto added = master_.add_bridges(values);
        // Requirements that were satisfied the last time are asked again only if the others are.
        const auto asked = quiet_;
        for (const bool again : {false, true}) {
            for (std::uint32_t n = 0;
                 n < p_.requirements.size() && (!again || added == 0) && !stopped(); ++n) {
                if (asked[n] != again) continue;
                const auto found = search_.separate(search_.outside(n), open);
                if (found) added += master_.add(*found, nullptr, on);
                quiet_[n] = !found;
            }
        }
        for (std::uint32_t n = 0; n < p_.requirements.size() && added == 0 && always_intruders_;
             ++n) {
            for (const auto& d : demands(n, *always_intruders_)) {
                if (const auto found = search_.separate(d, open))
                    added += master_.add(*found, d.find_intruder(), on);
            }
        }
        return added;
    }

    /// A choice that satisfies all cuts known: a solution, or refuted by new cuts. True: the node
    /// is done with.
    bool settle(std::span<const double> values) {
        std::vector<bool> on(width());
        for (std::size_t j = 0; j < on.size(); ++j) on[j] = values[j] > 0.5;
        if (take(on)) return true;
        const auto suppressed = master_.suppressed(on);
        const internal_requirements intruders(p_, p_.list_internal_intruders
                                                      ? p_.list_internal_intruders(suppressed)
                                                      : std::vector<intruder>{});
        bool any = false;
        for (std::uint32_t n = 0; n < p_.requirements.size(); ++n) {
            any = refute(search_.outside(n), on, suppressed) || any;
            for (const auto& d : demands(n, intruders)) any = refute(d, on, suppressed) || any;
        }
        proving_ = proving_ && any;
        return !any;
    }

    /// What the requirement asks against each internal intruder of whom it asks anything.
    static std::vector<demand> demands(std::uint32_t n, const internal_requirements& intruders) {
        std::vector<demand> all;
        for (std::uint32_t who = 0; who < intruders.intruders().size(); ++who) {
            if (const auto asked = intruders.asked(n, who))
                all.push_back({.number = n, .asked = *asked, .intruders = &intruders, .who = who});
        }
        return all;
    }

    bool refute(const demand& d, const std::vector<bool>& on, const std::vector<bool>& suppressed) {
        bool settled = true;
        if (search_.find(d, suppressed, settled)) return false;
        // Not refuted either: the search goes on without this choice, and proves nothing more.
        proving_ = proving_ && settled;
        const std::vector<double> open(suppressed.begin(), suppressed.end());
        if (const auto found = search_.separate(d, open);
            found && master_.add(*found, d.find_intruder(), on))
            return true;
        return master_.add_beyond(on, d.find_intruder());
    }

    /// The column whose two decisions promise to raise the bound most.
    std::optional<std::uint32_t> choose(const branch_node& node,
                                        const std::vector<double>& values) {
        std::vector<std::uint32_t> order;
        for (std::uint32_t j = 0; j < width(); ++j) {
            if (std::abs(values[j] - std::round(values[j])) >= solver_tolerance) order.push_back(j);
        }
        const auto score = [&](std::uint32_t j) {
            return gain_[j][0].expected(values[j], cost_of(j)) *
                   gain_[j][1].expected(1 - values[j], cost_of(j));
        };
        std::ranges::stable_sort(order, [&](auto a, auto b) { return score(a) > score(b); });
        if (order.size() > most_trials) order.resize(most_trials);
        for (const auto j : order) {
            if (gain_[j][0].trials + gain_[j][1].trials < reliable) try_both(node, j, values[j]);
        }
        const auto best = std::ranges::max_element(order, {}, score);
        return best == order.end() ? std::nullopt : std::optional(*best);
    }

    void try_both(const branch_node& node, std::uint32_t j, double value) {
        for (const bool on : {false, true}) {
            decide(j, on);
            branch_node child{.bound = node.bound};
            const bool open = relax(child);
            gain_[j][on].add(
                (open ? child.bound - node.bound : std::max(child.bound - node.bound, cost_of(j))) /
                (on ? 1 - value : value));
        }
        master_.solver().set_bounds(j, 0, 1);
    }

    [[nodiscard]] double cost_of(std::uint32_t j) const {
        return static_cast<double>(master_.cost(j));
    }

    problem_solution finish() {
        if (best_) best_cost_ = best_->cost;
        problem_solution s = best_ ? *std::move(best_)
                                   : problem_solution{.suppressed = master_.suppressed(
                                                          std::vector<bool>(width(), false))};
        s.lower_bound = lower_bound_;
        if (s.move_of.size() == p_.requirements.size()) return s;
        s.outcome = stopped_      ? problem_outcome::cancelled
                    : impossible_ ? problem_outcome::impossible
                                  : problem_outcome::undecided;
        s.open = std::move(unmet_);
        return s;
    }

    const suppression_problem& p_;
    const exact_options& options_;
    suppression_master master_;
    witness_search search_;
    std::int64_t base_cost_ = 0;
    std::optional<internal_requirements> always_intruders_; ///< With whatever is suppressed.
    std::vector<bool> quiet_;  ///< Requirements for which the last separation found no cut.
    std::vector<bool> closed_; ///< Columns that no cheaper solution suppresses.
    std::vector<std::array<mean_gain, 2>> gain_;
    std::priority_queue<branch_node> open_;
    std::uint64_t nodes_ = 0, numbers_ = 0, rounds_ = 0, cuts_ = 0;
    std::optional<std::int64_t> best_cost_; ///< Of what was found, once the search has ended.
    std::size_t rows_after_first_ = 0;
    std::optional<problem_solution> best_;
    std::vector<std::uint32_t> unmet_;
    std::int64_t lower_bound_ = 0;
    bool proving_ = true, impossible_ = false, stopped_ = false;
};

} // namespace

problem_solution solve_exactly(const suppression_problem& p, const exact_options& options) {
    return exact_search(p, options).run();
}

} // namespace sdc::inline v0::detail
