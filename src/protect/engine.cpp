#include "engine.hpp"

#include "certify.hpp"
#include "elimination.hpp"
#include "improvement.hpp"
#include "inside_search.hpp"
#include "move_search.hpp"
#include "pattern.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

/// Cells of the products that are searched for complements: wider as long as what was found costs more than usual.
constexpr std::array<std::size_t, 3> candidate_sizes{80, 400, 1600};
constexpr std::uint64_t search_limit = 50;
/// Work of improvement for each unit of effort: a share of what the pattern took, but enough for a small table.
constexpr std::uint64_t least_improvement = 20'000;

class engine {
public:
    engine(const suppression_problem& p, const engine_options& options) : p_(p), options_(options), finder_(p), pattern_(p, eliminate(p)) {}

    problem_solution run() {
        work_ += certify(pattern_, options_.threads, options_.stop);
        if (!repair()) return fail(problem_outcome::cancelled);
        if (!impossible_.empty()) return fail(problem_outcome::impossible);
        if (!undecided_.empty()) return fail(problem_outcome::undecided);
        if (const auto outcome = protect_inside(); outcome != problem_outcome::solved) return fail(outcome);
        pattern_.publish_idle();
        const bool cut = improve(pattern_, finder_, options_.effort * std::max(least_improvement, work_ + finder_.work()), [this] { return stopped() || (options_.enough && options_.enough()); });
        if (stopped()) return fail(problem_outcome::cancelled);
        if (const auto outcome = protect_inside(); outcome != problem_outcome::solved) return fail(outcome);
        auto made = pattern_.solution();
        made.improvement_cut = cut;
        return made;
    }

private:
    [[nodiscard]] bool stopped() const { return options_.stop && options_.stop(); }
    [[nodiscard]] problem_outcome protect_inside() {
        const auto ended = sdc::detail::protect_inside(pattern_, finder_, options_.stop);
        open_ = ended.open;
        return ended.outcome;
    }

    problem_solution fail(problem_outcome why) {
        problem_solution made{.outcome = why, .open = std::move(why == problem_outcome::impossible && open_.empty() ? impossible_ : open_.empty() ? undecided_ : open_)};
        std::ranges::sort(made.open);
        return made;
    }

    /// Needs that what is withheld does not meet, smallest amounts first. False if it was stopped.
    bool repair() {
        std::vector<std::uint32_t> order;
        for (std::uint32_t n = 0; n < p_.needs.size(); ++n) {
            if (!pattern_.is_met(n)) order.push_back(n);
        }
        std::ranges::stable_sort(order, {}, [&](std::uint32_t n) { return amount_of(p_, n); });
        const auto met_before = p_.needs.size() - order.size();
        for (std::size_t k = 0; k < order.size(); ++k) {
            if (stopped()) return false;
            if (options_.progress) options_.progress(met_before + k, p_.needs.size());
            if (!pattern_.is_met(order[k])) repair(order[k]);
        }
        if (options_.progress) options_.progress(p_.needs.size(), p_.needs.size());
        return true;
    }

    void repair(std::uint32_t n) {
        const auto price_of = [this](unknown cell) { return usual_price(pattern_, cell); };
        const auto wanted = pattern_.goal_of(n);
        std::optional<priced_move> best;
        for (std::size_t k = 0; k < candidate_sizes.size(); ++k) {
            auto found = finder_.with_complements(pattern_, wanted, price_of, candidate_sizes[k], search_limit);
            if (found && (!best || found->cost < best->cost)) best = std::move(found);
            if (best && is_usual(best->cost, k)) break;
        }
        if (!best) {
            auto last = finder_.among_all(pattern_, wanted, price_of);
            if (!last.found) {
                (last.impossible ? impossible_ : undecided_).push_back(n);
                return;
            }
            best = std::move(last.found);
        }
        cost_ = add(cost_, best->cost).value_or(unlimited);
        ++repairs_;
        pattern_.adopt(std::move(best->found));
    }

    /// The wider the area was, the more a move may cost.
    [[nodiscard]] bool is_usual(std::int64_t cost, std::size_t k) const {
        return repairs_ > 0 && wide_sum{cost} * repairs_ <= wide_sum{cost_} << k;
    }

    const suppression_problem& p_;
    const engine_options& options_;
    move_search finder_;
    pattern pattern_;
    std::uint64_t work_ = 0;
    std::int64_t cost_ = 0, repairs_ = 0; // of repairs so far
    std::vector<std::uint32_t> impossible_, undecided_, open_;
};

} // namespace

problem_solution solve(const suppression_problem& p, const engine_options& options) { return engine(p, options).run(); }

} // namespace sdc::inline v0::detail
