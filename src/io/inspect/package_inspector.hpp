/// The parts of a package beside its sheets.
#pragma once

#include "../workbook/package.hpp"
#include "finding_list.hpp"
#include "grid_search.hpp"

#include <sdc/error.hpp>

#include <cstddef>

namespace sdc::inline v0::detail {

/// Errors: as `read_sheet`.
[[nodiscard]] result<void> inspect_xlsx(const package& from, finding_list& findings);
[[nodiscard]] result<void> inspect_ods(const package& from, finding_list& findings);

/// A chart of either format: what it holds for the case that its sheet is not there.
[[nodiscard]] result<void> inspect_chart(const package& from, std::size_t part,
                                         finding_list& findings);
/// The fields and records of a pivot table.
[[nodiscard]] result<void> inspect_pivot_cache(const package& from, std::size_t definition,
                                               finding_list& findings);
/// Any other XML: suppressed values in texts of people; of comments each alone, next to the cell
/// that it is about, which `beside` may know. How many comments there are.
[[nodiscard]] result<std::size_t> search_texts(const package& from, std::size_t part,
                                               finding_list& findings,
                                               const suppressed_positions* beside = nullptr);
/// People, firms and paths in the properties of a document.
[[nodiscard]] result<void> inspect_properties(const package& from, std::size_t part,
                                              finding_list& findings);

} // namespace sdc::inline v0::detail
