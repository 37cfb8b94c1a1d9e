#include <sdc/risk/record/suda.hpp>

#include <sdc/detail/splitmix64.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace {

using sdc::errc;
using sdc::find_minimal_uniques;
using sdc::key_column;
using sdc::suda_scale;
using sdc::unique_search;
using support::HasErrc;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using columns = std::vector<key_column>;
constexpr std::array searches{unique_search::automatic, unique_search::by_sets,
                              unique_search::by_pairs};

// IHSN, Statistical Disclosure Control: A Practice Guide, section "Measuring risk": residence,
// gender, education, labour status.
columns ihsn() {
    return {{0, 0, 0, 0, 1, 0, 0, 0, 0, 0},
            {0, 0, 0, 1, 0, 1, 0, 1, 0, 0},
            {0, 0, 1, 2, 2, 2, 3, 4, 0, 0},
            {0, 0, 1, 0, 2, 0, 1, 2, 1, 1}};
}

TEST(FindMinimalUniques, OfThePracticeGuide) {
    const auto file = find_minimal_uniques(ihsn()).value();
    std::vector<int> by_size(5);
    for (const auto& unique : file.found) ++by_size[static_cast<std::size_t>(unique.size())];
    EXPECT_THAT(by_size, ElementsAre(0, 4, 5, 0, 0));
    EXPECT_EQ(file.uniques, 4);
    EXPECT_EQ(file.pairs, 3);
    EXPECT_THAT(special_uniques(file), ElementsAre(2, 4, 6, 7));
    EXPECT_EQ(file.found[0], (sdc::minimal_unique{.record = 2, .columns = 0b0100}));
}

// The published scores. prasser/suda2 gives 2 for record 5: its getStatisticsScores overwrites a
// record's score instead of adding.
TEST(SudaScores, OfThePracticeGuide) {
    const auto file = find_minimal_uniques(ihsn()).value();
    EXPECT_THAT(suda_scores(file), ElementsAre(0, 0, 6, 0, 12, 0, 6, 10, 0, 0));
    EXPECT_THAT(suda_scores(file, suda_scale::legacy),
                ElementsAre(0, 0, 1.75, 0, 3.25, 0, 1.75, 2.75, 0, 0));
}

TEST(SudaScores, OfSetsOfFourColumns) {
    const std::vector<double> elliot{6, 2, 1, 1}, legacy{1.75, .5, .25, 0};
    for (std::size_t k = 1; k <= 4; ++k) {
        EXPECT_DOUBLE_EQ(sdc::suda_set_score(k, 4, 4, suda_scale::elliot), elliot[k - 1]);
        EXPECT_DOUBLE_EQ(sdc::suda_set_score(k, 4, 4, suda_scale::legacy), legacy[k - 1]);
    }
    EXPECT_DOUBLE_EQ(sdc::suda_set_score(1, 4, 2, suda_scale::elliot), 6) << "(4 - 1)(4 - 2)";
    EXPECT_DOUBLE_EQ(sdc::suda_set_score(1, 6, 2, suda_scale::elliot), 20) << "(6 - 1)(6 - 2)";
}

// sdcMicro, tests/testthat/test_suda2.R, "book example": age, gender, income, education.
TEST(SudaScores, OfTheBookExample) {
    const columns book{{0, 0, 0, 0, 0, 0, 0, 1},
                       {0, 0, 0, 0, 1, 1, 1, 0},
                       {0, 0, 1, 1, 1, 1, 1, 1},
                       {0, 0, 0, 0, 1, 0, 2, 1}};
    EXPECT_THAT(suda_scores(find_minimal_uniques(book).value()),
                ElementsAre(0, 0, 0, 0, 4, 2, 6, 8));
}

// sdcMicro, tests/testthat/test_suda2.R, "simple example contribution", in percent there.
TEST(AttributeContributions, OfThreeRecords) {
    const key_column a{2, 1, 1}, b{0, 3, 0}, c{0, 6, 0};
    EXPECT_THAT(attribute_contributions(find_minimal_uniques(columns{a, b, c}).value()),
                ElementsAre(.5, .375, .375));
    EXPECT_THAT(attribute_contributions(find_minimal_uniques(columns{c, a, b}).value()),
                ElementsAre(.375, .5, .375));
    EXPECT_THAT(attribute_contributions(find_minimal_uniques(columns{{0, 0}, {1, 1}}).value()),
                ElementsAre(0, 0));
}

// The second is prasser/suda2, data/test.csv (adult): its numbers of uniques and pairs.
TEST(IntrusionMatchRate, OfPublishedFiles) {
    EXPECT_NEAR(sdc::intrusion_match_rate(4, 3, .01).value(), .006688963, 5e-10);
    EXPECT_NEAR(sdc::intrusion_match_rate(15512, 2098, .1).value(), .291163, 5e-7);
    EXPECT_NEAR(sdc::intrusion_match_rate(15512, 2098, .01).value(), .035998, 5e-7);
    EXPECT_EQ(sdc::intrusion_match_rate(5, 7, 1).value(), 1) << "the sample is the population";
}

// The guide prints .0051, .0107 and .0088 beside the scores 6, 12 and 10: these belong to the
// legacy scores 1.75, 3.25 and 2.75.
TEST(DisSuda, OfThePracticeGuide) {
    const auto file = find_minimal_uniques(ihsn()).value();
    const auto elliot = dis_suda(file, suda_scores(file)).value();
    const auto legacy = dis_suda(file, suda_scores(file, suda_scale::legacy)).value();
    const std::vector<std::size_t> records{2, 4, 6, 7};
    const std::vector<double> of_elliot{.004986798, .011383006, .004986798, .009166679};
    const std::vector<double> of_legacy{.005120313, .010702061, .005120313, .008775093};
    for (std::size_t i = 0; i < records.size(); ++i) {
        EXPECT_NEAR(elliot[records[i]], of_elliot[i], 5e-10);
        EXPECT_NEAR(legacy[records[i]], of_legacy[i], 5e-10);
    }
    EXPECT_EQ(elliot[0], 0);
}

TEST(DisSuda, WithoutPairs_IsCertain) {
    const auto file = find_minimal_uniques(columns{{0, 1}}).value();
    EXPECT_THAT(dis_suda(file, suda_scores(file)).value(), Each(1));
}

TEST(DisSuda, RefusesWhatIsNoScore) {
    const auto file = find_minimal_uniques(columns{{0, 1}}).value();
    EXPECT_THAT(dis_suda(file, {{1.0}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(dis_suda(file, {{1.0, -1.0}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(dis_suda(file, {{1.0, std::numeric_limits<double>::quiet_NaN()}}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(dis_suda(file, {{1.0, 1.0}}, 0), HasErrc(errc::bad_argument));
    const auto wide = find_minimal_uniques(columns(28, {0, 1}), {.maximum_size = 1}).value();
    EXPECT_THAT(dis_suda(wide, suda_scores(wide)), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::intrusion_match_rate(0, 1, .1), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::intrusion_match_rate(1, -1, .1), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::intrusion_match_rate(1, 1, 1.5), HasErrc(errc::bad_argument));
}

// The definition, over all pairs of records.
bool alone(const columns& file, std::size_t record, std::uint64_t set) {
    for (std::size_t j = 0; j < file[0].size(); ++j) {
        bool same = j != record;
        for (std::size_t c = 0; c < file.size(); ++c)
            same = same && ((set >> c & 1) == 0 || file[c][j] == file[c][record]);
        if (same) return false;
    }
    return true;
}
bool minimal(const columns& file, std::size_t record, std::uint64_t set) {
    if (!alone(file, record, set)) return false;
    for (auto part = (set - 1) & set; part != 0; part = (part - 1) & set) {
        if (alone(file, record, part)) return false;
    }
    return true;
}

columns random_file(sdc::detail::splitmix64& random, std::size_t records, std::size_t width,
                    std::uint64_t codes) {
    columns file(width, key_column(records));
    for (auto& column : file) {
        for (auto& code : column) code = static_cast<std::int32_t>(random.below(codes) * 1000);
    }
    return file;
}

TEST(FindMinimalUniques, AgreesWithTheDefinition) {
    sdc::detail::splitmix64 random(3);
    std::size_t total = 0;
    for (int round = 0; round < 300; ++round) {
        const auto records = 2 + random.below(30), width = 1 + random.below(6),
                   codes = 2 + random.below(4);
        const auto file = random_file(random, records, width, codes);
        const auto maximum_size = 1 + random.below(width);
        std::vector<sdc::minimal_unique> expected;
        for (std::uint32_t i = 0; i < records; ++i) {
            for (std::uint64_t set = 1; set < std::uint64_t{1} << width; ++set) {
                if (static_cast<std::size_t>(std::popcount(set)) <= maximum_size &&
                    minimal(file, i, set))
                    expected.push_back({.record = i, .columns = set});
            }
        }
        for (const auto search : searches) {
            const auto found =
                find_minimal_uniques(file, {.maximum_size = maximum_size, .search = search})
                    .value()
                    .found;
            ASSERT_THAT(found, testing::UnorderedElementsAreArray(expected)) << "round " << round;
        }
        total += expected.size();
    }
    EXPECT_GT(total, 1000U);
}

// Large enough for many thousands of differences, also among more than 64 that are minimal.
/// Columns in another order, their codes renamed: records keep their scores, which are chances.
TEST(SudaScores, DoNotDependOnNamesOrTheirOrder) {
    sdc::detail::splitmix64 random(14);
    for (int round = 0; round < 40; ++round) {
        const auto file = random_file(random, 12, 4, 3);
        columns turned(file.rbegin(), file.rend());
        for (auto& column : turned) {
            for (auto& code : column) code = 7 - code / 1000;
        }
        const auto found = find_minimal_uniques(file).value(),
                   other = find_minimal_uniques(turned).value();
        const auto scores = suda_scores(found), same = suda_scores(other);
        EXPECT_EQ(scores, same);
        const auto chances = dis_suda(found, scores).value(), again = dis_suda(other, same).value();
        for (std::size_t i = 0; i < chances.size(); ++i) {
            EXPECT_DOUBLE_EQ(chances[i], again[i]);
            EXPECT_GE(chances[i], 0);
            EXPECT_LE(chances[i], 1);
        }
    }
}

TEST(FindMinimalUniques, BothSearchesAgree) {
    sdc::detail::splitmix64 random(7);
    std::size_t total = 0;
    for (const std::uint64_t codes : {2U, 4U, 30U}) {
        for (const std::size_t maximum_size : {3U, 5U, 11U}) {
            const auto file = random_file(random, 1500, 11, codes);
            const auto by_sets = find_minimal_uniques(file, {.maximum_size = maximum_size,
                                                             .search = unique_search::by_sets})
                                     .value();
            const auto by_pairs = find_minimal_uniques(file, {.maximum_size = maximum_size,
                                                              .search = unique_search::by_pairs})
                                      .value();
            EXPECT_EQ(by_sets.found, by_pairs.found) << codes << ", " << maximum_size;
            total += by_sets.found.size();
        }
    }
    EXPECT_GT(total, 100000U);
}

// 2^23 - 1 sets of columns; what is found is checked one by one, and each unique record has some.
TEST(FindMinimalUniques, OfManyColumns) {
    sdc::detail::splitmix64 random(11);
    columns file(23, key_column(1200));
    for (std::size_t i = 0; i < 1200; ++i) {
        const auto kind = static_cast<std::int32_t>(random.below(6));
        for (auto& column : file)
            column[i] = random.below(8) == 0 ? static_cast<std::int32_t>(random.below(6)) : kind;
    }
    const auto made = find_minimal_uniques(file).value();
    std::vector<bool> seen(1200);
    std::size_t wide = 0;
    for (std::size_t i = 0; i < made.found.size(); ++i) {
        seen[made.found[i].record] = true;
        wide += made.found[i].size() > 6 ? 1 : 0;
        if (i % 997 == 0) {
            EXPECT_TRUE(minimal(file, made.found[i].record, made.found[i].columns)) << i;
        }
    }
    EXPECT_EQ(std::ranges::count(seen, true), made.uniques);
    EXPECT_GT(wide, 0U);
}

TEST(FindMinimalUniques, OfOneRecord_AndOfRecordsAllAlike) {
    // A single record is alone on each column; among records all alike none is.
    for (const auto search : searches) {
        EXPECT_EQ(find_minimal_uniques(columns{{7}, {8}}, {.search = search}).value().found.size(),
                  2U);
        EXPECT_THAT(
            find_minimal_uniques(columns{{7, 7, 7}, {8, 8, 8}}, {.search = search}).value().found,
            IsEmpty());
    }
}

TEST(FindMinimalUniques, RefusesWhatItCannotSearch) {
    EXPECT_THAT(find_minimal_uniques({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(find_minimal_uniques(columns{{0, sdc::missing_code}}), HasErrc(errc::bad_argument));
    EXPECT_THAT(find_minimal_uniques(columns{{0, 1}}, {.maximum_size = 2}),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(find_minimal_uniques(columns(64, {0, 1}), {.maximum_size = 1}),
                HasErrc(errc::bad_argument));
    EXPECT_EQ(find_minimal_uniques(columns(63, {0, 1}), {.maximum_size = 1}).value().found.size(),
              126U);
    EXPECT_EQ(find_minimal_uniques(columns(63, {0, 1})).value().found.size(), 126U)
        << "2^63 - 1 sets, but one pair";
}

TEST(FindMinimalUniques, RefusesMoreThanItsLimits) {
    const columns file(4, {0, 1, 2}); // 15 sets of columns, 3 keys, 12 minimal uniques
    for (const auto search : searches) {
        const std::uint64_t steps = search == unique_search::by_sets ? 15 * 3 : 3 * 3;
        EXPECT_THAT(find_minimal_uniques(file, {.search = search, .step_limit = steps - 1}),
                    HasErrc(errc::bad_argument));
        EXPECT_TRUE(find_minimal_uniques(file, {.search = search, .step_limit = steps}));
        EXPECT_THAT(find_minimal_uniques(file, {.search = search, .found_limit = 11}),
                    HasErrc(errc::bad_argument));
        for (const std::uint64_t limit :
             {std::uint64_t{12}, std::numeric_limits<std::uint64_t>::max()})
            EXPECT_EQ(find_minimal_uniques(file, {.search = search, .found_limit = limit})
                          .value()
                          .found.size(),
                      12U);
    }
}

TEST(FindMinimalUniques, OfKeysOfMoreThan64Bits) {
    key_column codes;
    for (std::int32_t i = 0; i < 300; ++i) codes.push_back(i); // 300^8 > 2^64
    const columns file(8, codes);
    for (const auto search : searches)
        EXPECT_EQ(find_minimal_uniques(file, {.search = search}).value().found.size(),
                  8 * codes.size());
}

} // namespace
