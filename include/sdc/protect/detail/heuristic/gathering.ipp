#include <sdc/protect/detail/heuristic/gathering.hpp>

#include <sdc/table/cube.hpp>

#include <algorithm>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_cells_with_people = 1'000;

} // namespace

std::optional<gathering> gathering::make(const suppression_problem& p,
                                         const std::vector<bool>& suppressed) {
    if (p.tables.size() != 1 || !p.tables.front().numbers.empty() || !p.rows.has_equations_only())
        return std::nullopt;
    const auto hidden = static_cast<std::size_t>(std::ranges::count(suppressed, true));
    if (hidden < p.size() - p.size() / 10) return std::nullopt;
    gathering made(p, suppressed);
    for (cell_index cell = 0; cell < p.size(); ++cell) {
        if (!suppressed[cell] || made.codes_.is_margin(cell)) continue;
        made.leaves_.push_back(cell);
        if (p.value[cell] > 0) made.people_.push_back(cell);
    }
    if (made.people_.empty() || made.people_.size() > most_cells_with_people) return std::nullopt;
    return made;
}

bool gathering::is_under(cell_index leaf, cell_index cell) const {
    for (std::size_t d = 0; d < codes_.dimensions().size(); ++d) {
        if (!codes_.codes(d).contains(codes_.shape().coordinate(cell, d),
                                      codes_.shape().coordinate(leaf, d)))
            return false;
    }
    return true;
}

/// Codes come before their parts, so that what is under a cell comes behind it.
std::optional<cell_index> gathering::find_place(cell_index cell, bool inside) const {
    const auto from = inside ? std::ranges::lower_bound(leaves_, cell) : leaves_.begin();
    const auto found = std::find_if(
        from, leaves_.end(), [&](cell_index leaf) { return is_under(leaf, cell) == inside; });
    return found == leaves_.end() ? std::nullopt : std::optional(*found);
}

void gathering::add(cell_index leaf, std::int64_t by, move& to) const {
    const auto first = to.size();
    to.emplace_back(static_cast<unknown>(leaf), by);
    for (std::size_t d = 0; d < codes_.dimensions().size(); ++d) {
        const auto stride = codes_.shape().stride(d);
        const auto own = codes_.shape().coordinate(leaf, d);
        const auto last = to.size();
        for (auto code = own; code != 0;) {
            code = codes_.codes(d).parent(code);
            for (auto i = first; i < last; ++i)
                to.emplace_back(static_cast<unknown>(to[i].first - (own - code) * stride), by);
        }
    }
}

std::optional<move> gathering::find(const wanted_change& wanted) const {
    if (wanted.minus) return std::nullopt;
    const bool inside = wanted.sign > 0; // where people go
    const auto place = find_place(wanted.cell, inside);
    if (!place) return std::nullopt;
    move all;
    auto left = wanted.amount;
    for (const auto leaf : people_) {
        if (left == 0) break;
        if (is_under(leaf, wanted.cell) == inside) continue;
        const auto take = std::min(left, p_.value[leaf] - p_.low[leaf]);
        if (take <= 0) continue;
        add(leaf, -take, all);
        add(*place, take, all);
        left -= take;
    }
    if (left > 0) return std::nullopt;
    std::ranges::sort(all);
    move made;
    for (const auto& [cell, change] : all) {
        if (!made.empty() && made.back().first == cell)
            made.back().second += change;
        else
            made.emplace_back(cell, change);
    }
    std::erase_if(made, [](const auto& one) { return one.second == 0; });
    if (!agrees(p_, suppressed_, made)) return std::nullopt;
    return made;
}

} // namespace sdc::inline v0::detail
