#include "score_options.hpp"

#include "options.hpp"
#include "words.hpp"

#include <sdc/io/csv_file.hpp>
#include <sdc/risk/table/population.hpp>
#include <sdc/rule/largest_limit.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {

result<std::vector<std::int64_t>> read_population(const arguments& a, const cube& c) {
    if (a.population.empty()) return std::vector<std::int64_t>();
    if (is_number(a.population)) {
        const auto all = parse_whole("--population", a.population);
        if (!all) return all.error();
        if (!sdc::detail::is_limit(*all, 1))
            return bad_option("--population", a.population, sdc::detail::wanted_limit(1));
        return std::vector(c.size(), *all);
    }
    const auto named = [](error e) {
        e.message = "--population: " + e.message;
        if (e.wanted.empty()) e.wanted = "a whole number of people, or a CSV file";
        return e;
    };
    const auto rows = read_csv(a.population);
    if (!rows) return named(rows.error());
    auto people = population_of_cells(c, *rows);
    if (!people && people.error().message == "population")
        return bad_option("--population", a.population,
                          "a number, or a file with " + people.error().wanted);
    if (!people) return named(people.error());
    return people;
}

namespace {

result<calhhs_variable> read_trait(const std::string& name, const std::string& kind) {
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
    for (const auto& [word, basis] :
         {std::pair{"sex", calhhs_basis::sex},
          std::pair{"orientation", calhhs_basis::sexual_orientation},
          std::pair{"gender", calhhs_basis::gender_identity},
          std::pair{"detailed-gender", calhhs_basis::detailed_gender_identity}}) {
        if (kind == word) return calhhs_variable{.name = name, .basis = basis};
    }
    return bad_option("--trait", kind,
                      "sex, orientation, gender, detailed-gender, age=YEARS or population=N");
}

result<std::vector<calhhs_variable>> read_traits(const arguments& a, const cube& c) {
    std::vector<calhhs_variable> read;
    for (const auto& spec : a.traits) {
        const auto equals = spec.find('=');
        const auto name = spec.substr(0, equals);
        if (equals == std::string::npos || !c.find_dimension(name))
            return bad_option("--trait", spec, "DIM=KIND, of a dimension of the table");
        if (std::ranges::find(read, name, &calhhs_variable::name) != read.end())
            return bad_option("--trait", spec, "each dimension once");
        auto trait = read_trait(name, spec.substr(equals + 1));
        if (!trait) return trait.error();
        read.push_back(*std::move(trait));
    }
    return read;
}

} // namespace

result<std::optional<calhhs_score>> read_points(const arguments& a, const table& counts,
                                                std::int64_t residents) {
    if (!a.period) return std::optional<calhhs_score>();
    if (residents < 1)
        return bad_option(
            "--period", word_of(words_of_period, a.period),
            "--population with it: how many people live where the events are counted");
    auto traits = read_traits(a, counts.cube());
    if (!traits) return traits.error();
    auto points = sdc::score(calhhs_table_of(
        counts, {.period = *a.period,
                 .places = {{.kind = calhhs_place_kind::residence, .population = residents}},
                 .variables = *std::move(traits),
                 .victims_or_justice = a.sensitivity == sensitivity::criminal_offence}));
    if (!points) return points.error();
    return std::optional(*std::move(points));
}

} // namespace sdc::cli
