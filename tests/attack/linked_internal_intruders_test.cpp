/// Suppression of linked tables against people in them, by brute force over everybody
/// cross-classified in full: there it is known in which cells each of them stands, which the
/// library has to think of.
#include <sdc/intruder/linked_internal_intruders.hpp>

#include <sdc/attack/audit.hpp>
#include <sdc/protect/optimal.hpp>
#include <sdc/protect/suppress_linked.hpp>

#include "support/generators.hpp"
#include "support/matchers.hpp"
#include "support/people.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sdc;
using support::flat;
using support::HasErrc;
using support::IsOk;
using support::people;
using support::tabulate;

constexpr support::people_options mostly_alone{
    .most = 12, .zero_percent = 35, .one_percent = 60, .largest = 6};

people random_people(std::uint64_t seed, std::vector<std::string> names,
                     std::vector<std::string> letters) {
    return support::random_people(seed, std::move(names), std::move(letters), mostly_alone);
}

struct shown_cell {
    std::size_t table;
    cell_index cell;
    std::vector<bool> holds; // which combinations
    std::int64_t value;
    bool is_leaf;
};

/// What one or two people learn is measured against what each need asks of them.
class people_inside {
public:
    people_inside(const people& all, const linked_plan& p) : all_(all), plan_(p), known_(all, p) {
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (cell_index cell = 0; cell < p.parts[k].source->size(); ++cell)
                cells_.push_back({k, cell, known_.members(p, k, cell),
                                  p.parts[k].source->value(cell),
                                  !p.cubes->cube(k).is_margin(cell)});
        }
    }

    /// `who`: their combinations. One is alone in a suppressed leaf of a published table; or two
    /// are all of such a leaf, or of two of one sum.
    [[nodiscard]] bool is_inside(const std::vector<std::size_t>& who) const {
        for (const auto i : who) {
            if (std::ranges::count(who, i) > all_.counts[i]) return false;
        }
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            if (plan_.use[k] == linked_use::unpublished) continue;
            std::vector<support::where_codes> theirs;
            std::int64_t people = 0;
            for (const auto& c : cells_) {
                if (c.table != k || !c.is_leaf || units(c, who) == 0 || units(c, who) != c.value ||
                    !is_suppressed(plan_.parts[k].status[c.cell]))
                    continue;
                people += c.value;
                theirs.push_back(support::codes_of(plan_.cubes->cube(k), c.cell));
            }
            if (people < static_cast<std::int64_t>(who.size())) continue;
            if (theirs.size() == 1) return true;
            std::size_t differ = 0; // all dimensions are flat here
            for (std::size_t d = 0; d < theirs[0].size(); ++d)
                differ += theirs[0][d] != theirs[1][d];
            if (differ == 1) return true;
        }
        return false;
    }

    /// The first need that does not hold against them, or -1.
    [[nodiscard]] std::ptrdiff_t find_learned(const std::vector<std::size_t>& who) const {
        struct goal {
            requirement asked;
            const shown_cell *cell, *minus;
            bool met;
        };
        std::vector<goal> goals;
        for (std::size_t k = 0; k < plan_.parts.size(); ++k) {
            for (auto n : plan_.parts[k].requirements) {
                const auto *cell = find(k, n.cell),
                           *minus = n.minus == no_cell ? nullptr : find(k, n.minus);
                const auto* own = minus == nullptr ? cell : minus;
                if (minus == nullptr && n.direction == requirement::side::down)
                    n.limit = std::max(n.limit, units(*cell, who));
                goals.push_back({n, cell, minus, own->value > 0 && own->value == units(*own, who)});
            }
        }
        known_.for_each([&](std::span<const std::int64_t> counts) {
            for (const auto& c : cells_) {
                if (!c.is_leaf) continue;
                const auto n = sum(c, counts), own = units(c, who);
                if (c.value == own && own > 0 ? n != own : n < own) return;
            }
            for (auto& g : goals)
                g.met =
                    g.met || is_met(g.asked, sum(*g.cell, counts) -
                                                 (g.minus == nullptr ? 0 : sum(*g.minus, counts)));
        });
        const auto open = std::ranges::find(goals, false, &goal::met);
        return open == goals.end() ? -1 : open - goals.begin();
    }

private:
    [[nodiscard]] const shown_cell* find(std::size_t k, cell_index cell) const {
        return &*std::ranges::find_if(
            cells_, [&](const shown_cell& c) { return c.table == k && c.cell == cell; });
    }
    static std::int64_t units(const shown_cell& c, const std::vector<std::size_t>& who) {
        return std::ranges::count_if(who, [&](std::size_t i) { return c.holds[i]; });
    }
    static std::int64_t sum(const shown_cell& c, std::span<const std::int64_t> counts) {
        std::int64_t n = 0;
        for (std::size_t i = 0; i < counts.size(); ++i) n += c.holds[i] ? counts[i] : 0;
        return n;
    }

    const people& all_;
    const linked_plan& plan_;
    support::everybody known_;
    std::vector<shown_cell> cells_;
};

struct tally {
    int held = 0, refused = 0, wider = 0, leaks = 0,
        people = 0; // refused: although it holds against outsiders
};

constexpr zero_policy policies[] = {zero_policy::show, zero_policy::eligible, zero_policy::hide,
                                    zero_policy::unsafe};

std::vector<std::vector<std::size_t>> groups_of(std::size_t combinations, std::int64_t coalition) {
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < combinations; ++i) {
        groups.push_back({i});
        for (std::size_t j = i; j < combinations && coalition > 1; ++j) groups.push_back({i, j});
    }
    return groups;
}

void check(const people& all, const std::vector<linked_source>& sources, zero_policy zeros,
           std::int64_t coalition, tally& counted) {
    const auto groups = groups_of(all.size(), coalition);
    suppress_options options{
        .rules = {threshold{.minimum = 3, .zeros = zeros, .publish_total = true}}};
    const auto outside = suppress(sources, options);
    options.intruders.coalition = coalition;
    const auto p = suppress(sources, options);
    if (outside) {
        const people_inside before(all, *outside);
        for (const auto& who : groups)
            counted.leaks += before.is_inside(who) && before.find_learned(who) >= 0;
    }
    if (!p) {
        ASSERT_EQ(p.error().code, errc::not_protectable) << to_string(p.error());
        counted.refused += outside.has_value();
        return;
    }
    const auto safe = audit(*p);
    ASSERT_TRUE(safe) << to_string(safe.error());
    const people_inside intruders(all, *p);
    for (const auto& who : groups) {
        if (!intruders.is_inside(who)) continue;
        ++counted.people;
        ASSERT_EQ(intruders.find_learned(who), -1)
            << "combinations " << who.front() << " and " << who.back();
    }
    const auto best = suppress_optimally(sources, options);
    ASSERT_TRUE(best) << to_string(best.error());
    ASSERT_TRUE(audit(*best));
    ASSERT_LE(best->cost, p->cost);
    const people_inside beside(all, *best);
    for (const auto& who : groups)
        ASSERT_TRUE(!beside.is_inside(who) || beside.find_learned(who) == -1)
            << "optimal, combinations " << who.front() << " and " << who.back();
    ++counted.held;
    counted.wider += outside && p->cost > outside->cost;
}

template <class Make>
tally run(std::uint64_t seeds, const std::vector<std::string>& names,
          const std::vector<std::string>& letters, Make&& make, std::int64_t coalition = 1) {
    tally counted;
    for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFatalFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto all = random_people(seed, names, letters);
        check(all, make(all), policies[seed % 4], coalition, counted);
    }
    std::cout << "held " << counted.held << ", refused " << counted.refused << ", wider "
              << counted.wider << ", people inside " << counted.people
              << ", who would have learned something " << counted.leaks << '\n';
    EXPECT_GT(counted.held, 0);
    EXPECT_GT(counted.leaks, 0);
    return counted;
}

TEST(LinkedInternalIntruders, PairsThatShareAMargin) {
    const auto n = run(120, {"sex", "age", "region"}, {"fm", "ab", "NS"}, [](const people& all) {
        return std::vector{
            tabulate(all, "one", {flat("sex", {"f", "m"}), flat("age", {"a", "b"})}),
            tabulate(all, "two", {flat("sex", {"f", "m"}), flat("region", {"N", "S"})})};
    });
    EXPECT_GT(n.wider, 10);
}

TEST(LinkedInternalIntruders, CoalitionsOfTwo) {
    run(
        60, {"sex", "age", "region"}, {"fm", "ab", "NS"},
        [](const people& all) {
            return std::vector{
                tabulate(all, "one", {flat("sex", {"f", "m"}), flat("age", {"a", "b"})}),
                tabulate(all, "two", {flat("sex", {"f", "m"}), flat("region", {"N", "S"})})};
        },
        2);
    run(
        60, {"age", "region"}, {"abc", "NSE"},
        [](const people& all) {
            return std::vector{tabulate(all, "age", {flat("age", {"a", "b", "c"})}),
                               tabulate(all, "region", {flat("region", {"N", "S", "E"})})};
        },
        2);
}

TEST(LinkedInternalIntruders, TablesThatShareTheTotalAlone) {
    run(120, {"age", "region"}, {"abc", "NSE"}, [](const people& all) {
        return std::vector{tabulate(all, "age", {flat("age", {"a", "b", "c"})}),
                           tabulate(all, "region", {flat("region", {"N", "S", "E"})})};
    });
}

TEST(LinkedInternalIntruders, ATableBesideItsMargin) {
    run(120, {"sex", "age"}, {"fm", "abc"}, [](const people& all) {
        return std::vector{
            tabulate(all, "age", {flat("age", {"a", "b", "c"})}),
            tabulate(all, "both", {flat("age", {"a", "b", "c"}), flat("sex", {"f", "m"})})};
    });
}

TEST(LinkedInternalIntruders, ASubPopulationAndItsWhole) {
    run(120, {"sex", "region"}, {"fmx", "NS"}, [](const people& all) {
        return std::vector{
            tabulate(all, "all", {flat("sex", {"f", "m", "x"})}),
            tabulate(all, "North", {flat("sex", {"f", "m", "x"})}, {{"region", "N"}})};
    });
}

TEST(LinkedInternalIntruders, CodesThatATableTellsThatNobodySees) {
    run(100, {"age"}, {"abcdef"}, support::ages_by_twos_and_threes);
}

} // namespace
