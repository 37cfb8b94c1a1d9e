#include <sdc/enumerate/leaf_facts.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

namespace sdc::inline v0::detail {

std::vector<cell_index> leaves_of(const cube& c) {
    std::vector<cell_index> leaves;
    for (const auto& cell : cells(c)) {
        if (!cell.is_margin()) leaves.push_back(cell.index());
    }
    return leaves;
}

void narrow(wide_sum coefficient, wide_sum at_least, wide_sum& low, wide_sum& high) noexcept {
    const auto floor_of = [](wide_sum a, wide_sum b) {
        return a / b - ((a % b != 0) && ((a < 0) != (b < 0)) ? 1 : 0);
    };
    if (coefficient > 0)
        low = std::max(low, -floor_of(-at_least, coefficient));
    else
        high = std::min(high, floor_of(at_least, coefficient));
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0::detail {

result<leaf_facts> leaf_facts::make(const knowledge& known) {
    leaf_facts s(known);
    if (auto ok = s.bound_leaves(known); !ok) return ok.error();
    s.add_cell_facts(known);
    for (const auto& said : known.statements()) {
        if (auto ok = check(known.cube(), said); !ok) return ok.error();
        s.add_statement(said);
    }
    return s;
}

result<void> leaf_facts::bound_leaves(const knowledge& known) {
    for (std::size_t k = 0; k < leaves.size(); ++k) {
        low[k] = known.low(leaves[k]);
        high[k] = known.high(leaves[k]);
    }
    for (cell_index cell = 0; cell < cube_->size(); ++cell) {
        if (known.high(cell) == unlimited) continue;
        for_each_leaf_under(*cube_, cell, [&](cell_index leaf) {
            auto& most = high[position(leaf)];
            most = std::min(most, known.high(cell));
        });
    }
    const auto open = std::ranges::find(high, unlimited);
    if (open == high.end()) return {};
    return error{.code = errc::bad_argument,
                 .message =
                     "nothing known bounds a cell from above, so the tables cannot be enumerated",
                 .cell = describe(*cube_, leaves[static_cast<std::size_t>(open - high.begin())]),
                 .wanted = "a known total over it"};
}

result<void> leaf_facts::check(const sdc::cube& c, const statement& said) {
    for (const auto& [cell, coefficient] : said.terms) {
        if (cell < c.size() && std::abs(coefficient) <= std::numeric_limits<std::int32_t>::max())
            continue;
        return error{.code = errc::bad_argument,
                     .message = "a side statement: " + detail::quoted(said.text),
                     .found = "coefficient " + std::to_string(coefficient) + " of cell " +
                              std::to_string(cell),
                     .wanted = "a cell of the table, and at most 2147483647"};
    }
    return {};
}

void leaf_facts::add_cell_facts(const knowledge& known) {
    for (cell_index cell = 0; cell < cube_->size(); ++cell) {
        if (!cube_->is_margin(cell) || (known.low(cell) == 0 && known.high(cell) == unlimited))
            continue;
        add_statement({.terms = {{cell, 1}}, .low = known.low(cell), .high = known.high(cell)});
    }
}

void leaf_facts::add_statement(const statement& said) {
    std::map<std::size_t, wide_sum> coefficients;
    for (const auto& [cell, coefficient] : said.terms) {
        for_each_leaf_under(*cube_, cell, [&, c = coefficient](cell_index leaf) {
            coefficients[position(leaf)] += c;
        });
    }
    linear_fact fact{.low = said.low};
    if (said.high != unlimited) fact.high = said.high;
    for (const auto& [k, coefficient] : coefficients) {
        if (coefficient != 0) fact.terms.emplace_back(k, coefficient);
    }
    if (fact.terms.empty() && (fact.low > 0 || (fact.high && *fact.high < 0))) impossible = true;
    facts.push_back(std::move(fact));
}

} // namespace sdc::inline v0::detail
