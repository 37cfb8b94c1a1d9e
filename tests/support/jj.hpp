/// Reads suppression problems in the JJ format of Fischetti and Salazar: cells with bounds and
/// protection levels, and equations.
#pragma once

#include <sdc/protect/detail/problem/problem.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

namespace jj {

struct cell {
    double value = 0, cost = 0, low = 0, high = 0, lower_protection = 0, upper_protection = 0;
    char status = 's';
};

struct file {
    std::vector<cell> cells;
    std::vector<std::vector<sdc::detail::row_system::term>> rows; ///< The total first, with -1.
};

[[nodiscard]] inline file read(const std::string& path) {
    std::ifstream in(path);
    std::size_t cells = 0, rows = 0, number = 0, terms = 0;
    double zero = 0;
    char sign = ' ';
    file f;
    in >> zero >> cells;
    for (std::size_t i = 0; i < cells; ++i) {
        cell c;
        double sliding = 0;
        in >> number >> c.value >> c.cost >> c.status >> c.low >> c.high >> c.lower_protection >>
            c.upper_protection >> sliding;
        f.cells.push_back(c);
    }
    in >> rows;
    for (std::size_t r = 0; r < rows; ++r) {
        std::vector<sdc::detail::row_system::term> row;
        in >> zero >> terms >> sign;
        for (std::size_t t = 0; t < terms; ++t) {
            sdc::detail::row_system::term one{};
            in >> one.cell >> sign >> one.coefficient >> sign;
            row.push_back(one);
        }
        f.rows.push_back(std::move(row));
    }
    if (!in) throw std::runtime_error("not a JJ file: " + path);
    return f;
}

/// Inner cells rounded to whole units, each total the sum of its parts: printed decimals do not add
/// up exactly.
[[nodiscard]] inline std::vector<std::int64_t> additive(const file& f, double units) {
    std::vector<std::int64_t> value(f.cells.size());
    std::vector<const std::vector<sdc::detail::row_system::term>*> parts(f.cells.size());
    for (const auto& row : f.rows) parts[row.front().cell] = &row;
    std::vector<bool> known(f.cells.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        known[i] = parts[i] == nullptr;
        if (known[i]) value[i] = std::llround(f.cells[i].value * units);
    }
    for (bool any = true; any;) {
        any = false;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (known[i] || !std::all_of(parts[i]->begin() + 1, parts[i]->end(),
                                         [&](const auto& t) { return known[t.cell]; }))
                continue;
            for (auto t = parts[i]->begin() + 1; t != parts[i]->end(); ++t)
                value[i] += t->coefficient * value[t->cell];
            any = known[i] = true;
        }
    }
    for (const auto& row : f.rows) {
        std::int64_t sum = 0;
        for (const auto& t : row) sum += t.coefficient * value[t.cell];
        if (sum != 0) throw std::runtime_error("the equations of a JJ file do not close");
    }
    return value;
}

} // namespace jj

/// `units`: whole numbers that make one of the file's, such as 100 for two decimals. Costs are the
/// file's through `cost_divisor`, at least 1.
[[nodiscard]] inline sdc::detail::suppression_problem read_jj(const std::string& path, double units,
                                                              double cost_divisor) {
    using namespace sdc::detail;
    const auto f = jj::read(path);
    suppression_problem p;
    p.value = jj::additive(f, units);
    for (const auto& row : f.rows) p.rows.add(row);
    p.rows.index(f.cells.size());
    for (std::size_t i = 0; i < f.cells.size(); ++i) {
        const auto& c = f.cells[i];
        p.low.push_back(std::min(p.value[i], static_cast<std::int64_t>(std::ceil(c.low * units))));
        p.high.push_back(
            std::max(p.value[i], static_cast<std::int64_t>(std::floor(c.high * units))));
        p.cost.push_back(std::max<std::int64_t>(1, std::llround(c.cost / cost_divisor)));
        p.role.push_back(c.status == 'u'   ? cell_role::suppressed
                         : c.status == 'z' ? cell_role::fixed
                                           : cell_role::candidate);
        if (c.status != 'u') continue;
        const auto down = static_cast<std::int64_t>(std::ceil(c.lower_protection * units)),
                   up = static_cast<std::int64_t>(std::ceil(c.upper_protection * units));
        if (down > 0)
            p.requirements.push_back(
                {.cell = i, .direction = sdc::requirement::side::down, .limit = p.value[i] - down});
        if (up > 0)
            p.requirements.push_back(
                {.cell = i, .direction = sdc::requirement::side::up, .limit = p.value[i] + up});
    }
    return p;
}

} // namespace support
