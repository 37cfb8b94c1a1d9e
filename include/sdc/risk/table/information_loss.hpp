/// What a release loses: how far its counts, or an intruder's estimates of them, are from the true
/// ones.
///
/// All functions take the same leaf cells before and after, in the same order. What is not a number
/// in the release is estimated first: a suppressed cell by the middle of its feasibility interval
/// (`bounds`), a cell of a coarser table spread evenly over its leaves (`spread_over_leaves`). The
/// measures do not show which cells matter to users, nor any risk.
///
/// Errors of all: bad_argument for no cell, two different numbers of cells, a number below 0 or not
/// finite. Deterministic: sums run in the order given.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// Errors name a position, never a number.
SDCKIT_API result<void> check_loss(std::span<const double> before, std::span<const double> after);

/// Twice the mid-rank of each number less the mean rank: whole numbers whose sum is 0.
SDCKIT_API std::vector<double> centred_ranks(std::span<const double> numbers);

inline double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace detail

/// AD = sum |after - before| / K over K cells: by how many people a cell is off on average. In [0,
/// larger total]; symmetric; 0 only if all cells are equal. O(K). Source: Handbook on Statistical
/// Disclosure Control, 2nd edition, sections 4.7 and 5.8.
[[nodiscard]] SDCKIT_API result<double> average_distance(std::span<const double> before,
                                                         std::span<const double> after);

/// RAD = mean of |after - before| / before over the cells that hold somebody before, since there is
/// no share of nothing; what becomes of the others it does not see. 0 if none does. At least 0; not
/// symmetric: 1 to 2 is as far as 10 to 20. O(K). Source: as above.
[[nodiscard]] SDCKIT_API result<double> relative_distance(std::span<const double> before,
                                                          std::span<const double> after);

/// HD = sqrt(1/2 sum (sqrt after - sqrt before)^2): a change of a small count weighs more than the
/// same change of a large one. Symmetric; in [0, sqrt N] where both totals are N, so that 1 - HD /
/// sqrt N is a utility in [0,1]. O(K). Source: as above; Shlomo, Antal and Elliot (2015), for the
/// utility.
[[nodiscard]] SDCKIT_API result<double> hellinger_distance(std::span<const double> before,
                                                           std::span<const double> after);

/// Spearman's rank correlation of the cells, equal numbers at their middle rank: 1 if the order of
/// the cells is kept, -1 if it is turned round. Symmetric; nothing if all cells of one side are
/// equal, where there is no order. It does not see sizes. O(K log K). Source: Handbook on
/// Statistical Disclosure Control, 2nd edition, section 5.8.
[[nodiscard]] SDCKIT_API result<std::optional<double>>
rank_correlation(std::span<const double> before, std::span<const double> after);

/// Cramer's V of a two-way table, row by row of `columns` cells: sqrt(chi^2 / (N min(r - 1, c -
/// 1))), where r and c count the rows and columns that hold somebody. 0: independent; 1: one
/// variable tells the other; nothing if fewer than two rows or columns hold somebody. A release is
/// judged by the V before and the V after, of the same two variables. Unchanged by a factor on all
/// cells. O(cells). Errors also: bad_argument if the cells are not whole rows. Source: Cramer
/// (1946); as a measure of loss: Handbook on Statistical Disclosure Control, 2nd edition,
/// section 5.8.
[[nodiscard]] SDCKIT_API result<std::optional<double>> cramers_v(std::span<const double> counts,
                                                                 std::size_t columns);

} // namespace sdc::inline v0
