/// Requirements of one cell, and in words where a test fails.
#pragma once

#include <sdc/rule/requirement.hpp>

#include <cstdint>
#include <ostream>

namespace sdc::inline v0 {

inline void PrintTo(const requirement& n, std::ostream* out) {
    *out << "cell " << n.cell;
    if (n.minus != no_cell) *out << " less cell " << n.minus;
    *out << (n.direction == requirement::side::down ? " <= "
             : n.direction == requirement::side::up ? " >= "
                                                    : " != ")
         << n.limit;
}

} // namespace sdc::inline v0

namespace support {

[[nodiscard]] inline sdc::requirement down(sdc::cell_index cell, std::int64_t limit) {
    return {.cell = cell, .direction = sdc::requirement::side::down, .limit = limit};
}
[[nodiscard]] inline sdc::requirement up(sdc::cell_index cell, std::int64_t limit) {
    return {.cell = cell, .direction = sdc::requirement::side::up, .limit = limit};
}
[[nodiscard]] inline sdc::requirement other(sdc::cell_index cell, std::int64_t limit) {
    return {.cell = cell, .direction = sdc::requirement::side::other, .limit = limit};
}

} // namespace support
