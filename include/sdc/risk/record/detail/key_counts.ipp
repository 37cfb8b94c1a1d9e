#include <sdc/risk/record/key_counts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

error refuse_keys(const char* what, std::string found, const char* wanted) {
    return {.code = errc::bad_argument,
            .message = what,
            .field = what,
            .rule = "key counts",
            .found = std::move(found),
            .wanted = wanted};
}

result<void> check_keys(std::span<const key_column> columns) {
    if (columns.empty()) return refuse_keys("key columns", "none", "at least one");
    const auto records = columns[0].size();
    if (records == 0) return refuse_keys("records", "none", "at least one");
    if (records > std::numeric_limits<std::uint32_t>::max()) {
        auto e = refuse_keys("records", std::to_string(records), "at most 4294967295");
        e.code = errc::overflow;
        return e;
    }
    for (const auto& column : columns) {
        if (column.size() != records)
            return refuse_keys("key column", std::to_string(column.size()) + " codes",
                               "one for each record");
        for (const auto code : column) {
            if (code < missing_code)
                return refuse_keys("code", std::to_string(code),
                                   "at least 0, or -1 for a missing value");
        }
    }
    return {};
}

std::size_t refine(std::vector<std::uint32_t>& classes, std::span<const std::uint32_t> rows,
                   const key_column& column) {
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const auto key =
            std::uint64_t{classes[i]} << 32 | static_cast<std::uint32_t>(column[rows[i]]);
        classes[i] = known.try_emplace(key, static_cast<std::uint32_t>(known.size())).first->second;
    }
    return known.size();
}

key_classes classes_of(std::span<const key_column> columns) {
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

void add_matches(std::span<const key_column> columns, const weighted_keys& keys,
                 const missing_patterns::value_type& mine,
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

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<std::vector<std::int64_t>> class_sizes(std::span<const key_column> columns) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    return detail::classes_of(columns).sizes;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

result<void> check_sizes(std::span<const std::int64_t> sample,
                         std::span<const std::int64_t> population, double threshold) {
    if (sample.empty()) return refuse_keys("classes", "none", "at least one");
    if (population.size() != sample.size())
        return refuse_keys("classes of the population", std::to_string(population.size()),
                           "one for each of the sample");
    if (!(threshold >= 0 && threshold <= 1))
        return refuse_keys("threshold", std::to_string(threshold), "in [0, 1]");
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (sample[i] < 1)
            return refuse_keys("class", std::to_string(sample[i]), "at least 1 record");
        if (population[i] < sample[i])
            return refuse_keys("class of the population", std::to_string(population[i]),
                               "at least as many as in the sample");
    }
    return {};
}

intruder_risk risk_of_sizes(std::span<const std::int64_t> sample,
                            std::span<const std::int64_t> sizes, double threshold) {
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

double total(std::span<const std::int64_t> sizes) {
    double sum = 0;
    for (const auto s : sizes) sum += static_cast<double>(s);
    return sum;
}

double matched_share(std::span<const std::int64_t> sample,
                     std::span<const std::int64_t> population) {
    double sum = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        sum += static_cast<double>(sample[i]) / static_cast<double>(population[i]);
    return sum / total(sample);
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<intruder_risk> prosecutor_risk(std::span<const std::int64_t> sample, double threshold) {
    if (auto ok = detail::check_sizes(sample, sample, threshold); !ok) return std::move(ok).error();
    auto risk = detail::risk_of_sizes(sample, sample, threshold);
    risk.average = static_cast<double>(sample.size()) / detail::total(sample);
    return risk;
}

result<intruder_risk> journalist_risk(std::span<const std::int64_t> sample,
                                      std::span<const std::int64_t> population, double threshold) {
    if (auto ok = detail::check_sizes(sample, population, threshold); !ok)
        return std::move(ok).error();
    auto risk = detail::risk_of_sizes(sample, population, threshold);
    risk.average = std::max(static_cast<double>(sample.size()) / detail::total(population),
                            detail::matched_share(sample, population));
    return risk;
}

result<double> marketer_risk(std::span<const std::int64_t> sample,
                             std::span<const std::int64_t> population) {
    if (auto ok = detail::check_sizes(sample, population, 0); !ok) return std::move(ok).error();
    return detail::matched_share(sample, population);
}

} // namespace sdc::inline v0
