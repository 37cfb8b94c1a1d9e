/// Moves that are products of one change along each dimension: always additive and found in no
/// time, so moves by themselves and the guide to where a cheaper one is to be sought.
#pragma once

#include <sdc/protect/detail/heuristic/pattern.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace sdc::inline v0::detail {

/// Along one dimension the change of a code is carried down to a leaf and balanced by a sibling of
/// it or of one of its ancestors, or it is carried up to the root. The product over the dimensions
/// changes every cell by the same amount, up or down. The cheapest one is sought dimension by
/// dimension with the others held, until none gets cheaper. (Repsilber 1994 took the corners of
/// hypercubes in this way.)
class product_moves {
public:
    /// Price of changing a cell that may move, by whatever it is.
    using price_function = std::function<double(unknown)>;

    product_moves(const suppression_problem& p, const problem_table& t)
        : p_(p), table_(t), dimensions_(t.codes->dimensions().size()) {}

    /// Appends the product of the codes of the best changes along each dimension: as many of them
    /// as keep it within `size` cells, at least the best one. Only cells that may move. Cells may
    /// repeat.
    void add_cells(const pattern& s, cell_index centre, std::int64_t sign, std::int64_t amount,
                   std::size_t size, std::vector<unknown>& cells);

    /// The cheaper of two sums of products that make the change: the whole amount at once, or by
    /// parts where cells lack room for all of it. For changes without `minus` in a problem of this
    /// table alone; checked in integers.
    [[nodiscard]] std::optional<move> find(const pattern& s, const goal& g,
                                           const wanted_change& wanted,
                                           const price_function& price_of);

    /// Cells priced so far.
    [[nodiscard]] std::uint64_t work() const noexcept { return work_; }

private:
    struct signed_code {
        code_index code;
        int sign;
    };
    struct priced_change {
        double price;
        std::vector<signed_code> codes;
    };
    struct signed_cell {
        cell_index cell;
        int sign;
    };

    enum class which : std::uint8_t { all, cheapest };

    [[nodiscard]] std::optional<move> find_by(std::int64_t step, const wanted_change& wanted);
    [[nodiscard]] double cheapest(std::int64_t amount);
    void take_product();
    [[nodiscard]] bool is_allowed(unknown cell, std::int64_t change) const;
    [[nodiscard]] std::int64_t lowest(unknown cell) const;
    /// The price of what it chose.
    double optimise(std::size_t first = 0);
    void hold_others(std::size_t d);
    [[nodiscard]] double price_code(const signed_code& at) const;
    [[nodiscard]] double price_cell(cell_index cell, int sign) const;
    [[nodiscard]] std::vector<priced_change> changes_along(std::size_t d, which asked);
    void carry_down(const hierarchy& codes, code_index from, int sign, priced_change& to) const;

    const suppression_problem& p_;
    const problem_table& table_;
    std::size_t dimensions_;
    const pattern* pattern_ = nullptr;
    const goal* goal_ = nullptr; ///< Of `find`.
    const price_function* price_of_ = nullptr;
    std::vector<std::int64_t> change_; ///< Of each cell: the sum of products so far.
    std::vector<unknown> changed_;
    double paid_ = 0;
    mutable std::uint64_t work_ = 0;
    cell_index centre_ = 0;
    std::int64_t amount_ = 1;
    int sign_ = 1;
    std::array<std::vector<signed_code>, max_dimensions> chosen_;
    std::vector<signed_cell> others_; ///< The product of the other dimensions' changes, at code 0
                                      ///< of the dimension at hand.
    std::size_t along_ = 0;
};

} // namespace sdc::inline v0::detail
