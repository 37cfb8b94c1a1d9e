/// The report of an assessment, for people and as JSON. Private if internal intruders attacked:
/// true counts follow from what they learn.
#pragma once

#include <sdc/attack/assess_release.hpp>
#include <sdc/config.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// A line for each finding, what is not judged and why, and a line of totals. Cells that are shown
/// rounded and protected are counted only.
SDCKIT_API void write_assessment_text(std::ostream& out, const release_assessment& report);

/// JSON, as docs/schema/audit-report.schema.json describes it.
SDCKIT_API void write_assessment_json(std::ostream& out, const release_assessment& report);

} // namespace sdc::inline v0
