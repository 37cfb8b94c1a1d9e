/// What an attack on a release found, for people and as JSON. Intervals come from what is public; true values are not among it.
#pragma once

#include <sdc/attack/knowledge.hpp>

#include <cstdint>
#include <memory>
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

struct finding {
    cell_index cell = 0;
    interval reader = {};
    verdict outcome = verdict::hidden;
    cell_index group = no_cell; ///< The group whose category is given away, if that is how.
};

struct audit_report {
    std::shared_ptr<const sdc::cube> cube = {};
    std::vector<finding> findings = {}; ///< Ascending cells.
};

struct audit_counts {
    std::size_t judged = 0, at_risk = 0;
};

[[nodiscard]] audit_counts count(const audit_report& report);
[[nodiscard]] std::string to_text(const audit_report& report);
[[nodiscard]] std::string to_json(const audit_report& report);

} // namespace sdc::cli
