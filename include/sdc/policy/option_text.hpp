/// Options as people type them, in a command line, a file of settings or a form: read alike by all
/// front ends. Errors: bad_argument with the field, "protect" or "protect.percent", the text that
/// was found and what is wanted; a front end adds what it calls the option.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/percent.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/rule/bands.hpp>
#include <sdc/rule/largest_limit.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/rule/threshold.hpp>
#include <sdc/table/dimension.hpp>
#include <sdc/table/value_bands.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {

/// What can be typed, and what it means.
template <class T, std::size_t N>
using option_words = std::array<std::pair<std::string_view, T>, N>;

inline constexpr option_words<zero_policy, 4> zero_words{{{"show", zero_policy::show},
                                                          {"eligible", zero_policy::eligible},
                                                          {"hide", zero_policy::hide},
                                                          {"unsafe", zero_policy::unsafe}}};
inline constexpr option_words<tie_rule, 3> tie_words{{{"half_up", tie_rule::half_up},
                                                      {"half_even", tie_rule::half_even},
                                                      {"half_down", tie_rule::half_down}}};
inline constexpr option_words<role, 3> role_words{
    {{"identifying", role::identifying}, {"sensitive", role::sensitive}, {"time", role::time}}};
inline constexpr option_words<sensitivity, 4> sensitivity_words{
    {{"none", sensitivity::none},
     {"personal", sensitivity::personal},
     {"special", sensitivity::special_category},
     {"criminal", sensitivity::criminal_offence}}};
inline constexpr option_words<calhhs_period, 7> period_words{
    {{"five-years", calhhs_period::five_years},
     {"two-to-four-years", calhhs_period::two_to_four_years},
     {"year", calhhs_period::year},
     {"half-year", calhhs_period::half_year},
     {"quarter", calhhs_period::quarter},
     {"month", calhhs_period::month},
     {"week", calhhs_period::week}}};

/// The first word of this meaning.
template <class T, std::size_t N>
[[nodiscard]] constexpr std::string_view word_of(const option_words<T, N>& from,
                                                 const T& meaning) noexcept {
    for (const auto& [word, value] : from) {
        if (value == meaning) return word;
    }
    return {};
}

namespace detail {

[[nodiscard]] SDCKIT_API sdc::error bad_text(std::string field, std::string_view found,
                                             std::string wanted);

} // namespace detail

/// The meaning of one of these words.
template <class T, std::size_t N>
[[nodiscard]] result<T> parse_word(const option_words<T, N>& from, std::string_view text,
                                   std::string field = "word") {
    std::string wanted;
    for (const auto& [word, value] : from) {
        if (word == text) return value;
        wanted += (wanted.empty() ? "" : ", ") + std::string(word);
    }
    return detail::bad_text(std::move(field), text, (N > 1 ? "one of " : "") + wanted);
}

/// A whole number in digits only, from `least` to `most`.
[[nodiscard]] SDCKIT_API result<std::int64_t> parse_whole(std::string_view text,
                                                          std::int64_t least = 0,
                                                          std::int64_t most = largest_limit,
                                                          std::string field = "number");

/// What is said of zeros; what is not is left as it is.
struct zero_option {
    std::optional<zero_policy> zeros = {};
    std::optional<std::int64_t> hide_below_total = {}; ///< `threshold::hide_zeros_below_total`

    [[nodiscard]] bool is_given() const noexcept { return zeros || hide_below_total; }
    bool operator==(const zero_option&) const = default;
};

/// show, eligible, hide, unsafe or hide-below=N.
[[nodiscard]] SDCKIT_API result<zero_option> parse_zeros(std::string_view text);

/// cover, reach, exact, percent=P or absolute=W.
[[nodiscard]] SDCKIT_API result<protection> parse_protection(std::string_view text);

/// outsider, contributor or coalition=K: the members of the largest coalition, 0 for external
/// intruders only.
[[nodiscard]] SDCKIT_API result<std::int64_t> parse_intruder(std::string_view text);
/// As `parse_intruder` reads it.
[[nodiscard]] SDCKIT_API std::string intruder_text(std::int64_t coalition);

/// value, count, unity, log, box-cox=LAMBDA, distance or distance=1,2,4.
[[nodiscard]] SDCKIT_API result<cost_options> parse_cost(std::string_view text);

/// A part of a whole, such as 0.05: above 0, and 1 at most.
[[nodiscard]] SDCKIT_API result<double> parse_fraction(std::string_view text);

/// Something that is typed about the dimension of a name; whether that is there is for the caller
/// to find out.
template <class T>
using of_dimension = std::pair<std::string, T>;

/// NAME=CODE.
[[nodiscard]] SDCKIT_API result<of_dimension<std::string>> parse_where(std::string_view text);
/// NAME=CODE, or CODE of all dimensions: then without a name.
[[nodiscard]] SDCKIT_API result<of_dimension<std::string>> parse_total(std::string_view text);
/// NAME=FILE with its hierarchy, or NAME: then without a value.
[[nodiscard]] SDCKIT_API result<of_dimension<std::string>> parse_dimension(std::string_view text);
/// NAME=START,START,...: the first number of each band, ascending.
[[nodiscard]] SDCKIT_API result<value_bands> parse_value_bands(std::string_view text);
/// NAME, or NAME=COLUMN for a column of another name than "percent".
[[nodiscard]] SDCKIT_API result<percent_column> parse_percent_column(std::string_view text);
/// NAME=identifying, NAME=sensitive or NAME=time.
[[nodiscard]] SDCKIT_API result<of_dimension<role>> parse_role(std::string_view text);
/// NAME=LEVELS.
[[nodiscard]] SDCKIT_API result<of_dimension<std::int64_t>> parse_depth(std::string_view text);
/// NAME=sex, orientation, gender, detailed-gender, age=YEARS or population=N.
[[nodiscard]] SDCKIT_API result<calhhs_variable> parse_trait(std::string_view text);

} // namespace sdc::inline v0
