/// Unions of cases together with the linear system: which points they allow, and what they leave of
/// an answer that ignored them.
#pragma once

#include "prepared.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sdc::inline v0::detail {

/// Alternatives that are looked at one by one for answers that no point of the search has shown;
/// beyond, an answer stays an outer bound.
inline constexpr std::size_t most_alternatives = 256;

/// Whether a point of one component agrees with the cases, other components being as they start.
/// Not shared between threads.
class case_check {
public:
    case_check(const prepared& what, std::uint32_t index)
        : what_(what), index_(index), hints_(what.cases.size()) {}

    /// O(conditions) in the worst case, O(1) where the alternative that held before holds again.
    [[nodiscard]] bool allows(std::span<const std::int64_t> point);

private:
    [[nodiscard]] bool holds(const condition& c, std::span<const std::int64_t> point) const;

    const prepared& what_;
    std::uint32_t index_;
    std::vector<std::size_t> hints_; ///< Of each union the alternative that held last.
};

/// Calls f(knowledge) for what is known with each alternative of the first union taken for true,
/// until f returns true. False if the alternatives are more than are looked at.
[[nodiscard]] bool for_each_alternative(const knowledge& known,
                                        const std::function<bool(const knowledge&)>& f);

/// The first union of cases that the table breaks; the number of unions if there is none.
[[nodiscard]] std::size_t find_broken_cases(const knowledge& known,
                                            std::span<const std::int64_t> values);

/// No table agrees with any of the alternatives.
[[nodiscard]] sdc::error no_alternative();

} // namespace sdc::inline v0::detail
