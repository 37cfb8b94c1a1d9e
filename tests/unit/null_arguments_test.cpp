// Every call of the library that takes a table or a cube by pointer refuses a null one.
#include <sdc/foi/request.hpp>
#include <sdc/io/already_published.hpp>
#include <sdc/io/public_sources.hpp>
#include <sdc/sdc.hpp>

#include <matchers.hpp>

#include <memory>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;

const std::shared_ptr<const sdc::table> no_table;
const std::shared_ptr<const sdc::cube> no_cube;
const sdc::suppress_options below_5{.rules = {sdc::threshold{.minimum = 5}}};

TEST(NullArguments, AreErrorsOfTables) {
    const auto t = sdc::table::make(no_cube, {.values = {1}});
    ASSERT_THAT(t, HasErrc(errc::bad_argument));
    EXPECT_EQ(sdc::to_string(t.error()), "no cube; found a null pointer; wanted a cube");
    EXPECT_EQ(t.error().field, "cube");
    EXPECT_THAT(sdc::linked_tables::make({{.cube = no_cube}}), HasErrc(errc::bad_argument));
}

TEST(NullArguments, AreErrorsOfMethods) {
    const auto p = sdc::suppress(no_table, below_5);
    ASSERT_THAT(p, HasErrc(errc::bad_argument));
    EXPECT_EQ(sdc::to_string(p.error()), "no table; found a null pointer; wanted a table");
    EXPECT_THAT(sdc::suppress_optimally(no_table, below_5, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::gaussian_suppression(no_table, below_5), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::round(no_table, {.bands = sdc::conventional(5)}), HasErrc(errc::bad_argument));
    auto with_key = below_5;
    with_key.cost.key.emplace();
    EXPECT_THAT(sdc::suppress_against_replay(no_table, with_key), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::suppress(std::vector<sdc::linked_source>(1), below_5),
                HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::recommend(no_table, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::foi::assess(no_table, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::score_release({}), HasErrc(errc::bad_argument));
}

TEST(NullArguments, AreErrorsOfAudits) {
    EXPECT_THAT(sdc::audit(sdc::plan{}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::audit(sdc::linked_plan{}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::audit_by_witnesses({}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::counts_attack::make({}, {}, no_table), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::assess_release({}, {}), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::assess_release(no_table, {}, {}), HasErrc(errc::bad_argument));
}

TEST(NullArguments, AreErrorsOfWhatReadsPublicTables) {
    EXPECT_THAT(sdc::read_public({}, no_cube), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::read_already_published({}, no_cube), HasErrc(errc::bad_argument));
    EXPECT_THAT(sdc::read_public_sources({}, no_cube), HasErrc(errc::bad_argument));
}

} // namespace
