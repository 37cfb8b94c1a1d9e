/// A cell as a JSON object: the code of each dimension by its name. An interval as two members.
#pragma once

#include <sdc/table/cube.hpp>
#include <sdc/table/interval.hpp>

#include <nlohmann/json.hpp>

#include <utility>

namespace sdc::inline v0::detail {

[[nodiscard]] inline nlohmann::ordered_json json_codes(const cube& c, cell_index cell) {
    auto codes = nlohmann::ordered_json::object();
    for (std::size_t d = 0; d < c.dimensions().size(); ++d)
        codes[c.dimensions()[d].name] = c.codes(d)[c.shape().coordinate(cell, d)].id;
    return codes;
}

/// Adds `low` and `high`; null: nothing limits it.
[[nodiscard]] inline nlohmann::ordered_json
json_interval(const interval& i, nlohmann::ordered_json to = nlohmann::ordered_json::object()) {
    to["low"] = i.low;
    to["high"] =
        i.high == unlimited ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(i.high);
    return to;
}
/// And whether these are the very ends.
[[nodiscard]] inline nlohmann::ordered_json
json_proved_interval(const interval& i,
                     nlohmann::ordered_json to = nlohmann::ordered_json::object()) {
    to = json_interval(i, std::move(to));
    to["exact"] = i.exact;
    return to;
}

} // namespace sdc::inline v0::detail
