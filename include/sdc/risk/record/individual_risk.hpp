/// The individual risk of records of a sample: the chance that a record which matches a person is
/// that person.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// (p/f) 2F1(1, 1; f + 1; 1 - p): all terms are above 0, so nothing cancels. Few terms if f is
/// large or 1 - p is small.
[[nodiscard]] SDCKIT_API double individual_risk_series(double f, double p) noexcept;

/// From the closed form for f = 1 by r(f + 1) = (p/q)(1/f - r(f)): an error shrinks by p/q at each
/// step, so p is at most 1/2.
[[nodiscard]] SDCKIT_API double individual_risk_recurrence(std::int64_t f, double p) noexcept;

[[nodiscard]] SDCKIT_API error refuse_individual_risk(const char* what, std::string found,
                                                      const char* wanted);

} // namespace detail

/// E[1/F | f], where f records of the sample and F persons of the population share the key, and F -
/// f is negative binomial: each person of the key was drawn with chance p. In (0, 1/f]; 1/f at p =
/// 1, where the sample is the population. Exact to a few units in the last place for every p and f.
/// It assumes an intruder who knows the key and nothing else. Errors: bad_argument if f < 1, or p
/// is not in (0, 1]. Complexity: at most 150 terms. Source: Benedetti and Franconi (1998); the
/// closed form for f = 1 and the series are those of mu-Argus, the recurrence follows from the
/// series.
[[nodiscard]] SDCKIT_API result<double> individual_risk(std::int64_t f, double p);

/// The risk of each record, from its frequency in the sample and its weighted frequency (an
/// estimate of F): p = frequency / weighted. Errors: bad_argument if the sizes differ, a frequency
/// is below 1, or a weighted frequency is not finite or below its frequency. Complexity:
/// O(records).
[[nodiscard]] SDCKIT_API result<std::vector<double>>
individual_risks(std::span<const std::int64_t> frequency, std::span<const double> weighted);

struct expected_reidentifications {
    double persons =
        0; ///< Records that an intruder who tries every record is expected to name rightly.
    double rate = 0; ///< The same as a share of the records, in [0, 1].
};

/// Of a whole file, from the risks of its records. Errors: bad_argument for no records, or a risk
/// that is not in [0, 1]. Complexity: O(records). Source: IHSN, Statistical Disclosure Control: A
/// Practice Guide, section "Measuring risk" (global risk).
[[nodiscard]] SDCKIT_API result<expected_reidentifications>
expect_reidentifications(std::span<const double> risks);

/// The threshold for a rate: the highest risk that a record may keep, if the records above it are
/// protected until they have that risk and the rate
/// (`expected_reidentifications`) is then to be at most `rate`; 1 if it is so already. So the mean
/// of min(risk, threshold) is `rate`. Errors: as above; bad_argument for a rate that is not above 0
/// and at most 1. Complexity: O(n log n). Source: Benedetti and Franconi (1998); mu-Argus sets its
/// threshold so, by inverting the rate.
[[nodiscard]] SDCKIT_API result<double> threshold_for_rate(std::span<const double> risks,
                                                           double rate);

} // namespace sdc::inline v0
