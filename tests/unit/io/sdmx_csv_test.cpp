#include <sdc/io/sdmx_csv.hpp>

#include <matchers.hpp>

#include "shown_tables.hpp"

#include <sstream>

namespace {

using ::testing::HasSubstr;

std::string as_sdmx(const sdc::published& release, const sdc::write_options& options = {}) {
    std::ostringstream out;
    EXPECT_TRUE(sdc::write_sdmx_csv(out, release, options));
    return out.str();
}

TEST(WriteSdmxCsv, LeavesTheValueOfASuppressedCellEmpty) {
    EXPECT_EQ(as_sdmx(support::released_months(), {.structure = "ESTAT:CRIME(1.0)"}),
              "STRUCTURE,STRUCTURE_ID,ACTION,month,sex,OBS_VALUE,OBS_STATUS,CONF_STATUS\n"
              "dataflow,ESTAT:CRIME(1.0),I,Total,Total,50,A,F\n"
              "dataflow,ESTAT:CRIME(1.0),I,Total,f,25,A,F\n"
              "dataflow,ESTAT:CRIME(1.0),I,Total,m,25,A,F\n"
              "dataflow,ESTAT:CRIME(1.0),I,Jan,Total,16,A,F\n"
              "dataflow,ESTAT:CRIME(1.0),I,Jan,f,,Q,N\n"
              "dataflow,ESTAT:CRIME(1.0),I,Jan,m,,Q,N\n"
              "dataflow,ESTAT:CRIME(1.0),I,\"Feb, Mar\",Total,34,A,F\n"
              "dataflow,ESTAT:CRIME(1.0),I,\"Feb, Mar\",f,,Q,N\n"
              "dataflow,ESTAT:CRIME(1.0),I,\"Feb, Mar\",m,,Q,N\n");
}

TEST(WriteSdmxCsv, HasLabelsOfBandsInAComment) {
    EXPECT_EQ(as_sdmx(support::rounded_months()),
              "STRUCTURE,STRUCTURE_ID,ACTION,month,OBS_VALUE,OBS_STATUS,CONF_STATUS,COMMENT_OBS\n"
              "dataflow,SDCKIT:TABLE(1.0),I,Total,15,A,F,\n"
              "dataflow,SDCKIT:TABLE(1.0),I,Jan,,Q,N,1 to 4\n"
              "dataflow,SDCKIT:TABLE(1.0),I,\"Feb, Mar\",15,A,F,\n");
}

TEST(WriteSdmxCsv, ShowsTheSameTable) {
    for (const auto& release : {support::released_months(), support::rounded_months(),
                                support::released_areas(), support::released_hostile_codes()}) {
        std::vector<std::string> names;
        for (const auto& d : release.cube().dimensions()) names.push_back(d.name);
        auto rows = sdc::unescape_csv_rows(sdc::parse_csv(as_sdmx(release), "sdmx").value(), names);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto field = [&](const char* name) {
                const auto column = rows.find_column(name);
                return column ? std::string(rows.field(row, *column)) : std::string();
            };
            const auto comment = field("COMMENT_OBS");
            if (field("OBS_STATUS") == "Q")
                rows.fields.set(row * rows.names.size() + *rows.find_column("OBS_VALUE"),
                                comment.empty() ? "[c]" : comment);
        }
        names.emplace_back("OBS_VALUE");
        EXPECT_EQ(support::shown_by(rows, names), support::shown_by(release));
    }
}

TEST(WriteSdmxCsv, RefusesWhatIsNoStructureAndNamesOfItsOwnColumns) {
    std::ostringstream out;
    for (const char* wrong : {"CRIME", "A:B", "A:B(", "A:(1.0)", "A:B(1.0),x", ":B(1)", "A:B()"}) {
        const auto e = sdc::write_sdmx_csv(out, support::released_months(), {.structure = wrong});
        ASSERT_FALSE(e) << wrong;
        EXPECT_THAT(e.error().wanted, HasSubstr("AGENCY:ID(VERSION)"));
    }
    const auto clash =
        sdc::write_sdmx_csv(out, support::release(support::one_dimension({"a"}, "ACTION"), {9}));
    ASSERT_FALSE(clash);
    EXPECT_EQ(clash.error().code, sdc::errc::duplicate);
    EXPECT_EQ(out.str(), "");
}

} // namespace
