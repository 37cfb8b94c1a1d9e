/// Several tables about the same people as one system: cells that mean the same are one unknown.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/table/cube.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One table of a release, or an earlier release.
struct linked_table {
    std::string name = {};              ///< As reports name it; may be empty for the first.
    std::shared_ptr<const sdc::cube> cube;
    std::string measure = {};           ///< What the numbers are of; only tables of one measure share cells.
    std::vector<std::pair<std::string, std::string>> where = {}; ///< The people of the table, if not all: (dimension, code).
    int decimals = 0;                   ///< Of the measure.
};

/// Cells are numbered table after table: cell i of table k is `first(k) + i`, so cells of the first table keep their numbers.
/// Two cells mean the same if they are of one measure and name the same codes of the same dimensions; a dimension at its root, or absent,
/// names none. A root whose code is a part in another table ("England" under "UK") is named.
/// So overlapping hierarchies of one dimension, tables over different dimensions and releases over time link where they meet.
/// A cell is part of another if it means the same but for people that the other table does not tell apart: "North, women" of "women".
/// What a code of one table is of the codes of another is not guessed from names: a table over both, for which nothing is published,
/// tells it ("under 21" = "under 20" + "20").
class linked_cubes {
public:
    /// One table.
    explicit linked_cubes(std::shared_ptr<const sdc::cube> c) : tables_{{.cube = std::move(c)}}, first_{0, tables_.front().cube->size()} {}

    /// Errors: no table; bad_argument for a `where` on a dimension that the table spans, or given twice. O(cells x tables x dimensions).
    [[nodiscard]] static result<std::shared_ptr<const linked_cubes>> make(std::vector<linked_table> tables);

    [[nodiscard]] std::span<const linked_table> tables() const noexcept { return tables_; }
    [[nodiscard]] const sdc::cube& cube(std::size_t k) const noexcept { return *tables_[k].cube; }
    /// Cells of all tables.
    [[nodiscard]] cell_index size() const noexcept { return first_.back(); }
    [[nodiscard]] cell_index first(std::size_t k) const noexcept { return first_[k]; }
    [[nodiscard]] std::size_t table_of(cell_index cell) const noexcept {
        return static_cast<std::size_t>(std::ranges::upper_bound(first_, cell) - first_.begin()) - 1;
    }
    /// (part, whole) of unknowns of different tables, ascending: the first is never more than the second.
    [[nodiscard]] std::span<const std::pair<cell_index, cell_index>> contained() const noexcept { return contained_; }
    /// Calls f(part, whole) for every pair that `unknown` is in. O(log contained + how many).
    template <class F>
    void for_each_contained(cell_index unknown, F&& f) const {
        const auto first = std::pair{unknown, cell_index{0}};
        for (auto at = std::ranges::lower_bound(contained_, first); at != contained_.end() && at->first == unknown; ++at) f(at->first, at->second);
        for (auto at = std::ranges::lower_bound(containing_, first); at != containing_.end() && at->first == unknown; ++at) f(at->second, at->first);
    }
    /// The first cell that means the same.
    [[nodiscard]] cell_index unknown(cell_index cell) const noexcept { return unknown_.empty() ? cell : unknown_[cell]; }
    /// Calls f(cell) for every cell that means the same as `unknown`, itself first. O(log shared + how many).
    template <class F>
    void for_each_same(cell_index unknown, F&& f) const {
        f(unknown);
        for (auto at = std::ranges::lower_bound(same_, std::pair{unknown, cell_index{0}}); at != same_.end() && at->first == unknown; ++at) f(at->second);
    }

private:
    explicit linked_cubes(std::vector<linked_table> tables) : tables_(std::move(tables)), first_{0} {
        for (const auto& t : tables_) first_.push_back(first_.back() + t.cube->size());
    }
    void link();
    void link_parts(const std::set<std::pair<std::string, std::string>>& parts);

    std::vector<linked_table> tables_;
    std::vector<cell_index> first_;
    std::vector<cell_index> unknown_;                          // empty: all are their own
    std::vector<std::pair<cell_index, cell_index>> same_;      // (unknown, another cell that means it), ascending
    std::vector<std::pair<cell_index, cell_index>> contained_;  // (part, whole), ascending
    std::vector<std::pair<cell_index, cell_index>> containing_; // (whole, part), ascending
};

/// "visits: month=2024-05": the table's name before its codes, if it has one.
[[nodiscard]] inline std::string describe(const linked_cubes& all, cell_index cell) {
    const auto k = all.table_of(cell);
    const auto& t = all.tables()[k];
    return (t.name.empty() ? "" : detail::shorten(t.name) + ": ") + describe(*t.cube, cell - all.first(k));
}

namespace detail {

using named_code = std::pair<std::string, std::string>; // (dimension, code)

/// Codes that are parts somewhere, of any dimension.
inline std::set<named_code> find_parts(std::span<const linked_table> tables) {
    std::set<named_code> parts;
    for (const auto& t : tables) {
        for (const auto& d : t.cube->dimensions()) {
            for (code_index i = 1; i < d.codes.size(); ++i) parts.emplace(d.name, d.codes[i].id);
        }
        for (const auto& w : t.where) parts.insert(w);
    }
    return parts;
}

/// Where the cells of one table stand in another.
class translation {
public:
    struct target {
        cell_index cell;
        bool is_same; // else it holds more people
    };

    translation(const linked_table& from, const linked_table& to, const std::set<named_code>& parts) : from_(*from.cube) {
        for (const auto& d : from_.dimensions()) {
            steps_.emplace_back();
            for (code_index i = 0; i < d.codes.size(); ++i) steps_.back().push_back(find(to, {d.name, d.codes[i].id}, i == 0, parts));
        }
        for (const auto& w : from.where) always_.emplace_back(w, find(to, w, true, parts));
        // What `to` is restricted to must be named by the cell; of a dimension whose root is a part elsewhere, some code.
        for (const auto& w : to.where) require(w);
        for (const auto& d : to.cube->dimensions()) {
            if (parts.contains({d.name, d.codes[0].id})) require({d.name, ""});
        }
    }

    /// Nothing if no cell of the other table means the same or holds it.
    [[nodiscard]] std::optional<target> operator()(const coordinates& at) const {
        target found{.cell = 0, .is_same = true};
        std::size_t met = 0;
        const auto take = [&](const step& s) {
            found.cell += s.offset;
            found.is_same = found.is_same && !s.is_wider;
            met += s.meets;
            return s.exists;
        };
        for (std::size_t d = 0; d < steps_.size(); ++d) {
            if (!take(steps_[d][at[d]])) return std::nullopt;
        }
        for (const auto& [code, s] : always_) {
            if (!take(s)) return std::nullopt;
        }
        return met == required_ ? std::optional(found) : std::nullopt;
    }

private:
    struct step {
        bool exists = true;
        bool names = true;     // a code, not everybody
        bool is_wider = false; // the other table does not tell these people apart
        cell_index offset = 0;
        std::size_t meets = 0; // how many requirements of the other table the code meets
    };

    /// An empty code: any code of the dimension.
    void require(const named_code& c) {
        ++required_;
        const auto meet = [&](step& s, const named_code& own) { s.meets += s.names && own.first == c.first && (c.second.empty() || own.second == c.second); };
        for (auto& [code, s] : always_) meet(s, code);
        for (std::size_t d = 0; d < steps_.size(); ++d) {
            const auto& dimension = from_.dimensions()[d];
            for (code_index i = 0; i < dimension.codes.size(); ++i) meet(steps_[d][i], {dimension.name, dimension.codes[i].id});
        }
    }

    /// `of_all`: the code is that of all cells. That other cells are part of their margin, the margin's relations say.
    static step find(const linked_table& to, const named_code& c, bool of_all, const std::set<named_code>& parts) {
        const bool named = !of_all || parts.contains(c);
        if (!named) return {.names = false};
        if (std::ranges::find(to.where, c) != to.where.end()) return {};
        const auto d = to.cube->find_dimension(c.first);
        if (!d && std::ranges::find(to.where, c.first, &named_code::first) == to.where.end()) return {.exists = of_all, .is_wider = true};
        const auto at = d ? to.cube->codes(*d).find(c.second) : std::nullopt;
        // A code that the other table does not have is still among everybody in that dimension.
        if (!at) return {.exists = of_all && d && !parts.contains({c.first, to.cube->codes(*d)[0].id}), .is_wider = true};
        return {.offset = *at * to.cube->shape().stride(*d)};
    }

    const cube& from_;
    std::vector<std::vector<step>> steps_;
    std::vector<std::pair<named_code, step>> always_;
    std::size_t required_ = 0;
};

} // namespace detail

inline result<std::shared_ptr<const linked_cubes>> linked_cubes::make(std::vector<linked_table> tables) {
    if (tables.empty()) return error{.code = errc::bad_argument, .message = "no table to link"};
    for (const auto& t : tables) {
        for (std::size_t i = 0; i < t.where.size(); ++i) {
            const auto same = [&](const auto& w) { return w.first == t.where[i].first; };
            if (!t.cube->find_dimension(t.where[i].first) && std::ranges::count_if(t.where, same) == 1) continue;
            return error{.code = errc::bad_argument, .message = "the people of table " + detail::quoted(t.name), .found = detail::quoted(t.where[i].first),
                         .wanted = "each dimension once, and none that the table spans"};
        }
    }
    const auto all = std::shared_ptr<linked_cubes>(new linked_cubes(std::move(tables)));
    if (all->tables_.size() > 1) all->link();
    return std::shared_ptr<const linked_cubes>(all);
}

inline void linked_cubes::link() {
    unknown_.resize(size());
    std::iota(unknown_.begin(), unknown_.end(), cell_index{0});
    const auto parts = detail::find_parts(tables_);
    for (std::size_t k = 1; k < tables_.size(); ++k) {
        for (std::size_t j = 0; j < k; ++j) {
            if (tables_[j].measure != tables_[k].measure) continue;
            const detail::translation translate(tables_[k], tables_[j], parts);
            for (const auto& cell : cells(cube(k))) {
                const auto own = first_[k] + cell.index();
                if (unknown_[own] != own) continue;
                if (const auto found = translate(cell.at()); found && found->is_same) unknown_[own] = unknown_[first_[j] + found->cell];
            }
        }
    }
    link_parts(parts);
    for (cell_index cell = 0; cell < size(); ++cell) {
        if (unknown_[cell] != cell) same_.emplace_back(unknown_[cell], cell);
    }
    std::ranges::sort(same_);
}

inline void linked_cubes::link_parts(const std::set<std::pair<std::string, std::string>>& parts) {
    const auto names_all = [&](const linked_table& t) {
        const auto is_part = [&](const dimension& d) { return parts.contains({d.name, d.codes[0].id}); };
        return !t.where.empty() || std::ranges::any_of(t.cube->dimensions(), is_part);
    };
    for (std::size_t k = 0; k < tables_.size(); ++k) {
        if (!names_all(tables_[k])) continue;
        for (std::size_t j = 0; j < tables_.size(); ++j) {
            if (j == k || tables_[j].measure != tables_[k].measure) continue;
            const detail::translation translate(tables_[k], tables_[j], parts);
            for (const auto& cell : cells(cube(k))) {
                if (const auto found = translate(cell.at()); found && !found->is_same)
                    contained_.emplace_back(unknown_[first_[k] + cell.index()], unknown_[first_[j] + found->cell]);
            }
        }
    }
    std::ranges::sort(contained_);
    const auto repeated = std::ranges::unique(contained_);
    contained_.erase(repeated.begin(), repeated.end());
    for (const auto& [part, whole] : contained_) containing_.emplace_back(whole, part);
    std::ranges::sort(containing_);
}

} // namespace sdc::inline v0
