/// What a reader knows, as linear facts over the leaves of one table.
#pragma once

#include <sdc/attack/knowledge.hpp>
#include <sdc/detail/integer.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

[[nodiscard]] inline std::vector<cell_index> leaves_of(const cube& c) {
    std::vector<cell_index> leaves;
    for (const auto& cell : cells(c)) {
        if (!cell.is_margin()) leaves.push_back(cell.index());
    }
    return leaves;
}

/// Calls f(leaf) for every leaf under a cell.
template <class F>
void for_each_leaf_under(const cube& c, cell_index cell, F&& f) {
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        if (c.codes(d).is_leaf(c.shape().coordinate(cell, d))) continue;
        relation(c, d, cell).for_each_part([&](cell_index part) { for_each_leaf_under(c, part, f); });
        return;
    }
    f(cell);
}

/// low <= sum of coefficient x leaf <= high.
struct linear_fact {
    wide_sum low = 0;
    std::optional<wide_sum> high = {};
    std::vector<std::pair<std::size_t, wide_sum>> terms = {}; // (position among the leaves, coefficient), ascending positions
};

/// coefficient x value >= at_least
inline void narrow(wide_sum coefficient, wide_sum at_least, wide_sum& low, wide_sum& high) noexcept {
    const auto floor_of = [](wide_sum a, wide_sum b) { return a / b - ((a % b != 0) && ((a < 0) != (b < 0)) ? 1 : 0); };
    if (coefficient > 0) low = std::max(low, -floor_of(-at_least, coefficient));
    else high = std::min(high, floor_of(at_least, coefficient));
}

/// Every leaf bounded, and all that is known of sums of leaves.
class leaf_facts {
public:
    /// Errors: bad_argument if nothing bounds a leaf from above, or a statement is out of range.
    [[nodiscard]] static result<leaf_facts> make(const knowledge& reader) {
        leaf_facts s(reader);
        if (auto ok = s.bound_leaves(reader); !ok) return ok.error();
        s.add_cell_facts(reader);
        for (const auto& said : reader.statements()) {
            if (auto ok = check(reader.cube(), said); !ok) return ok.error();
            s.add_statement(said);
        }
        return s;
    }

    std::vector<cell_index> leaves;
    std::vector<std::int64_t> low, high;
    std::vector<linear_fact> facts;
    bool impossible = false; ///< A fact without leaves does not hold.

private:
    explicit leaf_facts(const knowledge& reader) : leaves(leaves_of(reader.cube())), low(leaves.size()), high(leaves.size()), cube_(&reader.cube()) {}

    [[nodiscard]] std::size_t position(cell_index leaf) const noexcept {
        return static_cast<std::size_t>(std::ranges::lower_bound(leaves, leaf) - leaves.begin());
    }

    /// No part exceeds the margin over it; without any such margin the tables are not finitely many.
    result<void> bound_leaves(const knowledge& reader) {
        for (std::size_t k = 0; k < leaves.size(); ++k) {
            low[k] = reader.low(leaves[k]);
            high[k] = reader.high(leaves[k]);
        }
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            if (reader.high(cell) == unlimited) continue;
            for_each_leaf_under(*cube_, cell, [&](cell_index leaf) {
                auto& most = high[position(leaf)];
                most = std::min(most, reader.high(cell));
            });
        }
        const auto open = std::ranges::find(high, unlimited);
        if (open == high.end()) return {};
        return error{.code = errc::bad_argument, .message = "nothing known bounds a cell from above, so the tables cannot be enumerated",
                     .cell = describe(*cube_, leaves[static_cast<std::size_t>(open - high.begin())]), .wanted = "a known total over it"};
    }

    /// The limit of 2^31 keeps every sum within 128 bits.
    static result<void> check(const sdc::cube& c, const statement& said) {
        for (const auto& [cell, coefficient] : said.terms) {
            if (cell < c.size() && std::abs(coefficient) <= std::numeric_limits<std::int32_t>::max()) continue;
            return error{.code = errc::bad_argument, .message = "a side statement: " + detail::quoted(said.text),
                         .found = "coefficient " + std::to_string(coefficient) + " of cell " + std::to_string(cell),
                         .wanted = "a cell of the table, and at most 2147483647"};
        }
        return {};
    }

    void add_cell_facts(const knowledge& reader) {
        for (cell_index cell = 0; cell < cube_->size(); ++cell) {
            if (!cube_->is_margin(cell) || (reader.low(cell) == 0 && reader.high(cell) == unlimited)) continue;
            add_statement({.terms = {{cell, 1}}, .low = reader.low(cell), .high = reader.high(cell)});
        }
    }

    void add_statement(const statement& said) {
        std::map<std::size_t, wide_sum> coefficients;
        for (const auto& [cell, coefficient] : said.terms) {
            for_each_leaf_under(*cube_, cell, [&, c = coefficient](cell_index leaf) { coefficients[position(leaf)] += c; });
        }
        linear_fact fact{.low = said.low};
        if (said.high != unlimited) fact.high = said.high;
        for (const auto& [k, coefficient] : coefficients) {
            if (coefficient != 0) fact.terms.emplace_back(k, coefficient);
        }
        if (fact.terms.empty() && (fact.low > 0 || (fact.high && *fact.high < 0))) impossible = true;
        facts.push_back(std::move(fact));
    }

    const cube* cube_;
};

} // namespace sdc::inline v0::detail
