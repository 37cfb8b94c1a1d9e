/// How the numbers of a release are or were made of true ones, as a caller says it: a method and
/// its sizes, bands, or a preset.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/knowledge/announced_method.hpp>
#include <sdc/knowledge/preimage.hpp>
#include <sdc/policy/option_text.hpp>
#include <sdc/policy/rule_options.hpp>
#include <sdc/rule/bands.hpp>

#include <cstdint>
#include <optional>

namespace sdc::inline v0 {

enum class rounding_method : std::uint8_t {
    nearest,
    midpoint,
    random,
    graduated, ///< `graduated_random_rounding`
    controlled,
    noise,
};

/// Those by which `round` can round.
inline constexpr option_words<rounding_method, 2> rounding_words{
    {{"nearest", rounding_method::nearest}, {"midpoint", rounding_method::midpoint}}};
/// Those by which published numbers can have been made.
inline constexpr option_words<rounding_method, 6> published_rounding_words{
    {{"nearest", rounding_method::nearest},
     {"midpoint", rounding_method::midpoint},
     {"random", rounding_method::random},
     {"graduated", rounding_method::graduated},
     {"controlled", rounding_method::controlled},
     {"noise", rounding_method::noise}}};

/// Empty means that it is not said.
struct rounding_options {
    std::optional<rounding_method> method = {};
    std::optional<std::int64_t> base = {};
    std::optional<tie_rule> ties = {};
    std::optional<std::int64_t> steps = {};     ///< Of controlled rounding.
    std::optional<std::int64_t> deviation = {}; ///< Of noise.
    std::optional<banding> bands = {};          ///< Instead of a base.

    [[nodiscard]] bool is_given() const noexcept { return method || base || bands; }
};

/// The bands that are given, or one of the base, or those of the preset; nothing without any of
/// them. What a threshold suppresses is left to the rule, so that what is said beside a preset wins
/// over its bands. Errors: bad_argument with the field for what does not go together or is out of
/// range; as `threshold_of`.
[[nodiscard]] SDCKIT_API result<std::optional<banding>> banding_of(const rounding_options& how,
                                                                   const rule_options& beside);

/// The method by chance: random, graduated, controlled or noise; nothing without one. Errors:
/// bad_argument with the field for what does not go with it, is missing or is out of range.
[[nodiscard]] SDCKIT_API result<std::optional<perturbation>>
perturbation_of(const rounding_options& how);

/// What a release announces. The bands of a preset hold only where its numbers were rounded, so
/// that they are taken only where something is said of rounding; and a method by chance promises of
/// no number more than that another value is possible. Errors: as the functions above.
[[nodiscard]] SDCKIT_API result<announced_method>
announce(const rule_options& rules, const rounding_options& how, protection width);

} // namespace sdc::inline v0
