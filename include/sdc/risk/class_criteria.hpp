/// Criteria on the sizes of classes of records with equal keys: what a limit of risk asks for, k-map, delta-presence, average risk.
/// None says whether anyone looks, nor what a match would tell.
#pragma once

#include <sdc/error.hpp>
#include <sdc/risk/key_counts.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>

namespace sdc::inline v0 {

/// The smallest class whose risk, 1/size, is at most `threshold`; or one less, if that has a risk above it by less than `tolerance` of it, so
/// that .0909 is taken for 1/11.
/// Errors: bad_argument for a threshold that is not in (0, 1] or is so small that no size of 64 bits meets it, or a tolerance outside [0, 1).
/// Complexity: O(1). Source: ARX (ParameterTranslation), whose tolerance is 0.01.
[[nodiscard]] inline result<std::int64_t> class_size_for(double threshold, double tolerance = 0.01) {
    if (!(threshold > 1e-15 && threshold <= 1)) return detail::refuse_keys("threshold", std::to_string(threshold), "above 0, at most 1");
    if (!(tolerance >= 0 && tolerance < 1)) return detail::refuse_keys("tolerance", std::to_string(tolerance), "at least 0, below 1");
    const auto nearest = std::round(1 / threshold);
    if (std::abs(1 / nearest - threshold) <= 1e-15 * threshold) return static_cast<std::int64_t>(nearest); // as written, 1 over it
    const auto below = std::floor(1 / threshold);
    return static_cast<std::int64_t>(1 / below - threshold < tolerance * threshold ? below : below + 1);
}

/// Whether the average risk of the records, classes over records, is at most `threshold`.
/// Errors: as `prosecutor_risk`. Complexity: O(classes). Source: El Emam (2013), Guide to the De-Identification of Personal Health Information.
[[nodiscard]] inline result<bool> has_average_risk(std::span<const std::int64_t> sample, double threshold) {
    const auto risk = prosecutor_risk(sample, threshold);
    if (!risk) return risk.error();
    return risk->average <= threshold;
}

/// The largest k such that the file is a k-map of the population: the smallest class there of those that the sample has records of.
/// `population[i]` is the size of the class of `sample[i]` there.
/// Errors: as `journalist_risk`. Complexity: O(classes). Source: Sweeney (2002), k-anonymity, where k-map is the weaker form.
[[nodiscard]] inline result<std::int64_t> k_map(std::span<const std::int64_t> sample, std::span<const std::int64_t> population) {
    if (auto ok = detail::check_sizes(sample, population, 0); !ok) return std::move(ok).error();
    return std::ranges::min(population);
}

/// The size of a class of the sample from which on it is taken to have k persons in a population that is not at hand. The number of records
/// of a class of k is taken as Poisson, of mean fraction times k; asked is one record more than the first number that a chance of
/// `significance` at most passes; k is always enough.
/// What it does not say: that a class of fewer records has fewer than k persons.
/// Errors: bad_argument for k below 1 or above a million, a fraction that is not in (0, 1], a significance that is not in (0, 1).
/// Complexity: O(k). Source: El Emam and Dankar (2008), Protecting privacy using k-anonymity, for the estimate from a sample; the rule as in
/// ARX (KMap), one record stricter than the test needs.
[[nodiscard]] inline result<std::int64_t> k_map_sample_size(std::int64_t k, double fraction, double significance = 0.01) {
    if (k < 1 || k > 1'000'000) return detail::refuse_keys("k", std::to_string(k), "from 1 to 1000000");
    if (!(fraction > 0 && fraction <= 1)) return detail::refuse_keys("fraction", std::to_string(fraction), "above 0, at most 1");
    if (!(significance > 0 && significance < 1)) return detail::refuse_keys("significance", std::to_string(significance), "between 0 and 1");
    const auto mean = fraction * static_cast<double>(k);
    std::int64_t records = 0;
    // by logarithms: exp(-mean) may be below every double
    for (double sum = 0; records < k; ++records) {
        const auto n = static_cast<double>(records);
        sum += std::exp(n * std::log(mean) - mean - std::lgamma(n + 1));
        if (sum >= 1 - significance) break;
    }
    return std::min(k, records + 2);
}

/// How likely it is, at least and at most, that a person of the population is in the sample, by class; in [0, 1].
struct presence {
    double lowest = 0;
    double highest = 0;
    bool operator==(const presence&) const = default;
};

/// delta-presence of a sample within a register of the population: the file has it for each lower and upper delta that enclose both.
/// `sample[i]` is how many of the class `population[i]` are in the sample, 0 allowed: that somebody is not there is told, too.
/// Errors: bad_argument for no classes, sizes of another number, below 0 or larger than that of the population, or a population of 0.
/// Complexity: O(classes). Source: Nergiz, Atzori and Clifton (2007), Hiding the presence of individuals from shared databases.
[[nodiscard]] inline result<presence> presence_in(std::span<const std::int64_t> sample, std::span<const std::int64_t> population) {
    if (sample.empty()) return detail::refuse_keys("classes", "none", "at least one");
    if (population.size() != sample.size())
        return detail::refuse_keys("classes of the population", std::to_string(population.size()), "one for each of the sample");
    presence found{.lowest = 1};
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] < 0 || population[i] < 1 || sample[i] > population[i])
            return detail::refuse_keys("class", std::to_string(sample[i]) + " of " + std::to_string(population[i]), "some of at least 1 person");
        const auto share = static_cast<double>(sample[i]) / static_cast<double>(population[i]);
        found.lowest = std::min(found.lowest, share);
        found.highest = std::max(found.highest, share);
    }
    return found;
}

} // namespace sdc::inline v0
