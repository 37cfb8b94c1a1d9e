/// How whole numbers are written in a file.
#pragma once

#include <sdc/config.hpp>

namespace sdc::inline v0 {

enum class decimal_mark : unsigned char {
    unknown, ///< As the file tells: a comma beside semicolons, else a point.
    point,   ///< 1,234.0
    comma,   ///< 1.234,0
};

struct count_format {
    decimal_mark decimal = decimal_mark::unknown;
    bool empty_is_zero = false; ///< An empty field or a dash is 0; else it is an error.
};

} // namespace sdc::inline v0
