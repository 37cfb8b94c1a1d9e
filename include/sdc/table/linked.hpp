/// Several tables about the same people as one system: shared cells are one unknown.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One table of a release, or an earlier release.
struct linked_table {
    std::string name = {}; ///< As reports name it; may be empty for the first.
    std::shared_ptr<const sdc::cube> cube;
    std::string measure = {}; ///< What the numbers are of; only tables of one measure share cells.
    std::vector<std::pair<std::string, std::string>> where =
        {};           ///< The people of the table, if not all: (dimension, code).
    int decimals = 0; ///< Of the measure.
};

/// Cells are numbered table after table: cell i of table k is `offset(k) + i`. Two cells are shared
/// if they are of one measure and name the same codes of the same dimensions; a dimension at its
/// root, or absent, names none, but a root whose code is a part in another table ("England" under
/// "UK") is named. So overlapping hierarchies, tables over different dimensions and releases over
/// time link where they meet. A subset cell names further dimensions that the other table does not
/// have: "North, women" of "women". How the codes of two tables relate is not guessed from names:
/// an unpublished table over both states it ("under 21" = "under 20" + "20").
class SDCKIT_API linked_tables {
public:
    /// One table. Precondition: `c` is not null.
    explicit linked_tables(std::shared_ptr<const sdc::cube> c)
        : tables_{{.cube = std::move(c)}}, first_{0, tables_.front().cube->size()} {}

    /// Errors: no table or cube; bad_argument for a `where` on a dimension that the table spans, or
    /// given twice. O(cells x tables x dimensions).
    [[nodiscard]] static result<std::shared_ptr<const linked_tables>>
    make(std::vector<linked_table> tables);

    [[nodiscard]] std::span<const linked_table> tables() const noexcept { return tables_; }
    [[nodiscard]] const sdc::cube& cube(std::size_t k) const noexcept { return *tables_[k].cube; }
    /// Cells of all tables.
    [[nodiscard]] cell_index size() const noexcept { return first_.back(); }
    [[nodiscard]] cell_index offset(std::size_t k) const noexcept { return first_[k]; }
    [[nodiscard]] std::size_t table_of(cell_index cell) const noexcept;
    /// (part, whole) of unknowns of different tables, ascending: the first is never more than the
    /// second.
    [[nodiscard]] std::span<const std::pair<cell_index, cell_index>> subsets() const noexcept {
        return subsets_;
    }
    /// Calls f(part, whole) for every pair that `unknown` is in. O(log contained + how many).
    template <class F>
    void for_each_subset(cell_index unknown, F&& f) const {
        const auto first = std::pair{unknown, cell_index{0}};
        for (auto at = std::ranges::lower_bound(subsets_, first);
             at != subsets_.end() && at->first == unknown; ++at)
            f(at->first, at->second);
        for (auto at = std::ranges::lower_bound(containing_, first);
             at != containing_.end() && at->first == unknown; ++at)
            f(at->second, at->first);
    }
    /// The first shared cell.
    [[nodiscard]] cell_index variable_of(cell_index cell) const noexcept {
        return unknown_.empty() ? cell : unknown_[cell];
    }
    /// Calls f(cell) for every cell that means the same as `unknown`, itself first. O(log shared +
    /// how many).
    template <class F>
    void for_each_same(cell_index unknown, F&& f) const {
        f(unknown);
        for (auto at = std::ranges::lower_bound(same_, std::pair{unknown, cell_index{0}});
             at != same_.end() && at->first == unknown; ++at)
            f(at->second);
    }

private:
    explicit linked_tables(std::vector<linked_table> tables)
        : tables_(std::move(tables)), first_{0} {
        for (const auto& t : tables_) first_.push_back(first_.back() + t.cube->size());
    }
    void link();
    void link_parts();

    std::vector<linked_table> tables_;
    std::vector<cell_index> first_;
    std::vector<cell_index> unknown_; // empty: all are their own
    std::vector<std::pair<cell_index, cell_index>>
        same_; // (unknown, another cell that means it), ascending
    std::vector<std::pair<cell_index, cell_index>> subsets_;    // (part, whole), ascending
    std::vector<std::pair<cell_index, cell_index>> containing_; // (whole, part), ascending
};

/// "visits: month=2024-05": the table's name before its codes, if it has one.
[[nodiscard]] SDCKIT_API std::string describe(const linked_tables& all, cell_index cell);

} // namespace sdc::inline v0
