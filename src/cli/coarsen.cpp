/// The command coarsen: the most detailed table that is safe whole.
#include "coarsen.hpp"

#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "rules.hpp"
#include "score_options.hpp"
#include "words.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/sensitivity.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

constexpr std::size_t others_reported = 10;

/// From which score on a cell is unsafe, and who attacks.
struct score_rule {
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t coalition = 1;
    bool zeros = false;
    std::int64_t limit = 0; // by the population
};

struct judgement {
    std::vector<rule> rules = {};
    std::optional<score_rule> score = {};
};

result<score_rule> read_score_rule(const arguments& a) {
    const auto s = read_sensitivity(a);
    if (!s) return s.error();
    const auto coalition = read_coalition(a);
    if (!coalition) return coalition.error();
    return score_rule{.sensitivity = *s, .coalition = *coalition, .zeros = a.zeros == "unsafe"};
}

result<judgement> read_judgement(const arguments& a) {
    judgement made;
    const bool by_rules = !a.threshold.empty() || !a.min_total.empty() ||
                          !a.group_disclosure.empty() || !a.policy.empty();
    if (!by_rules && !a.scored)
        return error{.code = errc::bad_argument,
                     .message = "no rule given",
                     .wanted =
                         "--threshold N, --group-disclosure K, a --policy that suppresses, or "
                         "--sensitivity CLASS"};
    if (by_rules) {
        const auto from = read_preset(a);
        if (!from) return from.error();
        auto rules = read_rules(a, *from);
        if (!rules) return rules.error();
        made.rules = *std::move(rules);
        if (made.rules.empty() && !a.scored)
            return error{.code = errc::bad_argument,
                         .message = "no rule given",
                         .wanted = "a --policy that suppresses"};
    } else if (!a.zeros.empty() && a.zeros != "show" && a.zeros != "unsafe") {
        return bad_option("--zeros", a.zeros,
                          "show or unsafe: whether a score counts negative attribute disclosure");
    }
    if (!a.scored) return made;
    const auto score = read_score_rule(a);
    if (!score) return score.error();
    made.score = *score;
    return made;
}

/// Cells of a score that is too high; `population` is of each cell, or empty.
result<std::vector<cell_index>> find_at_risk(const table& t, const score_rule& by,
                                             const std::vector<std::int64_t>& population) {
    const auto scores = score_cells(
        t, {.coalition = by.coalition, .population = population, .zeros_are_disclosive = by.zeros});
    if (!scores) return scores.error();
    std::vector<cell_index> found;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if ((*scores)[cell].one_in <= by.limit) found.push_back(cell);
    }
    return found;
}

result<std::vector<cell_index>> find_unsafe(const table& t, const judgement& by,
                                            const std::vector<std::int64_t>& population) {
    std::vector<cell_index> unsafe;
    if (!by.rules.empty()) {
        const auto flagged = evaluate(t, by.rules);
        if (!flagged) return flagged.error();
        unsafe.assign(flagged->cells().begin(), flagged->cells().end());
    }
    if (by.score) {
        const auto at_risk = find_at_risk(t, *by.score, population);
        if (!at_risk) return at_risk.error();
        unsafe.insert(unsafe.end(), at_risk->begin(), at_risk->end());
    }
    return unsafe;
}

/// The depths that --depth allows; nothing if it is not given.
result<std::vector<code_index>> read_depths(const arguments& a, const cube& c) {
    std::vector<code_index> deepest;
    if (a.depths.empty()) return deepest;
    for (const auto& d : c.dimensions()) deepest.push_back(depth_of(d.codes));
    for (const auto& text : a.depths) {
        const auto wrong = [&] {
            return bad_option("--depth", text,
                              "DIM=LEVELS, a dimension of the table and 0, 1, ..., such as " +
                                  c.dimensions()[0].name + "=1");
        };
        const auto equals = text.rfind('=');
        if (equals == std::string::npos) return wrong();
        const auto d = c.find_dimension(text.substr(0, equals));
        const auto levels = parse_whole("--depth", text.substr(equals + 1));
        if (!d || !levels) return wrong();
        deepest[*d] = static_cast<code_index>(std::min<std::int64_t>(deepest[*d], *levels));
    }
    return deepest;
}

/// "threshold 5, score below 1/11 (sensitivity criminal offence, coalition 1)"
std::string describe_judgement(const arguments& a, const judgement& by) {
    auto text = describe_rules(a, by.rules);
    if (!by.score) return text;
    const auto& s = *by.score;
    return text + (text.empty() ? "" : ", ") + "score below 1/" + std::to_string(s.limit) +
           " (sensitivity " + to_string(s.sensitivity) + ", coalition " +
           std::to_string(s.coalition) +
           (a.population.empty() ? "" : ", population " + a.population) +
           (s.zeros ? ", zeros are disclosive" : "") + ")";
}

/// What was chosen, judged again as the table that it is.
result<audited> prove(const arguments& a, const table& t, const coarsening& chosen,
                      const judgement& by, const std::vector<std::int64_t>& population,
                      unsigned threads) {
    if (by.score) {
        const auto judged = recode_to_judge(t, chosen.depths);
        if (!judged) return judged.error();
        std::vector<std::int64_t> people;
        for (const auto cell : judged->origin)
            people.push_back(population.empty() ? 0 : population[cell]);
        if (population.empty()) people.clear();
        const auto at_risk = find_at_risk(*judged->table, *by.score, people);
        if (!at_risk) return at_risk.error();
        if (!at_risk->empty())
            return error{.code = errc::not_proved,
                         .message = "the coarser table has a cell at risk",
                         .cell = describe(t, judged->origin[at_risk->front()]),
                         .rule = "score"};
    }
    auto proposed = plan_coarser(t, chosen.depths, by.rules);
    if (!proposed) return proposed.error();
    proposed->applied_before = describe_judgement(a, by);
    return audit(std::move(*proposed), {.run = logged(a), .threads = threads});
}

/// The loss on the scale of 0 to 1 that `sdckit score` has.
std::string describe_loss(const table& t, const coarsening& c) {
    const auto people = static_cast<double>(std::max<std::int64_t>(1, t.contributors(0)));
    return "loss " + decimal(c.hellinger / std::sqrt(people), 3) + ", average distance " +
           decimal(c.average_distance, 3);
}

std::string describe_coarsenings(const table& t, const coarsenings& found, std::size_t unsafe) {
    std::string text = "levels: " + describe_depths(t.cube(), found.safe.front().depths) + '\n';
    text += describe_loss(t, found.safe.front()) + "; choices " + std::to_string(found.candidates) +
            ", unsafe cells of the full table " + std::to_string(unsafe) + '\n';
    for (std::size_t i = 1; i < std::min(found.safe.size(), others_reported + 1); ++i)
        text += "also safe: " + describe_depths(t.cube(), found.safe[i].depths) + ": " +
                describe_loss(t, found.safe[i]) + '\n';
    if (found.safe.size() > others_reported + 1)
        text += "and " + std::to_string(found.safe.size() - others_reported - 1) + " more\n";
    return text;
}

} // namespace

std::string describe_depths(const cube& c, std::span<const code_index> depths) {
    std::string text;
    for (std::size_t d = 0; d < depths.size(); ++d) {
        const auto& dim = c.dimensions()[d];
        const auto deepest = depth_of(dim.codes);
        text += (d == 0 ? "" : "; ") + dim.name;
        if (depths[d] == deepest)
            text += " in full";
        else if (depths[d] == 0)
            text += " dropped";
        else {
            code_index sample = 0;
            while (dim.codes.depth(sample) != depths[d]) ++sample;
            text += " to level " + std::to_string(depths[d]) + " of " + std::to_string(deepest) +
                    ", such as " + dim.codes[sample].text();
        }
    }
    return printable(text);
}

int run_coarsen(const arguments& a) {
    if (auto ok = check_outputs(a); !ok) return tell(ok.error());
    const auto threads = read_threads(a);
    if (!threads) return tell(threads.error());
    auto by = read_judgement(a);
    if (!by) return tell(by.error());
    const auto counts = read_table(a);
    if (!counts) return tell(counts.error());
    const auto population = read_population(a, (*counts)->cube());
    if (!population) return tell(population.error());
    if (by->score)
        by->score->limit = limit_one_in(by->score->sensitivity, smallest_population(*population));
    auto unsafe = find_unsafe(**counts, *by, *population);
    if (!unsafe) return tell(unsafe.error());
    std::ranges::sort(*unsafe);
    const auto repeated = std::ranges::unique(*unsafe);
    unsafe->erase(repeated.begin(), repeated.end());
    const auto deepest = read_depths(a, (*counts)->cube());
    if (!deepest) return tell(deepest.error());
    auto found = coarsen(
        **counts,
        {.run = logged(a), .unsafe = *unsafe, .drop_allowed = a.drop_allowed, .deepest = *deepest});
    if (!found) {
        auto e = found.error();
        if (!a.drop_allowed && e.code == errc::not_protectable)
            e.wanted = "--drop-allowed, to try tables of fewer dimensions";
        return tell(e);
    }
    const auto proof = prove(a, **counts, found->safe.front(), *by, *population, *threads);
    if (!proof) return tell(proof.error());
    if (!a.quiet) std::cerr << describe_coarsenings(**counts, *found, unsafe->size());
    return release(a, *proof, {}, *threads);
}

} // namespace sdc::cli
