/// What could be released of a table: the ordered rule release, coarsen, suppress, round, total
/// alone, nothing, with the risk and the loss of each.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/release/joint.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/run_control.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

enum class protection_method : std::uint8_t {
    whole,      ///< The table as it is.
    coarsened,  ///< Fewer levels or dimensions, at least one of them left.
    suppressed, ///< Cells suppressed.
    rounded,    ///< Every cell to the nearest multiple of a base.
    total,      ///< The total alone.
    nothing,    ///< Nothing of the table is released.
};

[[nodiscard]] constexpr const char* to_string(protection_method w) noexcept {
    switch (w) {
    case protection_method::whole: return "release";
    case protection_method::coarsened: return "coarsen";
    case protection_method::suppressed: return "suppress";
    case protection_method::rounded: return "round";
    case protection_method::total: return "release the total alone";
    case protection_method::nothing: return "withhold";
    }
    return "";
}

/// One point of the risk-utility curve.
struct release_candidate {
    protection_method way = protection_method::whole;
    bool exists =
        true; ///< False: nothing is shown, or no such table was found; then it has no figures.
    std::vector<code_index> depths =
        {}; ///< Of `coarsened` and `total`: of each dimension, as `recode` takes them.
    std::int64_t base = 0;        ///< Of `rounded`.
    std::vector<rule> rules = {}; ///< Of `suppressed`: the limit of the score as rules.
    /// Of `suppressed` the share of leaves that are suppressed, of `rounded` that of people in
    /// leaves shown as 0. In [0,1].
    double suppressed_share = 0;
    /// What an intruder can infer with certainty, `interval_risk::certain`; of cells that are below
    /// the limit in the table, at most. Jointly with what is already published: the highest score
    /// that this release raises, by `score_joint`; below the limit it can be higher than this.
    maximum_risk highest = {};
    /// Hellinger distance of the leaves and what an intruder would take them for (coarser cells
    /// spread evenly, suppressed ones in the middle of what is possible), over the root of all
    /// people. In [0,1]. That of an even table is 0 by luck however little is shown.
    double loss = 0;
    double average_distance = 0; ///< By how many people a leaf is off on average.
    double relative_distance =
        0; ///< By what share of its count, on average of those that hold somebody.
    std::optional<double> cramers_v = {}; ///< Association in a table of two dimensions; that of the
                                          ///< table itself is in the first candidate.
    std::optional<double> rank_correlation =
        {};               ///< Of the leaves; nothing where all are taken to be equal.
    bool passes = false;  ///< Its risk is below the limit, it is proved, and it shows more than the
                          ///< total alone.
    std::string why = {}; ///< The condition that decided.
};

struct recommend_options {
    run_control run = {};
    cell_risk_options channels = {};
    std::int64_t limit_one_in = 3; ///< At risk is a score of at least 1 in this; at least 1.
    std::optional<std::int64_t> points =
        {}; ///< Of a publication scoring criterion, such as `calhhs_table`, if it was applied.
    std::int64_t points_limit = 12; ///< Beyond it counts of 1 to 10 are masked.
    bool drop_allowed = true;       ///< Dimensions may be left out when coarsening.
    std::vector<std::int64_t> bases = {
        3,  5,  10, 20,
        50, 100}; ///< Of rounding, ascending; up to the first that passes, or is above the total.
    double max_suppressed_share = 0.2; ///< Suppression and rounding are for few unsafe cells: at
                                       ///< most this is `suppressed_share`. In [0,1].
    unsigned threads = 1;
    std::uint64_t search_limit = 100'000; ///< As `bounds_options::search_limit`: beyond it a
                                          ///< candidate is not decided, and does not pass.
    /// What intruders have already, over tables of which the first is this one: earlier releases.
    /// Then every candidate is scored together with it, and passes if no score that it raises
    /// reaches the limit; what is at risk without it stays so whatever is done. It outlives the
    /// call.
    const knowledge* already_published = nullptr;
    std::span<const statement> statements = {}; ///< With `already_published`: jointly with whatever
                                                ///< is released, as "these were all in 2024".
};

struct recommendation {
    std::vector<release_candidate> candidates = {}; ///< In the order of the rule.
    std::size_t chosen = 0; ///< The first that passes; the last always does.
    bool jointly = false;   ///< Scored jointly with what is already published and with statements.
    std::size_t at_risk_already = 0; ///< Cells, differences and residual groups (`score_joint`)
                                     ///< that are at risk by what is already published.
    /// Cells that must be published, ascending: their counts follow from what is already published,
    /// and no rule flags them.
    std::vector<cell_index> must_publish = {};
};

/// The first of these that passes, each scored anew for an intruder who sees it: A the table, if
/// every score is below the limit; B the most detailed coarser table without a cell at risk
/// (`coarsen`); C suppression of the cells at risk, audited, if few leaves are suppressed; D the
/// smallest base of nearest rounding under which few people are in leaves shown as 0, audited; then
/// only the total; E nothing. The order is a design of this library. The result is evidence for the
/// disclosure officer. Errors: bad_argument (a magnitude table, knowledge of other tables); those
/// of `score_cells`; contradiction. Complexity: a scoring, `coarsen`, a `suppress`, and an attack
/// on all cells for each candidate.
[[nodiscard]] SDCKIT_API result<recommendation> recommend(std::shared_ptr<const table> t,
                                                          const recommend_options& options = {});

} // namespace sdc::inline v0
