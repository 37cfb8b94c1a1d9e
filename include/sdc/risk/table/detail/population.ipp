#include <sdc/risk/table/population.hpp>

#include <sdc/table/tabulate.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

result<std::vector<std::int64_t>> population_of_cells(const cube& c, const table& population) {
    const auto dimensions = population.cube().dimensions();
    std::vector<std::size_t> place;
    for (const auto& d : dimensions) {
        const auto own = c.find_dimension(d.name);
        if (!own && d.codes.size() > 1)
            return error{.code = errc::bad_argument,
                         .message = "dimension of the population",
                         .field = "population",
                         .found = detail::quoted(d.name),
                         .wanted = "a dimension of the table"};
        if (own && !(c.codes(*own) == d.codes))
            return error{.code = errc::bad_argument,
                         .message = "codes of the population by " + detail::quoted(d.name),
                         .field = "population",
                         .found = "others",
                         .wanted = "those of the table"};
        place.push_back(own.value_or(c.dimensions().size()));
    }
    std::vector<std::int64_t> people;
    people.reserve(c.size());
    for (const auto& cell : cells(c)) {
        cell_index at = 0;
        for (std::size_t d = 0; d < dimensions.size(); ++d) {
            if (place[d] < c.dimensions().size())
                at += cell.at()[place[d]] * population.cube().shape().stride(d);
        }
        people.push_back(population.contributors(at));
    }
    return people;
}

result<std::vector<std::int64_t>> population_of_cells(const cube& c, const records& population) {
    std::vector<dimension> by;
    for (const auto& d : c.dimensions()) {
        if (population.find_column(d.name)) by.push_back(d);
    }
    if (by.empty())
        return error{.code = errc::bad_argument,
                     .message = "population",
                     .where = {.file = population.source, .line = 1},
                     .found = "no column of a dimension",
                     .wanted = "a column of one of the dimensions and one named population"};
    const auto people = tabulate(population, {.by = std::move(by), .count = "population"});
    if (!people) return people.error();
    return population_of_cells(c, *people);
}

} // namespace sdc::inline v0
