/// What every score of linked tables asks of the intervals that it is given.
#pragma once

#include <sdc/error.hpp>
#include <sdc/table/interval.hpp>
#include <sdc/table/linked.hpp>

#include <span>
#include <string>

namespace sdc::inline v0::detail {

/// Errors: bad_argument unless there is one interval for each cell of the tables.
[[nodiscard]] inline result<void> check_counts(const linked_tables& tables,
                                               std::span<const interval> counts) {
    if (counts.size() == tables.size()) return {};
    return error{.code = errc::bad_argument,
                 .message = "counts of other tables",
                 .field = "counts",
                 .found = std::to_string(counts.size()) + " cells",
                 .wanted = std::to_string(tables.size()) + " cells"};
}

} // namespace sdc::inline v0::detail
