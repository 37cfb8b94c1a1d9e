/// The officer's record of a release. Private: it holds every true value. A program writes it only
/// where its user says.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <iosfwd>
#include <span>
#include <string>
#include <utility>

namespace sdc::inline v0 {

/// JSON: rules, protection and totals; the report of the plan; every cell with its codes, status,
/// true value and all reasons (rule, found, limit); what each unsafe cell needs; which unsafe cell
/// a complement protects. `intervals`, in ascending order of cells, adds what a reader can work
/// out; `made_by`, if it is not empty, how the method was told to choose.
SDCKIT_API void write_private(std::ostream& out, const audited& proof,
                              std::span<const std::pair<cell_index, interval>> intervals = {},
                              const std::string& made_by = {});

} // namespace sdc::inline v0
