/// The records behind a table: who is unique by key variables, and how likely a record is
/// identified.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/record/individual_risk.hpp>
#include <sdc/risk/record/key_counts.hpp>
#include <sdc/risk/record/log_linear.hpp>
#include <sdc/risk/record/population_uniques.hpp>
#include <sdc/risk/record/suda.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdc::inline v0 {

struct record_options {
    std::vector<std::string> keys = {}; ///< Columns by which somebody could be found.
    std::string sensitive = {};         ///< A column of what must not be disclosed; empty: none.
    /// The records are a random sample, this part of the population; in [1e-9, 1].
    std::optional<double> fraction = {};
};

/// The minimal uniques and what follows from them.
struct scored_uniques {
    minimal_uniques all = {};
    std::vector<std::uint32_t> special = {};
    std::vector<double> scores = {};        ///< Of each record.
    std::vector<double> contributions = {}; ///< Of each key.
};

/// What is expected of the population.
struct scored_sample {
    double fraction = 1;
    std::int64_t population = 0;
    expected_reidentifications matches = {};
    chosen_estimate uniques = {};
    std::optional<double> match_rate = {}; ///< Of a match with a unique record, if there is one.
    std::vector<double> chances = {}; ///< DIS-SUDA, of each record; empty if none is unique, or
                                      ///< from 28 keys on, for which it is not defined.
    log_linear_risk independent = {}; ///< By main effects.
    std::optional<log_linear_risk> two_way =
        {};                 ///< If the table of all combinations has at most 200,000 cells.
    double two_way_gap = 0; ///< How far the fit is from a margin, in records: sparse tables come
                            ///< near it slowly.
};

/// The worst class for the sensitive column.
struct scored_values {
    std::int64_t distinct = 0;     ///< Fewest values.
    double entropy = 0;            ///< Least.
    double distance = 0;           ///< Largest, by equal distance, from all records.
    std::int64_t of_one_value = 0; ///< Records in classes of one value.
};

/// For the disclosure officer. A class: records of equal keys, a missing value being a value of its
/// own.
struct record_scores {
    std::vector<std::string> keys = {};
    std::string sensitive = {};
    std::vector<std::uint64_t> lines = {}; ///< Of each record.
    std::int64_t classes = 0;
    std::int64_t with_missing = 0; ///< Records that miss the value of a key.
    std::int64_t uniques = 0;      ///< Records that match no other; a missing value matches any.
    std::int64_t smallest = 0;     ///< Fewest records that a record matches, itself included.
    intruder_risk prosecutor = {}; ///< 1 over those that a record matches.
    std::optional<scored_uniques> minimal = {};
    std::string not_searched = {};            ///< Why there are none.
    std::optional<scored_sample> sample = {}; ///< With a fraction.
    std::optional<scored_values> values = {}; ///< With a sensitive column.
};

/// Scores every record by `count_keys` and `find_minimal_uniques` (of sets of at most 3 keys where
/// all would take some minutes), the sample by `individual_risks`, `dankar_uniques`,
/// `fit_log_linear` and `dis_suda`, the sensitive column by `l_diversity_of` and `equal_distance`.
/// An empty field is a missing value. Errors: bad_argument (no key, one given twice, a sensitive
/// key, a fraction out of range); missing_column; those of the functions named. Complexity: that of
/// the functions named.
[[nodiscard]] SDCKIT_API result<record_scores> score_records(const records& rows,
                                                             const record_options& options);

} // namespace sdc::inline v0
