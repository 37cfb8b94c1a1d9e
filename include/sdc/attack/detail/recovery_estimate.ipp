#include <sdc/attack/recovery_estimate.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace sdc::inline v0::detail {

std::pair<double, double> wilson_interval(std::uint64_t hits, std::uint64_t n) noexcept {
    constexpr double z = 1.959963984540054;
    const auto trials = static_cast<double>(n), p = static_cast<double>(hits) / trials;
    const auto scale = 1 + z * z / trials, centre = p + z * z / (2 * trials);
    const auto half = z * std::sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
    return {std::max(0.0, (centre - half) / scale), std::min(1.0, (centre + half) / scale)};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0::detail {

result<table_sampler> table_sampler::make(const knowledge& known, const estimate_options& options) {
    auto facts = leaf_facts::make(known);
    if (!facts) return facts.error();
    if (auto ok = check_weights(options.weights, facts->leaves.size()); !ok) return ok.error();
    if (known.low(0) != known.high(0))
        return error{.code = errc::bad_argument, .message = "the prior needs a known total"};
    if (!tighten(*facts)) return no_table();
    table_sampler sampler(std::move(*facts), known.low(0), options);
    if (sampler.units_ > 0 && sampler.weight_.back() == 0)
        return error{.code = errc::bad_argument, .message = "every possible table has weight 0"};
    return sampler;
}

bool table_sampler::draw(const cube& c, std::uint64_t i, std::vector<std::int64_t>& values) const {
    splitmix64 random(splitmix64(seed_ ^ splitmix64(i).next()).next());
    std::vector<std::int64_t> leaf(facts_.leaves.size());
    for (std::uint64_t attempt = 0; attempt < attempts_; ++attempt) {
        std::ranges::fill(leaf, 0);
        for (std::int64_t unit = 0; unit < units_; ++unit) {
            const auto at = std::ranges::upper_bound(weight_, random.below(weight_.back()));
            ++leaf[static_cast<std::size_t>(at - weight_.begin())];
        }
        if (!agrees(leaf)) continue;
        values.assign(c.size(), 0);
        for (std::size_t k = 0; k < leaf.size(); ++k) values[facts_.leaves[k]] = leaf[k];
        add_margins(c, values);
        return true;
    }
    return false;
}

bool table_sampler::agrees(std::span<const std::int64_t> leaf) const noexcept {
    for (std::size_t k = 0; k < leaf.size(); ++k) {
        if (leaf[k] < facts_.low[k] || leaf[k] > facts_.high[k]) return false;
    }
    return std::ranges::all_of(facts_.facts, [&](const linear_fact& fact) {
        wide_sum sum = 0;
        for (const auto& [k, coefficient] : fact.terms) sum += coefficient * leaf[k];
        return sum >= fact.low && (!fact.high || sum <= *fact.high);
    });
}

} // namespace sdc::inline v0::detail
