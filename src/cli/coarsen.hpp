/// How the levels of a coarser table are announced.
#pragma once

#include <sdc/table/cube.hpp>

#include <span>
#include <string>

namespace sdc::cli {

/// "month to level 1 of 2, such as 2024; outcome dropped"
[[nodiscard]] std::string describe_depths(const cube& c, std::span<const code_index> depths);

} // namespace sdc::cli
