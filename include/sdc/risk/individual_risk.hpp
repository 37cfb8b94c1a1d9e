/// The individual risk of records of a sample: the chance that a record which matches a person is that person.
#pragma once

#include <sdc/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

namespace detail {

/// (p/f) 2F1(1, 1; f + 1; 1 - p): all terms are above 0, so nothing cancels. Few terms if f is large or 1 - p is small.
[[nodiscard]] inline double individual_risk_series(double f, double p) noexcept {
    const double q = 1 - p;
    double term = 1, sum = 1;
    for (double k = 1; term > 1e-18 * sum; ++k) {
        term *= k * q / (f + k);
        sum += term;
    }
    return p / f * sum;
}

/// From the closed form for f = 1 by r(f + 1) = (p/q)(1/f - r(f)): an error shrinks by p/q at each step, so p is at most 1/2.
[[nodiscard]] inline double individual_risk_recurrence(std::int64_t f, double p) noexcept {
    const double odds = p / (1 - p);
    double r = -odds * std::log(p);
    for (std::int64_t k = 1; k < f; ++k) r = odds * (1 / static_cast<double>(k) - r);
    return r;
}

[[nodiscard]] inline error refuse_individual_risk(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument, .message = what, .rule = "individual risk", .found = std::move(found), .wanted = wanted};
}

} // namespace detail

/// E[1/F | f], where f records of the sample and F persons of the population share the key, and F - f is negative binomial: each person
/// of the key was drawn with chance p. In (0, 1/f]; 1/f at p = 1, where the sample is the population. Exact to a few units in the last
/// place for every p and f; the approximation p/(f - q) of the literature is not used.
/// What it does not say: whether anyone looks, nor that the key is all that an intruder knows.
/// Errors: bad_argument if f < 1, or p is not in (0, 1]. Complexity: at most 150 terms.
/// Source: Benedetti and Franconi (1998), Statistical and technological solutions for controlled data dissemination; the closed form for
/// f = 1 and the series are those of mu-Argus, the recurrence follows from the series.
[[nodiscard]] inline result<double> individual_risk(std::int64_t f, double p) {
    if (f < 1) return detail::refuse_individual_risk("frequency", std::to_string(f), "at least 1");
    if (!(p > 0 && p <= 1)) return detail::refuse_individual_risk("sampling fraction", std::to_string(p), "above 0, at most 1");
    // Below 16 the series needs up to 36/p terms; from 16 on its terms fall as 1/binomial(f + k, k), whatever p is.
    if (p <= 0.5 && f < 16) return detail::individual_risk_recurrence(f, p);
    return detail::individual_risk_series(static_cast<double>(f), p);
}

/// The risk of each record, from its frequency in the sample and its weighted frequency (an estimate of F): p = frequency / weighted.
/// Errors: bad_argument if the sizes differ, a frequency is below 1, or a weighted frequency is not finite or below its frequency.
/// Complexity: O(records).
[[nodiscard]] inline result<std::vector<double>> individual_risks(std::span<const std::int64_t> frequency, std::span<const double> weighted) {
    if (frequency.size() != weighted.size())
        return detail::refuse_individual_risk("weighted frequencies", std::to_string(weighted.size()), "one for each frequency");
    std::vector<double> risks;
    risks.reserve(frequency.size());
    for (std::size_t i = 0; i < frequency.size(); ++i) {
        if (frequency[i] < 1) return detail::refuse_individual_risk("frequency", std::to_string(frequency[i]), "at least 1");
        const auto f = static_cast<double>(frequency[i]);
        if (!(std::isfinite(weighted[i]) && weighted[i] >= f))
            return detail::refuse_individual_risk("weighted frequency", std::to_string(weighted[i]), "finite, at least the frequency");
        auto r = individual_risk(frequency[i], f / weighted[i]);
        if (!r) return std::move(r).error();
        risks.push_back(*r);
    }
    return risks;
}

struct expected_reidentifications {
    double persons = 0; ///< Records that an intruder who tries every record is expected to name rightly.
    double rate = 0;    ///< The same as a share of the records, in [0, 1].
};

/// Of a whole file, from the risks of its records. Errors: bad_argument for no records, or a risk that is not in [0, 1].
/// Complexity: O(records). Source: IHSN, Statistical Disclosure Control: A Practice Guide,
/// section "Measuring risk" (global risk).
[[nodiscard]] inline result<expected_reidentifications> expect_reidentifications(std::span<const double> risks) {
    if (risks.empty()) return detail::refuse_individual_risk("risks", "none", "at least one record");
    expected_reidentifications e;
    for (const double r : risks) {
        if (!(r >= 0 && r <= 1)) return detail::refuse_individual_risk("risk", std::to_string(r), "in [0, 1]");
        e.persons += r;
    }
    e.rate = e.persons / static_cast<double>(risks.size());
    return e;
}

/// The threshold for a rate: the highest risk that a record may keep, if the records above it are protected until they have that risk and the rate
/// (`expected_reidentifications`) is then to be at most `rate`; 1 if it is so already. So the mean of min(risk, threshold) is `rate`.
/// Errors: as above; bad_argument for a rate that is not above 0 and at most 1. Complexity: O(n log n).
/// Source: Benedetti and Franconi (1998); mu-Argus sets its threshold so, by inverting the rate.
[[nodiscard]] inline result<double> threshold_for_rate(std::span<const double> risks, double rate) {
    if (!(rate > 0 && rate <= 1)) return detail::refuse_individual_risk("rate", std::to_string(rate), "above 0, at most 1");
    const auto expected = expect_reidentifications(risks);
    if (!expected) return expected.error();
    std::vector<double> ascending(risks.begin(), risks.end());
    std::ranges::sort(ascending);
    auto left = rate * static_cast<double>(risks.size()); // for the records that keep less than the threshold no more
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const auto threshold = left / static_cast<double>(ascending.size() - i);
        if (threshold < ascending[i]) return threshold;
        left -= ascending[i];
    }
    return 1.0;
}

} // namespace sdc::inline v0
