/// Reading what is already published: a list of cells, or an earlier public table.
#pragma once

#include <sdc/attack/public_sources.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/table/records.hpp>
#include <sdc/table/table.hpp>

#include <memory>

namespace sdc::inline v0 {

/// Every cell of a list, whose columns are all dimensions; of an earlier public table, which may
/// have been written with `write_options::escape_formulas`, those that show a number. Ascending.
/// Errors: as `read_cells` and `read_public`.
[[nodiscard]] SDCKIT_API result<already_published_cells>
read_already_published(records rows, const std::shared_ptr<const cube>& c,
                       const public_options& options = {}, bool escaped = true);

/// The same with the counts, which give the numbers. Errors: contradiction for a number that is not
/// that of the counts, with its line; the error does not hold the count.
[[nodiscard]] SDCKIT_API result<already_published_cells>
read_already_published(records rows, const table& counts, const public_options& options = {},
                       bool escaped = true);

} // namespace sdc::inline v0
