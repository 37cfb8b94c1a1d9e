#include <sdc/protect/detail/intruder/internal_search.hpp>

#include <sdc/protect/detail/intruder/internal_requirements.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t internal_suppressed_size = 300;
constexpr std::uint64_t internal_search_limit = 20;
constexpr std::size_t wide_size = 1600; // together with products
constexpr std::array<std::size_t, 2> internal_sizes{80, 400};

class internal_search {
public:
    internal_search(pattern& s, move_search& finder, const internal_requirements& intruders)
        : s_(s), finder_(finder), intruders_(intruders) {}

    /// One move against all of them if there is a cheap one, else one against each.
    void protect(std::uint32_t n, std::span<const std::uint32_t> intruders) {
        if (protect_jointly(n, intruders)) return;
        for (const auto who : intruders) {
            if (!protect_one(n, who)) return;
        }
    }

    std::vector<std::uint32_t> impossible, unexplained, undecided;

private:
    void add_own(goal& g, std::uint32_t who) const {
        for (const auto& own : intruders_.intruders()[who].own) {
            const auto cell = static_cast<unknown>(own.cell);
            if (own.sole_contributor)
                g.still.push_back(cell);
            else
                g.least.emplace_back(cell, own.units);
        }
    }

    static void tidy(goal& g) {
        std::ranges::sort(g.still);
        const auto repeated = std::ranges::unique(g.still);
        g.still.erase(repeated.begin(), repeated.end());
        // The largest of several for one cell counts.
        std::ranges::sort(g.least, [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first < b.first : a.second > b.second;
        });
        const auto same = std::ranges::unique(g.least, {}, [](const auto& l) { return l.first; });
        g.least.erase(same.begin(), same.end());
    }

    bool protect_jointly(std::uint32_t n, std::span<const std::uint32_t> intruders) {
        goal g{.requirement = n};
        for (const auto who : intruders) {
            const auto asked = intruders_.asked(n, who);
            if (!asked || (who != intruders.front() && !(*asked == g.asked))) return false;
            g.asked = *asked;
            add_own(g, who);
        }
        tidy(g);
        return find(g);
    }

    bool protect_one(std::uint32_t n, std::uint32_t who) {
        const auto asked = intruders_.asked(n, who);
        if (!asked) return true;
        goal g{.requirement = n, .asked = *asked};
        add_own(g, who);
        tidy(g);
        if (find(g)) return true;
        auto last = finder_.among_all(
            s_, g, [this](unknown cell) { return finder_.usual_price(s_, cell); });
        if (last.found && take(g, std::move(last.found->found))) return true;
        (last.found ? unexplained : last.impossible ? impossible : undecided).push_back(n);
        return false;
    }

    bool find(const goal& g) {
        const auto price_of = [this](unknown cell) { return finder_.usual_price(s_, cell); };
        if (auto found = finder_.among_suppressed(s_, g, price_of, internal_suppressed_size,
                                                  internal_search_limit);
            found && take(g, std::move(*found)))
            return true;
        if (auto priced = finder_.anywhere(s_, g, price_of, internal_search_limit);
            priced && take(g, std::move(priced->found)))
            return true;
        if (auto best = finder_.by_products(s_, g, price_of)) {
            auto other =
                finder_.nearby(s_, g, price_of, wide_size, internal_search_limit, best->cost);
            if (take(g, std::move(other && other->cost < best->cost ? other->found : best->found)))
                return true;
        }
        for (const auto size : internal_sizes) {
            if (auto priced = finder_.nearby(s_, g, price_of, size, internal_search_limit);
                priced && take(g, std::move(priced->found)))
                return true;
        }
        return false;
    }

    /// False if nothing would be flagged where the move leads to.
    bool take(goal g, move m) {
        if (s_.problem().explains && !s_.problem().explains(m)) return false;
        for (const auto& [cell, change] : m) s_.suppress(cell);
        s_.add_goal(std::move(g), std::move(m));
        return true;
    }

    pattern& s_;
    move_search& finder_;
    const internal_requirements& intruders_;
};

} // namespace

internal_outcome protect_against_intruders(pattern& s, move_search& finder,
                                           const std::function<bool()>& stop) {
    const auto& p = s.problem();
    if (!p.list_internal_intruders) return {};
    for (;;) {
        const internal_requirements intruders(p, p.list_internal_intruders(s.suppressed()));
        const auto open = intruders.find_uncovered(s.solution());
        if (open.empty()) return {};
        internal_search search(s, finder, intruders);
        bool hopeless = false;
        for (std::size_t i = 0; i < open.size() && !hopeless;) {
            if (stop && stop()) return {.outcome = problem_outcome::cancelled};
            std::vector<std::uint32_t> who;
            const auto n = open[i].first;
            for (; i < open.size() && open[i].first == n; ++i) who.push_back(open[i].second);
            search.protect(n, who);
            hopeless =
                search.impossible.size() + search.unexplained.size() + search.undecided.size() >=
                most_open;
        }
        if (!search.impossible.empty())
            return {.outcome = problem_outcome::impossible,
                    .open = std::move(search.impossible),
                    .more_open = hopeless};
        if (!search.unexplained.empty())
            return {.outcome = problem_outcome::unexplained,
                    .open = std::move(search.unexplained),
                    .more_open = hopeless};
        if (!search.undecided.empty())
            return {.outcome = problem_outcome::undecided,
                    .open = std::move(search.undecided),
                    .more_open = hopeless};
    }
}

} // namespace sdc::inline v0::detail
