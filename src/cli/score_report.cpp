#include "score.hpp"

#include "audit.hpp"
#include "coarsen.hpp"
#include "words.hpp"

#include "../io/json_codes.hpp"

#include <sdc/io/svg.hpp>
#include <sdc/table/recode.hpp>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t cells_told = 3;

std::string as_fraction(std::int64_t one_in) { return one_in == 1 ? "1" : one_in == unlimited ? "0" : "1/" + std::to_string(one_in); }

/// As a shell takes it for one word.
std::string as_word(const std::string& text) {
    const bool plain = std::ranges::all_of(text, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '=' || c == '.'; });
    if (plain) return text;
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

constexpr std::string_view everybody = "all who are counted";

std::string people(std::int64_t n) { return std::to_string(n) + (n == 1 ? " person" : " people"); }
/// "3 people", "1 to 4 people"
std::string people(const interval& n) {
    if (n.is_single_value()) return people(n.low);
    return n.high == unlimited ? std::to_string(n.low) + " or more people" : std::to_string(n.low) + " to " + people(n.high);
}

/// All of another table are those that it is named for; those of the first are named by --where.
std::string name_people(const linked_cubes& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    const bool is_all = cell == tables.first(k);
    std::string people;
    for (const auto& [dimension, code] : tables.tables()[k].where) people += (people.empty() ? "" : ", ") + printable(dimension + ' ' + code);
    if (k == 0) return people.empty() ? name_for_people(tables, cell) : is_all ? people : name_for_people(tables, cell) + ", " + people;
    return is_all ? printable(tables.tables()[k].name) + (people.empty() ? "" : " (" + people + ")") : name_for_people(tables, cell);
}

/// Where the formula of a channel is from, as docs/risk.md tells it.
const char* source_of(risk_channel c) {
    switch (c) {
    case risk_channel::population: return "Sweeney (2002)";
    case risk_channel::identity: return "Handbook on SDC, 2nd edition, 3.3";
    case risk_channel::attribute:
    case risk_channel::absence: return "Lupp and Langsrud (2021)";
    case risk_channel::dominance: return "Hundepool et al. (2012), 4.2";
    case risk_channel::none: break;
    }
    return "";
}

/// Who looks, by what they know beforehand.
std::string intruder_of(const score_report& r, risk_channel c) {
    if (c == risk_channel::population) return "journalist";
    const auto k = r.setup.coalition;
    return k == 0 ? "prosecutor" : k == 1 ? "insider" : "coalition of " + std::to_string(k);
}

json json_reason(const score_report& r, const cell_risk& why, const std::string& says) {
    return {{"channel", to_string(why.channel)}, {"intruder", intruder_of(r, why.channel)}, {"one_in", why.one_in}, {"says", says}, {"source", source_of(why.channel)}};
}

/// Who, knowing what, learns what.
class sentences {
public:
    explicit sentences(const score_report& r) : r_(r), k_(r.setup.coalition) {}

    [[nodiscard]] std::string operator()(cell_index cell, const cell_risk& risk) const {
        if (risk.group == no_cell) return say(risk, r_.count(cell), {}, "");
        // Within one table the group is named as the cell is; with the table where it is another one.
        const auto k = r_.tables->table_of(risk.group), own = r_.tables->table_of(cell);
        const auto group = risk.group - r_.tables->first(k);
        if (k == own) return say(risk, r_.count(cell), r_.count(risk.group), group == 0 ? name_group(risk.group) : name_for_people(r_.tables->cube(k), group));
        return say(risk, r_.count(cell), r_.count(risk.group), name_group(risk.group), "not of " + name_table(own));
    }
    /// Of those who are in one cell and not in another.
    [[nodiscard]] std::string operator()(const difference_risk& d, const difference_reason& why) const {
        if (why.risk.group == no_cell) return say(why.risk, d.count, {}, "");
        const auto whole = r_.count(why.risk.group), part = r_.count(why.group_part);
        const bool known = whole.is_single_value() && part.is_single_value();
        return say(why.risk, d.count, known ? interval{.low = whole.low - part.low, .high = whole.low - part.low} : interval{}, name_group(why.risk.group) + " but not in " + name_people(*r_.tables, why.group_part));
    }
    [[nodiscard]] std::string operator()(const small_rest& rest) const { return identity({.low = rest.people, .high = rest.people}); }

private:
    /// `whole`: of the group.
    [[nodiscard]] std::string say(const cell_risk& risk, const interval& n, const interval& whole, const std::string& group, const std::string& elsewhere = "elsewhere") const {
        switch (risk.channel) {
        case risk_channel::population: return "somebody of whom is known only that they are one of the " + people(risk.one_in) + " of the population could be here";
        case risk_channel::identity: return identity(n);
        case risk_channel::attribute: return attribute(n, whole, risk, group, elsewhere);
        case risk_channel::absence: return absence(n, group);
        case risk_channel::dominance: return "the largest contributors can tell what others contribute, or anybody what they do";
        case risk_channel::none: break;
        }
        return "";
    }
    [[nodiscard]] std::string name_group(cell_index group) const {
        return group == 0 && r_.tables->tables()[0].where.empty() ? std::string(everybody) : name_people(*r_.tables, group);
    }
    [[nodiscard]] static std::string everyone_of(const std::string& group) { return group.starts_with(everybody) ? "everyone who is counted" + group.substr(everybody.size()) : "everyone of " + group; }
    [[nodiscard]] static std::string being_in(const std::string& group) { return group.starts_with(everybody) ? "to know that somebody is counted" + group.substr(everybody.size()) : "to know that somebody is in " + group; }
    [[nodiscard]] std::string identity(const interval& n) const {
        const auto are_here = people(n) + (n.is_single_value() && n.low == 1 ? " is here" : " are here");
        if (n.high == 1) return "one person is here: who knows that they are in the table finds them";
        if (k_ == 0) return are_here + ": who knows that somebody is one of them finds them among as many";
        if (n.high <= k_) return are_here + ": together they know of each other";
        const auto others = n.high - k_;
        const auto few = n.is_single_value() ? (others == 1 ? "is only 1 other" : "are " + std::to_string(others) + " others")
                                             : (others == 1 ? "is at most 1 other" : "are at most " + std::to_string(others) + " others");
        return are_here + ": to " + (k_ == 1 ? std::string("one") : std::to_string(k_)) + " of them there " + few;
    }
    [[nodiscard]] std::string attribute(const interval& n, const interval& whole, const cell_risk& risk, const std::string& group, const std::string& elsewhere) const {
        if (!n.is_single_value() || !whole.is_single_value()) {
            const auto others = risk.one_in == 1 ? k_ : risk.one_in - 1 + k_;
            return others == 0 ? everyone_of(group) + " is here: " + being_in(group) + " is to know this of them"
                               : everyone_of(group) + " but for at most " + people(others) + " is here";
        }
        const auto others = whole.low - n.low;
        if (others == 0) return everyone_of(group) + " is here: " + being_in(group) + " is to know this of them";
        const auto apart = people(others) + " of " + group + (others == 1 ? " is " : " are ") + elsewhere;
        if (others <= k_) return apart + ", and " + (others == 1 ? "knows" : "together know") + " that everyone else is here";
        return "only " + apart + (k_ == 0 ? "" : k_ == 1 ? ", and one of them looks" : ", and " + std::to_string(k_) + " of them look");
    }
    [[nodiscard]] std::string absence(const interval& n, const std::string& group) const {
        if (n.high == 0) return "nobody of " + group + " is here: " + being_in(group) + " is to know that this is not so of them";
        if (!n.is_single_value()) return "at most " + people(n.high) + " of " + group + (n.high == 1 ? " is" : " are") + " here";
        return "only " + people(n) + " of " + group + (n.high == 1 ? " is" : " are") + " here";
    }

    [[nodiscard]] std::string name_table(std::size_t k) const { return k == 0 && r_.tables->tables()[0].where.empty() ? "this table" : name_people(*r_.tables, r_.tables->first(k)); }

    const score_report& r_;
    std::int64_t k_;
};

/// "X", "X or Y but not in Z or W"
std::string name_sum(const linked_cubes& tables, const cell_sum& what) {
    std::string text, less;
    for (const auto& [cell, times] : what) {
        auto& to = times > 0 ? text : less;
        to += (to.empty() ? "" : " or ") + name_people(tables, cell);
    }
    return less.empty() ? text : text + " but not in " + less;
}

std::vector<std::string> names_of(const scored_sequence& s, const std::vector<std::size_t>& releases) {
    std::vector<std::string> names;
    for (const auto i : releases) names.push_back(s.releases[i]);
    return names;
}

/// What this release, and what is said with it, adds to what was public before.
double marginal(const scored_sequence& s) { return s.found.after.back().risk.score() - s.found.after[s.earlier].risk.score(); }

unknown_overlap unknown_overlap_of(const scored_sequence& s) {
    std::vector<double> risks;
    for (const auto& one : s.found.alone) risks.push_back(one.risk.score());
    return risk_of_unknown_overlap(risks).value();
}

std::vector<difference_reason> reasons_of(const score_report& r, const difference_risk& d) {
    auto all = d.reasons;
    std::erase_if(all, [&](const difference_reason& why) { return why.risk.one_in > r.limit; });
    return all;
}

cell_risk risk_of(const score_report& r, const small_rest& rest) { return detail::identity_among({.low = rest.people, .high = rest.people}, r.setup.coalition); }

std::string tell_differences(const score_report& r) {
    const sentences say(r);
    std::string text;
    for (std::size_t i = 0; i < std::min(cells_told, r.differences.size()); ++i) {
        const auto& d = r.differences[i];
        text += name_sum(*r.tables, {{d.whole, 1}, {d.part, -1}}) + ": " + as_fraction(d.highest().one_in) + '\n';
        for (const auto& why : reasons_of(r, d)) text += "    " + as_fraction(why.risk.one_in) + " " + to_string(why.risk.channel) + ": " + say(d, why) + '\n';
    }
    for (std::size_t i = 0; i < std::min(cells_told, r.rests.size()); ++i) {
        const auto risk = risk_of(r, r.rests[i]);
        text += name_sum(*r.tables, r.rests[i].what) + ": " + as_fraction(risk.one_in) + "\n    " + as_fraction(risk.one_in) + " identity: " + say(r.rests[i]) + '\n';
    }
    const auto told = std::min(cells_told, r.differences.size()) + std::min(cells_told, r.rests.size()), any = r.differences.size() + r.rests.size();
    return text + (any > told ? "and " + std::to_string(any - told) + " more that follow by subtraction\n" : "");
}

std::string tell_sequence(const score_report& r) {
    const auto& s = *r.sequence;
    const auto& after = s.found.after;
    std::string text = "releases " + std::to_string(s.releases.size()) + ": " + join(s.releases) + '\n';
    if (s.earlier > 0) {
        text += "highest score before this one " + as_fraction(after[s.earlier].risk.one_in) + ", with it " + as_fraction(after.back().risk.one_in) + ": it adds " + decimal(marginal(s), 4) + "; at risk before " + std::to_string(s.found.at_risk[s.earlier]) + ", with it " + std::to_string(s.found.at_risk.back()) + " cells and groups\n";
    }
    text += "highest score of each alone:";
    for (std::size_t i = 0; i < s.releases.size(); ++i) text += (i == 0 ? " " : ", ") + s.releases[i] + ' ' + as_fraction(s.found.alone[i].risk.one_in);
    text += '\n';
    if (!s.found.smallest) return text + "no small group follows that none of them shows\n";
    const auto& d = *s.found.smallest;
    return text + "smallest group that none of them shows: " + name_sum(*r.tables, d.what) + ", " + people(d.count) + "; it follows from " + join(names_of(s, d.from)) + '\n';
}

std::string tell_groups(const score_report& r) {
    if (!r.groups.fewest || r.tables->cube(0).dimensions().size() < 2) return ""; // of one dimension all people are the only group
    const auto name = [&](const group_diversity& g) { return name_for_people(r.tables->cube(0), g.group); };
    const auto &few = *r.groups.fewest, &alike = *r.groups.least_diverse, &far = *r.groups.farthest;
    return "rows and columns: fewest people " + std::to_string(few.people) + " (" + name(few) + "), fewest categories " + std::to_string(alike.categories.distinct) + " (" + name(alike) +
           "), farthest from all " + decimal(far.distance, 4) + " (" + name(far) + ")\n";
}

std::string tell_table(const score_report& r) {
    if (!r.table) return "";
    const auto& t = *r.table;
    auto text = std::string(r.sequence ? "this table alone: " : "") + "persons " + std::to_string(t.persons) + ", at risk " + std::to_string(t.persons_at_risk) + " (" + percent(t.share_at_risk()) + "), mean score " + decimal(t.average, 4) + '\n';
    text += "leaf cells " + std::to_string(t.leaves) + ": empty " + std::to_string(t.zeros) + ", of one person " + std::to_string(t.ones) + ", of two " + std::to_string(t.twos) + '\n';
    if (t.persons_in_one_category)
        text += "in groups of one category " + std::to_string(*t.persons_in_one_category) + ", unique by the other dimensions " + std::to_string(*t.uniques_by_keys) + '\n';
    text += tell_groups(r);
    if (r.points) {
        text += "points of the publication scoring criteria of California: " + std::to_string(r.points->total) + (r.points->within_limit ? ", within " : ", more than ") + std::to_string(calhhs_release_limit) +
                (r.points->mask ? "; counts of 1 to 10, where there are any, are to be masked" : "") + '\n';
        for (const auto& part : r.points->parts) text += "    " + std::to_string(part.points) + " " + part.name + ": " + part.why + '\n';
    }
    if (r.entropy) text += "entropy measure " + decimal(r.entropy->value, 4) + " (empty cells, concentration, size weigh 0.1, 0.8, 0.1)\n";
    return text;
}

std::string name_candidate(const score_report& r, const release_candidate& c) {
    std::string text = to_string(c.way);
    if (c.way == release_way::coarsened && !c.depths.empty()) text += ", " + describe_depths(r.tables->cube(0), c.depths);
    if (c.way == release_way::suppressed && c.exists) text += ", " + percent(c.hidden) + " of the leaf cells withheld";
    if (c.way == release_way::rounded) text += " to base " + std::to_string(c.base);
    return text;
}

/// Beside the mark of its way.
std::string name_point(const score_report& r, const release_candidate& c) {
    if (c.way == release_way::suppressed) return percent(c.hidden) + " withheld";
    if (c.way == release_way::rounded) return "base " + std::to_string(c.base);
    if (c.way != release_way::coarsened) return to_string(c.way);
    std::string text;
    for (std::size_t d = 0; d < c.depths.size(); ++d) {
        const auto& dim = r.tables->cube(0).dimensions()[d];
        text += (d == 0 ? "" : ", ") + dim.name + ' ' + std::to_string(c.depths[d]) + '/' + std::to_string(depth_of(dim.codes));
    }
    return text;
}

/// With which command the candidate is made, beside the options of the table itself.
std::string command_for(const score_report& r, const release_candidate& c) {
    const auto k = r.setup.coalition;
    std::string words;
    switch (c.way) {
    case release_way::coarsened:
    case release_way::total:
        words = "sdckit coarsen --drop-allowed";
        for (std::size_t d = 0; d < c.depths.size(); ++d) {
            const auto& dim = r.tables->cube(0).dimensions()[d];
            if (c.depths[d] < depth_of(dim.codes)) words += " --depth " + as_word(dim.name + '=' + std::to_string(c.depths[d]));
        }
        return words;
    case release_way::suppressed:
        words = "sdckit suppress --threshold " + std::to_string(std::max(r.limit + k + 1, r.points && !r.points->within_limit ? std::int64_t{11} : 0)) + " --group-disclosure " + std::to_string(r.limit - 1 + k) + (r.setup.zeros ? " --zeros unsafe" : "");
        // A total counts where another table tells more of the same people.
        return words + (r.tables->tables().size() > 1 ? "" : " --publish-total") + " --protect reach" + (r.advice->kept.empty() ? "" : " --keep FILE");
    case release_way::rounded: return "sdckit round --base " + std::to_string(c.base);
    case release_way::whole:
    case release_way::nothing: break;
    }
    return "";
}

/// What the command leaves to be said.
std::string tell_command(const score_report& r, const release_candidate& c) {
    const auto words = command_for(r, c);
    if (words.empty()) return "";
    const bool alone = r.tables->tables().size() == 1, coarser = c.way == release_way::coarsened || c.way == release_way::total;
    const std::string more = coarser ? (alone ? ", with the options of the score" : ", with the options of the score but for other releases")
                             : c.way == release_way::suppressed && !r.advice->kept.empty() ? ", the cells that other releases show" : "";
    return "    by " + words + more + '\n';
}

std::string tell_advice(const score_report& r) {
    if (r.is_too_large_for_advice) return "--recommend looks for what would pass, which takes a while in a table of this size\n";
    if (!r.advice) return "";
    const auto numbers = [&r](const release_candidate& c) {
        const auto score = r.advice->beside && c.way != release_way::nothing && c.highest.what.empty() ? std::string("raises no score") : "score " + as_fraction(c.highest.risk.one_in);
        return " (" + score + ", loss " + decimal(c.loss, 3) + ")";
    };
    const auto& best = r.advice->candidates[r.advice->chosen];
    const auto already = r.advice->at_risk_already;
    auto text = already == 0 ? std::string() : "at risk by what is public already, whatever is released now: " + std::to_string(already) + (already == 1 ? " cell or group" : " cells and groups") + '\n';
    text += std::string("what would pass") + (r.sequence ? " beside the others" : r.advice->beside ? " beside what is said" : "") + ", first in the order of the rule: " + name_candidate(r, best) + numbers(best) + '\n';
    text += tell_command(r, best);
    if (r.unsaid) {
        text += "    if what is said were left unsaid: " + name_candidate(r, *r.unsaid) + numbers(*r.unsaid) + '\n';
    }
    const release_candidate* least = &best; // of what passes
    for (const auto& c : r.advice->candidates) {
        if (c.passes && c.loss < least->loss) least = &c;
    }
    std::vector<std::string> bases; // that do not help
    for (std::size_t i = 0; i < r.advice->candidates.size(); ++i) {
        const auto& c = r.advice->candidates[i];
        // That the table does not pass is said above, unless it is for another reason.
        if (i == r.advice->chosen || c.way == release_way::nothing || (c.way == release_way::whole && c.highest.risk.one_in <= r.limit)) continue;
        if (c.way == release_way::rounded && !c.passes) bases.push_back(std::to_string(c.base));
        else if (c.passes) text += "    would pass, too" + std::string(&c == least ? ", and loses least: " : ": ") + name_candidate(r, c) + numbers(c) + '\n';
        else text += "    would not: " + name_candidate(r, c) + (c.exists ? numbers(c) : "") + ": " + c.why + '\n';
    }
    return text + (bases.empty() ? "" : "    would not: round to base " + join(bases) + ": still at risk, or too many people in cells shown as 0\n");
}

json json_interval(const interval& i) { return {{"low", i.low}, {"high", i.high == unlimited ? json(nullptr) : json(i.high)}}; }

json json_cell(const score_report& r, cell_index cell) {
    const auto k = r.tables->table_of(cell);
    json one;
    if (k > 0) one["table"] = r.tables->tables()[k].name;
    one["codes"] = sdc::detail::json_codes(r.tables->cube(k), cell - r.tables->first(k));
    return one;
}

/// Cells, less others within them.
json json_sum(const score_report& r, const cell_sum& what) {
    json all{{"cells", json::array()}};
    for (const auto& [cell, times] : what) all[times > 0 ? "cells" : "less"].push_back(json_cell(r, cell));
    return all;
}

json json_candidate(const score_report& r, const release_candidate& c) {
    json one{{"way", to_string(c.way)}, {"passes", c.passes}, {"why", c.why}, {"loss", c.loss}};
    one["score"] = c.exists ? json(c.highest.risk.score()) : json(nullptr);
    one["average_distance"] = c.exists ? json(c.average_distance) : json(nullptr);
    one["relative_distance"] = c.exists ? json(c.relative_distance) : json(nullptr);
    one["cramers_v"] = c.cramers_v ? json(*c.cramers_v) : json(nullptr);
    one["rank_correlation"] = c.rank_correlation ? json(*c.rank_correlation) : json(nullptr);
    if (c.exists && !command_for(r, c).empty()) one["command"] = command_for(r, c);
    if (c.way == release_way::coarsened && !c.depths.empty()) one["levels"] = describe_depths(r.tables->cube(0), c.depths);
    if (c.way == release_way::rounded) one["base"] = c.base;
    if (c.exists && (c.way == release_way::suppressed || c.way == release_way::rounded)) one["hidden"] = c.hidden;
    if (!c.highest.what.empty()) one["highest"] = json_sum(r, c.highest.what);
    return one;
}

json json_advice(const score_report& r) {
    json all{{"chosen", r.advice->chosen}, {"at_risk_already", r.advice->at_risk_already}, {"keep", json::array()}, {"candidates", json::array()}};
    for (const auto cell : r.advice->kept) all["keep"].push_back(sdc::detail::json_codes(r.tables->cube(0), cell));
    for (const auto& c : r.advice->candidates) all["candidates"].push_back(json_candidate(r, c));
    if (r.unsaid) all["unsaid"] = json_candidate(r, *r.unsaid);
    return all;
}

json json_group(const score_report& r, const group_diversity& g) {
    auto one = json_cell(r, g.group);
    one["dimension"] = r.tables->cube(0).dimensions()[g.dimension].name;
    one["people"] = g.people;
    one["distinct"] = g.categories.distinct;
    one["entropy"] = g.categories.entropy;
    one["recursive"] = g.categories.recursive;
    one["distance"] = g.distance;
    return one;
}

json json_table(const score_report& r) {
    const auto& t = *r.table;
    json all{{"highest", t.highest.score()}, {"persons", t.persons}, {"persons_at_risk", t.persons_at_risk}, {"average", t.average}, {"leaves", t.leaves}, {"zeros", t.zeros}, {"ones", t.ones}, {"twos", t.twos}};
    if (t.persons_in_one_category) {
        all["persons_in_one_category"] = *t.persons_in_one_category;
        all["uniques_by_keys"] = *t.uniques_by_keys;
    }
    if (r.entropy) {
        all["entropy"] = {{"value", r.entropy->value}, {"zeros", r.entropy->zeros}, {"concentration", r.entropy->concentration}, {"size", r.entropy->size}, {"weights", {0.1, 0.8, 0.1}}};
    }
    if (r.points) {
        all["points"] = {{"total", r.points->total}, {"within_limit", r.points->within_limit}, {"mask", r.points->mask}, {"parts", json::array()}};
        for (const auto& part : r.points->parts) all["points"]["parts"].push_back({{"name", part.name}, {"points", part.points}, {"why", part.why}});
    }
    if (r.groups.fewest)
        all["groups"] = {{"fewest", json_group(r, *r.groups.fewest)}, {"least_diverse", json_group(r, *r.groups.least_diverse)}, {"farthest", json_group(r, *r.groups.farthest)}};
    return all;
}

json json_differences(const score_report& r) {
    const sentences say(r);
    auto all = json::array();
    for (const auto& d : r.differences) {
        auto one = json_sum(r, {{d.whole, 1}, {d.part, -1}});
        one["count"] = json_interval(d.count);
        one["one_in"] = d.highest().one_in;
        one["reasons"] = json::array();
        for (const auto& why : reasons_of(r, d)) {
            auto reason = json_reason(r, why.risk, say(d, why));
            if (why.risk.group != no_cell) reason["among"] = json_sum(r, {{why.risk.group, 1}, {why.group_part, -1}});
            one["reasons"].push_back(std::move(reason));
        }
        all.push_back(std::move(one));
    }
    for (const auto& rest : r.rests) {
        const auto risk = risk_of(r, rest);
        auto one = json_sum(r, rest.what);
        one["count"] = json_interval({.low = rest.people, .high = rest.people});
        one["one_in"] = risk.one_in;
        one["reasons"] = json::array({json_reason(r, risk, say(rest))});
        all.push_back(std::move(one));
    }
    return all;
}

json json_sequence(const score_report& r) {
    const auto& s = *r.sequence;
    json all{{"releases", s.releases}, {"earlier", s.earlier}, {"marginal", marginal(s)}, {"after", json::array()}};
    for (std::size_t i = 0; i < s.found.after.size(); ++i) {
        auto one = json_sum(r, s.found.after[i].what);
        one["score"] = s.found.after[i].risk.score();
        one["at_risk"] = s.found.at_risk[i];
        all["after"].push_back(std::move(one));
    }
    all["alone"] = json::array();
    for (const auto& one : s.found.alone) all["alone"].push_back(one.risk.score());
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

} // namespace

std::string to_text(const score_report& r) {
    const sentences say(r);
    const auto paint = [&r](const char* code, const std::string& words) { return r.setup.coloured ? std::string("\033[") + code + "m" + words + "\033[0m" : words; };
    const auto* const verdict = r.is_at_risk() ? "1;31" : "1;32";
    auto text = paint(verdict, std::string(r.at_risk.empty() ? (r.highest_expected_cell == no_cell ? "no cell" : "no cell certain to be") : std::to_string(r.at_risk.size()) + " of " + std::to_string(r.cells) + " cells") + " at risk" +
                           (r.at_risk.empty() && r.is_at_risk() ? ", but people who follow from cells by subtraction" : "")) +
                ": a score of " + as_fraction(r.limit) + " or more, for sensitivity " + to_string(r.setup.sensitivity) + '\n';
    for (std::size_t i = 0; i < std::min(cells_told, r.at_risk.size()); ++i) {
        const auto& one = r.at_risk[i];
        text += paint("1", name_for_people(*r.tables, one.cell)) + ": " + as_fraction(one.highest.one_in) + '\n';
        for (const auto& why : one.reasons) text += "    " + as_fraction(why.one_in) + " " + to_string(why.channel) + ": " + say(one.cell, why) + '\n';
    }
    if (r.at_risk.size() > cells_told) text += "and " + std::to_string(r.at_risk.size() - cells_told) + " more; --format json has all\n";
    text += tell_differences(r);
    if (r.highest_expected_cell != no_cell && !r.count(r.highest_expected_cell).is_single_value())
        text += "not certain: " + name_for_people(*r.tables, r.highest_expected_cell) + ", " + people(r.count(r.highest_expected_cell)) + ", has a mean score of " + decimal(r.highest_expected, 4) +
                " over what is possible; so high as the limit: " + std::to_string(r.uncertain) + (r.uncertain == 1 ? " cell" : " cells") + '\n';
    if (!r.exact) text += "a search limit came first: scores may be higher\n";
    if (r.sequence) text += tell_sequence(r);
    text += tell_advice(r);
    text += tell_table(r);
    if (r.records) text += describe_records(*r.records);
    return text + "a score is evidence for a person's decision; it is not a verdict on what is personal data\n";
}

std::string to_json(const score_report& r) {
    const sentences say(r);
    json all{{"format", "sdckit score"}, {"version", 1}, {"sensitivity", to_string(r.setup.sensitivity)}, {"limit_one_in", r.limit}, {"coalition", r.setup.coalition}};
    all["population"] = r.population > 0 ? json(r.population) : json(nullptr);
    all["exact"] = r.exact;
    if (r.table) all["table"] = json_table(r);
    if (r.sequence) all["sequence"] = json_sequence(r);
    if (r.advice) all["advice"] = json_advice(r);
    if (r.highest_expected_cell != no_cell) {
        all["highest_expected"] = json_cell(r, r.highest_expected_cell);
        all["highest_expected"]["count"] = json_interval(r.count(r.highest_expected_cell));
        all["highest_expected"]["expected"] = r.highest_expected;
        all["uncertain"] = r.uncertain;
    }
    all["cells"] = json::array();
    for (const auto& cell : r.at_risk) {
        auto one = json_cell(r, cell.cell);
        one["count"] = json_interval(r.count(cell.cell));
        one["score"] = cell.highest.score();
        one["one_in"] = cell.highest.one_in;
        one["expected"] = cell.expected;
        one["reasons"] = json::array();
        for (const auto& why : cell.reasons) {
            auto reason = json_reason(r, why, say(cell.cell, why));
            if (why.group != no_cell) {
                const auto k = r.tables->table_of(why.group);
                reason["group"] = sdc::detail::json_codes(r.tables->cube(k), why.group - r.tables->first(k));
                if (k != r.tables->table_of(cell.cell)) reason["group_table"] = k == 0 ? "this table" : r.tables->tables()[k].name;
            }
            one["reasons"].push_back(std::move(reason));
        }
        all["cells"].push_back(std::move(one));
    }
    all["differences"] = json_differences(r);
    if (r.records) all["records"] = json_records(*r.records);
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

result<std::string> draw_map(const score_report& r) {
    auto map = map_scores(r.tables->cube(0), r.scores, 1 / static_cast<double>(r.limit), "Scores of each cell; at risk from " + as_fraction(r.limit) + ", for sensitivity " + to_string(r.setup.sensitivity));
    if (!map) return map.error();
    return to_svg(*map);
}

result<std::string> draw_curve(const score_report& r) {
    if (!r.advice) return error{.code = errc::bad_argument, .message = "--curve without a choice to draw", .wanted = "--input FILE with a cell at risk, or --recommend"};
    risk_utility_curve curve{.title = "Risk and loss of what could be released", .loss_name = "information loss, 0 to 1", .limit = 1 / static_cast<double>(r.limit)};
    for (const auto& c : r.advice->candidates) {
        if (c.exists || c.way == release_way::nothing) curve.points.push_back({.name = name_point(r, c), .method = to_string(c.way), .loss = c.loss, .risk = c.highest.risk.score()});
    }
    return to_svg(curve);
}

} // namespace sdc::cli
