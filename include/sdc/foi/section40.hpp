/// Section 40 of the Freedom of Information Act 2000, personal information: provisions by number,
/// and what a number cannot settle. Statutory wording is the authority's own to quote.
#pragma once

#include <sdc/config.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0::foi {

/// The conditions under which third-party personal data are exempt by section 40(2).
enum class section40_condition : unsigned char {
    first,  ///< 40(3A)(a): disclosure would contravene a data protection principle. Absolute by
            ///< section 2(3).
    second, ///< 40(3B): it would contravene an objection to processing.
    third,  ///< 40(4A): the data are exempt from the person's own access.
};

[[nodiscard]] SDCKIT_API std::string limb(section40_condition c);

/// Under the first condition no public interest test is made. Source: ICO guidance on section 40,
/// part six.
[[nodiscard]] constexpr bool needs_public_interest_test(section40_condition c) noexcept {
    return c != section40_condition::first;
}

/// Lawful, fair and transparent: the principle that the first condition turns on in practice.
[[nodiscard]] inline std::string principle() { return "UK GDPR Art 5(1)(a)"; }

/// What a named person settles before section 40(2) is relied on by its first condition.
/// Sources: ICO guidance on section 40; Information Commissioner v Miller [2018] UKUT 229 (AAC).
[[nodiscard]] SDCKIT_API std::vector<std::string> section40_questions();

/// Before "not held", or before an exemption is claimed for something whose count is zero.
[[nodiscard]] SDCKIT_API std::vector<std::string> not_held_questions();

} // namespace sdc::inline v0::foi
