#include <sdc/risk/record/individual_risk.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

double individual_risk_series(double f, double p) noexcept {
    const double q = 1 - p;
    double term = 1, sum = 1;
    for (double k = 1; term > 1e-18 * sum; ++k) {
        term *= k * q / (f + k);
        sum += term;
    }
    return p / f * sum;
}

double individual_risk_recurrence(std::int64_t f, double p) noexcept {
    const double odds = p / (1 - p);
    double r = -odds * std::log(p);
    for (std::int64_t k = 1; k < f; ++k) r = odds * (1 / static_cast<double>(k) - r);
    return r;
}

error refuse_individual_risk(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument,
            .message = what,
            .field = what,
            .rule = "individual risk",
            .found = std::move(found),
            .wanted = wanted};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<double> individual_risk(std::int64_t f, double p) {
    if (f < 1) return detail::refuse_individual_risk("frequency", std::to_string(f), "at least 1");
    if (!(p > 0 && p <= 1))
        return detail::refuse_individual_risk("sampling fraction", std::to_string(p),
                                              "above 0, at most 1");
    // Below 16 the series needs up to 36/p terms; from 16 on its terms fall as 1/binomial(f + k,
    // k), whatever p is.
    if (p <= 0.5 && f < 16) return detail::individual_risk_recurrence(f, p);
    return detail::individual_risk_series(static_cast<double>(f), p);
}

result<std::vector<double>> individual_risks(std::span<const std::int64_t> frequency,
                                             std::span<const double> weighted) {
    if (frequency.size() != weighted.size())
        return detail::refuse_individual_risk(
            "weighted frequencies", std::to_string(weighted.size()), "one for each frequency");
    std::vector<double> risks;
    risks.reserve(frequency.size());
    for (std::size_t i = 0; i < frequency.size(); ++i) {
        if (frequency[i] < 1)
            return detail::refuse_individual_risk("frequency", std::to_string(frequency[i]),
                                                  "at least 1");
        const auto f = static_cast<double>(frequency[i]);
        if (!(std::isfinite(weighted[i]) && weighted[i] >= f))
            return detail::refuse_individual_risk("weighted frequency", std::to_string(weighted[i]),
                                                  "finite, at least the frequency");
        auto r = individual_risk(frequency[i], f / weighted[i]);
        if (!r) return std::move(r).error();
        risks.push_back(*r);
    }
    return risks;
}

result<expected_reidentifications> expect_reidentifications(std::span<const double> risks) {
    if (risks.empty())
        return detail::refuse_individual_risk("risks", "none", "at least one record");
    expected_reidentifications e;
    for (const double r : risks) {
        if (!(r >= 0 && r <= 1))
            return detail::refuse_individual_risk("risk", std::to_string(r), "in [0, 1]");
        e.persons += r;
    }
    e.rate = e.persons / static_cast<double>(risks.size());
    return e;
}

result<double> threshold_for_rate(std::span<const double> risks, double rate) {
    if (!(rate > 0 && rate <= 1))
        return detail::refuse_individual_risk("rate", std::to_string(rate), "above 0, at most 1");
    const auto expected = expect_reidentifications(risks);
    if (!expected) return expected.error();
    std::vector<double> ascending(risks.begin(), risks.end());
    std::ranges::sort(ascending);
    auto left =
        rate * static_cast<double>(
                   risks.size()); // for the records that keep less than the threshold no more
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        const auto threshold = left / static_cast<double>(ascending.size() - i);
        if (threshold < ascending[i]) return threshold;
        left -= ascending[i];
    }
    return 1.0;
}

} // namespace sdc::inline v0
