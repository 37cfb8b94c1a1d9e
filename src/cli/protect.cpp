/// The protecting commands: suppress and round.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/attack/audited.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

/// What both commands read before they look at the table.
struct common {
    std::optional<preset> from = {};
    std::vector<rule> rules = {};
    marker shown = {};
    unsigned threads = 1;
};

result<common> read_common(const arguments& a) {
    if (auto ok = check_outputs(a); !ok) return ok.error();
    common made;
    auto from = read_preset(a);
    if (!from) return from.error();
    made.from = *from;
    auto rules = read_rules(a, made.from);
    if (!rules) return rules.error();
    made.rules = std::move(*rules);
    const auto m = read_marker(a, made.from);
    if (!m) return m.error();
    made.shown = *m;
    const auto threads = read_threads(a);
    if (!threads) return threads.error();
    made.threads = *threads;
    return made;
}

result<std::vector<cell_index>> read_kept(const arguments& a, const cube& c) {
    std::vector<cell_index> kept;
    for (const auto* file : {&a.keep, &a.frozen}) {
        const auto cells = read_cell_file(*file, c);
        if (!cells) return cells.error();
        kept.insert(kept.end(), cells->begin(), cells->end());
    }
    std::ranges::sort(kept);
    const auto repeated = std::ranges::unique(kept);
    kept.erase(repeated.begin(), repeated.end());
    return kept;
}

result<suppress_options> read_suppress_options(const arguments& a, std::vector<rule> rules) {
    constexpr choices<suppression_cost, 4> costs{{{"value", suppression_cost::value},
                                                  {"count", suppression_cost::count},
                                                  {"unity", suppression_cost::unity},
                                                  {"log", suppression_cost::log}}};
    suppress_options options{.rules = std::move(rules), .progress = make_progress(a)};
    if (options.rules.empty())
        return error{.code = errc::bad_argument, .message = "no rule given", .wanted = "--threshold N, --group-disclosure K, or a --policy that withholds"};
    const auto p = read_protection(a);
    if (!p) return p.error();
    options.protection = *p;
    const auto cost = choose("--cost", a.cost, costs);
    if (!cost) return cost.error();
    options.cost = *cost;
    return options;
}

int attack_and_release(const arguments& a, plan proposed, const common& shared) {
    const auto proof = audit(std::move(proposed), {.threads = shared.threads});
    if (!proof) return tell(proof.error());
    return release(a, *proof, shared.shown, shared.threads);
}

} // namespace

int run_suppress(const arguments& a) {
    const auto shared = read_common(a);
    if (!shared) return tell(shared.error());
    auto options = read_suppress_options(a, shared->rules);
    if (!options) return tell(options.error());
    const auto counts = read_table(a);
    if (!counts) return tell(counts.error());
    auto kept = read_kept(a, (*counts)->cube());
    if (!kept) return tell(kept.error());
    options->kept = std::move(*kept);
    auto proposed = suppress(*counts, *options);
    if (!proposed) return tell(proposed.error());
    return attack_and_release(a, std::move(*proposed), *shared);
}

int run_round(const arguments& a) {
    auto shared = read_common(a);
    if (!shared) return tell(shared.error());
    auto bands = read_banding(a, shared->from);
    if (!bands) return tell(bands.error());
    if (!*bands)
        return tell({.code = errc::bad_argument, .message = "no rounding given", .wanted = "--base N, --bands FILE, or a --policy that rounds"});
    for (const auto& text : warnings(**bands)) warn(a, text);
    if (!a.certificate.empty()) warn(a, "rounding moves no values between cells: its certificate lists what was proved, without witnesses");
    // A preset that rounds protects by its bands; its threshold is for suppression.
    auto own = read_rules(a, std::nullopt);
    if (!own) return tell(own.error());
    shared->rules = std::move(*own);
    const auto counts = read_table(a);
    if (!counts) return tell(counts.error());
    auto proposed = round(*counts, {.bands = std::move(**bands), .rules = shared->rules});
    if (!proposed) return tell(proposed.error());
    return attack_and_release(a, std::move(*proposed), *shared);
}

} // namespace sdc::cli
