#include <sdc/io/as_read.hpp>

#include <matchers.hpp>

#include "released.hpp"

#include <gmock/gmock.h>

#include <sstream>
#include <string>

namespace {

using support::HasErrc;
using ::testing::HasSubstr;

/// Kind: a 20, b 3, c 9; b and a complement are suppressed.
sdc::result<std::string> write(const std::string& rows, const sdc::read_columns& columns,
                               const sdc::percent_column& percent = {}) {
    const auto release = support::release(support::one_dimension({"a", "b", "c"}), {20, 3, 9});
    std::ostringstream out;
    const sdc::file_rows read{.rows = sdc::parse_csv(rows, "in.csv").value()};
    if (auto ok = sdc::write_as_read(out, release, read, columns, {.percent = percent}); !ok)
        return ok.error();
    return std::move(out).str();
}

TEST(AsRead, PercentagesAreComputedInTheirPlace) {
    const auto r = write("kind,share,n,note\nTotal,1,32,x\na,2,20,y\nb,3,3,z\nc,4,9,\n",
                         {.count = "n"}, {.of = "kind", .name = "share"});
    EXPECT_EQ(r.value(), "kind,share,n\nTotal,100.0,32\na,62.5,20\nb,[c],[c]\nc,[c],[c]\n");
    const auto behind =
        write("n,kind,share\n20,a,9\n3,b,9\n9,c,9\n", {.count = "n"}, {.of = "kind"});
    EXPECT_EQ(behind.value(), "n,kind,percent\n20,a,62.5\n[c],b,[c]\n[c],c,[c]\n")
        << "share is left out, as it was computed from suppressed counts";
    EXPECT_EQ(write("kind;n\na;20\nb;3\nc;9\n", {.count = "n"}, {.of = "kind"}).value(),
              "kind;n;percent\na;20;62.5\nb;[c];[c]\nc;[c];[c]\n");
}

TEST(AsRead, PercentagesHaveAColumnOfTheirOwn) {
    const std::string rows = "kind,n\na,20\nb,3\nc,9\n";
    EXPECT_THAT(write(rows, {.count = "n"}, {.of = "kind", .name = "n"}),
                HasErrc(sdc::errc::not_available));
    EXPECT_THAT(write(rows, {.count = "n"}, {.of = "kind", .name = "kind"}),
                HasErrc(sdc::errc::duplicate));
    EXPECT_THAT(write(rows, {.count = "n"}, {.of = "area"}), HasErrc(sdc::errc::bad_argument));
    EXPECT_THAT(write("a,b,c\n20,3,9\n", {.wide = {{"kind"}}}, {.of = "kind"}),
                HasErrc(sdc::errc::not_available));
}

/// Of the codes of columns, too.
TEST(AsRead, ACrossTableHasNoColumnOfAResidual) {
    EXPECT_THAT(write("Total,a,c\n32,20,9\n", {.wide = {{"kind"}}}),
                HasErrc(sdc::errc::not_available));
    EXPECT_EQ(
        write("Total,a,c\n32,20,9\n", {.wide = {{"kind"}}, .residuals = {{"kind", "b"}}}).value(),
        "Total,a,c\n32,20,[c]\n");
}

TEST(AsRead, ASuppressedCellWithoutARowIsRefusedUnlessItIsAResidual) {
    const std::string rows = "kind,n\nTotal,32\na,20\nc,9\n";
    const auto refused = write(rows, {.count = "n"});
    ASSERT_THAT(refused, HasErrc(sdc::errc::not_available));
    EXPECT_THAT(refused.error().message, HasSubstr("would be taken for a zero"));
    EXPECT_EQ(write(rows, {.count = "n", .residuals = {{"kind", "b"}}}).value(),
              "kind,n\nTotal,32\na,20\nc,[c]\n");
}

} // namespace
