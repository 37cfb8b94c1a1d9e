/// Seeded files of records: the same name gives the same codes everywhere.
///
/// Recipe. Each record is of one of `types` types, drawn evenly. In each column a record has its
/// type's usual code with a chance of `usual` percent, else one drawn with weights 1/(code + 1), in
/// whole numbers. Types' usual codes are drawn so, too, before the records.
#pragma once

#include <sdc/detail/splitmix64.hpp>
#include <sdc/risk/record/key_counts.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace record_files {

struct recipe {
    std::string_view name = {};
    std::size_t records = 0;
    std::vector<std::uint64_t> codes = {}; ///< Of each column.
    std::uint64_t types = 1, usual = 0, seed = 0;
};

[[nodiscard]] inline const std::vector<recipe>& recipes() {
    // census: the shape of the census file that papers on this search use (sex, age, race, marital
    // status, education, country, sector, occupation, income); plants: that of the file of 23
    // columns, which depend on each other.
    static const std::vector<recipe> all{
        {.name = "tiny",
         .records = 200,
         .codes = {2, 9, 4, 3, 5},
         .types = 4,
         .usual = 50,
         .seed = 1},
        {.name = "census",
         .records = 30162,
         .codes = {2, 72, 5, 7, 16, 41, 7, 14, 2},
         .types = 400,
         .usual = 83,
         .seed = 2},
        {.name = "plants",
         .records = 8124,
         .codes = {2, 6, 4, 10, 2, 9, 2, 2, 2, 12, 2, 5, 4, 4, 9, 9, 2, 4, 3, 5, 9, 6, 7},
         .types = 40,
         .usual = 90,
         .seed = 3}};
    return all;
}

[[nodiscard]] inline std::vector<sdc::key_column> make(std::string_view name) {
    const recipe* r = nullptr;
    for (const auto& one : recipes()) {
        if (one.name == name) r = &one;
    }
    if (r == nullptr) throw std::invalid_argument("no file of this name");
    sdc::detail::splitmix64 random(r->seed);
    const auto draw = [&random](std::uint64_t codes) {
        constexpr std::uint64_t unit = 1'000'000;
        std::uint64_t all = 0;
        for (std::uint64_t k = 1; k <= codes; ++k) all += unit / k;
        auto at = random.below(all);
        std::int32_t code = 0;
        for (std::uint64_t k = 1; at >= unit / k; ++k, ++code) at -= unit / k;
        return code;
    };
    std::vector<std::vector<std::int32_t>> usual(r->types);
    for (auto& of_type : usual) {
        for (const auto codes : r->codes) of_type.push_back(draw(codes));
    }
    std::vector<sdc::key_column> columns(r->codes.size());
    for (std::size_t i = 0; i < r->records; ++i) {
        const auto& type = usual[random.below(r->types)];
        for (std::size_t c = 0; c < columns.size(); ++c)
            columns[c].push_back(random.below(100) < r->usual ? type[c] : draw(r->codes[c]));
    }
    return columns;
}

} // namespace record_files
