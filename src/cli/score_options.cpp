#include "score_options.hpp"

#include "words.hpp"

#include <sdc/io/csv_file.hpp>
#include <sdc/risk/table/population.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {

result<sensitivity> read_sensitivity(const arguments& a) {
    constexpr choices<sensitivity, 4> classes{{{"none", sensitivity::none},
                                               {"personal", sensitivity::personal},
                                               {"special", sensitivity::special_category},
                                               {"criminal", sensitivity::criminal_offence}}};
    return choose("--sensitivity", a.sensitivity, classes);
}

result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c) {
    if (a.population.empty()) return std::vector<std::int64_t>();
    if (is_number(a.population)) {
        const auto all = parse_whole("--population", a.population);
        if (!all) return all.error();
        if (!sdc::detail::is_limit(*all, 1))
            return bad_option("--population", a.population, sdc::detail::wanted_limit(1));
        return std::vector(c.size(), *all);
    }
    auto rows = read_csv(a.population);
    if (!rows) {
        auto e = rows.error();
        e.message = "--population: " + e.message;
        return e;
    }
    std::vector<dimension> by;
    for (const auto& d : c.dimensions()) {
        if (rows->find_column(d.name)) by.push_back(d);
    }
    if (by.empty())
        return bad_option(
            "--population", a.population,
            "a number, or a file with a column of one of the dimensions and one named population");
    const auto people = tabulate(*rows, {.by = std::move(by), .count = "population"});
    if (!people) return people.error();
    return population_of_cells(c, *people);
}

namespace {

result<calhhs_variable> read_trait(const std::string& name, const std::string& kind) {
    constexpr choices<calhhs_basis, 4> kinds{
        {{"sex", calhhs_basis::sex},
         {"orientation", calhhs_basis::sexual_orientation},
         {"gender", calhhs_basis::gender_identity},
         {"detailed-gender", calhhs_basis::detailed_gender_identity}}};
    for (const auto& [prefix, basis] : {std::pair{"age=", calhhs_basis::age_years},
                                        std::pair{"population=", calhhs_basis::population}}) {
        const auto number = after(kind, prefix);
        if (!number) continue;
        const auto n = parse_whole("--trait", *number);
        if (!n) return n.error();
        if (!sdc::detail::is_limit(*n, 1))
            return bad_option("--trait", *number, sdc::detail::wanted_limit(1));
        return calhhs_variable{.name = name, .basis = basis, .value = *n};
    }
    const auto basis = choose("--trait", kind, kinds);
    if (!basis)
        return bad_option("--trait", kind,
                          "sex, orientation, gender, detailed-gender, age=YEARS or population=N");
    return calhhs_variable{.name = name, .basis = *basis};
}

} // namespace

result<std::optional<calhhs_table>> read_criteria(const arguments& a, const table& counts,
                                                  std::int64_t residents) {
    constexpr choices<calhhs_period, 7> periods{
        {{"five-years", calhhs_period::five_years},
         {"two-to-four-years", calhhs_period::two_to_four_years},
         {"year", calhhs_period::year},
         {"half-year", calhhs_period::half_year},
         {"quarter", calhhs_period::quarter},
         {"month", calhhs_period::month},
         {"week", calhhs_period::week}}};
    if (a.period.empty())
        return a.traits.empty() ? result<std::optional<calhhs_table>>(std::nullopt)
                                : bad_option("--trait", a.traits.front(), "--period with it");
    const auto period = choose("--period", a.period, periods);
    if (!period) return period.error();
    if (residents < 1)
        return bad_option(
            "--period", a.period,
            "--population with it: how many people live where the events are counted");
    calhhs_table made{.smallest_events = unlimited,
                      .period = *period,
                      .places = {{.kind = calhhs_place_kind::residence, .population = residents}}};
    std::vector<std::string> named;
    for (const auto& spec : a.traits) {
        const auto equals = spec.find('=');
        const auto name = spec.substr(0, equals);
        if (equals == std::string::npos || !counts.cube().find_dimension(name))
            return bad_option("--trait", spec, "DIM=KIND, of a dimension of the table");
        if (std::ranges::find(named, name) != named.end())
            return bad_option("--trait", spec, "each dimension once");
        auto trait = read_trait(name, spec.substr(equals + 1));
        if (!trait) return trait.error();
        named.push_back(name);
        made.variables.push_back(*std::move(trait));
    }
    for (const auto& d : counts.cube().dimensions()) {
        if (d.role == role::time || std::ranges::find(named, d.name) != named.end() ||
            d.codes.size() == 1)
            continue;
        std::int64_t categories = 0;
        for (code_index i = 0; i < d.codes.size(); ++i) categories += d.codes.is_leaf(i) ? 1 : 0;
        made.variables.push_back(
            {.name = d.name, .basis = calhhs_basis::categories, .value = categories});
    }
    for (cell_index cell = 0; cell < counts.size(); ++cell) {
        if (counts.contributors(cell) > 0)
            made.smallest_events = std::min(made.smallest_events, counts.contributors(cell));
    }
    if (made.smallest_events == unlimited) made.smallest_events = 0;
    return std::optional(std::move(made));
}

} // namespace sdc::cli
