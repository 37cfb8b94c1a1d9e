/// How many integer tables agree with what an intruder knows, without listing them.
#pragma once

#include <sdc/config.hpp>
#include <sdc/decimal.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/run_control.hpp>

#include <cstdint>

namespace sdc::inline v0 {

struct count_options {
    run_control run = {};            ///< Its log gets a line if the limit comes first.
    std::uint64_t limit = 1'000'000; ///< Steps: partial sums extended by a value, for each block of
                                     ///< leaves that facts link.
};

/// Bounds of the number of consistent tables; both are guaranteed.
struct table_count {
    decimal lower = {};
    decimal upper = {};

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
/// agrees; cancelled. Deterministic: depends on arguments only. Complexity: O(blocks x limit x log)
/// big additions.
[[nodiscard]] SDCKIT_API result<table_count> count_tables(const knowledge& known,
                                                          const count_options& options = {});

} // namespace sdc::inline v0
