/// The command coarsen: the most detailed table that is safe whole.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "score_options.hpp"
#include "words.hpp"

#include <sdc/release/coarsen_release.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace sdc::cli {
namespace {

constexpr std::size_t others_reported = 10;

/// The rules, if any option asks for one; scores may judge alone.
result<std::vector<rule>> read_judging_rules(const arguments& a) {
    const bool by_rules = !a.threshold.empty() || !a.min_total.empty() ||
                          !a.group_disclosure.empty() || !a.policy.empty();
    const auto refuse = [](const char* wanted) {
        return error{.code = errc::bad_argument, .message = "no rule given", .wanted = wanted};
    };
    if (by_rules) {
        const auto from = read_preset(a);
        if (!from) return from.error();
        auto rules = read_rules(a, *from);
        if (rules && rules->empty() && !a.scored) return refuse("a --policy that suppresses");
        return rules;
    }
    if (!a.scored)
        return refuse("--threshold N, --group-disclosure K, a --policy that suppresses, or "
                      "--sensitivity CLASS");
    if (!a.zeros.empty() && a.zeros != "show" && a.zeros != "unsafe")
        return bad_option("--zeros", a.zeros,
                          "show or unsafe: whether a score counts negative attribute disclosure");
    return std::vector<rule>();
}

/// The depths that --depth allows; nothing if it is not given.
result<std::vector<code_index>> read_depths(const arguments& a, const cube& c) {
    std::vector<code_index> deepest;
    if (a.depths.empty()) return deepest;
    for (const auto& d : c.dimensions()) deepest.push_back(depth_of(d.codes));
    for (const auto& text : a.depths) {
        const auto equals = std::min(text.rfind('='), text.size());
        const auto d = c.find_dimension(text.substr(0, equals));
        const auto levels = parse_whole("--depth", text.substr(std::min(equals + 1, text.size())));
        if (!d || !levels)
            return bad_option("--depth", text,
                              "DIM=LEVELS, a dimension of the table and 0, 1, ..., such as " +
                                  c.dimensions()[0].name + "=1");
        deepest[*d] = static_cast<code_index>(std::min<std::int64_t>(deepest[*d], *levels));
    }
    return deepest;
}

/// "threshold 5, score below 1/11 (sensitivity criminal offence, coalition 1)"
std::string describe_judgement(const arguments& a, const coarsen_release_options& by) {
    auto text = describe_rules(a, by.rules);
    if (!by.score) return text;
    const auto& s = *by.score;
    return text + (text.empty() ? "" : ", ") + "score below 1/" + std::to_string(s.one_in()) +
           " (sensitivity " + to_string(s.sensitivity) + ", coalition " +
           std::to_string(s.coalition) +
           (a.population.empty() ? "" : ", population " + a.population) +
           (s.zeros_are_disclosive ? ", zeros are disclosive" : "") + ")";
}

/// "levels: month in full: loss 0.650, average distance 0.444", the loss on the scale of 0 to 1
/// that `sdckit score` has.
std::string describe_coarsening(const table& t, const coarsening& c, const char* between) {
    const auto people = static_cast<double>(std::max<std::int64_t>(1, t.contributors(0)));
    return printable(describe_depths(t.cube(), c.depths)) + between + "loss " +
           fixed(c.hellinger / std::sqrt(people), 3) + ", average distance " +
           fixed(c.average_distance, 3);
}

std::string describe_release(const table& t, const coarser_release& made) {
    const auto& safe = made.found.safe;
    auto text = "levels: " + describe_coarsening(t, safe.front(), "\n") + "; choices " +
                std::to_string(made.found.candidates) + ", unsafe cells of the full table " +
                std::to_string(made.unsafe) + '\n';
    const auto others = std::span(safe).subspan(1);
    for (const auto& one : others.first(std::min(others.size(), others_reported)))
        text += "also safe: " + describe_coarsening(t, one, ": ") + '\n';
    if (others.size() > others_reported)
        text += "and " + std::to_string(others.size() - others_reported) + " more\n";
    return text;
}

} // namespace

int run_coarsen(const arguments& a) {
    if (auto ok = check_places(a); !ok) return tell(ok.error());
    const auto threads = count_threads(a);
    auto rules = read_judging_rules(a);
    if (!rules) return tell(rules.error());
    const auto coalition = read_coalition(a);
    if (a.scored && !coalition) return tell(coalition.error());
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
                                .threads = threads};
    if (a.scored)
        how.score = score_limit{.sensitivity = a.sensitivity,
                                .coalition = *coalition,
                                .population = *population,
                                .zeros_are_disclosive = a.zeros == "unsafe"};
    how.described = describe_judgement(a, how);
    const auto made = coarsen_release(**counts, how);
    if (!made) {
        auto e = made.error();
        if (!a.drop_allowed && e.code == errc::not_protectable)
            e.wanted = "--drop-allowed, to try tables of fewer dimensions";
        return tell(e);
    }
    if (!a.quiet) std::cerr << describe_release(**counts, *made);
    return release(a, made->proof, {}, threads);
}

} // namespace sdc::cli
