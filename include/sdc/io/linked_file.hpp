/// Further tables about the same people, described in JSON.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// A table and what was published of it.
struct linked_release {
    linked_table table;
    public_table facts;     ///< About the cells of its own cube.
    bool is_public = false; ///< `facts` are those of a file that is public.
    std::shared_ptr<const sdc::table> counts =
        {}; ///< From its input, if that was asked for and is given.
    std::string input = {},
                count = {}; ///< The file of the counts, if they were read, and its column of units.
    std::string output = {};             ///< Where its public table goes, if it is named.
    std::vector<std::string> reads = {}; ///< The files that its description names to read.
    std::string released_on = {};        ///< "2024-10-24", if it is said.
};

/// What is done with the tables.
enum class linked_reading : std::uint8_t {
    attack,  ///< `output` is read as what is public, where there is no `public`; `input` is left
             ///< alone: no reader has it.
    protect, ///< `input` is read, and `output` only named.
};

/// JSON. Files are relative to the folder of the JSON file.
///
///     {"tables": [
///       {"name": "2023 release", "public": "2023.csv", "dimensions": {"month": "months.csv",
///       "sex": null}, "where": {"region": "North"},
///        "value": "count", "markers": ["*"], "suppressed_minimum": 1, "rounding": {"method":
///        "nearest", "base": 5}}
///     ]}
///
/// `name` and `dimensions` must be there. A dimension has the hierarchy of its file; with null that
/// of the dimension of the same name in `first`, else the codes of the table under `total`
/// ("Total"), which then must be all that there are. `where`: the people of the table, if not all.
/// `measure`: what the numbers are of, counts if it is left out; `decimals`: of the measure.
/// Without `public` the table tells nothing but which codes are parts of which; its dimensions need
/// files then. To protect tables together each has `input`, a CSV file of counts in the column
/// `count`, or of records without it; and one of   output   where its public table goes   public
/// what is public of it already: an earlier release   neither  it is not published, and tells which
/// codes are parts of which `released_on`: the day, as YYYY-MM-DD, that a public table became so.
/// `rounding` has one of these methods, with what it needs and may have:   nearest base; ties
/// half_up, half_even or half_down; redact_to: 1 to this were withheld   midpoint    base   random
/// base   graduated   nothing controlled  base; steps   noise       deviation; zeros_stay (true),
/// positives_stay (false), never_shown `escaped_formulas` false: the public table holds its codes
/// as they are; else they are read by `unescape_csv_rows`. Errors: io_failure, bad_syntax,
/// bad_argument, duplicate, and those of `read_public` and `read_hierarchy`; with the file and line
/// of the table's description, or of what it names; those of `tabulate` for an input.
[[nodiscard]] SDCKIT_API result<std::vector<linked_release>>
read_linked(const std::string& file, const cube* first = nullptr,
            linked_reading what = linked_reading::attack);

/// Everything that `facts` says of the k-th table becomes known; its source is the name of the
/// table. Precondition: `facts` are about the cube of that table. Errors: contradiction, naming a
/// cell that no number fits.
[[nodiscard]] SDCKIT_API result<void> learn_table(knowledge& known, std::size_t k,
                                                  const public_table& facts);

} // namespace sdc::inline v0
