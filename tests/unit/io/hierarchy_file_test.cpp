#include <sdc/io/hierarchy_file.hpp>

#include <matchers.hpp>

#include "scratch.hpp"

namespace {

using sdc::errc;
using sdc::parse_hrc;
using support::HasErrc;

TEST(ParseHrc, IndentsByLead) {
    const auto h = parse_hrc("Yorks\n@Leeds\n@York\n\n@@Acomb\r\nOther  \n", "x.hrc");
    ASSERT_THAT(h, support::IsOk());
    ASSERT_EQ(h->size(), 6U);
    EXPECT_EQ((*h)[0].id, "Total");
    EXPECT_EQ((*h)[1].id, "Yorks");
    EXPECT_EQ((*h)[4].id, "Acomb");
    EXPECT_EQ((*h)[h->parent(4)].id, "York");
    EXPECT_EQ((*h)[5].id, "Other") << "blanks right of a code are not part of it";
    EXPECT_EQ(h->parent(5), 0U);
}

TEST(ParseHrc, BlanksLeftOfACodeArePartOfIt) {
    const auto h = parse_hrc(" 1\n1\n@ 2\n", "x.hrc", "All");
    ASSERT_THAT(h, support::IsOk());
    EXPECT_TRUE(h->find(" 1").has_value());
    EXPECT_TRUE(h->find("1").has_value());
    EXPECT_TRUE(h->find(" 2").has_value());
    EXPECT_EQ((*h)[0].id, "All");
}

TEST(ParseHrc, TakesAnyLead) {
    const auto h = parse_hrc("\xEF\xBB\xBF"
                             "A\n--B\n----C\n",
                             "x.hrc", "T", "--");
    ASSERT_THAT(h, support::IsOk());
    EXPECT_EQ(h->depth(*h->find("C")), 3U);
    EXPECT_THAT(parse_hrc("A\n", "x.hrc", "T", ""), HasErrc(errc::bad_argument));
}

void expect_refused(const char* text, errc code, std::uint64_t line) {
    SCOPED_TRACE(text);
    const auto h = parse_hrc(text, "x.hrc");
    ASSERT_THAT(h, HasErrc(code));
    EXPECT_EQ(h.error().where.file, "x.hrc");
    EXPECT_EQ(h.error().where.line, line);
}

TEST(ParseHrc, RefusesAndNamesTheLine) {
    expect_refused("A\n@@B\n", errc::bad_hierarchy, 2);
    expect_refused("@A\n", errc::bad_hierarchy, 1);
    expect_refused("A\n@\n", errc::bad_hierarchy, 2);
    expect_refused("A\n@B\nC\n@B\n", errc::duplicate, 4);
    expect_refused("A\nTotal\n", errc::duplicate, 2);
    expect_refused("A\n\xFF\n", errc::bad_syntax, 2);
    expect_refused("\n \n", errc::bad_hierarchy, 0);
}

TEST(ReadHierarchy, GoesByTheNameOfTheFile) {
    const support::scratch dir;
    const auto hrc = sdc::read_hierarchy(dir.write("a.HRC", "#A\n"), "All", "@");
    ASSERT_THAT(hrc, support::IsOk());
    EXPECT_EQ((*hrc)[1].id, "#A");
    const auto csv =
        sdc::read_hierarchy(dir.write("a.csv", "label,code,parent,note\nNorth,N,T,x\nAll,T,,\n"));
    ASSERT_THAT(csv, support::IsOk());
    EXPECT_EQ((*csv)[0].id, "T");
    EXPECT_EQ((*csv)[1].label, "North");
}

TEST(ReadHierarchy, CsvErrorsNameFileAndLine) {
    const support::scratch dir;
    const auto expect = [&](const char* text, errc code, std::uint64_t line) {
        SCOPED_TRACE(text);
        const auto file = dir.write("h.csv", text);
        const auto h = sdc::read_hierarchy(file);
        ASSERT_THAT(h, HasErrc(code));
        EXPECT_EQ(h.error().where.file, file);
        EXPECT_EQ(h.error().where.line, line);
    };
    expect("code,label\nT,All\n", errc::missing_column, 1);
    expect("code,parent\nT,\nU,\n", errc::bad_hierarchy, 3);
    expect("code,parent\nT,\nA,B\nB,A\n", errc::bad_hierarchy, 3);
    expect("code,parent\nT,\nA,X\n", errc::bad_hierarchy, 3);
    expect("code,parent\nT,\nA,T\nA,T\n", errc::duplicate, 4);
    expect("code,parent\n", errc::bad_hierarchy, 0);
}

} // namespace
