#include "improvement.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t withheld_size = 150, candidate_size = 100;
constexpr std::uint64_t search_limit = 10;

/// One attempt: everything that it changes can be taken back.
class replacement {
public:
    replacement(pattern& s, move_search& finder, unknown complement) : s_(s), finder_(finder), complement_(complement), before_(s.cost()) {}

    bool run() {
        const auto goals = s_.goals_through(complement_);
        for (const auto g : goals) {
            old_.emplace_back(g, s_.id_of(g));
            for (const auto& [cell, change] : s_.move_of(g)) touched_.push_back(cell);
            s_.release(g);
        }
        s_.publish(complement_);
        for (const auto g : goals) {
            if (!s_.is_met(g) && !find(g)) return undo();
            if (s_.cost() - idle_cost() >= before_) return undo();
        }
        publish_idle();
        return s_.cost() < before_ || undo();
    }

private:
    /// What no other goal needs would be given back, so it costs as much as if it were new.
    [[nodiscard]] double price(unknown cell) const {
        return s_.is_complement(cell) && s_.uses(cell) == 0 ? static_cast<double>(s_.problem().cost[cell]) : usual_price(s_, cell);
    }

    bool find(std::uint32_t g) {
        auto wanted = s_.goal_of(g);
        wanted.still.push_back(complement_);
        const auto price_of = [this](unknown cell) { return price(cell); };
        auto found = finder_.among_withheld(s_, wanted, price_of, withheld_size, search_limit);
        if (!found) {
            auto priced = finder_.with_complements(s_, wanted, price_of, candidate_size, search_limit);
            if (!priced) return false;
            found = std::move(priced->found);
        }
        for (const auto& [cell, change] : *found) touched_.push_back(cell);
        if (g < s_.problem().needs.size()) s_.adopt(std::move(*found));
        else take(g, std::move(*found));
        return s_.is_met(g);
    }

    void take(std::uint32_t g, move m) {
        for (const auto& [cell, change] : m) s_.withhold(cell);
        s_.meet(g, s_.store(std::move(m)));
    }

    [[nodiscard]] std::int64_t idle_cost() {
        std::ranges::sort(touched_);
        const auto repeated = std::ranges::unique(touched_);
        touched_.erase(repeated.begin(), repeated.end());
        std::int64_t sum = 0;
        for (const auto cell : touched_) {
            if (s_.is_idle(cell)) sum += s_.problem().cost[cell];
        }
        return sum;
    }

    void publish_idle() {
        for (const auto cell : touched_) {
            if (s_.is_idle(cell)) s_.publish(cell);
        }
    }

    bool undo() {
        for (const auto& [g, id] : old_) {
            for (const auto& [cell, change] : s_.stored(id)) s_.withhold(cell);
            s_.meet(g, id);
        }
        s_.withhold(complement_);
        publish_idle();
        return false;
    }

    pattern& s_;
    move_search& finder_;
    unknown complement_;
    std::int64_t before_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> old_; // goals and the moves that they had
    std::vector<unknown> touched_;
};

std::vector<unknown> complements_by_cost(const pattern& s) {
    std::vector<unknown> order;
    for (unknown cell = 0; cell < s.problem().size(); ++cell) {
        if (s.is_complement(cell)) order.push_back(cell);
    }
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](unknown cell) { return s.problem().cost[cell]; });
    return order;
}

} // namespace

bool improve(pattern& s, move_search& finder, std::uint64_t work, const std::function<bool()>& enough) {
    const auto end = finder.work() + work;
    for (bool gained = true; gained;) {
        gained = false;
        for (const auto cell : complements_by_cost(s)) {
            if (finder.work() >= end) return false;
            if (enough && enough()) return true;
            if (s.is_complement(cell)) gained = replacement(s, finder, cell).run() || gained;
        }
    }
    return false;
}

} // namespace sdc::inline v0::detail
