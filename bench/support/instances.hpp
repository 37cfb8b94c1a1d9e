/// Seeded tables of many shapes for benchmarks and golden tests: the same name gives the same
/// values everywhere.
///
/// Recipe. A leaf's expected count is `mean` times one log-normal effect (parameter `sigma`) for
/// each of its codes; its count is Poisson. Effects are drawn first, dimension by dimension, then
/// the leaves in row-major order, all from one splitmix64. In a magnitude table the count is the
/// number of contributors, each with a log-normal contribution.
#pragma once

#include <sdc/table/tabulate.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace instances {

/// A dimension as a regular tree: `branching` from the top down.
struct tree {
    std::string_view name = {};
    std::vector<int> branching = {};
};

enum class kind : unsigned char { frequency, magnitude };

struct spec {
    std::string_view name = {};
    instances::kind kind = instances::kind::frequency;
    std::uint64_t seed = 0;
    double mean = 0;
    double sigma = 0;
    std::vector<tree> dimensions = {};
};

/// 2-D flat, 2-D hierarchical, 3-D tiny to large, 4-D, 5-D; then magnitudes.
[[nodiscard]] inline const std::vector<spec>& all() {
    using enum instances::kind;
    static const std::vector<spec> list{
        {"F2f10", frequency, 1010, 30.0, 0.8, {{"r", {10}}, {"c", {10}}}},
        {"F2f20", frequency, 1020, 30.0, 0.8, {{"r", {20}}, {"c", {20}}}},
        {"F2f50", frequency, 1050, 30.0, 0.8, {{"r", {50}}, {"c", {50}}}},
        {"F2f50d", frequency, 1051, 8.0, 0.8, {{"r", {50}}, {"c", {50}}}},
        {"F2f100", frequency, 1100, 30.0, 0.8, {{"r", {100}}, {"c", {100}}}},
        {"F2f200", frequency, 1200, 30.0, 0.8, {{"r", {200}}, {"c", {200}}}},
        {"F2h", frequency, 2000, 25.0, 0.6, {{"g", {10, 10, 10}}, {"a", {4, 5}}}},
        {"F2hs", frequency, 2001, 25.0, 0.6, {{"g", {5, 5}}, {"a", {4, 5}}}},
        {"F2hm", frequency, 2002, 25.0, 0.6, {{"g", {10, 10}}, {"a", {4, 5}}}},
        {"F3t", frequency, 3000, 12.0, 0.6, {{"g", {4, 4}}, {"s", {2}}, {"a", {3, 2}}}},
        {"F3s", frequency, 3001, 20.0, 0.6, {{"g", {10, 10}}, {"s", {2}}, {"a", {3, 2, 3}}}},
        {"F3p", frequency, 3002, 0.7, 0.8, {{"g", {10, 10}}, {"s", {2}}, {"a", {3, 2, 3}}}},
        {"F3m", frequency, 3003, 20.0, 0.6, {{"g", {10, 10, 10}}, {"s", {2}}, {"a", {3, 2, 3}}}},
        {"F3L",
         frequency,
         3004,
         20.0,
         0.6,
         {{"g", {10, 10, 10, 10}}, {"s", {2}}, {"a", {3, 2, 3}}}},
        {"F3h", frequency, 3005, 20.0, 1.2, {{"g", {10, 10, 10}}, {"s", {2}}, {"a", {3, 2, 3}}}},
        {"F4t", frequency, 3008, 12.0, 0.6, {{"g", {4, 3}}, {"s", {2}}, {"a", {3, 2}}, {"o", {3}}}},
        {"F4m",
         frequency,
         3106,
         20.0,
         0.6,
         {{"g", {10, 10}}, {"s", {2}}, {"a", {4, 3}}, {"o", {5}}}},
        {"F4",
         frequency,
         3006,
         12.0,
         0.6,
         {{"g", {10, 10}}, {"s", {2}}, {"a", {4, 3}}, {"o", {5}}}},
        {"F5",
         frequency,
         3007,
         12.0,
         0.6,
         {{"g", {6, 5}}, {"s", {2}}, {"a", {3, 3}}, {"o", {5}}, {"y", {4}}}},
        {"M2t", magnitude, 4000, 4.0, 0.7, {{"i", {4, 4}}, {"g", {3, 4}}}},
        {"M2s", magnitude, 4001, 6.0, 0.7, {{"i", {8, 5}}, {"g", {10, 5}}}},
        {"M2m", magnitude, 4002, 4.0, 0.7, {{"i", {10, 5, 5}}, {"g", {10, 10}}}},
    };
    return list;
}

/// Null if there is no such instance.
[[nodiscard]] inline const spec* find(std::string_view name) {
    for (const auto& s : all()) {
        if (s.name == name) return &s;
    }
    return nullptr;
}

/// Throws std::invalid_argument for an unknown name.
[[nodiscard]] inline const spec& require(std::string_view name) {
    const auto* s = find(name);
    if (s == nullptr) throw std::invalid_argument("no instance \"" + std::string(name) + "\"");
    return *s;
}

/// splitmix64 (Steele, Lea and Flood 2014) and the distributions of the recipe; no std::
/// distribution, whose values differ by library.
class generator {
public:
    explicit generator(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept {
        auto z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    std::uint64_t below(std::uint64_t n) noexcept { return next() % n; }
    /// In [0, 1), 53 bits.
    double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1p-53; }
    /// Box and Muller, the cosine half.
    double normal() noexcept {
        const auto a = uniform();
        const auto b = uniform();
        return std::sqrt(-2.0 * std::log(1.0 - a)) * std::cos(2.0 * std::numbers::pi * b);
    }
    /// Knuth's product of uniforms, in steps of at most 30 so that exp(-mean) stays normal.
    std::int64_t poisson(double mean) noexcept {
        std::int64_t n = 0;
        for (; mean > 30.0; mean -= 30.0) n += small_poisson(30.0);
        return n + small_poisson(mean);
    }
    std::int64_t contribution() noexcept {
        return std::max<std::int64_t>(
            1, static_cast<std::int64_t>(std::floor(std::exp(3.0 + 1.6 * normal()) + 0.5)));
    }

private:
    std::int64_t small_poisson(double mean) noexcept {
        const auto limit = std::exp(-mean);
        std::int64_t n = 0;
        for (auto p = uniform(); p > limit; p *= uniform()) ++n;
        return n;
    }
    std::uint64_t state_;
};

/// The codes of a tree: the total, then "g0", "g0_0", ...
[[nodiscard]] inline sdc::dimension make_dimension(const tree& t) {
    std::vector<sdc::code_parent> entries{{.id = "Total", .parent = ""}};
    std::vector<std::string> level{""};
    for (const auto branches : t.branching) {
        std::vector<std::string> next;
        for (const auto& parent : level) {
            for (int i = 0; i < branches; ++i) {
                next.push_back((parent.empty() ? std::string(t.name) : parent + "_") +
                               std::to_string(i));
                entries.push_back({.id = next.back(), .parent = parent.empty() ? "Total" : parent});
            }
        }
        level = std::move(next);
    }
    return {.name = std::string(t.name), .codes = sdc::hierarchy::from_parents(entries).value()};
}

[[nodiscard]] inline std::vector<sdc::dimension> dimensions(const spec& s) {
    std::vector<sdc::dimension> made;
    for (const auto& t : s.dimensions) made.push_back(make_dimension(t));
    return made;
}

/// Calls f(leaf, count, generator) for every leaf in row-major order.
template <class F>
void for_each_leaf(const spec& s, const sdc::cube& c, F&& f) {
    generator random(s.seed);
    std::vector<std::vector<double>> effect;
    for (const auto& d : c.dimensions()) {
        auto& of_code = effect.emplace_back(d.codes.size());
        for (sdc::code_index i = 0; i < d.codes.size(); ++i) {
            if (d.codes.is_leaf(i)) of_code[i] = std::exp(s.sigma * random.normal());
        }
    }
    for (const auto& cell : sdc::cells(c)) {
        if (cell.is_margin()) continue;
        auto mean = s.mean;
        for (std::size_t d = 0; d < effect.size(); ++d) mean *= effect[d][cell.at()[d]];
        f(cell, random.poisson(mean), random);
    }
}

/// One row per leaf (frequency tables: the codes, `count`) or per contribution (the codes, `value`,
/// `contributor`).
[[nodiscard]] inline sdc::records rows(const spec& s) {
    const auto c = sdc::cube::make(dimensions(s)).value();
    sdc::records made{.source = std::string(s.name) + ".csv"};
    for (const auto& d : c->dimensions()) made.names.push_back(d.name);
    std::uint64_t contributors = 0;
    const auto add_codes = [&](const sdc::cell_view& cell) {
        for (std::size_t d = 0; d < c->dimensions().size(); ++d)
            made.fields.push_back(cell.code(d).id);
    };
    if (s.kind == kind::frequency) {
        made.names.emplace_back("count");
        for_each_leaf(s, *c, [&](const sdc::cell_view& leaf, std::int64_t count, generator&) {
            add_codes(leaf);
            made.fields.push_back(std::to_string(count));
        });
        return made;
    }
    made.names.insert(made.names.end(), {"value", "contributor"});
    for_each_leaf(s, *c, [&](const sdc::cell_view& leaf, std::int64_t count, generator& random) {
        for (; count > 0; --count) {
            add_codes(leaf);
            made.fields.push_back(std::to_string(random.contribution()));
            made.fields.push_back("c" + std::to_string(++contributors));
        }
    });
    return made;
}

/// How `rows` are to be tabulated.
[[nodiscard]] inline sdc::tabulate_options tabulation(const spec& s) {
    if (s.kind == kind::frequency) return {.by = dimensions(s), .count = "count"};
    return {.by = dimensions(s), .value = "value", .contributor = "contributor"};
}

/// The additive table, without the detour over text where it holds counts.
[[nodiscard]] inline sdc::table make_table(const spec& s) {
    if (s.kind == kind::magnitude) return sdc::tabulate(rows(s), tabulation(s)).value();
    const auto c = sdc::cube::make(dimensions(s)).value();
    std::vector<std::int64_t> values(c->size());
    for_each_leaf(s, *c, [&](const sdc::cell_view& leaf, std::int64_t count, generator&) {
        values[leaf.index()] = count;
    });
    // Parts have larger indices than their total, so they are complete when it is reached from the
    // end.
    for (auto cell = c->size(); cell-- > 0;) {
        for (std::size_t d = 0; d < c->dimensions().size(); ++d) {
            if (c->codes(d).is_leaf(c->shape().coordinate(cell, d))) continue;
            sdc::relation(*c, d, cell).for_each_part([&](sdc::cell_index part) {
                values[cell] += values[part];
            });
            break;
        }
    }
    return sdc::table::make(c, {.values = std::move(values)}).value();
}

[[nodiscard]] inline sdc::table make_table(std::string_view name) {
    return make_table(require(name));
}

/// Header and rows; no field of an instance needs quotes.
[[nodiscard]] inline std::string to_csv(const sdc::records& rows) {
    std::string text;
    const auto width = rows.names.size();
    for (std::size_t i = 0; i < width; ++i) text += rows.names[i] + (i + 1 < width ? ',' : '\n');
    for (std::size_t i = 0; i < rows.fields.size(); ++i) {
        text += rows.fields[i];
        text += (i + 1) % width != 0 ? ',' : '\n';
    }
    return text;
}

/// `code,parent`, level by level.
[[nodiscard]] inline std::string to_csv(const sdc::hierarchy& codes) {
    std::string text = "code,parent\n" + codes[0].id + ",\n";
    for (sdc::code_index depth = 1;; ++depth) {
        const auto before = text.size();
        for (sdc::code_index i = 1; i < codes.size(); ++i) {
            if (codes.depth(i) == depth)
                text += codes[i].id + ',' + codes[codes.parent(i)].id + '\n';
        }
        if (text.size() == before) return text;
    }
}

/// Writes NAME.csv and one NAME.DIMENSION.csv for each dimension, as the program reads them. Throws
/// std::ios_base::failure.
inline void write(const spec& s, const std::filesystem::path& directory) {
    const auto put = [&](const std::string& file, const std::string& text) {
        std::ofstream out;
        out.exceptions(std::ios::failbit | std::ios::badbit);
        out.open(directory / file, std::ios::binary);
        out << text;
        out.close();
    };
    const std::string name(s.name);
    put(name + ".csv", to_csv(rows(s)));
    for (const auto& d : dimensions(s)) put(name + "." + d.name + ".csv", to_csv(d.codes));
}

} // namespace instances
