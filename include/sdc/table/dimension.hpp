/// A spanning variable of a table: its name, its codes and what an intruder may know of it.
#pragma once

#include <sdc/table/hierarchy.hpp>

#include <string>

namespace sdc::inline v0 {

/// What an intruder may be presumed to know of a person, or may want to learn.
enum class role : unsigned char {
    identifying, ///< Visible or knowable: area, age, sex.
    sensitive,   ///< What a release could give away: outcome, diagnosis.
    time,        ///< When it happened; identifying, and nested in calendar periods.
};

[[nodiscard]] constexpr const char* to_string(role r) noexcept {
    switch (r) {
    case role::identifying: return "identifying";
    case role::sensitive: return "sensitive";
    case role::time: return "time";
    }
    return "";
}

struct dimension {
    std::string name;
    hierarchy codes;
    sdc::role role = sdc::role::identifying;
    bool codes_from_data = false; ///< The codes are those that occurred, so an intruder knows that
                                  ///< each of them holds somebody.

    bool operator==(const dimension&) const = default;
};

} // namespace sdc::inline v0
