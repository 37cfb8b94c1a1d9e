/// From the description of a linked table to what is to become of it.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/linked_file.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include <span>
#include <string>

namespace sdc::inline v0 {

/// The table with its counts: released if its description names an output, an earlier release if it
/// names what is public, else unpublished. An earlier release shows true numbers, all of them, and
/// markers that reveal no more than its `rules` do. Not holdings. Errors, with `file`, the name of
/// the description: bad_argument without counts or for what is both; contradiction and
/// not_available for an earlier release that is otherwise. None holds a number.
[[nodiscard]] SDCKIT_API result<linked_source>
make_source(const linked_release& t, std::span<const rule> rules, const std::string& file);

} // namespace sdc::inline v0
