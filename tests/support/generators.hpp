/// Seeded hierarchies, records and tables for tests: the same seed gives the same table on every
/// platform.
#pragma once

#include <sdc/table/tabulate.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace support {

/// Steele, Lea and Flood (2014). No std:: distributions: their results differ between libraries.
class splitmix64 {
public:
    explicit splitmix64(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::uint64_t next() {
        auto z = state_ += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// 0 to limit - 1; the bias of the remainder does not matter to tests.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit) { return next() % limit; }
    [[nodiscard]] bool percent(std::uint64_t p) { return below(100) < p; }

private:
    std::uint64_t state_;
};

struct table_options {
    std::size_t dimensions = 2;  ///< 1 to 5.
    std::uint64_t branching = 3; ///< Largest number of children of a code, at least 2.
    std::uint64_t depth = 2;     ///< Levels under the total, at least 1.
    std::uint64_t mean =
        6; ///< About the mean of the counts that are not zero, at least 1; small ones are frequent.
    std::uint64_t zero_percent = 25;        ///< Share of leaf cells that are zero.
    std::uint64_t single_child_percent = 0; ///< Share of the codes with children that have one
                                            ///< only, as placeholders of ragged levels do.
    std::uint64_t ragged_percent =
        30; ///< Share of the codes above the last level that are leaves all the same.
};

/// Codes are named by their path ("d0", "d0.2", "d0.2.1"), so that a test can tell the parent
/// without the library.
[[nodiscard]] inline std::vector<sdc::code_parent>
random_codes(splitmix64& random, const std::string& name, const table_options& o) {
    std::vector<sdc::code_parent> codes{{.id = name, .parent = ""}};
    std::vector<std::uint64_t> depth{0};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (depth[i] == o.depth || (i != 0 && random.percent(o.ragged_percent))) continue;
        const auto children =
            random.percent(o.single_child_percent) ? 1 : 2 + random.below(o.branching - 1);
        for (std::uint64_t k = 0; k < children; ++k) {
            codes.push_back({.id = codes[i].id + "." + std::to_string(k), .parent = codes[i].id});
            depth.push_back(depth[i] + 1);
        }
    }
    return codes;
}

[[nodiscard]] inline sdc::hierarchy random_hierarchy(splitmix64& random, const std::string& name,
                                                     const table_options& o) {
    return sdc::hierarchy::from_parents(random_codes(random, name, o)).value();
}

/// 0, or 1 and more with a long tail: the lower of two steps makes small counts, which are what
/// protection is about, frequent.
[[nodiscard]] inline std::uint64_t random_count(splitmix64& random, const table_options& o) {
    if (random.percent(o.zero_percent)) return 0;
    return 1 + random.below(1 + random.below(4 * o.mean - 3));
}

[[nodiscard]] inline std::vector<sdc::dimension> random_dimensions(splitmix64& random,
                                                                   const table_options& o) {
    std::vector<sdc::dimension> by;
    for (std::size_t d = 0; d < o.dimensions; ++d) {
        const auto name = "d" + std::to_string(d);
        by.push_back({.name = name, .codes = random_hierarchy(random, name, o)});
    }
    return by;
}

/// One row for each leaf cell: a column per dimension, then `count`.
[[nodiscard]] inline sdc::records random_leaf_counts(splitmix64& random,
                                                     const std::vector<sdc::dimension>& by,
                                                     const table_options& o) {
    const auto c = sdc::cube::make(by).value();
    sdc::records rows{.source = "random"};
    for (const auto& d : by) rows.names.push_back(d.name);
    rows.names.push_back("count");
    for (const auto& cell : sdc::cells(*c)) {
        if (cell.is_margin()) continue;
        for (std::size_t d = 0; d < by.size(); ++d) rows.fields.push_back(cell.code(d).id);
        rows.fields.push_back(std::to_string(random_count(random, o)));
    }
    return rows;
}

/// A frequency table with all margins.
[[nodiscard]] inline sdc::table random_table(std::uint64_t seed, const table_options& o = {}) {
    splitmix64 random(seed);
    const auto by = random_dimensions(random, o);
    return sdc::tabulate(random_leaf_counts(random, by, o), {.by = by, .count = "count"}).value();
}

} // namespace support
