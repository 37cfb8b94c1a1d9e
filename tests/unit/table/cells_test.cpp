#include <sdc/table/cells.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using sdc::hierarchy;

std::shared_ptr<const sdc::cube> small_cube() {
    const auto area =
        hierarchy::from_paths(std::vector<std::vector<std::string>>{{"N", "Leeds"}, {"S"}}).value();
    const auto sex = hierarchy::flat(std::vector<std::string>{"f", "m"}).value();
    return sdc::cube::make({{.name = "area", .codes = area}, {.name = "sex", .codes = sex}})
        .value();
}

TEST(Cells, VisitsEachCellOnceInOrder) {
    const auto c = small_cube();
    sdc::cell_index expected = 0;
    for (const auto& cell : sdc::cells(*c)) {
        EXPECT_EQ(cell.index(), expected);
        EXPECT_EQ(cell.at(), c->shape().at(expected));
        ++expected;
    }
    EXPECT_EQ(expected, c->size());
}

TEST(Cells, AgreesWithTheCube) {
    const auto c = small_cube();
    for (const auto& cell : sdc::cells(*c)) {
        EXPECT_EQ(cell.is_margin(), c->is_margin(cell.index()));
        for (std::size_t d = 0; d < 2; ++d) {
            EXPECT_EQ(cell.code(d), c->codes(d)[cell.at()[d]]);
            EXPECT_EQ(cell.is_leaf(d), c->codes(d).is_leaf(cell.at()[d]));
        }
    }
}

TEST(Cells, ViewMadeAnywhereKnowsItsCodes) {
    const auto c = small_cube();
    const sdc::cell_view view(*c, 7);
    EXPECT_EQ(view.index(), 7U);
    EXPECT_EQ(view.at(), c->shape().at(7));
    EXPECT_EQ(view.code(0).id, "Leeds");
}

TEST(Cells, IteratorAdvancesBothWays) {
    const auto c = small_cube();
    auto at = sdc::cells(*c).begin();
    at++;
    EXPECT_EQ((*at).index(), 1U);
    EXPECT_EQ((*++at).index(), 2U);
    EXPECT_FALSE(at == sdc::cells(*c).end());
}

} // namespace
