#include "engine.hpp"

#include "../detail/parallel.hpp"
#include "certify.hpp"
#include "elimination.hpp"
#include "improvement.hpp"
#include "inside_search.hpp"
#include "move_search.hpp"
#include "pattern.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

/// Cells of the products that are searched for complements where not all are searched at once: wider as long as what was found costs more than usual.
constexpr std::array<std::size_t, 3> candidate_sizes{80, 400, 1600};
constexpr std::uint64_t search_limit = 50;
/// The same where products give a move for a start: a cheaper one goes far.
constexpr std::array<std::size_t, 3> wide_sizes{400, 1600, 5000};
/// Needs that are searched on one state of the pattern: the same for any number of threads.
constexpr unsigned round_size = 8;
/// Work of improvement for each unit of effort: a part of what the pattern took, some for every cell, and enough for a small table.
constexpr std::uint64_t improvement_share = 3, improvement_a_cell = 2, least_improvement = 20'000, least_a_cell = 60;

class engine {
public:
    engine(const suppression_problem& p, const engine_options& options) : p_(p), options_(options), finder_(p), pattern_(p, eliminate(p)) {}

    problem_solution run() {
        work_ += certify(pattern_, options_.threads, options_.stop);
        if (!repair()) return {.outcome = problem_outcome::cancelled};
        if (!impossible_.empty()) return fail(problem_outcome::impossible, std::move(impossible_), hopeless_);
        if (!undecided_.empty()) return fail(problem_outcome::undecided, std::move(undecided_), hopeless_);
        if (auto inside = protect_inside(pattern_, finder_, options_.stop); inside.outcome != problem_outcome::solved) return fail(std::move(inside));
        pattern_.publish_idle();
        const bool cut = improve(pattern_, finder_, improvement_work(), [this] { return stopped() || (options_.enough && options_.enough()); });
        if (stopped()) return {.outcome = problem_outcome::cancelled};
        // What came in may tell somebody inside something, and what went out may have left a need of theirs open.
        if (auto inside = protect_inside(pattern_, finder_, options_.stop); inside.outcome != problem_outcome::solved) return fail(std::move(inside));
        auto made = pattern_.solution();
        made.improvement_cut = cut;
        return made;
    }

private:
    [[nodiscard]] bool stopped() const { return options_.stop && options_.stop(); }
    [[nodiscard]] std::uint64_t improvement_work() const {
        const auto least = std::max(std::min(least_improvement, least_a_cell * p_.size()), improvement_a_cell * p_.size());
        return options_.effort * std::max(least, (work_ + finder_.work()) / improvement_share);
    }

    static problem_solution fail(problem_outcome why, std::vector<std::uint32_t> open, bool more) {
        std::ranges::sort(open);
        return {.outcome = why, .open = std::move(open), .more_open = more};
    }
    static problem_solution fail(inside_outcome inside) { return fail(inside.outcome, std::move(inside.open), inside.more_open); }

    /// Needs that what is withheld does not meet, smallest amounts first. A round of them is searched in parallel on the pattern as it is,
    /// and adopted in order. False if it was stopped.
    bool repair() {
        const auto order = order_of_repair();
        std::vector<move_search> finders;
        for (unsigned t = 0; t < std::clamp(options_.threads, 1U, round_size); ++t) finders.emplace_back(p_);
        const auto met_before = p_.needs.size() - order.size();
        for (std::size_t next = 0; next < order.size();) {
            if (stopped()) return false;
            if (options_.progress) options_.progress(met_before + next, p_.needs.size());
            std::vector<std::uint32_t> round;
            for (; next < order.size() && round.size() < round_size; ++next) {
                if (!pattern_.is_met(order[next])) round.push_back(order[next]);
            }
            adopt(round, search(round, finders));
            hopeless_ = impossible_.size() + undecided_.size() >= most_open;
            if (hopeless_) break;
        }
        for (const auto& f : finders) work_ += f.work();
        if (options_.progress) options_.progress(p_.needs.size(), p_.needs.size());
        return true;
    }

    /// Of one amount, needs that follow each other are far apart: those of one round rarely want the same complements.
    [[nodiscard]] std::vector<std::uint32_t> order_of_repair() const {
        std::vector<std::uint32_t> open;
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            if (!pattern_.is_met(n)) open.push_back(n);
        }
        std::ranges::stable_sort(open, {}, [&](std::uint32_t n) { return amount_of(p_, n); });
        std::vector<std::uint32_t> order;
        for (std::size_t first = 0; first < open.size();) {
            auto last = first;
            while (last < open.size() && amount_of(p_, open[last]) == amount_of(p_, open[first])) ++last;
            const auto stride = (last - first + round_size - 1) / round_size;
            for (std::size_t i = 0; i < stride; ++i) {
                for (auto k = first + i; k < last; k += stride) order.push_back(open[k]);
            }
            first = last;
        }
        return order;
    }

    std::vector<std::optional<priced_move>> search(const std::vector<std::uint32_t>& round, std::vector<move_search>& finders) const {
        std::vector<std::optional<priced_move>> found(round.size());
        std::atomic<std::size_t> next = 0;
        [[maybe_unused]] const auto done = for_each_parallel(finders.size(), options_.threads, [&](std::size_t worker) -> result<void> {
            for (auto i = next++; i < round.size(); i = next++) found[i] = cheapest(round[i], finders[worker]);
            return {};
        });
        return found;
    }

    std::optional<priced_move> cheapest(std::uint32_t n, move_search& finder) const {
        const auto price_of = [&](unknown cell) { return finder.usual_price(pattern_, cell); };
        if (auto found = finder.anywhere(pattern_, pattern_.goal_of(n), price_of, search_limit)) return found;
        if (finder.found_nothing()) return std::nullopt; // the last resort proves it
        auto best = finder.by_products(pattern_, pattern_.goal_of(n), price_of);
        const auto& sizes = best ? wide_sizes : candidate_sizes;
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            if (best && is_usual(best->cost, k)) break;
            auto found = finder.nearby(pattern_, pattern_.goal_of(n), price_of, sizes[k], search_limit, best ? best->cost : unlimited);
            if (found && (!best || found->cost < best->cost)) best = std::move(found);
        }
        return best;
    }

    void adopt(const std::vector<std::uint32_t>& round, std::vector<std::optional<priced_move>> found) {
        for (std::size_t i = 0; i < round.size(); ++i) {
            if (pattern_.is_met(round[i])) continue;
            if (!found[i]) {
                auto last = finder_.among_all(pattern_, pattern_.goal_of(round[i]), [this](unknown cell) { return finder_.usual_price(pattern_, cell); });
                if (!last.found) {
                    (last.impossible ? impossible_ : undecided_).push_back(round[i]);
                    continue;
                }
                found[i] = std::move(last.found);
            }
            // A move that did not do what it was found for would leave the need open, unseen.
            const auto& asked = p_.needs[round[i]];
            if (!meets(p_, asked, found[i]->found)) {
                undecided_.push_back(round[i]);
                continue;
            }
            cost_ = add(cost_, pattern_.added_cost(found[i]->found)).value_or(unlimited);
            ++repairs_;
            pattern_.adopt(std::move(found[i]->found));
        }
    }

    /// The wider the areas were that were searched, the more a move may cost: at first half of the mean.
    [[nodiscard]] bool is_usual(std::int64_t cost, std::size_t searched) const {
        return repairs_ > 0 && 2 * wide_sum{cost} * repairs_ <= wide_sum{cost_} << searched;
    }

    const suppression_problem& p_;
    const engine_options& options_;
    move_search finder_;
    pattern pattern_;
    std::uint64_t work_ = 0;
    std::int64_t cost_ = 0, repairs_ = 0; // of the repairs so far, and how many they are
    std::vector<std::uint32_t> impossible_, undecided_;
    bool hopeless_ = false; ///< So many of them that no more are looked for.
};

} // namespace

problem_solution solve(const suppression_problem& p, const engine_options& options) { return engine(p, options).run(); }

} // namespace sdc::inline v0::detail
