/// The attack on one component: exact integer maxima by warm-started linear programs and branch and bound.
#pragma once

#include "open_system.hpp"

#include <sdc/solve/linear_program.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

/// Sum of coefficient x column.
using linear_form = std::vector<std::pair<std::uint32_t, std::int64_t>>;

struct maximum {
    std::optional<std::int64_t> value = {}; ///< The best integer point seen, here or earlier.
    bool unbounded = false;
    bool complete = true;                   ///< False: the search limit came first, or an outcome of the solver could not be confirmed.
};

class component_attack {
public:
    /// `on_point` is called with every integer point that the search finds, one value per column.
    using observer = std::function<void(std::span<const std::int64_t>)>;

    component_attack(const open_system& system, const component& c, std::uint64_t search_limit, observer on_point);

    /// The largest value of the form over integer points. `known` is a value already attained; the search ends at `enough`.
    [[nodiscard]] maximum maximise(const linear_form& form, std::optional<std::int64_t> known, std::int64_t enough);

    /// Bounds of one column for the following searches.
    void restrict(std::uint32_t column, std::int64_t low, std::int64_t high);
    [[nodiscard]] std::int64_t low(std::uint32_t column) const noexcept { return low_[column]; }
    [[nodiscard]] std::int64_t high(std::uint32_t column) const noexcept { return high_[column]; }

private:
    struct search {
        const linear_form* form;
        std::int64_t enough;
        maximum best;
        std::uint64_t nodes = 0;
        int depth = 0;
    };
    void visit(search& s);
    void branch(search& s, std::uint32_t column, double value);
    [[nodiscard]] std::optional<std::uint32_t> find_fractional() const;
    [[nodiscard]] bool read_point();
    [[nodiscard]] std::int64_t evaluate(const linear_form& form) const;

    const component& component_;
    std::vector<std::int64_t> low_, high_, point_;
    std::uint64_t search_limit_;
    bool exact_ = true; ///< False where numbers are so large that doubles do not settle infeasibility.
    observer on_point_;
    std::unique_ptr<linear_program> solver_;
};

} // namespace sdc::inline v0::detail
