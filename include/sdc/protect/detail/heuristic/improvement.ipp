#include <sdc/protect/detail/heuristic/improvement.hpp>

#include <sdc/detail/splitmix64.hpp>
#include <sdc/detail/stage.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t improvement_suppressed_size = 150, candidate_size = 100;
constexpr std::uint64_t improvement_search_limit = 10;
/// Large neighbourhood search: how many complements are given up at once, and among how many
/// suppressed cells they are found.
constexpr std::size_t most_at_once = 10, nearby = 80;

/// How an attempt looks for other moves.
struct attempt {
    bool again = false;      ///< The same complements may be taken again.
    std::uint64_t noise = 0; ///< Prices and order are drawn from it; 0: as they are.
};

/// One attempt: everything that it changes can be taken back.
class replacement {
public:
    replacement(pattern& s, move_search& finder, std::vector<unknown> complements,
                const attempt& how)
        : s_(s), finder_(finder), complements_(std::move(complements)), how_(how),
          before_(s.cost()) {}

    /// True if the pattern became cheaper.
    bool run() {
        const auto goals = open_goals();
        for (const auto cell : complements_) {
            if (s_.is_idle(cell)) s_.publish(cell); // of a group all went with the first
        }
        for (const auto g : goals) {
            if (!s_.is_met(g) && !find(g)) return undo();
            if (s_.cost() - idle_cost() > limit()) return undo();
        }
        publish_idle();
        if (s_.cost() > limit()) return undo();
        return s_.cost() < before_;
    }

private:
    /// Several at once may end as dear as before, in another place to start from.
    [[nodiscard]] std::int64_t limit() const { return how_.again ? before_ : before_ - 1; }

    std::vector<std::uint32_t> open_goals() {
        std::vector<std::uint32_t> goals;
        for (const auto cell : complements_) {
            for (const auto g : s_.goals_through(cell)) {
                old_.emplace_back(g, s_.id_of(g));
                for (const auto& [moved, change] : s_.move_of(g)) touched_.push_back(moved);
                s_.release(g);
                goals.push_back(g);
            }
        }
        if (how_.noise != 0) {
            splitmix64 random(how_.noise);
            for (std::size_t i = goals.size(); i > 1; --i)
                std::swap(goals[i - 1], goals[random.below(i)]);
        }
        return goals;
    }

    /// What no other goal needs would be given back, so it costs as much as if it were new.
    [[nodiscard]] double price(unknown cell) const {
        const auto usual = s_.is_complement(cell) && s_.uses(cell) == 0
                               ? static_cast<double>(s_.problem().cost[cell])
                               : finder_.usual_price(s_, cell);
        if (how_.noise == 0) return usual;
        return usual *
               (0.5 + static_cast<double>(splitmix64(how_.noise + cell).next() >> 40U) * 0x1p-24);
    }

    bool find(std::uint32_t g) {
        auto wanted = s_.goal_of(g);
        if (!how_.again) {
            wanted.still.insert(wanted.still.end(), complements_.begin(), complements_.end());
            std::ranges::sort(wanted.still);
        }
        const auto price_of = [this](unknown cell) { return price(cell); };
        std::optional<move> found;
        if (!how_.again)
            found = finder_.among_suppressed(s_, wanted, price_of, improvement_suppressed_size,
                                             improvement_search_limit);
        if (!found) {
            auto priced = finder_.with_complements(s_, wanted, price_of, candidate_size,
                                                   improvement_search_limit);
            if (!priced) return false;
            found = std::move(priced->found);
        }
        if (s_.problem().explains && !s_.problem().explains(*found)) return false;
        for (const auto& [cell, change] : *found) touched_.push_back(cell);
        if (g < s_.problem().requirements.size())
            s_.adopt(std::move(*found));
        else
            take(g, std::move(*found));
        return s_.is_met(g);
    }

    void take(std::uint32_t g, move m) {
        for (const auto& [cell, change] : m) s_.suppress(cell);
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
            for (const auto& [cell, change] : s_.stored(id)) s_.suppress(cell);
            s_.meet(g, id);
        }
        for (const auto cell : complements_) s_.suppress(cell);
        publish_idle();
        return false;
    }

    pattern& s_;
    move_search& finder_;
    std::vector<unknown> complements_;
    attempt how_;
    std::int64_t before_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> old_; // goals and the moves that they had
    std::vector<unknown> touched_;
};

std::vector<unknown> complements_by_cost(const pattern& s) {
    std::vector<unknown> order;
    for (unknown cell = 0; cell < s.problem().size(); ++cell) {
        if (s.is_complement(cell)) order.push_back(cell);
    }
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&](unknown cell) { return s.problem().cost[cell]; });
    return order;
}

/// Some complements around one of them, in the order of the rows that join them.
std::vector<unknown> complements_near(const pattern& s, unknown centre, std::size_t size) {
    std::vector<unknown> found{centre}, seen{centre};
    for (std::size_t next = 0; next < seen.size() && seen.size() < nearby && found.size() < size;
         ++next) {
        for (const auto r : s.problem().rows.rows_of(seen[next])) {
            for (const auto& t : s.problem().rows.row(r)) {
                if (!s.is_suppressed(t.cell) || std::ranges::find(seen, t.cell) != seen.end())
                    continue;
                seen.push_back(t.cell);
                if (s.is_complement(t.cell) && found.size() < size) found.push_back(t.cell);
            }
        }
    }
    return found;
}

} // namespace

bool improve(pattern& s, move_search& finder, std::uint64_t work,
             const std::function<bool()>& enough, const run_control& run) {
    const auto end = finder.work() + work;
    for (bool gained = true; gained;) {
        gained = false;
        const auto order = complements_by_cost(s);
        write_log(run, log_level::debug, "improvement: ", order.size(),
                  " complements, one at a time");
        for (const auto cell : order) {
            if (finder.work() >= end) return false;
            if (enough && enough()) return true;
            s.forget_unused();
            if (s.is_complement(cell)) gained = replacement(s, finder, {cell}, {}).run() || gained;
        }
    }
    splitmix64 random(1);
    auto complements = complements_by_cost(s);
    write_log(run, log_level::debug, "improvement: ", complements.size(),
              " complements, several at once");
    for (std::size_t in_vain = 0;
         in_vain < 20 + 8 * complements.size() && !complements.empty() && finder.work() < end;
         ++in_vain) {
        if (enough && enough()) return true;
        s.forget_unused();
        const auto centre = complements[random.below(complements.size())];
        const auto size = 2 + random.below(most_at_once - 1);
        const auto noise = random.next() | 1U;
        const auto before = s.cost();
        if (s.is_complement(centre))
            (void)replacement(s, finder, complements_near(s, centre, size),
                              {.again = true, .noise = noise})
                .run();
        if (s.cost() < before) in_vain = 0;
        if (s.cost() < before || !s.is_complement(centre)) complements = complements_by_cost(s);
    }
    return false;
}

} // namespace sdc::inline v0::detail
