/// What formats with metadata say beside the numbers.
#pragma once

#include <sdc/io/csv.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// As it is asked for, else "count by area and sex".
[[nodiscard]] std::string title_of(const published& release, const write_options& options);

/// Sentences: the method, its guarantee if there is one, and what the marker means.
[[nodiscard]] std::vector<std::string> notes_of(const published& release,
                                                const write_options& options);

/// True if some cell shows the label of a band.
[[nodiscard]] bool shows_labels(const published& release);

/// The language of what the library says.
inline constexpr const char* language_of_notes = "en";

} // namespace sdc::inline v0::detail
