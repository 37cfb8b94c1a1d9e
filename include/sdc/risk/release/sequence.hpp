/// How identifiable people become over several releases about them.
#pragma once

#include <sdc/attack/bounds.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/risk/release/difference.hpp>
#include <sdc/risk/release/joint.hpp>
#include <sdc/risk/release/linked_geographic_differencing.hpp>
#include <sdc/risk/table/interval.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// What an intruder has who saw some of the releases, `seen_releases[i]` the i-th; always over the
/// same tables.
using knowledge_for = std::function<result<knowledge>(const std::vector<bool>& seen_releases)>;

/// Few people whom no release shows and who follow from several, or from one by subtraction.
struct derived_group {
    linear_form what = {};              ///< A cell, or cells less others within them.
    interval count = {};                ///< At least 1.
    cell_risk risk = {};                ///< By identity: they are found by what makes the group.
    std::vector<std::size_t> from = {}; ///< Releases without any of which the count would be less
                                        ///< certain: together enough, ascending.
};

struct sequence_risk {
    std::vector<maximum_risk> after =
        {}; ///< Of nothing, of the first release, of the first two, ... of all.
    std::vector<maximum_risk> separately = {}; ///< Of each release by itself.
    /// Of the derived groups whose score is at least the limit the smallest that no release alone
    /// shows so narrowly; if there is none, the smallest.
    std::optional<derived_group> smallest = {};
    std::vector<interval_risk> scores = {}; ///< Of every cell of all tables, after all releases.
    std::vector<difference_risk> differences =
        {}; ///< Those whose score is at least the limit, after all releases; the highest first.
    std::vector<residual_group> residual_groups = {}; ///< The same; fewest people first.
    std::vector<std::size_t> at_risk = {}; ///< Of `after`: how many cells, differences and
                                           ///< residual groups have a score of at least the limit.
    bool exact = true; ///< False: a search limit came first, and scores may be higher.

    /// What the releases after the first `earlier` add to the highest score. Precondition: earlier
    /// < after.size().
    [[nodiscard]] double marginal(std::size_t earlier) const noexcept {
        return after.back().risk.score() - after[earlier].risk.score();
    }
};

/// Scores what an intruder can infer with certainty after each of the releases, all taken together:
/// facts, relations, markers and announced rules of one are knowledge in the next, so a further
/// release never lowers a score (Ganta, Kasiviswanathan and Smith 2008).Derived groups are cells
/// that no release shows, differences of cells of which one is part of the other (Handbook on
/// Statistical Disclosure Control, 2nd edition, 5.2), and residual groups and zone differences
/// (`score_joint`). People are taken to be the same only where tables imply it: see
/// `risk_of_unknown_overlap`. Errors: bad_argument (no release, a limit below 1, intruders over
/// other tables); those of `knowledge_for` and `score_joint`. Complexity: `score_joint` for each
/// number of releases and for each release.
[[nodiscard]] SDCKIT_API result<sequence_risk>
score_sequence(std::size_t releases, const knowledge_for& known,
               const joint_risk_options& options = {});

/// Releases about people of whom it is not known which are in several, to an intruder who uses each
/// by itself. It is no bound for one who subtracts: that is `score_sequence`, and takes the same
/// people.
struct unknown_overlap {
    double independent = 0; ///< 1 - (1 - r1)(1 - r2)...: if the releases are independent.
    double at_most = 0;     ///< r1 + r2 + ..., at most 1: if it does.
};

/// Source: the risk of a household from those of its members (Handbook 3.3; SDC Practice Guide,
/// household risk); that releases take the place of members is our own reading. Errors:
/// bad_argument for a risk outside 0 to 1.
[[nodiscard]] inline result<unknown_overlap>
risk_of_unknown_overlap(std::span<const double> risks) {
    double none = 1, sum = 0;
    for (const auto r : risks) {
        if (!(r >= 0 && r <= 1))
            return error{.code = errc::bad_argument,
                         .message = "risk of a release",
                         .field = "risks",
                         .found = std::to_string(r),
                         .wanted = "0 to 1"};
        none *= 1 - r;
        sum += r;
    }
    return unknown_overlap{.independent = 1 - none, .at_most = std::min(1.0, sum)};
}

} // namespace sdc::inline v0
