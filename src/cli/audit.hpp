/// What an attack on a release found, for people and as JSON. The intervals of an external intruder
/// follow from what is public. True counts follow from what internal intruders learn, so that a
/// report with them is private.
#pragma once

#include <sdc/attack/rank.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {

/// Up to `already_public` the cell is not judged, above `is_protected` it is at risk.
enum class verdict : unsigned char {
    zero,      ///< A zero that an intruder can infer, under a rule that does not protect zeros.
    no_unsafe, ///< Suppressed, and no unsafe count.
    requirements_counts, ///< Unsafe if it is small, which only the counts say.
    no_threshold, ///< Less is left of a rounded number than the method says, and no rule says what
                  ///< is unsafe.
    already_public, ///< Unsafe, and public by --frozen.
    is_protected,   ///< Every protection requirement is proved.
    undecided,      ///< The search limit came first.
    known,          ///< An intruder can infer more than the rule allows.
    published,      ///< Its number is shown, although the rule suppresses it.
};

/// An internal intruder who learns more than an external one.
struct internal_finding {
    std::string who;
    std::size_t others = 0; ///< How many more learn about the cell, none of them more narrowly.
    interval known = {};
    verdict outcome = verdict::known;
};

struct finding {
    cell_index cell = 0;
    interval known = {};
    verdict outcome = verdict::is_protected; ///< For an external intruder.
    bool is_rounded =
        false; ///< Shown as a rounded number: announced in the text unless it is protected.
    cell_index group = no_cell; ///< The group whose category is given away, if that is how.
    std::optional<internal_finding> intruders = {};
    std::string how =
        {}; ///< The sum that gives the cell away, if it follows by addition and subtraction alone.
    std::vector<std::string> because = {}; ///< Of files and statements: without any one
                                           ///< of these the cell would not be at risk.

    [[nodiscard]] verdict worst() const noexcept {
        return intruders ? std::max(outcome, intruders->outcome) : outcome;
    }
};

struct audit_report {
    std::shared_ptr<const linked_tables> tables = {};
    std::vector<std::string> sources = {}; ///< What an intruder has: files and statements.
    std::string intruders =
        {}; ///< Who else attacks: "each sole contributor to a cell"; empty: outsiders only.
    std::vector<finding> findings = {}; ///< Ascending cells.
    bool has_counts = false;
    bool leaves_out_empty = false;
    std::size_t suppressed = 0;    ///< Cells with a marker, and those that are left out.
    std::size_t left_out = 0;      ///< Cells of published levels without a row.
    std::size_t not_published = 0; ///< Cells of levels that no file shows.
    std::size_t too_many = 0;      ///< Those of them that are not judged, since they are too many.
    std::size_t complements = 0;   ///< By the counts: suppressed, and safe themselves.
};

struct audit_counts {
    std::size_t judged = 0, at_risk = 0, is_protected = 0, not_judged = 0;
    std::vector<std::pair<std::string, std::size_t>> why =
        {}; ///< Of those that are not judged: each reason and how many have it.
};

/// Beyond it cells of levels that are not published are not judged: each takes a search.
inline constexpr std::size_t most_not_published = 2'000;

/// "(May 2024, Total) - (May 2024, Charge)"; nothing if it takes multiples or more than a few
/// cells.
[[nodiscard]] std::string describe_sum(const knowledge& public_knowledge, const derivation& how);

[[nodiscard]] audit_counts count(const audit_report& report);
/// The exit status.
[[nodiscard]] int status(const audit_report& report);
[[nodiscard]] std::string to_text(const audit_report& report);
[[nodiscard]] std::string to_json(const audit_report& report);

} // namespace sdc::cli
