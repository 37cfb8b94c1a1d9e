#include <sdc/protect/detail/search/witness_search.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t remembered = 8;
/// Each takes a program of its own.
constexpr std::size_t most_cases = 256;

} // namespace

bool witness_search::serves(const move& m, const demand& d, const std::vector<bool>& suppressed) {
    return std::ranges::all_of(m, [&](const auto& c) { return suppressed[c.first]; }) &&
           (d.intruders == nullptr || d.intruders->agrees(d.who, m)) && reaches(p_, d.asked, m) &&
           agrees(p_, suppressed, m) && leaves_one_flagged(m, suppressed);
}

/// Nothing, too, where not even the true table is one of the cases: then nobody can rely on them.
const std::optional<one_of>& witness_search::flagged_cases(const std::vector<bool>& suppressed) {
    if (flagged_for_ == suppressed) return flagged_;
    flagged_for_ = suppressed;
    flagged_ = p_.find_flagged_cases(suppressed);
    if (!flagged_) return flagged_;
    flagged_->sort();
    if (find_alternative(*flagged_, [&](cell_index cell) { return p_.value[cell]; }) ==
        flagged_->size())
        flagged_.reset();
    return flagged_;
}

bool witness_search::leaves_one_flagged(const move& m, const std::vector<bool>& suppressed) {
    if (!p_.find_flagged_cases || p_.explains(m)) return true;
    const auto& cases = flagged_cases(suppressed);
    return !cases || find_alternative(*cases, [&](cell_index cell) {
                         return p_.value[cell] + change_in(m, cell);
                     }) < cases->size();
}

/// A move into one of the cases, tried one after the other: first those that the true table is in.
std::optional<move> witness_search::with_one_flagged(const question& q, const demand& d,
                                                     const std::vector<bool>& suppressed,
                                                     bool& settled) {
    const auto& cases = flagged_cases(suppressed);
    std::vector<std::size_t> order(cases->size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto is_true = [&](const condition& c) {
        return holds(c, [&](cell_index cell) { return p_.value[cell]; });
    };
    std::ranges::stable_partition(
        order, [&](std::size_t i) { return std::ranges::all_of((*cases)[i], is_true); });
    if (order.size() > most_cases) {
        order.resize(most_cases);
        settled = false;
    }
    for (const auto i : order) {
        auto found = separation_.whole_move(q, suppressed, (*cases)[i], node_limit_, settled);
        if (found && serves(*found, d, suppressed)) return found;
        settled = settled && !found;
    }
    return std::nullopt;
}

void witness_search::remember(const problem_solution& s) {
    for (std::uint32_t n = 0; n < s.move_of.size(); ++n)
        recent_[n].push_back(s.moves[s.move_of[n]]);
    for (const auto& [n, m] : s.intruders) recent_[n].push_back(s.moves[m]);
}

std::optional<move> witness_search::find(const demand& d, const std::vector<bool>& suppressed,
                                         bool& settled) {
    auto& recent = recent_[d.number];
    for (const auto& m : recent) {
        if (serves(m, d, suppressed)) return m;
    }
    const std::vector<double> open(suppressed.begin(), suppressed.end());
    for (const auto& q : questions_of(p_, d.asked, d.find_intruder())) {
        auto answer = separation_.ask(q, open);
        if (!answer.possible && answer.cut) continue;
        if (!answer.whole || !serves(*answer.whole, d, suppressed))
            answer.whole = separation_.whole_move(q, suppressed, {}, node_limit_, settled);
        if (answer.whole && !leaves_one_flagged(*answer.whole, suppressed))
            answer.whole = with_one_flagged(q, d, suppressed, settled);
        if (!answer.whole) continue;
        if (!serves(*answer.whole, d, suppressed)) {
            settled = false;
            continue;
        }
        recent.insert(recent.begin(), *answer.whole);
        if (recent.size() > remembered) recent.pop_back();
        return answer.whole;
    }
    return std::nullopt;
}

std::optional<problem_solution> witness_search::prove(std::vector<bool> suppressed) {
    problem_solution s{.suppressed = std::move(suppressed)};
    for (unknown cell = 0; cell < p_.size(); ++cell)
        s.cost += s.suppressed[cell] && p_.role[cell] == cell_role::candidate ? p_.cost[cell] : 0;
    for (std::uint32_t n = 0; n < p_.requirements.size(); ++n) {
        bool settled = true;
        auto m = find(outside(n), s.suppressed, settled);
        if (!m) return std::nullopt;
        s.move_of.push_back(static_cast<std::uint32_t>(s.moves.size()));
        s.moves.push_back(*std::move(m));
    }
    if (p_.list_internal_intruders && !protect_against_intruders(s)) return std::nullopt;
    return s;
}

bool witness_search::protect_against_intruders(problem_solution& s) {
    const internal_requirements intruders(p_, p_.list_internal_intruders(s.suppressed));
    std::size_t first = 0; // further witnesses of the requirement
    for (const auto& [n, who] : intruders.find_uncovered(s)) {
        const demand d{
            .number = n, .asked = *intruders.asked(n, who), .intruders = &intruders, .who = who};
        while (first < s.intruders.size() && s.intruders[first].first != n) ++first;
        if (std::any_of(
                s.intruders.begin() + static_cast<std::ptrdiff_t>(first), s.intruders.end(),
                [&](const auto& pair) { return serves(s.moves[pair.second], d, s.suppressed); }))
            continue;
        bool settled = true;
        auto m = find(d, s.suppressed, settled);
        if (!m) return false;
        s.intruders.emplace_back(n, static_cast<std::uint32_t>(s.moves.size()));
        s.moves.push_back(*std::move(m));
    }
    return intruders.find_uncovered(s).empty();
}

std::optional<capacity_cut> witness_search::separate(const demand& d,
                                                     std::span<const double> open) {
    std::optional<capacity_cut> all;
    for (const auto& q : questions_of(p_, d.asked, d.find_intruder())) {
        auto answer = separation_.ask(q, open);
        if (!answer.cut) return std::nullopt;
        all = all ? either(*all, *answer.cut) : std::move(answer.cut);
        if (!all) return std::nullopt;
    }
    return rounded(*std::move(all), open);
}

} // namespace sdc::inline v0::detail
