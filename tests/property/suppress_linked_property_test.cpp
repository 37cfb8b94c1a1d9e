/// Small linked releases against the oracle that knows no links: everybody, cross-classified in
/// full, by enumeration.
#include <sdc/protect/suppress_linked.hpp>

#include <sdc/protect/optimal.hpp>

#include <sdc/attack/audit.hpp>

#include "support/generators.hpp"
#include "support/people.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sdc;
using support::flat;
using support::people;
using support::tabulate;

/// At most 14 people, few of them alone.
people random_people(std::uint64_t seed, std::vector<std::string> names,
                     std::vector<std::string> letters) {
    return support::random_people(seed, std::move(names), std::move(letters), {});
}

struct tally {
    int held = 0, refused = 0;
};

/// A release is proved by the audit and leaves every need possible to people cross-classified in
/// full. The total is public.
void check(const people& all, const std::vector<linked_source>& sources, zero_policy zeros,
           tally& counted) {
    const auto p = suppress(
        sources, {.rules = {threshold{.minimum = 3, .zeros = zeros, .publish_total = true}}});
    if (!p) {
        ASSERT_EQ(p.error().code, errc::not_protectable) << to_string(p.error());
        ++counted.refused;
        return;
    }
    const auto safe = audit(*p);
    ASSERT_TRUE(safe) << to_string(safe.error());
    const auto reached = support::everybody(all, *p).reached(*p);
    for (std::size_t i = 0; i < reached.size(); ++i) ASSERT_TRUE(reached[i]) << "need " << i;
    counted.held += !reached.empty();
}

constexpr zero_policy policies[] = {zero_policy::show, zero_policy::eligible, zero_policy::hide,
                                    zero_policy::unsafe};

template <class Make>
tally run(std::uint64_t seeds, const std::vector<std::string>& names,
          const std::vector<std::string>& letters, Make&& make) {
    tally counted;
    for (std::uint64_t seed = 0; seed < seeds && !::testing::Test::HasFatalFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto all = random_people(seed, names, letters);
        check(all, make(all), policies[seed % 4], counted);
    }
    std::cout << "held " << counted.held << ", refused " << counted.refused << '\n';
    EXPECT_GT(counted.held, 0);
    return counted;
}

TEST(SuppressLinkedProperty, PairsThatShareAMargin) {
    run(60, {"sex", "age", "region"}, {"fm", "ab", "NS"}, [](const people& all) {
        return std::vector{
            tabulate(all, "one", {flat("sex", {"f", "m"}), flat("age", {"a", "b"})}),
            tabulate(all, "two", {flat("sex", {"f", "m"}), flat("region", {"N", "S"})})};
    });
}

/// Each table has a rule of its own; what both tell of a cell is known.
TEST(SuppressLinkedProperty, RulesThatDiffer) {
    run(100, {"sex", "age", "region"}, {"fm", "ab", "NS"}, [seed = 0](const people& all) mutable {
        std::vector sources{
            tabulate(all, "one", {flat("sex", {"f", "m"}), flat("age", {"a", "b"})}),
            tabulate(all, "two", {flat("sex", {"f", "m"}), flat("region", {"N", "S"})})};
        const bool second = ++seed % 2 == 0;
        sources[second].rules = {threshold{.minimum = 3, .publish_total = true}};
        sources[!second].rules = {
            threshold{.minimum = 4,
                      .zeros = seed % 4 < 2 ? zero_policy::eligible : zero_policy::unsafe,
                      .publish_total = true}};
        return sources;
    });
}

TEST(SuppressLinkedProperty, ATableBesideItsMarginAndItsWhole) {
    run(60, {"sex", "age"}, {"fm", "abc"}, [](const people& all) {
        return std::vector{
            tabulate(all, "age", {flat("age", {"a", "b", "c"})}),
            tabulate(all, "both", {flat("age", {"a", "b", "c"}), flat("sex", {"f", "m"})}),
            tabulate(all, "sex", {flat("sex", {"f", "m"})})};
    });
}

/// Five-year and ten-year groups, whose codes a table that nobody sees tells.
TEST(SuppressLinkedProperty, DifferentHierarchiesOfOneVariable) {
    run(60, {"age"}, {"abcdef"}, support::ages_by_twos_and_threes);
}

TEST(SuppressLinkedProperty, HierarchiesThatMeetInTheirLeaves) {
    run(60, {"age"}, {"abcdef"}, [](const people& all) {
        return std::vector{tabulate(all, "twos", {support::grouped("age", {"ab", "cd", "ef"})}),
                           tabulate(all, "threes", {support::grouped("age", {"abc", "def"})})};
    });
}

TEST(SuppressLinkedProperty, TrivialLevels) {
    run(60, {"age", "sex"}, {"abc", "fm"}, [](const people& all) {
        const support::shown_dimension deep{
            .name = "age",
            .codes = {{"T", ""}, {"a", "T"}, {"a1", "a"}, {"bc", "T"}, {"b", "bc"}, {"c", "bc"}}};
        return std::vector{tabulate(all, "deep", {deep, flat("sex", {"f", "m"})}),
                           tabulate(all, "flat", {flat("age", {"a", "b", "c"})})};
    });
}

TEST(SuppressLinkedProperty, ASubPopulationAndItsWhole) {
    run(60, {"sex", "region"}, {"fm", "NSE"}, [seed = 0](const people& all) mutable {
        std::vector sources{tabulate(all, "all", {flat("sex", {"f", "m"})}),
                            tabulate(all, "North", {flat("sex", {"f", "m"})}, {{"region", "N"}})};
        sources[1].rules = {threshold{.minimum = 3, .zeros = policies[seed++ % 4]}};
        return sources;
    });
}

/// That North and South are apart is told by a table that nobody sees.
TEST(SuppressLinkedProperty, SubPopulationsThatAreApart) {
    run(60, {"sex", "region"}, {"fm", "NSE"}, [seed = 0](const people& all) mutable {
        std::vector sources{
            tabulate(all, "all", {flat("sex", {"f", "m"})}),
            tabulate(all, "North", {flat("sex", {"f", "m"})}, {{"region", "N"}}),
            tabulate(all, "South", {flat("sex", {"f", "m"})}, {{"region", "S"}}),
            tabulate(all, "regions", {flat("region", {"N", "S", "E"}), flat("sex", {"f", "m"})})};
        sources[1].rules =
            sources[2].rules = {threshold{.minimum = 3, .zeros = policies[seed++ % 4]}};
        sources[3].use = linked_use::unpublished;
        return sources;
    });
}

/// Every choice of complements that costs less leaves some need open to people cross-classified in
/// full.
class cheaper_choices {
public:
    /// The total is the first cell, and public.
    cheaper_choices(const people& all, const linked_plan& p) : all_(all), plan_(p) {
        for (cell_index cell = 0; cell < p.cubes->size(); ++cell) {
            const auto k = p.cubes->table_of(cell), own = cell - p.cubes->offset(k);
            const auto value = p.parts[k].source->value(own);
            if (cell == 0 || p.cubes->variable_of(cell) != cell ||
                value < p.parts[k].verdicts.suppressed_minimum())
                continue;
            const auto status = p.parts[k].status[own];
            if (status == cell_status::published || status == cell_status::secondary)
                candidates_.emplace_back(cell, std::max<std::int64_t>(1, value));
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return candidates_.size(); }

    [[nodiscard]] bool any_holds() const {
        for (std::uint64_t set = 0; set < std::uint64_t{1} << candidates_.size(); ++set) {
            const auto is_chosen = [&](std::size_t i) { return (set >> i & 1U) != 0; };
            std::int64_t cost = 0;
            for (std::size_t i = 0; i < candidates_.size(); ++i)
                cost += is_chosen(i) ? candidates_[i].second : 0;
            if (cost >= plan_.cost) continue;
            auto p = plan_;
            for (std::size_t i = 0; i < candidates_.size(); ++i) {
                p.cubes->for_each_same(candidates_[i].first, [&](cell_index same) {
                    const auto k = p.cubes->table_of(same);
                    p.parts[k].status[same - p.cubes->offset(k)] =
                        is_chosen(i) ? cell_status::secondary : cell_status::published;
                });
            }
            const auto reached = support::everybody(all_, p).reached(p);
            if (std::ranges::find(reached, false) == reached.end()) return true;
        }
        return false;
    }

private:
    const people& all_;
    const linked_plan& plan_;
    std::vector<std::pair<cell_index, std::int64_t>> candidates_;
};

TEST(SuppressLinkedProperty, NothingIsCheaperThanTheOptimum) {
    int compared = 0, better = 0;
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        const auto all = random_people(seed, {"sex", "age", "region"}, {"fm", "ab", "NS"});
        const std::vector sources{
            tabulate(all, "one", {flat("sex", {"f", "m"}), flat("age", {"a", "b"})}),
            tabulate(all, "two", {flat("sex", {"f", "m"}), flat("region", {"N", "S"})})};
        const suppress_options options{
            .rules = {threshold{.minimum = 3, .zeros = policies[seed % 4], .publish_total = true}},
            .improvement_budget = seed % 2};
        const auto p = suppress_optimally(sources, options);
        if (!p) {
            ASSERT_EQ(p.error().code, errc::not_protectable) << to_string(p.error());
            continue;
        }
        ASSERT_TRUE(audit(*p)) << "seed " << seed;
        ASSERT_EQ(p->cost, p->lower_bound) << "seed " << seed;
        const auto usual = suppress(sources, options);
        ASSERT_TRUE(usual);
        ASSERT_LE(p->cost, usual->cost) << "seed " << seed;
        better += p->cost < usual->cost;
        const cheaper_choices choices(all, *p);
        if (p->cost == 0 || choices.size() > 9) continue;
        ASSERT_FALSE(choices.any_holds()) << "seed " << seed;
        ++compared;
    }
    std::cout << "compared " << compared << ", cheaper than the heuristic " << better << '\n';
    EXPECT_GT(compared, 20);
}

/// An earlier release that suppressed as suppression alone would.
TEST(SuppressLinkedProperty, EarlierReleases) {
    run(60, {"sex", "age"}, {"fm", "abc"}, [seed = 0](const people& all) mutable {
        auto old = tabulate(all, "old", {flat("age", {"a", "b", "c"})});
        const auto alone =
            suppress(std::vector{old},
                     {.rules = {threshold{
                          .minimum = 3, .zeros = policies[seed++ % 4], .publish_total = true}}});
        std::vector sources{
            tabulate(all, "new", {flat("age", {"a", "b", "c"}), flat("sex", {"f", "m"})})};
        if (!alone) return sources;
        old.use = linked_use::earlier;
        for (cell_index cell = 0; cell < old.counts->size(); ++cell) {
            if (is_suppressed(alone->parts[0].status[cell])) old.suppressed.push_back(cell);
        }
        sources.push_back(old);
        return sources;
    });
}

} // namespace
