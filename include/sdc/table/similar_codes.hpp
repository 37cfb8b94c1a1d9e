/// Codes that a person takes for one: "Coventry", "Coventry " and "COVENTRY".
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/table/records.hpp>

#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Groups of codes that differ by nothing but blanks, case, the Unicode form of a character, or
/// letters of different alphabets that look alike; each in the order given. O(texts).
/// Source: Unicode Standard Annex 15 (NFKC_Casefold), Technical Standard 39, section 4.
[[nodiscard]] SDCKIT_API std::vector<std::vector<std::string>>
find_similar_codes(std::span<const std::string> codes);

/// Replaces in a column each of a group of similar codes by the one that most rows have, without
/// blanks around it; of several the first. `codes`: those that a hierarchy lists, which stay and
/// replace what is similar to them. Returns one sentence for each group. O(rows + texts).
[[nodiscard]] SDCKIT_API std::vector<std::string>
merge_similar_codes(records& rows, std::size_t column, std::span<const std::string> codes = {});

/// Errors: duplicate, if a column holds similar codes; with the first row of the second. O(rows +
/// texts).
[[nodiscard]] SDCKIT_API result<void> check_similar_codes(const records& rows, std::size_t column);

} // namespace sdc::inline v0
