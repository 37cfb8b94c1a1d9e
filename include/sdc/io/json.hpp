/// Writing a release as JSON.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// An object with `format` and `version`, `method`, `marker`, `dimensions` (name and codes, each
/// with its parent), `measure`, and `cells`: the same rows as the CSV, each `{"codes": [...],
/// "value": 12}`, `{"codes": [...], "value": null, "marker": "[c]"}` or
/// `{"codes": [...], "value": null, "label": "1 to 4"}`. Values are exact decimals; nothing is
/// rounded through floating point.
SDCKIT_API void write_json(std::ostream& out, const published& release,
                           const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
void write_json(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_json(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_json(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
