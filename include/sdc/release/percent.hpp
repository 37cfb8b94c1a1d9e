/// Percentages of published numbers, which add nothing to a release.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/release/published.hpp>

#include <cstdint>
#include <string>

namespace sdc::inline v0 {

/// A column of what each number is of the total of a dimension.
struct percent_column {
    std::string of = {}; ///< The dimension; empty: there is no column.
    std::string name = "percent";

    [[nodiscard]] bool is_given() const noexcept { return !of.empty(); }
};

/// 100 n / of with one decimal, half away from zero: "33.3"; empty if `of` is 0. Exact: no floating
/// point.
[[nodiscard]] SDCKIT_API std::string format_percent(std::int64_t n, std::int64_t of);

/// The same of the number that the release shows of the cell and the number that it shows of the
/// total of dimension `d` there; the marker if either is no number. It follows from the release, so
/// that nobody learns from it.
[[nodiscard]] SDCKIT_API std::string format_percent(const published& release, cell_index cell,
                                                    std::size_t d, const std::string& marker);

/// Errors: bad_argument for a dimension that the release does not have, duplicate for a name that
/// another of its columns has.
[[nodiscard]] SDCKIT_API result<void> check(const percent_column& column, const published& release);

} // namespace sdc::inline v0
