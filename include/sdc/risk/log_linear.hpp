/// The risk of sample uniques by a log-linear model of the keys: a record that is alone in the sample is likely alone in the population if
/// few like it are expected there.
#pragma once

#include <sdc/error.hpp>
#include <sdc/risk/key_counts.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class log_linear_model : std::uint8_t {
    main_effects, ///< The columns are independent.
    two_way,      ///< The model has every two-way margin of the sample, and no effect of three columns.
};

struct log_linear_options {
    log_linear_model model = log_linear_model::main_effects;
    double tolerance = 1e-8;             ///< Of two_way: the fit ends when no margin is off by more, in records.
    std::size_t iterations = 1000;       ///< Of two_way: at most so many.
    std::uint64_t cell_limit = 10'000'000; ///< Of two_way: refused if the table of all combinations of codes has more.
};

/// Fitted numbers of records of the sample.
struct fitted_keys {
    std::vector<std::uint32_t> first = {}; ///< The first record of each distinct key.
    std::vector<std::int64_t> sizes = {};  ///< Records that have it.
    std::vector<double> means = {};        ///< Records that the model expects.
    std::size_t iterations = 0;
    double largest_gap = 0; ///< Between a margin and its fit, in records: above the tolerance if the iterations ended first.
};

/// What is left of the doubt about one sample unique; both in (0, 1].
struct unique_risk {
    double population_unique = 0; ///< P(F = 1 | f = 1).
    double reidentification = 0;  ///< E(1/F | f = 1).
};

namespace detail {

[[nodiscard]] inline error refuse_log_linear(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument, .message = what, .rule = "log-linear model", .found = std::move(found), .wanted = wanted};
}

/// A full table, row-major, fitted by iterative proportional fitting to its two-way margins; one column has its one-way margin.
class two_way_fit {
public:
    explicit two_way_fit(std::vector<std::size_t> codes)
        : codes_(std::move(codes)), cells_(product(0, codes_.size()), 1.0) {
        for (std::size_t a = 0; a < codes_.size(); ++a) {
            for (std::size_t b = a + 1; b < codes_.size(); ++b) margins_.push_back({.a = a, .b = b, .wanted = std::vector<double>(codes_[a] * codes_[b])});
        }
        if (margins_.empty()) margins_.push_back({.a = 0, .b = 0, .wanted = std::vector<double>(codes_[0])});
    }
    void add(std::span<const std::size_t> key, double records) {
        for (auto& m : margins_) m.wanted[m.a == m.b ? key[m.a] : key[m.a] * codes_[m.b] + key[m.b]] += records;
    }
    void run(const log_linear_options& options, fitted_keys& out) {
        do {
            out.largest_gap = 0;
            for (const auto& m : margins_) out.largest_gap = std::max(out.largest_gap, scale(m));
            ++out.iterations;
        } while (out.largest_gap > options.tolerance && out.iterations < options.iterations);
    }
    [[nodiscard]] double mean(std::span<const std::size_t> key) const {
        std::size_t cell = 0;
        for (std::size_t d = 0; d < codes_.size(); ++d) cell = cell * codes_[d] + key[d];
        return cells_[cell];
    }

private:
    struct margin {
        std::size_t a = 0, b = 0;
        std::vector<double> wanted = {};
    };

    [[nodiscard]] std::size_t product(std::size_t from, std::size_t to) const {
        std::size_t n = 1;
        for (auto d = from; d < to; ++d) n *= codes_[d];
        return n;
    }
    /// `act(cell, position in the margin)` for all cells in order.
    void for_each_cell(const margin& m, auto act) {
        const bool one = m.a == m.b;
        const auto outer = product(0, m.a), middle = one ? 1 : product(m.a + 1, m.b), inner = product(m.b + 1, codes_.size());
        const auto of_b = one ? 1 : codes_[m.b];
        std::size_t cell = 0;
        for (std::size_t o = 0; o < outer; ++o) {
            for (std::size_t i = 0; i < codes_[m.a]; ++i) {
                for (std::size_t mid = 0; mid < middle; ++mid) {
                    for (std::size_t j = 0; j < of_b; ++j) {
                        for (std::size_t in = 0; in < inner; ++in) act(cells_[cell++], i * of_b + j);
                    }
                }
            }
        }
    }
    /// Makes the margin right; returns how far off it was.
    double scale(const margin& m) {
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

    std::vector<std::size_t> codes_;
    std::vector<double> cells_;
    std::vector<margin> margins_;
};

/// The codes of each distinct key, numbered from 0 in each column, and how many there are.
struct key_table {
    std::vector<std::size_t> codes = {};
    std::vector<std::vector<std::size_t>> keys = {};
};

[[nodiscard]] inline key_table number_keys(std::span<const key_column> columns, std::span<const std::uint32_t> rows) {
    key_table made{.keys = std::vector<std::vector<std::size_t>>(rows.size())};
    for (const auto& column : columns) {
        std::vector<std::uint32_t> dense(rows.size());
        made.codes.push_back(refine(dense, rows, column));
        for (std::size_t i = 0; i < rows.size(); ++i) made.keys[i].push_back(dense[i]);
    }
    return made;
}

[[nodiscard]] inline std::vector<double> independent_means(const key_table& t, std::span<const std::int64_t> sizes) {
    std::vector<double> means(sizes.size(), 1);
    double records = 0;
    for (const auto n : sizes) records += static_cast<double>(n);
    for (std::size_t d = 0; d < t.codes.size(); ++d) {
        std::vector<double> margin(t.codes[d]);
        for (std::size_t i = 0; i < sizes.size(); ++i) margin[t.keys[i][d]] += static_cast<double>(sizes[i]);
        for (std::size_t i = 0; i < sizes.size(); ++i) means[i] *= margin[t.keys[i][d]] / records;
    }
    for (auto& mean : means) mean *= records;
    return means;
}

} // namespace detail

/// Fits the model to the records and gives its mean for each key that occurs. Keys that do not occur have means, too: they add to the rest.
/// Errors: as `count_keys`; bad_argument also for a missing value, a tolerance or iterations of 0, and of two_way for more combinations of
/// codes than the limit.
/// Complexity: of main_effects O(records x columns); of two_way O(iterations x pairs of columns x combinations of codes), memory O(combinations).
/// Deterministic.
/// Source: Deming and Stephan (1940), On a least squares adjustment of a sampled frequency table, for the fit.
[[nodiscard]] inline result<fitted_keys> fit_log_linear(std::span<const key_column> columns, const log_linear_options& options = {}) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    for (const auto& column : columns) {
        if (std::ranges::find(column, missing_code) != column.end()) return detail::refuse_log_linear("code", "missing value", "at least 0");
    }
    if (!(options.tolerance > 0) || options.iterations == 0)
        return detail::refuse_log_linear("log_linear_options", "a tolerance or iterations of 0", "both above 0");
    auto classes = detail::classes_of(columns);
    const auto t = detail::number_keys(columns, classes.first);
    fitted_keys out{.first = std::move(classes.first), .sizes = std::move(classes.sizes)};
    if (options.model == log_linear_model::main_effects) {
        out.means = detail::independent_means(t, out.sizes);
        return out;
    }
    double cells = 1;
    for (const auto n : t.codes) cells *= static_cast<double>(n);
    if (cells > static_cast<double>(options.cell_limit))
        return detail::refuse_log_linear("combinations of codes", "more than the limit", "fewer codes or columns, main effects, or a higher limit");
    detail::two_way_fit fit(t.codes);
    for (std::size_t i = 0; i < t.keys.size(); ++i) fit.add(t.keys[i], static_cast<double>(out.sizes[i]));
    fit.run(options, out);
    for (const auto& key : t.keys) out.means.push_back(fit.mean(key));
    return out;
}

/// The risk of a sample unique whose key has a Poisson number of persons with this mean, of whom each was drawn with chance `fraction`: those
/// not drawn are Poisson, too, with mean (1 - fraction) times it.
/// Errors: bad_argument for a mean below 0 or not finite, a fraction that is not in (0, 1]. Complexity: O(1).
/// Source: Skinner and Elamir (2004), The estimation of risk in microdata via log-linear models.
[[nodiscard]] inline result<unique_risk> risk_of_unique(double population_mean, double fraction) {
    if (!(std::isfinite(population_mean) && population_mean >= 0))
        return detail::refuse_log_linear("mean", std::to_string(population_mean), "finite, at least 0");
    if (!(fraction > 0 && fraction <= 1)) return detail::refuse_log_linear("fraction", std::to_string(fraction), "above 0, at most 1");
    const double others = population_mean * (1 - fraction);
    return unique_risk{.population_unique = std::exp(-others), .reidentification = others > 0 ? -std::expm1(-others) / others : 1};
}

/// The two measures of a file.
struct log_linear_risk {
    std::int64_t sample_uniques = 0;
    double tau1 = 0; ///< Sample uniques that are expected to be alone in the population.
    double tau2 = 0; ///< Right matches expected if each sample unique is matched to a person of its key.
};

/// Sums over the sample uniques, the population's mean of a key being its fitted mean in the sample over `fraction`. The model stands for
/// what is not seen: one with too few effects and one with too many both mislead, so where two models differ, neither is the answer.
/// Errors: as `risk_of_unique`, and bad_argument for keys whose vectors differ in length. Complexity: O(keys). Source: as `risk_of_unique`.
[[nodiscard]] inline result<log_linear_risk> risk_by_log_linear(const fitted_keys& keys, double fraction) {
    if (keys.sizes.size() != keys.means.size())
        return detail::refuse_log_linear("means", std::to_string(keys.means.size()), "one for each key");
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
