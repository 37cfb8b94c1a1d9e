#include <sdc/protect/detail/exact/optimal.hpp>

#include <generators.hpp>

#include <sdc/table/cube.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

// The oracle tries every choice of candidates, cheapest first, and for each need every integer
// change of what is suppressed, row by row. It shares nothing with the library but the problem's
// description.

namespace {

using namespace sdc::detail;

struct shape {
    std::vector<std::size_t> sizes; ///< Leaf codes of each dimension.
};

/// A table with all margins: coordinate 0 is the total. Cells in an order in which margins follow
/// their parts.
struct random_problem {
    suppression_problem p;
    std::vector<std::vector<row_system::term>> rows;
    std::vector<unknown> inner;
    std::shared_ptr<const sdc::cube>
        codes; ///< Of the same numbers: there the last dimension runs fastest.
};

std::vector<std::size_t> coordinates(const shape& s, std::size_t cell) {
    std::vector<std::size_t> at;
    for (const auto n : s.sizes) {
        at.push_back(cell % (n + 1));
        cell /= n + 1;
    }
    return at;
}

void add_rows(const shape& s, std::size_t cells, random_problem& r) {
    std::size_t stride = 1;
    for (std::size_t d = 0; d < s.sizes.size(); ++d) {
        for (std::size_t cell = 0; cell < cells; ++cell) {
            if (coordinates(s, cell)[d] != 0) continue;
            std::vector<row_system::term> terms{{static_cast<unknown>(cell), -1}};
            for (std::size_t k = 1; k <= s.sizes[d]; ++k)
                terms.push_back({static_cast<unknown>(cell + k * stride), 1});
            r.p.rows.add(terms);
            r.rows.push_back(terms);
        }
        stride *= s.sizes[d] + 1;
    }
    r.p.rows.index(cells);
}

std::vector<std::int64_t> random_values(support::splitmix64& random, const shape& s,
                                        std::size_t cells, random_problem& r) {
    std::vector<std::int64_t> value(cells, 0);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const auto at = coordinates(s, cell);
        if (std::ranges::any_of(at, [](auto k) { return k == 0; })) continue;
        r.inner.push_back(static_cast<unknown>(cell));
        const auto n = random.percent(25)
                           ? 0
                           : static_cast<std::int64_t>(1 + random.below(1 + random.below(9)));
        for (std::size_t margin = 0; margin < cells; ++margin) {
            const auto over = coordinates(s, margin);
            bool covers = true;
            for (std::size_t d = 0; d < at.size(); ++d)
                covers = covers && (over[d] == 0 || over[d] == at[d]);
            if (covers) value[margin] += n;
        }
    }
    return value;
}

struct features {
    bool zeros_shown = true, groups = false, others = false, internal_intruders = false;
};

std::shared_ptr<const sdc::cube> codes_of(const shape& s) {
    std::vector<sdc::dimension> by;
    for (auto d = s.sizes.size(); d-- > 0;) {
        std::vector<sdc::code_parent> codes{{.id = "total", .parent = ""}};
        for (std::size_t k = 1; k <= s.sizes[d]; ++k)
            codes.push_back({.id = std::to_string(k), .parent = "total"});
        by.push_back({.name = "d" + std::to_string(d),
                      .codes = sdc::hierarchy::from_parents(codes).value()});
    }
    return sdc::cube::make(by).value();
}

/// A firm that holds all of one inner cell and all but one unit of another.
std::optional<sdc::intruder> firm_of(const random_problem& r) {
    sdc::intruder firm{.name = "firm", .own = {}};
    for (const auto cell : r.inner) {
        const auto units = r.p.value[cell] - static_cast<std::int64_t>(firm.own.size());
        if (units > 0 && firm.own.size() < 2)
            firm.own.push_back(
                {.cell = cell, .units = units, .sole_contributor = firm.own.empty()});
    }
    if (firm.own.size() < 2) return std::nullopt;
    return firm;
}

/// Who is the only one in a suppressed cell, firms that hold two units in one, and one that holds
/// units of two.
std::function<std::vector<sdc::intruder>(const std::vector<bool>&)>
inside_of(const random_problem& r) {
    return [inner = r.inner, value = r.p.value,
            firm = firm_of(r)](const std::vector<bool>& suppressed) {
        std::vector<sdc::intruder> found;
        if (firm) found.push_back(*firm);
        for (const auto cell : inner) {
            if (!suppressed[cell] || value[cell] == 0) continue;
            if (value[cell] == 1)
                found.push_back(
                    {.name = "one", .own = {{.cell = cell, .units = 1, .sole_contributor = true}}});
            if (value[cell] == 3)
                found.push_back({.name = "two of three",
                                 .own = {{.cell = cell, .units = 2, .sole_contributor = false}}});
        }
        return found;
    };
}

/// Pairs, which may make chains; but no chain from a cell that is always suppressed to one that
/// never is.
void add_groups(support::splitmix64& random, random_problem& r) {
    auto& p = r.p;
    std::vector<bool> grouped(p.size());
    for (int k = 0; k < 4; ++k) {
        const auto a = static_cast<unknown>(random.below(p.size())),
                   b = static_cast<unknown>(random.below(p.size()));
        const bool any_fixed = p.role[a] == cell_role::fixed || p.role[b] == cell_role::fixed;
        if (any_fixed && (grouped[a] || grouped[b])) continue;
        grouped[a] = grouped[b] = true;
        p.suppression_groups.push_back({a, b});
        if (any_fixed) break;
    }
}

random_problem make_problem(std::uint64_t seed, const shape& s, const features& f) {
    support::splitmix64 random(seed);
    random_problem r;
    std::size_t cells = 1;
    for (const auto n : s.sizes) cells *= n + 1;
    add_rows(s, cells, r);
    auto& p = r.p;
    p.value = random_values(random, s, cells, r);
    const auto threshold = static_cast<std::int64_t>(3 + random.below(3));
    const std::int64_t low = f.zeros_shown ? 1 : 0;
    std::size_t candidates = 0;
    for (unknown cell = 0; cell < cells; ++cell) {
        const auto v = p.value[cell];
        const bool unsafe = 0 < v && v < threshold && random.percent(50);
        const bool eligible = (v >= low) && random.percent(80) && candidates < 11;
        p.role.push_back(unsafe     ? cell_role::suppressed
                         : eligible ? cell_role::candidate
                                    : cell_role::fixed);
        candidates += !unsafe && eligible;
        p.low.push_back(std::min(v, low));
        p.high.push_back(random.percent(80) ? v + 4 : v + 1);
        p.cost.push_back(static_cast<std::int64_t>(1 + random.below(9)));
        if (!unsafe) continue;
        if (f.others && random.percent(50)) {
            p.requirements.push_back(
                {.cell = cell, .direction = sdc::requirement::side::other, .limit = v});
            continue;
        }
        if (v > low)
            p.requirements.push_back(
                {.cell = cell, .direction = sdc::requirement::side::down, .limit = low});
        if (v < threshold - 1)
            p.requirements.push_back({.cell = cell,
                                      .direction = sdc::requirement::side::up,
                                      .limit = std::min(threshold - 1, p.high[cell])});
    }
    if (f.groups) add_groups(random, r);
    if (f.internal_intruders) {
        r.codes = codes_of(s);
        p.tables = {{.codes = r.codes.get()}};
        p.list_internal_intruders = inside_of(r);
        p.count_own_units = [codes = r.codes](const sdc::intruder& who, sdc::cell_index cell) {
            return sdc::count_own_units(who, *codes, cell);
        };
    }
    return r;
}

// --- the oracle
// ---------------------------------------------------------------------------------------------------------------

class oracle {
public:
    oracle(const random_problem& r, const shape& s)
        : r_(r), p_(r.p), shape_(s), change_(p_.size()) {
        for (unknown cell = 0; cell < p_.size(); ++cell) {
            if (p_.role[cell] == cell_role::candidate) candidates_.push_back(cell);
        }
        // Inner cells first, each margin as soon as a row decides it.
        order_.assign(r.inner.begin(), r.inner.end());
        for (unknown cell = 0; cell < p_.size(); ++cell) {
            if (std::ranges::find(order_, cell) == order_.end()) order_.push_back(cell);
        }
    }

    /// The least cost, or nothing if no choice will do.
    std::optional<std::int64_t> optimum() {
        std::vector<std::pair<std::int64_t, std::uint32_t>> choices;
        for (std::uint32_t set = 0; set < (1U << candidates_.size()); ++set) {
            std::int64_t cost = 0;
            for (std::size_t i = 0; i < candidates_.size(); ++i)
                cost += (set >> i & 1U) != 0 ? p_.cost[candidates_[i]] : 0;
            choices.emplace_back(cost, set);
        }
        std::ranges::sort(choices);
        if (!p_.list_internal_intruders && p_.suppression_groups.empty() &&
            !holds((1U << candidates_.size()) - 1))
            return std::nullopt;
        for (const auto& [cost, set] : choices) {
            if (holds(set)) return cost;
        }
        return std::nullopt;
    }

private:
    bool holds(std::uint32_t set) {
        suppressed_.assign(p_.size(), false);
        for (unknown cell = 0; cell < p_.size(); ++cell)
            suppressed_[cell] = p_.role[cell] == cell_role::suppressed;
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            suppressed_[candidates_[i]] = (set >> i & 1U) != 0;
        for (const auto& group : p_.suppression_groups) {
            if (suppressed_[group[0]] != suppressed_[group[1]] &&
                !(is_fixed(group[0]) && start(group[1])) &&
                !(is_fixed(group[1]) && start(group[0])))
                return false;
        }
        const auto intruders = p_.list_internal_intruders ? p_.list_internal_intruders(suppressed_)
                                                          : std::vector<sdc::intruder>{};
        return std::ranges::all_of(p_.requirements, [&](const sdc::requirement& n) {
            if (!has_witness(n, nullptr)) return false;
            return std::ranges::all_of(intruders, [&](const sdc::intruder& who) {
                return count_own_units(who, n.cell) == p_.value[n.cell] || has_witness(n, &who);
            });
        });
    }
    /// Of a cell that is suppressed: of a margin the sum of what is under it.
    [[nodiscard]] std::int64_t count_own_units(const sdc::intruder& who, std::size_t cell) const {
        const auto over = coordinates(shape_, cell);
        std::int64_t units = 0;
        for (const auto& own : who.own) {
            const auto at = coordinates(shape_, own.cell);
            bool covers = true;
            for (std::size_t d = 0; d < at.size(); ++d)
                covers = covers && (over[d] == 0 || over[d] == at[d]);
            units += covers ? own.units : 0;
        }
        return units;
    }
    [[nodiscard]] bool is_fixed(unknown cell) const { return p_.role[cell] == cell_role::fixed; }
    [[nodiscard]] bool start(unknown cell) const { return p_.role[cell] == cell_role::suppressed; }

    /// Whoever has units of a cell is not asked to think it holds fewer.
    [[nodiscard]] std::int64_t lowest(const sdc::requirement& n, const sdc::intruder* who) const {
        return who == nullptr ? n.limit : std::max(n.limit, count_own_units(*who, n.cell));
    }

    bool has_witness(const sdc::requirement& n, const sdc::intruder* who) {
        std::ranges::fill(change_, 0);
        assigned_.assign(p_.size(), false);
        for (unknown cell = 0; cell < p_.size(); ++cell) assigned_[cell] = !suppressed_[cell];
        return assign(n, who);
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t>
    range(unknown cell, const sdc::requirement& n, const sdc::intruder* who) const {
        auto low = p_.low[cell] - p_.value[cell], high = p_.high[cell] - p_.value[cell];
        for (const auto& own : who == nullptr ? std::vector<sdc::own_contribution>{} : who->own) {
            if (own.cell != cell) continue;
            if (own.sole_contributor)
                low = high = 0;
            else
                low = std::max(low, own.units - p_.value[cell]);
        }
        if (n.cell == cell && n.direction == sdc::requirement::side::up)
            low = std::max(low, n.limit - p_.value[cell]);
        if (n.cell == cell && n.direction == sdc::requirement::side::down)
            high = std::min(high, lowest(n, who) - p_.value[cell]);
        return {low, high};
    }

    /// The next cell is the one with fewest values: a cell that a row decides has one. `sum` of a
    /// row counts what is assigned.
    bool assign(const sdc::requirement& n, const sdc::intruder* who) {
        std::optional<unknown> next;
        std::int64_t next_low = 0, next_high = 0;
        for (const auto cell : order_) {
            if (assigned_[cell]) continue;
            auto [low, high] = range(cell, n, who);
            for (const auto& row : r_.rows) {
                std::int64_t sum = 0, own = 0;
                std::size_t missing = 0;
                for (const auto& t : row) {
                    if (t.cell == cell)
                        own = t.coefficient;
                    else if (assigned_[t.cell])
                        sum += t.coefficient * change_[t.cell];
                    else
                        ++missing;
                }
                if (own == 0 || missing != 0) continue;
                low = std::max(low, -sum * own);
                high = std::min(high, -sum * own);
            }
            if (low > high) return false;
            if (next && next_high - next_low <= high - low) continue;
            next = cell;
            next_low = low;
            next_high = high;
        }
        if (!next) return is_witness(n, who);
        assigned_[*next] = true;
        for (std::int64_t size = 0; size <= std::max(next_high, -next_low); ++size) {
            for (const auto by : {size, -size}) {
                if (by < next_low || by > next_high || (size == 0 && by != size)) continue;
                change_[*next] = by;
                if (assign(n, who)) return true;
                if (size == 0) break;
            }
        }
        assigned_[*next] = false;
        change_[*next] = 0;
        return false;
    }

    [[nodiscard]] bool is_witness(const sdc::requirement& n, const sdc::intruder* who) const {
        for (const auto& row : r_.rows) {
            std::int64_t sum = 0;
            for (const auto& t : row) sum += t.coefficient * change_[t.cell];
            if (sum != 0) return false;
        }
        const auto x = p_.value[n.cell] + change_[n.cell];
        return n.direction == sdc::requirement::side::up     ? x >= n.limit
               : n.direction == sdc::requirement::side::down ? x <= lowest(n, who)
                                                             : x != n.limit;
    }

    const random_problem& r_;
    const suppression_problem& p_;
    const shape& shape_;
    std::vector<unknown> candidates_, order_;
    std::vector<bool> suppressed_, assigned_;
    std::vector<std::int64_t> change_;
};

void expect_solution(const suppression_problem& p, const problem_solution& s) {
    std::int64_t cost = 0;
    for (unknown cell = 0; cell < p.size(); ++cell) {
        if (p.role[cell] == cell_role::candidate && s.suppressed[cell]) cost += p.cost[cell];
        EXPECT_TRUE(p.role[cell] != cell_role::suppressed || s.suppressed[cell]);
        EXPECT_TRUE(p.role[cell] != cell_role::fixed || !s.suppressed[cell]);
    }
    EXPECT_EQ(s.cost, cost);
    ASSERT_EQ(s.move_of.size(), p.requirements.size());
    for (const auto& m : s.moves) EXPECT_TRUE(agrees(p, s.suppressed, m));
    for (std::size_t n = 0; n < p.requirements.size(); ++n)
        EXPECT_TRUE(meets(p, p.requirements[n], s.moves[s.move_of[n]]));
}

void expect_optimum(std::uint64_t seed, const shape& s, const features& f, int& solved,
                    int& impossible) {
    const auto r = make_problem(seed, s, f);
    const auto wanted = oracle(r, s).optimum();
    const auto found = solve_exactly(r.p);
    if (!wanted) {
        ++impossible;
        EXPECT_EQ(found.outcome, problem_outcome::impossible) << "seed " << seed;
        return;
    }
    solved += *wanted > 0;
    ASSERT_EQ(found.outcome, problem_outcome::solved) << "seed " << seed;
    EXPECT_EQ(found.cost, *wanted) << "seed " << seed;
    EXPECT_EQ(found.lower_bound, *wanted) << "seed " << seed;
    expect_solution(r.p, found);
}

struct family {
    std::string name;
    features f;
};

class ExactOptimum : public testing::TestWithParam<family> {};

TEST_P(ExactOptimum, IsThatOfBruteForce) {
    int solved = 0, impossible = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        for (const shape& s : {shape{{3, 3}}, shape{{4, 3}}, shape{{2, 2, 2}}})
            expect_optimum(1000 * seed + s.sizes.size(), s, GetParam().f, solved, impossible);
    }
    EXPECT_GE(solved, 20);
    EXPECT_GE(impossible, 5);
}

INSTANTIATE_TEST_SUITE_P(
    Families, ExactOptimum,
    testing::Values(
        family{"ZerosShown", {}}, family{"ZerosEligible", {.zeros_shown = false}},
        family{"Groups", {.groups = true}},
        family{"Others", {.zeros_shown = false, .others = true}},
        family{"Insiders", {.internal_intruders = true}},
        family{"All",
               {.zeros_shown = false, .groups = true, .others = true, .internal_intruders = true}}),
    [](const auto& one) { return one.param.name; });

} // namespace
