#include <sdc/risk/record/log_linear.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

error refuse_log_linear(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument,
            .message = what,
            .field = what,
            .rule = "log-linear model",
            .found = std::move(found),
            .wanted = wanted};
}

key_table number_keys(std::span<const key_column> columns, std::span<const std::uint32_t> rows) {
    key_table made{.keys = std::vector<std::vector<std::size_t>>(rows.size())};
    for (const auto& column : columns) {
        std::vector<std::uint32_t> dense(rows.size());
        made.codes.push_back(refine(dense, rows, column));
        for (std::size_t i = 0; i < rows.size(); ++i) made.keys[i].push_back(dense[i]);
    }
    return made;
}

std::vector<double> independent_means(const key_table& t, std::span<const std::int64_t> sizes) {
    std::vector<double> means(sizes.size(), 1);
    double records = 0;
    for (const auto n : sizes) records += static_cast<double>(n);
    for (std::size_t d = 0; d < t.codes.size(); ++d) {
        std::vector<double> margin(t.codes[d]);
        for (std::size_t i = 0; i < sizes.size(); ++i)
            margin[t.keys[i][d]] += static_cast<double>(sizes[i]);
        for (std::size_t i = 0; i < sizes.size(); ++i) means[i] *= margin[t.keys[i][d]] / records;
    }
    for (auto& mean : means) mean *= records;
    return means;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<unique_risk> risk_of_unique(double population_mean, double fraction) {
    if (!(std::isfinite(population_mean) && population_mean >= 0))
        return detail::refuse_log_linear("mean", std::to_string(population_mean),
                                         "finite, at least 0");
    if (!(fraction > 0 && fraction <= 1))
        return detail::refuse_log_linear("fraction", std::to_string(fraction),
                                         "above 0, at most 1");
    const double others = population_mean * (1 - fraction);
    return unique_risk{.population_unique = std::exp(-others),
                       .reidentification = others > 0 ? -std::expm1(-others) / others : 1};
}

result<log_linear_risk> risk_by_log_linear(const fitted_keys& keys, double fraction) {
    if (keys.sizes.size() != keys.means.size())
        return detail::refuse_log_linear("means", std::to_string(keys.means.size()),
                                         "one for each key");
    if (auto ok = risk_of_unique(0, fraction); !ok) return std::move(ok).error();
    log_linear_risk risk;
    for (std::size_t i = 0; i < keys.sizes.size(); ++i) {
        if (keys.sizes[i] != 1) continue;
        const auto one = risk_of_unique(keys.means[i] / fraction, fraction);
        if (!one) return one.error();
        ++risk.sample_uniques;
        risk.tau1 += one->population_unique;
        risk.tau2 += one->reidentification;
    }
    return risk;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

void two_way_fit::add(std::span<const std::size_t> key, double records) {
    for (auto& m : margins_)
        m.wanted[m.a == m.b ? key[m.a] : key[m.a] * codes_[m.b] + key[m.b]] += records;
}

void two_way_fit::run(const log_linear_options& options, fitted_keys& out) {
    do {
        out.largest_gap = 0;
        for (const auto& m : margins_) out.largest_gap = std::max(out.largest_gap, scale(m));
        ++out.iterations;
    } while (out.largest_gap > options.tolerance && out.iterations < options.iterations);
}

double two_way_fit::mean(std::span<const std::size_t> key) const {
    std::size_t cell = 0;
    for (std::size_t d = 0; d < codes_.size(); ++d) cell = cell * codes_[d] + key[d];
    return cells_[cell];
}

std::size_t two_way_fit::product(std::size_t from, std::size_t to) const {
    std::size_t n = 1;
    for (auto d = from; d < to; ++d) n *= codes_[d];
    return n;
}

double two_way_fit::scale(const margin& m) {
    std::vector<double> sums(m.wanted.size());
    for_each_cell(m, [&](double cell, std::size_t at) { sums[at] += cell; });
    double gap = 0;
    for (std::size_t at = 0; at < sums.size(); ++at) {
        gap = std::max(gap, std::abs(sums[at] - m.wanted[at]));
        sums[at] = sums[at] > 0 ? m.wanted[at] / sums[at] : 0;
    }
    for_each_cell(m, [&](double& cell, std::size_t at) { cell *= sums[at]; });
    return gap;
}

} // namespace sdc::inline v0::detail
