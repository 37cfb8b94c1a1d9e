/// Writing a release as SDMX-CSV 2.0, the form of transmissions to Eurostat and central banks.
#pragma once

#include <sdc/io/csv.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// A row per cell: STRUCTURE, STRUCTURE_ID, ACTION, the dimensions, OBS_VALUE, OBS_STATUS and
/// CONF_STATUS, and COMMENT_OBS where labels of bands are shown. OBS_VALUE of a suppressed cell is
/// empty, its OBS_STATUS is Q (suppressed) and its CONF_STATUS N (not for publication) whatever the
/// reason. Codes are not changed to what SDMX allows. Errors: bad_argument (a structure that is
/// none), duplicate (a dimension with the name of another column). Reference: SDMX 3.0, section 5.
[[nodiscard]] SDCKIT_API result<void> write_sdmx_csv(std::ostream& out, const published& release,
                                                     const write_options& options = {});

// As in csv.hpp: what has not been audited cannot be written.
result<void> write_sdmx_csv(std::ostream& out, const table&, const write_options& = {}) = delete;
result<void> write_sdmx_csv(std::ostream& out, const plan&, const write_options& = {}) = delete;
result<void> write_sdmx_csv(std::ostream& out, const audited&, const write_options& = {}) = delete;

} // namespace sdc::inline v0
