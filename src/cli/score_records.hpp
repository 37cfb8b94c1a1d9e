/// The records behind a table, one a row of --input: who is alone by the columns of --key, and what
/// that is worth. For the officer.
#pragma once

#include "arguments.hpp"

#include <sdc/error.hpp>
#include <sdc/risk/record/individual_risk.hpp>
#include <sdc/risk/record/key_counts.hpp>
#include <sdc/risk/record/log_linear.hpp>
#include <sdc/risk/record/population_uniques.hpp>
#include <sdc/risk/record/suda.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sdc::cli {

/// What the minimal uniques say.
struct scored_uniques {
    minimal_uniques all = {};
    std::vector<std::uint32_t> special = {};
    std::vector<double> scores = {};
    std::vector<double> contributions = {}; ///< Of each key column.
};

/// What is expected of the population, if the records are a random sample of it.
struct scored_sample {
    double fraction = 1;
    std::int64_t population = 0;
    expected_reidentifications matches = {};
    chosen_estimate uniques = {};
    std::optional<double> match_rate = {}; ///< Of a match with a record that is alone, if one is.
    std::vector<double> chances = {};      ///< DIS-SUDA, of each record; empty if nobody is alone.
    log_linear_risk independent = {};      ///< By main effects.
    std::optional<log_linear_risk> two_way =
        {}; ///< If the table of all combinations is small enough.
    double two_way_gap =
        0; ///< How far the fit is from a margin, in records: sparse tables come near it slowly.
};

/// The worst class for the column of --sensitive.
struct scored_values {
    std::int64_t distinct = 0;     ///< Fewest values that somebody has.
    double entropy = 0;            ///< Least.
    double distance = 0;           ///< Largest, by equal distance, from all records.
    std::int64_t of_one_value = 0; ///< Records in classes of one value.
};

struct record_scores {
    std::vector<std::string> keys = {};
    std::string sensitive = {};
    std::vector<std::uint64_t> lines = {};
    std::int64_t classes = 0, with_missing = 0; ///< Records with an empty key value.
    std::int64_t alone = 0;                     ///< Records that match no other; so the next two.
    intruder_risk prosecutor = {};
    std::int64_t smallest = 0;
    std::optional<scored_uniques> uniques = {};
    std::string not_searched = {}; ///< Why there are none.
    std::optional<scored_sample> sample = {};
    std::optional<scored_values> values = {};
};

/// Nothing without --key.
[[nodiscard]] result<std::optional<record_scores>> score_records(const arguments& a);

/// A few lines, the last one ended.
[[nodiscard]] std::string describe_records(const record_scores& scores);
[[nodiscard]] nlohmann::ordered_json json_records(const record_scores& scores);

} // namespace sdc::cli
