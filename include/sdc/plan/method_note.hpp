/// The method of a plan in words.
#pragma once

#include <sdc/config.hpp>
#include <sdc/plan/plan.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sdc::inline v0 {

/// The method in words that stand beside the published numbers.
struct method_note {
    std::string name = "suppression"; ///< "suppression", "nearest 5", ...
    std::string suffix = {};    ///< Appended to the measure's name where published numbers are not
                                ///< true values: "_nearest5".
    std::string guarantee = {}; ///< What an intruder may rely on; no full stop at its end.
};

namespace detail {

/// How far a number of the band can be from the true value; nothing if that grows with the value.
SDCKIT_API std::optional<std::int64_t> largest_change(const band& b);

/// What an intruder cannot infer about an unsafe count, at each width.
SDCKIT_API std::string promise(const protection& p, const std::string& what);

SDCKIT_API std::string rounding_guarantee(const banding& rule);

/// "_nearest5" if every rounded number is rounded alike, "_bands" if not; nothing if the numbers
/// shown are true values.
SDCKIT_API std::string rounding_suffix(const banding& rule);

} // namespace detail

namespace detail {

/// Who cannot do what: "an external intruder cannot ".
SDCKIT_API std::string describe_intruders(const internal_intruders& intruders);

} // namespace detail

/// Derived from the bands, the protection and the internal intruders, so that a plan cannot claim
/// what the audit did not prove. Percentages and levels are left out: from them and a suppressed
/// cell's neighbours its value could be narrowed.
[[nodiscard]] SDCKIT_API method_note note_of(const plan& p);

} // namespace sdc::inline v0
