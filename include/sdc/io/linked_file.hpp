/// Further tables about the same people, described in JSON.
#pragma once

#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/knowledge/knowledge.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/records.hpp>
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
        {};                              ///< From its input, if that was asked for and is given.
    records input = {};                  ///< The rows of the counts, if they were read.
    std::string count = {};              ///< Its column of units.
    std::string output = {};             ///< Where its public table goes, if it is named.
    std::vector<std::string> reads = {}; ///< The files that its description names to read.
    std::string released_on = {};        ///< "2024-10-24", if it is given.
};

/// What is done with the tables.
enum class linked_reading : std::uint8_t {
    attack,  ///< `output` is read as what is public, where there is no `public`; `input` is not
             ///< read: no intruder has it.
    protect, ///< `input` is read, and `output` only named.
};

/// Reads the description of further tables, as docs/formats.md documents it. A dimension without a
/// file has the hierarchy of the dimension of the same name in `first`. Errors: io_failure,
/// bad_syntax, bad_argument, duplicate, and those of `read_public` and `read_hierarchy`, with the
/// file and line of the table's description, or of what it names; those of `tabulate` for an input.
[[nodiscard]] SDCKIT_API result<std::vector<linked_release>>
read_linked(const std::string& file, const cube* first = nullptr,
            linked_reading what = linked_reading::attack);

} // namespace sdc::inline v0
