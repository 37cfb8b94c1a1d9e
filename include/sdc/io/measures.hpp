/// Several measures of one table, such as incidents and arrests, in one file.
#pragma once

#include <sdc/config.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/release/published.hpp>

#include <iosfwd>
#include <span>
#include <string>

namespace sdc::inline v0 {

/// One of several: the name of its column, to which the method's suffix is added.
struct released_measure {
    std::string name = {};
    const published* release = nullptr;

    [[nodiscard]] std::string column_name() const { return name + release->method().suffix; }
};

/// As `write_csv` of one: the dimension columns once, then a column for each measure.
/// Percentages are not written. Preconditions: one measure or more; all have the same dimensions,
/// codes and published margins. O(cells x measures).
SDCKIT_API void write_csv(std::ostream& out, std::span<const released_measure> measures,
                          const write_options& options = {});

} // namespace sdc::inline v0
