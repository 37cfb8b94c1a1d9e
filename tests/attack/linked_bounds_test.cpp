// Two linked tables against brute force over the full cross-classification of all their variables:
// who is in a cell is told by the leaves under its codes, written down here, and not by the
// library's linking.
#include <sdc/attack/bounds.hpp>
#include <sdc/knowledge/preimage.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <optional>

namespace {

using namespace sdc;
using support::splitmix64;

/// A variable of 2 or 3 leaves "v0.0", "v0.1", "v0.2".
std::string leaf(std::size_t variable, unsigned i) {
    return "v" + std::to_string(variable) + "." + std::to_string(i);
}

/// Hierarchies over all leaves, flat or with a group of the first or the last two, and the leaves
/// under each code as bits.
struct coding {
    hierarchy codes;
    std::map<std::string, unsigned> leaves;
};

coding random_coding(splitmix64& random, std::size_t variable, unsigned size) {
    const auto grouped = size == 3 ? random.below(3) : 0;
    const unsigned group = grouped == 1 ? 0b011 : grouped == 2 ? 0b110 : 0;
    const auto id = "v" + std::to_string(variable) + ".group" + std::to_string(grouped);
    std::vector<code_parent> list{{"Total", ""}};
    std::map<std::string, unsigned> leaves{{"Total", (1U << size) - 1}};
    if (group != 0) {
        list.push_back({id, "Total"});
        leaves[id] = group;
    }
    for (unsigned i = 0; i < size; ++i) {
        list.push_back({leaf(variable, i), (group >> i & 1U) != 0 ? id : "Total"});
        leaves[leaf(variable, i)] = 1U << i;
    }
    return {.codes = hierarchy::from_parents(list).value(), .leaves = std::move(leaves)};
}

/// Everybody, by all variables.
struct population {
    std::vector<unsigned> sizes;
    std::size_t kinds = 1;

    [[nodiscard]] unsigned code(std::size_t kind, std::size_t variable) const {
        for (std::size_t v = 0; v < variable; ++v) kind /= sizes[v];
        return static_cast<unsigned>(kind % sizes[variable]);
    }
};

population random_population(splitmix64& random) {
    population p;
    const auto variables = 1 + random.below(4);
    for (std::size_t v = 0; v < variables; ++v)
        p.sizes.push_back(variables < 3 && random.percent(70) ? 3 : 2);
    for (const auto n : p.sizes) p.kinds *= n;
    return p;
}

/// A table over some of the variables, of some of the people, with the kinds of people that each
/// cell holds.
struct part_table {
    linked_table table;
    std::vector<std::vector<bool>> holds;
};

part_table random_part(splitmix64& random, const population& p, std::string name) {
    std::vector<unsigned> mask(p.sizes.size());
    std::vector<dimension> by;
    std::map<std::string, std::pair<std::size_t, coding>> codings;
    linked_table table;
    table.name = std::move(name);
    for (std::size_t v = 0; v < p.sizes.size(); ++v) {
        mask[v] = (1U << p.sizes[v]) - 1;
        const auto dice = by.empty() && v + 1 == p.sizes.size() ? 0 : random.below(10);
        const auto variable = "v" + std::to_string(v);
        if (dice < 6) {
            auto c = random_coding(random, v, p.sizes[v]);
            by.push_back({.name = variable, .codes = c.codes});
            codings.emplace(variable, std::pair(v, std::move(c)));
        } else if (dice < 8) {
            const auto i = static_cast<unsigned>(random.below(p.sizes[v]));
            table.where.emplace_back(variable, leaf(v, i));
            mask[v] = 1U << i;
        }
    }
    table.cube = cube::make(std::move(by)).value();
    part_table made{.table = std::move(table), .holds = {}};
    const auto& c = *made.table.cube;
    for (cell_index cell = 0; cell < c.size(); ++cell) {
        auto own = mask;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
            const auto& [v, coded] = codings.at(c.dimensions()[d].name);
            own[v] = coded.leaves.at(c.codes(d)[c.shape().coordinate(cell, d)].id);
        }
        auto& holds = made.holds.emplace_back(p.kinds);
        for (std::size_t kind = 0; kind < p.kinds; ++kind) {
            holds[kind] = true;
            for (std::size_t v = 0; v < own.size(); ++v)
                holds[kind] = holds[kind] && (own[v] >> p.code(kind, v) & 1U) != 0;
        }
    }
    return made;
}

struct linked_case {
    population people;
    std::vector<std::vector<bool>> holds; // by cell of both tables
    std::vector<std::int64_t> values;
    std::optional<knowledge> known;
};

void learn_cells(linked_case& made, splitmix64& random, cell_index second) {
    auto& known = *made.known;
    for (cell_index cell = 0; cell < made.values.size(); ++cell) {
        const auto value = made.values[cell];
        const auto say = [&](const interval& i) { known.learn(cell, i.low, i.high); };
        if (cell == 0 || cell == second)
            say({.low = 0,
                 .high = value +
                         (random.percent(60) ? 0 : 1)}); // else there is no end to what is possible
        switch (random.below(8)) {
        case 0: say({.low = value, .high = value}); break;
        case 1: say(preimage(conventional(3), (value + 1) / 3 * 3)); break;
        case 2: say(preimage(random_rounding{}, value / 3 * 3)); break;
        case 3:
            say(preimage(bounded_noise{.deviation = 1},
                         value == 0 ? 0 : value - 1 + static_cast<std::int64_t>(random.below(3))));
            break;
        case 4: say({.low = value > 0 ? 1 : 0}); break;
        default: break;
        }
    }
}

void learn_statements(linked_case& made, splitmix64& random) {
    auto& known = *made.known;
    for (auto n = random.below(3); n > 0; --n) {
        const auto a = random.below(made.values.size()), b = random.below(made.values.size()),
                   c = random.below(made.values.size());
        const auto x = made.values[a], y = made.values[b], z = made.values[c];
        const auto kind = random.below(3);
        if (kind == 0 && y > 0) {
            for (auto& s : percent_statements(a, b, {.units = (200 * x + y) / (2 * y)}))
                known.learn(std::move(s));
        } else if (kind == 1 && 2 * x > y) {
            known.learn(majority_statement({{a, 1}}, b));
        } else {
            known.learn(
                {.terms = {{a, 1}, {b, 1}, {c, -1}}, .low = x + y - z - 1, .high = x + y - z});
        }
    }
}

linked_case random_case(std::uint64_t seed) {
    splitmix64 random(seed);
    linked_case made{.people = random_population(random), .holds = {}, .values = {}, .known = {}};
    std::vector<linked_table> tables;
    for (const char* name : {"first", "second"}) {
        auto one = random_part(random, made.people, name);
        tables.push_back(std::move(one.table));
        std::ranges::move(one.holds, std::back_inserter(made.holds));
    }
    made.values.resize(made.holds.size());
    for (auto n = 1 + random.below(made.people.kinds > 9 ? 2 : 4); n > 0; --n) {
        const auto kind = random.below(made.people.kinds);
        for (std::size_t cell = 0; cell < made.values.size(); ++cell)
            made.values[cell] += made.holds[cell][kind];
    }
    const auto second = tables.front().cube->size();
    made.known.emplace(linked_tables::make(std::move(tables)).value());
    learn_cells(made, random, second);
    learn_statements(made, random);
    return made;
}

/// Every population, one by one. The intruder is asked for one cell at a time and about statements
/// as they were said.
class oracle {
public:
    explicit oracle(const linked_case& of)
        : case_(of), values_(of.values.size()), found(of.values.size(), no_number) {
        for (std::size_t kind = 0; kind < of.people.kinds; ++kind) {
            for (std::size_t cell = 0; cell < values_.size(); ++cell) {
                if (!of.holds[cell][kind]) continue;
                kinds_.push_back(kind); // people in neither table do not matter
                break;
            }
        }
        assign(0);
    }

private:
    void assign(std::size_t i) {
        if (i == kinds_.size()) {
            take();
            return;
        }
        const auto add = [&](std::int64_t n) {
            bool fits = true;
            for (std::size_t cell = 0; cell < values_.size(); ++cell) {
                if (!case_.holds[cell][kinds_[i]]) continue;
                values_[cell] += n;
                fits = fits && values_[cell] <= case_.known->high(cell);
            }
            return fits;
        };
        std::int64_t n = 0;
        for (bool fits = true; fits; ++n) {
            assign(i + 1);
            fits = add(1);
        }
        add(-n);
    }

    void take() {
        for (std::size_t cell = 0; cell < values_.size(); ++cell) {
            if (values_[cell] < case_.known->low(cell)) return;
        }
        for (const auto& s : case_.known->statements()) {
            std::int64_t sum = 0;
            for (const auto& [cell, coefficient] : s.terms) sum += coefficient * values_[cell];
            if (sum < s.low || sum > s.high) return;
        }
        for (std::size_t cell = 0; cell < values_.size(); ++cell) {
            found[cell].low = std::min(found[cell].low, values_[cell]);
            found[cell].high = std::max(found[cell].high, values_[cell]);
        }
    }

    const linked_case& case_;
    std::vector<std::size_t> kinds_;
    std::vector<std::int64_t> values_;

public:
    std::vector<interval> found;
};

TEST(LinkedBounds, EqualBruteForce) {
    std::uint64_t open = 0, shared = 0, parts = 0;
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        const auto made = random_case(seed);
        std::vector<cell_index> cells(made.values.size());
        for (cell_index cell = 0; cell < cells.size(); ++cell) {
            cells[cell] = cell;
            shared += made.known->tables().variable_of(cell) != cell;
        }
        parts += made.known->tables().subsets().size();
        const auto found = bounds(*made.known, cells);
        ASSERT_THAT(found, support::IsOk()) << "seed " << seed;
        const oracle expected(made);
        for (const auto cell : cells) {
            ASSERT_EQ((*found)[cell], expected.found[cell])
                << "seed " << seed << ", " << describe(made.known->tables(), cell) << ": "
                << (*found)[cell].low << " to " << (*found)[cell].high << ", expected "
                << expected.found[cell].low << " to " << expected.found[cell].high;
            open += !(*found)[cell].is_single_value();
        }
    }
    EXPECT_GT(open, 10'000u);
    EXPECT_GT(shared, 10'000u);
    EXPECT_GT(parts, 1'000u);
}

/// Every cell that the intruder holds to mean the same, or to be among others, holds the same kinds
/// of people, or some of them.
TEST(LinkedBounds, SharedCellsHoldTheSamePeople) {
    for (std::uint64_t seed = 0; seed < 4'000; ++seed) {
        const auto made = random_case(seed);
        const auto& all = made.known->tables();
        for (cell_index cell = 0; cell < all.size(); ++cell)
            ASSERT_EQ(made.holds[cell], made.holds[all.variable_of(cell)])
                << "seed " << seed << ", " << describe(all, cell);
        for (const auto& [part, whole] : all.subsets()) {
            for (std::size_t kind = 0; kind < made.people.kinds; ++kind)
                ASSERT_TRUE(!made.holds[part][kind] || made.holds[whole][kind]) << "seed " << seed;
        }
    }
}

} // namespace
