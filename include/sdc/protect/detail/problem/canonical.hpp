/// Suppression problems numbered by names: what is suppressed does not depend on the order of rows,
/// dimensions, codes or tables.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <sdc/config.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/protect/suppress.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sdc::inline v0::detail {

/// The same problem in canonical order: tables by name, dimensions by name, siblings by code;
/// cells, rows, protection requirements and suppression groups in the order that follows. Methods
/// break ties by numbers, so on this problem they break them by names.
class SDCKIT_API canonical_problem {
public:
    /// `made`: as `make_problem` makes it. `order`: the number of each table in it, in canonical
    /// order. Its cubes must outlive this. While it runs it holds a second system of rows;
    /// afterwards as much as `made`, and of linked tables or with intruders 4 bytes a cell. O(terms
    /// of rows + rows x log + requirements x log).
    canonical_problem(suppression_problem made, const std::vector<std::size_t>& order);
    canonical_problem(const canonical_problem&) = delete;
    canonical_problem& operator=(const canonical_problem&) = delete;
    canonical_problem(canonical_problem&&) = delete;
    canonical_problem& operator=(canonical_problem&&) = delete;
    ~canonical_problem() = default;

    [[nodiscard]] const suppression_problem& problem() const noexcept { return problem_; }

    /// A solution of `problem()` with the numbers that cells and requirements had. O(cells + terms
    /// of moves x log).
    [[nodiscard]] problem_solution restore(problem_solution s) const;

private:
    void take_tables(const std::vector<std::size_t>& order);
    void number_shared(const std::vector<unknown>& meaning);
    void take_cells();
    void take_rows();
    void take_requirements();
    void take_groups();
    void take_intruders();
    void take_announced();

    suppression_problem problem_;
    std::vector<std::shared_ptr<const cube>> cubes_; // of the tables of problem_
    std::vector<unknown>
        position_; // of each cell that `made` had; empty where they can be numbered again
    std::vector<unknown> cell_of_; // its inverse, where the rules ask for it
    std::function<std::vector<unknown>()> number_cells_;
    std::vector<std::uint32_t> requirement_position_; // of each of its requirements
};

/// Solves the canonical problem.
using problem_method = std::function<result<problem_solution>(const suppression_problem&)>;

/// Solves by `method` what `propose` made, and takes the solution into the plan.
/// Errors: those of `make_problem` and of the method; those of `complete`, which name cells as the
/// plan does.
[[nodiscard]] result<void> solve_canonically(plan& p, const suppress_options& options,
                                             const problem_method& method);
[[nodiscard]] result<void> solve_canonically(linked_plan& p, const suppress_options& options,
                                             const problem_method& method);

} // namespace sdc::inline v0::detail
