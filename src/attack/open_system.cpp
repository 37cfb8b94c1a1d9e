#include "open_system.hpp"

#include <sdc/detail/quoted.hpp>

#include "propagation.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

/// Calls f(row) for every row that is needed and has an open cell.
template <class F>
void for_each_open_row(const row_source& rows, const open_system& system, F&& f) {
    linear_row row;
    std::set<std::vector<std::pair<cell_index, std::int64_t>>>
        seen; // linked tables can hold the same relation
    for (std::uint64_t id = 0; id < rows.size(); ++id) {
        if (!rows.exists(id) || !rows.is_needed(id)) continue;
        rows.fill(id, row);
        if (std::ranges::none_of(row.terms, [&](const term& t) { return system.is_open(t.cell); }))
            continue;
        if (rows.can_repeat(id)) {
            std::vector<std::pair<cell_index, std::int64_t>> terms;
            for (const auto& t : row.terms) terms.emplace_back(t.cell, t.coefficient);
            std::ranges::sort(terms);
            if (!seen.insert(std::move(terms)).second) continue;
        }
        f(row);
    }
}

/// For each unknown the smallest one that open rows connect it with.
std::vector<std::uint32_t> connect(const row_source& rows, const open_system& system) {
    std::vector<std::uint32_t> parent(system.low.size());
    std::iota(parent.begin(), parent.end(), 0u);
    for_each_open_row(rows, system, [&](const linear_row& row) {
        auto root = no_component;
        for (const auto& t : row.terms) {
            if (!system.is_open(t.cell)) continue;
            const auto own = find_root(parent, static_cast<std::uint32_t>(t.cell));
            if (root == no_component) root = own;
            // The smaller index becomes the root, so that numbering follows the cells.
            parent[std::max(root, own)] = std::min(root, own);
            root = std::min(root, own);
        }
    });
    return parent;
}

void split(const linked_tables& tables, const row_source& rows, open_system& system) {
    const auto n = static_cast<std::uint32_t>(system.low.size());
    auto parent = connect(rows, system);
    system.component_of.assign(n, no_component);
    system.column_of.assign(n, 0);
    for (std::uint32_t cell = 0; cell < n; ++cell) {
        if (tables.variable_of(cell) != cell || !system.is_open(cell)) continue;
        const auto root = find_root(parent, cell);
        if (root == cell) {
            system.component_of[cell] = static_cast<std::uint32_t>(system.components.size());
            system.components.emplace_back();
        } else {
            system.component_of[cell] = system.component_of[root];
        }
        auto& home = system.components[system.component_of[cell]];
        system.column_of[cell] = home.columns();
        home.cells.push_back(cell);
        home.low.push_back(system.low[cell]);
        home.high.push_back(system.high[cell]);
    }
}

/// Adds the row over its open cells to their component; fixed cells move to the right-hand side.
/// False if that does not fit 64 bits.
bool add_row(const linear_row& row, open_system& system) {
    component* home = nullptr;
    wide_sum fixed = 0;
    for (const auto& t : row.terms) {
        if (!system.is_open(t.cell)) {
            fixed += wide_sum{t.coefficient} * system.low[t.cell];
            continue;
        }
        if (home == nullptr) home = &system.components[system.component_of[t.cell]];
        home->row_entries.push_back({.at = system.column_of[t.cell], .coefficient = t.coefficient});
    }
    const auto fits = [](wide_sum n) { return -unlimited < n && n < unlimited; };
    if ((row.low != -unlimited && !fits(row.low - fixed)) ||
        (row.high != unlimited && !fits(row.high - fixed)))
        return false;
    home->end_row(row.low == -unlimited ? row.low : static_cast<std::int64_t>(row.low - fixed),
                  row.high == unlimited ? row.high : static_cast<std::int64_t>(row.high - fixed));
    return true;
}

/// Shared cells have the same bounds and place.
void copy_to_same(const linked_tables& tables, open_system& system) {
    for (cell_index cell = 0; cell < tables.size(); ++cell) {
        const auto own = tables.variable_of(cell);
        system.low[cell] = system.low[own];
        system.high[cell] = system.high[own];
        system.component_of[cell] = system.component_of[own];
        system.column_of[cell] = system.column_of[own];
    }
}

} // namespace

void component::index_columns() {
    column_first.assign(columns() + 1, 0);
    for (const auto& e : row_entries) ++column_first[e.at + 1];
    std::partial_sum(column_first.begin(), column_first.end(), column_first.begin());
    column_entries.resize(row_entries.size());
    auto next = column_first;
    for (std::uint32_t r = 0; r < rows(); ++r) {
        for (const auto& e : row(r))
            column_entries[next[e.at]++] = {.at = r, .coefficient = e.coefficient};
    }
}

result<open_system> open(const knowledge& known) {
    const auto n = known.size();
    const auto& tables = known.tables();
    if (n >= no_component)
        return error{.code = errc::overflow,
                     .message = "too many cells to attack",
                     .found = std::to_string(n)};
    cell_bounds limits;
    for (cell_index cell = 0; cell < n; ++cell) {
        limits.low.push_back(known.low(cell));
        limits.high.push_back(known.high(cell));
        if (known.low(cell) > known.high(cell))
            return error{.code = errc::contradiction,
                         .message = "two facts about one cell contradict each other",
                         .cell = describe(tables, cell)};
    }
    for (const auto& said : known.statements()) {
        if (said.terms.empty() && (said.low > 0 || said.high < 0))
            return error{.code = errc::contradiction,
                         .message = "a statement that contradicts itself",
                         .found = detail::quoted(said.text)};
    }
    const row_source rows(known);
    propagation pass(rows, limits);
    if (!pass.run())
        return error{.code = errc::contradiction,
                     .message = "no table agrees with everything that is public",
                     .cell = describe(tables, pass.culprit())};
    open_system system{.low = std::move(limits.low),
                       .high = std::move(limits.high),
                       .component_of = {},
                       .column_of = {},
                       .components = {}};
    split(tables, rows, system);
    bool fits = true;
    for_each_open_row(rows, system,
                      [&](const linear_row& row) { fits = add_row(row, system) && fits; });
    if (!fits)
        return error{.code = errc::overflow, .message = "a statement's sum does not fit 64 bits"};
    for (auto& part : system.components) part.index_columns();
    if (tables.tables().size() > 1) copy_to_same(tables, system);
    return system;
}

} // namespace sdc::inline v0::detail
