/// An oracle for the attack on tables that are too large to enumerate: the whole table as one
/// integer program, which glpsol of GLPK solves. Nothing is left out or inferred beforehand: every
/// cell is a column, every sum along every dimension a row. Sums are found by the codes' parents
/// alone.
#pragma once

#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace support {

/// Calls f(total, parts) for a cell and, along one dimension, the cells of the codes whose parent
/// is its code. Cells are in row-major order.
template <class F>
void for_each_sum(const sdc::cube& c, F&& f) {
    sdc::cell_index stride = c.size();
    for (const auto& d : c.dimensions()) {
        const auto block = stride;
        stride /= d.codes.size();
        for (sdc::cell_index cell = 0; cell < c.size(); ++cell) {
            const auto own = cell % block / stride;
            std::vector<sdc::cell_index> parts;
            for (sdc::code_index code = 1; code < d.codes.size(); ++code) {
                if (d.codes.parent(code) == own)
                    parts.push_back(cell - own * stride + code * stride);
            }
            if (!parts.empty()) f(cell, parts);
        }
    }
}

/// What is known, as the test says it: kept beside what the library makes of it.
class facts {
public:
    explicit facts(std::shared_ptr<const sdc::cube> c)
        : known(c), low(c->size(), 0), high(c->size(), sdc::unlimited) {}

    void learn(sdc::cell_index cell, std::int64_t at_least, std::int64_t at_most) {
        low[cell] = std::max(low[cell], at_least);
        high[cell] = std::min(high[cell], at_most);
        known.learn(cell, at_least, at_most);
    }
    void learn(const sdc::statement& s) {
        statements.push_back(s);
        known.learn(s);
    }
    /// By addition alone.
    [[nodiscard]] bool agree(std::span<const std::int64_t> values) const {
        bool fits = true;
        for (sdc::cell_index cell = 0; cell < low.size(); ++cell)
            fits = fits && low[cell] <= values[cell] && values[cell] <= high[cell];
        for_each_sum(known.cube(),
                     [&](sdc::cell_index total, const std::vector<sdc::cell_index>& parts) {
                         std::int64_t sum = 0;
                         for (const auto part : parts) sum += values[part];
                         fits = fits && sum == values[total];
                     });
        for (const auto& s : statements) {
            std::int64_t sum = 0;
            for (const auto& [cell, coefficient] : s.terms) sum += coefficient * values[cell];
            fits = fits && s.low <= sum && sum <= s.high;
        }
        return fits;
    }

    sdc::knowledge known;
    std::vector<std::int64_t> low, high;
    std::vector<sdc::statement> statements; // no cell twice
};

class glpk {
public:
    [[nodiscard]] static bool is_installed() {
        return std::system("glpsol --version >/dev/null 2>&1") == 0;
    }

    /// Some table agrees with `known`. `directory`: for files that last as long as this.
    glpk(const facts& known, const std::string& directory)
        : rows_(write_rows(known)), path_(directory + "/sdckit-glpk-XXXXXX") {
        const int file = ::mkstemp(path_.data());
        if (file < 0) throw std::runtime_error("no file can be made in " + directory);
        ::close(file);
    }
    glpk(const glpk&) = delete;
    glpk& operator=(const glpk&) = delete;
    ~glpk() {
        for (const auto* end : {"", ".solution", ".log"}) {
            std::error_code ignored;
            std::filesystem::remove(path_ + end, ignored);
        }
    }

    /// Of whole numbers; `unlimited` where nothing limits it. Throws if glpsol finds no answer
    /// within its time.
    [[nodiscard]] std::int64_t maximum(sdc::cell_index cell) const {
        return solve("Maximize", cell, integer);
    }
    [[nodiscard]] std::int64_t minimum(sdc::cell_index cell) const {
        return solve("Minimize", cell, integer);
    }
    /// A whole number that no table goes beyond, from fractional tables.
    [[nodiscard]] std::int64_t upper_bound(sdc::cell_index cell) const {
        return solve("Maximize", cell, fractional);
    }
    [[nodiscard]] std::int64_t lower_bound(sdc::cell_index cell) const {
        return solve("Minimize", cell, fractional);
    }

private:
    using ways = std::vector<std::string_view>;
    /// What one way to branch takes for ever another settles at once.
    inline static const ways integer{"--nointopt --tmlim 5", "--cuts --tmlim 20"},
        fractional{"--nomip"};

    static std::string name(sdc::cell_index cell) { return " x" + std::to_string(cell); }

    /// One term a line: lines have a limit.
    static std::string write_rows(const facts& known) {
        std::ostringstream text;
        text << "Subject To\n";
        for_each_sum(known.known.cube(),
                     [&](sdc::cell_index total, const std::vector<sdc::cell_index>& parts) {
                         text << name(total) << '\n';
                         for (const auto part : parts) text << " -" << name(part) << '\n';
                         text << " = 0\n";
                     });
        for (const auto& s : known.statements) {
            std::ostringstream sum;
            for (const auto& [cell, coefficient] : s.terms)
                sum << (coefficient < 0 ? " - " : " + ") << std::abs(coefficient) << name(cell)
                    << '\n';
            if (s.low != -sdc::unlimited) text << sum.str() << " >= " << s.low << '\n';
            if (s.high != sdc::unlimited) text << sum.str() << " <= " << s.high << '\n';
        }
        text << "Bounds\n";
        for (sdc::cell_index cell = 0; cell < known.low.size(); ++cell) {
            text << name(cell) << " >= " << known.low[cell] << '\n';
            if (known.high[cell] != sdc::unlimited)
                text << name(cell) << " <= " << known.high[cell] << '\n';
        }
        text << "General\n";
        for (sdc::cell_index cell = 0; cell < known.low.size(); ++cell) text << name(cell) << '\n';
        text << "End\n";
        return text.str();
    }

    [[nodiscard]] std::int64_t solve(std::string_view sense, sdc::cell_index cell,
                                     const ways& how) const {
        std::ofstream(path_) << sense << "\n obj:" << name(cell) << '\n' << rows_;
        for (const auto way : how) {
            const auto line = "glpsol --lp '" + path_ + "' --write '" + path_ + ".solution' " +
                              std::string(way) + " >'" + path_ + ".log' 2>&1";
            if (std::system(line.c_str()) != 0)
                throw std::runtime_error("glpsol failed: " + slurp(path_ + ".log"));
            if (const auto answer = read_answer(sense == "Maximize")) return *answer;
        }
        throw std::runtime_error("glpsol did not settle it: " + slurp(path_ + ".log"));
    }

    /// "s mip ROWS COLUMNS o OBJECTIVE" is an integer optimum, "s bas ROWS COLUMNS f f OBJECTIVE" a
    /// fractional one.
    [[nodiscard]] std::optional<std::int64_t> read_answer(bool upwards) const {
        std::ifstream solution(path_ + ".solution");
        std::string line;
        while (std::getline(solution, line)) {
            std::istringstream words(line);
            const std::vector<std::string> all{std::istream_iterator<std::string>(words), {}};
            if (all.size() < 6 || all[0] != "s") continue;
            const double objective = std::stod(all.back());
            if (all[1] == "mip" && all[4] == "o" &&
                std::abs(objective - std::round(objective)) < 1e-6)
                return std::llround(objective);
            if (all[1] == "bas" && all[4] == "f" && all[5] == "f")
                return std::llround(upwards ? std::floor(objective + 1e-6)
                                            : std::ceil(objective - 1e-6));
        }
        // As some table agrees, no dual point means no limit.
        const auto log = slurp(path_ + ".log");
        const bool no_limit = log.find("UNBOUNDED PRIMAL SOLUTION") != std::string::npos ||
                              log.find("NO DUAL FEASIBLE SOLUTION") != std::string::npos;
        if (upwards && no_limit) return sdc::unlimited;
        return std::nullopt;
    }

    static std::string slurp(const std::string& file) {
        std::ifstream in(file);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::string rows_, path_;
};

} // namespace support
