/// What an attack on a release found, for people and as JSON. Intervals of any reader come from what is public. What somebody inside learns
/// tells true counts, so that a report with it is private.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/attack/rank.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sdc::cli {

enum class verdict : unsigned char {
    zero,         ///< A zero that a reader can work out, under a rule that does not protect zeros: told, and not judged.
    hidden,       ///< What the rule wants to stay possible is possible.
    needs_counts, ///< At risk if the cell is small, which only the counts say; counts as at risk.
    undecided,    ///< The search limit came first; counts as at risk.
    known,        ///< A reader can work out more than the rule allows.
};

/// Somebody inside the table who learns more than other readers.
struct learner {
    std::string who;
    std::size_t others = 0; ///< How many more learn of the cell, none of them more narrowly.
    interval reader = {};
    verdict outcome = verdict::known;
};

struct finding {
    cell_index cell = 0;
    interval reader = {};
    verdict outcome = verdict::hidden; ///< For any reader.
    cell_index group = no_cell; ///< The group whose category is given away, if that is how.
    std::optional<learner> inside = {};
    std::string how = {};                  ///< The sum that gives the cell away, if it follows by addition and subtraction alone.
    std::vector<std::string> because = {}; ///< Of what is known beside the table: without any one of these the cell would not be at risk.

    [[nodiscard]] verdict worst() const noexcept { return inside ? std::max(outcome, inside->outcome) : outcome; }
};

struct audit_report {
    std::shared_ptr<const linked_cubes> tables = {};
    std::vector<std::string> sources = {}; ///< What a reader has: files and statements.
    std::string inside = {};               ///< Who else attacks: "each person who is alone in a cell"; empty: outsiders only.
    std::vector<finding> findings = {};    ///< Ascending cells.
};

struct audit_counts {
    std::size_t judged = 0, at_risk = 0;
};

/// "(May 2024, Total) - (May 2024, Charge)"; nothing if it takes multiples or more than a few cells.
[[nodiscard]] std::string describe_sum(const knowledge& reader, const derivation& how);

[[nodiscard]] audit_counts count(const audit_report& report);
[[nodiscard]] std::string to_text(const audit_report& report);
[[nodiscard]] std::string to_json(const audit_report& report);

} // namespace sdc::cli
