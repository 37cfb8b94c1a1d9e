/// Differencing between two ways to divide the same ground: districts and grid squares, two
/// bandings of age.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sdc::inline v0 {

/// A way to divide atoms (the smallest areas that both ways are made of), with the counts that were
/// published for its zones.
struct division {
    std::vector<std::uint32_t> zone_of = {}; ///< Of each atom, from 0.
    std::vector<std::int64_t> counts = {};   ///< Of each zone, at least 0.
};

/// Zones of one division less the zones of the other that lie within them: the people of the rest.
struct zone_difference {
    std::vector<std::uint32_t> outer = {}, inner = {}; ///< Ascending.
    bool first_is_outer = true;
    std::int64_t people = 0; ///< At least 1.

    bool operator==(const zone_difference&) const = default;
};

struct zone_difference_options {
    std::int64_t fewer_than = 5;           ///< Small is a rest of 1 to this less 1; at least 2.
    std::size_t most_zones = 6;            ///< Outer zones that are taken together; at least 1.
    std::uint64_t step_limit = 10'000'000; ///< Unions looked at.
};

struct zone_differences {
    std::vector<zone_difference> found =
        {}; ///< Fewest people first, then fewest zones, those of the first division, in order.
    bool complete = true; ///< False: the step limit came first.
};

/// Every union of at most `most_zones` zones of one division that, less the zones of the other
/// within it, leaves 1 to `fewer_than` - 1 people, whom an intruder finds by subtraction. Unions
/// that fall into parts that no zone of the other connects are left out. Counts are taken as exact
/// and zones as whole; for ranges, margins and further tables use `score_sequence`, with a table
/// that names the rest. Guarantee: where `complete`, none is missed. Errors: bad_argument (an
/// option out of range, zones without counts, other atoms); contradiction where a zone holds more
/// people than the zones around it. Complexity: the connected unions, each O(zones met). Source:
/// Costemalle (2019); Duke-Williams and Rees (1998) for the problem.
[[nodiscard]] SDCKIT_API result<zone_differences>
find_zone_differences(const division& first, const division& second,
                      const zone_difference_options& options = {});

} // namespace sdc::inline v0
