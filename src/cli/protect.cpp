/// The protecting commands: suppress and round.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "protect_linked.hpp"
#include "protect_measures.hpp"
#include "protect_strata.hpp"
#include "rules.hpp"
#include "suppress_options.hpp"
#include "words.hpp"

#include <sdc/policy/preset_bands.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/against_replay.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace sdc::cli {
namespace {

/// What both commands read before they look at the table.
struct common {
    marker shown = {};
    unsigned threads = 1;
};

result<common> read_common(const arguments& a) {
    if (auto ok = check_places(a); !ok) return ok.error();
    return common{.shown = read_marker(a), .threads = count_threads(a)};
}

result<std::vector<cell_index>> read_must_publish(const arguments& a, const table& counts,
                                                  const marker& shown) {
    auto kept = read_cell_file(a.keep, counts.cube());
    if (!kept) return kept.error();
    const auto frozen = read_already_published(a, counts, shown);
    if (!frozen) return frozen.error();
    kept->insert(kept->end(), frozen->cells.begin(), frozen->cells.end());
    std::ranges::sort(*kept);
    const auto repeated = std::ranges::unique(*kept);
    kept->erase(repeated.begin(), repeated.end());
    return kept;
}

result<suppress_options> read_suppress_options(const arguments& a, std::vector<rule> rules,
                                               unsigned threads) {
    if (rules.empty() && a.unsafe.empty() && a.levels.empty())
        return no_rule("--unsafe FILE, --levels FILE, ");
    if (a.against_replay && *a.coalition > 0) return not_yet("--against replay with --intruder");
    auto cost = read_cost(a);
    if (!cost) return cost.error();
    return suppress_options{.rules = std::move(rules),
                            .protection = a.protection,
                            .cost = *std::move(cost),
                            .intruders = {.coalition = *a.coalition},
                            .threads = threads,
                            .run = {.progress = make_progress(a), .log = a.logger}};
}

/// All that names cells.
result<void> read_cell_options(const arguments& a, const table& counts, const marker& shown,
                               suppress_options& to) {
    auto unpublished = read_unpublished(a, counts.cube());
    if (!unpublished) return unpublished.error();
    to.unpublished = *std::move(unpublished);
    auto kept = read_must_publish(a, counts, shown);
    if (!kept) return kept.error();
    to.must_publish = *std::move(kept);
    if (auto ok = read_listed(a, counts.cube(), to.rules, to.protection); !ok) return ok;
    return read_suppress_files(a, counts, shown, to);
}

result<guarded_plan> propose(const std::shared_ptr<const table>& counts,
                             const suppress_options& options,
                             const std::optional<optimal_options>& optimal, bool against_replay,
                             const bool& cut) {
    const suppression_method method = [&](std::shared_ptr<const table> of,
                                          const suppress_options& o) {
        return optimal ? suppress_optimally(std::move(of), o, *optimal)
                       : suppress(std::move(of), o);
    };
    const auto alone = [&]() -> result<guarded_plan> {
        auto p = method(counts, options);
        if (!p) return p.error();
        return guarded_plan{.plan = *std::move(p), .made_by = describe_key(options.cost)};
    };
    auto proposed =
        against_replay ? suppress_against_replay(counts, options, {.method = method}) : alone();
    if (!proposed) return proposed;
    proposed->plan.stopped_early = proposed->plan.stopped_early || cut;
    return proposed;
}

result<std::vector<plan>> suppress_all(const arguments& a,
                                       std::span<const counted_measure> measures,
                                       suppress_options options,
                                       const std::optional<optimal_options>& optimal,
                                       const marker& shown, const bool& cut) {
    if (auto ok = read_cell_options(a, *measures.front().counts, shown, options); !ok)
        return ok.error();
    const auto method = [&](std::shared_ptr<const table> counts, const suppress_options& own) {
        return optimal ? suppress_optimally(std::move(counts), own, *optimal)
                       : suppress(std::move(counts), own);
    };
    auto plans = suppress_measures(measures, options, method);
    if (!plans) return plans;
    for (auto& p : *plans) p.stopped_early = p.stopped_early || cut;
    return plans;
}

arguments in_its_shape(arguments a, const input_table& input) {
    if (a.in_shape) a.as_read = &input.as_read;
    return a;
}

int attack_and_release(const arguments& a, plan proposed, const common& shared,
                       const std::string& made_by = {}) {
    const auto proof = audit(std::move(proposed), audit_of(a, shared.threads));
    if (!proof) return tell(proof.error());
    return release(a, *proof, shared.shown, shared.threads, made_by);
}

} // namespace

int run_suppress(const arguments& a) {
    const auto shared = read_common(a);
    if (!shared) return tell(shared.error());
    auto rules = read_rules(a);
    if (!rules) return tell(rules.error());
    auto options = read_suppress_options(a, std::move(*rules), shared->threads);
    if (!options) return tell(options.error());
    const auto optimal = read_method(a);
    if (!optimal) return tell(optimal.error());
    const auto cut = std::make_shared<bool>(false);
    take_limits(a, *options, cut);
    if (a.counts.size() > 1) {
        const auto all = [&](std::span<const counted_measure> measures) {
            return suppress_all(a, measures, *options, *optimal, shared->shown, *cut);
        };
        return protect_measures(a, all, shared->shown, shared->threads,
                                describe_key(options->cost));
    }
    if (!a.by.empty()) {
        const auto one = [&](std::shared_ptr<const table> counts) -> result<audited> {
            auto own = *options;
            if (auto ok = read_cell_options(a, *counts, shared->shown, own); !ok) return ok.error();
            auto made = propose(counts, own, *optimal, false, *cut);
            if (!made) return made.error();
            return audit(std::move(made->plan), audit_of(a, shared->threads));
        };
        return suppress_strata(a, one, shared->shown, shared->threads, describe_key(options->cost));
    }
    const auto input = read_input(a);
    if (!input) return tell(input.error());
    const auto& counts = input->counts;
    if (auto ok = read_cell_options(a, *counts, shared->shown, *options); !ok)
        return tell(ok.error());
    auto holdings = read_holdings(a, *counts, input->rows, a.count);
    if (!holdings) return tell(holdings.error());
    options->intruders.holdings = std::move(*holdings);
    if (!a.linked.empty() || !a.overlapping.empty())
        return suppress_linked(in_its_shape(a, *input), *input, *options, *optimal, shared->shown,
                               shared->threads);
    auto proposed = propose(counts, *options, *optimal, a.against_replay, *cut);
    if (!proposed) return tell(proposed.error());
    return attack_and_release(in_its_shape(a, *input), std::move(proposed->plan), *shared,
                              proposed->made_by);
}

int run_round(const arguments& a) {
    auto shared = read_common(a);
    if (!shared) return tell(shared.error());
    const auto how = read_rounding(a);
    if (!how) return tell(how.error());
    auto bands = banding_of(*how, a.rules);
    if (!bands) return tell(by_rule_option(bands.error()));
    if (!*bands)
        return tell({.code = errc::bad_argument,
                     .message = "no rounding given",
                     .wanted = "--base N, --bands FILE, or a --policy that rounds"});
    if (!a.certificate.empty())
        warn(a, "rounding moves no values between cells: its certificate lists what was proved, "
                "without witnesses");
    // The threshold of a preset that labels small counts is about its own bands.
    auto rules = how->is_given() ? rules_of(a.rules) : rules_with_bands(a.rules);
    if (!rules) return tell(by_rule_option(rules.error()));
    for (const auto& text : find_warnings(**bands, *rules)) warn(a, text);
    if (rules->empty() && !suppresses_or_labels(**bands))
        warn(a, "no cell was judged: there is no rule, and the bands suppress and label nothing; "
                "--threshold N asks for one");
    round_options options{
        .bands = std::move(**bands), .rules = std::move(*rules), .protection = a.protection};
    const auto take_unpublished = [&](const cube& c) -> result<void> {
        auto unpublished = read_unpublished(a, c);
        if (!unpublished) return unpublished.error();
        options.unpublished = *std::move(unpublished);
        return {};
    };
    if (a.counts.size() > 1) {
        const auto all =
            [&](std::span<const counted_measure> measures) -> result<std::vector<plan>> {
            if (auto ok = take_unpublished(measures.front().counts->cube()); !ok) return ok.error();
            return round_measures(measures, options);
        };
        return protect_measures(a, all, shared->shown, shared->threads);
    }
    const auto input = read_input(a);
    if (!input) return tell(input.error());
    const auto& counts = input->counts;
    if (auto ok = take_unpublished(counts->cube()); !ok) return tell(ok.error());
    auto proposed = round(counts, options);
    if (!proposed) return tell(proposed.error());
    return attack_and_release(in_its_shape(a, *input), std::move(*proposed), *shared);
}

} // namespace sdc::cli
