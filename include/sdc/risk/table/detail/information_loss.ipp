#include <sdc/risk/table/information_loss.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

result<void> check_loss(std::span<const double> before, std::span<const double> after) {
    const auto refuse = [](const char* what, const char* field, std::string found,
                           std::string wanted) {
        return error{.code = errc::bad_argument,
                     .message = what,
                     .field = field,
                     .found = std::move(found),
                     .wanted = std::move(wanted)};
    };
    if (before.empty())
        return refuse("counts before a release", "before", "none", "at least one cell");
    if (before.size() != after.size())
        return refuse("counts after a release", "after", std::to_string(after.size()) + " cells",
                      std::to_string(before.size()) + " cells, as before it");
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (const auto n : {before[i], after[i]}) {
            if (!(n >= 0) || std::isinf(n))
                return refuse("counts before and after a release", "before",
                              "a negative or infinite number at position " + std::to_string(i),
                              "at least 0");
        }
    }
    return {};
}

std::vector<double> centred_ranks(std::span<const double> numbers) {
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(numbers[i], i); });
    std::vector<double> ranks(numbers.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && numbers[order[end]] == numbers[order[begin]]) ++end;
        for (auto i = begin; i < end; ++i)
            ranks[order[i]] =
                static_cast<double>(begin + end) - static_cast<double>(numbers.size());
    }
    return ranks;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<double> average_distance(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) sum += std::abs(after[i] - before[i]);
    return sum / static_cast<double>(before.size());
}

result<double> relative_distance(std::span<const double> before, std::span<const double> after) {
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

result<double> hellinger_distance(std::span<const double> before, std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    double sum = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const auto step = std::sqrt(after[i]) - std::sqrt(before[i]);
        sum += step * step;
    }
    return std::sqrt(sum / 2);
}

result<std::optional<double>> rank_correlation(std::span<const double> before,
                                               std::span<const double> after) {
    if (auto ok = detail::check_loss(before, after); !ok) return ok.error();
    const auto a = detail::centred_ranks(before), b = detail::centred_ranks(after);
    const auto spread = std::sqrt(detail::product(a, a) * detail::product(b, b));
    if (spread == 0) return std::optional<double>();
    return std::optional(std::clamp(detail::product(a, b) / spread, -1.0, 1.0));
}

result<std::optional<double>> cramers_v(std::span<const double> counts, std::size_t columns) {
    if (auto ok = detail::check_loss(counts, counts); !ok) return ok.error();
    if (columns == 0 || counts.size() % columns != 0)
        return error{.code = errc::bad_argument,
                     .message = "columns of a two-way table",
                     .field = "columns",
                     .found = std::to_string(columns),
                     .wanted = "a divisor of " + std::to_string(counts.size()) + " cells"};
    const auto rows = counts.size() / columns;
    std::vector<double> of_row(rows), of_column(columns);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        of_row[i / columns] += counts[i];
        of_column[i % columns] += counts[i];
    }
    const auto filled = [](const std::vector<double>& sums) {
        return static_cast<std::size_t>(
            std::ranges::count_if(sums, [](double n) { return n > 0; }));
    };
    const auto least = std::min(filled(of_row), filled(of_column));
    if (least < 2) return std::optional<double>();
    double sum = 0; // chi^2 / N + 1
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            sum += counts[i] / of_row[i / columns] * (counts[i] / of_column[i % columns]);
    }
    return std::optional(
        std::sqrt(std::clamp((sum - 1) / static_cast<double>(least - 1), 0.0, 1.0)));
}

} // namespace sdc::inline v0
