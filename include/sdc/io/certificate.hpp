/// The proof of a release as text that anybody can check by addition. Private: it holds true values.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/config.hpp>

#include <iosfwd>

namespace sdc::inline v0 {

/// Lines of words parted by single blanks, each line ended by \n. A name is the rest of its line, in which \\ and \n stand for a backslash
/// and a line break. Codes are numbered from 0 within their dimension, a parent before its parts. The number of a cell is that of its
/// first code, times the codes of the second dimension, plus that of its second code, and so on: 3 is (Jan, Total) below.
///
///     sdckit-certificate 3
///     dimensions 2
///     dimension 3 listed month  how many codes follow, margins included; listed, or occurring: a reader knows that each holds somebody
///     - Total                   parent, - for the total; and the code
///     0 Jan
///     0 Feb
///     dimension 3 listed sex
///     - Total
///     0 f
///     0 m
///     hidden 4                  how many withheld cells follow, ascending
///     4 1 1 -                   cell, true value, and what the rules and the code lists tell of it: at least, at most or -
///     5 6 1 -
///     7 7 1 -
///     8 9 1 -
///     cases 1                   how many unions of cases follow: of each one alternative holds in every possible table
///     union 2                   how many alternatives; here: one of two cells is 1 to 4
///     alternative 1             how many conditions that hold together
///     4 - 1 4                   cell, cell to subtract or -, at least, at most or -
///     alternative 1
///     5 - 1 4
///     needs 1                   how many needs follow
///     4 - at-least 4 0          cell, cell to subtract or -, side, limit, and the witness that shows it or -
///     witnesses 1
///     witness 0 4               its number, from 0, and how many changes follow, ascending
///     4 3                       cell and change
///     5 -3
///     7 -3
///     8 3
///     end
///
/// To check: put the true values into the public table; the table adds up. A witness changes hidden cells only. Add its changes; the table
/// adds up again, no hidden cell leaves what is told of it, and of each union an alternative holds, so a reader cannot tell the two tables
/// apart. The needs that name the witness hold in the second. Sides of a need: at-most, at-least, different-from. `certificate_check` does
/// just that. Needs that the attack proved without a witness,
/// as those of rounded releases, have -, so that such a certificate lists what was proved and does not show it.
///
/// Before the witnesses can stand `further 1`, with the number of the lines that follow, each of a need, numbered from 0, and a witness: it
/// shows that need to readers who are in the table and whose own cells the need's first witness changes.
SDCKIT_API void write_certificate(std::ostream& out, const audited& proof);

} // namespace sdc::inline v0
