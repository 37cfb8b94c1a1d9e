#include <sdc/attack/unsafe_bounds.hpp>

#include <sdc/protect/suppress.hpp>

#include <matchers.hpp>
#include <small_tables.hpp>

#include <gmock/gmock.h>

namespace {

TEST(BoundUnsafeCells, GivesEachUnsafeCellAndNoComplement) {
    const auto p = sdc::suppress(std::make_shared<const sdc::table>(support::series({3, 9, 20})),
                                 {.rules = {sdc::threshold{.minimum = 5}}})
                       .value();
    const auto found = sdc::bound_unsafe_cells(sdc::knowledge_of(p), p);
    ASSERT_THAT(found, support::IsOk());
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().first, 1U);
    EXPECT_EQ(found->front().second, (sdc::interval{1, 11})) << "12 of both, each at least 1";
}

} // namespace
