#include <sdc/risk/table/detail/learned.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

std::vector<std::string> learned_dimensions::named_by(cell_index cell) const {
    const auto k = tables_.table_of(cell);
    const auto& c = tables_.cube(k);
    std::vector<std::string> names;
    for (const auto& [dimension, code] : tables_.tables()[k].where) names.push_back(dimension);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto& dim = c.dimensions()[d];
        const bool is_root = c.shape().coordinate(cell - tables_.offset(k), d) == 0;
        if (!is_root || parts_.contains({dim.name, dim.codes[0].id})) names.push_back(dim.name);
    }
    std::ranges::sort(names);
    return names;
}

} // namespace sdc::inline v0::detail
