/// Special uniques detection: the smallest sets of variables that single a record out, and scores
/// from them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/record/detail/search_by_pairs.hpp>
#include <sdc/risk/record/detail/search_by_sets.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A set of columns on which the record is alone, while it is alone on no smaller part of the set.
/// Bit c stands for column c.
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
    std::size_t maximum_size = 0; ///< Sets of more columns were not looked at.
    std::int64_t uniques = 0;     ///< Records that are alone on all the columns.
    std::int64_t pairs = 0;       ///< Pairs of records that share all columns with nobody else.
    std::vector<minimal_unique> found =
        {}; ///< By record, then by size, then by the columns, first columns first.
};

enum class unique_search : std::uint8_t { automatic, by_sets, by_pairs };

struct suda_options {
    std::size_t maximum_size = 0; ///< Sets of at most so many columns; 0: of all.
    unique_search search = unique_search::automatic;
    std::uint64_t step_limit = 100'000'000'000; ///< Refused before the search if it takes more: see
                                                ///< `find_minimal_uniques`.
    std::uint64_t found_limit = 10'000'000; ///< Refused during the search if there are more minimal
                                            ///< uniques: each takes 16 bytes.
};

namespace detail {

[[nodiscard]] SDCKIT_API error refuse_suda(const char* what, std::string found, const char* wanted,
                                           errc code = errc::bad_argument);

/// Codes of the distinct keys, numbered from 0 in each column, and how many there are.
struct dense_keys {
    std::vector<key_column> columns = {};
    std::vector<std::uint64_t> codes = {};
};

[[nodiscard]] SDCKIT_API result<dense_keys> number_codes(std::span<const key_column> columns,
                                                         std::span<const std::uint32_t> rows);

[[nodiscard]] SDCKIT_API result<void> check_suda(std::span<const key_column> columns,
                                                 const suda_options& options);

[[nodiscard]] inline result<void> take_uniques(const auto& search, const key_classes& classes,
                                               std::uint64_t limit, minimal_uniques& out) {
    if (search.total() > limit)
        return refuse_suda("minimal uniques", "more than the limit",
                           "fewer columns, a smaller maximum size or a higher limit");
    out.found.reserve(search.total());
    for (std::size_t key = 0; key < classes.first.size(); ++key) {
        for (const auto set : search.found(key))
            out.found.push_back({.record = classes.first[key], .columns = set});
    }
    std::ranges::sort(out.found, [](const minimal_unique& a, const minimal_unique& b) {
        if (a.record != b.record) return a.record < b.record;
        const auto first =
            (a.columns ^ b.columns) &
            (0 - (a.columns ^ b.columns)); // the first column that only one of them has
        return a.size() != b.size() ? a.size() < b.size() : (a.columns & first) != 0;
    });
    return {};
}

} // namespace detail

/// All minimal sample uniques up to the maximum size: exact, and the same whichever search finds
/// them. By sets, every set of columns is tried: best for up to about 12 columns. By pairs, each
/// key is compared to every other: best for many columns. Unless one is asked for, the search of
/// fewer steps runs. Errors: as `count_keys`; bad_argument for more than 63 columns, a missing
/// value, a maximum size above the columns, and more steps or results than the limits. Complexity,
/// for n distinct keys: by sets O(sets of columns x n); by pairs O(n^2 x columns) and the search of
/// Murakami and Uno for each key. Source: Elliot, Manning and Ford (2002); Manning, Haglin and
/// Keane (2008).
[[nodiscard]] inline result<minimal_uniques>
find_minimal_uniques(std::span<const key_column> columns, const suda_options& options = {}) {
    if (auto ok = detail::check_suda(columns, options); !ok) return std::move(ok).error();
    const auto width = columns.size();
    minimal_uniques out{.records = columns[0].size(),
                        .columns = width,
                        .maximum_size = options.maximum_size == 0 ? width : options.maximum_size};
    const auto classes = detail::classes_of(columns);
    std::vector<bool> repeated;
    for (const auto size : classes.sizes) {
        repeated.push_back(size > 1);
        if (size == 1) ++out.uniques;
        if (size == 2) ++out.pairs;
    }
    auto keys = detail::number_codes(columns, classes.first);
    if (!keys) return std::move(keys).error();
    const auto distinct = static_cast<double>(classes.first.size()),
               sets = detail::count_sets(width, out.maximum_size);
    const bool by_sets = options.search == unique_search::by_sets ||
                         (options.search == unique_search::automatic && sets <= distinct);
    if ((by_sets ? sets : distinct) * distinct > static_cast<double>(options.step_limit))
        return detail::refuse_suda(
            "steps", "more than the limit",
            "fewer records or columns, a smaller maximum size or a higher limit");
    result<void> taken;
    if (by_sets) {
        const detail::search_by_sets search(keys->columns, keys->codes, repeated, out.maximum_size,
                                            options.found_limit);
        taken = detail::take_uniques(search, classes, options.found_limit, out);
    } else {
        const detail::search_by_pairs search(keys->columns, repeated, out.maximum_size,
                                             options.found_limit);
        taken = detail::take_uniques(search, classes, options.found_limit, out);
    }
    if (!taken) return std::move(taken).error();
    return out;
}

enum class suda_scale : std::uint8_t {
    elliot, ///< A set of k of d columns counts the product of d - i for i from k to min(M, d - 1):
            ///< the paths up to larger sets; 1 for k = d.
    legacy, ///< (2^(d-k) - 1) / binomial(d, k), of the IHSN guide and of sdcMicro without
            ///< `original_scores`; 0 for k = d.
};

/// What one set of `size` of `columns` columns adds to the score of its record. Precondition: 1 <=
/// size <= columns.
[[nodiscard]] SDCKIT_API double suda_set_score(std::size_t size, std::size_t columns,
                                               std::size_t maximum_size, suda_scale scale) noexcept;

/// The score of each record: the sum over its minimal uniques, 0 if it has none. A score ranks
/// records of one file; it is no chance. Complexity: O(records + sets found x columns). Source:
/// Elliot, Manning and Ford (2002); IHSN, Statistical Disclosure Control: A Practice Guide, section
/// "Measuring risk", for the legacy scale.
[[nodiscard]] SDCKIT_API std::vector<double> suda_scores(const minimal_uniques& file,
                                                         suda_scale scale = suda_scale::elliot);

/// The share of each column, in [0, 1]: the scores of sets with it over the scores of all sets.
/// Shares add to more than 1 where sets have several columns. All 0 if the scores are. Complexity:
/// O(sets found x columns). Source: sdcMicro, suda2.
[[nodiscard]] SDCKIT_API std::vector<double>
attribute_contributions(const minimal_uniques& file, suda_scale scale = suda_scale::elliot);

/// Records that are alone already on a part of the columns, ascending: Elliot's special uniques.
[[nodiscard]] SDCKIT_API std::vector<std::uint32_t> special_uniques(const minimal_uniques& file);

/// Data intrusion simulation: the chance that a match with a unique record of a sample is right,
/// from the numbers of uniques and of pairs; `fraction` is the chance that a person is in the
/// sample. Errors: bad_argument for no uniques, pairs below 0, a fraction that is not in (0, 1].
/// Complexity: O(1). Source: Skinner and Elliot (2002), A measure of disclosure risk for microdata;
/// the estimate is that of sdcMicro.
[[nodiscard]] SDCKIT_API result<double> intrusion_match_rate(std::int64_t uniques,
                                                             std::int64_t pairs, double fraction);

/// DIS-SUDA: the match rate of the file shared out over its records by their scores: a chance in
/// [0, 1], 0 for a score of 0. The exponent of the method, 1 + (8 - columns)/20, was fitted to
/// files of few columns; from 28 on it is not above 0 and is refused. Errors: bad_argument for
/// scores of another number, negative or not finite, a fraction that is not in (0, 1], 28 columns
/// or more. Complexity: O(records). Source: the formula is that of sdcMicro, suda2.
[[nodiscard]] SDCKIT_API result<std::vector<double>>
dis_suda(const minimal_uniques& file, std::span<const double> scores, double fraction = 0.01);

} // namespace sdc::inline v0
