/// Matchers for results: EXPECT_THAT(tabulate(...), HasErrc(errc::overflow)). A mismatch prints the
/// error.
#pragma once

#include <sdc/error.hpp>

#include <gmock/gmock.h>

namespace support {

/// The text of the error, or "no error".
template <class T>
[[nodiscard]] std::string error_text(const sdc::result<T>& r) {
    return r.has_value() ? "no error" : sdc::to_string(r.error());
}

MATCHER(IsOk, negation ? "is an error" : "has a value") {
    *result_listener << error_text(arg);
    return arg.has_value();
}

MATCHER_P(HasErrc, code,
          "is an error of code " + ::testing::PrintToString(static_cast<int>(code))) {
    *result_listener << error_text(arg);
    return !arg.has_value() && arg.error().code == code;
}

} // namespace support
