/// Readers who are in the table themselves, and so know more than it says: who they are and what is theirs.
#pragma once

#include <sdc/fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// What one of them knows of a leaf cell: that it holds at least the own units, or, if nobody else is in it, its value.
struct own_cell {
    cell_index cell = 0;
    std::int64_t units = 0;
    bool alone = false;

    bool operator==(const own_cell&) const = default;
};

struct intruder {
    std::string name;          ///< As reports name it. Private: that somebody is alone in a cell tells its count.
    std::vector<own_cell> own; ///< Ascending cells.

    bool operator==(const intruder&) const = default;
};

/// Against whom a release is to hold besides readers who are not in the table.
struct insiders {
    std::int64_t coalition = 0;         ///< 0: nobody; 1: each contributor of a count of one; k: any k contributors of one relation together.
    std::vector<intruder> holdings = {}; ///< Each of these.

    [[nodiscard]] bool any() const noexcept { return coalition > 0 || !holdings.empty(); }
    bool operator==(const insiders&) const = default;
};

} // namespace sdc::inline v0
