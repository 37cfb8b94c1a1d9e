/// What a release loses: how far its counts, or what a reader would take for them, are from the true ones. The other side of a risk-utility
/// curve; it says nothing of risk.
///
/// All functions take the same cells before and after, in the same order, margins left out. What is not a number in the release is
/// estimated first, and the measure is that of the estimate: a withheld cell by the middle of the interval that a reader can work out
/// (`bounds`), a cell of a coarser table spread evenly over its leaves (`spread_over_leaves`). They do not say whether a reader would
/// estimate so, nor which cells matter to them.
///
/// Errors of all: bad_argument for no cell, two different numbers of cells, a number below 0 or not finite. Deterministic: sums run in the
/// order given.
#pragma once

#include <sdc/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// Errors name a position, never a number.
inline result<void> check_loss(std::span<const double> before, std::span<const double> after) {
    const auto refuse = [](const char* what, std::string found, std::string wanted) {
        return error{.code = errc::bad_argument, .message = what, .found = std::move(found), .wanted = std::move(wanted)};
    };
    if (before.empty()) return refuse("counts before a release", "none", "at least one cell");
    if (before.size() != after.size())
        return refuse("counts after a release", std::to_string(after.size()) + " cells", std::to_string(before.size()) + " cells, as before it");
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (const auto n : {before[i], after[i]}) {
            if (!(n >= 0) || std::isinf(n))
                return refuse("counts before and after a release", "a negative or infinite number at position " + std::to_string(i), "at least 0");
        }
    }
    return {};
}

/// Twice the mid-rank of each number less the mean rank: whole numbers whose sum is 0.
inline std::vector<double> centred_ranks(std::span<const double> numbers) {
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(numbers[i], i); });
    std::vector<double> ranks(numbers.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && numbers[order[end]] == numbers[order[begin]]) ++end;
        for (auto i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end) - static_cast<double>(numbers.size());
    }
    return ranks;
}

inline double product(std::span<const double> a, std::span<const double> b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

} // namespace detail

/// AD = sum |after - before| / K over K cells: by how many people a cell is off on average. In [0, larger total]; symmetric; 0 only if all
/// cells are equal. O(K).
/// Source: Handbook on Statistical Disclosure Control, 2nd edition, sections 4.7 and 5.8.
[[nodiscard]] inline result<double> average_distance(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) sum += std::abs(after[i] - before[i]);
    return sum / static_cast<double>(before.size());
}

/// RAD = mean of |after - before| / before over the cells that hold somebody before, since there is no share of nothing; what becomes of
/// the others it does not see. 0 if none does. At least 0; not symmetric: 1 to 2 is as far as 10 to 20. O(K).
/// Source: as above.
[[nodiscard]] inline result<double> relative_distance(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    double sum = 0;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == 0) continue;
        sum += std::abs(after[i] - before[i]) / before[i];
        ++filled;
    }
    return filled == 0 ? 0.0 : sum / static_cast<double>(filled);
}

/// HD = sqrt(1/2 sum (sqrt after - sqrt before)^2): a change of a small count weighs more than the same change of a large one. Symmetric;
/// in [0, sqrt N] where both totals are N, so that 1 - HD / sqrt N is a utility in [0,1]. O(K).
/// Source: as above; Shlomo, Antal and Elliot (2015), for the utility.
[[nodiscard]] inline result<double> hellinger_distance(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto step = std::sqrt(after[i]) - std::sqrt(before[i]);
        sum += step * step;
    }
    return std::sqrt(sum / 2);
}

/// Spearman's rank correlation of the cells, equal numbers at their middle rank: 1 if the order of the cells is kept, -1 if it is turned
/// round. Symmetric; nothing if all cells of one side are equal, where there is no order. It does not see sizes. O(K log K).
/// Source: Handbook on Statistical Disclosure Control, 2nd edition, section 5.8.
[[nodiscard]] inline result<std::optional<double>> rank_correlation(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    const auto a = detail::centred_ranks(before), b = detail::centred_ranks(after);
    const auto spread = std::sqrt(detail::product(a, a) * detail::product(b, b));
    if (spread == 0) return std::optional<double>();
    return std::optional(std::clamp(detail::product(a, b) / spread, -1.0, 1.0));
}

/// Cramer's V of a two-way table, row by row of `columns` cells: sqrt(chi^2 / (N min(r - 1, c - 1))), where r and c count the rows and
/// columns that hold somebody. 0: independent; 1: one variable tells the other; nothing if fewer than two rows or columns hold somebody.
/// A release is judged by the V before and the V after, of the same two variables. Unchanged by a factor on all cells. O(cells).
/// Errors also: bad_argument if the cells are not whole rows.
/// Source: Cramer (1946); as a measure of loss: Handbook on Statistical Disclosure Control, 2nd edition, section 5.8.
[[nodiscard]] inline result<std::optional<double>> cramers_v(std::span<const double> counts, std::size_t columns) {
    if (auto ok = detail::check_loss(counts, counts); !ok) return ok.error();
    if (columns == 0 || counts.size() % columns != 0)
        return error{.code = errc::bad_argument,
                     .message = "columns of a two-way table",
                     .found = std::to_string(columns),
                     .wanted = "a divisor of " + std::to_string(counts.size()) + " cells"};
    const auto rows = counts.size() / columns;
    std::vector<double> of_row(rows), of_column(columns);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        of_row[i / columns] += counts[i];
        of_column[i % columns] += counts[i];
    }
    const auto filled = [](const std::vector<double>& sums) { return static_cast<std::size_t>(std::ranges::count_if(sums, [](double n) { return n > 0; })); };
    const auto least = std::min(filled(of_row), filled(of_column));
    if (least < 2) return std::optional<double>();
    double sum = 0; // chi^2 / N + 1
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0) sum += counts[i] / of_row[i / columns] * (counts[i] / of_column[i % columns]);
    }
    return std::optional(std::sqrt(std::clamp((sum - 1) / static_cast<double>(least - 1), 0.0, 1.0)));
}

} // namespace sdc::inline v0
