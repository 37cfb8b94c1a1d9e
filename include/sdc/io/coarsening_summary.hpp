/// What a coarser table is like and by what it was judged, in words for the disclosure officer: no
/// value of a cell.
#pragma once

#include <sdc/config.hpp>
#include <sdc/release/coarsen_release.hpp>
#include <sdc/table/table.hpp>

#include <iosfwd>
#include <string>
#include <string_view>

namespace sdc::inline v0 {

/// "threshold 5, score below 1/11 (sensitivity criminal offence, coalition 1)", for
/// `coarsen_release_options::described`. `policy` and `population`: as they were named, or empty.
[[nodiscard]] SDCKIT_API std::string describe_judgement(const coarsen_release_options& by,
                                                        std::string_view policy = {},
                                                        std::string_view population = {});

/// "levels: month in full", what that loses on the scale of 0 to 1 that scores have, how many
/// choices there were, and up to ten others that are safe as well. `t`: the table in full.
SDCKIT_API void write_coarsening_summary(std::ostream& out, const table& t,
                                         const coarser_release& made);

} // namespace sdc::inline v0
