/// The lists of internal intruders against every coalition of the people of small tables. Nothing
/// here uses the code that makes the lists.
#include <sdc/intruder/linked_internal_intruders.hpp>

#include <sdc/protect/suppress_linked.hpp>

#include "support/generators.hpp"
#include "support/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace {

using namespace sdc;
using support::flat;
using support::people;
using support::tabulate;

/// Calls f with every choice of 1 to `most` of `size` people, ascending.
void for_each_coalition(std::size_t size, std::int64_t most,
                        const std::function<void(std::span<const std::size_t>)>& f) {
    std::vector<std::size_t> who;
    const std::function<void(std::size_t)> extend = [&](std::size_t first) {
        if (!who.empty()) f(who);
        if (std::cmp_equal(who.size(), most)) return;
        for (auto i = first; i < size; ++i) {
            who.push_back(i);
            extend(i + 1);
            who.pop_back();
        }
    };
    extend(0);
}

/// The sum over dimension d that the cell is a part of: its codes, there with their parent.
std::vector<std::string> sum_over(const cube& c, cell_index cell, std::size_t d) {
    std::vector<std::string> codes;
    for (std::size_t e = 0; e < c.dimensions().size(); ++e) {
        const auto at = c.shape().coordinate(cell, e);
        codes.push_back(c.codes(e)[e == d ? c.codes(e).parent(at) : at].id);
    }
    return codes;
}

bool are_of_one_sum(const cube& c, const std::map<cell_index, std::int64_t>& parts) {
    if (parts.size() == 1) return true;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        std::set<std::vector<std::string>> sums;
        for (const auto& [cell, n] : parts) sums.insert(sum_over(c, cell, d));
        if (sums.size() == 1) return true;
    }
    return false;
}

using own_units = std::map<cell_index, std::int64_t>;

/// They are all people of some suppressed leaf cells, and the cells are parts of one sum.
bool are_intruders(const table& t, const std::vector<bool>& suppressed, const own_units& own) {
    return std::ranges::all_of(own,
                               [&](const auto& one) {
                                   return suppressed[one.first] && one.second == t.value(one.first);
                               }) &&
           are_of_one_sum(t.cube(), own);
}

std::set<own_units> list_by_hand(const table& t, const std::vector<bool>& suppressed,
                                 std::int64_t coalition) {
    std::vector<cell_index> home; // of each person, the leaf cell
    for (const auto& cell : cells(t)) {
        if (!cell.is_margin())
            home.insert(home.end(), static_cast<std::size_t>(t.value(cell.index())), cell.index());
    }
    std::set<own_units> all;
    for_each_coalition(home.size(), coalition, [&](std::span<const std::size_t> who) {
        own_units own;
        for (const auto i : who) ++own[home[i]];
        if (are_intruders(t, suppressed, own)) all.insert(own);
    });
    return all;
}

TEST(InternalIntrudersOracle, OfOneTableAreTheCoalitionsWrittenDown) {
    std::size_t of_one = 0, of_several = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        const auto t = support::random_table(seed, {.dimensions = 1 + seed % 3,
                                                    .branching = 3,
                                                    .depth = 1 + (seed / 3) % 2,
                                                    .mean = 1,
                                                    .zero_percent = 40});
        if (t.value(0) > 25) continue;
        support::splitmix64 random(seed);
        std::vector<bool> suppressed(t.size());
        for (cell_index cell = 0; cell < t.size(); ++cell) suppressed[cell] = random.percent(70);
        const auto coalition = 1 + static_cast<std::int64_t>(seed % 4);
        std::set<own_units> listed;
        const auto found = list_internal_intruders(t, {.coalition = coalition}, suppressed).value();
        for (const auto& who : found) {
            own_units own;
            for (const auto& one : who.own) {
                EXPECT_TRUE(one.sole_contributor);
                own[one.cell] = one.units;
            }
            ++(own.size() == 1 ? of_one : of_several);
            EXPECT_TRUE(listed.insert(own).second) << "seed " << seed << ": listed twice";
        }
        EXPECT_EQ(listed, list_by_hand(t, suppressed, coalition)) << "seed " << seed;
    }
    EXPECT_GT(of_one, 300U);
    EXPECT_GT(of_several, 200U);
}

/// Linked tables as people who are cross-classified in full can see them. What somebody knows is
/// the set of those people among all that the release leaves possible, one flag each.
class linked_oracle {
public:
    linked_oracle(const people& all, const linked_plan& p)
        : plan_(p), known_(all, p), suppressed_(p.cubes->size(), true) {
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (cell_index cell = 0; cell < p.parts[k].source->size(); ++cell) {
                cells_.push_back({known_.members(p, k, cell), p.parts[k].source->value(cell),
                                  !p.cubes->cube(k).is_margin(cell)});
                if (p.use[k] != linked_use::unpublished && !is_suppressed(p.parts[k].status[cell]))
                    suppressed_[p.cubes->variable_of(p.cubes->offset(k) + cell)] = false;
            }
        }
        known_.for_each([&](std::span<const std::int64_t> counts) {
            possible_.emplace_back(counts.begin(), counts.end());
        });
    }

    [[nodiscard]] const std::vector<bool>& suppressed() const { return suppressed_; }

    /// What is left to one who knows these cells, numbered as in the linked tables.
    [[nodiscard]] std::vector<bool> left_to(const std::vector<own_contribution>& own) const {
        return filter([&](std::span<const std::int64_t> counts) {
            return std::ranges::all_of(own, [&](const own_contribution& one) {
                const auto n = sum(cells_[one.cell], counts);
                return one.sole_contributor ? n == one.units : n >= one.units;
            });
        });
    }

    /// Of every coalition of the people, and of all other people with the same tables, what is left
    /// to it, if that is less than to everybody.
    [[nodiscard]] std::set<std::vector<bool>> left_to_coalitions(std::int64_t coalition) const {
        std::set<std::vector<std::size_t>> seen;
        std::set<std::vector<bool>> all;
        for (const auto& counts : possible_) {
            if (!has_these_tables(counts)) continue;
            std::vector<std::size_t> combination; // of each person
            for (std::size_t i = 0; i < counts.size(); ++i)
                combination.insert(combination.end(), static_cast<std::size_t>(counts[i]), i);
            for_each_coalition(combination.size(), coalition, [&](auto positions) {
                std::vector<std::size_t> who;
                for (const auto i : positions) who.push_back(combination[i]);
                if (seen.insert(who).second && are_intruders_of_some_table(who))
                    all.insert(left_to_people(who));
            });
        }
        all.erase(std::vector<bool>(possible_.size(), true));
        return all;
    }

private:
    struct shown_cell {
        std::vector<bool> holds; // which combinations
        std::int64_t value = 0;
        bool is_leaf = false;
    };

    static std::int64_t sum(const shown_cell& c, std::span<const std::int64_t> counts) {
        std::int64_t n = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) n += c.holds[i] ? counts[i] : 0;
        return n;
    }
    static std::int64_t units(const shown_cell& c, const std::vector<std::size_t>& who) {
        return std::ranges::count_if(who, [&](std::size_t i) { return c.holds[i]; });
    }
    [[nodiscard]] bool has_these_tables(std::span<const std::int64_t> counts) const {
        return std::ranges::all_of(cells_,
                                   [&](const shown_cell& c) { return sum(c, counts) == c.value; });
    }
    [[nodiscard]] std::vector<bool>
    filter(const std::function<bool(std::span<const std::int64_t>)>& is_left) const {
        std::vector<bool> flags;
        for (const auto& counts : possible_) flags.push_back(is_left(counts));
        return flags;
    }
    /// Each knows in which leaf cell of each table they are.
    [[nodiscard]] std::vector<bool> left_to_people(const std::vector<std::size_t>& who) const {
        return filter([&](std::span<const std::int64_t> counts) {
            return std::ranges::all_of(cells_, [&](const shown_cell& c) {
                const auto own = c.is_leaf ? units(c, who) : 0;
                const auto n = sum(c, counts);
                return own > 0 && own == c.value ? n == own : n >= own;
            });
        });
    }
    [[nodiscard]] bool are_intruders_of_some_table(const std::vector<std::size_t>& who) const {
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            if (plan_.use[k] == linked_use::unpublished) continue;
            const auto& t = *plan_.parts[k].source;
            std::vector<bool> hidden;
            own_units own;
            std::int64_t here = 0;
            for (cell_index cell = 0; cell < t.size(); ++cell) {
                const auto number = plan_.cubes->offset(k) + cell;
                hidden.push_back(suppressed_[plan_.cubes->variable_of(number)]);
                const auto n = cells_[number].is_leaf ? units(cells_[number], who) : 0;
                if (n > 0) own[cell] = n;
                here += n;
            }
            if (std::cmp_equal(here, who.size()) && are_intruders(t, hidden, own)) return true;
        }
        return false;
    }

    const linked_plan& plan_;
    support::everybody known_;
    std::vector<bool> suppressed_;
    std::vector<shown_cell> cells_; // of all tables
    std::vector<std::vector<std::int64_t>> possible_;
};

constexpr zero_policy policies[] = {zero_policy::show, zero_policy::eligible, zero_policy::hide,
                                    zero_policy::unsafe};

/// How many intruders are listed that are no coalition: two places that exclude each other.
template <class Make>
std::size_t check_linked(const std::vector<std::string>& names,
                         const std::vector<std::string>& letters, std::int64_t coalition,
                         Make&& make) {
    std::size_t coalitions = 0, listed_more = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto all = support::random_people(
            seed, names, letters,
            {.most = 11, .zero_percent = 35, .one_percent = 60, .largest = 4});
        const auto sources = make(all);
        auto p = suppress(sources,
                          {.rules = {threshold{
                               .minimum = 3, .zeros = policies[seed % 4], .publish_total = true}}});
        if (!p) continue;
        for (auto& part : p->parts) part.intruders.coalition = coalition;
        const linked_oracle oracle(all, *p);
        std::set<std::vector<bool>> listed;
        const auto found = list_internal_intruders(*p, oracle.suppressed()).value();
        for (const auto& who : found) listed.insert(oracle.left_to(who.own));
        const auto by_hand = oracle.left_to_coalitions(coalition);
        for (const auto& left : by_hand)
            EXPECT_TRUE(listed.contains(left)) << "seed " << seed << ": a coalition is not listed";
        coalitions += by_hand.size();
        listed_more += listed.size() - by_hand.size();
    }
    EXPECT_GT(coalitions, 50U);
    return listed_more;
}

TEST(InternalIntrudersOracle, OfTablesThatShareAMargin) {
    for (const std::int64_t coalition : {1, 2, 3})
        EXPECT_EQ(check_linked({"sex", "age", "region"}, {"fm", "ab", "NS"}, coalition,
                               [](const people& all) {
                                   const auto sexes = flat("sex", {"f", "m"});
                                   return std::vector{
                                       tabulate(all, "one", {sexes, flat("age", {"a", "b"})}),
                                       tabulate(all, "two", {sexes, flat("region", {"N", "S"})})};
                               }),
                  0U);
}

TEST(InternalIntrudersOracle, OfATableBesideItsMargin) {
    for (const std::int64_t coalition : {1, 2})
        EXPECT_EQ(check_linked({"sex", "age"}, {"fm", "abc"}, coalition,
                               [](const people& all) {
                                   const auto ages = flat("age", {"a", "b", "c"});
                                   return std::vector{
                                       tabulate(all, "age", {ages}),
                                       tabulate(all, "both", {ages, flat("sex", {"f", "m"})})};
                               }),
                  0U);
}

TEST(InternalIntrudersOracle, OfASubPopulationAndItsWhole) {
    const auto of_two = [](std::int64_t coalition) {
        return check_linked({"sex", "region"}, {"fmx", "NS"}, coalition, [](const people& all) {
            const auto sexes = flat("sex", {"f", "m", "x"});
            return std::vector{tabulate(all, "all", {sexes}),
                               tabulate(all, "North", {sexes}, {{"region", "N"}})};
        });
    };
    EXPECT_EQ(of_two(1), 0U);
    EXPECT_LT(of_two(2), 30U) << "some who cannot be there together, and all who can";
}

TEST(InternalIntrudersOracle, OfTablesWhoseCodesMeetInAnUnpublishedOne) {
    EXPECT_EQ(check_linked({"age"}, {"abcdef"}, 1, support::ages_by_twos_and_threes), 0U);
}

} // namespace
