/// How identifiable the people of a cell are by the table alone: one channel for each way to learn
/// something.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/table/dominance.hpp>
#include <sdc/rule/group_disclosure.hpp>
#include <sdc/table/cells.hpp>
#include <sdc/table/relations.hpp>
#include <sdc/table/table.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// A way to learn something of somebody in a cell.
enum class risk_channel : std::uint8_t {
    none,       ///< Nobody is there, or nothing is to be learned.
    population, ///< Who knows the people of the population by their codes finds one of the cell
                ///< among them.
    identity,   ///< Who knows that somebody is in the table finds them among those of the cell, and
                ///< learns what the cell names.
    attribute,  ///< Who knows that somebody is in the group above learns that they are of this
                ///< category.
    negative_attribute, ///< Who knows that somebody is in the group above learns that they are not
                        ///< of this category.
    dominance, ///< Of a magnitude: the largest contributors can infer each other's contribution, or
               ///< anybody that of all of them.
};

[[nodiscard]] constexpr const char* to_string(risk_channel c) noexcept {
    switch (c) {
    case risk_channel::population: return "population";
    case risk_channel::identity: return "identity";
    case risk_channel::attribute: return "attribute";
    case risk_channel::negative_attribute: return "absence";
    case risk_channel::dominance: return "dominance";
    case risk_channel::none: break;
    }
    return "none";
}

/// Of a cell, where others have a population: so many that nobody is found among them.
inline constexpr std::int64_t unknown_population = unlimited - 1;

/// Who the intruder is, and what counts as learning.
struct cell_risk_options {
    /// How many people of the table look together, each knowing where they are: 0 an external
    /// intruder, 1 somebody in the table. At least 0.
    std::int64_t coalition = 1;
    /// Of each cell how many people of the population have its codes, at least its count; or
    /// nothing. Adds the channel `population`.
    std::span<const std::int64_t> population = {};
    /// Another table shows more about the same people: then identity counts in every cell. Else it
    /// counts only in cells that name a category, of any dimension: that one of four is counted in
    /// a total of four shows nothing more about them.
    bool disclosed_by_linked_tables = false;
    /// That nobody of a group is of a category is something to learn (sources disagree: OpenSAFELY
    /// yes, CalHHS no).
    bool zeros_are_disclosive = false;
    /// At least 1. Cells of more people do not count by `attribute`: that nearly everyone of the
    /// group is in them is no news, as for `group_disclosure`.
    std::int64_t upper_bound = unlimited;
    /// Of a magnitude table, when a cell is dominated: then its score is 1. Adds the channel
    /// `dominance`.
    std::optional<dominance_options> dominance = {};
};

/// A score as a fraction, exact: 1 / one_in. `one_in` is 1 where something is certain, and
/// `unlimited` where there is nothing to learn.
struct cell_risk {
    std::int64_t one_in = unlimited;
    risk_channel channel = risk_channel::none;
    cell_index group =
        no_cell; ///< Of `attribute` and `negative_attribute`: the people among whom it is learned.

    [[nodiscard]] double score() const noexcept {
        return one_in == unlimited ? 0.0 : 1.0 / static_cast<double>(one_in);
    }
    bool operator==(const cell_risk&) const = default;
};

namespace detail {

SDCKIT_API result<void> check(const cell_risk_options& options);

SDCKIT_API result<void> check(const cell_risk_options& options, const table& t);

/// n people less the coalition, at least one: among so many somebody is hidden.
constexpr std::int64_t hidden_among(std::int64_t n, std::int64_t coalition) noexcept {
    return n > coalition ? n - coalition : 1;
}

/// n people who contradict what is inferred less those who look, and the one it is inferred of.
constexpr std::int64_t contradicted_by(std::int64_t n, std::int64_t coalition) noexcept {
    return n > coalition ? std::min(n - coalition, unlimited - 2) + 1 : 1;
}

/// Of equal scores the channel that comes first.
constexpr void take_larger(cell_risk& best, const cell_risk& other) noexcept {
    if (other.one_in < best.one_in || (other.one_in == best.one_in && other.channel < best.channel))
        best = other;
}

/// The cell is one of several along some dimension.
template <class P>
bool names_category(const cube& c, const cell_view& cell, P&& is_impossible) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (group_above(c, cell, d, is_impossible) != no_cell) return true;
    }
    return false;
}

constexpr cell_risk certain_by_dominance() noexcept {
    return {.one_in = 1, .channel = risk_channel::dominance};
}

constexpr cell_risk identity_of(std::int64_t n, const cell_risk_options& options) noexcept {
    return {.one_in = hidden_among(n, options.coalition), .channel = risk_channel::identity};
}

/// The channels of a cell of `n` within the group above it, of `n + others`.
template <class F>
constexpr void for_each_channel_within(std::int64_t n, std::int64_t others, cell_index group,
                                       const cell_risk_options& options, F&& f) {
    if (n > 0 && n <= options.upper_bound)
        f(cell_risk{.one_in = contradicted_by(others, options.coalition),
                    .channel = risk_channel::attribute,
                    .group = group});
    if (options.zeros_are_disclosive && others > 0)
        f(cell_risk{.one_in = contradicted_by(n, options.coalition),
                    .channel = risk_channel::negative_attribute,
                    .group = group});
}

} // namespace detail

/// The largest score of each cell over all channels, and by which. For count F, coalition k and the
/// nearest group G above along a dimension with other parts: identity 1 / max(1, F - k) (Handbook
/// on Statistical Disclosure Control, 2nd edition, 3.3); attribute 1 / (1 + max(0, G - F - k)),
/// which is 1 exactly where the cell is k-disclosive (Lupp and Langsrud 2021); negative attribute
/// the same with G - F for F; population 1 / P (k-map). Identity counts only where the cell has a
/// group above, or with `disclosed_by_linked_tables` (Handbook, 5.2). Guarantee: exact in integers.
/// Errors: bad_argument, also those of `score_dominance`; contradiction naming the cell.
/// Complexity: O(dimensions x cells).
[[nodiscard]] inline result<std::vector<cell_risk>>
score_cells(const table& t, const cell_risk_options& options = {}) {
    if (auto ok = detail::check(options, t); !ok) return ok.error();
    std::vector<cell_risk> best(t.size());
    for (cell_index cell = 0; cell < t.size(); ++cell) {
        const auto n = t.contributors(cell);
        if (n == 0) continue;
        if (!options.population.empty())
            best[cell] = {.one_in = options.population[cell], .channel = risk_channel::population};
        if (options.disclosed_by_linked_tables)
            detail::take_larger(best[cell], detail::identity_of(n, options));
    }
    if (options.dominance) {
        const auto dominated = score_dominance(t, *options.dominance);
        if (!dominated) return dominated.error();
        for (cell_index cell = 0; cell < t.size(); ++cell) {
            if ((*dominated)[cell].score == 1)
                detail::take_larger(best[cell], detail::certain_by_dominance());
        }
    }
    std::vector<bool> impossible;
    if (!t.structural_zeros().empty()) impossible.resize(t.size());
    for (const auto cell : t.structural_zeros()) impossible[cell] = true;
    const auto is_impossible = [&impossible](cell_index cell) {
        return !impossible.empty() && impossible[cell];
    };
    // Of each cell its group along the dimension at hand.
    std::vector<cell_index> group(t.size());
    const bool all = !detail::any_sensitive(t.cube());
    for (std::size_t d = 0; d < t.cube().dimensions().size(); ++d) {
        const auto& dimension = t.cube().dimensions()[d];
        const bool learns = all || dimension.role == role::sensitive;
        for (const auto& cell : cells(t)) {
            const auto code = cell.at()[d];
            if (code == 0) group[cell.index()] = no_cell;
            if (dimension.codes.is_leaf(code)) continue;
            const relation r(t.cube(), d, cell.index());
            auto possible = r.size();
            if (!impossible.empty()) {
                possible = 0;
                r.for_each_part([&](cell_index part) { possible += is_impossible(part) ? 0 : 1; });
            }
            // The only part of a code is the same people as the code, unless others could have
            // occurred.
            const auto above =
                possible > 1 || dimension.codes_from_data ? r.total() : group[r.total()];
            const auto whole = above == no_cell ? 0 : t.contributors(above);
            r.for_each_part([&](cell_index part) {
                group[part] = above;
                if (above == no_cell || is_impossible(part)) return;
                const auto n = t.contributors(part);
                if (n > 0) detail::take_larger(best[part], detail::identity_of(n, options));
                if (!learns) return;
                detail::for_each_channel_within(
                    n, whole - n, above, options,
                    [&](const cell_risk& one) { detail::take_larger(best[part], one); });
            });
        }
    }
    return best;
}

/// Every channel of one cell whose score is at least 1 / `one_in`, in the order of `risk_channel`
/// and dimensions: f(cell_risk). Preconditions: `score_cells` accepts the options. O(dimensions x
/// depth x parts).
template <class F>
void for_each_risk(const table& t, cell_index cell, const cell_risk_options& options,
                   std::int64_t one_in, F&& f) {
    const auto n = t.contributors(cell);
    const auto offer = [&](const cell_risk& r) {
        if (r.one_in <= one_in) f(r);
    };
    if (n > 0 && !options.population.empty())
        offer({.one_in = options.population[cell], .channel = risk_channel::population});
    if (t.is_structural_zero(cell)) return;
    const cell_view view(t.cube(), cell);
    const auto is_impossible = [&t](cell_index part) { return t.is_structural_zero(part); };
    if (n > 0 && (options.disclosed_by_linked_tables ||
                  detail::names_category(t.cube(), view, is_impossible)))
        offer(detail::identity_of(n, options));
    detail::for_each_group(t, view, [&](cell_index group) {
        detail::for_each_channel_within(n, t.contributors(group) - n, group, options, offer);
    });
    if (options.dominance && detail::dominance_of(t, cell, *options.dominance).score == 1)
        offer(detail::certain_by_dominance());
}

} // namespace sdc::inline v0
