/// Needs in words where a test fails.
#pragma once

#include <sdc/rule/requirement.hpp>

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
