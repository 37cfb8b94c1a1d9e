#include <sdc/attack/recovery.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>

namespace sdc::inline v0::detail {

result<void> check_weights(std::span<const std::uint32_t> weights, std::size_t leaves) {
    if (weights.empty() || weights.size() == leaves) return {};
    return error{.code = errc::bad_argument,
                 .message = "the weights of the prior",
                 .field = "prior.weights",
                 .found = std::to_string(weights.size()),
                 .wanted = std::to_string(leaves) + " (one for each leaf)"};
}

void set_probability(recovery& r, const table_weight& recovered, const table_weight& all) {
    r.probability = recovered.probability / all.probability;
    if (!recovered.fits || !all.fits) return;
    auto a = all.exact, b = recovered.exact;
    while (b != 0) std::swap(a %= b, b);
    const auto numerator = recovered.exact / a, denominator = all.exact / a;
    r.probability = static_cast<double>(numerator) / static_cast<double>(denominator);
    constexpr wide_count most = std::numeric_limits<std::uint64_t>::max();
    if (denominator <= most)
        r.exact = fraction{static_cast<std::uint64_t>(numerator),
                           static_cast<std::uint64_t>(denominator)};
}

result<recovery> summarise(const std::map<published_values, published_group>& groups,
                           std::span<const cell_index> leaves) {
    recovery r;
    table_weight all, recovered;
    for (const auto& [shown, group] : groups) {
        r.tables += group.tables;
        all.add(group.weight);
        if (group.tables == 1) {
            ++r.recovered;
            recovered.add(group.weight);
        }
        for (const auto leaf : leaves) {
            if (shown[leaf] != suppressed_value) continue;
            r.suppressed_leaves += group.tables;
            if (!group.varies[leaf]) r.recovered_leaves += group.tables;
        }
    }
    if (!(all.probability > 0))
        return error{.code = errc::bad_argument, .message = "every possible table has weight 0"};
    set_probability(r, recovered, all);
    return r;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

void primary_only::learn(std::span<const std::int64_t> shown, knowledge& known) const {
    interval marked{.low = 1, .high = 0};
    for (const auto& r : rules_) {
        const auto* limit = std::get_if<threshold>(&r);
        const bool counts_only = limit != nullptr && limit->min_total_for_breakdown == 0;
        marked.high = std::max(marked.high, counts_only ? limit->minimum - 1 : unlimited);
        const bool zeros_shown =
            counts_only && limit->zeros == zero_policy::show && limit->hide_zeros_below_total == 0;
        if (!zeros_shown) marked.low = 0;
    }
    for (std::size_t cell = 0; cell < shown.size(); ++cell) {
        if (shown[cell] == suppressed_value)
            known.learn(static_cast<cell_index>(cell), marked.low, marked.high);
    }
}

} // namespace sdc::inline v0
