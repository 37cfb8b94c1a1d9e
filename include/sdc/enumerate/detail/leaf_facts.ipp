#include <sdc/enumerate/leaf_facts.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
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

bool tighten(leaf_facts& known) {
    constexpr int rounds = 100; // bounds are right after any number of rounds
    bool changed = !known.impossible;
    const auto ends = [&](const linear_fact& fact) {
        std::pair<wide_sum, wide_sum> sum;
        for (const auto& [k, c] : fact.terms) {
            sum.first += c * (c > 0 ? known.low[k] : known.high[k]);
            sum.second += c * (c > 0 ? known.high[k] : known.low[k]);
        }
        return sum;
    };
    for (int round = 0; changed && round < rounds; ++round) {
        changed = false;
        for (const auto& fact : known.facts) {
            for (const auto& [k, c] : fact.terms) {
                const auto [least, most] = ends(fact);
                wide_sum low = known.low[k], high = known.high[k];
                const auto own_least = c * (c > 0 ? low : high),
                           own_most = c * (c > 0 ? high : low);
                narrow(c, fact.low - (most - own_most), low, high);
                if (fact.high) narrow(-c, least - own_least - *fact.high, low, high);
                if (low > high) return false;
                changed = changed || low != known.low[k] || high != known.high[k];
                known.low[k] = static_cast<std::int64_t>(low);
                known.high[k] = static_cast<std::int64_t>(high);
            }
        }
    }
    std::erase_if(known.facts, [&](const linear_fact& fact) {
        const auto [least, most] = ends(fact);
        return !fact.terms.empty() && least >= fact.low && (!fact.high || most <= *fact.high);
    });
    for (std::size_t k = 0; k < known.low.size(); ++k)
        known.impossible = known.impossible || known.low[k] > known.high[k];
    return !known.impossible;
}

} // namespace sdc::inline v0::detail
