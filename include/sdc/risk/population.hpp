/// Of each cell of a table, how many people of the population have its codes.
#pragma once

#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// `population` counts people by some or all dimensions of the table, or by none of them (then it has one with its total alone): of a cell it
/// is the count at the cell's codes of those. Dimensions are found by name, and have the same codes in both.
/// For `cell_risk_options::population`. It does not say that the people of the population could be counted in the table, which is for the user.
/// Errors: bad_argument for a dimension that the table does not have, or codes that differ. O(cells x dimensions).
[[nodiscard]] inline result<std::vector<std::int64_t>> population_of_cells(const cube& c, const table& population) {
    const auto dimensions = population.cube().dimensions();
    std::vector<std::size_t> place;
    for (const auto& d : dimensions) {
        const auto own = c.find_dimension(d.name);
        if (!own && d.codes.size() > 1)
            return error{
                .code = errc::bad_argument, .message = "dimension of the population", .found = detail::quoted(d.name), .wanted = "a dimension of the table"};
        if (own && !(c.codes(*own) == d.codes))
            return error{.code = errc::bad_argument,
                         .message = "codes of the population by " + detail::quoted(d.name),
                         .found = "others",
                         .wanted = "those of the table"};
        place.push_back(own.value_or(c.dimensions().size()));
    }
    std::vector<std::int64_t> people;
    people.reserve(c.size());
    for (const auto& cell : cells(c)) {
        cell_index at = 0;
        for (std::size_t d = 0; d < dimensions.size(); ++d) {
            if (place[d] < c.dimensions().size()) at += cell.at()[place[d]] * population.cube().shape().stride(d);
        }
        people.push_back(population.contributors(at));
    }
    return people;
}

} // namespace sdc::inline v0
