#include <sdc/protect/detail/search/move_search.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

/// Beyond this the solver's tolerances no longer tell prices apart.
constexpr double highest_price = 1e9;
constexpr std::uint64_t last_search_limit = 2'000;
constexpr std::int64_t share_of_known_cost = 10;
/// Cells of the surroundings by rows in which a requirement is shown to be impossible, or searched
/// for at last.
constexpr std::array<std::size_t, 2> refutation_sizes{60, 600};
constexpr std::array<std::size_t, 2> last_sizes{1'500, 8'000};

void take_cheaper(std::optional<priced_move>& best, const pattern& s, move found) {
    const auto cost = s.added_cost(found);
    if (!best || cost < best->cost) best = {cost, std::move(found)};
}

} // namespace

double move_search::usual_price(const pattern& s, unknown cell) const {
    if (!s.is_suppressed(cell)) return std::min(static_cast<double>(p_.cost[cell]), highest_price);
    // Paths are cheapest by what they add; programs, which may wander through suppressed cells,
    // should not.
    return network_ ? network_moves::least_price : std::min(s.suppressed_price(), highest_price);
}

found_move move_search::solve(const goal& g, const wanted_change& change,
                              std::vector<unknown> cells, const price& price_of,
                              std::uint64_t limit) {
    for (const auto cell : g.still) std::erase(cells, cell);
    system_.build(cells);
    work_ += system_.cells().size() + 10;
    if (!change.minus && system_.column_of(change.cell) == local_system::outside)
        return {.exhausted = true};
    move_finder finder(system_, price_of, change.amount, &change, g.least);
    return finder.find(change, limit);
}

std::optional<move> move_search::among_suppressed(const pattern& s, const goal& g,
                                                  const price& price_of, std::size_t size,
                                                  std::uint64_t limit) {
    if (is_network(g)) return network_->among_suppressed(s, g, price_of);
    const auto wanted = changes(p_, g.asked);
    gave_up_ = false;
    if (is_simplex(g)) {
        bool decided = true;
        for (const auto& change : wanted) {
            if (auto found = simplex_->find(
                    g, change, [&](unknown cell) { return s.is_suppressed(cell); }, price_of,
                    limit))
                return found;
            decided = decided && !simplex_->was_undecided();
        }
        if (decided) return std::nullopt;
        gave_up_ = true;
    }
    for (const auto& change : wanted) {
        auto found = solve(g, change, area_.suppressed_near(s, change, size), price_of, limit);
        if (found.found) return std::move(found.found);
    }
    return std::nullopt;
}

std::optional<priced_move> move_search::anywhere(const pattern& s, const goal& g,
                                                 const price& price_of, std::uint64_t limit) {
    found_nothing_ = gave_up_ = false;
    if (is_network(g)) {
        auto found = network_->with_complements(s, g, price_of);
        found_nothing_ = !found;
        return found;
    }
    if (!is_simplex(g)) return std::nullopt;
    std::optional<priced_move> best;
    bool decided = true;
    for (const auto& change : changes(p_, g.asked)) {
        auto found = simplex_->find(
            g, change, [&](unknown cell) { return s.may_move(cell); }, price_of, limit);
        decided = decided && !simplex_->was_undecided();
        if (found) take_cheaper(best, s, std::move(*found));
    }
    found_nothing_ = !best && decided;
    gave_up_ = !best && !decided;
    return best;
}

std::optional<priced_move> move_search::nearby(const pattern& s, const goal& g,
                                               const price& price_of, std::size_t size,
                                               std::uint64_t limit, std::int64_t known) {
    std::optional<priced_move> best;
    const auto most_cost =
        known == unlimited ? unlimited : std::max<std::int64_t>(1, known / share_of_known_cost);
    for (const auto& change : changes(p_, g.asked)) {
        auto cells = area_.cells_near(s, change, std::min<std::size_t>(300, 100 + size / 2), size);
        std::erase_if(cells, [&](unknown cell) {
            return cell != change.cell && !s.is_suppressed(cell) && p_.cost[cell] > most_cost;
        });
        auto found = solve(g, change, std::move(cells), price_of, limit);
        if (found.found) take_cheaper(best, s, std::move(*found.found));
    }
    return best;
}

std::optional<priced_move> move_search::by_products(const pattern& s, const goal& g,
                                                    const price& price_of) {
    std::optional<priced_move> best;
    if (is_network(g) || (is_simplex(g) && simplex_moves::has_few_dimensions(p_))) return best;
    for (const auto& change : changes(p_, g.asked)) {
        auto found = area_.find_product(s, g, change, price_of);
        if (found) take_cheaper(best, s, std::move(*found));
    }
    return best;
}

std::optional<priced_move> move_search::with_complements(const pattern& s, const goal& g,
                                                         const price& price_of, std::size_t size,
                                                         std::uint64_t limit) {
    if (auto found = anywhere(s, g, price_of, limit)) return found;
    if (found_nothing_) return std::nullopt;
    if (auto found = by_products(s, g, price_of)) return found;
    return nearby(s, g, price_of, size, limit);
}

/// If the rows around the requirement alone, with all that they touch free within its own limits,
/// leave no move, no move is left.
bool move_search::is_impossible_nearby(const pattern& s, const goal& g) {
    const auto wanted = changes(p_, g.asked);
    return std::ranges::all_of(wanted, [&](const wanted_change& change) {
        return std::ranges::any_of(refutation_sizes, [&](std::size_t size) {
            system_.build_rows_of(area_.movable_near(s, change, size), [&](unknown cell) {
                return s.may_move(cell) && std::ranges::find(g.still, cell) == g.still.end();
            });
            work_ += system_.cells().size() + 10;
            move_finder finder(
                system_, [](unknown) { return 1.0; }, change.amount, &change, g.least);
            return finder.find(change, last_search_limit).exhausted;
        });
    });
}

move_search::verdict move_search::among_all(const pattern& s, const goal& g,
                                            const price& price_of) {
    if (is_network(g)) {
        auto found = network_->with_complements(s, g, price_of);
        const bool impossible = !found;
        return {.found = std::move(found), .impossible = impossible};
    }
    if (is_impossible_nearby(s, g)) return {.impossible = true};
    const auto attempt = [&](std::size_t size) {
        verdict all{.impossible = true};
        for (const auto& change : changes(p_, g.asked)) {
            auto found =
                solve(g, change, area_.movable_near(s, change, size), price_of, last_search_limit);
            all.impossible = all.impossible && found.exhausted;
            if (found.found) take_cheaper(all.found, s, std::move(*found.found));
        }
        return all;
    };
    for (const auto size : last_sizes) {
        if (size >= p_.size()) continue;
        if (auto tried = attempt(size); tried.found) return tried;
    }
    return attempt(p_.size());
}

} // namespace sdc::inline v0::detail
