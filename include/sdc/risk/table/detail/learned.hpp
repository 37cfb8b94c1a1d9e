/// Which dimensions tell something of a person, of several tables at once, and which a cell names.
#pragma once

#include <sdc/config.hpp>
#include <sdc/rule/group_disclosure.hpp>
#include <sdc/table/detail/translation.hpp>

#include <set>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

/// A dimension has its role from whichever table gives it one; where no table tells sensitive ones
/// from others all are learned, and so is a dimension of which no table says what it is.
class SDCKIT_API learned_dimensions {
public:
    explicit learned_dimensions(const linked_tables& tables)
        : tables_(tables), parts_(find_parts(tables.tables())) {
        for (const auto& t : tables.tables()) {
            if (!any_sensitive(*t.cube)) continue;
            for (const auto& d : t.cube->dimensions())
                (d.role == role::sensitive ? sensitive_ : seen_).insert(d.name);
        }
    }
    [[nodiscard]] bool operator()(const std::string& dimension) const {
        return sensitive_.contains(dimension) || !seen_.contains(dimension);
    }

    /// The dimensions of which the cell names a code, ascending: those of its table, with a root
    /// that is a part elsewhere ("England" under "UK"), and those of the people that the table is
    /// restricted to.
    [[nodiscard]] std::vector<std::string> named_by(cell_index cell) const;

private:
    const linked_tables& tables_;
    std::set<named_code> parts_;
    std::set<std::string> sensitive_, seen_;
};

} // namespace sdc::inline v0::detail
