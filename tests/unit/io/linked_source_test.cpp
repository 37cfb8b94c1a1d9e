#include <sdc/io/linked_source.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

namespace {

using sdc::errc;
using support::HasErrc;
using support::IsOk;

const std::vector<sdc::rule> below_five{sdc::threshold{.minimum = 5}};

/// An earlier release of 3, 4 and 20, which shows the last.
sdc::linked_release earlier() {
    const auto counts = std::make_shared<const sdc::table>(support::series({3, 4, 20}));
    sdc::linked_release t{
        .table = {.name = "other", .cube = counts->shared_cube()},
        .facts = {.known = sdc::knowledge(counts->shared_cube()), .suppressed = {1, 2}},
        .is_public = true,
        .counts = counts};
    t.facts.known.learn_exact(0, 27);
    t.facts.known.learn_exact(3, 20);
    return t;
}

TEST(LinkedSource, ItsUseFollowsFromItsDescription) {
    const auto before = sdc::make_source(earlier(), below_five, "linked.json");
    ASSERT_THAT(before, IsOk());
    EXPECT_EQ(before->use, sdc::linked_use::earlier);
    EXPECT_THAT(before->suppressed, testing::ElementsAre(1, 2));
    auto t = earlier();
    t.is_public = false;
    EXPECT_EQ(sdc::make_source(t, below_five, "linked.json")->use, sdc::linked_use::unpublished);
    t.output = "out.csv";
    EXPECT_EQ(sdc::make_source(t, below_five, "linked.json")->use, sdc::linked_use::released);
    t.is_public = true;
    EXPECT_THAT(sdc::make_source(t, below_five, "linked.json"), HasErrc(errc::bad_argument));
    t.counts = nullptr;
    const auto none = sdc::make_source(t, below_five, "linked.json");
    ASSERT_THAT(none, HasErrc(errc::bad_argument));
    EXPECT_EQ(none.error().where.file, "linked.json");
}

TEST(LinkedSource, AnEarlierReleaseShowsTrueNumbersOrMarkers) {
    auto other = earlier();
    other.facts.known.learn_exact(1, 4); // the count is 3
    const auto untrue = sdc::make_source(other, below_five, "linked.json");
    ASSERT_THAT(untrue, HasErrc(errc::contradiction));
    EXPECT_EQ(sdc::to_string(untrue.error()).find('3'), std::string::npos);
    auto range = earlier();
    range.facts.known.learn(1, 3, 4);
    EXPECT_THAT(sdc::make_source(range, below_five, "linked.json"), HasErrc(errc::not_available))
        << "more than the rule says of a marker";
    auto rounded = earlier();
    rounded.facts.suppressed = {2};
    EXPECT_THAT(sdc::make_source(rounded, below_five, "linked.json"), HasErrc(errc::not_available))
        << "neither a number nor a marker";
}

} // namespace
