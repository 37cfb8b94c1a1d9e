/// The attack on one component: from an integer point towards the maximum of a form, by the
/// cheapest way that settles it.
#pragma once

#include "flow.hpp"
#include "program_search.hpp"
#include "surroundings.hpp"

#include <sdc/attack/bounds.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// A part, a component or a table of more columns for each permitted node is not searched: so few
/// nodes are not worth so large a program.
inline constexpr std::uint64_t columns_a_node = 40;

/// What is shared by all attacks on one component: whether it is a network, and one integer point
/// to start from.
struct component_start {
    std::optional<detail::network> network = {};
    std::vector<std::int64_t> point = {}; ///< Empty: none was found.
    bool complete = true; ///< False: there may be a point, but the search limit came first.
    std::unique_ptr<program_search> search =
        {}; ///< What found the point, still warm; for the first attack.
};

/// `known` has a value for each column that meets every row, or is empty. A component without a
/// point contradicts itself.
[[nodiscard]] component_start prepare(const component& c, std::span<const std::int64_t> known,
                                      const bounds_options& options);

class component_attack {
public:
    /// Called with every integer point that is found and the columns that differ from the one
    /// before; empty: all may.
    using observer = std::function<void(std::span<const std::int64_t> point,
                                        std::span<const std::uint32_t> changed)>;

    /// A search that stays starts every time from the first point; else it walks on, and sees more
    /// of the corners.
    enum class gait : unsigned char { stays, walks };
    /// `warm`: what found the start, if no other attack has taken it.
    component_attack(const component& c, const component_start& start,
                     std::unique_ptr<program_search> warm, std::uint64_t search_limit, gait how,
                     observer on_point);

    enum class aim : unsigned char {
        exact,  ///< The maximum itself.
        decide, ///< Whether it reaches `enough`.
    };
    /// The largest value of the form over integer points, or what settles the aim. `known` is a
    /// value already attained.
    [[nodiscard]] maximum maximise(const column_form& form, std::optional<std::int64_t> known,
                                   std::int64_t enough, aim wanted);

    /// Bounds of one column for the following searches. They start from the first point again,
    /// which must be within.
    void restrict(std::uint32_t column, std::int64_t low, std::int64_t high);
    [[nodiscard]] std::int64_t low(std::uint32_t column) const noexcept { return low_[column]; }
    /// Integer programs solved so far, for the log.
    [[nodiscard]] std::uint64_t programs() const noexcept { return programs_; }
    [[nodiscard]] std::int64_t high(std::uint32_t column) const noexcept { return high_[column]; }

private:
    [[nodiscard]] bool parts_pay() const noexcept;
    void push(const column_form& form, std::int64_t enough, maximum& best);
    void search_around(const column_form& form, std::int64_t enough, aim wanted, maximum& best);
    bool try_part(surroundings& part, const column_form& form, std::int64_t enough, aim wanted,
                  maximum& best);
    void search_whole(const column_form& form, std::int64_t enough, aim wanted, maximum& best);
    void report_point(std::span<const std::uint32_t> changed);

    const component& component_;
    const component_start& start_;
    std::vector<std::int64_t> low_, high_, point_;
    std::uint64_t search_limit_;
    gait gait_;
    observer on_point_;
    std::optional<flow> flow_;
    std::optional<surroundings> last_; // what settled one cell often settles its neighbours
    std::size_t tried_ = 0,
                settled_ = 0; // maxima for which parts were tried, and those that they settled
    std::uint64_t programs_ = 0;
    std::unique_ptr<program_search> whole_;
};

} // namespace sdc::inline v0::detail
