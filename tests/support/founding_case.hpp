/// The tables of the founding case: four incidents over 25 months, and what an intruder is told of
/// them.
#pragma once

#include <sdc/knowledge/knowledge.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// Years 2022 to 2024 over 25 months, October 2022 to October 2024.
[[nodiscard]] inline std::shared_ptr<const sdc::cube> months_in_years() {
    std::vector<std::vector<std::string>> paths;
    for (int month = 9; month < 34; ++month) {
        const auto year = std::to_string(2022 + month / 12);
        paths.push_back({year, year + "-" + std::to_string(month % 12 + 1)});
    }
    return sdc::cube::make({{.name = "month",
                             .codes = sdc::hierarchy::from_paths(paths).value(),
                             .role = sdc::role::time}})
        .value();
}

[[nodiscard]] inline std::shared_ptr<const sdc::cube> categories(std::size_t n) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < n; ++i) ids.push_back("c" + std::to_string(i));
    return sdc::cube::make({{.name = "category", .codes = sdc::hierarchy::flat(ids).value()}})
        .value();
}

[[nodiscard]] inline sdc::knowledge knows_total(std::shared_ptr<const sdc::cube> c,
                                                std::int64_t total) {
    sdc::knowledge known(std::move(c));
    known.learn_exact(0, total);
    return known;
}

[[nodiscard]] inline sdc::statement all_in_2024(const sdc::cube& c) {
    return {.text = "all in 2024", .terms = {{0, 1}, {*c.codes(0).find("2024"), -1}}, .high = 0};
}

} // namespace support
