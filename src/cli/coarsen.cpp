/// The command coarsen: the most detailed table that is safe whole.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/attack/audited.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/risk/cell.hpp>
#include <sdc/risk/sensitivity.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

constexpr std::size_t others_told = 10;

/// From which score on a cell is unsafe, and who looks.
struct score_rule {
    std::int64_t limit = 1, coalition = 1, population = 0;
    bool zeros = false;
};

struct judgement {
    std::vector<rule> rules = {};
    std::optional<score_rule> score = {};
};

result<std::int64_t> read_looking(const std::string& text) {
    if (text == "outsider") return 0;
    if (text == "contributor") return 1;
    const auto size = after(text, "coalition=");
    if (!size) return bad_option("--intruder", text, "outsider, contributor or coalition=K");
    return parse_whole("--intruder", *size);
}

result<score_rule> read_score_rule(const arguments& a) {
    constexpr choices<sensitivity, 4> classes{{{"none", sensitivity::none}, {"personal", sensitivity::personal}, {"special", sensitivity::special_category},
                                               {"criminal", sensitivity::criminal_offence}}};
    const auto s = choose("--sensitivity", a.sensitivity, classes);
    if (!s) return s.error();
    const auto coalition = read_looking(a.looking);
    if (!coalition) return coalition.error();
    score_rule made{.coalition = *coalition, .zeros = a.zeros == "unsafe"};
    if (!a.population.empty()) {
        const auto population = parse_whole("--population", a.population);
        if (!population) return population.error();
        if (*population < 1) return bad_option("--population", a.population, "at least 1");
        made.population = *population;
    }
    made.limit = limit_one_in(*s, made.population);
    return made;
}

result<judgement> read_judgement(const arguments& a) {
    judgement made;
    const bool by_rules = !a.threshold.empty() || !a.min_total.empty() || !a.group_disclosure.empty() || !a.policy.empty();
    if (!by_rules && !a.scored)
        return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "--threshold N, --group-disclosure K, a --policy that withholds, or --sensitivity CLASS"};
    if (by_rules) {
        const auto from = read_preset(a);
        if (!from) return from.error();
        auto rules = read_rules(a, *from);
        if (!rules) return rules.error();
        made.rules = *std::move(rules);
        if (made.rules.empty() && !a.scored) return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "a --policy that withholds"};
    } else if (!a.zeros.empty() && a.zeros != "show" && a.zeros != "unsafe") {
        return bad_option("--zeros", a.zeros, "show or unsafe: of a score, whether that nobody is there is something to learn");
    }
    if (!a.scored) return made;
    const auto score = read_score_rule(a);
    if (!score) return score.error();
    made.score = *score;
    return made;
}

/// Cells of a score that is too high.
result<std::vector<cell_index>> find_at_risk(const table& t, const score_rule& by) {
    std::vector<std::int64_t> population;
    if (by.population > 0) population.assign(t.size(), by.population);
    const auto scores = score_cells(t, {.coalition = by.coalition, .population = population, .zeros_disclose = by.zeros});
    if (!scores) return scores.error();
    std::vector<cell_index> found;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if ((*scores)[cell].one_in <= by.limit) found.push_back(cell);
    }
    return found;
}

result<std::vector<cell_index>> find_unsafe(const table& t, const judgement& by) {
    std::vector<cell_index> unsafe;
    if (!by.rules.empty()) {
        const auto flagged = evaluate(t, by.rules);
        if (!flagged) return flagged.error();
        unsafe.assign(flagged->cells().begin(), flagged->cells().end());
    }
    if (by.score) {
        const auto at_risk = find_at_risk(t, *by.score);
        if (!at_risk) return at_risk.error();
        unsafe.insert(unsafe.end(), at_risk->begin(), at_risk->end());
    }
    return unsafe;
}

/// What was chosen, judged again as the table that it is.
result<audited> prove(const table& t, const coarsening& chosen, const judgement& by, unsigned threads) {
    if (by.score) {
        const auto judged = recode_to_judge(t, chosen.depths);
        if (!judged) return judged.error();
        const auto at_risk = find_at_risk(*judged->table, *by.score);
        if (!at_risk) return at_risk.error();
        if (!at_risk->empty())
            return error{.code = errc::not_proved, .message = "the coarser table has a cell at risk", .cell = describe(t, judged->origin[at_risk->front()]), .rule = "score"};
    }
    auto proposed = plan_coarser(t, chosen.depths, by.rules);
    if (!proposed) return proposed.error();
    return audit(std::move(*proposed), {.threads = threads});
}

/// "month to level 1 of 2, such as 2024; outcome dropped"
std::string describe_depths(const table& t, const coarsening& c) {
    std::string text;
    for (std::size_t d = 0; d < c.depths.size(); ++d) {
        const auto& dim = t.cube().dimensions()[d];
        const auto deepest = depth_of(dim.codes);
        text += (d == 0 ? "" : "; ") + dim.name;
        if (c.depths[d] == deepest) text += " in full";
        else if (c.depths[d] == 0) text += " dropped";
        else {
            code_index sample = 0;
            while (dim.codes.depth(sample) != c.depths[d]) ++sample;
            text += " to level " + std::to_string(c.depths[d]) + " of " + std::to_string(deepest) + ", such as " + dim.codes[sample].text();
        }
    }
    return text;
}

std::string describe_loss(const coarsening& c) {
    std::array<char, 96> text{};
    std::snprintf(text.data(), text.size(), "average distance %.3f, Hellinger distance %.3f", c.average_distance, c.hellinger);
    return text.data();
}

std::string to_text(const table& t, const coarsenings& found, std::size_t unsafe) {
    std::string text = "kept: " + describe_depths(t, found.safe.front()) + '\n';
    text += "loss: " + describe_loss(found.safe.front()) + "; choices " + std::to_string(found.candidates) + ", unsafe cells of the full table " + std::to_string(unsafe) + '\n';
    for (std::size_t i = 1; i < std::min(found.safe.size(), others_told + 1); ++i)
        text += "also safe: " + describe_depths(t, found.safe[i]) + ": " + describe_loss(found.safe[i]) + '\n';
    if (found.safe.size() > others_told + 1) text += "and " + std::to_string(found.safe.size() - others_told - 1) + " more\n";
    return text;
}

} // namespace

int run_coarsen(const arguments& a) {
    if (auto ok = check_outputs(a); !ok) return tell(ok.error());
    const auto threads = read_threads(a);
    if (!threads) return tell(threads.error());
    const auto by = read_judgement(a);
    if (!by) return tell(by.error());
    const auto counts = read_table(a);
    if (!counts) return tell(counts.error());
    auto unsafe = find_unsafe(**counts, *by);
    if (!unsafe) return tell(unsafe.error());
    std::ranges::sort(*unsafe);
    const auto repeated = std::ranges::unique(*unsafe);
    unsafe->erase(repeated.begin(), repeated.end());
    auto found = coarsen(**counts, {.unsafe = *unsafe, .drop_allowed = a.drop_allowed});
    if (!found) {
        auto e = found.error();
        if (!a.drop_allowed && e.code == errc::not_protectable) e.wanted = "--drop-allowed, to look at tables of fewer dimensions";
        return tell(e);
    }
    const auto proof = prove(**counts, found->safe.front(), *by, *threads);
    if (!proof) return tell(proof.error());
    if (!a.quiet) std::cerr << to_text(**counts, *found, unsafe->size());
    return release(a, *proof, {}, *threads);
}

} // namespace sdc::cli
