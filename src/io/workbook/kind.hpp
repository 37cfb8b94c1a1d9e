/// What a package is, by its parts.
#pragma once

#include "package.hpp"

#include <sdc/io/workbook.hpp>

#include <string>
#include <string_view>

namespace sdc::inline v0::detail {

[[nodiscard]] workbook_kind kind_of(const package& from);

/// The package of a workbook. Errors: as `package::open`; bad_argument for what is no workbook that
/// can be read.
[[nodiscard]] result<package> open_workbook(std::string_view bytes, const std::string& source);

} // namespace sdc::inline v0::detail
