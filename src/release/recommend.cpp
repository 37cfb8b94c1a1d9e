#include <sdc/release/recommend.hpp>

#include "added_risk.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/detail/stage.hpp>
#include <sdc/protect/coarsen.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/risk/table/information_loss.hpp>
#include <sdc/risk/table/interval.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// The smallest count that criteria of points leave as it is.
constexpr std::int64_t least_shown = 11;

class recommender {
public:
    recommender(std::shared_ptr<const table> t, const recommend_options& options)
        : table_(std::move(t)), options_(options), scores_(table_->size()) {}

    result<recommendation> decide() {
        auto scores = score_cells(*table_, options_.channels);
        if (!scores) return scores.error();
        scores_ = *std::move(scores);
        const std::vector<code_index> all(table_->cube().dimensions().size(),
                                          static_cast<code_index>(-1)),
            none(all.size());
        truth_ = spread_over_leaves(*table_, all).value();
        const auto& last = table_->cube().codes(all.size() - 1);
        for (code_index i = 0; i < last.size(); ++i) columns_ += last.is_leaf(i) ? 1 : 0;
        if (options_.already_published != nullptr) {
            auto made = added_risk::make(*table_, options_);
            if (!made) return made.error();
            added_.emplace(*std::move(made));
            found_.jointly = true;
            found_.at_risk_already = added_->at_risk_before();
        }
        auto whole = at_depths(protection_method::whole, all);
        if (!whole) return whole.error();
        try_whole(*std::move(whole));
        if (!found_.candidates.front().passes) {
            if (auto ok = try_coarser(); !ok) return ok.error();
            if (auto ok = try_suppressed(); !ok) return ok.error();
            for (const auto base : options_.bases) {
                if (base > table_->contributors(0)) break; // nothing would be left
                if (auto ok = detail::check_cancelled(options_.run); !ok) return ok.error();
                try_rounded(base);
                if (found_.candidates.back().passes) break;
            }
            auto total = at_depths(protection_method::total, none);
            if (!total) return total.error();
            judge(*total, "the total alone");
            found_.candidates.push_back(*std::move(total));
        }
        if (auto ok = detail::check_cancelled(options_.run); !ok) return ok.error();
        found_.candidates.push_back({.way = protection_method::nothing,
                                     .exists = false,
                                     .loss = 1,
                                     .passes = true,
                                     .why = "nothing is shown"});
        found_.chosen = static_cast<std::size_t>(
            std::ranges::find(found_.candidates, true, &release_candidate::passes) -
            found_.candidates.begin());
        return std::move(found_);
    }

private:
    [[nodiscard]] bool is_at_risk(const cell_risk& r) const {
        return r.one_in <= options_.limit_one_in;
    }
    static void take_higher(maximum_risk& best, cell_index cell, const cell_risk& one) {
        if (one.one_in < best.risk.one_in) best = {.what = {{cell, 1}}, .risk = one};
    }

    /// The losses of these counts of the leaves.
    void measure(release_candidate& to, const std::vector<double>& leaves) const {
        if (truth_.empty()) return;
        to.average_distance = average_distance(truth_, leaves).value();
        to.relative_distance = relative_distance(truth_, leaves).value();
        if (table_->cube().dimensions().size() == 2 && table_->structural_zeros().empty())
            to.cramers_v = cramers_v(leaves, columns_).value();
        to.loss = table_->contributors(0) == 0
                      ? 0
                      : std::min(1.0, hellinger_distance(truth_, leaves).value() /
                                          std::sqrt(static_cast<double>(table_->contributors(0))));
        to.rank_correlation = rank_correlation(truth_, leaves).value();
    }

    /// Shows the cells that are no deeper than this, whose scores by themselves are those that they
    /// have in the table.
    [[nodiscard]] result<release_candidate> at_depths(protection_method way,
                                                      std::vector<code_index> depths) const {
        release_candidate made{.way = way};
        std::vector<cell_index> shown;
        for (const auto& cell : cells(*table_)) {
            bool deeper = false;
            for (std::size_t d = 0; d < depths.size(); ++d)
                deeper = deeper || table_->cube().codes(d).depth(cell.at()[d]) > depths[d];
            if (!deeper) shown.push_back(cell.index());
        }
        for (const auto cell : shown) take_higher(made.highest, cell, scores_[cell]);
        if (auto ok = score_jointly(made, [&](knowledge& known) { learn_counts(known, shown); });
            !ok)
            return ok.error();
        if (made.exists)
            measure(made, spread_over_leaves(*table_, depths).value());
        else
            made.loss = 1;
        if (way != protection_method::whole) made.depths = std::move(depths);
        return made;
    }
    void learn_counts(knowledge& known, std::span<const cell_index> shown) const {
        for (const auto cell : shown) known.learn_exact(cell, table_->contributors(cell));
    }
    /// Together with what is already published.
    result<void> score_jointly(release_candidate& c,
                               const std::function<void(knowledge&)>& learn) const {
        if (!added_) return {};
        auto raised = added_->of(learn);
        if (!raised && raised.error().code == errc::not_proved) {
            c.exists = false; // has no figures
            c.why = raised.error().message;
            return {};
        }
        if (!raised) return raised.error();
        c.highest = *std::move(raised);
        return {};
    }

    void judge(release_candidate& c, const std::string& what) const {
        detail::write_log(options_.run, log_level::debug, "recommend: judges ", what);
        if (!c.why.empty()) return; // undecided
        const auto limit = "1/" + std::to_string(options_.limit_one_in);
        c.passes = !is_at_risk(c.highest.risk);
        const auto jointly = std::string(added_ ? " together with what else is public" : "");
        c.why = c.passes
                    ? (added_ ? "every score that it raises is below " : "every score is below ") +
                          limit
                    : what + " has a score of " + limit + " or more" + jointly;
    }

    /// Too many points ask that small counts be masked, where there are any.
    void try_whole(release_candidate whole) {
        masks_ = options_.points && *options_.points > options_.points_limit;
        for (cell_index cell = 0; cell < scores_.size(); ++cell) {
            const bool small = masks_ && cell != 0 && table_->contributors(cell) > 0 &&
                               table_->contributors(cell) < least_shown;
            if (small) masked_.push_back(cell);
            if (small || is_at_risk(scores_[cell])) at_risk_.push_back(cell);
        }
        judge(whole, "the table");
        if (whole.passes && !masked_.empty()) {
            whole.passes = false;
            whole.why = fmt::format("{} points, more than {}, and counts below {}",
                                    *options_.points, options_.points_limit, least_shown);
        }
        found_.candidates.push_back(std::move(whole));
    }

    result<void> try_coarser() {
        coarsen_options how{
            .run = options_.run, .unsafe = at_risk_, .drop_allowed = options_.drop_allowed};
        if (added_) {
            // What a coarser table raises a finer one raises, too.
            how.unsafe = masked_;
            how.monotone = true;
            how.is_safe = [this](const recoded& coarser) -> result<bool> {
                const auto raised =
                    added_->of([&](knowledge& known) { learn_counts(known, coarser.origin); });
                if (!raised && raised.error().code == errc::not_proved) return false;
                if (!raised) return raised.error();
                return !is_at_risk(raised->risk);
            };
        }
        const auto found = coarsen(*table_, how);
        if (!found && found.error().code != errc::not_protectable) return found.error();
        const auto keeps_some = [](const coarsening& c) {
            return std::ranges::any_of(c.depths, [](code_index depth) { return depth > 0; });
        };
        bool any = false;
        for (std::size_t i = 0; found && i < found->safe.size(); ++i) {
            if (!keeps_some(found->safe[i])) continue;
            any = true;
            auto c = at_depths(protection_method::coarsened, found->safe[i].depths);
            if (!c) return c.error();
            judge(*c, "the coarser table");
            found_.candidates.push_back(*std::move(c));
        }
        if (!any)
            found_.candidates.push_back({.way = protection_method::coarsened,
                                         .exists = false,
                                         .loss = 1,
                                         .why = fmt::format("no coarser table is without a score "
                                                            "of 1/{} or more",
                                                            options_.limit_one_in)});
        return {};
    }

    /// What an intruder can infer from the release with certainty, and would take the leaves to
    /// hold. A release never shows more of a cell than the table does, so the cells at risk there
    /// are those that can be here, and the scores of others are upper ends.
    result<void> attack(const plan& p, release_candidate& c) const {
        const auto known = knowledge_of(p);
        std::vector<cell_index> asked = at_risk_;
        for (const auto& cell : cells(*table_)) {
            if (!p.bands && !cell.is_margin() && is_suppressed(p.status[cell.index()]))
                asked.push_back(cell.index());
        }
        const auto scores =
            score_knowledge(known, {.channels = options_.channels,
                                    .structural_zeros = table_->structural_zeros(),
                                    .attack = {.run = options_.run,
                                               .threads = options_.threads,
                                               .search_limit = options_.search_limit},
                                    .only = asked,
                                    .at_least_one_in = options_.limit_one_in});
        if (!scores) return scores.error();
        for (const auto cell : at_risk_) {
            const auto& one = (*scores)[cell];
            if (!one.exact)
                return error{.code = errc::not_proved, .message = "a search limit came first"};
            take_higher(c.highest, cell, one.certain);
        }
        for (cell_index cell = 0; cell < scores_.size(); ++cell) {
            if (!is_at_risk(scores_[cell])) take_higher(c.highest, cell, scores_[cell]);
        }
        std::vector<double> leaves;
        for (const auto& cell : cells(*table_)) {
            if (!cell.is_margin() && !table_->is_structural_zero(cell.index()))
                leaves.push_back(taken_for(p, cell.index(), (*scores)[cell.index()].count));
        }
        measure(c, leaves);
        return score_jointly(c, [&p](knowledge& jointly) { detail::learn_release(jointly, p); });
    }
    /// The number that is shown, or the middle of what is possible.
    [[nodiscard]] double taken_for(const plan& p, cell_index cell, const interval& n) const {
        if (p.bands && !is_suppressed(p.status[cell]))
            return static_cast<double>(apply(*p.bands, table_->contributors(cell)).number);
        if (n.high == unlimited) return static_cast<double>(n.low);
        return static_cast<double>(n.low) + static_cast<double>(n.high - n.low) / 2;
    }
    /// Audited and attacked; what goes wrong is the reason.
    void take(result<plan> p, release_candidate c, const std::string& what) {
        const auto fail = [&](const error& e) {
            c.loss = 1;
            c.exists = false;
            c.why = what + ": " + e.message; // the explanation is for who protects it
            found_.candidates.push_back(std::move(c));
        };
        if (!p) return fail(p.error());
        const auto proof = audit(*std::move(p), {.run = options_.run, .threads = options_.threads});
        if (!proof) return fail(proof.error());
        c.suppressed_share = share_suppressed_by(proof->plan());
        if (auto ok = attack(proof->plan(), c); !ok) return fail(ok.error());
        judge(c, what);
        if (c.passes && c.suppressed_share > options_.max_suppressed_share) {
            c.passes = false;
            c.why = fmt::format("{} suppresses more than {} % of what the table shows", what,
                                std::llround(100 * options_.max_suppressed_share));
        }
        found_.candidates.push_back(std::move(c));
    }

    /// Of leaves that are suppressed the share of leaves; of leaves that are rounded to nothing the
    /// share of people.
    [[nodiscard]] double share_suppressed_by(const plan& p) const {
        std::int64_t all = 0, suppressed = 0;
        for (const auto& cell : cells(*table_)) {
            if (cell.is_margin() || table_->is_structural_zero(cell.index())) continue;
            const auto n = table_->contributors(cell.index()), weight = p.bands ? n : 1;
            all += weight;
            suppressed +=
                (p.bands ? apply(*p.bands, n).number == 0 : is_suppressed(p.status[cell.index()]))
                    ? weight
                    : 0;
        }
        return all == 0 ? 0.0 : static_cast<double>(suppressed) / static_cast<double>(all);
    }

    /// The limit of the score as rules: a count is too small from limit + k down, others are too
    /// few from limit - 1 + k down.
    result<void> try_suppressed() {
        const auto k = options_.channels.coalition, limit = options_.limit_one_in;
        threshold small{.minimum = std::max(limit + k + 1, masks_ ? least_shown : std::int64_t{0}),
                        .publish_total = !options_.channels.disclosed_by_linked_tables};
        if (options_.channels.zeros_are_disclosive) small.zeros = zero_policy::unsafe;
        suppress_options how{
            .rules = {small, group_disclosure{.coalition = limit - 1 + k,
                                              .upper_bound = options_.channels.upper_bound}},
            .protection = {.width = protection::kind::reach},
            .threads = options_.threads,
            .run = options_.run};
        if (added_) {
            const auto flagged = evaluate(*table_, how.rules);
            if (!flagged) return flagged.error();
            for (cell_index cell = 0; cell < table_->size(); ++cell) {
                const bool is_known = added_->before().low(cell) == added_->before().high(cell) &&
                                      !table_->is_structural_zero(cell);
                if (is_known && !std::ranges::binary_search(flagged->cells(), cell))
                    found_.must_publish.push_back(cell);
            }
            how.must_publish = found_.must_publish;
        }
        auto made = suppress(table_, how);
        if (made && count(*made).suppressed() == 0)
            found_.candidates.push_back({.way = protection_method::suppressed,
                                         .exists = false,
                                         .loss = 1,
                                         .why = "by itself no cell is to be suppressed"});
        else
            take(std::move(made), {.way = protection_method::suppressed, .rules = how.rules},
                 "the table with cells suppressed");
        return {};
    }

    void try_rounded(std::int64_t base) {
        const banding nearest{
            .name = "nearest " + std::to_string(base),
            .bands = {band{.low = 0, .action = band_action::round, .base = base}}};
        take(round(table_, {.bands = nearest}), {.way = protection_method::rounded, .base = base},
             "the table rounded to base " + std::to_string(base));
    }

    std::shared_ptr<const table> table_;
    const recommend_options& options_;
    std::vector<cell_risk> scores_;
    std::vector<cell_index> at_risk_, masked_; // by themselves; masked for points
    std::optional<added_risk> added_;
    std::vector<double> truth_; // of the leaves
    std::size_t columns_ = 0;   // leaf codes of the last dimension
    bool masks_ = false;
    recommendation found_;
};

bool is_about(const cube& known, const cube& own) {
    return std::ranges::equal(known.dimensions(), own.dimensions(),
                              [](const dimension& a, const dimension& b) {
                                  return a.name == b.name && a.codes == b.codes;
                              });
}

} // namespace

result<recommendation> recommend(std::shared_ptr<const table> t, const recommend_options& options) {
    const auto refuse = [](const char* field, std::string found, const char* wanted) {
        return error{.code = errc::bad_argument,
                     .message = field,
                     .field = field,
                     .found = std::move(found),
                     .wanted = wanted};
    };
    if (t == nullptr) return refuse("table", "none", "a table");
    if (!t->is_frequency())
        return refuse("table", "a magnitude table", "counts: what an intruder can infer is scored");
    constexpr std::int64_t most =
        1'000'000'000'000; // limits and coalitions are added to each other
    if (options.limit_one_in > most || options.channels.coalition > most)
        return refuse("recommend_options", "a limit or a coalition above 10^12", "at most that");
    if (options.limit_one_in < 1)
        return refuse("recommend_options.limit_one_in", std::to_string(options.limit_one_in),
                      "at least 1");
    if (!(options.max_suppressed_share >= 0 && options.max_suppressed_share <= 1))
        return refuse("recommend_options.max_suppressed_share",
                      std::to_string(options.max_suppressed_share), "0 to 1");
    if (std::ranges::any_of(options.bases, [](std::int64_t base) { return base < 2; }))
        return refuse("recommend_options.bases", "a base below 2", "at least 2");
    if (options.already_published == nullptr && !options.statements.empty())
        return refuse("recommend_options.statements", "no already_published",
                      "the tables that it is about");
    if (options.already_published != nullptr &&
        !is_about(options.already_published->cube(), t->cube()))
        return refuse("recommend_options.already_published", "knowledge of another table",
                      "tables of which the first is this one");
    detail::stage s(options.run, "recommend");
    auto found = recommender(std::move(t), options).decide();
    if (found) s.note(found->candidates.size(), " ways to release the table");
    return found;
}

} // namespace sdc::inline v0
