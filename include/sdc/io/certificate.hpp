/// The proof of a release as text that anybody can check by addition. Private: it holds true values.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// Lines of words parted by single blanks; a name is a JSON string. Cells are numbered from 0 in the order of the rows of the public CSV.
///
///     sdckit-certificate 1
///     dimension 3 "month"       one line for each: how many codes, margins included, and the name
///     minimum 1                 what every withheld cell is known to be at least: 1 where zeros are always shown, else 0
///     hidden 4                  how many withheld cells follow
///     4 1                       cell and true value
///     needs 2                   how many needs follow
///     4 - at-least 4 0          cell, cell to subtract or -, side, limit, and the witness that shows it or -
///     4 - at-most 1 -           sides: at-most, at-least, different-from
///     witnesses 1
///     witness 0 2               its number, and how many changes follow
///     4 3                       cell and change
///     7 -3
///     end
///
/// To check: put the true values into the public table; the table adds up. A witness changes hidden cells only. Add its changes; the table
/// adds up again and no hidden cell is below the minimum, so a reader cannot tell the two tables apart. The need holds in the second.
SDCKIT_API void write_certificate(std::ostream& out, const audited& proof);

} // namespace sdc::inline v0
