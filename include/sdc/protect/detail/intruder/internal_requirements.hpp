/// Internal intruders against the moves of a solution: what the attack by internal intruders will
/// ask, and which of it no move answers yet.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/config.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// For one pattern: who the internal intruders are changes with what is suppressed. The problem
/// outlives this.
class SDCKIT_API internal_requirements {
public:
    /// `intruders`: as `p.list_internal_intruders` returns them. O(cells + own cells).
    internal_requirements(const suppression_problem& p, std::vector<intruder> intruders);

    [[nodiscard]] std::span<const intruder> intruders() const noexcept { return intruders_; }

    /// What the requirement still asks against them: an end that their own contribution rules out
    /// is not asked for, and nothing of a cell whose sole contributor they are. O(own cells x
    /// dimensions).
    [[nodiscard]] std::optional<requirement> asked(std::uint32_t requirement_index,
                                                   std::uint32_t who) const;

    /// The move leaves their own cells as they know them. O(own cells x log(support)).
    [[nodiscard]] bool agrees(std::uint32_t who, const move& m) const;

    /// (requirement, intruder), ascending: none of the requirement's moves in `s`, the first and
    /// further ones, agrees with what the intruder knows and meets what is asked against them.
    /// Requirements without a move are left out. O(supports of the moves + own cells that they
    /// touch).
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
    find_uncovered(const problem_solution& s) const;

private:
    [[nodiscard]] bool agrees(const own_contribution& own, std::int64_t change) const;
    [[nodiscard]] std::int64_t units_of(const intruder& who, cell_index cell) const;
    [[nodiscard]] std::vector<std::uint32_t> find_touched(const move& m) const;

    const suppression_problem& problem_;
    std::vector<intruder> intruders_;
    std::vector<std::size_t> first_; // of each unknown: its place in owners_
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        owners_; // (intruder, which of their own cells)
};

} // namespace sdc::inline v0::detail
