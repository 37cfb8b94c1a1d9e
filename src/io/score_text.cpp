#include "score_words.hpp"
#include "words.hpp"

#include <sdc/release/risk_sentence.hpp>
#include <sdc/table/display_name.hpp>
#include <sdc/table/recode.hpp>

#include <algorithm>
#include <ostream>

namespace sdc::inline v0 {
namespace {

using detail::append;
using detail::as_fraction;
using detail::command_for;
using detail::fixed;
using detail::join;
using detail::names_of;
using detail::percent;
using detail::printable;
using detail::totals_of_shown;

constexpr std::size_t cells_listed = 3;

class score_text {
public:
    score_text(const score_report& report, bool coloured)
        : report_(report), r_(report.score), say_(report.score), coloured_(coloured) {}

    [[nodiscard]] std::string all() {
        add_headline();
        if (report_.totals == counted_in_totals::shown_cells) append(text_, totals_of_shown);
        add_cells();
        add_differences();
        add_uncertain();
        if (r_.sequence) add_sequence(*r_.sequence);
        if (r_.is_too_large_for_advice)
            append(text_,
                   "--recommend looks for what would pass, which takes a while in a table of "
                   "this size\n");
        if (r_.advice) add_advice(*r_.advice);
        if (r_.table) add_table(*r_.table);
        if (report_.points != nullptr) add_points(*report_.points);
        if (r_.entropy) add_entropy(*r_.entropy);
        if (report_.records != nullptr) add_records(*report_.records);
        append(text_, "a score is evidence for a person's decision; it is not a verdict on what is "
                      "personal data\n");
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string paint(const char* code, const std::string& words) const {
        return coloured_ ? std::string("\033[") + code + "m" + words + "\033[0m" : words;
    }
    [[nodiscard]] std::string name(cell_index cell) const {
        return printable(display_name(*r_.tables, cell));
    }
    [[nodiscard]] std::string name(const group_diversity& g) const {
        return printable(display_name(r_.tables->cube(0), g.group));
    }
    [[nodiscard]] std::string name(const linear_form& what) const {
        return printable(describe_people(*r_.tables, what));
    }

    [[nodiscard]] std::string verdict() const {
        if (!r_.at_risk.empty())
            return std::to_string(r_.at_risk.size()) + " of " + std::to_string(r_.cells) +
                   " cells at risk";
        if (!r_.is_at_risk() && !r_.exact) return "not decided whether a cell is at risk";
        return std::string(r_.highest_expected_cell == no_cell ? "no cell"
                                                               : "no cell certain to be") +
               " at risk" +
               (r_.is_at_risk() ? ", but people who follow from cells by subtraction" : "");
    }
    void add_headline() {
        const bool few = r_.smallest_population > 0 && r_.smallest_population < small_population;
        const char* colour = r_.is_at_risk() ? "1;31" : r_.exact ? "1;32" : "1;33";
        append(text_, paint(colour, verdict()), ": a score of ", as_fraction(r_.limit_one_in),
               " or more, for sensitivity ", to_string(r_.sensitivity));
        if (few)
            append(text_, " among only ",
                   name_count({.low = r_.smallest_population, .high = r_.smallest_population}));
        text_ += '\n';
    }

    /// "    1/3 by attribute: " and the sentence.
    void add_reason(const cell_risk& why, const std::string& sentence) {
        const bool negative = why.channel == risk_channel::negative_attribute;
        append(text_, "    ", why.one_in == 1 ? "certain" : as_fraction(why.one_in), " by ",
               negative ? "negative attribute" : to_string(why.channel), ": ", sentence, "\n");
    }
    void add_cells() {
        for (const auto& one : std::span(r_.at_risk).first(shown(r_.at_risk.size()))) {
            append(text_, paint("1", name(one.cell)), ": ", as_fraction(one.highest.one_in), "\n");
            for (const auto& why : one.reasons) add_reason(why, say_(one, why));
        }
        if (r_.at_risk.size() > cells_listed)
            append(text_, "and ", r_.at_risk.size() - cells_listed,
                   " more; --format json has all\n");
    }
    void add_differences() {
        const auto differences = shown(r_.differences.size()),
                   groups = shown(r_.residual_groups.size());
        for (const auto& d : std::span(r_.differences).first(differences)) {
            append(text_, name({{d.whole, 1}, {d.part, -1}}), ": ", as_fraction(d.highest().one_in),
                   "\n");
            for (const auto& why : d.reasons) add_reason(why.risk, say_(d, why));
        }
        for (const auto& rest : std::span(r_.residual_groups).first(groups)) {
            const auto risk = risk_of(rest, r_.coalition);
            append(text_, name(rest.what), ": ", as_fraction(risk.one_in), "\n");
            add_reason(risk, say_(rest));
        }
        const auto more = r_.differences.size() + r_.residual_groups.size() - differences - groups;
        if (more > 0) append(text_, "and ", more, " more that follow by subtraction\n");
    }
    [[nodiscard]] static std::size_t shown(std::size_t of) { return std::min(cells_listed, of); }

    void add_uncertain() {
        const auto cell = r_.highest_expected_cell;
        if (cell != no_cell)
            append(text_, "not certain: ", name(cell), ", ", name_count(r_.counts[cell]),
                   ", has a mean score of ", fixed(r_.highest_expected, 4),
                   " over what is possible; mean scores from the limit on: ", r_.uncertain,
                   r_.uncertain == 1 ? " cell\n" : " cells\n");
        if (!r_.exact)
            append(text_,
                   "a search limit came first: scores may be higher, and more may be at risk\n");
    }

    void add_sequence(const scored_sequence& s) {
        append(text_, "releases ", s.releases.size(), ": ", join(printable(s.releases)), "\n");
        if (s.earlier > 0)
            append(text_, "highest score before this one ",
                   as_fraction(s.after[s.earlier].risk.one_in), ", with it ",
                   as_fraction(s.after.back().risk.one_in), ": it adds ", fixed(s.marginal(), 4),
                   "; at risk before ", s.at_risk[s.earlier], ", with it ", s.at_risk.back(),
                   " cells and groups\n");
        text_ += "highest score of each release separately:";
        for (std::size_t i = 0; i < s.releases.size(); ++i)
            append(text_, i == 0 ? " " : ", ", printable(s.releases[i]), " ",
                   as_fraction(s.separately[i].risk.one_in));
        if (!s.smallest)
            append(text_, "\nno small group follows that none of them shows\n");
        else
            append(text_, "\nsmallest group that none of them shows: ", name(s.smallest->what),
                   ", ", name_count(s.smallest->count), "; it follows from ",
                   join(printable(names_of(s, s.smallest->from))), "\n");
    }

    /// "suppress, 4.0 % of the leaf cells suppressed (score 1/6, loss 0.024)"
    [[nodiscard]] std::string name(const release_candidate& c) const {
        std::string text = to_string(c.way);
        if (c.way == protection_method::coarsened && !c.depths.empty())
            append(text, ", ", printable(describe_depths(r_.tables->cube(0), c.depths)));
        if (c.way == protection_method::suppressed && c.exists)
            append(text, ", ", percent(c.suppressed_share), " of the leaf cells suppressed");
        if (c.way == protection_method::rounded) append(text, " to base ", c.base);
        return text;
    }
    [[nodiscard]] std::string figures(const release_candidate& c) const {
        const bool shows = c.way != protection_method::nothing, none = c.highest.what.empty();
        const auto score = r_.advice->jointly && shows && none ? "raises no score"
                           : shows && none && r_.population == 0
                               ? "no score without --population"
                               : "score " + as_fraction(c.highest.risk.one_in);
        return " (" + score + ", loss " + fixed(c.loss, 3) + ")";
    }
    void add_advice(const recommendation& advice) {
        const auto& best = advice.candidates[advice.chosen];
        if (advice.at_risk_already > 0)
            append(text_, "at risk by what is already published, whatever is released now: ",
                   advice.at_risk_already,
                   advice.at_risk_already == 1 ? " cell or group\n" : " cells and groups\n");
        append(text_, "what would pass",
               r_.sequence      ? " jointly with the others"
               : advice.jointly ? " jointly with the statements"
                                : "",
               ", first in the order of the rule: ", name(best), figures(best), "\n");
        const auto command = command_for(report_, best);
        const bool keeps =
            best.way == protection_method::suppressed && !advice.must_publish.empty();
        if (!command.empty())
            append(text_, "    by ", command,
                   keeps ? ", the cells that other releases show\n" : "\n");
        if (r_.without_statements)
            append(text_, "    without the statements: ", name(*r_.without_statements),
                   figures(*r_.without_statements), "\n");
        add_others(advice);
    }
    void add_others(const recommendation& advice) {
        const release_candidate* least = &advice.candidates[advice.chosen]; // of what passes
        for (const auto& c : advice.candidates) {
            if (c.passes && c.loss < least->loss) least = &c;
        }
        std::vector<std::string> bases; // that do not help
        for (std::size_t i = 0; i < advice.candidates.size(); ++i) {
            const auto& c = advice.candidates[i];
            // That the table does not pass is said above, unless it is for another reason.
            if (i == advice.chosen || c.way == protection_method::nothing ||
                (c.way == protection_method::whole && c.highest.risk.one_in <= r_.limit_one_in))
                continue;
            if (c.way == protection_method::rounded && c.exists && !c.passes)
                bases.push_back(std::to_string(c.base));
            else if (c.passes)
                append(text_, "    would pass, too", &c == least ? ", and loses least: " : ": ",
                       name(c), figures(c), "\n");
            else
                append(text_, "    would not: ", name(c), c.exists ? figures(c) : "", ": ", c.why,
                       "\n");
        }
        if (!bases.empty())
            append(text_, "    would not: round to base ", join(bases),
                   ": still at risk, or too many people in cells shown as 0\n");
    }

    void add_table(const table_risk& t) {
        append(text_, r_.sequence ? "this table by itself: " : "", "persons ", t.persons,
               ", at risk ", t.persons_at_risk, " (", percent(t.share_at_risk()), "), mean score ",
               fixed(t.average, 4), "\nleaf cells ", t.leaves, ": empty ", t.zeros,
               ", of one person ", t.ones, ", of two ", t.twos, "\n");
        if (t.persons_in_one_category)
            append(text_, "in groups of one category ", *t.persons_in_one_category,
                   ", unique by the other dimensions ", *t.uniques_by_keys, "\n");
        if (!r_.groups.fewest || r_.tables->cube(0).dimensions().size() < 2)
            return; // of one dimension all people are the only group
        const auto &few = *r_.groups.fewest, &alike = *r_.groups.least_diverse,
                   &far = *r_.groups.farthest;
        append(text_, "rows and columns: fewest people ", few.people, " (", name(few),
               "), fewest categories ", alike.categories.distinct, " (", name(alike),
               "), farthest from all ", fixed(far.distance, 4), " (", name(far), ")\n");
    }
    void add_points(const calhhs_score& points) {
        append(text_, "points of the publication scoring criteria of California: ", points.total,
               points.within_limit ? ", within " : ", more than ", calhhs_release_limit,
               points.mask ? "; counts of 1 to 10, where there are any, are to be masked\n" : "\n");
        for (const auto& part : points.parts)
            append(text_, "    ", part.points, " ", printable(part.name + ": " + part.why), "\n");
    }
    void add_entropy(const entropy_risk& entropy) {
        constexpr entropy_options weights;
        append(text_, "entropy measure ", fixed(entropy.value, 4),
               " (empty cells, concentration, size weigh ", fixed(weights.zeros_weight, 1), ", ",
               fixed(weights.concentration_weight, 1), ", ", fixed(weights.size_weight, 1), ")\n");
    }

    void add_records(const record_scores& s) {
        append(text_, "records ", s.lines.size(), ", by ", join(printable(s.keys)), ": classes ",
               s.classes, ", the smallest of ", s.smallest, "; unique ", s.uniques,
               "; an intruder who knows that a person is one of them identifies that person with a "
               "mean chance of ",
               percent(s.prosecutor.average),
               "\nthese records do not count in the verdict above, which is of cells\n");
        if (s.with_missing > 0)
            append(text_, "records with an empty value ", s.with_missing,
                   ": they match whoever has any value there\n");
        if (s.minimal) {
            const auto& all = s.minimal->all;
            append(text_, "unique by fewer columns ", s.minimal->special.size(),
                   " (special uniques); minimal uniques ");
            if (all.maximum_size < s.keys.size())
                append(text_, "of at most ", all.maximum_size, " columns ");
            append(text_, all.found.size(), "\n");
        } else {
            append(text_, "minimal uniques not searched: ", s.not_searched, "\n");
        }
        if (s.sample)
            append(text_, "of a population of ", s.sample->population, ": right matches expected ",
                   fixed(s.sample->matches.persons, 1), " (", percent(s.sample->matches.rate),
                   " of the records); unique there about ",
                   fixed(s.sample->uniques.estimate.uniques, 1), " (",
                   percent(s.sample->uniques.estimate.share), "), model of ",
                   to_string(s.sample->uniques.model), "\n");
        if (s.values)
            append(text_, printable(s.sensitive), ": values in a class at least ",
                   s.values->distinct, ", records in classes of one value ", s.values->of_one_value,
                   ", distance of a class from all at most ", fixed(s.values->distance, 2), "\n");
    }

    const score_report& report_;
    const release_score& r_;
    detail::score_sentences say_;
    bool coloured_;
    std::string text_;
};

} // namespace

void write_text(std::ostream& out, const score_report& report, bool coloured) {
    out << score_text(report, coloured).all();
}

} // namespace sdc::inline v0
