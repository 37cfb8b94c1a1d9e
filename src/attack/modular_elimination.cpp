#include "modular_elimination.hpp"

#include <algorithm>
#include <map>

namespace sdc::inline v0::detail {

elimination::elimination(prime_field field, std::vector<sparse> rows, index columns)
    : field_(field), rows_(std::move(rows)), done_(rows_.size()), rows_of_(columns),
      count_(columns), order_of_row_(rows_.size(), none), order_of_column_(columns, none) {
    for (index r = 0; r < rows_.size(); ++r) {
        for (const auto& e : rows_[r]) {
            rows_of_[e.at].push_back(r);
            ++count_[e.at];
        }
        if (rows_[r].size() == 1) single_.push_back(r);
    }
    for (index j = 0; j < columns; ++j) {
        if (count_[j] > 0) waiting_.emplace(count_[j], j);
    }
    eliminate();
}

void elimination::eliminate() {
    while (!waiting_.empty()) {
        if (single_.empty()) {
            const auto column = waiting_.begin()->second;
            pivot(choose_row(column), column);
            continue;
        }
        const auto row = single_.front();
        single_.pop_front();
        if (order_of_row_[row] == none && rows_[row].size() == 1) pivot(row, rows_[row].front().at);
    }
}

elimination::number elimination::value(index row, index column) const {
    const auto at = std::ranges::lower_bound(rows_[row], column, {}, &item::at);
    return at != rows_[row].end() && at->at == column ? at->value : 0;
}

/// The shortest; it fills in least.
elimination::index elimination::choose_row(index column) {
    auto best = none;
    for (const auto r : rows_of_[column]) {
        if (order_of_row_[r] != none || value(r, column) == 0) continue;
        if (best == none || rows_[r].size() < rows_[best].size()) best = r;
    }
    return best;
}

void elimination::count(index column, int change) {
    if (order_of_column_[column] != none) return;
    if (count_[column] > 0) waiting_.erase({count_[column], column});
    count_[column] += static_cast<index>(change);
    if (count_[column] > 0) waiting_.emplace(count_[column], column);
}

void elimination::pivot(index row, index column) {
    waiting_.erase({count_[column], column});
    order_of_row_[row] = order_of_column_[column] = static_cast<index>(pivots_.size());
    pivots_.emplace_back(row, column);
    for (const auto& e : rows_[row]) count(e.at, -1);
    const auto inverse = field_.invert(value(row, column));
    for (const auto r : std::exchange(rows_of_[column], {})) {
        if (order_of_row_[r] != none) continue;
        const auto own = value(r, column);
        if (own != 0) subtract(r, field_.multiply(own, inverse), row);
    }
}

void elimination::subtract(index row, number factor, index pivot_row) {
    auto& own = rows_[row];
    const auto& other = rows_[pivot_row];
    merged_.clear();
    auto a = own.begin();
    for (const auto& e : other) {
        while (a != own.end() && a->at < e.at) merged_.push_back(*a++);
        const bool both = a != own.end() && a->at == e.at;
        const auto left = field_.subtract(both ? a->value : 0, field_.multiply(factor, e.value));
        if (both) ++a;
        if (left != 0) merged_.push_back({e.at, left});
        if (both == (left != 0)) continue;
        count(e.at, both ? -1 : 1);
        if (!both) rows_of_[e.at].push_back(row);
    }
    merged_.insert(merged_.end(), a, own.end());
    own.assign(merged_.begin(), merged_.end());
    done_[row].push_back({pivot_row, factor});
    if (own.size() == 1) single_.push_back(row);
}

std::vector<elimination::number>
elimination::find_move(const std::function<number(index)>& value_of,
                       std::vector<number> sums) const {
    for (const auto& pivot : pivots_) {
        if (sums.empty()) break;
        auto& own = sums[pivot.first];
        for (const auto& d : done_[pivot.first])
            own = field_.subtract(own, field_.multiply(d.value, sums[d.at]));
    }
    std::vector<number> move(count_.size());
    for (index j = 0; j < move.size(); ++j) {
        if (order_of_column_[j] == none) move[j] = value_of(j);
    }
    for (auto k = pivots_.size(); k-- > 0;) {
        const auto [row, column] = pivots_[k];
        number sum = sums.empty() ? 0 : sums[row], own = 0;
        for (const auto& e : rows_[row]) {
            if (e.at == column)
                own = e.value;
            else
                sum = field_.subtract(sum, field_.multiply(e.value, move[e.at]));
        }
        move[column] = sum == 0 ? 0 : field_.multiply(sum, field_.invert(own));
    }
    return move;
}

elimination::sparse elimination::find_multipliers(const sparse& wanted) const {
    // Pivot rows from the first on, each of which clears its column.
    std::map<index, number> left, multiplier; // by the order of pivots
    for (const auto& e : wanted) {
        if (order_of_column_[e.at] != none) left[order_of_column_[e.at]] = e.value;
    }
    while (!left.empty()) {
        const auto [k, rest] = *left.begin();
        left.erase(left.begin());
        if (rest == 0) continue;
        const auto [row, own] = pivots_[k];
        const auto factor = field_.multiply(rest, field_.invert(value(row, own)));
        multiplier[k] = factor;
        for (const auto& e : rows_[row]) {
            if (e.at == own || order_of_column_[e.at] == none) continue;
            auto& other = left[order_of_column_[e.at]];
            other = field_.subtract(other, field_.multiply(factor, e.value));
        }
    }
    // From pivot rows back to the given rows, the last first.
    sparse given;
    while (!multiplier.empty()) {
        const auto [k, factor] = *multiplier.rbegin();
        multiplier.erase(std::prev(multiplier.end()));
        if (factor == 0) continue;
        const auto row = pivots_[k].first;
        given.push_back({row, factor});
        for (const auto& d : done_[row]) {
            auto& other = multiplier[order_of_row_[d.at]];
            other = field_.subtract(other, field_.multiply(d.value, factor));
        }
    }
    return given;
}

} // namespace sdc::inline v0::detail
