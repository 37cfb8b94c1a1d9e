/// The report of a score, for the disclosure officer: it holds true counts or what follows from
/// them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/shown_totals.hpp>

#include <iosfwd>
#include <string>

namespace sdc::inline v0 {

struct release_score; // sdc/release/score_release.hpp
struct calhhs_score;  // sdc/policy/calhhs.hpp
struct record_scores; // sdc/risk/record/score_records.hpp

/// What a report is made of; it outlives the call.
struct score_report {
    const release_score& score;
    const calhhs_score* points = nullptr;   ///< Of California's criteria, if they were applied.
    const record_scores* records = nullptr; ///< Of the records behind the counts, if scored.
    /// Options by which `sdckit coarsen` judges by the same scores, each after a blank:
    /// " --sensitivity criminal --intruder contributor".
    std::string same_limit = {};
    counted_in_totals totals = counted_in_totals::all_cells; ///< Of the public tables.
};

/// Everything, as docs/schema/score-report.schema.json has it.
SDCKIT_API void write_json(std::ostream& out, const score_report& report);

/// What a person reads: the verdict, the riskiest cells with a sentence for each reason, releases
/// over time, what could be released instead, the figures of the table and of the records. Names of
/// the input are escaped. `coloured`: for a terminal.
SDCKIT_API void write_text(std::ostream& out, const score_report& report, bool coloured = false);

/// The first table as a picture, cells shaded by score. Errors: those of `map_scores`.
[[nodiscard]] SDCKIT_API result<std::string> draw_map(const release_score& score);

/// What each release that could be made risks and loses, as a picture. Errors: bad_argument without
/// `release_score::advice`.
[[nodiscard]] SDCKIT_API result<std::string> draw_curve(const release_score& score);

} // namespace sdc::inline v0
