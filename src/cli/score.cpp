/// The score of a table: who, knowing what, could learn what of whom, cell by cell.
#include "audit.hpp"
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "score_records.hpp"
#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/io/file.hpp>
#include <sdc/risk/sensitivity.hpp>
#include <sdc/risk/table.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t cells_told = 3;

struct score_setup {
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::int64_t population = 0; ///< 0: not known.
    std::int64_t coalition = 1;
    bool zeros = false;
    bool json = false;
};

struct score_report {
    std::shared_ptr<const table> counts = {};
    score_setup setup = {};
    std::int64_t limit = 1; ///< At risk is a score of 1 / limit.
    std::vector<std::int64_t> population = {}; ///< Of each cell, if known.
    cell_risk_options how = {};
    std::vector<cell_risk> scores = {};
    table_risk all = {};
    std::vector<cell_index> at_risk = {}; ///< Highest scores first.
    std::optional<record_scores> records = {};
};

result<std::int64_t> read_coalition(const std::string& text) {
    if (text == "outsider") return 0;
    if (text == "contributor") return 1;
    const auto size = after(text, "coalition=");
    if (!size) return bad_option("--intruder", text, "outsider, contributor or coalition=K");
    return parse_whole("--intruder", *size);
}

result<score_setup> read_setup(const arguments& a) {
    constexpr choices<sensitivity, 4> classes{{{"none", sensitivity::none}, {"personal", sensitivity::personal}, {"special", sensitivity::special_category},
                                               {"criminal", sensitivity::criminal_offence}}};
    constexpr choices<bool, 2> zero_rules{{{"show", false}, {"unsafe", true}}};
    constexpr choices<bool, 2> formats{{{"text", false}, {"json", true}}};
    if (auto ok = check_places(a); !ok) return ok.error();
    if (a.input.empty()) return error{.code = errc::bad_argument, .message = "no table given", .wanted = "--input FILE"};
    const auto s = choose("--sensitivity", a.sensitivity, classes);
    if (!s) return s.error();
    const auto coalition = read_coalition(a.looking);
    if (!coalition) return coalition.error();
    const auto zeros = choose("--zeros", a.zeros.empty() ? "show" : a.zeros, zero_rules);
    if (!zeros) return zeros.error();
    const auto as_json = choose("--format", a.format.empty() ? "text" : a.format, formats);
    if (!as_json) return as_json.error();
    score_setup made{.sensitivity = *s, .coalition = *coalition, .zeros = *zeros, .json = *as_json};
    if (a.population.empty()) return made;
    const auto population = parse_whole("--population", a.population);
    if (!population) return population.error();
    if (*population < 1) return bad_option("--population", a.population, "at least 1");
    made.population = *population;
    return made;
}

result<score_report> score(const arguments& a, const score_setup& setup) {
    auto records = score_records(a);
    if (!records) return records.error();
    const auto counts = read_table(a);
    if (!counts) return counts.error();
    score_report r{.counts = *counts, .setup = setup, .limit = limit_one_in(setup.sensitivity, setup.population), .records = *std::move(records)};
    if (setup.population > 0) r.population.assign(r.counts->size(), setup.population);
    r.how = {.coalition = setup.coalition, .population = r.population, .zeros_disclose = setup.zeros};
    auto scores = score_cells(*r.counts, r.how);
    if (!scores) return scores.error();
    r.scores = *std::move(scores);
    const auto all = score_table(*r.counts, r.scores, r.limit);
    if (!all) return all.error();
    r.all = *all;
    for (cell_index cell = 0; cell < r.scores.size(); ++cell) {
        if (r.scores[cell].one_in <= r.limit) r.at_risk.push_back(cell);
    }
    std::ranges::stable_sort(r.at_risk, {}, [&](cell_index cell) { return r.scores[cell].one_in; });
    return r;
}

std::string as_fraction(std::int64_t one_in) { return one_in == 1 ? "1" : "1/" + std::to_string(one_in); }

std::string sentence(const score_report& r, cell_index cell, const cell_risk& risk) {
    const auto n = r.counts->contributors(cell);
    const auto people = [](std::int64_t of) { return std::to_string(of) + (of == 1 ? " person" : " people"); };
    const auto k = r.setup.coalition;
    switch (risk.channel) {
    case risk_channel::population: return "one of the " + people(risk.one_in) + " of the population is here";
    case risk_channel::identity:
        if (n == 1) return "one person is here: who knows that they are in the table finds them";
        if (k == 0) return people(n) + " are here";
        if (n <= k) return people(n) + " are here: together they know of each other";
        return people(n) + " are here: to " + (k == 1 ? std::string("one") : std::to_string(k)) + " of them there " + (n - k == 1 ? "is only 1 other" : "are " + std::to_string(n - k) + " others");
    case risk_channel::attribute: {
        const auto others = r.counts->contributors(risk.group) - n;
        const auto group = name_for_people(r.counts->cube(), risk.group);
        if (others == 0) return "everyone of " + group + " is here: to know that somebody is in " + group + " is to know this of them";
        const auto elsewhere = people(others) + " of " + group + (others == 1 ? " is" : " are") + " elsewhere";
        return others <= k ? elsewhere + ", and " + (others == 1 ? "knows" : "together know") + " that everyone else is here" : "only " + elsewhere;
    }
    case risk_channel::absence: {
        const auto group = name_for_people(r.counts->cube(), risk.group);
        if (n == 0) return "nobody of " + group + " is here: to know that somebody is in " + group + " is to know that this is not so of them";
        return "only " + people(n) + " of " + group + (n == 1 ? " is" : " are") + " here";
    }
    case risk_channel::none: break;
    }
    return "";
}

std::vector<cell_risk> reasons(const score_report& r, cell_index cell) {
    std::vector<cell_risk> found;
    for_each_risk(*r.counts, cell, r.how, r.limit, [&](const cell_risk& one) { found.push_back(one); });
    std::ranges::stable_sort(found, {}, &cell_risk::one_in);
    return found;
}

std::string percent(double share) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.1f %%", 100 * share);
    return text.data();
}

std::string to_text(const score_report& r) {
    const auto& t = r.all;
    std::string text = std::string(r.at_risk.empty() ? "no cell" : std::to_string(r.at_risk.size()) + " of " + std::to_string(r.counts->size()) + " cells") +
                       " at risk: a score of " + as_fraction(r.limit) + " or more, for sensitivity " + to_string(r.setup.sensitivity) + '\n';
    for (std::size_t i = 0; i < std::min(cells_told, r.at_risk.size()); ++i) {
        const auto cell = r.at_risk[i];
        text += name_for_people(r.counts->cube(), cell) + ": " + as_fraction(r.scores[cell].one_in) + '\n';
        for (const auto& one : reasons(r, cell)) text += "    " + as_fraction(one.one_in) + " " + to_string(one.channel) + ": " + sentence(r, cell, one) + '\n';
    }
    if (r.at_risk.size() > cells_told) text += "and " + std::to_string(r.at_risk.size() - cells_told) + " more; --format json has all\n";
    std::array<char, 16> mean{};
    std::snprintf(mean.data(), mean.size(), "%.4f", t.average);
    text += "persons " + std::to_string(t.persons) + ", at risk " + std::to_string(t.persons_at_risk) + " (" + percent(t.share_at_risk()) + "), mean score " + mean.data() + '\n';
    text += "leaf cells " + std::to_string(t.leaves) + ": empty " + std::to_string(t.zeros) + ", of one person " + std::to_string(t.ones) + ", of two " + std::to_string(t.twos) + '\n';
    if (t.persons_in_one_category)
        text += "in groups of one category " + std::to_string(*t.persons_in_one_category) + ", unique by the other dimensions " + std::to_string(*t.uniques_by_keys) + '\n';
    if (r.records) text += describe_records(*r.records);
    return text + "a score is evidence for a person's decision; it is not a verdict on what is personal data\n";
}

std::string to_json(const score_report& r) {
    const auto& t = r.all;
    const auto& c = r.counts->cube();
    json all{{"format", "sdckit score"}, {"version", 1}, {"sensitivity", to_string(r.setup.sensitivity)}, {"limit_one_in", r.limit}, {"coalition", r.setup.coalition}};
    all["population"] = r.setup.population > 0 ? json(r.setup.population) : json(nullptr);
    all["table"] = {{"highest", r.all.highest.score()}, {"persons", t.persons}, {"persons_at_risk", t.persons_at_risk}, {"average", t.average}, {"leaves", t.leaves}, {"zeros", t.zeros}, {"ones", t.ones}, {"twos", t.twos}};
    if (t.persons_in_one_category) {
        all["table"]["persons_in_one_category"] = *t.persons_in_one_category;
        all["table"]["uniques_by_keys"] = *t.uniques_by_keys;
    }
    all["cells"] = json::array();
    for (const auto cell : r.at_risk) {
        json one{{"codes", sdc::detail::json_codes(c, cell)}, {"score", r.scores[cell].score()}, {"one_in", r.scores[cell].one_in}, {"reasons", json::array()}};
        for (const auto& why : reasons(r, cell)) {
            json reason{{"channel", to_string(why.channel)}, {"one_in", why.one_in}, {"says", sentence(r, cell, why)}};
            if (why.group != no_cell) reason["group"] = sdc::detail::json_codes(c, why.group);
            one["reasons"].push_back(std::move(reason));
        }
        all["cells"].push_back(std::move(one));
    }
    if (r.records) all["records"] = json_records(*r.records);
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace

int run_score(const arguments& a) {
    const auto setup = read_setup(a);
    if (!setup) return tell(setup.error());
    const auto report = score(a, *setup);
    if (!report) return tell(report.error());
    // It holds true counts.
    file_set files;
    if (auto ok = files.add(a.output, setup->json ? to_json(*report) : to_text(*report), file_access::owner_only); !ok) return tell_unwritten(ok.error());
    if (auto ok = files.commit(); !ok) return tell_unwritten(ok.error());
    return report->at_risk.empty() ? done : refused;
}

} // namespace sdc::cli
