/// The search for one witness: the cheapest whole-number move among some cells that leaves every
/// row intact and meets a requirement.
#pragma once

#include <sdc/protect/detail/search/local_system.hpp>

#include <sdc/solve/linear_program.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace sdc::inline v0::detail {

struct found_move {
    std::optional<move> found = {};
    bool exhausted =
        false; ///< No move exists among these cells (moves so large that doubles would not settle
               ///< them are not sought). Neither: the search limit came first.
};

/// One loaded linear program over a local system, asked again and again; each search starts from
/// where the last one ended.
class move_finder {
public:
    /// Price of changing a cell by one, more than 0.
    using price = std::function<double(unknown)>;

    /// `largest_amount`: of all changes that will be asked for. What is asked with a `minus` needs
    /// a row of its own: then `wanted` is the only one that may be asked. `least`: cells that keep
    /// at least this value; ascending.
    move_finder(const local_system& s, const price& price_of, std::int64_t largest_amount,
                const wanted_change* wanted = nullptr,
                std::span<const std::pair<unknown, std::int64_t>> least = {});

    /// Minimises the sum of price x |change| by dual simplex, then branches to whole numbers; the
    /// first whole-number move found is taken, checked in integers. Deterministic; `search_limit`
    /// counts linear programs.
    [[nodiscard]] found_move find(const wanted_change& wanted, std::uint64_t search_limit);

private:
    void add_functional(const wanted_change& wanted);
    void visit();
    void branch(std::uint32_t column, double value);
    void set_bounds(std::uint32_t column, double low, double high);
    [[nodiscard]] bool accept(std::span<const double> values);

    [[nodiscard]] std::int64_t low_of(unknown cell) const;

    const local_system& system_;
    std::span<const std::pair<unknown, std::int64_t>> least_;
    program program_;
    std::unique_ptr<linear_program> solver_;
    const wanted_change* wanted_ = nullptr;
    std::uint64_t limit_ = 0, solved_ = 0;
    bool complete_ = true;
    std::optional<move> found_;
};

} // namespace sdc::inline v0::detail
