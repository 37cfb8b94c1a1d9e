/// What a release shows of a cell.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>

#include <cstdint>

namespace sdc::inline v0 {

/// What stands in a cell of the release.
struct public_cell {
    enum class kind : std::uint8_t {
        number,
        suppressed,
        label,
        unpublished, ///< The release does not have the cell: no row, no marker.
    };
    kind shows = kind::suppressed;
    std::uint16_t label = 0; ///< Index of the band whose label is shown.
    std::int64_t number = 0; ///< 0 unless a number is shown.

    bool operator==(const public_cell&) const = default;
};

/// The published value of a cell: the only way from a true value to what is shown.
[[nodiscard]] SDCKIT_API public_cell published_value(const plan& p, cell_index cell);

} // namespace sdc::inline v0
