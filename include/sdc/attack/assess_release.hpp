/// Assessing a release: the whole attack on what is or will be public, and what it comes to.
#pragma once

#include <sdc/attack/attack_options.hpp>
#include <sdc/attack/audited.hpp>
#include <sdc/attack/finding.hpp>
#include <sdc/attack/public_sources.hpp>
#include <sdc/attack/rank.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/intruder/internal_intruders.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// The findings, and what they are about. True counts follow from what internal intruders learn, so
/// that a report with them is private.
struct release_assessment {
    std::shared_ptr<const linked_tables> tables = {};
    std::vector<std::string> sources = {}; ///< What an intruder has: files and statements.
    std::string intruders = {}; ///< Who else attacks: "each sole contributor to a cell"; empty:
                                ///< external intruders only. For the caller to state.
    std::vector<finding> findings = {}; ///< Ascending cells.
    bool has_counts = false;
    bool leaves_out_empty = false;
    counted_in_totals totals = counted_in_totals::all_cells; ///< Of the files.
    std::size_t suppressed = 0;    ///< Cells with a marker, and those that are left out.
    std::size_t left_out = 0;      ///< Cells of published levels without a row.
    std::size_t not_published = 0; ///< Cells of levels that no file shows.
    std::size_t too_many = 0;      ///< Those of them that are not judged, since they are too many.
    std::size_t complements = 0;   ///< By the counts: suppressed, and safe themselves.
};

struct assessment_counts {
    std::size_t judged = 0, at_risk = 0, is_protected = 0, not_judged = 0;
    std::vector<std::pair<std::string, std::size_t>> why =
        {}; ///< Of those that are not judged: each reason and how many have it.
};

[[nodiscard]] SDCKIT_API assessment_counts count(const release_assessment& found);

enum class assessment_result : std::uint8_t {
    holds,      ///< Every cell that was judged is protected, or no cell is unsafe.
    at_risk,    ///< Some cell is.
    not_judged, ///< No cell could be judged, so that nothing is known of the unsafe ones.
};

[[nodiscard]] SDCKIT_API assessment_result conclude(const release_assessment& found);

/// Attacks the release without the counts: the files, linked tables and statements of `sources`, by
/// an intruder who knows the method. Of each cell at risk: the sum that discloses it, if it follows
/// by addition and subtraction, and without which of several sources it would be safe. Errors: as
/// `release_attack`; bad_argument for a suppressed cell that is already published and whose number
/// no source has, although it is among what an intruder has; cancelled, if `run.cancel` says so,
/// whatever was found. Complexity: one attack, and one for each source if some cell is at risk.
[[nodiscard]] SDCKIT_API result<release_assessment>
assess_release(const announced_method& method, const public_sources& sources,
               const attack_options& options = {});

struct counts_assessment {
    release_assessment found;
    std::optional<audited> proof = {}; ///< If it was asked for, and nothing is at risk.
};

/// The same with the counts at hand, by every requirement of the rules and by internal intruders as
/// well; without files: what primary suppression alone would publish. Errors: as `counts_attack`.
[[nodiscard]] SDCKIT_API result<counts_assessment>
assess_release(std::shared_ptr<const table> counts, const announced_method& method,
               const public_sources& sources, const internal_intruders& intruders = {},
               bool certify = false, const attack_options& options = {});

/// "each sole contributor to a cell, and each holding of firm", for
/// `release_assessment::intruders`; empty for external intruders only. `holding`: the column of
/// holdings, or empty.
[[nodiscard]] SDCKIT_API std::string describe_intruders(std::int64_t coalition,
                                                        std::string_view holding = {});

/// "(May 2024, Total) - (May 2024, Charge)"; empty if it takes multiples or more than a few cells.
[[nodiscard]] SDCKIT_API std::string describe_sum(const knowledge& known, const derivation& how);

} // namespace sdc::inline v0
