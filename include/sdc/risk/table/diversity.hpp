/// What membership of a group tells about a sensitive attribute: how many values are left
/// (l-diversity), and how far the group's distribution is from the whole's (t-closeness,
/// beta-likeness, delta-disclosure). A row of a table is a group, its columns the values. None of
/// these numbers says who is in the group, or whether a value is worth hiding; all are facts about
/// the counts as given.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/error.hpp>
#include <sdc/risk/table/detail/people.hpp>
#include <sdc/table/hierarchy.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

/// How many values of the sensitive attribute a group leaves open, in three readings. A group of
/// one value has 1, 1 and at most 1.
struct l_diversity {
    std::int64_t distinct = 0; ///< Values that somebody has.
    double entropy = 0; ///< exp(-sum p ln p): as many equally likely values. From 1 to `distinct`.
    std::int64_t recursive = 0; ///< Largest l with r_1 < c (r_l + ... + r_m), counts descending; 0
                                ///< if not even l = 1, which takes c <= 1.
};

/// How much likelier the group makes a value than the whole does.
struct beta_likeness {
    double beta = 0; ///< Least beta that holds: the largest (p - q)/q, p of the group and q of the
                     ///< whole. At least 0, no upper limit.
    bool enhanced = true; ///< Each (p - q)/q is also at most -ln q, so that enhanced likeness holds
                          ///< for `beta`; if not, it does for none.
};

/// How much the group changes what is known of a value, in either direction.
struct delta_disclosure {
    double delta = 0;     ///< Largest |log2(p/q)| over the values in the group, in bits. Disclosure
                          ///< stays below each number above it.
    bool missing = false; ///< The group rules a value of the whole out: strictly read, no delta
                          ///< holds. Tools that skip it see `delta`.
};

namespace detail {

/// Counts of a group and of the whole over the same values.
struct compared {
    std::span<const std::int64_t> group, whole;
    std::int64_t in_group = 0, in_whole = 0;

    /// (p - q) x in_group x in_whole, exactly: both products are below 2^126.
    [[nodiscard]] wide_sum difference(std::size_t i) const noexcept {
        return wide_sum{group[i]} * in_whole - wide_sum{whole[i]} * in_group;
    }
    [[nodiscard]] double scale() const noexcept {
        return static_cast<double>(in_group) * static_cast<double>(in_whole);
    }
};

[[nodiscard]] SDCKIT_API result<compared> compare(std::span<const std::int64_t> group,
                                                  std::span<const std::int64_t> whole);

/// As `compare`; bad_argument for a value of the group that the whole does not have.
[[nodiscard]] SDCKIT_API result<compared> compare_within(std::span<const std::int64_t> group,
                                                         std::span<const std::int64_t> whole);

/// Longest way down from each code to a leaf.
[[nodiscard]] SDCKIT_API std::vector<code_index> heights(const hierarchy& codes);

} // namespace detail

/// l-diversity of a group: one count for each value of the sensitive attribute, zeros allowed. What
/// it does not say: synonymous values count as different, and a value may be likely all the same.
/// Errors: bad_argument for no count, a negative one, nobody, or a c that is not above 0 and
/// finite; overflow if the sum passes 64 bits. Deterministic; the recursive reading is exact for a
/// whole c up to counts of 2^53. Complexity: O(m log m) for m values. Reference: Machanavajjhala,
/// Gehrke, Kifer and Venkitasubramaniam (2006), l-diversity: distinct, entropy, recursive (c,l).
[[nodiscard]] SDCKIT_API result<l_diversity> l_diversity_of(std::span<const std::int64_t> group,
                                                            double c = 2);

/// t-closeness where any two values are equally far apart: half the sum of |p - q|. In [0,1]; 0 if
/// the group is distributed as the whole. What it does not say: which value the group makes likely,
/// or how likely; a rare value may become certain at a small distance. Errors: bad_argument for
/// sizes that differ, no count, a negative one, or nobody in either; overflow if a sum passes 64
/// bits. Deterministic, differences exact. Complexity: O(m). Reference: Li, Li and
/// Venkatasubramanian (2007), t-closeness, earth mover's distance with equal ground distance.
[[nodiscard]] SDCKIT_API result<double> equal_distance(std::span<const std::int64_t> group,
                                                       std::span<const std::int64_t> whole);

/// t-closeness where values are ordered as given and neighbours are 1/(m-1) apart: the sum of |sum
/// of p - q up to i|, over m - 1. In [0,1]; 0 for a single value. What the values are worth
/// (salaries of 3 and 11) plays no part, only their order. Errors, determinism, complexity,
/// reference: as `equal_distance`; ordered ground distance.
[[nodiscard]] SDCKIT_API result<double> ordered_distance(std::span<const std::int64_t> group,
                                                         std::span<const std::int64_t> whole);

/// t-closeness where values are the leaves of a hierarchy and two are as far apart as their lowest
/// common code is high, over the height of the root: at each code what its children can settle
/// among themselves moves, the rest goes up. In [0,1]. One count for each leaf, in the order of the
/// hierarchy. Where leaves lie at different depths, the height of a code is the longest way down.
/// Errors: as `equal_distance`; bad_argument if there is not one count for each leaf.
/// Deterministic, differences exact. Complexity: O(codes). Reference: Li, Li and Venkatasubramanian
/// (2007), hierarchical ground distance.
[[nodiscard]] SDCKIT_API result<double> hierarchical_distance(std::span<const std::int64_t> group,
                                                              std::span<const std::int64_t> whole,
                                                              const hierarchy& values);

/// beta-likeness of a group within a whole. Only gains count: that a value is ruled out is not seen
/// here. Errors: as `equal_distance`; bad_argument for a value that the group has and the whole has
/// not. Deterministic, gains from exact differences. Complexity: O(m). Reference: Cao and Karras
/// (2012), beta-likeness, basic and enhanced.
[[nodiscard]] SDCKIT_API result<beta_likeness>
beta_likeness_of(std::span<const std::int64_t> group, std::span<const std::int64_t> whole);

/// delta-disclosure of a group within a whole. Values that nobody of the whole has play no part.
/// Errors: as `beta_likeness_of`. Deterministic. Complexity: O(m).
/// Reference: Brickell and Shmatikov (2008), delta-disclosure privacy; logarithm of base 2 and
/// absent values skipped, as ARX does.
[[nodiscard]] SDCKIT_API result<delta_disclosure>
delta_disclosure_of(std::span<const std::int64_t> group, std::span<const std::int64_t> whole);

} // namespace sdc::inline v0
