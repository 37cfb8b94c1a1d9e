/// Writing a release as JSON-stat 2.0, the form of dissemination databases.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// One dataset: the codes of each dimension with labels and parts, every value in row-major order,
/// and a status for each value that is null: the marker, or the label of a band. Reference:
/// JSON-stat 2.0 (Badosa, 2015).
SDCKIT_API void write_json_stat(std::ostream& out, const published& release,
                                const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
void write_json_stat(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_json_stat(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_json_stat(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
