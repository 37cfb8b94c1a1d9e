#include <sdc/risk/record/suda.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

error refuse_suda(const char* what, std::string found, const char* wanted, errc code) {
    return {.code = code,
            .message = what,
            .field = what,
            .rule = "suda",
            .found = std::move(found),
            .wanted = wanted};
}

result<dense_keys> number_codes(std::span<const key_column> columns,
                                std::span<const std::uint32_t> rows) {
    dense_keys made{.columns = std::vector<key_column>(columns.size())};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::vector<std::uint32_t> dense(rows.size());
        made.codes.push_back(refine(dense, rows, columns[c]));
        if (made.codes[c] > std::uint64_t{std::numeric_limits<std::int32_t>::max()})
            return refuse_suda("codes of a column", std::to_string(made.codes[c]),
                               "at most 2147483647", errc::overflow);
        made.columns[c].assign(dense.begin(), dense.end());
    }
    return made;
}

result<void> check_suda(std::span<const key_column> columns, const suda_options& options) {
    if (auto ok = check_keys(columns); !ok) return ok;
    if (columns.size() > 63)
        return refuse_suda("key columns", std::to_string(columns.size()), "at most 63");
    if (options.maximum_size > columns.size())
        return refuse_suda("suda_options.maximum_size", std::to_string(options.maximum_size),
                           "at most the number of columns");
    for (const auto& column : columns) {
        if (std::ranges::find(column, missing_code) != column.end())
            return refuse_suda("code", "missing value", "at least 0");
    }
    return {};
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

double suda_set_score(std::size_t size, std::size_t columns, std::size_t maximum_size,
                      suda_scale scale) noexcept {
    double score = 1;
    if (scale == suda_scale::legacy) {
        score = std::exp2(static_cast<double>(columns - size)) - 1;
        for (std::size_t i = 1; i <= size; ++i)
            score *= static_cast<double>(i) / static_cast<double>(columns - size + i);
        return score;
    }
    for (auto i = size; i <= std::min(maximum_size, columns - 1); ++i)
        score *= static_cast<double>(columns - i);
    return score;
}

std::vector<double> suda_scores(const minimal_uniques& file, suda_scale scale) {
    std::vector<double> scores(file.records);
    for (const auto& unique : file.found)
        scores[unique.record] += suda_set_score(static_cast<std::size_t>(unique.size()),
                                                file.columns, file.maximum_size, scale);
    return scores;
}

std::vector<double> attribute_contributions(const minimal_uniques& file, suda_scale scale) {
    std::vector<double> shares(file.columns);
    double total = 0;
    for (const auto& unique : file.found) {
        const auto score = suda_set_score(static_cast<std::size_t>(unique.size()), file.columns,
                                          file.maximum_size, scale);
        total += score;
        for (std::size_t c = 0; c < file.columns; ++c) {
            if ((unique.columns >> c & 1) != 0) shares[c] += score;
        }
    }
    if (total > 0) {
        for (auto& share : shares) share /= total;
    }
    return shares;
}

std::vector<std::uint32_t> special_uniques(const minimal_uniques& file) {
    std::vector<std::uint32_t> records;
    for (const auto& unique : file.found) {
        const bool part = static_cast<std::size_t>(unique.size()) < file.columns;
        if (part && (records.empty() || records.back() != unique.record))
            records.push_back(unique.record);
    }
    return records;
}

result<double> intrusion_match_rate(std::int64_t uniques, std::int64_t pairs, double fraction) {
    if (uniques < 1) return detail::refuse_suda("uniques", std::to_string(uniques), "at least 1");
    if (pairs < 0) return detail::refuse_suda("pairs", std::to_string(pairs), "at least 0");
    if (!(fraction > 0 && fraction <= 1))
        return detail::refuse_suda("fraction", std::to_string(fraction), "above 0, at most 1");
    const auto kept = fraction * static_cast<double>(uniques);
    return kept / (kept + 2 * (1 - fraction) * static_cast<double>(pairs));
}

result<std::vector<double>> dis_suda(const minimal_uniques& file, std::span<const double> scores,
                                     double fraction) {
    if (scores.size() != file.records)
        return detail::refuse_suda("scores", std::to_string(scores.size()), "one for each record");
    if (!(fraction > 0 && fraction <= 1))
        return detail::refuse_suda("fraction", std::to_string(fraction), "above 0, at most 1");
    if (file.columns >= 28)
        return detail::refuse_suda("key columns", std::to_string(file.columns),
                                   "at most 27 for DIS-SUDA");
    const double exponent = 1 + (8 - static_cast<double>(file.columns)) / 20;
    double scale = 0;
    for (const double s : scores) {
        if (!(std::isfinite(s) && s >= 0))
            return detail::refuse_suda("score", std::to_string(s), "finite, at least 0");
        if (s > 0) scale += std::pow(s, -exponent);
    }
    // uniques / rate - uniques, with the uniques cancelled
    const double wrong = 2 * (1 - fraction) * static_cast<double>(file.pairs) / fraction;
    std::vector<double> chances;
    for (const double s : scores)
        chances.push_back(s > 0 ? 1 / (1 + wrong / (std::pow(s, exponent) * scale)) : 0);
    return chances;
}

} // namespace sdc::inline v0
