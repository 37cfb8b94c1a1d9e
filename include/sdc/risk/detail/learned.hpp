/// Which dimensions tell something of a person, of several tables at once.
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
    explicit learned_dimensions(const linked_cubes& tables) {
        for (const auto& t : tables.tables()) {
            if (!any_sensitive(*t.cube)) continue;
            for (const auto& d : t.cube->dimensions()) (d.role == role::sensitive ? sensitive_ : seen_).insert(d.name);
        }
    }
    [[nodiscard]] bool operator()(const std::string& dimension) const { return sensitive_.contains(dimension) || !seen_.contains(dimension); }

private:
    std::set<std::string> sensitive_, seen_;
};

/// The dimensions of which the cell names a code, ascending: those of its table, and of the people that the table is restricted to.
inline std::vector<std::string> named_dimensions(const linked_cubes& tables, cell_index cell) {
    const auto k = tables.table_of(cell);
    std::vector<std::string> names;
    for (const auto& [dimension, code] : tables.tables()[k].where) names.push_back(dimension);
    for (std::size_t d = 0; d < tables.cube(k).dimensions().size(); ++d) {
        if (tables.cube(k).shape().coordinate(cell - tables.first(k), d) != 0) names.push_back(tables.cube(k).dimensions()[d].name);
    }
    std::ranges::sort(names);
    return names;
}

} // namespace sdc::inline v0::detail
