/// Bands of a column of whole numbers, such as ages.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

struct value_bands {
    std::string column = {};
    std::vector<std::int64_t> starts = {}; ///< Of each band; ascending. The last has no end.

    bool operator==(const value_bands&) const = default;
};

/// "0-15", "16-17", "18+"; a band of one number is that number.
[[nodiscard]] SDCKIT_API std::vector<std::string> names_of_bands(const value_bands& bands);

/// Replaces each number of the column by the name of its band. A text without digits, such as "Not
/// stated", and the name of a band stay. Errors: missing_column, bad_syntax (what is neither; a
/// number below the first band), with its line. O(rows + texts).
SDCKIT_API result<void> band_column(records& rows, const value_bands& bands);

} // namespace sdc::inline v0
