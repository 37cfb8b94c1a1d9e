/// Zip packages that we write: the same parts give the same bytes.
#pragma once

#include <sdc/error.hpp>

#include <span>
#include <string>

namespace sdc::inline v0::detail {

struct written_part {
    std::string name = {};
    std::string content = {};
    bool is_stored = false; ///< As it is, so that programs find it without unpacking.
};

/// In this order, all of the first day that zip knows. Errors: io_failure.
[[nodiscard]] result<std::string> write_package(std::span<const written_part> parts);

} // namespace sdc::inline v0::detail
