/// Which cell of another table holds the same people as a cell, or more.
#pragma once

#include <sdc/config.hpp>
#include <sdc/table/linked.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

using named_code = std::pair<std::string, std::string>; // (dimension, code)

/// Codes that are parts somewhere, of any dimension.
SDCKIT_API std::set<named_code> find_parts(std::span<const linked_table> tables);

/// Where the cells of one table stand in another.
class SDCKIT_API translation {
public:
    struct target {
        cell_index cell;
        bool is_same; // else it holds more people
    };

    translation(const linked_table& from, const linked_table& to,
                const std::set<named_code>& parts);

    /// Nothing if no cell of the other table means the same or holds it.
    [[nodiscard]] std::optional<target> operator()(const coordinates& at) const;

private:
    struct step {
        bool exists = true;
        bool names = true;     // a code, not everybody
        bool is_wider = false; // the other table does not distinguish these people
        cell_index offset = 0;
        std::size_t meets = 0; // how many requirements of the other table the code meets
    };

    /// An empty code: any code of the dimension.
    void require(const named_code& c);

    /// `of_all`: the code is that of all cells. That other cells are part of their margin, the
    /// margin's relations say.
    static step find(const linked_table& to, const named_code& c, bool of_all,
                     const std::set<named_code>& parts);

    const cube& from_;
    std::vector<std::vector<step>> steps_;
    std::vector<std::pair<named_code, step>> always_;
    std::size_t required_ = 0;
};

} // namespace sdc::inline v0::detail
