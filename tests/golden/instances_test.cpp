#include <instances.hpp>

#include <hash.hpp>

#include <sdc/rule/evaluate.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

/// What the recipe gives for a name. `hash` is of all values, margins included, and so pins every
/// count.
struct expected {
    std::string name;
    std::uint64_t cells = 0;
    std::size_t unsafe = 0; ///< Cells of 1 to 4.
    std::uint64_t hash = 0;
};

void PrintTo(const expected& e, std::ostream* out) { *out << e.name; }

class Instances : public testing::TestWithParam<expected> {};

TEST_P(Instances, HaveTheirKnownValues) {
    const auto t = instances::make_table(GetParam().name);
    const auto unsafe =
        sdc::evaluate(t, std::vector<sdc::rule>{sdc::threshold{.minimum = 5}}).value();
    support::hash all;
    for (const auto value : t.values()) all.add(value);
    EXPECT_EQ(t.size(), GetParam().cells);
    EXPECT_EQ(unsafe.cells().size(), GetParam().unsafe);
    EXPECT_EQ(all.value(), GetParam().hash) << std::hex << "0x" << all.value();
}

TEST_P(Instances, AreWhatTheirRowsTabulateTo) {
    const auto& spec = instances::require(GetParam().name);
    const auto from_rows =
        sdc::tabulate(instances::rows(spec), instances::tabulation(spec)).value();
    const auto direct = instances::make_table(spec);
    EXPECT_EQ(from_rows.cube(), direct.cube());
    EXPECT_TRUE(std::ranges::equal(from_rows.values(), direct.values()));
}

INSTANTIATE_TEST_SUITE_P(Golden, Instances,
                         testing::Values(expected{"F2f10", 121, 15, 0x58A3C74FE4B01F5DU},
                                         expected{"F2f20", 441, 31, 0x8AE4805532F2B712U},
                                         expected{"F2f50", 2601, 136, 0x93D90A66BD9B93F8U},
                                         expected{"F2hs", 775, 10, 0xE50D341B4D438368U},
                                         expected{"F2hm", 2775, 76, 0xC0EFB729A1AD1580U},
                                         expected{"F3t", 630, 62, 0x354C421881501385U},
                                         expected{"F3s", 9324, 210, 0xD966D8CF6085C342U},
                                         expected{"F3p", 9324, 3865, 0x53D71151CE8422CBU}),
                         [](const auto& one) { return one.param.name; });

TEST(Instance, WritesRowsAndHierarchiesAsTheProgramReadsThem) {
    const auto rows = instances::to_csv(instances::rows(instances::require("F3t")));
    EXPECT_TRUE(rows.starts_with("g,s,a,count\ng0_0,s0,a0_0,")) << rows.substr(0, 60);
    EXPECT_EQ(instances::to_csv(instances::dimensions(instances::require("F3t"))[2].codes),
              "code,parent\nTotal,\na0,Total\na1,Total\na2,Total\na0_0,a0\na0_1,a0\na1_0,a1\na1_1,"
              "a1\na2_0,a2\na2_1,a2\n");
}

TEST(Instance, OfAMagnitudeTableHasOneRowPerContribution) {
    const auto& spec = instances::require("M2t");
    const auto rows = instances::rows(spec);
    const auto t = instances::make_table(spec);
    EXPECT_EQ(t.size(), 336U);
    EXPECT_EQ(static_cast<std::size_t>(t.contributors(0)), rows.size());
    EXPECT_EQ(rows.field(0, 3), "c1");
}

TEST(Instance, OfAnUnknownNameIsAnError) {
    EXPECT_THROW((void)instances::make_table("F9"), std::invalid_argument);
}

} // namespace
