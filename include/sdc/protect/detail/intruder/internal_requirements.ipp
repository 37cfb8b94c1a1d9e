#include <sdc/protect/detail/intruder/internal_requirements.hpp>

#include <sdc/intruder/linked_internal_intruders.hpp>

#include <algorithm>
#include <optional>

namespace sdc::inline v0::detail {
internal_requirements::internal_requirements(const suppression_problem& p,
                                             std::vector<intruder> intruders)
    : problem_(p), intruders_(std::move(intruders)), first_(p.size() + 1) {
    for (const auto& who : intruders_) {
        for (const auto& own : who.own) ++first_[own.cell + 1];
    }
    for (std::size_t i = 0; i < p.size(); ++i) first_[i + 1] += first_[i];
    owners_.resize(first_.back());
    auto next = first_;
    for (std::uint32_t k = 0; k < intruders_.size(); ++k) {
        for (std::uint32_t i = 0; i < intruders_[k].own.size(); ++i)
            owners_[next[intruders_[k].own[i].cell]++] = {k, i};
    }
}

std::int64_t internal_requirements::units_of(const intruder& who, cell_index cell) const {
    return problem_.count_own_units ? problem_.count_own_units(who, cell) : listed_units(who, cell);
}

std::optional<requirement> internal_requirements::asked(std::uint32_t requirement_index,
                                                        std::uint32_t who) const {
    auto n = problem_.requirements[requirement_index];
    const auto cell = protected_cell(n);
    const auto units = units_of(intruders_[who], cell);
    if (units > 0 && units == problem_.value[cell]) return std::nullopt;
    if (n.minus == no_cell && n.direction == requirement::side::down)
        n.limit = std::max(n.limit, units);
    return n;
}

bool internal_requirements::agrees(const own_contribution& own, std::int64_t change) const {
    return own.sole_contributor ? change == 0 : problem_.value[own.cell] + change >= own.units;
}

bool internal_requirements::agrees(std::uint32_t who, const move& m) const {
    return std::ranges::all_of(intruders_[who].own, [&](const own_contribution& own) {
        return agrees(own, change_in(m, own.cell));
    });
}

/// Intruders who know better than the move, ascending.
std::vector<std::uint32_t> internal_requirements::find_touched(const move& m) const {
    std::vector<std::uint32_t> found;
    for (const auto& [cell, change] : m) {
        for (auto i = first_[cell]; i < first_[cell + 1]; ++i) {
            const auto [who, which] = owners_[i];
            if (!agrees(intruders_[who].own[which], change)) found.push_back(who);
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>>
internal_requirements::find_uncovered(const problem_solution& s) const {
    auto further = s.intruders;
    std::ranges::sort(further);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open;
    for (std::uint32_t i = 0; i < s.move_of.size(); ++i) {
        if (s.move_of[i] >= s.moves.size()) continue;
        const auto others =
            std::ranges::equal_range(further, i, {}, [](const auto& pair) { return pair.first; });
        for (const auto who : find_touched(s.moves[s.move_of[i]])) {
            const auto wanted = asked(i, who);
            const auto holds = [&](const auto& pair) {
                return agrees(who, s.moves[pair.second]) &&
                       meets(problem_, *wanted, s.moves[pair.second]);
            };
            if (wanted && std::ranges::none_of(others, holds)) open.emplace_back(i, who);
        }
    }
    return open;
}

} // namespace sdc::inline v0::detail
