/// The score of a release: what was found, and how it is announced. It holds true counts or what
/// follows from them, so it is the officer's.
#pragma once

#include "arguments.hpp"
#include "score_records.hpp"

#include <sdc/policy/calhhs.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/release/difference.hpp>
#include <sdc/risk/release/joint.hpp>
#include <sdc/risk/release/sequence.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/entropy.hpp>
#include <sdc/risk/table/group_diversity.hpp>
#include <sdc/risk/table/interval.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/risk/table/table.hpp>
#include <sdc/table/linked.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sdc::cli {

struct score_setup {
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t coalition = 1;
    bool zeros = false;       ///< That nobody is in a category is something to learn.
    std::string options = {}; ///< Of the command, that decide from which score on whom: "
                              ///< --sensitivity criminal --intruder contributor".
    unsigned threads = 1;
    bool json = false;
    bool coloured = false; ///< The text goes to a terminal.
};

/// A cell of a score of at least the limit.
struct scored_cell {
    cell_index cell = 0; ///< Of all tables.
    cell_risk highest = {};
    double expected = 0;
    std::vector<cell_risk> reasons = {}; ///< Highest first.
};

/// Several releases about the same people.
struct scored_sequence {
    std::vector<std::string> releases = {}; ///< In their order, this one and what it says last.
    std::size_t earlier = 0;                ///< How many of them came before this one.
    sequence_risk found = {};
};

struct score_report {
    score_setup setup = {};
    std::int64_t limit = 1;               ///< At risk is a score of 1 / limit.
    std::int64_t population = 0;          ///< In all; 0: not known.
    std::int64_t smallest_population = 0; ///< Of the cells where anybody lives; it sets the limit.
    std::shared_ptr<const linked_tables> tables = {};
    std::function<interval(cell_index)> count = {}; ///< What is known of a cell.
    cell_index cells = 0;                  ///< That mean something different from each other.
    std::vector<scored_cell> at_risk = {}; ///< Highest scores first.
    std::vector<difference_risk> differences = {}; ///< At risk, the highest scores first.
    std::vector<residual_group> rests = {};        ///< The same.
    double highest_expected = 0;                   ///< Of cells whose count is not certain.
    cell_index highest_expected_cell = no_cell;
    std::size_t uncertain =
        0; ///< Cells that are not at risk for certain, and have a mean score of the limit or more.
    std::vector<double> scores = {}; ///< Of each cell of the first table.
    bool exact = true; ///< False: a search limit came first, and scores may be higher.
    std::optional<table_risk> table = {}; ///< Of the counts, where they are given; so the next two.
    std::optional<entropy_risk> entropy = {};
    least_diversity groups = {};
    std::optional<calhhs_score> points = {}; ///< Of California's criteria, if they are asked for.
    std::optional<scored_sequence> sequence = {};
    std::optional<recommendation> advice =
        {}; ///< What could be released instead, where cells of the counts are at risk.
    std::optional<release_candidate> without_statements =
        {}; ///< What would pass if nothing were said beside the table, where that is something
            ///< else.
    bool is_too_large_for_advice = false;
    std::optional<record_scores> records =
        {}; ///< Of the records behind the counts, if they are asked for.

    /// A cell is, or people who follow from cells.
    [[nodiscard]] bool is_at_risk() const noexcept {
        return !at_risk.empty() || !differences.empty() || !rests.empty() ||
               (sequence && sequence->found.smallest);
    }
};

[[nodiscard]] std::string to_text(const score_report& report);
[[nodiscard]] std::string to_json(const score_report& report);
/// The first table, cells shaded by score.
[[nodiscard]] result<std::string> draw_map(const score_report& report);
/// Risk and loss of what could be released. Errors: bad_argument where there is no advice.
[[nodiscard]] result<std::string> draw_curve(const score_report& report);

} // namespace sdc::cli
