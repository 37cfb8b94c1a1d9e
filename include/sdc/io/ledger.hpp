/// The releases about the same people, in the order in which they became public.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/linked_file.hpp>

#include <string>
#include <vector>

namespace sdc::inline v0 {

/// A file as `read_linked` reads it, in which every table that is public says `released_on`.
/// Earliest first, those of a day as they stand; tables for which nothing is published come last.
/// The file is the record: an entry is added when its table is published, and none is taken away.
/// Errors: those of `read_linked`; bad_argument for a public table without its day.
[[nodiscard]] SDCKIT_API result<std::vector<linked_release>>
read_ledger(const std::string& file, const cube* first = nullptr);

} // namespace sdc::inline v0
