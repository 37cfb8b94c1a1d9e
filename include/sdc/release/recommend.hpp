/// What could be released of a table: the ordered rule release, coarsen, suppress, round, total
/// alone, withhold, with the risk and the loss of each.
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
    suppressed, ///< Cells withheld.
    rounded,    ///< Every cell to the nearest multiple of a base.
    total,      ///< The total alone.
    nothing,    ///< The table is withheld.
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
        true; ///< False: nothing is told, or no such table was found; then it has no figures.
    std::vector<code_index> depths =
        {}; ///< Of `coarsened` and `total`: of each dimension, as `recode` takes them.
    std::int64_t base = 0;        ///< Of `rounded`.
    std::vector<rule> rules = {}; ///< Of `suppressed`: the limit of the score as rules.
    double hidden = 0; ///< Of `suppressed` the share of leaves that are withheld, of `rounded` that
                       ///< of people in leaves shown as 0. In [0,1].
    /// What a reader is sure of, `interval_risk::certain`; of cells that are below the limit in the
    /// table, at most. Beside what is public already: the highest score that this release raises,
    /// by `score_joint`; below the limit it can be higher than is told.
    maximum_risk highest = {};
    /// Hellinger distance of the leaves and what a reader would take them for (coarser cells spread
    /// evenly, withheld ones in the middle of what is possible), over the root of all people. In
    /// [0,1]. That of an even table is 0 by luck however little is told.
    double loss = 0;
    double average_distance = 0; ///< By how many people a leaf is off on average.
    double relative_distance =
        0; ///< By what share of its count, on average of those that hold somebody.
    std::optional<double> cramers_v = {}; ///< Association in a table of two dimensions; that of the
                                          ///< table itself is in the first candidate.
    std::optional<double> rank_correlation =
        {};               ///< Of the leaves; nothing where all are taken to be equal.
    bool passes = false;  ///< Its risk is below the limit, it is proved, and it tells more than the
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
                                       ///< most this is `hidden`. In [0,1].
    unsigned threads = 1;
    std::uint64_t search_limit = 100'000; ///< As `bounds_options::search_limit`: beyond it a
                                          ///< candidate is not decided, and does not pass.
    /// What readers have already, over tables of which the first is this one: earlier releases.
    /// Then every candidate is scored together with it, and passes if no score that it raises
    /// reaches the limit; what is at risk without it stays so whatever is done. It outlives the
    /// call.
    const knowledge* public_already = nullptr;
    std::span<const statement> statements = {}; ///< With `public_already`: told beside whatever is
                                                ///< released, as "these were all in 2024".
};

struct recommendation {
    std::vector<release_candidate> candidates = {}; ///< In the order of the rule.
    std::size_t chosen = 0;          ///< The first that passes; the last always does.
    bool jointly = false;            ///< Scored beside what is public already, or said.
    std::size_t at_risk_already = 0; ///< Cells, differences and rests (`score_joint`) that are at
                                     ///< risk by what is public already.
    /// Cells that suppression keeps, ascending: what is public already says how many are there, and
    /// no rule flags them.
    std::vector<cell_index> must_publish = {};
};

/// The first of these that passes, with every one of them scored anew as a reader of it would see
/// it:
///  A  the table: every score is below the limit, and with more points than their limit no count
///  but the total's is from 1 to 10 (California
///     Health and Human Services, Data De-Identification Guidelines; its other way to release, any
///     table of counts of 11 or more among 20,000 people, would let cells go that are at risk by
///     their score, and is left out);
///  B  the most detailed coarser table without a cell at risk that keeps a dimension (`coarsen`);
///  C  suppression of the cells at risk with complements, if few leaves are withheld: rules that
///  flag exactly the cells at risk, wide enough that
///     a reader is not sure of any of them, audited;
///  D  the smallest base of nearest rounding under which few people are in leaves shown as 0,
///  audited; then the total alone; E  nothing.
/// Points are those of a published rule; the rest of the order is the design of this library, no
/// authority's. The result is evidence for a person who decides; it never says that something is
/// personal data, nor what the public interest asks for. Errors: bad_argument, also for a magnitude
/// table or knowledge of other tables; those of `score_cells`; contradiction where the table and
/// what is public cannot both be true. What goes wrong with one candidate is its `why`.
/// Deterministic for any number of threads. Complexity: one scoring, `coarsen`, one `suppress` and
/// `audit`, and an attack on all cells for it and for each base. Beside what is public already: an
/// attack on all cells of all tables for each candidate, those among coarser tables that are not
/// coarser than one refused.
[[nodiscard]] SDCKIT_API result<recommendation> recommend(std::shared_ptr<const table> t,
                                                          const recommend_options& options = {});

} // namespace sdc::inline v0
