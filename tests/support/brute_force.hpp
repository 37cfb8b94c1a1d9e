/// The oracle of the attack tests: every integer table, one by one, given up once a margin of
/// leaves chosen so far is none that the intruder holds possible. It uses neither relations nor
/// solvers of the library; margins are sums over the leaves whose codes lie under the margin's
/// codes, found by the paths in the codes' names.
#pragma once

#include <sdc/knowledge/knowledge.hpp>
#include <sdc/table/cube.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace support {

class brute_force {
public:
    explicit brute_force(const sdc::cube& c) : cube_(c), under_(c.size()) {
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell) {
            if (is_leaf(cell)) leaves_.push_back(cell);
        }
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell) {
            for (std::size_t i = 0; i < leaves_.size(); ++i) {
                if (is_under(leaves_[i], cell)) under_[cell].push_back(i);
            }
        }
        last_under_.resize(leaves_.size());
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell)
            last_under_[under_[cell].back()].push_back(cell);
    }

    [[nodiscard]] std::size_t leaves() const noexcept { return leaves_.size(); }

    /// Calls f(values of all cells) for each table that agrees with the intruder's knowledge; the
    /// grand total must be bounded there.
    void for_each_table(const sdc::knowledge& known,
                        const std::function<void(std::span<const std::int64_t>)>& f) const {
        std::vector<std::int64_t> leaf(leaves_.size()), values(cube_.size());
        assign(known, leaf, values, 0, known.high(0), f);
    }

private:
    [[nodiscard]] bool is_leaf(sdc::cell_index cell) const {
        for (std::size_t d = 0; d < cube_.dimensions().size(); ++d) {
            if (!cube_.codes(d).children(cube_.shape().coordinate(cell, d)).empty()) return false;
        }
        return true;
    }

    /// Codes are named by their path, "d0.2.1" under "d0.2" under "d0".
    [[nodiscard]] bool is_under(sdc::cell_index leaf, sdc::cell_index cell) const {
        for (std::size_t d = 0; d < cube_.dimensions().size(); ++d) {
            const auto& inner = cube_.codes(d)[cube_.shape().coordinate(leaf, d)].id;
            const auto& outer = cube_.codes(d)[cube_.shape().coordinate(cell, d)].id;
            if (inner != outer && !inner.starts_with(outer + ".")) return false;
        }
        return true;
    }

    /// Of each union of cases one alternative holds, all its conditions.
    static bool fits_cases(const sdc::knowledge& known, const std::vector<std::int64_t>& values) {
        for (const auto& cases : known.cases()) {
            bool any = false;
            for (std::size_t i = 0; i < cases.size(); ++i) {
                bool all = true;
                for (const auto& c : cases[i]) {
                    const auto x = values[c.cell] - (c.minus == sdc::no_cell ? 0 : values[c.minus]);
                    all = all && c.low <= x && x <= c.high;
                }
                any = any || all;
            }
            if (!any) return false;
        }
        return true;
    }

    void assign(const sdc::knowledge& known, std::vector<std::int64_t>& leaf,
                std::vector<std::int64_t>& values, std::size_t i, std::int64_t room,
                const std::function<void(std::span<const std::int64_t>)>& f) const {
        if (i == leaf.size()) {
            if (fits_statements(known, values) && fits_cases(known, values)) f(values);
            return;
        }
        const auto most = std::min(room, known.high(leaves_[i]));
        for (auto n = known.low(leaves_[i]); n <= most; ++n) {
            leaf[i] = n;
            if (fits_bounds(known, leaf, values, i))
                assign(known, leaf, values, i + 1, room - n, f);
        }
    }

    /// The cells that no leaf after i adds to.
    [[nodiscard]] bool fits_bounds(const sdc::knowledge& known,
                                   const std::vector<std::int64_t>& leaf,
                                   std::vector<std::int64_t>& values, std::size_t i) const {
        for (const auto cell : last_under_[i]) {
            values[cell] = 0;
            for (const auto k : under_[cell]) values[cell] += leaf[k];
            if (values[cell] < known.low(cell) || values[cell] > known.high(cell)) return false;
        }
        return true;
    }

    [[nodiscard]] static bool fits_statements(const sdc::knowledge& known,
                                              const std::vector<std::int64_t>& values) {
        for (const auto& s : known.statements()) {
            std::int64_t sum = 0;
            for (const auto& [cell, coefficient] : s.terms) sum += coefficient * values[cell];
            if (sum < s.low || sum > s.high) return false;
        }
        return true;
    }

    const sdc::cube& cube_;
    std::vector<sdc::cell_index> leaves_;
    std::vector<std::vector<std::size_t>> under_; // per cell, in ascending order
    std::vector<std::vector<sdc::cell_index>>
        last_under_; // per leaf: the cells that no later one adds to
};

} // namespace support
