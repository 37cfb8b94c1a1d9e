/// Public rows of groups whose people are in other codes of their dimension, too, as linked tables.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/linked_file.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/table/overlapping.hpp>

#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

struct group_reading {
    std::vector<dimension> by = {}; ///< As the rows have it, with all groups and residuals.
    std::vector<overlapping_code> groups = {};
    std::string value = {}; ///< As in `public_options`, as are the markers.
    std::vector<marker_to_read> markers = {};
    bool leaves_out_empty = false; ///< A cell without a row is 0.
};

/// What each file shows of each group and of the totals of its dimension, for
/// `public_source_files::groups`. Suppressed are the cells that have to be judged: those of the
/// group and of all others that show no number, and those whose number the rule suppresses. Errors:
/// not_available for numbers that are rounded and for group disclosure; those of `codes_of_group`
/// and `read_public`. O(files x groups x cells).
[[nodiscard]] SDCKIT_API result<std::vector<linked_release>>
read_overlapping_groups(std::span<const records> files, const group_reading& how,
                        const announced_method& method);

} // namespace sdc::inline v0
