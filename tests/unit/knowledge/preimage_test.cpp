#include <sdc/knowledge/preimage.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

namespace {

using namespace sdc;
using support::HasErrc;

constexpr std::int64_t largest = 60;
using outcomes = std::set<std::int64_t>;

/// Inverts a simulation of the method: every number that a value from 0 can be shown as. Numbers
/// above 30 could come from values beyond.
void expect_hulls(const std::function<outcomes(std::int64_t)>& simulate,
                  const std::function<interval(std::int64_t)>& say) {
    std::map<std::int64_t, interval> hulls;
    for (std::int64_t value = 0; value <= largest; ++value) {
        for (const auto shown : simulate(value)) {
            auto& hull =
                hulls.try_emplace(shown, interval{.low = value, .high = value}).first->second;
            hull.high = value;
        }
    }
    for (std::int64_t shown = -1; shown <= 30; ++shown) {
        const auto found = hulls.find(shown);
        EXPECT_EQ(say(shown), found == hulls.end() ? no_number : found->second)
            << "shown " << shown;
    }
}

outcomes random_outcomes(std::int64_t value, std::int64_t base) {
    const auto below = value - value % base;
    return value == below ? outcomes{value} : outcomes{below, below + base};
}

TEST(Preimage, RandomRounding) {
    for (const std::int64_t base : {1, 2, 3, 5, 10}) {
        SCOPED_TRACE(base);
        const random_rounding method{.bands = {{.base = base}}};
        ASSERT_THAT(check(perturbation(method)), support::IsOk());
        expect_hulls([&](auto value) { return random_outcomes(value, base); },
                     [&](auto shown) { return preimage(method, shown); });
    }
}

TEST(Preimage, GraduatedRandomRounding) {
    const auto method = graduated_random_rounding();
    ASSERT_THAT(check(perturbation(method)), support::IsOk());
    expect_hulls(
        [](std::int64_t value) {
            return random_outcomes(value, value < 19 ? 3 : value == 19 ? 2 : 5);
        },
        [&](auto shown) { return preimage(method, shown); });
    EXPECT_EQ(preimage(method, 1000), (interval{.low = 991, .high = 1099}));
}

/// Where fewer than K + 1 steps lie below the number, the manuals print 0 to (K + 1) b - 1, as if
/// the number were 0. That is too narrow: 5 to base 5 with one step can be 14.
TEST(Preimage, ControlledRounding) {
    for (const std::int64_t base : {1, 2, 3, 5}) {
        for (const std::int64_t steps : {0, 1, 2}) {
            SCOPED_TRACE(base * 10 + steps);
            const controlled_rounding method{.base = base, .steps = steps};
            const auto simulate = [&](std::int64_t value) {
                outcomes shown;
                for (auto j = -steps; j <= steps + (value % base != 0); ++j)
                    shown.insert(std::max<std::int64_t>(0, value / base + j) * base);
                return shown;
            };
            expect_hulls(simulate, [&](auto shown) { return preimage(method, shown); });
        }
    }
    EXPECT_EQ(preimage(controlled_rounding{.base = 5, .steps = 1}, 15),
              (interval{.low = 6, .high = 24}));
    EXPECT_EQ(preimage(controlled_rounding{.base = 5, .steps = 1}, 5),
              (interval{.low = 0, .high = 14}));
    EXPECT_EQ(preimage(controlled_rounding{.base = 5}, 0), (interval{.low = 0, .high = 4}));
}

TEST(Preimage, BoundedNoise) {
    for (int options = 0; options < 4; ++options) {
        for (const std::int64_t deviation : {0, 1, 2, 5}) {
            for (const std::int64_t never : {0, 2, 4}) {
                if (never > deviation) continue; // a value of 1 could not be shown at all
                const bounded_noise method{.deviation = deviation,
                                           .zeros_stay = options % 2 == 0,
                                           .positives_stay = options / 2 == 1,
                                           .never_shown = never};
                SCOPED_TRACE(options * 100 + deviation * 10 + never);
                const auto simulate = [&](std::int64_t value) {
                    outcomes all;
                    for (auto shown = std::max<std::int64_t>(0, value - deviation);
                         shown <= value + deviation; ++shown) {
                        if (value == 0 && method.zeros_stay && shown != 0) continue;
                        if (value > 0 && method.positives_stay && shown == 0) continue;
                        if (1 <= shown && shown <= never) continue;
                        all.insert(shown);
                    }
                    return all;
                };
                expect_hulls(simulate, [&](auto shown) { return preimage(method, shown); });
            }
        }
    }
}

TEST(Preimage, ConventionalRoundingAndMidpoints) {
    for (const std::int64_t base : {2, 3, 5, 6}) {
        SCOPED_TRACE(base);
        expect_hulls(
            [&](std::int64_t value) { return outcomes{(2 * value + base) / (2 * base) * base}; },
            [&](auto shown) { return preimage(conventional(base), shown); });
        expect_hulls(
            [&](std::int64_t value) {
                return outcomes{value == 0 ? 0 : (value + base - 1) / base * base - base / 2};
            },
            [&](auto shown) { return preimage(midpoint(base), shown); });
    }
}

TEST(Preimage, MethodsOutOfRangeAreRefused) {
    EXPECT_THAT(check(perturbation(random_rounding{.bands = {}})), HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(random_rounding{.bands = {{.base = 0}}})),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(random_rounding{.bands = {{.low = 1}}})),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(random_rounding{.bands = {{.high = 5}}})),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(random_rounding{.bands = {{.high = 5}, {.low = 7}}})),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(controlled_rounding{.base = 0})), HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(controlled_rounding{.base = unlimited})),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(controlled_rounding{.steps = -1})), HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(bounded_noise{.deviation = -1})), HasErrc(errc::bad_argument));
    EXPECT_THAT(check(perturbation(bounded_noise{.never_shown = -1})), HasErrc(errc::bad_argument));
}

TEST(Preimage, PrintedDecimals) {
    EXPECT_EQ(parse_printed("33.3").value(), (printed_decimal{.units = 333, .decimals = 1}));
    EXPECT_EQ(parse_printed("40").value(), (printed_decimal{.units = 40}));
    EXPECT_EQ(parse_printed("0.50").value(), (printed_decimal{.units = 50, .decimals = 2}));
    for (const char* text : {"", "-1", "+1", "1.", ".5", "1,5", "1.2345678", "5%"})
        EXPECT_THAT(parse_printed(text), HasErrc(errc::bad_syntax)) << text;
    EXPECT_THAT(parse_printed("1000000000000"), HasErrc(errc::overflow));
}

/// Which (part, whole) of cells 1 and 0 the statements allow.
bool allow(const std::vector<statement>& all, std::int64_t part, std::int64_t whole) {
    return std::ranges::all_of(all, [&](const statement& s) {
        std::int64_t sum = 0;
        for (const auto& [cell, coefficient] : s.terms)
            sum += coefficient * (cell == 1 ? part : whole);
        return s.low <= sum && sum <= s.high;
    });
}

/// Printed half up, by integers: floor(per x part x 10^decimals / whole + 1/2). Ties are let in
/// from both sides.
TEST(Preimage, RatesAreWhatPrintsSo) {
    const auto print = [](std::int64_t part, std::int64_t whole, std::int64_t scale) {
        return (2 * scale * part + whole) / (2 * whole);
    };
    for (const std::int64_t per : {1, 100, 1000}) {
        for (int decimals = 0; decimals <= 2; ++decimals) {
            const std::int64_t scale = per * (decimals == 0 ? 1 : decimals == 1 ? 10 : 100);
            for (const std::int64_t units : {0, 1, 33, 333, 500}) {
                const auto said =
                    rate_statements(1, 0, per, {.units = units, .decimals = decimals});
                for (std::int64_t whole = 1; whole <= 40; ++whole) {
                    for (std::int64_t part = 0; part <= 2 * whole; ++part) {
                        const bool tie_above = 2 * scale * part == (2 * units + 1) * whole;
                        EXPECT_EQ(allow(said, part, whole),
                                  print(part, whole, scale) == units || tie_above)
                            << part << " of " << whole;
                    }
                }
            }
        }
    }
}

TEST(Preimage, MeansOfSumsWithDecimals) {
    const auto said =
        mean_statements(1, 0, {.units = 1125, .decimals = 2}, 1); // 11.25; sums in tenths
    for (std::int64_t count = 1; count <= 30; ++count) {
        for (std::int64_t sum = 0; sum <= 4000; ++sum) {
            const auto error = 10 * sum - 1125 * count; // of the mean, in hundredths x count
            EXPECT_EQ(allow(said, sum, count), -count <= 2 * error && 2 * error <= count)
                << sum << " of " << count;
        }
    }
}

TEST(Preimage, SharesMostAndDifferences) {
    for (std::int64_t whole = 0; whole <= 20; ++whole) {
        for (std::int64_t part = 0; part <= 20; ++part) {
            EXPECT_EQ(allow({majority_statement({{1, 1}}, 0)}, part, whole), 2 * part > whole);
            EXPECT_EQ(allow({at_least_statement({{1, 1}}, 0, 100, {.units = 125, .decimals = 1})},
                            part, whole),
                      8 * part >= whole);
            EXPECT_EQ(allow({at_most_statement({{1, 1}}, 0, 100, {.units = 75})}, part, whole),
                      4 * part <= 3 * whole);
            EXPECT_EQ(allow({difference_statement(0, 1, -3, 2)}, part, whole),
                      -5 <= whole - part && whole - part <= -1);
        }
    }
}

} // namespace
