/// How many records share the key of each record, with missing values that match anything; and what
/// the sizes of the classes say about three intruders.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One key variable: a code for each record. Codes of a variable are any whole numbers from 0;
/// `missing_code` is no value.
using key_column = std::vector<std::int32_t>;
inline constexpr std::int32_t missing_code = -1;

namespace detail {

[[nodiscard]] SDCKIT_API error refuse_keys(const char* what, std::string found, const char* wanted);

/// Columns of one length above 0, codes from `missing_code` up, fewer records than 32 bits number.
[[nodiscard]] SDCKIT_API result<void> check_keys(std::span<const key_column> columns);

/// Splits classes by a further column: entry i of `classes` is the class of record `rows[i]`.
/// Classes are numbered as they come.
SDCKIT_API std::size_t refine(std::vector<std::uint32_t>& classes,
                              std::span<const std::uint32_t> rows, const key_column& column);

/// Records that agree in every column, a missing value being a value of its own.
struct key_classes {
    std::vector<std::uint32_t> of_record = {};
    std::vector<std::uint32_t> first = {}; ///< The first record of each class.
    std::vector<std::int64_t> sizes = {};
};

[[nodiscard]] SDCKIT_API key_classes classes_of(std::span<const key_column> columns);

} // namespace detail

/// Of each record: how many records of the file have a key that could be the same, itself included,
/// and the sum of their weights.
struct key_counts {
    std::vector<std::int64_t> frequency = {};
    std::vector<double> weighted = {}; ///< Empty if no weights were given.
};

namespace detail {

/// Distinct keys, how many records have each and the sum of their weights.
struct weighted_keys {
    std::vector<std::uint32_t> first = {};
    std::vector<std::int64_t> sizes = {};
    std::vector<double> weights = {};
};
/// The columns that keys miss, and the keys that miss them.
using missing_patterns = std::map<std::vector<bool>, std::vector<std::uint32_t>>;

/// Adds to the keys of one pattern what they match in another: they compare on the columns that
/// neither misses.
SDCKIT_API void add_matches(std::span<const key_column> columns, const weighted_keys& keys,
                            const missing_patterns::value_type& mine,
                            const missing_patterns::value_type& other, weighted_keys& sums);

} // namespace detail

/// Two keys match if in every column the codes are equal or one of them is missing, so a record
/// with missing values is counted with more records, and they with it. `weights`: one for each
/// record, finite and at least 0, or none. Errors: bad_argument for no columns or records, columns
/// or weights of other lengths, a code below -1, a weight out of range; overflow for more than 2^32
/// - 1 records. Complexity: O(records x columns), and with missing values O(patterns x classes x
/// columns) more, where a pattern is a set of missing columns and a class is a distinct key.
/// Deterministic. Source: Templ, Kowarik and Meindl (2015), sdcMicro; the counts are those of its
/// freqCalc.
[[nodiscard]] inline result<key_counts> count_keys(std::span<const key_column> columns,
                                                   std::span<const double> weights = {}) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    const auto records = columns[0].size();
    if (!weights.empty() && weights.size() != records)
        return detail::refuse_keys("weights", std::to_string(weights.size()),
                                   "one for each record");
    for (const double w : weights) {
        if (!(std::isfinite(w) && w >= 0))
            return detail::refuse_keys("weight", std::to_string(w), "finite, at least 0");
    }
    const auto classes = detail::classes_of(columns);
    detail::weighted_keys keys{.first = classes.first,
                               .sizes = classes.sizes,
                               .weights = std::vector<double>(classes.sizes.size())};
    for (std::size_t i = 0; i < weights.size(); ++i)
        keys.weights[classes.of_record[i]] += weights[i];

    detail::missing_patterns patterns;
    for (std::size_t key = 0; key < keys.first.size(); ++key) {
        std::vector<bool> missing(columns.size());
        for (std::size_t d = 0; d < columns.size(); ++d)
            missing[d] = columns[d][keys.first[key]] == missing_code;
        patterns[std::move(missing)].push_back(static_cast<std::uint32_t>(key));
    }
    auto sums = keys;
    for (const auto& mine : patterns) {
        for (const auto& other : patterns) {
            if (&mine != &other)
                detail::add_matches(columns, keys, mine, other,
                                    sums); // of one pattern, only equal keys match
        }
    }
    key_counts counts;
    for (const auto key : classes.of_record) {
        counts.frequency.push_back(sums.sizes[key]);
        if (!weights.empty()) counts.weighted.push_back(sums.weights[key]);
    }
    return counts;
}

/// The sizes of the classes of records with equal keys, in the order of their first records; a
/// missing value is a value of its own. Errors: as `count_keys`. Complexity: O(records x columns).
[[nodiscard]] SDCKIT_API result<std::vector<std::int64_t>>
class_sizes(std::span<const key_column> columns);

/// What an intruder gains, as chances in [0, 1].
struct intruder_risk {
    double at_risk = 0; ///< Share of the records whose risk is above the threshold.
    double highest = 0; ///< Of any record.
    double lowest = 0;
    double average = 0; ///< Expected share of records that are named rightly, if all are tried.
    bool operator==(const intruder_risk&) const = default;
};

namespace detail {

[[nodiscard]] SDCKIT_API result<void> check_sizes(std::span<const std::int64_t> sample,
                                                  std::span<const std::int64_t> population,
                                                  double threshold);

/// Sums are of doubles: sizes up to 2^53 are exact.
[[nodiscard]] SDCKIT_API intruder_risk risk_of_sizes(std::span<const std::int64_t> sample,
                                                     std::span<const std::int64_t> sizes,
                                                     double threshold);

[[nodiscard]] SDCKIT_API double total(std::span<const std::int64_t> sizes);

[[nodiscard]] SDCKIT_API double matched_share(std::span<const std::int64_t> sample,
                                              std::span<const std::int64_t> population);

} // namespace detail

/// The intruder who knows that the person is in the file: a record of a class of s records has the
/// risk 1/s. Errors: bad_argument for no classes, a size below 1, a threshold outside [0, 1].
/// Complexity: O(classes). Source: El Emam (2013), Guide to the De-Identification of Personal
/// Health Information; as ARX has it (RiskModelSampleSummary), where thresholds compare by `>`.
[[nodiscard]] SDCKIT_API result<intruder_risk> prosecutor_risk(std::span<const std::int64_t> sample,
                                                               double threshold);

/// The intruder who searches a population register that the file was drawn from, for any one
/// person: a class of S persons has the risk 1/S. `population[i]` is the size of the class of
/// `sample[i]` there; classes that are not in the sample are left out. Errors: as
/// `prosecutor_risk`; bad_argument also if the numbers of classes differ or a class is smaller in
/// the population. Complexity and source: as `prosecutor_risk`; the average is the larger of two
/// readings, as in ARX.
[[nodiscard]] SDCKIT_API result<intruder_risk>
journalist_risk(std::span<const std::int64_t> sample, std::span<const std::int64_t> population,
                double threshold);

/// The intruder who matches the whole file to the register, content with many right: the expected
/// share of right matches, in [0, 1]. Never above the average of `journalist_risk`, nor that above
/// the average of `prosecutor_risk`. Errors, complexity and source: as `journalist_risk`.
[[nodiscard]] SDCKIT_API result<double> marketer_risk(std::span<const std::int64_t> sample,
                                                      std::span<const std::int64_t> population);

} // namespace sdc::inline v0
