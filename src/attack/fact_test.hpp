/// Whether some facts can all be true, without the relations: leaves that lie under the same cells
/// of the facts are one unknown, and every number of each is possible. So a handful of facts about
/// a large table is a small system.
#pragma once

#include "component_attack.hpp"

#include <sdc/attack/contradiction.hpp>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

enum class consistency : unsigned char { consistent, contradictory, undecided };

class fact_test {
public:
    fact_test(const knowledge& known, const bounds_options& options);

    /// Exact for the facts with all relations of all tables. O(leaf classes x cells above a leaf x
    /// log facts), then one linear program.
    [[nodiscard]] consistency run(std::span<const stated_fact> facts);

private:
    using sparse_row = std::map<std::uint32_t, std::int64_t>; // column, coefficient

    void mention(std::span<const stated_fact> facts);
    void add_columns(std::size_t table);
    void add_cell(sparse_row& row, cell_index cell, std::int64_t coefficient);
    /// False if no integers meet the row.
    [[nodiscard]] bool add_row(const sparse_row& row, std::int64_t low, std::int64_t high);
    [[nodiscard]] bool add_rows(std::span<const stated_fact> facts);
    [[nodiscard]] bool bound_columns();

    const knowledge& known_;
    bounds_options options_;
    std::vector<std::pair<cell_index, cell_index>> same_; // shared cells of two tables
    std::map<cell_index, std::vector<std::uint32_t>>
        columns_of_; // for each mentioned cell the classes of leaves under it
    component system_;
    bool overflow_ = false;
};

} // namespace sdc::inline v0::detail
