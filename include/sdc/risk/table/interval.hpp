/// How identifiable people are by what an intruder can infer: the channels of `risk/cell` over
/// every table that agrees with all that is public.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/table/cell.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// What an intruder can infer about the people of one cell.
struct interval_risk {
    interval count = {};    ///< The counts that the cell can have.
    cell_risk certain = {}; ///< Of each channel its least score over all tables that agree: of that
                            ///< the intruder can be certain. The largest of these.
    double expected = 0;    ///< Of each channel its mean over the counts that are possible, each as
                            ///< likely as the others. The largest of these.
    bool exact = true;      ///< False: a search limit came first, and `certain` may be larger.
    std::vector<cell_risk> reasons =
        {}; ///< Every channel whose certain score is at least the limit that was asked for.

    bool operator==(const interval_risk&) const = default;
};

struct interval_risk_options {
    /// As for `score_cells`; `population` is of all cells of all tables of the intruder.
    cell_risk_options channels = {};
    /// Cells that cannot hold anybody, ascending, of all tables.
    std::span<const cell_index> structural_zeros = {};
    bounds_options attack = {};
    /// The cells to score, in any order; of others the result holds what facts alone say, and no
    /// score. Empty: all.
    std::span<const cell_index> only = {};
    /// Not 0: only scores of at least 1 / this matter, and lower ones may be given lower than they
    /// are; the attack then leaves out what cannot reach it.
    std::int64_t at_least_one_in = 0;
    std::int64_t reasons_one_in = 0; ///< `reasons` are those of 1 / this or more; 0: none are kept.
};

/// The scores of an intruder, one for each cell of all tables; where every cell is public they are
/// those of `score_cells`. Of a cell that can be empty only `negative_attribute` can be certain.
/// Groups are those of `score_cells`, with the roles that any table gives a dimension, and cells of
/// other tables that the cell is part of. `expected` averages over whole numbers from the least to
/// the largest count, not over tables: a convention, so `certain` decides and `expected` informs.
/// Errors: bad_argument, also for a cell outside the tables; contradiction, if no table agrees.
/// Guarantee: `certain` is exact where `exact`. Complexity: `bounds` on every cell that is not
/// public, and on the rest of its groups.
[[nodiscard]] SDCKIT_API result<std::vector<interval_risk>>
score_knowledge(const knowledge& known, const interval_risk_options& options = {});

namespace detail {

/// The sum of 1 / j for j = 1 ... n. Beyond 32 terms by the asymptotic series, whose error is below
/// 1e-15 there.
[[nodiscard]] inline double harmonic(std::int64_t n) noexcept {
    if (n <= 32) {
        double sum = 0;
        for (std::int64_t j = n; j >= 1; --j) sum += 1 / static_cast<double>(j);
        return sum;
    }
    constexpr double euler = 0.57721566490153286061;
    const auto x = static_cast<double>(n), square = x * x;
    return std::log(x) + euler + 1 / (2 * x) - 1 / (12 * square) + 1 / (120 * square * square) -
           1 / (252 * square * square * square);
}

/// The sum of 1 / max(1, i - shift) for i = low ... high.
[[nodiscard]] inline double sum_of_scores(std::int64_t low, std::int64_t high,
                                          std::int64_t shift) noexcept {
    if (high < low) return 0;
    const auto first = std::max(low - shift, std::int64_t{1}), last = high - shift;
    const auto ones = std::max<std::int64_t>(0, std::min(high, shift) - low + 1); // up to the shift
    if (last - first >= 64) return static_cast<double>(ones) + harmonic(last) - harmonic(first - 1);
    double sum = 0; // of a few terms the difference of two large sums would be rounded away
    for (auto j = last; j >= first; --j) sum += 1 / static_cast<double>(j);
    return static_cast<double>(ones) + sum;
}

/// How well somebody of these people is hidden from an intruder, and from those among them who look
/// together.
[[nodiscard]] constexpr cell_risk identity_among(const interval& n,
                                                 std::int64_t coalition) noexcept {
    if (n.low <= 0 || n.high == unlimited) return {};
    return {.one_in = hidden_among(n.high, coalition), .channel = risk_channel::identity};
}

/// Those of a group who are not in the cell.
struct group_facts {
    cell_index group = no_cell;
    interval others = {}; ///< Attacked as a sum where something certain depends on it, else what
                          ///< the intervals of group and cell leave.
    bool is_rest = false; ///< Cell and others are a known number together.
};

/// Collects the largest over channels.
class interval_score {
public:
    interval_score(const interval& count, const interval_risk_options& options)
        : options_(&options.channels), reasons_one_in_(options.reasons_one_in) {
        found_.count = count;
        found_.exact = count.exact;
    }

    void population(std::int64_t people) {
        if (people == 0) return;
        const auto& n = found_.count;
        if (n.low > 0) take({.one_in = people, .channel = risk_channel::population});
        expect(share_between(n, 1, unlimited) / static_cast<double>(people));
    }
    void identity() {
        const auto& n = found_.count;
        take(identity_among(n, options_->coalition));
        expect(mean(n, [this](std::int64_t low, std::int64_t high) {
            return sum_of_scores(std::max<std::int64_t>(low, 1), high, options_->coalition);
        }));
    }
    void within(const group_facts& g) {
        found_.exact = found_.exact && g.others.exact;
        // 1 / (1 + max(0, x - k)) is 1 / max(1, x - (k - 1)).
        const auto shift = options_->coalition - 1;
        attribute(g, shift);
        if (options_->zeros_are_disclosive) negative_attribute(g, shift);
    }
    [[nodiscard]] interval_risk found() && { return std::move(found_); }

private:
    void take(const cell_risk& r) {
        if (r.channel == risk_channel::none) return;
        take_larger(found_.certain, r);
        if (r.one_in <= reasons_one_in_) found_.reasons.push_back(r);
    }
    void expect(double score) { found_.expected = std::max(found_.expected, score); }

    template <class F>
    static double mean(const interval& n, F&& sum) {
        return n.high >= unlimited ? 0.0
                                   : sum(n.low, n.high) / static_cast<double>(n.high - n.low + 1);
    }
    /// Of the possible counts the share that are `least` to `most`.
    static double share_between(const interval& n, std::int64_t least, std::int64_t most) {
        if (n.high >= unlimited) return most >= unlimited ? 1.0 : 0.0;
        return mean(n, [=](std::int64_t low, std::int64_t high) {
            return static_cast<double>(
                std::max<std::int64_t>(0, std::min(high, most) - std::max(low, least) + 1));
        });
    }

    void attribute(const group_facts& g, std::int64_t shift) {
        const auto& n = found_.count;
        const auto most = options_->upper_bound;
        if (n.low > 0 && n.high <= most && g.others.high < unlimited)
            take({.one_in = contradicted_by(g.others.high, options_->coalition),
                  .channel = risk_channel::attribute,
                  .group = g.group});
        if (!g.is_rest)
            return expect(share_between(n, 1, most) *
                          mean(g.others, [shift](std::int64_t low, std::int64_t high) {
                              return sum_of_scores(low, high, shift);
                          }));
        // The others of a count of 0 are the whole group.
        const auto whole = n.low + g.others.high;
        expect(mean(n, [&](std::int64_t low, std::int64_t high) {
            return sum_of_scores(whole - std::min(high, most),
                                 whole - std::max<std::int64_t>(low, 1), shift);
        }));
    }
    void negative_attribute(const group_facts& g, std::int64_t shift) {
        const auto& n = found_.count;
        if (g.others.low > 0 && n.high < unlimited)
            take({.one_in = contradicted_by(n.high, options_->coalition),
                  .channel = risk_channel::negative_attribute,
                  .group = g.group});
        if (!g.is_rest)
            return expect(share_between(g.others, 1, unlimited) *
                          mean(n, [shift](std::int64_t low, std::int64_t high) {
                              return sum_of_scores(low, high, shift);
                          }));
        const auto whole = n.low + g.others.high;
        expect(mean(n, [&](std::int64_t low, std::int64_t high) {
            return sum_of_scores(low, std::min(high, whole - 1), shift);
        }));
    }

    const cell_risk_options* options_;
    std::int64_t reasons_one_in_;
    interval_risk found_;
};

} // namespace detail

} // namespace sdc::inline v0
