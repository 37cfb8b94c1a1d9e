/// From which score on a cell is at risk: it depends on what is disclosed, not on the likelihood of
/// an attack.
#pragma once

#include <sdc/error.hpp>

#include <cstdint>
#include <span>

namespace sdc::inline v0 {

/// What a table discloses about its people.
enum class sensitivity : std::uint8_t {
    none,             ///< Nothing that anybody would mind.
    personal,         ///< Personal data of any kind.
    special_category, ///< Health, ethnicity, religion, politics, sex life and the like (UK GDPR,
                      ///< Article 9).
    criminal_offence, ///< Offences, suspicions and proceedings (UK GDPR, Article 10).
};

[[nodiscard]] constexpr const char* to_string(sensitivity s) noexcept {
    switch (s) {
    case sensitivity::none: return "none";
    case sensitivity::personal: return "personal";
    case sensitivity::special_category: return "special category";
    case sensitivity::criminal_offence: return "criminal offence";
    }
    return "";
}

/// A population of fewer people is small: California Health and Human Services, Data
/// De-Identification Guidelines, after the US HIPAA Privacy Rule.
inline constexpr std::int64_t small_population = 20'000;

/// A cell whose score is at least 1 / result is at risk: 3, 5, 11, or 20. The numbers are cell
/// sizes in use (El Emam names 3, 5, 11 and 20), given to the classes by us; where the population
/// is small they are at least 11, and 20 for a special category or an offence. `population`: of the
/// smallest place, 0 if it is not known. They are a convention, not law.
[[nodiscard]] constexpr std::int64_t limit_one_in(sensitivity s,
                                                  std::int64_t population = 0) noexcept {
    const bool sensitive = s == sensitivity::special_category || s == sensitivity::criminal_offence;
    if (population > 0 && population < small_population) return sensitive ? 20 : 11;
    return sensitive ? 11 : s == sensitivity::personal ? 5 : 3;
}

/// The least number of people of any cell where somebody lives, which is the place that sets the
/// limit; 0 if there is none. `people`: of each cell.
[[nodiscard]] constexpr std::int64_t
smallest_population(std::span<const std::int64_t> people) noexcept {
    std::int64_t least = 0;
    for (const auto n : people) {
        if (n > 0 && (least == 0 || n < least)) least = n;
    }
    return least;
}

} // namespace sdc::inline v0
