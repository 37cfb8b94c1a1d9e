/// Relations and statements of linked tables as linear rows, by number. Nothing is stored but the
/// statements' cells.
#pragma once

#include <sdc/detail/integer.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

struct term {
    cell_index cell;
    std::int64_t coefficient;
};

/// low <= sum of coefficient x cell <= high.
struct linear_row {
    std::vector<term> terms;
    std::int64_t low = 0, high = 0;
};

/// Numbers: for each table its relations (dimension x cells + total), then the statements. Cells
/// are named by their unknown.
class row_source {
public:
    explicit row_source(const knowledge& known) : known_(known), all_(known.tables()) {
        for (std::size_t k = 0; k < all_.tables().size(); ++k) {
            const auto& c = all_.cube(k);
            first_row_.push_back(first_row_.back() + c.dimensions().size() * c.size());
            order_.push_back(order_dimensions(c));
        }
        for (std::size_t s = 0; s < known.statements().size(); ++s) {
            for (const auto& [cell, coefficient] : known.statements()[s].terms)
                statement_of_.emplace_back(cell, s);
        }
        std::ranges::sort(statement_of_);
    }

    [[nodiscard]] std::uint64_t size() const noexcept {
        return relations() + known_.statements().size();
    }

    /// False for numbers of relations whose total would be a leaf.
    [[nodiscard]] bool exists(std::uint64_t id) const noexcept {
        if (id >= relations()) return true;
        const auto at = locate(id);
        const auto& c = all_.cube(at.table);
        return !c.codes(at.dimension).is_leaf(c.shape().coordinate(at.total, at.dimension));
    }
    /// False if the relation follows from others: of two ways to add up to a margin of margins one
    /// is enough, so a relation is kept where all dimensions before its own are at leaves. The most
    /// hierarchical dimension comes first, so that tables with one hierarchy and one flat dimension
    /// are networks.
    [[nodiscard]] bool is_needed(std::uint64_t id) const noexcept {
        if (id >= relations()) return true;
        const auto at = locate(id);
        const auto& c = all_.cube(at.table);
        for (const auto d : order_[at.table]) {
            if (d == at.dimension) return true;
            if (!c.codes(d).is_leaf(c.shape().coordinate(at.total, d))) return false;
        }
        return true;
    }
    /// True for relations where there is more than one table: two of them can say the same.
    [[nodiscard]] bool can_repeat(std::uint64_t id) const noexcept {
        return id < relations() && all_.tables().size() > 1;
    }
    void fill(std::uint64_t id, linear_row& row) const {
        row.terms.clear();
        if (id >= relations()) {
            const auto& s = known_.statements()[id - relations()];
            for (const auto& [cell, coefficient] : s.terms)
                row.terms.push_back({cell, coefficient});
            row.low = s.low;
            row.high = s.high;
            return;
        }
        const auto at = locate(id);
        const auto first = all_.offset(at.table);
        const relation r(all_.cube(at.table), at.dimension, at.total);
        row.terms.push_back({all_.variable_of(first + at.total), 1});
        r.for_each_part([&](cell_index part) {
            row.terms.push_back({all_.variable_of(first + part), -1});
        });
        row.low = row.high = 0;
    }
    template <class F>
    void for_each_row_of(cell_index unknown, F&& f) const {
        all_.for_each_same(unknown, [&](cell_index cell) {
            const auto k = all_.table_of(cell);
            const auto& c = all_.cube(k);
            for_each_relation_of(c, cell - all_.offset(k), [&](const relation& r) {
                f(first_row_[k] + r.dimension() * c.size() + r.total());
            });
        });
        for (auto at = std::ranges::lower_bound(statement_of_, std::pair{unknown, std::size_t{0}});
             at != statement_of_.end() && at->first == unknown; ++at)
            f(relations() + at->second);
    }

    struct position {
        std::size_t table, dimension;
        cell_index total; ///< Numbered within its table.
    };
    /// Of a relation, not a statement.
    [[nodiscard]] position locate(std::uint64_t id) const noexcept {
        std::size_t k = 0;
        while (id >= first_row_[k + 1]) ++k;
        const auto size = all_.cube(k).size();
        return {.table = k,
                .dimension = (id - first_row_[k]) / size,
                .total = (id - first_row_[k]) % size};
    }

private:
    [[nodiscard]] std::uint64_t relations() const noexcept { return first_row_.back(); }
    static std::vector<std::size_t> order_dimensions(const cube& c) {
        std::vector<std::size_t> order, margins;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            order.push_back(d);
            margins.push_back(0);
            for (code_index i = 0; i < c.codes(d).size(); ++i)
                margins.back() += !c.codes(d).is_leaf(i);
        }
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 [&](std::size_t d) { return margins[d]; });
        return order;
    }

    const knowledge& known_;
    const linked_tables& all_;
    std::vector<std::uint64_t> first_row_{0};
    std::vector<std::vector<std::size_t>> order_;
    std::vector<std::pair<cell_index, std::size_t>> statement_of_;
};

} // namespace sdc::inline v0::detail
