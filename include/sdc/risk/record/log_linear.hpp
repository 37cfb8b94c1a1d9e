/// The risk of sample uniques by a log-linear model of the keys: a record that is alone in the
/// sample is likely alone in the population if few like it are expected there.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class log_linear_model : std::uint8_t {
    main_effects, ///< The columns are independent.
    two_way, ///< The model has every two-way margin of the sample, and no effect of three columns.
};

struct log_linear_options {
    log_linear_model model = log_linear_model::main_effects;
    double tolerance =
        1e-8; ///< Of two_way: the fit ends when no margin is off by more, in records.
    std::size_t iterations = 1000; ///< Of two_way: at most so many.
    std::uint64_t cell_limit =
        10'000'000; ///< Of two_way: refused if the table of all combinations of codes has more.
};

/// Fitted numbers of records of the sample.
struct fitted_keys {
    std::vector<std::uint32_t> first = {}; ///< The first record of each distinct key.
    std::vector<std::int64_t> sizes = {};  ///< Records that have it.
    std::vector<double> means = {};        ///< Records that the model expects.
    std::size_t iterations = 0;
    double largest_gap = 0; ///< Between a margin and its fit, in records: above the tolerance if
                            ///< the iterations ended first.
};

/// What is left of the doubt about one sample unique; both in (0, 1].
struct unique_risk {
    double population_unique = 0; ///< P(F = 1 | f = 1).
    double reidentification = 0;  ///< E(1/F | f = 1).
};

namespace detail {

[[nodiscard]] SDCKIT_API error refuse_log_linear(const char* what, std::string found,
                                                 const char* wanted);

/// A full table, row-major, fitted by iterative proportional fitting to its two-way margins; one
/// column has its one-way margin.
class SDCKIT_API two_way_fit {
public:
    explicit two_way_fit(std::vector<std::size_t> codes)
        : codes_(std::move(codes)), cells_(product(0, codes_.size()), 1.0) {
        for (std::size_t a = 0; a < codes_.size(); ++a) {
            for (std::size_t b = a + 1; b < codes_.size(); ++b)
                margins_.push_back(
                    {.a = a, .b = b, .wanted = std::vector<double>(codes_[a] * codes_[b])});
        }
        if (margins_.empty())
            margins_.push_back({.a = 0, .b = 0, .wanted = std::vector<double>(codes_[0])});
    }
    void add(std::span<const std::size_t> key, double records);
    void run(const log_linear_options& options, fitted_keys& out);
    [[nodiscard]] double mean(std::span<const std::size_t> key) const;

private:
    struct margin {
        std::size_t a = 0, b = 0;
        std::vector<double> wanted = {};
    };

    [[nodiscard]] std::size_t product(std::size_t from, std::size_t to) const;
    /// `act(cell, position in the margin)` for all cells in order.
    void for_each_cell(const margin& m, auto act) {
        const bool one = m.a == m.b;
        const auto outer = product(0, m.a), middle = one ? 1 : product(m.a + 1, m.b),
                   inner = product(m.b + 1, codes_.size());
        const auto of_b = one ? 1 : codes_[m.b];
        std::size_t cell = 0;
        for (std::size_t o = 0; o < outer; ++o) {
            for (std::size_t i = 0; i < codes_[m.a]; ++i) {
                for (std::size_t mid = 0; mid < middle; ++mid) {
                    for (std::size_t j = 0; j < of_b; ++j) {
                        for (std::size_t in = 0; in < inner; ++in)
                            act(cells_[cell++], i * of_b + j);
                    }
                }
            }
        }
    }
    /// Makes the margin right; returns how far off it was.
    double scale(const margin& m);

    std::vector<std::size_t> codes_;
    std::vector<double> cells_;
    std::vector<margin> margins_;
};

/// The codes of each distinct key, numbered from 0 in each column, and how many there are.
struct key_table {
    std::vector<std::size_t> codes = {};
    std::vector<std::vector<std::size_t>> keys = {};
};

[[nodiscard]] SDCKIT_API key_table number_keys(std::span<const key_column> columns,
                                               std::span<const std::uint32_t> rows);

[[nodiscard]] SDCKIT_API std::vector<double> independent_means(const key_table& t,
                                                               std::span<const std::int64_t> sizes);

} // namespace detail

/// Fits the model to the records and gives its mean for each key that occurs. Keys that do not
/// occur have means, too: they add to the rest. Errors: as `count_keys`; bad_argument also for a
/// missing value, a tolerance or iterations of 0, and of two_way for more combinations of codes
/// than the limit. Complexity: of main_effects O(records x columns); of two_way O(iterations x
/// pairs of columns x combinations of codes), memory O(combinations). Deterministic. Source: Deming
/// and Stephan (1940), On a least squares adjustment of a sampled frequency table, for the fit.
[[nodiscard]] inline result<fitted_keys> fit_log_linear(std::span<const key_column> columns,
                                                        const log_linear_options& options = {}) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    for (const auto& column : columns) {
        if (std::ranges::find(column, missing_code) != column.end())
            return detail::refuse_log_linear("code", "missing value", "at least 0");
    }
    if (!(options.tolerance > 0) || options.iterations == 0)
        return detail::refuse_log_linear("log_linear_options", "a tolerance or iterations of 0",
                                         "both above 0");
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
        return detail::refuse_log_linear("combinations of codes", "more than the limit",
                                         "fewer codes or columns, main effects, or a higher limit");
    detail::two_way_fit fit(t.codes);
    for (std::size_t i = 0; i < t.keys.size(); ++i)
        fit.add(t.keys[i], static_cast<double>(out.sizes[i]));
    fit.run(options, out);
    for (const auto& key : t.keys) out.means.push_back(fit.mean(key));
    return out;
}

/// The risk of a sample unique whose key has a Poisson number of persons with this mean, of whom
/// each was drawn with chance `fraction`: those not drawn are Poisson, too, with mean (1 -
/// fraction) times it. Errors: bad_argument for a mean below 0 or not finite, a fraction that is
/// not in (0, 1]. Complexity: O(1). Source: Skinner and Elamir (2004), The estimation of risk in
/// microdata via log-linear models.
[[nodiscard]] SDCKIT_API result<unique_risk> risk_of_unique(double population_mean,
                                                            double fraction);

/// The two measures of a file.
struct log_linear_risk {
    std::int64_t sample_uniques = 0;
    double tau1 = 0; ///< Sample uniques that are expected to be alone in the population.
    double tau2 =
        0; ///< Right matches expected if each sample unique is matched to a person of its key.
};

/// Sums over the sample uniques, the population's mean of a key being its fitted mean in the sample
/// over `fraction`. The model stands for what is not seen: one with too few effects and one with
/// too many both mislead, so where two models differ, neither is the answer. Errors: as
/// `risk_of_unique`, and bad_argument for keys whose vectors differ in length. Complexity: O(keys).
/// Source: as `risk_of_unique`.
[[nodiscard]] SDCKIT_API result<log_linear_risk> risk_by_log_linear(const fitted_keys& keys,
                                                                    double fraction);

} // namespace sdc::inline v0
