/// Writing a release as a Markdown table for people.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// A pipe table with aligned columns: the labels of the codes (the codes where they have none),
/// numbers to the right; under it what the method guarantees and what the marker means. Every text
/// is escaped so that it is shown as it is; line ends and tabs become blanks, and what is not seen
/// but acts (controls, marks of direction, characters without width) is named: <U+202E>.
SDCKIT_API void write_markdown(std::ostream& out, const published& release,
                               const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
void write_markdown(std::ostream& out, const table&, const write_options& = {}) = delete;
void write_markdown(std::ostream& out, const plan&, const write_options& = {}) = delete;
void write_markdown(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
