/// Criteria on the sizes of classes of records with equal keys: what a limit of risk asks for,
/// k-map, delta-presence, average risk. None says whether anyone looks, nor what a match would
/// tell.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <cstdint>
#include <span>

namespace sdc::inline v0 {

/// The smallest class whose risk, 1/size, is at most `threshold`; or one less, if that has a risk
/// above it by less than `tolerance` of it, so that .0909 is taken for 1/11. Errors: bad_argument
/// for a threshold that is not in (0, 1] or is so small that no size of 64 bits meets it, or a
/// tolerance outside [0, 1). Complexity: O(1). Source: ARX (ParameterTranslation), whose tolerance
/// is 0.01.
[[nodiscard]] SDCKIT_API result<std::int64_t> class_size_for(double threshold,
                                                             double tolerance = 0.01);

/// Whether the average risk of the records, classes over records, is at most `threshold`.
/// Errors: as `prosecutor_risk`. Complexity: O(classes). Source: El Emam (2013), Guide to the
/// De-Identification of Personal Health Information.
[[nodiscard]] SDCKIT_API result<bool> has_average_risk(std::span<const std::int64_t> sample,
                                                       double threshold);

/// The largest k such that the file is a k-map of the population: the smallest class there of those
/// that the sample has records of. `population[i]` is the size of the class of `sample[i]` there.
/// Errors: as `journalist_risk`. Complexity: O(classes). Source: Sweeney (2002), k-anonymity, where
/// k-map is the weaker form.
[[nodiscard]] SDCKIT_API result<std::int64_t> k_map(std::span<const std::int64_t> sample,
                                                    std::span<const std::int64_t> population);

/// The size of a class of the sample from which on it is taken to have k persons in a population
/// that is not available. The number of sampled records of a class of k is taken as Poisson with
/// mean fraction x k; the result is one more than the first number that is exceeded with a chance
/// of at most `significance`, and at most k. Errors: bad_argument for k below 1 or above a million,
/// a fraction that is not in (0, 1], a significance that is not in (0, 1). Complexity: O(k).
/// Source: El Emam and Dankar (2008); the rule as in ARX (KMap), one record stricter than the test.
[[nodiscard]] SDCKIT_API result<std::int64_t> k_map_sample_size(std::int64_t k, double fraction,
                                                                double significance = 0.01);

/// How likely it is, at least and at most, that a person of the population is in the sample, by
/// class; in [0, 1].
struct presence {
    double lowest = 0;
    double highest = 0;
    bool operator==(const presence&) const = default;
};

/// delta-presence of a sample within a register of the population: the file has it for each lower
/// and upper delta that enclose both. `sample[i]` is how many of the class `population[i]` are in
/// the sample, 0 allowed: that somebody is absent is disclosure, too. Errors: bad_argument for no
/// classes, sizes of another number, below 0 or larger than that of the population, or a population
/// of 0. Complexity: O(classes). Source: Nergiz, Atzori and Clifton (2007), Hiding the presence of
/// individuals from shared databases.
[[nodiscard]] SDCKIT_API result<presence> presence_in(std::span<const std::int64_t> sample,
                                                      std::span<const std::int64_t> population);

} // namespace sdc::inline v0
