/// The command coarsen: the most detailed table that is safe whole.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/io/coarsening_summary.hpp>
#include <sdc/release/coarsen_release.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

namespace sdc::cli {
namespace {

/// The rules, if any option asks for one; scores may judge alone.
result<std::vector<rule>> read_judging_rules(const arguments& a) {
    constexpr auto or_score = "--sensitivity CLASS ";
    if (a.rules.names_rule()) {
        auto rules = read_rules(a);
        if (rules && rules->empty() && !a.scored) return no_rule(or_score);
        return rules;
    }
    if (!a.scored) return no_rule(or_score);
    const auto& [zeros, below] = a.rules.zeros;
    if (below || zeros == zero_policy::eligible || zeros == zero_policy::hide)
        return bad_option("--zeros", below ? "hide-below" : word_of(zero_words, *zeros),
                          "show or unsafe: whether a score counts negative attribute disclosure");
    return std::vector<rule>();
}

} // namespace

int run_coarsen(const arguments& a) {
    if (auto ok = check_places(a); !ok) return tell(ok.error());
    auto rules = read_judging_rules(a);
    if (!rules) return tell(rules.error());
    const auto counts = read_table(a);
    if (!counts) return tell(counts.error());
    const auto population = read_population(a, (*counts)->cube());
    if (!population) return tell(population.error());
    const auto deepest = read_depths(a, (*counts)->cube());
    if (!deepest) return tell(deepest.error());
    coarsen_release_options how{.run = logged(a),
                                .rules = *std::move(rules),
                                .drop_allowed = a.drop_allowed,
                                .deepest = *deepest,
                                .threads = count_threads(a)};
    if (a.scored)
        how.score = score_limit{.sensitivity = a.sensitivity,
                                .coalition = *a.coalition,
                                .population = *population,
                                .zeros_are_disclosive = has_disclosive_zeros(a)};
    how.described = describe_judgement(how, name_policy(a), a.population);
    const auto made = coarsen_release(**counts, how);
    if (!made) {
        auto e = made.error();
        if (!a.drop_allowed && e.code == errc::not_protectable)
            e.wanted = "--drop-allowed, to try tables of fewer dimensions";
        return tell(e);
    }
    if (!a.quiet) write_coarsening_summary(std::cerr, **counts, *made);
    return release(a, made->proof, {}, how.threads);
}

} // namespace sdc::cli
