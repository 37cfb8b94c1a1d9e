#include <sdc/protect/detail/search/local_system.hpp>

namespace sdc::inline v0::detail {

void local_system::clear() {
    // Not before it is used: searches of the whole table do without.
    column_of_.resize(p_.size(), outside);
    slot_of_.resize(p_.rows.size(), outside);
    for (const auto cell : cells_) column_of_[cell] = outside;
    cells_.clear();
}

void local_system::build(std::span<const unknown> cells) {
    clear();
    cells_.assign(cells.begin(), cells.end());
    for (const auto cell : cells_) column_of_[cell] = 0;
    peel();
    number_columns();
    collect_rows();
}

/// An equation with one cell left says that it does not change.
void local_system::peel() {
    std::vector<std::uint32_t> single;
    for (const auto cell : cells_) {
        for (const auto r : p_.rows.rows_of(cell)) {
            if (slot_of_[r] == outside) {
                slot_of_[r] = static_cast<std::uint32_t>(touched_.size());
                touched_.push_back(r);
                left_.push_back(0);
            }
            ++left_[slot_of_[r]];
        }
    }
    const auto is_single = [&](std::uint32_t r) {
        return left_[slot_of_[r]] == 1 &&
               p_.rows.limits(r) == std::pair<std::int64_t, std::int64_t>{0, 0};
    };
    for (const auto r : touched_) {
        if (is_single(r)) single.push_back(r);
    }
    while (!single.empty()) {
        const auto r = single.back();
        single.pop_back();
        if (left_[slot_of_[r]] != 1) continue;
        for (const auto& t : p_.rows.row(r)) {
            if (column_of_[t.cell] == outside) continue;
            column_of_[t.cell] = outside;
            for (const auto other : p_.rows.rows_of(t.cell)) {
                --left_[slot_of_[other]];
                if (is_single(other)) single.push_back(other);
            }
            break;
        }
    }
}

void local_system::number_columns() {
    std::size_t kept = 0;
    for (const auto cell : cells_) {
        if (column_of_[cell] == outside) continue;
        column_of_[cell] = static_cast<std::uint32_t>(kept);
        cells_[kept++] = cell;
    }
    cells_.resize(kept);
}

void local_system::collect_rows() {
    row_first_.assign(1, 0);
    terms_.clear();
    numbers_.clear();
    for (const auto r : touched_) {
        if (left_[slot_of_[r]] == 0) continue;
        for (const auto& t : p_.rows.row(r)) {
            if (column_of_[t.cell] != outside)
                terms_.push_back({column_of_[t.cell], t.coefficient});
        }
        row_first_.push_back(terms_.size());
        numbers_.push_back(r);
    }
    for (const auto r : touched_) slot_of_[r] = outside;
    touched_.clear();
    left_.clear();
}

} // namespace sdc::inline v0::detail
