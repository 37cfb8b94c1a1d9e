#include <sdc/rule/verdict.hpp>

#include <algorithm>
#include <span>

namespace sdc::inline v0 {

bool is_unsafe(std::span<const reason> reasons) noexcept {
    return std::ranges::any_of(reasons,
                               [](const reason& r) { return r.rule != rule_id::suppressed_zero; });
}

} // namespace sdc::inline v0

namespace sdc::inline v0 {

std::span<const reason> verdicts::reasons_at(std::size_t i) const noexcept {
    return std::span(reasons_).subspan(
        first_[i], (i + 1 < first_.size() ? first_[i + 1] : reasons_.size()) - first_[i]);
}

std::span<const reason> verdicts::reasons(cell_index cell) const noexcept {
    const auto at = std::ranges::lower_bound(cells_, cell);
    if (at == cells_.end() || *at != cell) return {};
    return reasons_at(static_cast<std::size_t>(at - cells_.begin()));
}

std::int64_t verdicts::minimum(cell_index cell) const noexcept {
    const auto* fact = find_fact(cell);
    const auto by_rule = is_unpublished(cell) ? 0 : suppressed_minimum_;
    return fact == nullptr ? by_rule : std::max(by_rule, fact->low);
}

std::int64_t verdicts::maximum(cell_index cell) const noexcept {
    const auto* fact = find_fact(cell);
    return fact == nullptr ? unlimited : fact->high;
}

void verdicts::add(cell_index cell, const reason& why) {
    if (cells_.empty() || cells_.back() != cell) {
        cells_.push_back(cell);
        first_.push_back(reasons_.size());
    }
    reasons_.push_back(why);
}

void verdicts::add_fact(const condition& fact) {
    const auto at = std::ranges::lower_bound(facts_, fact.cell, {}, &condition::cell);
    if (at == facts_.end() || at->cell != fact.cell) {
        facts_.insert(at, fact);
        return;
    }
    at->low = std::max(at->low, fact.low);
    at->high = std::min(at->high, fact.high);
}

const condition* verdicts::find_fact(cell_index cell) const noexcept {
    const auto at = std::ranges::lower_bound(facts_, cell, {}, &condition::cell);
    return at == facts_.end() || at->cell != cell ? nullptr : &*at;
}

} // namespace sdc::inline v0
