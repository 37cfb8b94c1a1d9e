#include <sdc/table/overlapping.hpp>

#include <matchers.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace {

using sdc::errc;
using support::HasErrc;
using support::IsOk;
using ::testing::HasSubstr;

sdc::dimension flat(const std::string& name, const std::vector<std::string>& ids) {
    return {.name = name, .codes = sdc::hierarchy::flat(ids).value(), .codes_from_data = true};
}

class OverlappingCodes : public ::testing::Test {
protected:
    OverlappingCodes() {
        for (const auto& row : std::vector<std::vector<std::string>>{{"Total", "f", "40"},
                                                                     {"Total", "m", "50"},
                                                                     {"White", "f", "40"},
                                                                     {"White", "m", "50"},
                                                                     {"Hispanic", "f", "9"},
                                                                     {"Hispanic", "m", "50"}}) {
            add(row);
        }
    }
    void add(const std::vector<std::string>& row) {
        for (const auto& field : row) rows.fields.push_back(field);
        rows.lines.push_back(rows.lines.size() + 2);
    }
    sdc::records rows{.source = "ov.csv", .names = {"race", "sex", "n"}};
    const std::vector<sdc::dimension> by{flat("race", {"White", "Hispanic", "not Hispanic"}),
                                         flat("sex", {"f", "m"})};
    const std::vector<sdc::overlapping_code> groups{{"race", "Hispanic"}};
};

TEST_F(OverlappingCodes, TheOthersAddUp) {
    const auto left = sdc::without_groups(by, groups);
    ASSERT_THAT(left, IsOk());
    EXPECT_EQ(left->front().codes.size(), 3U);
    EXPECT_FALSE(left->front().codes.find("Hispanic"));
    const auto own = sdc::without_groups(rows, groups);
    ASSERT_THAT(own, IsOk());
    EXPECT_EQ(own->size(), 4U);
    EXPECT_EQ(own->lines.back(), 5U);
    const auto t = sdc::tabulate(*own, {.by = *left, .count = "n"});
    ASSERT_THAT(t, IsOk());
    EXPECT_EQ(t->grand_total(), 90);
}

TEST_F(OverlappingCodes, AGroupAndAllOthersAreATable) {
    const auto t = sdc::tabulate_group(rows, {.by = by, .count = "n"}, groups[0], groups, {});
    ASSERT_THAT(t, IsOk());
    const auto& c = t->cube();
    EXPECT_EQ(c.codes(0)[2].id, "not Hispanic_") << "the table of all has another of that name";
    EXPECT_TRUE(c.dimensions()[0].codes_from_data);
    EXPECT_FALSE(c.dimensions()[1].codes_from_data);
    const auto stride = c.shape().stride(0);
    EXPECT_EQ(t->grand_total(), 90);
    EXPECT_EQ(t->value(stride), 59);
    EXPECT_EQ(t->value(2 * stride), 31);
    EXPECT_EQ(t->value(2 * stride + 1), 31);
    EXPECT_EQ(t->value(2 * stride + 2), 0);
}

TEST_F(OverlappingCodes, LargerThanTheTotalIsRefused) {
    add({"Hispanic", "f", "2"});
    add({"Hispanic", "f", "30"});
    const auto t = sdc::tabulate_group(rows, {.by = by, .count = "n"}, groups[0], groups, {});
    ASSERT_THAT(t, HasErrc(errc::not_additive));
    EXPECT_EQ(t.error().field, "overlapping_code");
    EXPECT_THAT(t.error().message, HasSubstr("more people than the total"));
}

TEST_F(OverlappingCodes, ARowOfTwoGroupsIsRefused) {
    add({"Hispanic", "m", "2"});
    const std::vector<sdc::overlapping_code> both{{"race", "Hispanic"}, {"sex", "m"}};
    const auto t = sdc::tabulate_group(rows, {.by = by, .count = "n"}, both[0], both, {});
    ASSERT_THAT(t, HasErrc(errc::bad_argument));
    EXPECT_EQ(t.error().message, "a row of two groups");
}

TEST_F(OverlappingCodes, MustBeCodesWithoutParts) {
    const auto refused = [&](const sdc::overlapping_code& code) {
        return sdc::without_groups(by, {&code, 1});
    };
    EXPECT_THAT(refused({"area", "N"}), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused({"race", "Asian"}), HasErrc(errc::bad_argument));
    EXPECT_THAT(refused({"race", "Total"}), HasErrc(errc::bad_argument));
}

} // namespace
