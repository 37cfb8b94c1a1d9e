/// Which dimensions tell something of a person, of several tables at once, and which a cell names.
#pragma once

#include <sdc/rule/group_disclosure.hpp>
#include <sdc/table/linked.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// A dimension has its role from whichever table gives it one; where no table tells sensitive ones from others all are learned, and so is a dimension of
/// which no table says what it is.
class learned_dimensions {
public:
    explicit learned_dimensions(const linked_cubes& tables) : tables_(tables), parts_(find_parts(tables.tables())) {
        for (const auto& t : tables.tables()) {
            if (!any_sensitive(*t.cube)) continue;
            for (const auto& d : t.cube->dimensions()) (d.role == role::sensitive ? sensitive_ : seen_).insert(d.name);
        }
    }
    [[nodiscard]] bool operator()(const std::string& dimension) const { return sensitive_.contains(dimension) || !seen_.contains(dimension); }

    /// The dimensions of which the cell names a code, ascending: those of its table, with a root that is a part elsewhere ("England" under "UK"), and
    /// those of the people that the table is restricted to.
    [[nodiscard]] std::vector<std::string> named_by(cell_index cell) const {
        const auto k = tables_.table_of(cell);
        const auto& c = tables_.cube(k);
        std::vector<std::string> names;
        for (const auto& [dimension, code] : tables_.tables()[k].where) names.push_back(dimension);
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto& dim = c.dimensions()[d];
            const bool is_root = c.shape().coordinate(cell - tables_.first(k), d) == 0;
            if (!is_root || parts_.contains({dim.name, dim.codes[0].id})) names.push_back(dim.name);
        }
        std::ranges::sort(names);
        return names;
    }

private:
    const linked_cubes& tables_;
    std::set<named_code> parts_;
    std::set<std::string> sensitive_, seen_;
};

} // namespace sdc::inline v0::detail
