#include <sdc/risk/record/population_uniques.hpp>

#include "numerics.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {
namespace {

error refuse_uniques(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument,
            .message = what,
            .field = what,
            .rule = "population uniques",
            .found = std::move(found),
            .wanted = wanted};
}

struct histogram_totals {
    double classes = 0;
    double records = 0;
};

result<histogram_totals> check_histogram(std::span<const std::int64_t> histogram,
                                         std::int64_t population) {
    histogram_totals t;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        if (histogram[i] < 0)
            return refuse_uniques("classes", std::to_string(histogram[i]), "at least 0");
        t.classes += static_cast<double>(histogram[i]);
        t.records += static_cast<double>(histogram[i]) * static_cast<double>(i + 1);
    }
    if (t.records < 1) return refuse_uniques("classes", "none", "at least one");
    if (static_cast<double>(population) < t.records)
        return refuse_uniques("population", std::to_string(population),
                              "at least the number of records");
    return t;
}

unique_estimate estimate_of(double uniques, double population) noexcept {
    const auto bounded = std::clamp(uniques, 0.0, population);
    return {.uniques = bounded, .share = bounded / population};
}

/// The sum of 1/(x + i) for i from 0 to terms - 1, x > 0: differences of the series of digamma,
/// taken term by term so that they do not cancel, as differences of digamma do.
double harmonic_sum(double x, double terms) noexcept {
    double sum = 0;
    for (int i = 0; i < 32 && terms > 0; ++i, --terms, ++x) sum += 1 / x;
    if (terms <= 0) return sum;
    const auto tail = [](double y) {
        const double r = 1 / (y * y);
        return -0.5 / y - r * (1.0 / 12 - r * (1.0 / 120 - r / 252));
    };
    return sum + std::log1p(terms / x) + tail(x + terms) - tail(x);
}

} // namespace

result<unique_estimate> zayatz_uniques(std::span<const std::int64_t> histogram,
                                       std::int64_t population) {
    const auto totals = check_histogram(histogram, population);
    if (!totals) return totals.error();
    const auto n = totals->records, size = static_cast<double>(population);
    // ratio = the chance that one of s persons is drawn, over that for s = 1: hypergeometric, with
    // all common factors cancelled
    double hidden = 1, all = 0;
    for (std::size_t i = 0; i < histogram.size() && hidden > 0; ++i) {
        const auto s = static_cast<double>(i + 1);
        all += static_cast<double>(histogram[i]) * s * hidden;
        hidden *= std::max(0.0, size - s - (n - 1)) / std::max(1.0, size - s);
    }
    const auto sample_uniques = static_cast<double>(histogram[0]);
    if (sample_uniques == 0) return unique_estimate{};
    return estimate_of(sample_uniques * (sample_uniques / all) * (size / n), size);
}

result<pitman_parameters> fit_pitman(std::span<const std::int64_t> histogram) {
    const auto totals = check_histogram(histogram, INT64_MAX);
    if (!totals) return totals.error();
    const auto u = totals->classes, n = totals->records;
    if (u < 2 || u == n || histogram[0] == 0)
        return refuse_uniques("Pitman model", "no fit",
                              "several classes, some of one record and some of more");

    // The slopes of the log-likelihood. For one alpha, that in theta falls through 0 once or is
    // below 0 from theta = 0 on.
    const auto inverse_sum = [&](double theta, double alpha) {
        return harmonic_sum(theta / alpha + 1, u - 1) / alpha;
    };
    const auto best_theta = [&](double alpha) {
        const auto slope = [&](double theta) {
            return inverse_sum(theta, alpha) - harmonic_sum(theta + 1, n - 1);
        };
        if (!(slope(0) > 0)) return 0.0;
        double low = 0, high = 1;
        while (slope(high) > 0 && high < 1e15) low = high, high *= 2;
        return high < 1e15 ? detail::root_between(slope, low, high) : low;
    };
    // Times 1 - alpha, which makes it finite at 1.
    const auto slope = [&](double alpha) {
        const auto theta = best_theta(alpha);
        double sum = (u - 1 - theta * inverse_sum(theta, alpha)) / alpha, larger = u;
        for (std::size_t j = 1; j < histogram.size(); ++j) {
            larger -= static_cast<double>(histogram[j - 1]); // classes of more than j records
            sum -= larger / (static_cast<double>(j) - alpha);
        }
        return sum * (1 - alpha);
    };
    constexpr double least = 1e-6, most = 1 - 1e-15;
    const auto rounding = 1e-14 * u / least; // of a difference of sums of u terms, over alpha
    if (!(slope(least) > rounding))
        return refuse_uniques("Pitman model", "no fit", "a likelihood that rises from alpha = 0");
    const auto alpha = slope(most) > 0 ? most : detail::root_between(slope, least, most);
    return pitman_parameters{.theta = best_theta(alpha), .alpha = alpha};
}

result<unique_estimate> pitman_uniques(const pitman_parameters& model, std::int64_t population) {
    if (!(std::isfinite(model.theta) && model.theta >= 0))
        return refuse_uniques("theta", std::to_string(model.theta), "at least 0");
    if (!(model.alpha > 0 && model.alpha < 1))
        return refuse_uniques("alpha", std::to_string(model.alpha), "between 0 and 1");
    if (population < 1)
        return refuse_uniques("population", std::to_string(population), "at least 1");
    const auto size = static_cast<double>(population);
    const auto fewer = boost::math::tgamma_delta_ratio(model.theta + model.alpha, 1 - model.alpha,
                                                       detail::quiet());
    return estimate_of(std::pow(size, model.alpha) / fewer, size);
}

result<double> inverse_gaussian_chance(double mean, double spread, std::int64_t persons) {
    if (!(std::isfinite(mean) && mean > 0))
        return refuse_uniques("mean", std::to_string(mean), "above 0");
    if (!(std::isfinite(spread) && spread > 0))
        return refuse_uniques("spread", std::to_string(spread), "above 0");
    if (persons < 0) return refuse_uniques("persons", std::to_string(persons), "at least 0");
    const double root = std::sqrt(1 + 2 * spread);
    double before =
        std::exp(-2 * mean / (1 + root)); // mean/spread x (1 - root), without cancellation
    if (persons == 0) return before;
    double chance = mean * before / root;
    for (std::int64_t k = 2; k <= persons; ++k) {
        const auto x = static_cast<double>(k);
        const auto next = (spread * (x - 1) * (2 * x - 3) * chance + mean * mean * before) /
                          ((1 + 2 * spread) * x * (x - 1));
        before = std::exchange(chance, next);
    }
    return chance;
}

result<double> inverse_gaussian_unique(double mean, double spread, double fraction) {
    if (!(fraction > 0 && fraction <= 1))
        return refuse_uniques("fraction", std::to_string(fraction), "above 0, at most 1");
    if (auto ok = inverse_gaussian_chance(mean, spread, 1); !ok) return ok;
    if (!(mean * fraction > 0 && spread * fraction > 0))
        return refuse_uniques("fraction", std::to_string(fraction), "larger");
    // fraction x p1(mean, spread) / p1(fraction x mean, fraction x spread), logarithms subtracted:
    // either may be below every double
    const double root = std::sqrt(1 + 2 * spread),
                 sample_root = std::sqrt(1 + 2 * spread * fraction);
    return std::min(1.0, sample_root / root *
                             std::exp(2 * mean * (fraction / (1 + sample_root) - 1 / (1 + root))));
}

result<double> population_classes(std::span<const std::int64_t> histogram,
                                  std::int64_t population) {
    const auto totals = check_histogram(histogram, population);
    if (!totals) return totals.error();
    const auto q = totals->records / static_cast<double>(population), missed = 1 - q;
    double ones_twice = 0, seen_again = 0, unseen = 0, ones = 0;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        const auto s = static_cast<double>(i + 1), f = static_cast<double>(histogram[i]);
        ones_twice += s * q * q * std::pow(1 - q * q, s - 1) * f;
        seen_again += (std::pow(1 - q * q, s) - std::pow(missed, s)) * f;
        unseen += std::pow(missed, s) * f;
        ones += s * q * std::pow(missed, s - 1) * f;
    }
    if (unseen == 0 || histogram[0] == 0) return totals->classes;
    return totals->classes + static_cast<double>(histogram[0]) * (ones_twice / seen_again) *
                                 (unseen / ones) * (unseen / ones);
}

result<snb_parameters> fit_snb(const snb_moments& m) {
    for (const double value : {m.classes, m.ones, m.twos, m.fraction}) {
        if (!(std::isfinite(value) && value > 0))
            return refuse_uniques("moments of SNB", std::to_string(value), "finite, above 0");
    }
    if (m.fraction > 1)
        return refuse_uniques("fraction", std::to_string(m.fraction), "above 0, at most 1");
    const double odds = (1 - m.fraction) / m.fraction, ratio = m.twos / m.ones;
    // alpha y; stable for y near 0, where alpha has no limit
    const auto spread = [&](double y) {
        const double b = 2 + y * odds - 2 * ratio * odds,
                     root = std::sqrt(b * b + 8 * ratio * odds);
        if (odds == 0) return ratio;
        return b > 0 ? 4 * ratio / (b + root) : (root - b) / (2 * odds);
    };
    // the expected share of classes that have one record in the sample, over the fraction
    const auto ones = [&](double y) {
        const double t = spread(y);
        return std::exp(t * std::log1p(-y) / y) * (1 + t * odds);
    };
    const double wanted = m.ones / (m.classes * m.fraction);
    const auto excess = [&](double y) { return ones(y) - wanted; }; // falls with y, below 0 at 1
    constexpr double least = 1e-12;
    if (!(excess(least) > 0))
        return refuse_uniques("SNB model", "no fit", "classes more unequal than by Poisson");
    const auto y = detail::root_between(excess, least, 1.0);
    const double x = 1 - y;
    return snb_parameters{.alpha = spread(y) / y,
                          .beta = x * m.fraction / (1 - x * (1 - m.fraction))};
}

result<unique_estimate> snb_uniques(std::span<const std::int64_t> histogram,
                                    std::int64_t population) {
    const auto classes = population_classes(histogram, population);
    if (!classes) return classes.error();
    const auto records = check_histogram(histogram, population)->records;
    const auto count = [&](std::size_t i) {
        return i < histogram.size() ? static_cast<double>(histogram[i]) : 0.0;
    };
    const auto model = fit_snb({.classes = *classes,
                                .ones = count(0),
                                .twos = count(1),
                                .fraction = records / static_cast<double>(population)});
    if (!model) return model.error();
    const auto uniques = *classes * std::pow(model->beta, model->alpha);
    if (!(uniques <= static_cast<double>(population)))
        return refuse_uniques("SNB model", "no fit", "fewer uniques than persons");
    return estimate_of(uniques, static_cast<double>(population));
}

result<chosen_estimate> dankar_uniques(std::span<const std::int64_t> histogram,
                                       std::int64_t population) {
    const auto zayatz = zayatz_uniques(histogram, population);
    if (!zayatz) return zayatz.error();
    const auto records = check_histogram(histogram, population)->records;
    if (10 * records <= static_cast<double>(population)) {
        const auto model = fit_pitman(histogram);
        if (!model) return chosen_estimate{.estimate = *zayatz};
        return chosen_estimate{.estimate = *pitman_uniques(*model, population),
                               .model = uniques_model::pitman};
    }
    const auto snb = snb_uniques(histogram, population);
    constexpr double rounding = 1e-9; // both are the same where the sample is the population
    if (!snb || zayatz->uniques < snb->uniques * (1 + rounding))
        return chosen_estimate{.estimate = *zayatz};
    return chosen_estimate{.estimate = *snb, .model = uniques_model::snb};
}

} // namespace sdc::inline v0
