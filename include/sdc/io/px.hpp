/// Writing a release as a PX file, the form of PC-Axis and PxWeb.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// Every cell, without KEYS, in which a missing row means 0. A suppressed cell is ".."; other rows
/// of dots stand for the labels of bands; DATASYMBOL says which text each of them shows. Texts in
/// PX cannot hold quotes and line ends: they are named, as in CSV: <U+0022>. Errors: bad_argument
/// for more than five different labels. Reference: PX file format 2013 (Statistics Sweden).
[[nodiscard]] SDCKIT_API result<void> write_px(std::ostream& out, const published& release,
                                               const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
result<void> write_px(std::ostream& out, const table&, const write_options& = {}) = delete;
result<void> write_px(std::ostream& out, const plan&, const write_options& = {}) = delete;
result<void> write_px(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
