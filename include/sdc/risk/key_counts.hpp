/// How many records share the key of each record, with missing values that match anything; and what the sizes of the classes say about
/// three intruders.
#pragma once

#include <sdc/error.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// One key variable: a code for each record. Codes of a variable are any whole numbers from 0; `missing_code` is no value.
using key_column = std::vector<std::int32_t>;
inline constexpr std::int32_t missing_code = -1;

namespace detail {

[[nodiscard]] inline error refuse_keys(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument, .message = what, .rule = "key counts", .found = std::move(found), .wanted = wanted};
}

/// Columns of one length above 0, codes from `missing_code` up, fewer records than 32 bits number.
[[nodiscard]] inline result<void> check_keys(std::span<const key_column> columns) {
    if (columns.empty()) return refuse_keys("key columns", "none", "at least one");
    const auto records = columns[0].size();
    if (records == 0) return refuse_keys("records", "none", "at least one");
    if (records > std::numeric_limits<std::uint32_t>::max()) {
        auto e = refuse_keys("records", std::to_string(records), "at most 4294967295");
        e.code = errc::overflow;
        return e;
    }
    for (const auto& column : columns) {
        if (column.size() != records) return refuse_keys("key column", std::to_string(column.size()) + " codes", "one for each record");
        for (const auto code : column) {
            if (code < missing_code) return refuse_keys("code", std::to_string(code), "at least 0, or -1 for a missing value");
        }
    }
    return {};
}

/// Splits classes by a further column: entry i of `classes` is the class of record `rows[i]`. Classes are numbered as they come.
inline std::size_t refine(std::vector<std::uint32_t>& classes, std::span<const std::uint32_t> rows, const key_column& column) {
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto key = std::uint64_t{classes[i]} << 32 | static_cast<std::uint32_t>(column[rows[i]]);
        classes[i] = known.try_emplace(key, static_cast<std::uint32_t>(known.size())).first->second;
    }
    return known.size();
}

/// Records that agree in every column, a missing value being a value of its own.
struct key_classes {
    std::vector<std::uint32_t> of_record = {};
    std::vector<std::uint32_t> first = {}; ///< The first record of each class.
    std::vector<std::int64_t> sizes = {};
};

[[nodiscard]] inline key_classes classes_of(std::span<const key_column> columns) {
    std::vector<std::uint32_t> rows(columns[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::uint32_t>(i);
    key_classes c{.of_record = std::vector<std::uint32_t>(rows.size())};
    for (const auto& column : columns) refine(c.of_record, rows, column);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (c.of_record[i] == c.sizes.size()) {
            c.first.push_back(rows[i]);
            c.sizes.push_back(0);
        }
        ++c.sizes[c.of_record[i]];
    }
    return c;
}

} // namespace detail

/// Of each record: how many records of the file have a key that could be the same, itself included, and the sum of their weights.
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

/// Adds to the keys of one pattern what they match in another: they compare on the columns that neither misses.
inline void add_matches(std::span<const key_column> columns, const weighted_keys& keys, const missing_patterns::value_type& mine,
                        const missing_patterns::value_type& other, weighted_keys& sums) {
    auto both = mine.second;
    both.insert(both.end(), other.second.begin(), other.second.end());
    std::vector<std::uint32_t> rows, merged(both.size());
    for (const auto key : both) rows.push_back(keys.first[key]);
    std::size_t count = 1;
    for (std::size_t d = 0; d < columns.size(); ++d) {
        if (!mine.first[d] && !other.first[d]) count = refine(merged, rows, columns[d]);
    }
    std::vector<std::int64_t> matches(count);
    std::vector<double> weights(count);
    for (std::size_t i = mine.second.size(); i < both.size(); ++i) {
        matches[merged[i]] += keys.sizes[both[i]];
        weights[merged[i]] += keys.weights[both[i]];
    }
    for (std::size_t i = 0; i < mine.second.size(); ++i) {
        sums.sizes[both[i]] += matches[merged[i]];
        sums.weights[both[i]] += weights[merged[i]];
    }
}

} // namespace detail

/// Two keys match if in every column the codes are equal or one of them is missing; this does not sort records into classes.
/// A record with missing values is so counted with more records, and they with it: suppressing a value lowers the risk of others too.
/// `weights`: one for each record, finite and at least 0, or none.
/// Errors: bad_argument for no columns or records, columns or weights of other lengths, a code below -1, a weight out of range; overflow
/// for more than 2^32 - 1 records. Complexity: O(records x columns), and with missing values O(patterns x classes x columns) more, where a
/// pattern is a set of missing columns that occurs and a class is a distinct key. Deterministic, sums included.
/// Source: Templ, Kowarik and Meindl (2015), Statistical disclosure control for micro-data using the R package sdcMicro;
/// the counts are those of its freqCalc.
[[nodiscard]] inline result<key_counts> count_keys(std::span<const key_column> columns, std::span<const double> weights = {}) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    const auto records = columns[0].size();
    if (!weights.empty() && weights.size() != records)
        return detail::refuse_keys("weights", std::to_string(weights.size()), "one for each record");
    for (const double w : weights) {
        if (!(std::isfinite(w) && w >= 0)) return detail::refuse_keys("weight", std::to_string(w), "finite, at least 0");
    }
    const auto classes = detail::classes_of(columns);
    detail::weighted_keys keys{.first = classes.first, .sizes = classes.sizes, .weights = std::vector<double>(classes.sizes.size())};
    for (std::size_t i = 0; i < weights.size(); ++i) keys.weights[classes.of_record[i]] += weights[i];

    detail::missing_patterns patterns;
    for (std::size_t key = 0; key < keys.first.size(); ++key) {
        std::vector<bool> missing(columns.size());
        for (std::size_t d = 0; d < columns.size(); ++d) missing[d] = columns[d][keys.first[key]] == missing_code;
        patterns[std::move(missing)].push_back(static_cast<std::uint32_t>(key));
    }
    auto sums = keys;
    for (const auto& mine : patterns) {
        for (const auto& other : patterns) {
            if (&mine != &other) detail::add_matches(columns, keys, mine, other, sums); // of one pattern, only equal keys match
        }
    }
    key_counts counts;
    for (const auto key : classes.of_record) {
        counts.frequency.push_back(sums.sizes[key]);
        if (!weights.empty()) counts.weighted.push_back(sums.weights[key]);
    }
    return counts;
}

/// The sizes of the classes of records with equal keys, in the order of their first records; a missing value is a value of its own.
/// Errors: as `count_keys`. Complexity: O(records x columns).
[[nodiscard]] inline result<std::vector<std::int64_t>> class_sizes(std::span<const key_column> columns) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    return detail::classes_of(columns).sizes;
}

/// What an intruder gains, as chances in [0, 1].
struct intruder_risk {
    double at_risk = 0; ///< Share of the records whose risk is above the threshold.
    double highest = 0; ///< Of any record.
    double lowest = 0;
    double average = 0; ///< Expected share of records that are named rightly, if all are tried.
    bool operator==(const intruder_risk&) const = default;
};

namespace detail {

[[nodiscard]] inline result<void> check_sizes(std::span<const std::int64_t> sample, std::span<const std::int64_t> population, double threshold) {
    if (sample.empty()) return refuse_keys("classes", "none", "at least one");
    if (population.size() != sample.size())
        return refuse_keys("classes of the population", std::to_string(population.size()), "one for each of the sample");
    if (!(threshold >= 0 && threshold <= 1)) return refuse_keys("threshold", std::to_string(threshold), "in [0, 1]");
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] < 1) return refuse_keys("class", std::to_string(sample[i]), "at least 1 record");
        if (population[i] < sample[i])
            return refuse_keys("class of the population", std::to_string(population[i]), "at least as many as in the sample");
    }
    return {};
}

/// Sums are of doubles: sizes up to 2^53 are exact.
[[nodiscard]] inline intruder_risk risk_of_sizes(std::span<const std::int64_t> sample, std::span<const std::int64_t> sizes, double threshold) {
    double records = 0, above = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const auto n = static_cast<double>(sample[i]);
        records += n;
        if (1 / static_cast<double>(sizes[i]) > threshold) above += n;
    }
    return {.at_risk = above / records,
            .highest = 1 / static_cast<double>(std::ranges::min(sizes)),
            .lowest = 1 / static_cast<double>(std::ranges::max(sizes))};
}

[[nodiscard]] inline double total(std::span<const std::int64_t> sizes) {
    double sum = 0;
    for (const auto s : sizes) sum += static_cast<double>(s);
    return sum;
}

[[nodiscard]] inline double matched_share(std::span<const std::int64_t> sample, std::span<const std::int64_t> population) {
    double sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) sum += static_cast<double>(sample[i]) / static_cast<double>(population[i]);
    return sum / total(sample);
}

} // namespace detail

/// The intruder who knows that the person is in the file: a record of a class of s records has the risk 1/s.
/// Errors: bad_argument for no classes, a size below 1, a threshold outside [0, 1]. Complexity: O(classes).
/// Source: El Emam (2013), Guide to the De-Identification of Personal Health Information; as ARX has it (RiskModelSampleSummary), where
/// thresholds compare by `>`.
[[nodiscard]] inline result<intruder_risk> prosecutor_risk(std::span<const std::int64_t> sample, double threshold) {
    if (auto ok = detail::check_sizes(sample, sample, threshold); !ok) return std::move(ok).error();
    auto risk = detail::risk_of_sizes(sample, sample, threshold);
    risk.average = static_cast<double>(sample.size()) / detail::total(sample);
    return risk;
}

/// The intruder who looks in a population register that the file was drawn from, for any one person: a class of S persons has the risk 1/S.
/// `population[i]` is the size of the class of `sample[i]` there; classes that are not in the sample are left out.
/// Errors: as `prosecutor_risk`; bad_argument also if the numbers of classes differ or a class is smaller in the population.
/// Complexity and source: as `prosecutor_risk`; the average is the larger of two readings, as in ARX.
[[nodiscard]] inline result<intruder_risk> journalist_risk(std::span<const std::int64_t> sample,
                                                           std::span<const std::int64_t> population, double threshold) {
    if (auto ok = detail::check_sizes(sample, population, threshold); !ok) return std::move(ok).error();
    auto risk = detail::risk_of_sizes(sample, population, threshold);
    risk.average = std::max(static_cast<double>(sample.size()) / detail::total(population), detail::matched_share(sample, population));
    return risk;
}

/// The intruder who matches the whole file to the register, content with many right: the expected share of right matches, in [0, 1].
/// Never above the average of `journalist_risk`, nor that above the average of `prosecutor_risk`.
/// Errors, complexity and source: as `journalist_risk`.
[[nodiscard]] inline result<double> marketer_risk(std::span<const std::int64_t> sample, std::span<const std::int64_t> population) {
    if (auto ok = detail::check_sizes(sample, population, 0); !ok) return std::move(ok).error();
    return detail::matched_share(sample, population);
}

} // namespace sdc::inline v0
