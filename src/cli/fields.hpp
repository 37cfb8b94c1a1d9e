/// The library names its fields, the program its options.
#pragma once

#include <sdc/error.hpp>

#include <string>

namespace sdc::cli {

/// The text with options instead of the fields that it names.
[[nodiscard]] std::string name_options(std::string text);

/// Names the option instead of the field, wherever the error names it.
[[nodiscard]] error by_option(error e);

} // namespace sdc::cli
