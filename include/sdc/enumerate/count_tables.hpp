/// How many integer tables agree with what an intruder knows, without listing them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/detail/natural.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/enumerate/leaf_facts.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0 {

struct count_options {
    std::uint64_t limit = 1'000'000; ///< Steps: partial sums extended by a value, for each block of
                                     ///< leaves that facts link.
};

/// Bounds of the number of consistent tables; both are guaranteed.
struct table_count {
    natural lower = {};
    natural upper = {};

    [[nodiscard]] bool exact() const noexcept { return lower == upper; }
    /// What an intruder does not know yet, in bits, if all tables are equally likely: between these
    /// two.
    [[nodiscard]] double lower_bits() const noexcept { return lower.bits(); }
    [[nodiscard]] double upper_bits() const noexcept { return upper.bits(); }
};

/// Counts the tables that agree with `known`. Blocks of leaves that no fact links are
/// counted apart and multiplied: one sum by compositions, several by dynamic programming over their
/// partial sums. Beyond the limit the count has a gap: the lower bound leaves partial sums out, the
/// upper bound leaves facts out. Errors: bad_argument as `enumerate`; contradiction if no table
/// agrees. Deterministic: depends on arguments only. Complexity: O(blocks x limit x log) big
/// additions.
[[nodiscard]] result<table_count> count_tables(const knowledge& known,
                                               const count_options& options = {});

namespace detail {

/// C(n + k, k)
[[nodiscard]] SDCKIT_API natural choose(std::uint64_t n, std::uint32_t k);

/// Numbers of x with 0 <= x_k <= width_k and sum x <= most; nothing if that takes more than `limit`
/// steps.
[[nodiscard]] SDCKIT_API std::optional<natural>
compositions_up_to(std::span<const std::int64_t> width, wide_sum most, std::uint64_t limit);

/// Leaves that facts link, directly or through others.
struct leaf_block {
    std::vector<std::size_t> leaves = {};
    std::vector<const linear_fact*> facts = {};
};

/// Narrows the leaves by each fact until nothing changes, then drops the facts that hold anyway.
/// False: no table agrees.
SDCKIT_API bool tighten(leaf_facts& known);

[[nodiscard]] SDCKIT_API std::vector<leaf_block> blocks_of(const leaf_facts& known);

class SDCKIT_API block_counter {
public:
    block_counter(const leaf_facts& known, const leaf_block& block, std::uint64_t limit)
        : known_(known), block_(block), limit_(limit) {}

    [[nodiscard]] table_count count() const;

private:
    [[nodiscard]] natural product(std::span<const std::size_t> leaves) const;

    /// Assignments of the fact's leaves that agree with it, if it is a plain sum.
    [[nodiscard]] std::optional<natural> one_sum(const linear_fact& fact) const;

    /// Facts that share no leaf, chosen in order and in reverse; the other leaves take all their
    /// values.
    [[nodiscard]] natural relaxed() const;

    using partial_sums = std::vector<wide_sum>;
    /// The sum of the leaves of one fact that are not set yet lies between these.
    struct remainder {
        std::vector<wide_sum> coefficient, low,
            high; // at each leaf of the block: its own coefficient, and what comes after it
    };

    [[nodiscard]] std::vector<remainder> remainders() const;

    /// Leaf by leaf, the number of ways to each vector of partial sums. Those with most ways go
    /// first, so that what is left out beyond the limit is little; `complete` is then false.
    [[nodiscard]] natural by_partial_sums(bool& complete) const;

    bool extend(const std::vector<remainder>& rest, std::size_t i, const partial_sums& sums,
                const natural& count, std::uint64_t& left,
                std::map<partial_sums, natural>& ways) const;

    /// Sums that no later leaf can break are as good as each other.
    [[nodiscard]] static bool holds_anyway(const linear_fact& fact, const remainder& r,
                                           std::size_t i, wide_sum sum) noexcept {
        return sum + r.low[i] >= fact.low && (!fact.high || sum + r.high[i] <= *fact.high);
    }

    const leaf_facts& known_;
    const leaf_block& block_;
    std::uint64_t limit_;
};

} // namespace detail

SDCKIT_API result<table_count> count_tables(const knowledge& known, const count_options& options);

} // namespace sdc::inline v0
