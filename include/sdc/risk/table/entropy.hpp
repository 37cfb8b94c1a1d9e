/// How far a table of counts gives people away as a whole: a share of zeros, a concentration and a
/// size, weighted; before and after a perturbation. Context for a table, never the gate of a
/// release: it is an average, and hides single cells.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/table/detail/people.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

struct entropy_options {
    /// Weights of the three parts. Each at least 0; their sum is 1. The default is recalled from
    /// the papers, whose numbers could not be read: say which weights were used wherever the
    /// measure is shown.
    double zeros_weight = 0.1;
    double concentration_weight = 0.8;
    double size_weight = 0.1;
    /// A table of one cell has no spread to measure. With fewer people than this its risk is 1 by
    /// convention, else the part is 0.
    std::int64_t small_total = 11;
};

/// The parts, each in [0,1], and their weighted sum.
struct entropy_risk {
    double value = 0; ///< In [0,1]; higher is riskier.
    double zeros = 0; ///< Share of cells with nobody; after a perturbation only as far as the same
                      ///< zeros are still shown.
    double concentration = 0;       ///< 0: people spread evenly; 1: all in one cell. After a
                                    ///< perturbation, less what it hides.
    double size = 0;                ///< 1 for one person, falling with the number of people.
    double entropy = 0;             ///< Of the original table, in nats.
    double conditional_entropy = 0; ///< Of the original cell of a person, given the published one,
                                    ///< in nats; 0 if nothing moved.
};

/// So many people who are in cell `from` are published in cell `to`. Who stays is not listed.
struct moved_people {
    std::size_t from = 0;
    std::size_t to = 0;
    std::int64_t people = 0;
};

namespace detail {

/// part/whole x ln(whole/part); 0 for an empty part.
[[nodiscard]] SDCKIT_API double entropy_part(std::int64_t part, std::int64_t whole);

/// In nats; at most the logarithm of the number of counts.
[[nodiscard]] SDCKIT_API double entropy_of(std::span<const std::int64_t> counts,
                                           std::int64_t total);

[[nodiscard]] SDCKIT_API double weighted(const entropy_risk& r, const entropy_options& options);

/// R1, of counts that were checked.
[[nodiscard]] SDCKIT_API entropy_risk entropy_before(std::span<const std::int64_t> counts,
                                                     std::int64_t total,
                                                     const entropy_options& options);

/// Moves of one pair of cells added up, ordered by `to`, and those who stay among them; empty cells
/// give none. Errors: bad_argument for a cell outside, a negative number, or more people leaving a
/// cell than are in it.
[[nodiscard]] SDCKIT_API result<std::vector<moved_people>>
transition(std::span<const std::int64_t> counts, std::span<const moved_people> moves);

/// H(original | published) = sum over published cells j of G_j/N times the entropy of the original
/// cells of its G_j people. No sum here exceeds the number of people, which fits.
[[nodiscard]] SDCKIT_API double conditional_entropy_of(std::span<const moved_people> ordered,
                                                       std::int64_t total);

/// (|D|/K)^(|D or Q| / |D and Q|), D and Q the zeros before and after. Without a common zero the
/// exponent is infinite: 0.
[[nodiscard]] SDCKIT_API double zeros_after(std::span<const std::int64_t> counts,
                                            std::span<const moved_people> ordered);

} // namespace detail

/// Errors: bad_argument for a weight below 0 or not finite, weights whose sum is not 1 (to 1e-9), a
/// negative `small_total`.
[[nodiscard]] SDCKIT_API result<void> check(const entropy_options& options);

/// R1 = w1 |D|/K + w2 (1 - H/ln K) + w3 (1 + ln(N)/2)/sqrt(N), for K inner cells(no margins) of N
/// people, D the cells with nobody and H = -sum (F/N) ln(F/N). The caller leaves out cells that
/// cannot hold anybody. It does not show whether a single cell is at risk: 38, 17, 7, 4, 3, 1 gets
/// 0.27 with a single person in a cell. Errors: bad_argument for options (`check`), no cell, a
/// negative count, nobody; overflow if the sum passes 64 bits. Deterministic: another order of
/// counts changes rounding only. Complexity: O(K). Reference: Antal, Shlomo and Elliot (2014);
/// Handbook on Statistical Disclosure Control, 2nd edition, sections 4.7 and 5.9.
[[nodiscard]] inline result<entropy_risk> entropy_risk_of(std::span<const std::int64_t> counts,
                                                          const entropy_options& options = {}) {
    if (const auto fine = check(options); !fine) return fine.error();
    const auto total = detail::people_in(counts, "counts of a table");
    if (!total) return total.error();
    return detail::entropy_before(counts, *total, options);
}

/// R2, of the same table published after people were moved between its cells, for an intruder who
/// knows how: w1 (|D|/K)^(|D or Q|/|D and Q|) + w2 (1 - H/ln K)(1 - H(X|Y)/H) + w3 (as in R1), Q
/// the published zeros, H(X|Y) the conditional entropy of a person's cell given the published one.
/// The first part is 0 where D and Q share no cell; the second factor is 1 where H is 0. Guarantee:
/// at most R1; equal if nothing moved. Errors: as `entropy_risk_of`; bad_argument for a cell
/// outside, a negative number, or more people than there are. Complexity: O(K + M log M) for M
/// moves. Reference: Antal, Shlomo and Elliot (2014); Shlomo, Antal and Elliot (2015).
[[nodiscard]] inline result<entropy_risk> entropy_risk_after(std::span<const std::int64_t> counts,
                                                             std::span<const moved_people> moves,
                                                             const entropy_options& options = {}) {
    if (const auto fine = check(options); !fine) return fine.error();
    const auto total = detail::people_in(counts, "counts of a table");
    if (!total) return total.error();
    const auto ordered = detail::transition(counts, moves);
    if (!ordered) return ordered.error();
    auto r = detail::entropy_before(counts, *total, options);
    r.conditional_entropy = std::min(detail::conditional_entropy_of(*ordered, *total), r.entropy);
    r.zeros = detail::zeros_after(counts, *ordered);
    if (r.entropy > 0) r.concentration *= 1 - r.conditional_entropy / r.entropy;
    if (counts.size() > 1) r.value = detail::weighted(r, options);
    return r;
}

} // namespace sdc::inline v0
