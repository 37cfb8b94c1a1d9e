/// Witnesses of requirements once it is decided what is suppressed, exactly.
#pragma once

#include <sdc/protect/detail/intruder/internal_requirements.hpp>
#include <sdc/protect/detail/problem/problem.hpp>
#include <sdc/protect/detail/search/separation.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A requirement as it is asked against one internal intruder, or, without one, against everybody
/// outside.
struct demand {
    std::uint32_t number = 0; ///< Of the requirement.
    requirement asked = {};
    const internal_requirements* intruders = nullptr;
    std::uint32_t who = 0; ///< Of internal intruders.

    [[nodiscard]] const intruder* find_intruder() const {
        return intruders == nullptr ? nullptr : &intruders->intruders()[who];
    }
};

class witness_search {
public:
    witness_search(const suppression_problem& p, std::uint64_t node_limit)
        : p_(p), node_limit_(node_limit), separation_(p), recent_(p.requirements.size()) {}

    [[nodiscard]] demand outside(std::uint32_t n) const {
        return {.number = n, .asked = p_.requirements[n]};
    }

    /// Its moves are tried first.
    void remember(const problem_solution& s);

    /// Checked in integers. `settled` turns false if the search limit came first.
    [[nodiscard]] std::optional<move> find(const demand& d, const std::vector<bool>& suppressed,
                                           bool& settled);

    /// For every requirement, also against the internal intruders; nothing if one of them has none.
    [[nodiscard]] std::optional<problem_solution> prove(std::vector<bool> suppressed);

    /// What is demanded and `open`, how far each cell is suppressed, does not give; nothing if it
    /// does, or if no cut says so.
    [[nodiscard]] std::optional<capacity_cut> separate(const demand& d,
                                                       std::span<const double> open);

private:
    [[nodiscard]] bool serves(const move& m, const demand& d, const std::vector<bool>& suppressed);
    [[nodiscard]] bool leaves_one_flagged(const move& m, const std::vector<bool>& suppressed);
    [[nodiscard]] std::optional<move> with_one_flagged(const question& q, const demand& d,
                                                       const std::vector<bool>& suppressed,
                                                       bool& settled);
    [[nodiscard]] const std::optional<one_of>& flagged_cases(const std::vector<bool>& suppressed);
    [[nodiscard]] bool protect_against_intruders(problem_solution& s);

    const suppression_problem& p_;
    std::uint64_t node_limit_;
    separation separation_;
    std::vector<std::vector<move>> recent_; ///< Of each requirement the last moves that met it.
    std::vector<bool> flagged_for_;         ///< The choice that `flagged_` is about.
    std::optional<one_of> flagged_;
};

} // namespace sdc::inline v0::detail
