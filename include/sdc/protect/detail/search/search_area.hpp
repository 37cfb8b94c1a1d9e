/// Where to look for a move: the suppressed cells around a cell, and candidates that are closed
/// under the rows.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>
#include <sdc/protect/detail/search/move_finder.hpp>
#include <sdc/protect/detail/search/product_moves.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Reusable: memory is taken once, work grows with the cells found.
class search_area {
public:
    explicit search_area(const suppression_problem& p);

    /// The suppressed cells nearest to the wanted change by rows, at most about `size`.
    [[nodiscard]] std::vector<unknown>
    suppressed_near(const pattern& s, const wanted_change& wanted, std::size_t size);

    /// The same of all cells that may move; of tables, products of codes around it first.
    [[nodiscard]] std::vector<unknown> movable_near(const pattern& s, const wanted_change& wanted,
                                                    std::size_t size);

    /// As `suppressed_near`, and with them products of codes around the wanted change (see
    /// `product_moves`) in every table that holds its cells, about `size` cells each. Without
    /// tables: the candidates nearest by rows.
    [[nodiscard]] std::vector<unknown> cells_near(const pattern& s, const wanted_change& wanted,
                                                  std::size_t suppressed, std::size_t size);

    /// A sum of products that makes the change; nothing where a problem is more than one table of
    /// equations, or none is found.
    [[nodiscard]] std::optional<move> find_product(const pattern& s, const goal& g,
                                                   const wanted_change& wanted,
                                                   const product_moves::price_function& price_of);
    /// Cells priced by products of a table alone so far.
    [[nodiscard]] std::uint64_t work() const noexcept {
        return products_.size() == 1 ? products_.front().work() : 0;
    }

private:
    template <class Accept>
    void grow(std::span<const unknown> centre, std::size_t size, const Accept& accept);
    template <class Accept>
    void spread(std::size_t size, const Accept& accept);
    [[nodiscard]] std::vector<unknown> take_found();
    void add(std::span<const unknown> cells);
    void add_products(const pattern& s, unknown centre, std::int64_t sign, std::int64_t amount,
                      std::size_t size);

    struct place {
        unknown cell;
        std::uint32_t table;
        cell_index own;
    };
    const suppression_problem& p_;
    std::vector<place> places_;           // ascending unknowns; empty for one table
    std::vector<product_moves> products_; // one a table
    std::vector<bool> taken_;
    std::vector<unknown> found_;
};

} // namespace sdc::inline v0::detail
