#include <sdc/protect/detail/problem/cost.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/detail/siphash.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// Mantissas have this many binary digits behind the point, logarithms `log_digits`.
constexpr int digits = 62, log_digits = 56;
constexpr wide_sum mantissa_one = wide_sum{1} << digits;
constexpr wide_sum ln2 = 3'196'577'161'300'663'915; // ln 2 x 2^62, rounded

/// Largest r with r * r <= n.
wide_sum square_root(wide_sum n) {
    wide_sum root = 0;
    for (wide_sum bit = wide_sum{1} << 63; bit != 0; bit >>= 1) {
        if ((root + bit) * (root + bit) <= n) root += bit;
    }
    return root;
}

/// log2(n) x 2^56 for n >= 1, by repeated squaring.
wide_sum log2_of(std::uint64_t n) {
    const auto whole = std::bit_width(n) - 1;
    wide_sum mantissa = (wide_sum{n} << digits) >> whole;
    wide_sum log = whole;
    for (int k = 0; k < log_digits; ++k) {
        mantissa = mantissa * mantissa >> digits;
        log <<= 1;
        if (mantissa >= 2 * mantissa_one) {
            mantissa >>= 1;
            ++log;
        }
    }
    return log;
}

/// 2^(1/2), 2^(1/4), ... x 2^62.
const std::array<wide_sum, log_digits>& roots_of_two() {
    static const auto roots = [] {
        std::array<wide_sum, log_digits> made{};
        wide_sum last = 2 * mantissa_one;
        for (auto& root : made) root = last = square_root(last << digits);
        return made;
    }();
    return roots;
}

/// 2^(f / 2^56) x 2^62 for 0 <= f < 2^56.
wide_sum power_of_two(wide_sum f) {
    wide_sum product = mantissa_one;
    for (int k = 0; k < log_digits; ++k) {
        if ((f >> (log_digits - 1 - k) & 1) != 0)
            product = product * roots_of_two()[static_cast<std::size_t>(k)] >> digits;
    }
    return product;
}

/// n / d to the nearest, for n >= 0 and d > 0.
wide_sum rounded(wide_sum n, wide_sum d) { return (2 * n + d) / (2 * d); }

std::int64_t at_least_1(wide_sum cost) {
    return static_cast<std::int64_t>(std::clamp<wide_sum>(cost, 1, unlimited));
}

std::int64_t distance_cost(const cost_options& o, std::uint32_t steps) {
    return o.distances[std::min<std::size_t>(steps == 0 ? 0 : steps - 1, o.distances.size() - 1)];
}

std::int64_t cost_of(const table& t, cell_index cell, const cost_options& o) {
    switch (o.by) {
    case suppression_cost::value: return std::max<std::int64_t>(1, t.value(cell));
    case suppression_cost::count: return std::max<std::int64_t>(1, t.contributors(cell));
    case suppression_cost::log: return log_cost(t.value(cell));
    case suppression_cost::box_cox: return box_cox_cost(t.value(cell), o.lambda_thousandths);
    case suppression_cost::unity:
    case suppression_cost::distance: break;
    }
    return 1;
}

/// The same for a cell of any table that means it: dimensions by name, those at their total left
/// out.
std::string name_of(const cube& c, cell_index cell) {
    std::vector<std::pair<std::string_view, std::string_view>> names;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto at = c.shape().coordinate(cell, d);
        if (at != 0) names.emplace_back(c.dimensions()[d].name, c.codes(d)[at].id);
    }
    std::ranges::sort(names);
    std::string text;
    for (const auto& [dimension, code] : names) {
        for (const auto part : {dimension, code})
            text += std::to_string(part.size()) + ':' + std::string(part);
    }
    return text;
}

/// Thousandths: 1000 to 1000 + spread.
std::int64_t keyed_factor(const cube& c, cell_index cell, const cost_key& key) {
    return 1000 + static_cast<std::int64_t>(keyed_hash(c, cell, key, "cost") %
                                            static_cast<std::uint64_t>(key.spread_thousandths + 1));
}

} // namespace

std::uint64_t keyed_hash(const cube& c, cell_index cell, const cost_key& key,
                         std::string_view purpose) {
    return siphash(key.bytes, std::string(purpose) + ";" + name_of(c, cell));
}

std::int64_t log_cost(std::int64_t value) {
    const auto n = static_cast<std::uint64_t>(value) + 1;
    const auto whole = static_cast<std::int64_t>(std::bit_width(n)) - 1;
    wide_sum mantissa = (wide_sum{1} << 40) * n >> whole; // in [1, 2), 40 binary digits
    std::int64_t fraction = 0;
    for (int digit = 0; digit < 20; ++digit) {
        mantissa = mantissa * mantissa >> 40;
        fraction <<= 1;
        if (mantissa >= (wide_sum{1} << 41)) {
            mantissa >>= 1;
            ++fraction;
        }
    }
    return std::max<std::int64_t>(1, 1000 * whole + (1000 * fraction >> 20));
}

std::int64_t box_cox_cost(std::int64_t value, std::int64_t lambda_thousandths) {
    if (value <= 1) return 1;
    if (lambda_thousandths == 1000) return at_least_1(wide_sum{value - 1} * 1000);
    const auto log = log2_of(static_cast<std::uint64_t>(value));
    if (lambda_thousandths == 0)
        return at_least_1(
            rounded(1000 * (log * (ln2 >> 8) >> (digits - 8)), wide_sum{1} << log_digits));
    const auto exponent = log * lambda_thousandths / 1000;
    const auto whole = static_cast<int>(exponent >> log_digits);
    const auto mantissa = power_of_two(exponent & ((wide_sum{1} << log_digits) - 1));
    // Low digits are dropped where the product with 10^6 would not fit.
    const int dropped = std::max(0, whole - 40);
    const auto power = mantissa << (whole - dropped);
    return at_least_1(rounded((power - (mantissa_one >> dropped)) * 1'000'000 / lambda_thousandths,
                              mantissa_one >> dropped));
}

std::vector<std::uint32_t> steps_to_unsafe(const cube& c, const verdicts& v) {
    std::vector<std::uint32_t> steps(c.size(), unreached);
    std::vector<bool> seen(c.dimensions().size() * c.size()); // relations
    std::vector<cell_index> reached;
    for (std::size_t i = 0; i < v.cells().size(); ++i) {
        if (!is_unsafe(v.reasons_at(i))) continue;
        steps[v.cells()[i]] = 0;
        reached.push_back(v.cells()[i]);
    }
    for (std::size_t next = 0; next < reached.size(); ++next) {
        const auto step = steps[reached[next]] + 1;
        const auto reach = [&](cell_index cell) {
            if (steps[cell] != unreached) return;
            steps[cell] = step;
            reached.push_back(cell);
        };
        for_each_relation_of(c, reached[next], [&](const relation& r) {
            const auto id = r.dimension() * c.size() + r.total();
            if (seen[id]) return;
            seen[id] = true;
            reach(r.total());
            r.for_each_part(reach);
        });
    }
    return steps;
}

result<void> check(const cost_options& o, cell_index cells) {
    const auto refuse = [](const std::string& field, std::int64_t found, std::string wanted,
                           std::size_t element = 0) {
        return error{.code = errc::bad_argument,
                     .message = "cost." + field +
                                (element == 0 ? "" : "[" + std::to_string(element - 1) + "]"),
                     .field = "cost." + field,
                     .element = element,
                     .found = std::to_string(found),
                     .wanted = std::move(wanted)};
    };
    if (o.lambda_thousandths < 0 || o.lambda_thousandths > 1000)
        return refuse("lambda_thousandths", o.lambda_thousandths, "0 to 1000");
    if (o.key && (o.key->spread_thousandths < 0 || o.key->spread_thousandths > 1'000'000))
        return refuse("key.spread_thousandths", o.key->spread_thousandths, "0 to 1000000");
    if (o.distances.empty()) return refuse("distances", 0, "at least one cost");
    for (std::size_t i = 0; i < o.distances.size(); ++i) {
        if (o.distances[i] < 1) return refuse("distances", o.distances[i], "at least 1", i + 1);
    }
    for (std::size_t i = 0; i < o.cells.size(); ++i) {
        if (o.cells[i].first >= cells)
            return refuse("cells", static_cast<std::int64_t>(o.cells[i].first),
                          "a cell of the table", i + 1);
        if (o.cells[i].second < 1)
            return refuse("cells", o.cells[i].second, "a cost of at least 1", i + 1);
    }
    return {};
}

std::vector<std::int64_t> suppression_costs(const table& t, const verdicts& v,
                                            const cost_options& o,
                                            std::span<const cell_index> preferred) {
    std::vector<std::int64_t> costs(t.size(), 1);
    if (o.by == suppression_cost::distance) {
        const auto steps = steps_to_unsafe(t.cube(), v);
        for (cell_index cell = 0; cell < t.size(); ++cell)
            costs[cell] = distance_cost(o, steps[cell]);
    } else {
        for (cell_index cell = 0; cell < t.size(); ++cell) costs[cell] = cost_of(t, cell, o);
    }
    for (const auto cell : preferred) costs[cell] = 1;
    for (const auto& [cell, cost] : o.cells) costs[cell] = cost;
    const auto most = largest_cost(t.size());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto factor = o.key ? keyed_factor(t.cube(), cell, *o.key) : 1;
        costs[cell] =
            static_cast<std::int64_t>(std::min<wide_sum>(wide_sum{costs[cell]} * factor, most));
    }
    return costs;
}

} // namespace sdc::inline v0::detail
