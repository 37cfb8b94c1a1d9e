#include <sdc/risk/record/class_criteria.hpp>

#include "numerics.hpp"

#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sdc::inline v0 {

result<std::int64_t> class_size_for(double threshold, double tolerance) {
    if (!(threshold > 1e-15 && threshold <= 1))
        return detail::refuse_keys("threshold", std::to_string(threshold), "above 0, at most 1");
    if (!(tolerance >= 0 && tolerance < 1))
        return detail::refuse_keys("tolerance", std::to_string(tolerance), "at least 0, below 1");
    const auto nearest = std::round(1 / threshold);
    if (std::abs(1 / nearest - threshold) <= 1e-15 * threshold)
        return static_cast<std::int64_t>(nearest); // as written, 1 over it
    const auto below = std::floor(1 / threshold);
    return static_cast<std::int64_t>(1 / below - threshold < tolerance * threshold ? below
                                                                                   : below + 1);
}

result<bool> has_average_risk(std::span<const std::int64_t> sample, double threshold) {
    const auto risk = prosecutor_risk(sample, threshold);
    if (!risk) return risk.error();
    return risk->average <= threshold;
}

result<std::int64_t> k_map(std::span<const std::int64_t> sample,
                           std::span<const std::int64_t> population) {
    if (auto ok = detail::check_sizes(sample, population, 0); !ok) return std::move(ok).error();
    return std::ranges::min(population);
}

result<std::int64_t> k_map_sample_size(std::int64_t k, double fraction, double significance) {
    if (k < 1 || k > 1'000'000)
        return detail::refuse_keys("k", std::to_string(k), "from 1 to 1000000");
    if (!(fraction > 0 && fraction <= 1))
        return detail::refuse_keys("fraction", std::to_string(fraction), "above 0, at most 1");
    if (!(significance > 0 && significance < 1))
        return detail::refuse_keys("significance", std::to_string(significance), "between 0 and 1");
    const boost::math::poisson_distribution<double, detail::quiet> records(fraction *
                                                                           static_cast<double>(k));
    const auto most = quantile(complement(records, significance));
    return std::min(k, static_cast<std::int64_t>(most) + 2);
}

result<presence> presence_in(std::span<const std::int64_t> sample,
                             std::span<const std::int64_t> population) {
    if (sample.empty()) return detail::refuse_keys("classes", "none", "at least one");
    if (population.size() != sample.size())
        return detail::refuse_keys("classes of the population", std::to_string(population.size()),
                                   "one for each of the sample");
    presence found{.lowest = 1};
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] < 0 || population[i] < 1 || sample[i] > population[i])
            return detail::refuse_keys(
                "class", std::to_string(sample[i]) + " of " + std::to_string(population[i]),
                "some of at least 1 person");
        const auto share = static_cast<double>(sample[i]) / static_cast<double>(population[i]);
        found.lowest = std::min(found.lowest, share);
        found.highest = std::max(found.highest, share);
    }
    return found;
}

} // namespace sdc::inline v0
