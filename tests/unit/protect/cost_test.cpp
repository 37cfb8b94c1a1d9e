#include <sdc/protect/detail/problem/cost.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace {

using sdc::cost_options;
using sdc::errc;
using sdc::suppression_cost;
using sdc::detail::box_cox_cost;
using sdc::detail::log_cost;
using support::HasErrc;
using support::IsOk;
using testing::ElementsAre;

std::vector<std::int64_t> costs(const sdc::table& t, const cost_options& o,
                                std::vector<sdc::cell_index> preferred = {}) {
    return sdc::detail::suppression_costs(
        t, sdc::evaluate(t, std::vector<sdc::rule>{sdc::threshold{.minimum = 5}}).value(), o,
        preferred);
}

/// Small ones, and around powers of two and ten up to 2^62.
std::vector<std::int64_t> some_values() {
    std::vector<std::int64_t> values;
    for (std::int64_t v = 0; v < 300; ++v) values.push_back(v);
    for (int bit = 9; bit <= 62; ++bit) {
        const auto power = std::int64_t{1} << bit;
        for (const auto v : {power - 1, power, power / 3 * 2 + 1}) values.push_back(v);
    }
    return values;
}

TEST(Cost, ValueCountAndUnity) {
    const auto t = support::series({0, 3, 40});
    EXPECT_THAT(costs(t, {.by = suppression_cost::value}), ElementsAre(43, 1, 3, 40));
    EXPECT_THAT(costs(t, {.by = suppression_cost::count}), ElementsAre(43, 1, 3, 40));
    EXPECT_THAT(costs(t, {.by = suppression_cost::unity}), ElementsAre(1, 1, 1, 1));
}

TEST(Cost, AKeyMultipliesEachByAFactorOfItsOwn) {
    const auto t = support::cross({{5, 6, 7}, {8, 9, 10}});
    const auto with_key = [&](std::uint8_t byte, std::int64_t spread, suppression_cost by) {
        cost_options o{.by = by};
        o.key = sdc::cost_key{.bytes = {byte}, .spread_thousandths = spread};
        return costs(t, o);
    };
    EXPECT_THAT(with_key(1, 0, suppression_cost::unity), testing::Each(1000))
        << "thousandths, and no spread";
    const auto factors = with_key(1, 9000, suppression_cost::unity),
               values = with_key(1, 9000, suppression_cost::value);
    for (sdc::cell_index cell = 0; cell < t.size(); ++cell) {
        EXPECT_GE(factors[cell], 1000);
        EXPECT_LE(factors[cell], 10000);
        EXPECT_EQ(values[cell], t.value(cell) * factors[cell]);
    }
    EXPECT_EQ(with_key(1, 9000, suppression_cost::unity), factors);
    EXPECT_NE(with_key(2, 9000, suppression_cost::unity), factors);
    cost_options wrong;
    wrong.key = sdc::cost_key{.spread_thousandths = -1};
    EXPECT_THAT(sdc::detail::check(wrong, t.size()), HasErrc(errc::bad_argument));
    wrong.key->spread_thousandths = 1'000'001;
    EXPECT_THAT(sdc::detail::check(wrong, t.size()), HasErrc(errc::bad_argument));
}

/// The factor is of the names: the order of codes and of dimensions, and a further dimension at its
/// total, change nothing.
TEST(Cost, AKeyKnowsCellsByName) {
    const auto make = [](const std::vector<std::pair<std::string, std::vector<std::string>>>& by) {
        std::vector<sdc::dimension> all;
        for (const auto& [name, ids] : by)
            all.push_back({.name = name, .codes = sdc::hierarchy::flat(ids).value()});
        return sdc::cube::make(std::move(all)).value();
    };
    const auto c = make({{"area", {"N", "S"}}, {"sex", {"F", "M"}}});
    const auto turned =
        make({{"sex", {"M", "F"}}, {"age", {"young", "old"}}, {"area", {"S", "N"}}});
    const sdc::cost_key key{.bytes = {7}};
    const auto hash = [&](const sdc::cube& of,
                          const std::vector<std::pair<std::string, std::string>>& codes) {
        sdc::coordinates at{};
        for (const auto& [name, id] : codes) {
            const auto d = of.find_dimension(name).value();
            at[d] = of.codes(d).find(id).value();
        }
        return sdc::detail::keyed_hash(of, of.shape().index(at), key, "cost");
    };
    EXPECT_EQ(hash(*c, {{"area", "N"}, {"sex", "F"}}),
              hash(*turned, {{"area", "N"}, {"sex", "F"}}));
    EXPECT_EQ(hash(*c, {{"area", "S"}}), hash(*turned, {{"area", "S"}}));
    EXPECT_NE(hash(*c, {{"area", "S"}}), hash(*c, {{"area", "N"}}));
    EXPECT_NE(hash(*c, {{"area", "N"}}), hash(*turned, {{"area", "N"}, {"age", "old"}}));
    EXPECT_NE(sdc::detail::keyed_hash(*c, 1, key, "cost"),
              sdc::detail::keyed_hash(*c, 1, key, "more"));
}

TEST(Cost, LogIsThatOfTheLongDouble) {
    EXPECT_EQ(log_cost(0), 1);
    EXPECT_EQ(log_cost(1), 1000);
    EXPECT_EQ(log_cost(1023), 10000);
    for (const auto v : some_values()) {
        const auto wanted = 1000.0L * std::log2(1.0L + static_cast<long double>(v));
        EXPECT_LE(std::abs(static_cast<long double>(log_cost(v)) - wanted), 1.01L) << v;
    }
}

TEST(Cost, BoxCoxIsThatOfTheLongDouble) {
    for (const std::int64_t lambda : {0, 1, 3, 10, 100, 250, 333, 500, 750, 999, 1000}) {
        for (const auto v : some_values()) {
            const auto l = static_cast<long double>(lambda) / 1000.0L,
                       x = static_cast<long double>(v);
            auto wanted = 1000.0L * (lambda == 0 ? std::log(std::max(x, 1.0L))
                                                 : std::expm1(l * std::log(std::max(x, 1.0L))) / l);
            wanted = std::min(std::max(wanted, 1.0L),
                              static_cast<long double>(std::numeric_limits<std::int64_t>::max()));
            const auto allowed = std::max(0.51L, std::ldexp(wanted, -48));
            EXPECT_LE(std::abs(static_cast<long double>(box_cox_cost(v, lambda)) - wanted), allowed)
                << v << " to " << lambda;
        }
    }
}

TEST(Cost, BoxCoxOfKnownNumbers) {
    EXPECT_EQ(box_cox_cost(9, 500), 4000) << "2 (3 - 1)";
    EXPECT_EQ(box_cox_cost(1'000'000, 500), 1'998'000);
    EXPECT_EQ(box_cox_cost(7, 1000), 6000);
    EXPECT_EQ(box_cox_cost(7, 0), 1946) << "ln 7 = 1.9459";
    EXPECT_EQ(box_cox_cost(0, 500), 1);
    EXPECT_EQ(box_cox_cost(std::numeric_limits<std::int64_t>::max(), 1000),
              std::numeric_limits<std::int64_t>::max());
}

TEST(Cost, LogAndBoxCoxNeverFall) {
    for (const std::int64_t lambda : {0, 1, 500, 1000}) {
        for (std::int64_t v = 0; v < 2000; ++v) {
            EXPECT_LE(box_cox_cost(v, lambda), box_cox_cost(v + 1, lambda)) << v;
            EXPECT_LE(log_cost(v), log_cost(v + 1)) << v;
        }
    }
}

/// Steps by relaxing every relation until nothing changes.
std::vector<std::uint32_t> slow_steps(const sdc::cube& c, const sdc::verdicts& v) {
    std::vector<std::uint32_t> steps(c.size(), sdc::detail::unreached);
    for (const auto cell : v.cells()) steps[cell] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        sdc::for_each_relation(c, [&](const sdc::relation& r) {
            std::vector<sdc::cell_index> cells{r.total()};
            r.for_each_part([&](sdc::cell_index part) { cells.push_back(part); });
            for (const auto a : cells) {
                for (const auto b : cells) {
                    if (steps[a] == sdc::detail::unreached || steps[b] <= steps[a] + 1) continue;
                    steps[b] = steps[a] + 1;
                    changed = true;
                }
            }
        });
    }
    return steps;
}

TEST(Cost, DistanceFollowsRelations) {
    const auto t = support::cross({{3, 50, 60}, {70, 80, 90}, {75, 85, 95}});
    const auto v = sdc::evaluate(t, std::vector<sdc::rule>{sdc::threshold{.minimum = 5}}).value();
    const auto steps = sdc::detail::steps_to_unsafe(t.cube(), v);
    EXPECT_EQ(steps, slow_steps(t.cube(), v));
    const auto far = costs(t, {.by = suppression_cost::distance, .distances = {3, 8}});
    EXPECT_EQ(far[support::cross_cell(t, 0, 1)], 3) << "in its row";
    EXPECT_EQ(far[support::cross_cell(t, 1, 1)], 8) << "two steps";
    EXPECT_EQ(far[support::row_total(t, 0)], 3);
    EXPECT_EQ(costs(t, {.by = suppression_cost::distance,
                        .distances = {3}})[support::cross_cell(t, 1, 1)],
              3)
        << "the last one beyond";
    EXPECT_THAT(costs(support::series({50, 60}), {.by = suppression_cost::distance}),
                ElementsAre(16, 16, 16))
        << "nothing unsafe";
}

TEST(Cost, OfNamedAndPreferredCells) {
    const auto t = support::series({3, 40, 50});
    EXPECT_THAT(costs(t, {.cells = {{2, 7}, {3, 9}}}, {1, 3}), ElementsAre(93, 1, 7, 9))
        << "what the officer says of a cell wins";
    EXPECT_THAT(costs(t, {.by = suppression_cost::log}, {2}),
                ElementsAre(log_cost(93), log_cost(3), 1, log_cost(50)));
}

TEST(Cost, OptionsOutsideTheirRange_AreNamed) {
    const auto name = [](const cost_options& o) {
        const auto outcome = sdc::detail::check(o, 4);
        return outcome ? "" : outcome.error().message;
    };
    EXPECT_EQ(name({}), "");
    EXPECT_EQ(name({.lambda_thousandths = -1}), "cost.lambda_thousandths");
    EXPECT_EQ(name({.lambda_thousandths = 1001}), "cost.lambda_thousandths");
    EXPECT_EQ(name({.distances = {}}), "cost.distances");
    EXPECT_EQ(name({.distances = {1, 0}}), "cost.distances[1]");
    EXPECT_EQ(name({.cells = {{3, 1}, {4, 1}}}), "cost.cells[1]");
    EXPECT_EQ(name({.cells = {{3, 0}}}), "cost.cells[0]");
}

} // namespace
