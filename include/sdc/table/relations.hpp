/// The additive relations of a cube, margin = sum of its children along one dimension: the system A
/// x = 0 on which everything stands.
#pragma once

#include <sdc/table/cells.hpp>
#include <sdc/table/cube.hpp>

#include <span>

namespace sdc::inline v0 {

/// total = sum of parts. Nothing is stored: parts follow from index arithmetic.
class relation {
public:
    relation(const cube& c, std::size_t d, cell_index total)
        : total_(total), dimension_(d), stride_(c.shape().stride(d)),
          parent_(c.shape().coordinate(total, d)), children_(c.codes(d).children(parent_)) {}

    [[nodiscard]] cell_index total() const noexcept { return total_; }
    [[nodiscard]] std::size_t dimension() const noexcept { return dimension_; }
    [[nodiscard]] std::size_t size() const noexcept { return children_.size(); }
    [[nodiscard]] cell_index part(std::size_t i) const noexcept {
        return total_ + (children_[i] - parent_) * stride_;
    }

    template <class F>
    void for_each_part(F&& f) const {
        for (const auto child : children_) f(total_ + (child - parent_) * stride_);
    }

private:
    cell_index total_;
    std::size_t dimension_;
    cell_index stride_;
    code_index parent_;
    std::span<const code_index> children_;
};

/// Calls f(relation) for every relation of the cube, dimension by dimension, cells in order.
/// O(dimensions x cells), no memory.
template <class F>
void for_each_relation(const cube& c, F&& f) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        for (const auto& cell : cells(c)) {
            if (!cell.is_leaf(d)) f(relation(c, d, cell.index()));
        }
    }
}

/// Calls f(relation) for the at most two relations per dimension that the cell takes part in: first
/// as the total, then as a part.
template <class F>
void for_each_relation_of(const cube& c, cell_index cell, F&& f) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto at = c.shape().coordinate(cell, d);
        if (!c.codes(d).is_leaf(at)) f(relation(c, d, cell));
        if (at != 0) f(relation(c, d, cell - (at - c.codes(d).parent(at)) * c.shape().stride(d)));
    }
}

} // namespace sdc::inline v0
