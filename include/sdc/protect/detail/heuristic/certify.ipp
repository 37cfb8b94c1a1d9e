#include <sdc/protect/detail/heuristic/certify.hpp>
#include <sdc/protect/detail/heuristic/gathering.hpp>

#include <sdc/detail/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <numeric>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t area_size = 300;
constexpr std::uint64_t certify_search_limit = 20;

/// Union-find over cells.
class sets {
public:
    explicit sets(std::size_t n) : parent_(n) {
        std::iota(parent_.begin(), parent_.end(), unknown{0});
    }
    unknown find(unknown a) {
        while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
        return a;
    }
    void join(unknown a, unknown b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<unknown> parent_;
};

/// Open requirements of each component, smallest amounts first: their moves are short and often
/// meet others.
std::vector<std::vector<std::uint32_t>> group_by_component(const pattern& s) {
    const auto& p = s.problem();
    sets together(p.size());
    for (std::uint32_t r = 0; r < p.rows.size(); ++r) {
        const unknown* first = nullptr;
        for (const auto& t : p.rows.row(r)) {
            if (!s.is_suppressed(t.cell)) continue;
            if (first != nullptr) together.join(*first, t.cell);
            first = &t.cell;
        }
    }
    // A move in one component may meet a requirement that speaks of both.
    for (const auto& n : p.requirements) {
        if (n.minus != no_cell)
            together.join(static_cast<unknown>(n.cell), static_cast<unknown>(n.minus));
    }
    std::vector<std::pair<unknown, std::uint32_t>> of;
    for (std::uint32_t n = 0; n < p.requirements.size(); ++n) {
        if (!s.is_met(n))
            of.emplace_back(together.find(static_cast<unknown>(p.requirements[n].cell)), n);
    }
    std::ranges::stable_sort(of, {}, [](const auto& o) { return o.first; });
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::size_t i = 0; i < of.size(); ++i) {
        if (i == 0 || of[i].first != of[i - 1].first) groups.emplace_back();
        groups.back().push_back(of[i].second);
    }
    for (auto& g : groups)
        std::ranges::stable_sort(g, {}, [&](std::uint32_t n) { return amount_of(p, n); });
    return groups;
}

/// One component: the moves in the order in which they were found. `met` is shared; a component
/// writes its own requirements alone.
std::vector<move> search(const pattern& s, move_search& finder,
                         const std::vector<std::uint32_t>& requirements,
                         std::vector<std::uint8_t>& met, const std::function<bool()>& stop) {
    const auto& p = s.problem();
    const bool has_few = simplex_moves::has_few_dimensions(p);
    constexpr std::size_t tries_of_all = 8;
    std::vector<move> found;
    std::size_t tries = 0, gave_up = 0; // of searches among all that is suppressed
    finder.search_parts_alone(false);
    const auto share = [&](const move& m) {
        for (const auto& [cell, change] : m) {
            for (const auto n : s.requirements_at(cell)) {
                if (met[n] == 0 && meets(p, p.requirements[n], m)) met[n] = 1;
            }
        }
    };
    for (const auto n : requirements) {
        if (stop && stop()) break;
        if (met[n] != 0) continue;
        auto m = finder.among_suppressed(
            s, s.goal_of(n), [&](unknown cell) { return finder.usual_price(s, cell); }, area_size,
            certify_search_limit);
        gave_up += finder.gave_up() ? 1 : 0;
        if (++tries >= tries_of_all && 2 * gave_up > tries && !has_few) finder.search_parts_alone();
        if (!m) continue;
        share(*m);
        move mirror = *m;
        for (auto& [cell, change] : mirror) change = -change;
        if (agrees(p, s.suppressed(), mirror)) share(mirror);
        found.push_back(std::move(*m));
    }
    return found;
}

/// Smallest cells first: what fills a leaf cell fills all totals above it.
void gather(pattern& s, const std::function<bool()>& stop) {
    const auto& p = s.problem();
    const auto people = gathering::make(p, s.suppressed());
    if (!people) return;
    for (auto n = p.requirements.size(); n-- > 0;) { // parts come behind their totals
        if (stop && stop()) return;
        if (s.is_met(static_cast<std::uint32_t>(n))) continue;
        for (const auto& change : changes(p, p.requirements[n])) {
            auto found = people->find(change);
            if (!found || !meets(p, p.requirements[n], *found)) continue;
            s.adopt(*std::move(found));
            break;
        }
    }
}

} // namespace

std::uint64_t certify(pattern& s, unsigned threads, const std::function<bool()>& stop) {
    gather(s, stop);
    const auto groups = group_by_component(s);
    std::vector<std::uint8_t> met(s.problem().requirements.size());
    for (std::uint32_t n = 0; n < met.size(); ++n) met[n] = s.is_met(n) ? 1 : 0;
    std::vector<std::vector<move>> found(groups.size());
    const auto workers = std::max<std::size_t>(1, std::min<std::size_t>(threads, groups.size()));
    std::vector<std::uint64_t> work(workers);
    std::atomic<std::size_t> next = 0;
    [[maybe_unused]] const auto done =
        for_each_parallel(workers, threads, [&](std::size_t worker) -> result<void> {
            move_search finder(s.problem());
            for (auto i = next++; i < groups.size(); i = next++)
                found[i] = search(s, finder, groups[i], met, stop);
            work[worker] = finder.work();
            return {};
        });
    for (auto& moves : found) {
        for (auto& m : moves) s.adopt(std::move(m));
    }
    return std::accumulate(work.begin(), work.end(), std::uint64_t{0});
}

} // namespace sdc::inline v0::detail
