/// How identifiable the people of a release are: who, knowing what, could learn what of whom, cell
/// by cell and over all releases, and what could be released instead.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/release/recommend.hpp>
#include <sdc/risk/release/sequence.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/entropy.hpp>
#include <sdc/risk/table/group_diversity.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/risk/table/table.hpp>
#include <sdc/run_control.hpp>
#include <sdc/table/linked.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// What is scored: counts by themselves, several releases that include these counts, or releases
/// whose counts are not at hand.
struct release_to_score {
    /// Of the release at hand first; then those linked to it.
    std::shared_ptr<const linked_tables> tables = {};
    std::shared_ptr<const table> counts = {}; ///< Of the first table, if they are at hand.
    /// Without counts: cells of the first table that cannot hold anybody, ascending.
    std::span<const cell_index> structural_zeros = {};
    /// The releases by name, in the order in which they became public, and the first of them that
    /// is not public yet; with counts that one is them.
    std::vector<std::string> releases = {};
    std::size_t earlier = 0;
    knowledge_for known = {};                   ///< Of `releases`. Empty: the counts by themselves.
    std::span<const statement> statements = {}; ///< Published with the counts.
};

struct score_options {
    run_control run = {};
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t coalition = 1;                    ///< As `cell_risk_options`; so the next two.
    std::span<const std::int64_t> population = {}; ///< Of the cells of the first table.
    bool zeros_are_disclosive = false;
    std::optional<std::int64_t> points = {}; ///< As `recommend_options`.
    std::int64_t points_limit = 12;
    /// What could be released instead is sought in any case. Else only where somebody is at risk
    /// or the points are too many, and in up to 2,000 cells of all tables, 1,000 jointly with other
    /// releases: beyond that it can take minutes.
    bool recommend = false;
    unsigned threads = 1;
};

/// A cell of a score of at least the limit.
struct scored_cell {
    cell_index cell = 0; ///< Of all tables.
    cell_risk highest = {};
    double expected = 0;                 ///< `interval_risk::expected`.
    std::vector<cell_risk> reasons = {}; ///< Of at least the limit, highest first.
};

/// Several releases about the same people.
struct scored_sequence {
    std::vector<std::string> releases = {};
    std::size_t earlier = 0;
    std::vector<maximum_risk> after = {}, separately = {}; ///< As in `sequence_risk`.
    std::vector<std::size_t> at_risk = {};
    std::optional<derived_group> smallest = {};
    unknown_overlap apart = {};

    /// What the releases from `earlier` on add to the highest score.
    [[nodiscard]] double marginal() const noexcept {
        return after.back().risk.score() - after[earlier].risk.score();
    }
};

/// For the disclosure officer: it holds true counts or what follows from them.
struct release_score {
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t coalition = 1;
    std::int64_t limit_one_in = 1;        ///< At risk is a score of at least 1 / this.
    std::int64_t population = 0;          ///< In all; 0: not known.
    std::int64_t smallest_population = 0; ///< Of the cells where anybody lives; it sets the limit.
    std::shared_ptr<const linked_tables> tables = {};
    std::vector<interval> counts = {};     ///< What is known of each cell of all tables.
    cell_index cells = 0;                  ///< Shared cells once.
    std::vector<scored_cell> at_risk = {}; ///< Shared cells once; highest scores first.
    std::vector<difference_risk> differences =
        {}; ///< At risk, highest first, with the reasons of at least the limit.
    std::vector<residual_group> residual_groups = {}; ///< At risk, fewest people first.
    double highest_expected = 0;                      ///< Of cells whose count is not certain.
    cell_index highest_expected_cell = no_cell;
    std::size_t uncertain = 0; ///< Cells not certain to be at risk whose `expected` is at least the
                               ///< limit.
    std::vector<double> scores = {}; ///< Of each cell of the first table.
    bool exact = true; ///< False: a search limit came first, and scores may be higher.
    std::optional<table_risk> table = {}; ///< Of the counts, where they are given; so the next two.
    std::optional<entropy_risk> entropy = {};
    least_diversity groups = {};
    std::optional<scored_sequence> sequence = {}; ///< Of two releases or more.
    std::optional<recommendation> advice = {};    ///< What could be released instead.
    std::optional<release_candidate> without_statements =
        {}; ///< What would pass without the statements, where that is something else.
    bool is_too_large_for_advice = false;

    /// A cell is, or people who follow from cells.
    [[nodiscard]] bool is_at_risk() const noexcept {
        return !at_risk.empty() || !differences.empty() || !residual_groups.empty() ||
               (sequence && sequence->smallest);
    }
};

/// The score by identity of those whom cells leave.
[[nodiscard]] inline cell_risk risk_of(const residual_group& rest, std::int64_t coalition) {
    return detail::identity_among({.low = rest.people, .high = rest.people}, coalition);
}

/// Scores counts by `score_cells` and `score_table`, releases by `score_joint` or, if there are
/// several, `score_sequence`; the limit is that of `limit_one_in`. Errors: bad_argument (no tables;
/// neither counts nor releases; counts, population or `earlier` that do not fit); those of the
/// functions named here and of `recommend`; contradiction with the rule "population" for counts of
/// more people than live there. `error::field` is a member of the arguments, as
/// "release_to_score.counts", or what those functions name. Guarantee: at risk are exactly the
/// cells and groups of a score of at least the limit, where `exact`. Complexity: that of the
/// functions named.
[[nodiscard]] SDCKIT_API result<release_score> score_release(const release_to_score& what,
                                                             const score_options& options = {});

} // namespace sdc::inline v0
