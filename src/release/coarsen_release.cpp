#include <sdc/release/coarsen_release.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/risk/table/cell.hpp>

#include <algorithm>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// Cells of a score that is too high; `population`: of the table, or empty.
result<std::vector<cell_index>> find_scored(const table& t, const score_limit& by,
                                            std::int64_t one_in,
                                            std::span<const std::int64_t> population) {
    const auto scores = score_cells(t, {.coalition = by.coalition,
                                        .population = population,
                                        .zeros_are_disclosive = by.zeros_are_disclosive});
    if (!scores) return scores.error();
    std::vector<cell_index> found;
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        if ((*scores)[cell].one_in <= one_in) found.push_back(cell);
    }
    return found;
}

/// By rules and by scores, ascending, each once.
result<std::vector<cell_index>> find_unsafe(const table& t,
                                            const coarsen_release_options& options) {
    std::vector<cell_index> unsafe;
    if (!options.rules.empty()) {
        const auto flagged = evaluate(t, options.rules);
        if (!flagged) return flagged.error();
        unsafe.assign(flagged->cells().begin(), flagged->cells().end());
    }
    if (options.score) {
        const auto& by = *options.score;
        const auto scored = find_scored(t, by, by.one_in(), by.population);
        if (!scored) return scored.error();
        unsafe.insert(unsafe.end(), scored->begin(), scored->end());
    }
    std::ranges::sort(unsafe);
    const auto repeated = std::ranges::unique(unsafe);
    unsafe.erase(repeated.begin(), repeated.end());
    return unsafe;
}

/// The limit is that of the whole table: a place that is left out still sets it.
result<void> score_again(const table& t, const coarsening& chosen, const score_limit& by) {
    const auto judged = recode_to_judge(t, chosen.depths);
    if (!judged) return judged.error();
    std::vector<std::int64_t> people;
    for (const auto cell : judged->origin) {
        if (!by.population.empty()) people.push_back(by.population[cell]);
    }
    const auto at_risk = find_scored(*judged->table, by, by.one_in(), people);
    if (!at_risk) return at_risk.error();
    if (at_risk->empty()) return {};
    return error{.code = errc::not_proved,
                 .message = "the coarser table has a cell at risk",
                 .cell = describe(t, judged->origin[at_risk->front()]),
                 .rule = "score"};
}

} // namespace

result<coarser_release> coarsen_release(const table& t, const coarsen_release_options& options) {
    const auto unsafe = find_unsafe(t, options);
    if (!unsafe) return unsafe.error();
    auto found = coarsen(t, {.run = options.run,
                             .unsafe = *unsafe,
                             .drop_allowed = options.drop_allowed,
                             .deepest = options.deepest});
    if (!found) return found.error();
    const auto& chosen = found->safe.front();
    if (options.score) {
        if (auto ok = score_again(t, chosen, *options.score); !ok) return ok.error();
    }
    auto proposed = plan_coarser(t, chosen.depths, options.rules);
    if (!proposed) return proposed.error();
    proposed->applied_before = options.described;
    auto proof = audit(*std::move(proposed), {.run = options.run, .threads = options.threads});
    if (!proof) return proof.error();
    return coarser_release{
        .found = *std::move(found), .unsafe = unsafe->size(), .proof = *std::move(proof)};
}

} // namespace sdc::inline v0
