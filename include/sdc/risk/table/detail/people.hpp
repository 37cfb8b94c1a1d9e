/// The number of people in a row of counts, checked.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/error.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace sdc::inline v0::detail {

[[nodiscard]] SDCKIT_API error refuse_counts(std::string what, std::string found,
                                             std::string wanted, errc code = errc::bad_argument);

/// Errors: bad_argument if there is no count, a negative one, or nobody; overflow if the sum passes
/// 64 bits. No error holds a count.
[[nodiscard]] SDCKIT_API result<std::int64_t> people_in(std::span<const std::int64_t> counts,
                                                        const char* what);

} // namespace sdc::inline v0::detail
