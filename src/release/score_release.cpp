#include <sdc/release/score_release.hpp>

#include <sdc/table/cells.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sdc::inline v0 {
namespace {

error refuse_score(const char* what, const char* field, const char* wanted) {
    return {.code = errc::bad_argument, .message = what, .field = field, .wanted = wanted};
}

result<void> check(const release_to_score& what, const score_options& options) {
    if (what.tables == nullptr)
        return refuse_score("no tables", "release_to_score.tables", "those of the release");
    const auto& first = what.tables->cube(0);
    if (what.counts == nullptr && !what.known)
        return refuse_score("nothing to score", "release_to_score.counts", "counts or releases");
    if (what.counts != nullptr && what.counts->size() != first.size())
        return refuse_score("counts of another table", "release_to_score.counts",
                            "those of the first table");
    if (!options.population.empty() && options.population.size() != first.size())
        return refuse_score("population of another table", "score_options.population",
                            "one for each cell of the first table");
    if (!what.known) return {};
    const auto needed = what.earlier + (what.counts == nullptr ? 0 : 1);
    if (what.releases.empty() || what.releases.size() < needed)
        return refuse_score("releases", "release_to_score.releases",
                            "the one at hand and those before it");
    return {};
}

void sort(std::vector<cell_risk>& reasons) {
    std::ranges::stable_sort(reasons, {}, &cell_risk::one_in);
}

class scorer {
public:
    /// Both outlive this.
    scorer(const release_to_score& what, const score_options& options)
        : what_(what), options_(options),
          channels_{.coalition = options.coalition,
                    .population = options.population,
                    .disclosed_by_linked_tables = what.tables->tables().size() > 1,
                    .zeros_are_disclosive = options.zeros_are_disclosive} {
        const auto& people = options.population;
        const auto smallest = smallest_population(people);
        found_ = {.sensitivity = options.sensitivity,
                  .coalition = options.coalition,
                  .limit_one_in = limit_one_in(options.sensitivity, smallest),
                  .population = people.empty() ? 0 : people.front(),
                  .smallest_population = smallest,
                  .tables = what.tables};
    }

    result<release_score> score() {
        std::vector<cell_risk> alone; // of the counts by themselves
        if (what_.counts != nullptr) {
            auto scores = score_cells(*what_.counts, channels_);
            if (!scores) {
                auto e = scores.error();
                if (e.code == errc::contradiction) e.rule = "population"; // nothing else says so
                return e;
            }
            alone = *std::move(scores);
            if (auto ok = describe_counts(alone); !ok) return ok.error();
        }
        if (!what_.known) {
            take_counts(alone);
            if (auto ok = advise({.channels = channels_}); !ok) return ok.error();
        } else if (auto ok = score_releases(); !ok) {
            return ok.error();
        }
        std::ranges::stable_sort(found_.at_risk, {},
                                 [](const scored_cell& c) { return c.highest.one_in; });
        return std::move(found_);
    }

private:
    /// The figures of the counts by themselves.
    result<void> describe_counts(std::span<const cell_risk> scores) {
        const auto& counts = *what_.counts;
        const auto all = score_table(counts, scores, found_.limit_one_in);
        if (!all) return all.error();
        found_.table = *all;
        std::vector<std::int64_t> leaves;
        for (const auto& cell : cells(counts)) {
            if (!cell.is_margin() && !counts.is_structural_zero(cell.index()))
                leaves.push_back(counts.contributors(cell.index()));
        }
        if (all->persons > 0 && leaves.size() > 1) { // one cell has no spread
            const auto entropy = entropy_risk_of(leaves);
            if (!entropy) return entropy.error();
            found_.entropy = *entropy;
        }
        const auto groups = find_least_diversity(counts);
        if (!groups) return groups.error();
        found_.groups = *groups;
        return {};
    }

    /// The cells of counts by themselves.
    void take_counts(std::span<const cell_risk> scores) {
        const auto& counts = *what_.counts;
        found_.cells = counts.size();
        for (cell_index cell = 0; cell < scores.size(); ++cell) {
            const auto n = counts.contributors(cell);
            found_.counts.push_back({.low = n, .high = n});
            found_.scores.push_back(scores[cell].score());
            if (scores[cell].one_in > found_.limit_one_in) continue;
            scored_cell one{
                .cell = cell, .highest = scores[cell], .expected = scores[cell].score()};
            for_each_risk(counts, cell, channels_, found_.limit_one_in,
                          [&](const cell_risk& why) { one.reasons.push_back(why); });
            sort(one.reasons);
            found_.at_risk.push_back(std::move(one));
        }
    }

    /// All releases, and statements, as one intruder sees them.
    result<void> score_releases() {
        const auto known = what_.known(std::vector<bool>(what_.releases.size(), true));
        if (!known) return known.error();
        std::vector<std::int64_t> people(channels_.population.begin(), channels_.population.end());
        if (!people.empty())
            people.resize(what_.tables->size(), unknown_population); // of cells of other tables
        interval_risk_options how{.channels = channels_,
                                  .structural_zeros = what_.counts == nullptr
                                                          ? what_.structural_zeros
                                                          : what_.counts->structural_zeros(),
                                  .attack = {.run = options_.run, .threads = options_.threads},
                                  .at_least_one_in = found_.limit_one_in,
                                  .reasons_one_in = found_.limit_one_in};
        how.channels.population = people;
        auto scores = attack(*known, {.scores = how, .limit_one_in = found_.limit_one_in});
        if (!scores) return scores.error();
        take_scores(*known, *std::move(scores));
        if (what_.counts == nullptr) return {};
        std::vector<bool> before(what_.releases.size());
        std::fill_n(before.begin(), what_.earlier, true);
        const auto already = what_.known(before);
        if (!already) return already.error();
        return advise({.channels = channels_,
                       .already_published = &*already,
                       .statements = what_.statements});
    }

    /// The scores of every cell, and where there are several releases, how they came about.
    result<std::vector<interval_risk>> attack(const knowledge& known,
                                              const joint_risk_options& how) {
        if (what_.releases.size() < 2) {
            auto joint = score_joint(known, how);
            if (!joint) return joint.error();
            found_.residual_groups = std::move(joint->residual_groups);
            found_.exact = joint->exact;
            return std::move(joint->cells);
        }
        auto all = score_sequence(what_.releases.size(), what_.known, how);
        if (!all) return all.error();
        found_.differences = std::move(all->differences);
        for (auto& d : found_.differences) {
            std::erase_if(d.reasons, [this](const difference_reason& why) {
                return why.risk.one_in > found_.limit_one_in;
            });
        }
        found_.residual_groups = std::move(all->residual_groups);
        found_.exact = all->exact;
        std::vector<double> apart;
        for (const auto& one : all->separately) apart.push_back(one.risk.score());
        found_.sequence = scored_sequence{.releases = what_.releases,
                                          .earlier = what_.earlier,
                                          .after = std::move(all->after),
                                          .separately = std::move(all->separately),
                                          .at_risk = std::move(all->at_risk),
                                          .smallest = std::move(all->smallest),
                                          .apart = risk_of_unknown_overlap(apart).value()};
        return std::move(all->scores);
    }

    void take_scores(const knowledge& known, std::vector<interval_risk> scores) {
        std::map<cell_index, std::vector<cell_index>> open; // not certain to be at risk
        std::map<cell_index, std::size_t> place; // of what is at risk; shared cells have groups of
                                                 // their own, and the riskiest is included
        for (cell_index cell = 0; cell < scores.size(); ++cell) {
            auto& one = scores[cell];
            found_.counts.push_back(one.count);
            if (cell < what_.tables->cube(0).size()) found_.scores.push_back(one.certain.score());
            found_.exact = found_.exact && one.exact;
            const auto variable = known.tables().variable_of(cell);
            found_.cells += variable == cell ? 1 : 0;
            if (one.certain.one_in > found_.limit_one_in) {
                if (!one.count.is_single_value()) open[variable].push_back(cell);
                continue;
            }
            sort(one.reasons);
            scored_cell found{.cell = cell,
                              .highest = one.certain,
                              .expected = one.expected,
                              .reasons = std::move(one.reasons)};
            const auto [at, is_new] = place.emplace(variable, found_.at_risk.size());
            if (is_new)
                found_.at_risk.push_back(std::move(found));
            else if (found.highest.one_in < found_.at_risk[at->second].highest.one_in)
                found_.at_risk[at->second] = std::move(found);
        }
        // What is at risk as the cell of one table is not uncertain as that of another.
        for (const auto& [variable, shared] : open) {
            if (!place.contains(variable)) take_uncertain(shared, scores);
        }
    }
    void take_uncertain(std::span<const cell_index> shared, std::span<const interval_risk> scores) {
        double expected = 0;
        for (const auto cell : shared) {
            const auto mean = scores[cell].expected;
            expected = std::max(expected, mean);
            if (mean > found_.highest_expected)
                found_.highest_expected = mean, found_.highest_expected_cell = cell;
        }
        found_.uncertain += expected * static_cast<double>(found_.limit_one_in) >= 1 ? 1 : 0;
    }

    /// What could be released instead, jointly with what is already published if anything is.
    result<void> advise(recommend_options how) {
        const cell_index most_cells = how.already_published == nullptr ? 2'000 : 1'000;
        const bool too_many_points = options_.points.value_or(0) > options_.points_limit;
        if (!found_.is_at_risk() && !too_many_points && !options_.recommend) return {};
        found_.is_too_large_for_advice = what_.tables->size() > most_cells && !options_.recommend;
        if (found_.is_too_large_for_advice) return {};
        how.run = options_.run;
        how.limit_one_in = found_.limit_one_in;
        how.threads = options_.threads;
        how.points = options_.points;
        how.points_limit = options_.points_limit;
        auto advice = recommend(what_.counts, how);
        if (!advice) return advice.error();
        found_.advice = *std::move(advice);
        if (how.statements.empty()) return {};
        how.statements = {};
        auto without = recommend(what_.counts, how);
        if (!without) return without.error();
        const auto &chosen = found_.advice->candidates[found_.advice->chosen],
                   &other = without->candidates[without->chosen];
        if (std::tie(chosen.way, chosen.depths, chosen.base) !=
            std::tie(other.way, other.depths, other.base))
            found_.without_statements = other;
        return {};
    }

    const release_to_score& what_;
    const score_options& options_;
    cell_risk_options channels_;
    release_score found_;
};

} // namespace

result<release_score> score_release(const release_to_score& what, const score_options& options) {
    if (auto ok = check(what, options); !ok) return ok.error();
    return scorer(what, options).score();
}

} // namespace sdc::inline v0
