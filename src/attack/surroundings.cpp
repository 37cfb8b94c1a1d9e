#include "surroundings.hpp"

#include <sdc/detail/integer.hpp>

#include <algorithm>
#include <numeric>

namespace sdc::inline v0::detail {
namespace {

/// More of one row than this says little about its far end.
constexpr std::size_t most_of_one_row = 16;

std::int64_t saturate(wide_sum n) {
    if (n >= unlimited) return unlimited;
    if (n <= -unlimited) return -unlimited;
    return static_cast<std::int64_t>(n);
}

/// Adds coefficient x bound; an unlimited bound makes the sum unlimited.
void add_bound(std::int64_t& sum, std::int64_t coefficient, std::int64_t bound) {
    if (sum == unlimited || sum == -unlimited) return;
    const bool no_limit = bound == unlimited || bound == -unlimited;
    if (no_limit)
        sum = (bound > 0) == (coefficient > 0) ? unlimited : -unlimited;
    else
        sum = saturate(wide_sum{sum} + wide_sum{coefficient} * bound);
}

} // namespace

surroundings::surroundings(const component& whole, const column_form& centre, std::size_t size,
                           std::span<const std::int64_t> low, std::span<const std::int64_t> high,
                           std::uint64_t search_limit)
    : whole_(whole), low_(low), high_(high), search_limit_(search_limit) {
    collect(whole, centre, size);
    cut(whole);
    part_.solvers = whole.solvers;
    part_.cancel = whole.cancel;
    search_.emplace(part_, search_limit_);
}

void surroundings::collect(const component& whole, const column_form& centre, std::size_t size) {
    std::vector<bool> inside(whole.columns()), seen(whole.rows());
    const auto take = [&](std::uint32_t column) {
        if (inside[column] || columns_.size() >= size) return;
        inside[column] = true;
        columns_.push_back(column);
    };
    for (const auto& [column, coefficient] : centre) take(column);
    std::vector<std::uint32_t> mates;
    for (std::size_t i = 0; i < columns_.size() && columns_.size() < size; ++i) {
        for (const auto& at : whole.column(columns_[i])) {
            if (seen[at.at]) continue;
            seen[at.at] = true;
            mates.clear();
            for (const auto& e : whole.row(at.at)) {
                if (!inside[e.at]) mates.push_back(e.at);
            }
            const auto room = [&](std::uint32_t j) {
                return high_[j] == unlimited ? unlimited : high_[j] - low_[j];
            };
            if (mates.size() > most_of_one_row) {
                std::ranges::stable_sort(mates, std::ranges::greater{}, room);
                mates.resize(most_of_one_row);
            }
            for (const auto column : mates) take(column);
        }
    }
    order_.resize(columns_.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::ranges::sort(order_, {}, [&](std::uint32_t i) { return columns_[i]; });
}

std::optional<std::uint32_t> surroundings::find(std::uint32_t column) const noexcept {
    const auto at =
        std::ranges::lower_bound(order_, column, {}, [&](std::uint32_t i) { return columns_[i]; });
    if (at == order_.end() || columns_[*at] != column) return std::nullopt;
    return *at;
}

bool surroundings::contains(const column_form& form) const noexcept {
    return std::ranges::all_of(form,
                               [&](const auto& term) { return find(term.first).has_value(); });
}

void surroundings::cut(const component& whole) {
    std::vector<std::uint32_t> rows;
    for (const auto column : columns_) {
        part_.low.push_back(low_[column]);
        part_.high.push_back(high_[column]);
        for (const auto& at : whole.column(column)) rows.push_back(at.at);
    }
    std::ranges::sort(rows);
    const auto repeated = std::ranges::unique(rows);
    rows.erase(repeated.begin(), repeated.end());
    for (const auto r : rows) add_remainder(whole, r);
    part_.index_columns();
}

void surroundings::add_remainder(const component& whole, std::uint32_t row) {
    remainder rest{.row = row, .column = 0, .low = 0, .high = 0};
    bool outside = false;
    for (const auto& e : whole.row(row)) {
        if (const auto own = find(e.at)) {
            part_.row_entries.push_back({.at = *own, .coefficient = e.coefficient});
            continue;
        }
        outside = true;
        add_bound(rest.low, e.coefficient, e.coefficient > 0 ? low_[e.at] : high_[e.at]);
        add_bound(rest.high, e.coefficient, e.coefficient > 0 ? high_[e.at] : low_[e.at]);
    }
    if (outside) {
        rest.column = part_.columns();
        part_.low.push_back(rest.low);
        part_.high.push_back(rest.high);
        part_.row_entries.push_back({.at = rest.column, .coefficient = 1});
        remainders_.push_back(rest);
    }
    part_.end_row(whole.row_low[row], whole.row_high[row]);
}

column_form surroundings::translate(const column_form& form) const {
    column_form inside;
    for (const auto& [column, coefficient] : form) inside.emplace_back(*find(column), coefficient);
    return inside;
}

maximum surroundings::bound(const column_form& form, std::int64_t enough) {
    for (const auto& rest : remainders_) search_->restrict(rest.column, rest.low, rest.high);
    return search_->maximise(translate(form), std::nullopt, enough);
}

maximum surroundings::improve(const column_form& form, std::int64_t enough,
                              std::span<std::int64_t> point) {
    for (const auto& rest : remainders_) {
        wide_sum held = 0;
        for (const auto& e : whole_.row(rest.row)) {
            if (!find(e.at)) held += wide_sum{e.coefficient} * point[e.at];
        }
        search_->restrict(rest.column, saturate(held), saturate(held));
    }
    const auto before = evaluate(form, point);
    const auto found = search_->maximise(translate(form), before, enough);
    if (found.value && *found.value > before) {
        for (std::size_t i = 0; i < columns_.size(); ++i) point[columns_[i]] = search_->point()[i];
    }
    return found;
}

} // namespace sdc::inline v0::detail
