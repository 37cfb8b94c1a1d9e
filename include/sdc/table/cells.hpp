/// The one blessed loop over the cells of a cube or table, in row-major order of pre-ordered codes.
#pragma once

#include <sdc/table/cube.hpp>

#include <cstddef>

namespace sdc::inline v0 {

/// One cell on the way through a cube: its index, its codes, and whether it is a margin. Advancing
/// costs O(1) amortised.
class cell_view {
public:
    explicit cell_view(const sdc::cube& c, cell_index at)
        : cube_(&c), index_(at), at_(c.shape().at(at)) {}

    [[nodiscard]] const sdc::cube& cube() const noexcept { return *cube_; }
    [[nodiscard]] cell_index index() const noexcept { return index_; }
    [[nodiscard]] const coordinates& at() const noexcept { return at_; }
    [[nodiscard]] const sdc::code& code(std::size_t d) const noexcept {
        return cube_->codes(d)[at_[d]];
    }
    [[nodiscard]] bool is_leaf(std::size_t d) const noexcept {
        return cube_->codes(d).is_leaf(at_[d]);
    }
    [[nodiscard]] bool is_margin() const noexcept {
        for (std::size_t d = 0; d < cube_->shape().dimensions(); ++d) {
            if (!is_leaf(d)) return true;
        }
        return false;
    }

    void advance() noexcept {
        ++index_;
        const auto& s = cube_->shape();
        for (std::size_t d = s.dimensions(); d-- > 0;) {
            if (++at_[d] < s.extent(d)) return;
            at_[d] = 0;
        }
    }

private:
    const sdc::cube* cube_;
    cell_index index_;
    coordinates at_;
};

class cell_range {
public:
    class iterator {
    public:
        using value_type = cell_view;
        using difference_type = std::ptrdiff_t;
        explicit iterator(cell_view view) : view_(view) {}
        const cell_view& operator*() const noexcept { return view_; }
        iterator& operator++() noexcept { return view_.advance(), *this; }
        void operator++(int) noexcept { view_.advance(); }
        bool operator==(const iterator& other) const noexcept {
            return view_.index() == other.view_.index();
        }

    private:
        cell_view view_;
    };

    explicit cell_range(const cube& c) : cube_(&c) {}
    [[nodiscard]] iterator begin() const noexcept { return iterator(cell_view(*cube_, 0)); }
    [[nodiscard]] iterator end() const noexcept {
        return iterator(cell_view(*cube_, cube_->size()));
    }

private:
    const cube* cube_;
};

[[nodiscard]] inline cell_range cells(const cube& c) { return cell_range(c); }

} // namespace sdc::inline v0
