#include <sdc/protect/detail/exact/suppression_master.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <set>

namespace sdc::inline v0::detail {
namespace {

/// Cells that share a group are one class, named by its first cell.
std::vector<unknown> classes(const suppression_problem& p) {
    std::vector<unknown> first(p.size());
    std::iota(first.begin(), first.end(), unknown{0});
    const auto find = [&](unknown cell) {
        while (first[cell] != cell) cell = first[cell] = first[first[cell]];
        return cell;
    };
    for (const auto& group : p.suppression_groups) {
        for (const auto cell : group) {
            const auto a = find(group.front()), b = find(cell);
            first[std::max(a, b)] = std::min(a, b);
        }
    }
    for (unknown cell = 0; cell < p.size(); ++cell) first[cell] = find(cell);
    return first;
}

} // namespace

suppression_master::suppression_master(const suppression_problem& p)
    : p_(p), column_of_(p.size(), none), always_(p.size()) {
    make_columns();
    bridges_ = find_bridges();
    program all;
    for (const auto cost : cost_) all.add_column(0, 1, static_cast<double>(cost));
    solver_ = p.solvers.integer(all);
}

void suppression_master::make_columns() {
    const auto first = classes(p_);
    std::vector<bool> holds_suppressed(p_.size()), holds_fixed(p_.size());
    for (unknown cell = 0; cell < p_.size(); ++cell) {
        if (p_.role[cell] == cell_role::suppressed) holds_suppressed[first[cell]] = true;
        if (p_.role[cell] == cell_role::fixed) holds_fixed[first[cell]] = true;
    }
    std::vector<std::uint32_t> column_of_class(p_.size(), none);
    for (unknown cell = 0; cell < p_.size(); ++cell) {
        const auto group = first[cell];
        const bool candidate = p_.role[cell] == cell_role::candidate;
        always_[cell] =
            p_.role[cell] == cell_role::suppressed || (candidate && holds_suppressed[group]);
        if (candidate && always_[cell]) base_cost_ += p_.cost[cell];
        if (!candidate || always_[cell] || holds_fixed[group]) continue;
        auto& column = column_of_class[group];
        if (column == none) {
            column = static_cast<std::uint32_t>(columns_.size());
            columns_.emplace_back();
            cost_.push_back(0);
        }
        columns_[column].push_back(cell);
        cost_[column] += p_.cost[cell];
        column_of_[cell] = column;
    }
}

std::vector<bool> suppression_master::suppressed(const std::vector<bool>& on) const {
    auto result = always_;
    for (std::size_t j = 0; j < on.size(); ++j) {
        if (!on[j]) continue;
        for (const auto cell : columns_[j]) result[cell] = true;
    }
    return result;
}

std::vector<bool> suppression_master::columns_of(const std::vector<bool>& suppressed) const {
    std::vector<bool> on(columns_.size());
    for (std::size_t j = 0; j < on.size(); ++j) on[j] = suppressed[columns_[j].front()];
    return on;
}

std::int64_t suppression_master::cost(const std::vector<bool>& on) const {
    auto sum = base_cost_;
    for (std::size_t j = 0; j < on.size(); ++j) sum += on[j] ? cost_[j] : 0;
    return sum;
}

std::vector<double> suppression_master::open(std::span<const double> values) const {
    std::vector<double> result(p_.size(), 0.0);
    for (unknown cell = 0; cell < p_.size(); ++cell) {
        if (always_[cell])
            result[cell] = 1;
        else if (column_of_[cell] != none)
            result[cell] = std::clamp(values[column_of_[cell]], 0.0, 1.0);
    }
    return result;
}

bool suppression_master::add(const capacity_cut& cut, const intruder* who,
                             const std::vector<bool>& on) {
    auto amount = cut.amount;
    std::vector<std::int64_t> sum(columns_.size(), 0);
    for (const auto& [cell, n] : cut.terms) {
        if (always_[cell])
            amount -= n;
        else if (column_of_[cell] != none)
            sum[column_of_[cell]] += n;
    }
    if (amount <= 0) return false;
    std::vector<std::pair<std::uint32_t, std::int64_t>> terms;
    for (std::uint32_t j = 0; j < sum.size(); ++j) {
        if (sum[j] != 0) terms.emplace_back(j, std::min(sum[j], amount));
    }
    return add_row(std::move(terms), amount, who, on);
}

bool suppression_master::add_beyond(const std::vector<bool>& on, const intruder* who) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> terms;
    for (std::uint32_t j = 0; j < on.size(); ++j) {
        if (!on[j]) terms.emplace_back(j, 1);
    }
    return add_row(std::move(terms), 1, who, on);
}

bool suppression_master::add_row(std::vector<std::pair<std::uint32_t, std::int64_t>> terms,
                                 std::int64_t amount, const intruder* who,
                                 const std::vector<bool>& on) {
    auto low = amount;
    if (who != nullptr) {
        // One of his cells that is published makes the row hold, and one that is now shown but
        // suppressed then makes the intruder know more, not less.
        std::set<std::uint32_t> own;
        for (const auto& o : who->own) {
            if (const auto j = column_of_[o.cell]; j != none && on[j]) own.insert(j);
        }
        for (const auto j : own) {
            const auto at =
                std::ranges::lower_bound(terms, j, {}, [](const auto& t) { return t.first; });
            if (at != terms.end() && at->first == j)
                at->second -= amount;
            else
                terms.insert(at, {j, -amount});
            low -= amount;
        }
    }
    return insert({std::move(terms), low});
}

bool suppression_master::insert(row added) {
    const auto [at, is_new] = rows_.insert(std::move(added));
    if (!is_new) return false;
    row_of_.resize(solver_->rows(), rows_.end());
    row_of_.push_back(at);
    const auto& [terms, low] = *at;
    auto largest = std::abs(low);
    for (const auto& [j, n] : terms) largest = std::max(largest, std::abs(n));
    // The solver's tolerances are absolute: large rows are scaled down.
    const double scale = largest > 1000 ? 1.0 / static_cast<double>(largest) : 1.0;
    std::vector<std::uint32_t> index;
    std::vector<double> coefficient;
    for (const auto& [j, n] : terms) {
        index.push_back(j);
        coefficient.push_back(static_cast<double>(n) * scale);
    }
    solver_->add_row(index, coefficient, static_cast<double>(low) * scale, no_bound);
    return true;
}

void suppression_master::drop_slack_rows() {
    row_of_.resize(solver_->rows(), rows_.end());
    const auto dropped = solver_->drop_slack_rows(0);
    std::size_t kept = 0;
    for (std::size_t r = 0, next = 0; r < row_of_.size(); ++r) {
        if (next == dropped.size() || dropped[next] != r) {
            row_of_[kept++] = row_of_[r];
            continue;
        }
        ++next;
        if (row_of_[r] != rows_.end()) rows_.erase(row_of_[r]);
    }
    row_of_.resize(kept);
}

/// With internal intruders, a complement may be there for what its contributors know, and in a
/// group for the others: nothing then.
std::vector<std::vector<std::uint32_t>> suppression_master::find_bridges() const {
    std::vector<std::vector<std::uint32_t>> found;
    if (p_.list_internal_intruders) return found;
    for (std::uint32_t r = 0; r < p_.rows.size(); ++r) {
        if (p_.rows.limits(r) != std::pair<std::int64_t, std::int64_t>{0, 0}) continue;
        std::vector<std::uint32_t> columns;
        bool any_always = false;
        for (const auto& t : p_.rows.row(r)) {
            any_always = any_always || always_[t.cell];
            if (column_of_[t.cell] != none) columns.push_back(column_of_[t.cell]);
        }
        std::ranges::sort(columns);
        columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
        if (!any_always && !columns.empty()) found.push_back(std::move(columns));
    }
    return found;
}

std::size_t suppression_master::add_bridges(std::span<const double> values) {
    std::size_t added = 0;
    for (const auto& columns : bridges_) {
        double sum = 0;
        for (const auto j : columns) sum += values[j];
        for (const auto j : columns) {
            if (columns_[j].size() > 1 || 2 * values[j] <= sum + solver_tolerance) continue;
            std::vector<std::pair<std::uint32_t, std::int64_t>> terms;
            for (const auto k : columns) terms.emplace_back(k, k == j ? -1 : 1);
            added += insert({std::move(terms), 0});
        }
    }
    return added;
}

} // namespace sdc::inline v0::detail
