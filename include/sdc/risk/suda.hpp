/// Special uniques detection: the smallest sets of variables that single a record out, and scores from them.
#pragma once

#include <sdc/error.hpp>
#include <sdc/risk/key_counts.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A set of columns on which the record is alone, while it is alone on no smaller part of the set. Bit c stands for column c.
struct minimal_unique {
    std::uint32_t record = 0;
    std::uint64_t columns = 0;

    [[nodiscard]] int size() const noexcept { return std::popcount(columns); }
    bool operator==(const minimal_unique&) const = default;
};

/// What `find_minimal_uniques` makes.
struct minimal_uniques {
    std::size_t records = 0;
    std::size_t columns = 0;
    std::size_t maximum_size = 0;            ///< Sets of more columns were not looked at.
    std::int64_t uniques = 0;                ///< Records that are alone on all the columns.
    std::int64_t pairs = 0;                  ///< Pairs of records that share all columns with nobody else.
    std::vector<minimal_unique> found = {};  ///< By record, then by size, then by the columns, first columns first.
};

struct suda_options {
    std::size_t maximum_size = 0;         ///< Sets of at most so many columns; 0: of all.
    std::uint64_t set_limit = 1'000'000;  ///< Refused before the search if there are more sets of columns.
};

namespace detail {

[[nodiscard]] inline error refuse_suda(const char* what, std::string found, const char* wanted, errc code = errc::bad_argument) {
    return {.code = code, .message = what, .rule = "suda", .found = std::move(found), .wanted = wanted};
}

/// Goes through the sets of columns by size. A key is a number in mixed radix, so equal keys are equal numbers. A record with a unique
/// part of the set meets nobody there and is passed over; what is alone among the others is then minimal.
class unique_search {
public:
    /// `columns` are those of distinct keys; `repeated` says which of them several records have.
    unique_search(std::vector<key_column> columns, std::vector<std::uint64_t> radix, std::vector<bool> repeated, std::size_t maximum_size)
        : columns_(std::move(columns)), radix_(std::move(radix)), repeated_(std::move(repeated)),
          keys_(maximum_size + 1, std::vector<std::uint64_t>(repeated_.size())), found_(repeated_.size()),
          slots_(std::bit_ceil(2 * repeated_.size())), shift_(64 - std::countr_zero(slots_.size())) {
        for (std::size_t size = 1; size <= maximum_size; ++size) choose(size, 0, 0, 0);
    }
    [[nodiscard]] const std::vector<std::uint64_t>& found(std::size_t key) const noexcept { return found_[key]; }

private:
    struct slot {
        std::uint64_t key = 0;
        std::uint64_t set = 0; ///< The set of columns that filled it: clearing for each set would cost more.
        std::uint32_t owner = 0;
        bool alone = false;
    };

    void choose(std::size_t size, std::size_t depth, std::size_t from, std::uint64_t set) {
        if (depth == size) return search(set, keys_[depth]);
        for (auto c = from; c + size - depth <= columns_.size(); ++c) {
            const auto& prefix = keys_[depth];
            auto& longer = keys_[depth + 1];
            const auto& column = columns_[c];
            for (std::size_t i = 0; i < prefix.size(); ++i) longer[i] = prefix[i] * radix_[c] + static_cast<std::uint32_t>(column[i]);
            choose(size, depth + 1, c + 1, set | std::uint64_t{1} << c);
        }
    }
    void search(std::uint64_t set, const std::vector<std::uint64_t>& keys) {
        filled_.clear();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (std::ranges::any_of(found_[i], [set](std::uint64_t part) { return (part & set) == part; })) continue;
            auto s = static_cast<std::size_t>(keys[i] * 0x9e3779b97f4a7c15ULL >> shift_);
            while (slots_[s].set == set && slots_[s].key != keys[i]) s = (s + 1) & (slots_.size() - 1);
            if (slots_[s].set == set) {
                slots_[s].alone = false;
                continue;
            }
            slots_[s] = {.key = keys[i], .set = set, .owner = static_cast<std::uint32_t>(i), .alone = !repeated_[i]};
            filled_.push_back(s);
        }
        for (const auto s : filled_) {
            if (slots_[s].alone) found_[slots_[s].owner].push_back(set);
        }
    }

    std::vector<key_column> columns_;
    std::vector<std::uint64_t> radix_;
    std::vector<bool> repeated_;
    std::vector<std::vector<std::uint64_t>> keys_; ///< By the number of columns taken.
    std::vector<std::vector<std::uint64_t>> found_;
    std::vector<slot> slots_;
    std::vector<std::size_t> filled_;
    int shift_;
};

/// Sets of 1 to `maximum_size` of `columns` columns; exact below 2^53.
[[nodiscard]] inline double count_sets(std::size_t columns, std::size_t maximum_size) noexcept {
    double sets = 0, of_size = 1;
    for (std::size_t k = 1; k <= maximum_size; ++k) {
        of_size = of_size * static_cast<double>(columns - k + 1) / static_cast<double>(k);
        sets += of_size;
    }
    return sets;
}

/// Whether every key of so many columns is a number of 64 bits.
[[nodiscard]] inline bool keys_fit(std::vector<std::uint64_t> radix, std::size_t maximum_size) {
    std::ranges::sort(radix, std::greater{});
    std::uint64_t product = 1;
    for (std::size_t k = 0; k < maximum_size; ++k) {
        if (radix[k] > std::numeric_limits<std::uint64_t>::max() / product) return false;
        product *= radix[k];
    }
    return true;
}

} // namespace detail

/// All minimal sample uniques, by trying every set of columns: right for up to about 12 columns, or for few columns at a time.
/// What it does not say: that a record alone in the sample is alone in the population.
/// Errors: as `count_keys`; bad_argument also for more than 63 columns, a missing value (give it a code of its own if it is to tell records
/// apart), a maximum size above the columns, and more sets than the limit; overflow if a key of so many columns does not fit 64 bits.
/// Complexity: O(sets x distinct keys), expected, times the sets found for a record; memory O(maximum size x distinct keys).
/// Source: Elliot, Manning and Ford (2002), A computational algorithm for handling the special uniques problem.
[[nodiscard]] inline result<minimal_uniques> find_minimal_uniques(std::span<const key_column> columns, const suda_options& options = {}) {
    if (auto ok = detail::check_keys(columns); !ok) return std::move(ok).error();
    const auto width = columns.size();
    if (width > 63) return detail::refuse_suda("key columns", std::to_string(width), "at most 63");
    if (options.maximum_size > width)
        return detail::refuse_suda("suda_options.maximum_size", std::to_string(options.maximum_size), "at most the number of columns");
    for (const auto& column : columns) {
        if (std::ranges::find(column, missing_code) != column.end()) return detail::refuse_suda("code", "missing value", "at least 0");
    }
    minimal_uniques out{.records = columns[0].size(), .columns = width, .maximum_size = width};
    if (options.maximum_size != 0) out.maximum_size = options.maximum_size;
    if (detail::count_sets(width, out.maximum_size) > static_cast<double>(options.set_limit))
        return detail::refuse_suda("sets of columns", "more than the limit", "fewer columns or a smaller maximum size");

    const auto classes = detail::classes_of(columns);
    std::vector<bool> repeated;
    for (const auto size : classes.sizes) {
        repeated.push_back(size > 1);
        if (size == 1) ++out.uniques;
        if (size == 2) ++out.pairs;
    }
    std::vector<key_column> coded(width);
    std::vector<std::uint64_t> radix(width);
    for (std::size_t c = 0; c < width; ++c) {
        std::vector<std::uint32_t> dense(classes.first.size());
        radix[c] = detail::refine(dense, classes.first, columns[c]);
        if (radix[c] > std::uint64_t{std::numeric_limits<std::int32_t>::max()})
            return detail::refuse_suda("codes of a column", std::to_string(radix[c]), "at most 2147483647", errc::overflow);
        for (const auto code : dense) coded[c].push_back(static_cast<std::int32_t>(code));
    }
    if (!detail::keys_fit(radix, out.maximum_size))
        return detail::refuse_suda("keys", "more than 2^64", "fewer codes, columns or a smaller maximum size", errc::overflow);

    const detail::unique_search search(std::move(coded), std::move(radix), std::move(repeated), out.maximum_size);
    for (std::size_t key = 0; key < classes.first.size(); ++key) {
        for (const auto set : search.found(key)) out.found.push_back({.record = classes.first[key], .columns = set});
    }
    return out;
}

enum class suda_scale : std::uint8_t {
    elliot, ///< A set of k of d columns counts the product of d - i for i from k to min(M, d - 1): the paths up to larger sets; 1 for k = d.
    legacy, ///< (2^(d-k) - 1) / binomial(d, k), of the IHSN guide and of sdcMicro without `original_scores`; 0 for k = d.
};

/// What one set of `size` of `columns` columns adds to the score of its record. Precondition: 1 <= size <= columns.
[[nodiscard]] inline double suda_set_score(std::size_t size, std::size_t columns, std::size_t maximum_size, suda_scale scale) noexcept {
    double score = 1;
    if (scale == suda_scale::legacy) {
        score = std::exp2(static_cast<double>(columns - size)) - 1;
        for (std::size_t i = 1; i <= size; ++i) score *= static_cast<double>(i) / static_cast<double>(columns - size + i);
        return score;
    }
    for (auto i = size; i <= std::min(maximum_size, columns - 1); ++i) score *= static_cast<double>(columns - i);
    return score;
}

/// The score of each record: the sum over its minimal uniques, 0 if it has none. A score ranks records of one file; it is no chance.
/// Complexity: O(records + sets found x columns). Source: Elliot, Manning and Ford (2002); IHSN, Statistical Disclosure Control: A Practice
/// Guide, section "Measuring risk", for the legacy scale.
[[nodiscard]] inline std::vector<double> suda_scores(const minimal_uniques& file, suda_scale scale = suda_scale::elliot) {
    std::vector<double> scores(file.records);
    for (const auto& unique : file.found)
        scores[unique.record] += suda_set_score(static_cast<std::size_t>(unique.size()), file.columns, file.maximum_size, scale);
    return scores;
}

/// The share of each column, in [0, 1]: the scores of sets with it over the scores of all sets. Shares add to more than 1 where sets have
/// several columns. All 0 if the scores are. Complexity: O(sets found x columns). Source: sdcMicro, suda2.
[[nodiscard]] inline std::vector<double> attribute_contributions(const minimal_uniques& file, suda_scale scale = suda_scale::elliot) {
    std::vector<double> shares(file.columns);
    double total = 0;
    for (const auto& unique : file.found) {
        const auto score = suda_set_score(static_cast<std::size_t>(unique.size()), file.columns, file.maximum_size, scale);
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

/// Records that are alone already on a part of the columns, ascending: Elliot's special uniques.
[[nodiscard]] inline std::vector<std::uint32_t> special_uniques(const minimal_uniques& file) {
    std::vector<std::uint32_t> records;
    for (const auto& unique : file.found) {
        const bool part = static_cast<std::size_t>(unique.size()) < file.columns;
        if (part && (records.empty() || records.back() != unique.record)) records.push_back(unique.record);
    }
    return records;
}

/// Data intrusion simulation: the chance that a match with a unique record of a sample is right, from the numbers of uniques and of pairs;
/// `fraction` is the chance that a person is in the sample.
/// Errors: bad_argument for no uniques, pairs below 0, a fraction that is not in (0, 1]. Complexity: O(1).
/// Source: Skinner and Elliot (2002), A measure of disclosure risk for microdata; the estimate is that of sdcMicro.
[[nodiscard]] inline result<double> intrusion_match_rate(std::int64_t uniques, std::int64_t pairs, double fraction) {
    if (uniques < 1) return detail::refuse_suda("uniques", std::to_string(uniques), "at least 1");
    if (pairs < 0) return detail::refuse_suda("pairs", std::to_string(pairs), "at least 0");
    if (!(fraction > 0 && fraction <= 1)) return detail::refuse_suda("fraction", std::to_string(fraction), "above 0, at most 1");
    const auto kept = fraction * static_cast<double>(uniques);
    return kept / (kept + 2 * (1 - fraction) * static_cast<double>(pairs));
}

/// DIS-SUDA: the match rate of the file shared out over its records by their scores: a chance in [0, 1], 0 for a score of 0.
/// The exponent of the method, 1 + (8 - columns)/20, was fitted to files of few columns; from 28 on it is not above 0 and is refused.
/// Errors: bad_argument for scores of another number, negative or not finite, a fraction that is not in (0, 1], 28 columns or more.
/// Complexity: O(records). Source: the formula is that of sdcMicro, suda2.
[[nodiscard]] inline result<std::vector<double>> dis_suda(const minimal_uniques& file, std::span<const double> scores, double fraction = 0.01) {
    if (scores.size() != file.records) return detail::refuse_suda("scores", std::to_string(scores.size()), "one for each record");
    if (!(fraction > 0 && fraction <= 1)) return detail::refuse_suda("fraction", std::to_string(fraction), "above 0, at most 1");
    if (file.columns >= 28) return detail::refuse_suda("key columns", std::to_string(file.columns), "at most 27 for DIS-SUDA");
    const double exponent = 1 + (8 - static_cast<double>(file.columns)) / 20;
    double scale = 0;
    for (const double s : scores) {
        if (!(std::isfinite(s) && s >= 0)) return detail::refuse_suda("score", std::to_string(s), "finite, at least 0");
        if (s > 0) scale += std::pow(s, -exponent);
    }
    // uniques / rate - uniques, with the uniques cancelled
    const double wrong = 2 * (1 - fraction) * static_cast<double>(file.pairs) / fraction;
    std::vector<double> chances;
    for (const double s : scores) chances.push_back(s > 0 ? 1 / (1 + wrong / (std::pow(s, exponent) * scale)) : 0);
    return chances;
}

} // namespace sdc::inline v0
