#include "inside_search.hpp"

#include "inside_needs.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t inside_withheld_size = 300;
constexpr std::uint64_t inside_search_limit = 20;
constexpr std::size_t wide_size = 1600; // beside products
constexpr std::array<std::size_t, 2> inside_sizes{80, 400};

class inside_search {
public:
    inside_search(pattern& s, move_search& finder, const inside_needs& inside) : s_(s), finder_(finder), inside_(inside) {}

    /// One move against all of them if there is a cheap one, else one against each.
    void protect(std::uint32_t n, std::span<const std::uint32_t> intruders) {
        if (protect_together(n, intruders)) return;
        for (const auto who : intruders) {
            if (!protect_one(n, who)) return;
        }
    }

    std::vector<std::uint32_t> impossible, unexplained, undecided;

private:
    void add_own(goal& g, std::uint32_t who) const {
        for (const auto& own : inside_.inside()[who].own) {
            const auto cell = static_cast<unknown>(own.cell);
            if (own.alone) g.still.push_back(cell);
            else g.least.emplace_back(cell, own.units);
        }
    }

    static void tidy(goal& g) {
        std::ranges::sort(g.still);
        const auto repeated = std::ranges::unique(g.still);
        g.still.erase(repeated.begin(), repeated.end());
        // The largest of several for one cell counts.
        std::ranges::sort(g.least, [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : a.second > b.second; });
        const auto same = std::ranges::unique(g.least, {}, [](const auto& l) { return l.first; });
        g.least.erase(same.begin(), same.end());
    }

    bool protect_together(std::uint32_t n, std::span<const std::uint32_t> intruders) {
        goal g{.need = n};
        for (const auto who : intruders) {
            const auto asked = inside_.asked(n, who);
            if (!asked || (who != intruders.front() && !(*asked == g.asked))) return false;
            g.asked = *asked;
            add_own(g, who);
        }
        tidy(g);
        return find(g);
    }

    bool protect_one(std::uint32_t n, std::uint32_t who) {
        const auto asked = inside_.asked(n, who);
        if (!asked) return true;
        goal g{.need = n, .asked = *asked};
        add_own(g, who);
        tidy(g);
        if (find(g)) return true;
        auto last = finder_.among_all(s_, g, [this](unknown cell) { return finder_.usual_price(s_, cell); });
        if (last.found && take(g, std::move(last.found->found))) return true;
        (last.found ? unexplained : last.impossible ? impossible : undecided).push_back(n);
        return false;
    }

    bool find(const goal& g) {
        const auto price_of = [this](unknown cell) { return finder_.usual_price(s_, cell); };
        if (auto found = finder_.among_withheld(s_, g, price_of, inside_withheld_size, inside_search_limit); found && take(g, std::move(*found))) return true;
        if (auto priced = finder_.anywhere(s_, g, price_of, inside_search_limit); priced && take(g, std::move(priced->found))) return true;
        if (auto best = finder_.by_products(s_, g, price_of)) {
            auto other = finder_.nearby(s_, g, price_of, wide_size, inside_search_limit, best->cost);
            if (take(g, std::move(other && other->cost < best->cost ? other->found : best->found))) return true;
        }
        for (const auto size : inside_sizes) {
            if (auto priced = finder_.nearby(s_, g, price_of, size, inside_search_limit); priced && take(g, std::move(priced->found))) return true;
        }
        return false;
    }

    /// False if nothing would be flagged where the move leads to.
    bool take(goal g, move m) {
        if (s_.problem().explains && !s_.problem().explains(m)) return false;
        for (const auto& [cell, change] : m) s_.withhold(cell);
        s_.add_goal(std::move(g), std::move(m));
        return true;
    }

    pattern& s_;
    move_search& finder_;
    const inside_needs& inside_;
};

} // namespace

inside_outcome protect_inside(pattern& s, move_search& finder, const std::function<bool()>& stop) {
    const auto& p = s.problem();
    if (!p.find_inside) return {};
    for (;;) {
        const inside_needs inside(p, p.find_inside(s.withheld()));
        const auto open = inside.find_uncovered(s.solution());
        if (open.empty()) return {};
        inside_search search(s, finder, inside);
        bool hopeless = false;
        for (std::size_t i = 0; i < open.size() && !hopeless;) {
            if (stop && stop()) return {.outcome = problem_outcome::cancelled};
            std::vector<std::uint32_t> intruders;
            const auto n = open[i].first;
            for (; i < open.size() && open[i].first == n; ++i) intruders.push_back(open[i].second);
            search.protect(n, intruders);
            hopeless = search.impossible.size() + search.unexplained.size() + search.undecided.size() >= most_open;
        }
        if (!search.impossible.empty()) return {.outcome = problem_outcome::impossible, .open = std::move(search.impossible), .more_open = hopeless};
        if (!search.unexplained.empty()) return {.outcome = problem_outcome::unexplained, .open = std::move(search.unexplained), .more_open = hopeless};
        if (!search.undecided.empty()) return {.outcome = problem_outcome::undecided, .open = std::move(search.undecided), .more_open = hopeless};
    }
}

} // namespace sdc::inline v0::detail
