/// Witnesses of needs once it is decided what is withheld, exactly.
#pragma once

#include "problem.hpp"
#include "separation.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Nothing is asked about a cell whose only contributor asks.
[[nodiscard]] bool knows_alone(const intruder& who, cell_index cell);

class witness_search {
public:
    witness_search(const suppression_problem& p, std::uint64_t node_limit) : p_(p), node_limit_(node_limit), separation_(p), recent_(p.needs.size()) {}

    /// Checked in integers. `settled` turns false if the search limit came first.
    [[nodiscard]] std::optional<move> find(std::uint32_t n, const intruder* who, const std::vector<bool>& withheld, bool& settled);

    /// For every need, also against the readers inside; nothing if one of them has none.
    [[nodiscard]] std::optional<problem_solution> prove(std::vector<bool> withheld);

    /// What the need demands and `open`, how far each cell is withheld, does not give; nothing if it does, or if no cut says so.
    [[nodiscard]] std::optional<capacity_cut> separate(std::uint32_t n, const intruder* who, std::span<const double> open);

private:
    [[nodiscard]] bool serves(const move& m, std::uint32_t n, const intruder* who, const std::vector<bool>& withheld) const;
    [[nodiscard]] bool find_inside(std::uint32_t n, const std::vector<intruder>& inside, problem_solution& s);

    const suppression_problem& p_;
    std::uint64_t node_limit_;
    separation separation_;
    std::vector<std::vector<move>> recent_; ///< Of each need the last moves that met it.
};

} // namespace sdc::inline v0::detail
