/// Exact integer maxima over a component by warm-started linear programs and branch and bound.
#pragma once

#include "open_system.hpp"

#include <sdc/solve/solvers.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// Sum of coefficient x column.
using column_form = basic_linear_form<std::uint32_t>;

[[nodiscard]] inline std::int64_t evaluate(const column_form& form,
                                           std::span<const std::int64_t> point) {
    std::int64_t value = 0;
    for (const auto& [column, coefficient] : form) value += coefficient * point[column];
    return value;
}

struct maximum {
    std::optional<std::int64_t> value = {}; ///< The best integer point seen.
    std::int64_t bound = unlimited;         ///< No integer point goes beyond it.
    bool unbounded = false;                 ///< Points go beyond every value.
    bool complete =
        true; ///< `value` is the maximum, at least `enough`, or nothing because there is no point.
};

class program_search {
public:
    /// `search_limit`: nodes for each maximum. The component outlives the search; its bounds are
    /// copied.
    program_search(const component& c, std::uint64_t search_limit);

    /// The largest value of the form over integer points, if above `known`; the search ends at
    /// `enough`.
    [[nodiscard]] maximum maximise(const column_form& form, std::optional<std::int64_t> known,
                                   std::int64_t enough);
    /// The last integer point that was found, one value per column.
    [[nodiscard]] std::span<const std::int64_t> point() const noexcept { return point_; }

    /// Bounds of one column for the following searches.
    void restrict(std::uint32_t column, std::int64_t low, std::int64_t high);

private:
    struct search {
        const column_form* form;
        std::int64_t enough;
        maximum best;
        std::uint64_t nodes = 0;
        int depth = 0;
    };
    void visit(search& s);
    void branch(search& s, std::uint32_t column, double value);
    void branch_apart(search& s);
    [[nodiscard]] double find_least(std::span<const double> multipliers, double scale,
                                    bool with_cost) const;
    [[nodiscard]] bool is_refuted();
    [[nodiscard]] bool has_direction(const column_form& form);
    [[nodiscard]] bool is_direction(const column_form& form,
                                    std::span<const std::int64_t> step) const;
    void set_form(const column_form& form, double scale);
    [[nodiscard]] std::optional<std::uint32_t> find_fractional() const;
    [[nodiscard]] bool read_point();
    [[nodiscard]] bool is_point() const;
    void take_vertex(search& s);

    const component& component_;
    std::vector<std::int64_t> low_, high_, vertex_, point_;
    std::uint64_t search_limit_;
    std::vector<double> cost_;
    bool exact_ =
        true; ///< False where numbers are so large that doubles do not settle infeasibility.
    std::unique_ptr<linear_program> solver_;
};

} // namespace sdc::inline v0::detail
