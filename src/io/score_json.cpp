#include "json_codes.hpp"
#include "score_words.hpp"
#include "words.hpp"

#include <sdc/release/risk_sentence.hpp>
#include <sdc/table/recode.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace sdc::inline v0 {
namespace {

using detail::json_interval;
using nlohmann::ordered_json;

template <class T>
ordered_json or_null(const T& value, bool is_known) {
    return is_known ? ordered_json(value) : ordered_json(nullptr);
}
template <class T>
ordered_json or_null(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json json_points(const calhhs_score& points) {
    ordered_json made{{"total", points.total},
                      {"within_limit", points.within_limit},
                      {"mask", points.mask},
                      {"parts", ordered_json::array()}};
    for (const auto& part : points.parts)
        made["parts"].push_back({{"name", part.name}, {"points", part.points}, {"why", part.why}});
    return made;
}

ordered_json json_entropy(const entropy_risk& e) {
    constexpr entropy_options weights;
    return {{"value", e.value},
            {"zeros", e.zeros},
            {"concentration", e.concentration},
            {"size", e.size},
            {"weights", {weights.zeros_weight, weights.concentration_weight, weights.size_weight}}};
}

class score_json {
public:
    explicit score_json(const score_report& report)
        : report_(report), r_(report.score), say_(report.score) {}

    [[nodiscard]] ordered_json all() const {
        ordered_json all{
            {"format", "sdckit score"},
            {"version", 2},
            {"sensitivity", to_string(r_.sensitivity)},
            {"limit_one_in", r_.limit_one_in},
            {"coalition", r_.coalition},
            {"population", or_null(r_.population, r_.population > 0)},
            {"smallest_population", or_null(r_.smallest_population, r_.smallest_population > 0)},
            {"at_risk", or_null(r_.is_at_risk(), r_.is_at_risk() || r_.exact)},
            {"exact", r_.exact},
            {"scored_cells", r_.cells},
            {"scores", r_.scores}};
        if (report_.totals == counted_in_totals::shown_cells) all["totals"] = "shown";
        if (r_.table) all["table"] = table();
        if (r_.sequence) all["sequence"] = sequence();
        if (r_.advice) all["advice"] = advice();
        if (r_.is_too_large_for_advice)
            all["advice"] = {{"skipped", "the table is large: --recommend asks for it"}};
        if (r_.highest_expected_cell != no_cell) {
            all["highest_expected"] = cell(r_.highest_expected_cell);
            all["highest_expected"]["count"] = count(r_.highest_expected_cell);
            all["highest_expected"]["expected"] = r_.highest_expected;
            all["uncertain"] = r_.uncertain;
        }
        all["cells"] = ordered_json::array();
        for (const auto& one : r_.at_risk) all["cells"].push_back(at_risk(one));
        all["differences"] = differences();
        return all;
    }

private:
    [[nodiscard]] ordered_json codes(cell_index of) const {
        const auto k = r_.tables->table_of(of);
        return detail::json_codes(r_.tables->cube(k), of - r_.tables->offset(k));
    }
    [[nodiscard]] ordered_json cell(cell_index of) const {
        const auto k = r_.tables->table_of(of);
        ordered_json one;
        if (k > 0) one["table"] = r_.tables->tables()[k].name;
        one["codes"] = codes(of);
        return one;
    }
    /// Cells, less others within them.
    [[nodiscard]] ordered_json sum(const linear_form& what) const {
        ordered_json all{{"cells", ordered_json::array()}};
        for (const auto& [of, times] : what) all[times > 0 ? "cells" : "less"].push_back(cell(of));
        return all;
    }
    [[nodiscard]] ordered_json count(cell_index of) const { return json_interval(r_.counts[of]); }

    [[nodiscard]] ordered_json reason(const cell_risk& why, const std::string& sentence) const {
        const bool negative = why.channel == risk_channel::negative_attribute;
        return {{"channel", negative ? "negative_attribute" : to_string(why.channel)},
                {"intruder", name_intruder(why, r_.coalition)},
                {"one_in", why.one_in},
                {"sentence", sentence},
                {"source", source_of(why)}};
    }

    [[nodiscard]] ordered_json at_risk(const scored_cell& of) const {
        auto one = cell(of.cell);
        one["count"] = count(of.cell);
        one["score"] = of.highest.score();
        one["one_in"] = of.highest.one_in;
        one["expected"] = of.expected;
        one["reasons"] = ordered_json::array();
        double sum = 0;
        for (const auto& why : of.reasons) {
            sum += why.score();
            auto made = reason(why, say_(of, why));
            if (why.group != no_cell) {
                const auto k = r_.tables->table_of(why.group);
                made["group"] = codes(why.group);
                made["group_count"] = count(why.group);
                if (k != r_.tables->table_of(of.cell))
                    made["group_table"] = k == 0 ? "this table" : r_.tables->tables()[k].name;
            }
            one["reasons"].push_back(std::move(made));
        }
        one["sum"] = std::min(1.0, sum);
        return one;
    }

    [[nodiscard]] ordered_json differences() const {
        auto all = ordered_json::array();
        const auto start = [&](const linear_form& what, const interval& n, std::int64_t one_in) {
            auto one = sum(what);
            one["count"] = json_interval(n);
            one["one_in"] = one_in;
            one["reasons"] = ordered_json::array();
            return one;
        };
        for (const auto& d : r_.differences) {
            auto one = start({{d.whole, 1}, {d.part, -1}}, d.count, d.highest().one_in);
            for (const auto& why : d.reasons) {
                auto made = reason(why.risk, say_(d, why));
                if (why.risk.group != no_cell)
                    made["among"] = sum({{why.risk.group, 1}, {why.group_part, -1}});
                one["reasons"].push_back(std::move(made));
            }
            all.push_back(std::move(one));
        }
        for (const auto& rest : r_.residual_groups) {
            const auto risk = risk_of(rest, r_.coalition);
            auto one = start(rest.what, {.low = rest.people, .high = rest.people}, risk.one_in);
            one["reasons"].push_back(reason(risk, say_(rest)));
            all.push_back(std::move(one));
        }
        return all;
    }

    [[nodiscard]] ordered_json sequence() const {
        const auto& s = *r_.sequence;
        ordered_json all{{"releases", s.releases},
                         {"earlier", s.earlier},
                         {"marginal", s.marginal()},
                         {"after", ordered_json::array()},
                         {"separately", ordered_json::array()}};
        for (std::size_t i = 0; i < s.after.size(); ++i) {
            auto one = sum(s.after[i].what);
            one["score"] = s.after[i].risk.score();
            one["at_risk"] = s.at_risk[i];
            all["after"].push_back(std::move(one));
        }
        for (const auto& one : s.separately) all["separately"].push_back(one.risk.score());
        all["unknown_overlap"] = {{"independent", s.apart.independent},
                                  {"at_most", s.apart.at_most}};
        if (!s.smallest) return all;
        all["smallest"] = sum(s.smallest->what);
        all["smallest"]["count"] = json_interval(s.smallest->count);
        all["smallest"]["one_in"] = s.smallest->risk.one_in;
        all["smallest"]["from"] = detail::names_of(s, s.smallest->from);
        return all;
    }

    [[nodiscard]] ordered_json candidate(const release_candidate& c) const {
        ordered_json one{{"method", to_string(c.way)},
                         {"passes", c.passes},
                         {"why", c.why},
                         {"loss", c.loss},
                         {"score", or_null(c.highest.risk.score(), c.exists)},
                         {"average_distance", or_null(c.average_distance, c.exists)},
                         {"relative_distance", or_null(c.relative_distance, c.exists)},
                         {"cramers_v", or_null(c.cramers_v)},
                         {"rank_correlation", or_null(c.rank_correlation)}};
        const auto command = detail::command_for(report_, c);
        const bool is_rounded = c.way == protection_method::rounded;
        if (c.exists && !command.empty()) one["command"] = command;
        if (c.way == protection_method::coarsened && !c.depths.empty())
            one["levels"] = detail::printable(describe_depths(r_.tables->cube(0), c.depths));
        if (is_rounded) one["base"] = c.base;
        if (c.exists && (is_rounded || c.way == protection_method::suppressed))
            one["suppressed_share"] = c.suppressed_share;
        if (!c.highest.what.empty()) one["highest"] = sum(c.highest.what);
        return one;
    }
    [[nodiscard]] ordered_json advice() const {
        ordered_json all{{"chosen", r_.advice->chosen},
                         {"at_risk_already", r_.advice->at_risk_already},
                         {"must_publish", ordered_json::array()},
                         {"candidates", ordered_json::array()}};
        for (const auto of : r_.advice->must_publish) all["must_publish"].push_back(codes(of));
        for (const auto& c : r_.advice->candidates) all["candidates"].push_back(candidate(c));
        if (r_.without_statements) all["without_statements"] = candidate(*r_.without_statements);
        return all;
    }

    [[nodiscard]] ordered_json group(const group_diversity& g) const {
        auto one = cell(g.group);
        one["dimension"] = r_.tables->cube(0).dimensions()[g.dimension].name;
        one["people"] = g.people;
        one["distinct"] = g.categories.distinct;
        one["entropy"] = g.categories.entropy;
        one["recursive"] = g.categories.recursive;
        one["distance"] = g.distance;
        return one;
    }
    [[nodiscard]] ordered_json table() const {
        const auto& t = *r_.table;
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
        if (r_.entropy) all["entropy"] = json_entropy(*r_.entropy);
        if (report_.points != nullptr) all["points"] = json_points(*report_.points);
        if (r_.groups.fewest)
            all["groups"] = {{"fewest", group(*r_.groups.fewest)},
                             {"least_diverse", group(*r_.groups.least_diverse)},
                             {"farthest", group(*r_.groups.farthest)}};
        return all;
    }

    const score_report& report_;
    const release_score& r_;
    detail::score_sentences say_;
};

ordered_json json_uniques(const record_scores& s) {
    const auto& u = *s.minimal;
    ordered_json made{{"found", u.all.found.size()},
                      {"maximum_size", u.all.maximum_size},
                      {"by_size", ordered_json::array()},
                      {"contributions", ordered_json::object()},
                      {"special", ordered_json::array()}};
    std::vector<std::size_t> by_size(
        std::min(u.all.columns, u.all.maximum_size)); // of others nothing is known
    for (const auto& one : u.all.found) ++by_size[static_cast<std::size_t>(one.size()) - 1];
    made["by_size"] = by_size;
    for (std::size_t c = 0; c < s.keys.size(); ++c)
        made["contributions"][s.keys[c]] = u.contributions[c];
    auto at = u.all.found.begin();
    for (const auto record : u.special) {
        while (at->record != record) ++at; // both are by record; the smallest set comes first
        ordered_json one{{"line", s.lines[record]},
                         {"score", u.scores[record]},
                         {"smallest", ordered_json::array()}};
        for (std::size_t c = 0; c < s.keys.size(); ++c) {
            if ((at->columns >> c & 1) != 0) one["smallest"].push_back(s.keys[c]);
        }
        if (s.sample && !s.sample->chances.empty()) one["chance"] = s.sample->chances[record];
        made["special"].push_back(std::move(one));
    }
    return made;
}

ordered_json json_sample(const scored_sample& s) {
    const auto risk = [](const log_linear_risk& r) {
        return ordered_json{{"tau1", r.tau1}, {"tau2", r.tau2}};
    };
    ordered_json made{{"fraction", s.fraction},
                      {"population", s.population},
                      {"expected_reidentifications", s.matches.persons},
                      {"rate", s.matches.rate},
                      {"match_rate", or_null(s.match_rate)}};
    made["population_uniques"] = {{"model", to_string(s.uniques.model)},
                                  {"uniques", s.uniques.estimate.uniques},
                                  {"share", s.uniques.estimate.share}};
    made["log_linear"] = {{"sample_uniques", s.independent.sample_uniques},
                          {"main_effects", risk(s.independent)},
                          {"two_way", nullptr}};
    if (!s.two_way) return made;
    made["log_linear"]["two_way"] = risk(*s.two_way);
    made["log_linear"]["two_way"]["largest_gap"] = s.two_way_gap;
    return made;
}

ordered_json json_records(const record_scores& s) {
    ordered_json made{{"keys", s.keys},
                      {"records", s.lines.size()},
                      {"with_missing_values", s.with_missing},
                      {"classes", s.classes},
                      {"smallest_class", s.smallest},
                      {"unique", s.uniques}};
    made["prosecutor"] = {{"highest", s.prosecutor.highest},
                          {"lowest", s.prosecutor.lowest},
                          {"average", s.prosecutor.average}};
    made["minimal_uniques"] =
        s.minimal ? json_uniques(s) : ordered_json{{"not_searched", s.not_searched}};
    made["sample"] = s.sample ? json_sample(*s.sample) : ordered_json(nullptr);
    if (!s.values) return made;
    made["sensitive"] = {{"column", s.sensitive},
                         {"least_distinct", s.values->distinct},
                         {"least_entropy", s.values->entropy},
                         {"records_of_one_value", s.values->of_one_value},
                         {"largest_distance", s.values->distance}};
    return made;
}

} // namespace

void write_json(std::ostream& out, const score_report& report) {
    auto all = score_json(report).all();
    if (report.records != nullptr) all["records"] = json_records(*report.records);
    out << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace sdc::inline v0
