/// Writing a release as JSON.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// The format is documented in docs/formats.md; values are exact decimals.
SDCKIT_API void write_json(std::ostream& out, const published& release,
                           const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
void write_json(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_json(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_json(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
