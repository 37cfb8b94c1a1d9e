/// How many persons are alone in the population, estimated from the sizes of the classes of a sample.
#pragma once

#include <sdc/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

/// Estimates of different models differ widely; none says which person is the unique one.
struct unique_estimate {
    double uniques = 0; ///< Persons alone in the population; from 0 to its size.
    double share = 0;   ///< Of the population, in [0, 1].
};

namespace detail {

[[nodiscard]] inline error refuse_uniques(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument, .message = what, .rule = "population uniques", .found = std::move(found), .wanted = wanted};
}

struct histogram_totals {
    double classes = 0;
    double records = 0;
};

[[nodiscard]] inline result<histogram_totals> check_histogram(std::span<const std::int64_t> histogram, std::int64_t population) {
    histogram_totals t;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        if (histogram[i] < 0) return refuse_uniques("classes", std::to_string(histogram[i]), "at least 0");
        t.classes += static_cast<double>(histogram[i]);
        t.records += static_cast<double>(histogram[i]) * static_cast<double>(i + 1);
    }
    if (t.records < 1) return refuse_uniques("classes", "none", "at least one");
    if (static_cast<double>(population) < t.records)
        return refuse_uniques("population", std::to_string(population), "at least the number of records");
    return t;
}

[[nodiscard]] inline unique_estimate estimate_of(double uniques, double population) noexcept {
    const auto bounded = std::clamp(uniques, 0.0, population);
    return {.uniques = bounded, .share = bounded / population};
}

/// The sum of 1/(x + i) for i from 0 to terms - 1, x > 0: differences of the series of digamma, taken term by term so that they do not
/// cancel.
[[nodiscard]] inline double harmonic_sum(double x, double terms) noexcept {
    double sum = 0;
    for (int i = 0; i < 32 && terms > 0; ++i, --terms, ++x) sum += 1 / x;
    if (terms <= 0) return sum;
    const auto tail = [](double y) {
        const double r = 1 / (y * y);
        return -0.5 / y - r * (1.0 / 12 - r * (1.0 / 120 - r / 252));
    };
    return sum + std::log1p(terms / x) + tail(x + terms) - tail(x);
}

} // namespace detail

/// Zayatz: a sample unique is a population unique with the chance that Bayes' rule gives if classes of the population are as large as often
/// as those of the sample. `histogram[i]`: the number of classes of i + 1 records.
/// Errors: bad_argument for no classes, a number below 0, a population smaller than the sample. Complexity: O(largest class).
/// Source: Zayatz (1991), Estimation of the percent of unique population elements on a microdata file using the sample.
[[nodiscard]] inline result<unique_estimate> zayatz_uniques(std::span<const std::int64_t> histogram, std::int64_t population) {
    const auto totals = detail::check_histogram(histogram, population);
    if (!totals) return totals.error();
    const auto n = totals->records, size = static_cast<double>(population);
    // ratio = the chance that one of s persons is drawn, over that for s = 1: hypergeometric, with all common factors cancelled
    double hidden = 1, all = 0;
    for (std::size_t i = 0; i < histogram.size() && hidden > 0; ++i) {
        const auto s = static_cast<double>(i + 1);
        all += static_cast<double>(histogram[i]) * s * hidden;
        hidden *= std::max(0.0, size - s - (n - 1)) / std::max(1.0, size - s);
    }
    const auto sample_uniques = static_cast<double>(histogram[0]);
    if (sample_uniques == 0) return unique_estimate{};
    return detail::estimate_of(sample_uniques * (sample_uniques / all) * (size / n), size);
}

struct pitman_parameters {
    double theta = 0; ///< At least 0.
    double alpha = 0; ///< In (0, 1).
};

/// The most likely Pitman model of a sample with these classes (`histogram[i]`: of i + 1 records), theta at least 0.
/// Errors: bad_argument as `zayatz_uniques`, and where there is no such model: one class, classes of one record only, none of one record,
/// or a likelihood that falls from alpha = 0 on. Complexity: O(largest class), 60 times.
/// Source: Hoshino (2001), Applying Pitman's sampling formula to microdata disclosure risk assessment.
[[nodiscard]] inline result<pitman_parameters> fit_pitman(std::span<const std::int64_t> histogram) {
    const auto totals = detail::check_histogram(histogram, INT64_MAX);
    if (!totals) return totals.error();
    const auto u = totals->classes, n = totals->records;
    if (u < 2 || u == n || histogram[0] == 0)
        return detail::refuse_uniques("Pitman model", "no fit", "several classes, some of one record and some of more");

    // The slopes of the log-likelihood. For one alpha, that in theta falls through 0 once or is below 0 from theta = 0 on.
    const auto inverse_sum = [&](double theta, double alpha) { return detail::harmonic_sum(theta / alpha + 1, u - 1) / alpha; };
    const auto best_theta = [&](double alpha) {
        double low = 0, high = 1;
        const auto rises = [&](double theta) { return inverse_sum(theta, alpha) > detail::harmonic_sum(theta + 1, n - 1); };
        if (!rises(0)) return 0.0;
        while (rises(high) && high < 1e15) low = high, high *= 2;
        for (int i = 0; i < 60; ++i) (rises((low + high) / 2) ? low : high) = (low + high) / 2;
        return low;
    };
    const auto rises = [&](double alpha) {
        const auto theta = best_theta(alpha);
        double slope = (u - 1 - theta * inverse_sum(theta, alpha)) / alpha, larger = u;
        for (std::size_t j = 1; j < histogram.size(); ++j) {
            larger -= static_cast<double>(histogram[j - 1]); // classes of more than j records
            slope -= larger / (static_cast<double>(j) - alpha);
        }
        return slope > 0;
    };
    double low = 1e-6, high = 1;
    if (!rises(low)) return detail::refuse_uniques("Pitman model", "no fit", "a likelihood that rises from alpha = 0");
    for (int i = 0; i < 60; ++i) {
        const auto middle = (low + high) / 2;
        if (middle >= 1 || middle <= low) break;
        (rises(middle) ? low : high) = middle;
    }
    return pitman_parameters{.theta = best_theta(low), .alpha = low};
}

/// Expected uniques of a population under a Pitman model: Gamma(theta + 1) / Gamma(theta + alpha) x population^alpha, for large populations.
/// Errors: bad_argument for theta below 0, alpha outside (0, 1), either not finite, a population below 1. Complexity: O(1).
/// Source: Hoshino (2001), as in ARX (ModelPitman).
[[nodiscard]] inline result<unique_estimate> pitman_uniques(const pitman_parameters& model, std::int64_t population) {
    if (!(std::isfinite(model.theta) && model.theta >= 0)) return detail::refuse_uniques("theta", std::to_string(model.theta), "at least 0");
    if (!(model.alpha > 0 && model.alpha < 1)) return detail::refuse_uniques("alpha", std::to_string(model.alpha), "between 0 and 1");
    if (population < 1) return detail::refuse_uniques("population", std::to_string(population), "at least 1");
    const auto size = static_cast<double>(population);
    const auto log_uniques = std::lgamma(model.theta + 1) - std::lgamma(model.theta + model.alpha) + model.alpha * std::log(size);
    return detail::estimate_of(std::exp(log_uniques), size);
}

/// The chance that a key of the population has `persons` persons, if their number is Poisson with an inverse Gaussian mean.
/// In [0, 1]. Errors: bad_argument for mean or spread not above 0 or not finite, persons below 0. Complexity: O(persons).
/// Source: Carlson (2002), Assessing microdata disclosure risk using the Poisson-inverse Gaussian distribution,
/// for the model; the recurrence was derived and checked by quadrature.
[[nodiscard]] inline result<double> inverse_gaussian_chance(double mean, double spread, std::int64_t persons) {
    if (!(std::isfinite(mean) && mean > 0)) return detail::refuse_uniques("mean", std::to_string(mean), "above 0");
    if (!(std::isfinite(spread) && spread > 0)) return detail::refuse_uniques("spread", std::to_string(spread), "above 0");
    if (persons < 0) return detail::refuse_uniques("persons", std::to_string(persons), "at least 0");
    const double root = std::sqrt(1 + 2 * spread);
    double before = std::exp(-2 * mean / (1 + root)); // mean/spread x (1 - root), without cancellation
    if (persons == 0) return before;
    double chance = mean * before / root;
    for (std::int64_t k = 2; k <= persons; ++k) {
        const auto x = static_cast<double>(k);
        const auto next = (spread * (x - 1) * (2 * x - 3) * chance + mean * mean * before) / ((1 + 2 * spread) * x * (x - 1));
        before = std::exchange(chance, next);
    }
    return chance;
}

/// The chance that a record which is alone in a sample of this fraction is alone in the population, under the same model: sample
/// frequencies follow it with mean and spread times the fraction. In [0, 1].
/// Errors: as `inverse_gaussian_chance`; bad_argument for a fraction that is not in (0, 1]. Complexity: O(1). Source: as there.
[[nodiscard]] inline result<double> inverse_gaussian_unique(double mean, double spread, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) return detail::refuse_uniques("fraction", std::to_string(fraction), "above 0, at most 1");
    if (auto ok = inverse_gaussian_chance(mean, spread, 1); !ok) return ok;
    if (!(mean * fraction > 0 && spread * fraction > 0)) return detail::refuse_uniques("fraction", std::to_string(fraction), "larger");
    // fraction x p1(mean, spread) / p1(fraction x mean, fraction x spread), logarithms subtracted: either may be below every double
    const double root = std::sqrt(1 + 2 * spread), sample_root = std::sqrt(1 + 2 * spread * fraction);
    return std::min(1.0, sample_root / root * std::exp(2 * mean * (fraction / (1 + sample_root) - 1 / (1 + root))));
}

} // namespace sdc::inline v0
