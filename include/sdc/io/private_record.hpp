/// The disclosure officer's record of a release. Private: it holds every true value. A program
/// writes it only where its user says.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>
#include <sdc/knowledge/knowledge.hpp>

#include <iosfwd>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// JSON: rules, protection and totals; the report of the plan; every cell with its codes, status,
/// true value and all reasons (rule, found, limit); the requirements of each unsafe cell; which
/// unsafe cell a secondary suppression protects. `intervals`, in ascending order of cells, adds the
/// feasibility intervals; `made_by`, if it is not empty, the options of the method.
SDCKIT_API void write_private(std::ostream& out, const audited& proof,
                              std::span<const std::pair<cell_index, interval>> intervals = {},
                              const std::string& made_by = {});

/// One table of several.
struct private_table {
    std::string name = {}; ///< Empty: the first.
    const audited* proof = nullptr;
    std::vector<std::pair<cell_index, interval>> intervals = {};
};

/// JSON: a record, as above, of each table by its name.
SDCKIT_API void write_private(std::ostream& out, std::span<const private_table> tables,
                              const std::string& made_by = {});

} // namespace sdc::inline v0
