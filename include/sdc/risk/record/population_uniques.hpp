/// How many persons are alone in the population, estimated from the sizes of the classes of a
/// sample.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <span>

namespace sdc::inline v0 {

/// Estimates of different models differ widely; none says which person is the unique one.
struct unique_estimate {
    double uniques = 0; ///< Persons alone in the population; from 0 to its size.
    double share = 0;   ///< Of the population, in [0, 1].
};

/// Zayatz: a sample unique is a population unique with the chance that Bayes' rule gives if classes
/// of the population are as large as often as those of the sample. `histogram[i]`: the number of
/// classes of i + 1 records. Errors: bad_argument for no classes, a number below 0, a population
/// smaller than the sample. Complexity: O(largest class). Source: Zayatz (1991), Estimation of the
/// percent of unique population elements on a microdata file using the sample.
[[nodiscard]] SDCKIT_API result<unique_estimate>
zayatz_uniques(std::span<const std::int64_t> histogram, std::int64_t population);

struct pitman_parameters {
    double theta = 0; ///< At least 0.
    double alpha = 0; ///< In (0, 1).
};

/// The most likely Pitman model of a sample with these classes (`histogram[i]`: of i + 1 records),
/// theta at least 0. Errors: bad_argument as `zayatz_uniques`, and where there is no such model:
/// one class, classes of one record only, none of one record, or a likelihood that falls from alpha
/// = 0 on. Complexity: O(largest class), some 20
/// times. Source: Hoshino (2001), Applying Pitman's
/// sampling formula to microdata disclosure risk assessment.
[[nodiscard]] SDCKIT_API result<pitman_parameters>
fit_pitman(std::span<const std::int64_t> histogram);

/// Expected uniques of a population under a Pitman model: Gamma(theta + 1) / Gamma(theta + alpha) x
/// population^alpha, for large populations. Errors: bad_argument for theta below 0, alpha outside
/// (0, 1), either not finite, a population below 1. Complexity: O(1). Source: Hoshino (2001), as in
/// ARX (ModelPitman).
[[nodiscard]] SDCKIT_API result<unique_estimate> pitman_uniques(const pitman_parameters& model,
                                                                std::int64_t population);

/// The chance that a key of the population has `persons` persons, if their number is Poisson with
/// an inverse Gaussian mean. In [0, 1]. Errors: bad_argument for mean or spread not above 0 or not
/// finite, persons below 0. Complexity: O(persons). Source: Carlson (2002), Assessing microdata
/// disclosure risk using the Poisson-inverse Gaussian distribution, for the model; the recurrence
/// was derived and checked by quadrature.
[[nodiscard]] SDCKIT_API result<double> inverse_gaussian_chance(double mean, double spread,
                                                                std::int64_t persons);

/// The chance that a record which is alone in a sample of this fraction is alone in the population,
/// under the same model: sample frequencies follow it with mean and spread times the fraction. In
/// [0, 1]. Errors: as `inverse_gaussian_chance`; bad_argument for a fraction that is not in (0, 1].
/// Complexity: O(1). Source: as there.
[[nodiscard]] SDCKIT_API result<double> inverse_gaussian_unique(double mean, double spread,
                                                                double fraction);

/// How many classes the population has, from those of a sample (`histogram[i]`: of i + 1 records):
/// the modified estimator of Shlosser. At least the classes of the sample; as many if it is the
/// population. Errors: bad_argument as `zayatz_uniques`. Complexity: O(largest class). Source: Haas
/// and Stokes (1998), Estimating the number of classes in a finite population, estimator Sh3.
[[nodiscard]] SDCKIT_API result<double> population_classes(std::span<const std::int64_t> histogram,
                                                           std::int64_t population);

/// What the slide negative binomial model is fitted to.
struct snb_moments {
    double classes = 0;  ///< Of the population.
    double ones = 0;     ///< Classes of one record in the sample.
    double twos = 0;     ///< Of two.
    double fraction = 1; ///< Of the population that is in the sample.
};
/// A class of the population has 1 + X persons, X negative binomial: (alpha + x - 1 choose x)
/// beta^alpha (1 - beta)^x.
struct snb_parameters {
    double alpha = 0; ///< Above 0.
    double beta = 0;  ///< In (0, 1).
};

/// The slide negative binomial model with these expected numbers of sample classes of one and of
/// two. With y = 1 - x, x = beta / (1 - (1 - fraction)(1 - beta)), both equations are of x and
/// alpha only; their ratio gives alpha as the root above 0 of a quadratic. Errors: bad_argument for
/// numbers not above 0 or not finite, a fraction that is not in (0, 1], and where there is no such
/// model: more classes of one, for those of two, than if X were Poisson. Complexity: some 20 steps.
/// Source: Chen and Keller-McNulty (1998). The moments were derived anew: ARX (ModelSNB) multiplies
/// in the second where it is to divide.
[[nodiscard]] SDCKIT_API result<snb_parameters> fit_snb(const snb_moments& m);

/// Expected uniques of the population under the slide negative binomial model: classes x
/// beta^alpha, with the classes estimated. Errors: bad_argument as `population_classes` and
/// `fit_snb`, and for more uniques than persons. Complexity: O(largest class). Source: as
/// `fit_snb`.
[[nodiscard]] SDCKIT_API result<unique_estimate>
snb_uniques(std::span<const std::int64_t> histogram, std::int64_t population);

enum class uniques_model : std::uint8_t { zayatz, pitman, snb };

[[nodiscard]] constexpr const char* to_string(uniques_model model) noexcept {
    switch (model) {
    case uniques_model::zayatz: return "Zayatz";
    case uniques_model::pitman: return "Pitman";
    case uniques_model::snb: return "slide negative binomial";
    }
    return "";
}

struct chosen_estimate {
    unique_estimate estimate = {};
    uniques_model model = uniques_model::zayatz;
};

/// The estimate that was nearest to the truth on clinical data sets: up to a tenth of the
/// population Pitman's; of more the smaller of Zayatz's and SNB's; where a model has no fit,
/// Zayatz's. What it does not say: how near. Above a tenth ARX can take another: its SNB model is
/// not the published one (see `fit_snb`). Errors: bad_argument as `zayatz_uniques`. Complexity:
/// O(largest class), some 20 times. Source: Dankar, El Emam, Neisa and Roffey (2012), Estimating
/// the re-identification risk of clinical data sets; as in ARX.
[[nodiscard]] SDCKIT_API result<chosen_estimate>
dankar_uniques(std::span<const std::int64_t> histogram, std::int64_t population);

} // namespace sdc::inline v0
