/// What a release is like, in a few lines for the disclosure officer: no value of a suppressed
/// cell.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/release/published.hpp>

#include <iosfwd>
#include <span>
#include <string>

namespace sdc::inline v0 {

/// What is published of each level, what complements cost and how far that is from the least, what
/// was proved; at last "cells N, unsafe N, withheld N, secondary N, cost N, proved N of N".
SDCKIT_API void write_plan_summary(std::ostream& out, const audited& proof,
                                   const published& release);

/// One table of several.
struct summarised_table {
    std::string name = {}; ///< Empty: the first.
    const audited* proof = nullptr;
};

/// The same of all tables that are released, with what is published of each; requirements are those
/// of earlier releases, too.
SDCKIT_API void write_plan_summary(std::ostream& out, std::span<const summarised_table> tables,
                                   const linked_plan& all);

/// The same of tables that were protected each for itself.
SDCKIT_API void write_plan_summary(std::ostream& out, std::span<const summarised_table> tables);

} // namespace sdc::inline v0
