#include <sdc/protect/detail/search/simplex_moves.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t few_dimensions = 3, most_dimensions = 4;
/// As many cells as the largest part that programs are made of as a matter of course.
constexpr std::size_t large_part = 5'000;
constexpr std::size_t cells_a_requirement = 4;
/// Of one search in more than few dimensions; parts take less than searches that need more.
constexpr std::uint64_t work_a_cell = 200, work_of_few = 4000;

bool has_at_most(const suppression_problem& p, std::size_t dimensions) {
    return std::ranges::all_of(p.tables, [&](const problem_table& t) {
        return t.codes->dimensions().size() <= dimensions;
    });
}

} // namespace

bool simplex_moves::has_few_dimensions(const suppression_problem& p) {
    return has_at_most(p, few_dimensions);
}

bool simplex_moves::fits(const suppression_problem& p) {
    const bool is_worth_it =
        p.size() > large_part && p.size() >= cells_a_requirement * p.requirements.size();
    return p.rows.has_equations_only() &&
           has_at_most(p, is_worth_it ? most_dimensions : few_dimensions);
}

std::optional<move> simplex_moves::find(const goal& g, const wanted_change& wanted,
                                        const std::function<bool(unknown)>& accept,
                                        const price& price_of, std::uint64_t limit) {
    const request r{
        .asked = g, .accept = accept, .price_of = price_of, .most = largest_change(wanted.amount)};
    found_.reset();
    left_ = limit;
    simplex_.give_up_beyond(simplex_.work() +
                            (has_few_dimensions(p_) ? work_of_few : work_a_cell) * p_.size());
    undecided_ = wanted.amount > largest_sought;
    if (undecided_) return std::nullopt;
    ranges_.clear();
    const auto by = wanted.sign * wanted.amount;
    const auto own = terms_of(r, wanted.cell);
    if (by < own.low || by > own.high) return std::nullopt;
    ranges_.push_back({wanted.cell, by, by});
    visit(r);
    return std::move(found_);
}

move_simplex::terms simplex_moves::terms_of(const request& r, unknown cell) const {
    if (!r.accept(cell) || std::ranges::binary_search(r.asked.still, cell)) return {};
    auto low = p_.low[cell];
    const auto at =
        std::ranges::lower_bound(r.asked.least, cell, {}, &std::pair<unknown, std::int64_t>::first);
    if (at != r.asked.least.end() && at->first == cell) low = std::max(low, at->second);
    move_simplex::terms t{.price = r.price_of(cell),
                          .low = std::max(-r.most, low - p_.value[cell]),
                          .high = p_.high[cell] == unlimited
                                      ? r.most
                                      : std::min(r.most, p_.high[cell] - p_.value[cell])};
    for (const auto& narrower : ranges_) {
        if (narrower.cell != cell) continue;
        t.low = std::max(t.low, narrower.low);
        t.high = std::min(t.high, narrower.high);
    }
    return t;
}

void simplex_moves::visit(const request& r) {
    if (left_ == 0) {
        undecided_ = true;
        return;
    }
    --left_;
    std::vector<unknown> forced;
    for (const auto& narrower : ranges_) {
        if ((narrower.low > 0 || narrower.high < 0) &&
            std::ranges::find(forced, narrower.cell) == forced.end())
            forced.push_back(narrower.cell);
    }
    const auto outcome = simplex_.minimise(forced, [&](unknown cell) { return terms_of(r, cell); });
    if (outcome != move_simplex::outcome::optimal) {
        undecided_ = undecided_ || outcome == move_simplex::outcome::gave_up;
        return;
    }
    move made;
    for (const auto& [cell, change] : simplex_.changes()) {
        if (std::abs(change - std::round(change)) > solver_tolerance)
            return branch(r, cell, change);
        made.emplace_back(cell, std::llround(change));
    }
    std::ranges::sort(made);
    if (is_possible(p_, made))
        found_ = std::move(made);
    else
        undecided_ = true;
}

void simplex_moves::branch(const request& r, unknown cell, double value) {
    const auto down = static_cast<std::int64_t>(std::floor(value));
    const bool nearer_up = value - std::floor(value) >= 0.5;
    for (const bool up : {nearer_up, !nearer_up}) {
        ranges_.push_back(up ? range{cell, down + 1, r.most} : range{cell, -r.most, down});
        visit(r);
        ranges_.pop_back();
        if (found_) return;
    }
}

} // namespace sdc::inline v0::detail
