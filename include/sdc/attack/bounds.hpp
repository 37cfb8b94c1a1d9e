/// What a reader can work out: the exact interval of cells, given everything public.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/rule/requirement.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

struct bounds_options {
    unsigned threads = 1;                 ///< Connected components are attacked in parallel; results do not depend on it.
    std::uint64_t search_limit = 100'000; ///< Nodes of integer search for each bound.
};

/// The interval of integers that each asked cell can have. Exact where `interval::exact` says so, else an outer bound.
/// How: interval propagation to a fixed point, then connected components of what is still open, then for each component warm-started
/// linear programs, and branch and bound where a vertex is fractional. Errors: contradiction, if no integer table fits.
[[nodiscard]] SDCKIT_API result<std::vector<interval>> bounds(const knowledge& reader, std::span<const cell_index> cells, const bounds_options& options = {});

/// The answer to one need.
enum class reach : std::uint8_t {
    possible,   ///< A complete integer table meets the need: the attack found one and checked it in integers.
    impossible, ///< No integer table meets it.
    undecided,  ///< The search limit came first.
};

/// For each need whether some integer table that agrees with the reader's knowledge meets it. Errors: contradiction.
[[nodiscard]] SDCKIT_API result<std::vector<reach>> can_be(const knowledge& reader, std::span<const need> needs, const bounds_options& options = {});

} // namespace sdc::inline v0
