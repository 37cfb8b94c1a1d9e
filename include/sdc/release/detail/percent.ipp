#include <sdc/release/percent.hpp>

#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>

namespace sdc::inline v0 {

std::string format_percent(std::int64_t n, std::int64_t of) {
    if (of == 0) return {};
    const auto size = [](detail::wide_sum x) { return x < 0 ? -x : x; };
    const auto tenths = (2000 * size(n) + size(of)) / (2 * size(of));
    const bool negative = (n < 0) != (of < 0) && tenths > 0;
    return (negative ? "-" : "") + detail::to_string(tenths / 10) + '.' +
           detail::to_string(tenths % 10);
}

std::string format_percent(const published& release, cell_index cell, std::size_t d,
                           const std::string& marker) {
    const auto& shape = release.cube().shape();
    const auto& shown = release[cell];
    const auto& total = release[cell - shape.coordinate(cell, d) * shape.stride(d)];
    if (total.shows == public_cell::kind::unpublished) return {};
    if (shown.shows != public_cell::kind::number || total.shows != public_cell::kind::number)
        return marker;
    return format_percent(shown.number, total.number);
}

result<void> check(const percent_column& column, const published& release) {
    if (!column.is_given()) return {};
    const auto& c = release.cube();
    if (!c.find_dimension(column.of))
        return error{.code = errc::bad_argument,
                     .message = "no such dimension",
                     .field = "percent_column.of",
                     .found = detail::quoted(column.of),
                     .wanted = "a dimension of the table, such as " + c.dimensions()[0].name};
    if (!c.find_dimension(column.name) && column.name != release.column_name()) return {};
    return error{.code = errc::duplicate,
                 .message = "another column has the name of the percentages",
                 .field = "percent_column.name",
                 .found = detail::quoted(column.name),
                 .wanted = "another name"};
}

} // namespace sdc::inline v0
