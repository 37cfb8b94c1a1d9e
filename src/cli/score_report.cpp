#include "score.hpp"

#include "coarsen.hpp"
#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/io/svg.hpp>
#include <sdc/release/risk_sentence.hpp>
#include <sdc/table/display_name.hpp>
#include <sdc/table/recode.hpp>

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

namespace sdc::cli {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t cells_listed = 3;

std::string as_fraction(std::int64_t one_in) {
    return one_in == 1 ? "1" : one_in == unlimited ? "0" : "1/" + std::to_string(one_in);
}

/// As a word of a JSON report.
const char* key_of(risk_channel c) {
    return c == risk_channel::negative_attribute ? "negative_attribute" : to_string(c);
}
const char* name_channel(risk_channel c) {
    return c == risk_channel::negative_attribute ? "negative attribute" : to_string(c);
}

/// "certain by identity: ", "1/3 by attribute: "
std::string name_score(const cell_risk& r) {
    return (r.one_in == 1 ? "certain" : as_fraction(r.one_in)) + " by " + name_channel(r.channel) +
           ": ";
}

ordered_json json_reason(const score_report& r, const cell_risk& why, const std::string& sentence) {
    return {{"channel", key_of(why.channel)},
            {"intruder", name_intruder(why, r.setup.coalition)},
            {"one_in", why.one_in},
            {"sentence", sentence},
            {"source", source_of(why)}};
}

/// The sentences of a report, on one line each.
class sentences {
public:
    explicit sentences(const score_report& r)
        : of_{.tables = r.tables.get(), .count = r.count, .coalition = r.setup.coalition} {}
    template <class... What>
    [[nodiscard]] std::string operator()(const What&... what) const {
        return printable(explain_risk(of_, what...));
    }

private:
    scored_tables of_;
};

std::string name_sum(const score_report& r, const linear_form& what) {
    return printable(describe_people(*r.tables, what));
}
std::string people(std::int64_t n) { return name_count({.low = n, .high = n}); }

std::vector<std::string> names_of(const scored_sequence& s,
                                  const std::vector<std::size_t>& releases) {
    std::vector<std::string> names;
    for (const auto i : releases) names.push_back(s.releases[i]);
    return names;
}

unknown_overlap unknown_overlap_of(const scored_sequence& s) {
    std::vector<double> risks;
    for (const auto& one : s.found.separately) risks.push_back(one.risk.score());
    return risk_of_unknown_overlap(risks).value();
}

std::vector<difference_reason> reasons_of(const score_report& r, const difference_risk& d) {
    auto all = d.reasons;
    std::erase_if(all, [&](const difference_reason& why) { return why.risk.one_in > r.limit; });
    return all;
}

cell_risk risk_of(const score_report& r, const residual_group& rest) {
    return detail::identity_among({.low = rest.people, .high = rest.people}, r.setup.coalition);
}

std::string report_differences(const score_report& r) {
    const sentences say(r);
    std::string text;
    for (std::size_t i = 0; i < std::min(cells_listed, r.differences.size()); ++i) {
        const auto& d = r.differences[i];
        text += name_sum(r, {{d.whole, 1}, {d.part, -1}}) + ": " + as_fraction(d.highest().one_in) +
                '\n';
        for (const auto& why : reasons_of(r, d))
            text += "    " + name_score(why.risk) + say(d, why) + '\n';
    }
    for (std::size_t i = 0; i < std::min(cells_listed, r.rests.size()); ++i) {
        const auto risk = risk_of(r, r.rests[i]);
        text += name_sum(r, r.rests[i].what) + ": " + as_fraction(risk.one_in) + "\n    " +
                name_score(risk) + say(r.rests[i]) + '\n';
    }
    const auto announced = std::min(cells_listed, r.differences.size()) +
                           std::min(cells_listed, r.rests.size()),
               any = r.differences.size() + r.rests.size();
    return text + (any > announced ? "and " + std::to_string(any - announced) +
                                         " more that follow by subtraction\n"
                                   : "");
}

std::string report_sequence(const score_report& r) {
    const auto& s = *r.sequence;
    const auto& after = s.found.after;
    std::string text =
        "releases " + std::to_string(s.releases.size()) + ": " + join(printable(s.releases)) + '\n';
    if (s.earlier > 0) {
        text += "highest score before this one " + as_fraction(after[s.earlier].risk.one_in) +
                ", with it " + as_fraction(after.back().risk.one_in) + ": it adds " +
                decimal(s.found.marginal(s.earlier), 4) + "; at risk before " +
                std::to_string(s.found.at_risk[s.earlier]) + ", with it " +
                std::to_string(s.found.at_risk.back()) + " cells and groups\n";
    }
    text += "highest score of each release separately:";
    for (std::size_t i = 0; i < s.releases.size(); ++i)
        text += (i == 0 ? " " : ", ") + printable(s.releases[i]) + ' ' +
                as_fraction(s.found.separately[i].risk.one_in);
    text += '\n';
    if (!s.found.smallest) return text + "no small group follows that none of them shows\n";
    const auto& d = *s.found.smallest;
    return text + "smallest group that none of them shows: " + name_sum(r, d.what) + ", " +
           name_count(d.count) + "; it follows from " + join(printable(names_of(s, d.from))) + '\n';
}

std::string report_groups(const score_report& r) {
    if (!r.groups.fewest || r.tables->cube(0).dimensions().size() < 2)
        return ""; // of one dimension all people are the only group
    const auto name = [&](const group_diversity& g) {
        return printable(display_name(r.tables->cube(0), g.group));
    };
    const auto &few = *r.groups.fewest, &alike = *r.groups.least_diverse, &far = *r.groups.farthest;
    return "rows and columns: fewest people " + std::to_string(few.people) + " (" + name(few) +
           "), fewest categories " + std::to_string(alike.categories.distinct) + " (" +
           name(alike) + "), farthest from all " + decimal(far.distance, 4) + " (" + name(far) +
           ")\n";
}

std::string report_table(const score_report& r) {
    if (!r.table) return "";
    const auto& t = *r.table;
    auto text = std::string(r.sequence ? "this table by itself: " : "") + "persons " +
                std::to_string(t.persons) + ", at risk " + std::to_string(t.persons_at_risk) +
                " (" + percent(t.share_at_risk()) + "), mean score " + decimal(t.average, 4) + '\n';
    text += "leaf cells " + std::to_string(t.leaves) + ": empty " + std::to_string(t.zeros) +
            ", of one person " + std::to_string(t.ones) + ", of two " + std::to_string(t.twos) +
            '\n';
    if (t.persons_in_one_category)
        text += "in groups of one category " + std::to_string(*t.persons_in_one_category) +
                ", unique by the other dimensions " + std::to_string(*t.uniques_by_keys) + '\n';
    text += report_groups(r);
    if (r.points) {
        text +=
            "points of the publication scoring criteria of California: " +
            std::to_string(r.points->total) +
            (r.points->within_limit ? ", within " : ", more than ") +
            std::to_string(calhhs_release_limit) +
            (r.points->mask ? "; counts of 1 to 10, where there are any, are to be masked" : "") +
            '\n';
        for (const auto& part : r.points->parts)
            text += "    " + std::to_string(part.points) + " " +
                    printable(part.name + ": " + part.why) + '\n';
    }
    constexpr entropy_options weights;
    if (r.entropy)
        text += "entropy measure " + decimal(r.entropy->value, 4) +
                " (empty cells, concentration, size weigh " + decimal(weights.zeros_weight, 1) +
                ", " + decimal(weights.concentration_weight, 1) + ", " +
                decimal(weights.size_weight, 1) + ")\n";
    return text;
}

std::string name_candidate(const score_report& r, const release_candidate& c) {
    std::string text = to_string(c.way);
    if (c.way == protection_method::coarsened && !c.depths.empty())
        text += ", " + describe_depths(r.tables->cube(0), c.depths);
    if (c.way == protection_method::suppressed && c.exists)
        text += ", " + percent(c.hidden) + " of the leaf cells suppressed";
    if (c.way == protection_method::rounded) text += " to base " + std::to_string(c.base);
    return text;
}

/// At the mark of its method.
std::string name_point(const score_report& r, const release_candidate& c) {
    if (c.way == protection_method::suppressed) return percent(c.hidden) + " suppressed";
    if (c.way == protection_method::rounded) return "base " + std::to_string(c.base);
    if (c.way != protection_method::coarsened) return to_string(c.way);
    std::string text;
    for (std::size_t d = 0; d < c.depths.size(); ++d) {
        const auto& dim = r.tables->cube(0).dimensions()[d];
        text += (d == 0 ? "" : ", ") + dim.name + ' ' + std::to_string(c.depths[d]) + '/' +
                std::to_string(depth_of(dim.codes));
    }
    return text;
}

/// Thresholds and group disclosure as `suppress` takes them.
std::string options_of(std::span<const rule> rules) {
    std::string words;
    for (const auto& one : rules) {
        if (const auto* group = std::get_if<group_disclosure>(&one))
            words += " --group-disclosure " + std::to_string(group->coalition);
        const auto* small = std::get_if<threshold>(&one);
        if (small == nullptr) continue;
        words += " --threshold " + std::to_string(small->minimum) +
                 (small->zeros == zero_policy::unsafe ? " --zeros unsafe" : "") +
                 (small->publish_total ? " --publish-total" : "");
    }
    return words;
}

/// With which command the candidate is made, without the options of the table itself.
std::string command_for(const score_report& r, const release_candidate& c) {
    std::string words;
    switch (c.way) {
    case protection_method::coarsened:
    case protection_method::total:
        // With others the table by itself may be at risk already: a rule that flags nothing takes
        // the depths as they are.
        words = "sdckit coarsen --drop-allowed" +
                (r.advice->jointly ? " --threshold 1" : r.setup.options);
        for (std::size_t d = 0; d < c.depths.size(); ++d) {
            const auto& dim = r.tables->cube(0).dimensions()[d];
            if (c.depths[d] < depth_of(dim.codes))
                words += " --depth " + as_word(dim.name + '=' + std::to_string(c.depths[d]));
        }
        return words;
    case protection_method::suppressed:
        return "sdckit suppress" + options_of(c.rules) + " --protect reach" +
               (r.advice->must_publish.empty() ? "" : " --keep FILE");
    case protection_method::rounded: return "sdckit round --base " + std::to_string(c.base);
    case protection_method::whole:
    case protection_method::nothing: break;
    }
    return "";
}

std::string report_command(const score_report& r, const release_candidate& c) {
    const auto words = command_for(r, c);
    if (words.empty()) return "";
    return "    by " + words +
           (c.way == protection_method::suppressed && !r.advice->must_publish.empty()
                ? ", the cells that other releases show"
                : "") +
           '\n';
}

std::string report_advice(const score_report& r) {
    if (r.is_too_large_for_advice)
        return "--recommend looks for what would pass, which takes a while in a table of this "
               "size\n";
    if (!r.advice) return "";
    const auto numbers = [&r](const release_candidate& c) {
        const auto score =
            r.advice->jointly && c.way != protection_method::nothing && c.highest.what.empty()
                ? std::string("raises no score")
                : "score " + as_fraction(c.highest.risk.one_in);
        return " (" + score + ", loss " + decimal(c.loss, 3) + ")";
    };
    const auto& best = r.advice->candidates[r.advice->chosen];
    const auto already = r.advice->at_risk_already;
    auto text = already == 0 ? std::string()
                             : "at risk by what is already published, whatever is released now: " +
                                   std::to_string(already) +
                                   (already == 1 ? " cell or group" : " cells and groups") + '\n';
    text += std::string("what would pass") +
            (r.sequence          ? " jointly with the others"
             : r.advice->jointly ? " jointly with the statements"
                                 : "") +
            ", first in the order of the rule: " + name_candidate(r, best) + numbers(best) + '\n';
    text += report_command(r, best);
    if (r.without_statements) {
        text += "    without the statements: " + name_candidate(r, *r.without_statements) +
                numbers(*r.without_statements) + '\n';
    }
    const release_candidate* least = &best; // of what passes
    for (const auto& c : r.advice->candidates) {
        if (c.passes && c.loss < least->loss) least = &c;
    }
    std::vector<std::string> bases; // that do not help
    for (std::size_t i = 0; i < r.advice->candidates.size(); ++i) {
        const auto& c = r.advice->candidates[i];
        // That the table does not pass is said above, unless it is for another reason.
        if (i == r.advice->chosen || c.way == protection_method::nothing ||
            (c.way == protection_method::whole && c.highest.risk.one_in <= r.limit))
            continue;
        if (c.way == protection_method::rounded && c.exists && !c.passes)
            bases.push_back(std::to_string(c.base));
        else if (c.passes)
            text += "    would pass, too" +
                    std::string(&c == least ? ", and loses least: " : ": ") + name_candidate(r, c) +
                    numbers(c) + '\n';
        else
            text += "    would not: " + name_candidate(r, c) + (c.exists ? numbers(c) : "") + ": " +
                    c.why + '\n';
    }
    return text + (bases.empty() ? ""
                                 : "    would not: round to base " + join(bases) +
                                       ": still at risk, or too many people in cells shown as 0\n");
}

ordered_json json_interval(const interval& i) {
    return {{"low", i.low},
            {"high", i.high == unlimited ? ordered_json(nullptr) : ordered_json(i.high)}};
}

ordered_json json_cell(const score_report& r, cell_index cell) {
    const auto k = r.tables->table_of(cell);
    ordered_json one;
    if (k > 0) one["table"] = r.tables->tables()[k].name;
    one["codes"] = sdc::detail::json_codes(r.tables->cube(k), cell - r.tables->offset(k));
    return one;
}

/// Cells, less others within them.
ordered_json json_sum(const score_report& r, const linear_form& what) {
    ordered_json all{{"cells", ordered_json::array()}};
    for (const auto& [cell, times] : what)
        all[times > 0 ? "cells" : "less"].push_back(json_cell(r, cell));
    return all;
}

ordered_json json_candidate(const score_report& r, const release_candidate& c) {
    ordered_json one{
        {"method", to_string(c.way)}, {"passes", c.passes}, {"why", c.why}, {"loss", c.loss}};
    one["score"] = c.exists ? ordered_json(c.highest.risk.score()) : ordered_json(nullptr);
    one["average_distance"] = c.exists ? ordered_json(c.average_distance) : ordered_json(nullptr);
    one["relative_distance"] = c.exists ? ordered_json(c.relative_distance) : ordered_json(nullptr);
    one["cramers_v"] = c.cramers_v ? ordered_json(*c.cramers_v) : ordered_json(nullptr);
    one["rank_correlation"] =
        c.rank_correlation ? ordered_json(*c.rank_correlation) : ordered_json(nullptr);
    if (c.exists && !command_for(r, c).empty()) one["command"] = command_for(r, c);
    if (c.way == protection_method::coarsened && !c.depths.empty())
        one["levels"] = describe_depths(r.tables->cube(0), c.depths);
    if (c.way == protection_method::rounded) one["base"] = c.base;
    if (c.exists && (c.way == protection_method::suppressed || c.way == protection_method::rounded))
        one["suppressed_share"] = c.hidden;
    if (!c.highest.what.empty()) one["highest"] = json_sum(r, c.highest.what);
    return one;
}

ordered_json json_advice(const score_report& r) {
    ordered_json all{{"chosen", r.advice->chosen},
                     {"at_risk_already", r.advice->at_risk_already},
                     {"must_publish", ordered_json::array()},
                     {"candidates", ordered_json::array()}};
    for (const auto cell : r.advice->must_publish)
        all["must_publish"].push_back(sdc::detail::json_codes(r.tables->cube(0), cell));
    for (const auto& c : r.advice->candidates) all["candidates"].push_back(json_candidate(r, c));
    if (r.without_statements) all["without_statements"] = json_candidate(r, *r.without_statements);
    return all;
}

ordered_json json_group(const score_report& r, const group_diversity& g) {
    auto one = json_cell(r, g.group);
    one["dimension"] = r.tables->cube(0).dimensions()[g.dimension].name;
    one["people"] = g.people;
    one["distinct"] = g.categories.distinct;
    one["entropy"] = g.categories.entropy;
    one["recursive"] = g.categories.recursive;
    one["distance"] = g.distance;
    return one;
}

ordered_json json_table(const score_report& r) {
    const auto& t = *r.table;
    ordered_json all{{"highest", t.highest.score()},
                     {"persons", t.persons},
                     {"persons_at_risk", t.persons_at_risk},
                     {"average", t.average},
                     {"leaves", t.leaves},
                     {"zeros", t.zeros},
                     {"ones", t.ones},
                     {"twos", t.twos}};
    if (t.persons_in_one_category) {
        all["persons_in_one_category"] = *t.persons_in_one_category;
        all["uniques_by_keys"] = *t.uniques_by_keys;
    }
    if (r.entropy) {
        constexpr entropy_options weights;
        all["entropy"] = {
            {"value", r.entropy->value},
            {"zeros", r.entropy->zeros},
            {"concentration", r.entropy->concentration},
            {"size", r.entropy->size},
            {"weights", {weights.zeros_weight, weights.concentration_weight, weights.size_weight}}};
    }
    if (r.points) {
        all["points"] = {{"total", r.points->total},
                         {"within_limit", r.points->within_limit},
                         {"mask", r.points->mask},
                         {"parts", ordered_json::array()}};
        for (const auto& part : r.points->parts)
            all["points"]["parts"].push_back(
                {{"name", part.name}, {"points", part.points}, {"why", part.why}});
    }
    if (r.groups.fewest)
        all["groups"] = {{"fewest", json_group(r, *r.groups.fewest)},
                         {"least_diverse", json_group(r, *r.groups.least_diverse)},
                         {"farthest", json_group(r, *r.groups.farthest)}};
    return all;
}

ordered_json json_differences(const score_report& r) {
    const sentences say(r);
    auto all = ordered_json::array();
    for (const auto& d : r.differences) {
        auto one = json_sum(r, {{d.whole, 1}, {d.part, -1}});
        one["count"] = json_interval(d.count);
        one["one_in"] = d.highest().one_in;
        one["reasons"] = ordered_json::array();
        for (const auto& why : reasons_of(r, d)) {
            auto reason = json_reason(r, why.risk, say(d, why));
            if (why.risk.group != no_cell)
                reason["among"] = json_sum(r, {{why.risk.group, 1}, {why.group_part, -1}});
            one["reasons"].push_back(std::move(reason));
        }
        all.push_back(std::move(one));
    }
    for (const auto& rest : r.rests) {
        const auto risk = risk_of(r, rest);
        auto one = json_sum(r, rest.what);
        one["count"] = json_interval({.low = rest.people, .high = rest.people});
        one["one_in"] = risk.one_in;
        one["reasons"] = ordered_json::array({json_reason(r, risk, say(rest))});
        all.push_back(std::move(one));
    }
    return all;
}

ordered_json json_sequence(const score_report& r) {
    const auto& s = *r.sequence;
    ordered_json all{{"releases", s.releases},
                     {"earlier", s.earlier},
                     {"marginal", s.found.marginal(s.earlier)},
                     {"after", ordered_json::array()}};
    for (std::size_t i = 0; i < s.found.after.size(); ++i) {
        auto one = json_sum(r, s.found.after[i].what);
        one["score"] = s.found.after[i].risk.score();
        one["at_risk"] = s.found.at_risk[i];
        all["after"].push_back(std::move(one));
    }
    all["separately"] = ordered_json::array();
    for (const auto& one : s.found.separately) all["separately"].push_back(one.risk.score());
    const auto apart = unknown_overlap_of(s);
    all["unknown_overlap"] = {{"independent", apart.independent}, {"at_most", apart.at_most}};
    if (!s.found.smallest) return all;
    const auto& d = *s.found.smallest;
    all["smallest"] = json_sum(r, d.what);
    all["smallest"]["count"] = json_interval(d.count);
    all["smallest"]["one_in"] = d.risk.one_in;
    all["smallest"]["from"] = names_of(s, d.from);
    return all;
}

std::string headline(const score_report& r) {
    if (!r.at_risk.empty())
        return std::to_string(r.at_risk.size()) + " of " + std::to_string(r.cells) +
               " cells at risk";
    if (!r.is_at_risk() && !r.exact) return "not decided whether a cell is at risk";
    return std::string(r.highest_expected_cell == no_cell ? "no cell" : "no cell certain to be") +
           " at risk" + (r.is_at_risk() ? ", but people who follow from cells by subtraction" : "");
}

} // namespace

std::string to_text(const score_report& r) {
    const sentences say(r);
    const auto paint = [&r](const char* code, const std::string& words) {
        return r.setup.coloured ? std::string("\033[") + code + "m" + words + "\033[0m" : words;
    };
    auto text = paint(r.is_at_risk() ? "1;31"
                      : r.exact      ? "1;32"
                                     : "1;33",
                      headline(r)) +
                ": a score of " + as_fraction(r.limit) + " or more, for sensitivity " +
                to_string(r.setup.sensitivity) +
                (r.smallest_population > 0 && r.smallest_population < small_population
                     ? " among only " + people(r.smallest_population)
                     : "") +
                '\n';
    for (std::size_t i = 0; i < std::min(cells_listed, r.at_risk.size()); ++i) {
        const auto& one = r.at_risk[i];
        text += paint("1", printable(display_name(*r.tables, one.cell))) + ": " +
                as_fraction(one.highest.one_in) + '\n';
        for (const auto& why : one.reasons)
            text += "    " + name_score(why) + say(one.cell, why) + '\n';
    }
    if (r.at_risk.size() > cells_listed)
        text += "and " + std::to_string(r.at_risk.size() - cells_listed) +
                " more; --format json has all\n";
    text += report_differences(r);
    if (r.highest_expected_cell != no_cell)
        text += "not certain: " + printable(display_name(*r.tables, r.highest_expected_cell)) +
                ", " + name_count(r.count(r.highest_expected_cell)) + ", has a mean score of " +
                decimal(r.highest_expected, 4) +
                " over what is possible; mean scores from the limit on: " +
                std::to_string(r.uncertain) + (r.uncertain == 1 ? " cell" : " cells") + '\n';
    if (!r.exact)
        text += "a search limit came first: scores may be higher, and more may be at risk\n";
    if (r.sequence) text += report_sequence(r);
    text += report_advice(r);
    text += report_table(r);
    if (r.records) text += describe_records(*r.records);
    return text + "a score is evidence for a person's decision; it is not a verdict on what is "
                  "personal data\n";
}

std::string to_json(const score_report& r) {
    const sentences say(r);
    ordered_json all{{"format", "sdckit score"},
                     {"version", 2},
                     {"sensitivity", to_string(r.setup.sensitivity)},
                     {"limit_one_in", r.limit},
                     {"coalition", r.setup.coalition}};
    all["population"] = r.population > 0 ? ordered_json(r.population) : ordered_json(nullptr);
    all["smallest_population"] =
        r.smallest_population > 0 ? ordered_json(r.smallest_population) : ordered_json(nullptr);
    all["at_risk"] = r.is_at_risk() ? ordered_json(true)
                     : r.exact      ? ordered_json(false)
                                    : ordered_json(nullptr);
    all["exact"] = r.exact;
    all["scored_cells"] = r.cells;
    all["scores"] = r.scores;
    if (r.table) all["table"] = json_table(r);
    if (r.sequence) all["sequence"] = json_sequence(r);
    if (r.advice) all["advice"] = json_advice(r);
    if (r.is_too_large_for_advice)
        all["advice"] = {{"skipped", "the table is large: --recommend asks for it"}};
    if (r.highest_expected_cell != no_cell) {
        all["highest_expected"] = json_cell(r, r.highest_expected_cell);
        all["highest_expected"]["count"] = json_interval(r.count(r.highest_expected_cell));
        all["highest_expected"]["expected"] = r.highest_expected;
        all["uncertain"] = r.uncertain;
    }
    all["cells"] = ordered_json::array();
    for (const auto& cell : r.at_risk) {
        auto one = json_cell(r, cell.cell);
        one["count"] = json_interval(r.count(cell.cell));
        one["score"] = cell.highest.score();
        one["one_in"] = cell.highest.one_in;
        one["expected"] = cell.expected;
        one["reasons"] = ordered_json::array();
        double sum = 0;
        for (const auto& why : cell.reasons) {
            sum += why.score();
            auto reason = json_reason(r, why, say(cell.cell, why));
            if (why.group != no_cell) {
                const auto k = r.tables->table_of(why.group);
                reason["group"] =
                    sdc::detail::json_codes(r.tables->cube(k), why.group - r.tables->offset(k));
                reason["group_count"] = json_interval(r.count(why.group));
                if (k != r.tables->table_of(cell.cell))
                    reason["group_table"] = k == 0 ? "this table" : r.tables->tables()[k].name;
            }
            one["reasons"].push_back(std::move(reason));
        }
        one["sum"] = std::min(1.0, sum);
        all["cells"].push_back(std::move(one));
    }
    all["differences"] = json_differences(r);
    if (r.records) all["records"] = json_records(*r.records);
    return all.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

result<std::string> draw_map(const score_report& r) {
    auto map = map_scores(r.tables->cube(0), r.scores, 1 / static_cast<double>(r.limit),
                          "Scores of each cell; at risk from " + as_fraction(r.limit) +
                              ", for sensitivity " + to_string(r.setup.sensitivity));
    if (!map) return map.error();
    return to_svg(*map);
}

result<std::string> draw_curve(const score_report& r) {
    if (!r.advice)
        return error{.code = errc::bad_argument,
                     .message = "--curve without a choice to draw",
                     .wanted = "--input FILE with a cell at risk, or --recommend"};
    risk_utility_curve curve{.title = "Risk and loss of what could be released",
                             .loss_name = "information loss, 0 to 1",
                             .limit = 1 / static_cast<double>(r.limit)};
    for (const auto& c : r.advice->candidates) {
        if (c.exists || c.way == protection_method::nothing)
            curve.points.push_back({.name = name_point(r, c),
                                    .method = to_string(c.way),
                                    .loss = c.loss,
                                    .risk = c.highest.risk.score()});
    }
    return to_svg(curve);
}

} // namespace sdc::cli
