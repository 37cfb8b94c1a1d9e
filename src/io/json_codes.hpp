/// A cell as a JSON object: the code of each dimension by its name.
#pragma once

#include <sdc/table/cube.hpp>

#include <nlohmann/json.hpp>

namespace sdc::inline v0::detail {

[[nodiscard]] inline nlohmann::ordered_json json_codes(const cube& c, cell_index cell) {
    auto codes = nlohmann::ordered_json::object();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d)
        codes[c.dimensions()[d].name] = c.codes(d)[c.shape().coordinate(cell, d)].id;
    return codes;
}

} // namespace sdc::inline v0::detail
