#include <sdc/table/hierarchy.hpp>

#include <matchers.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace {

using sdc::code_parent;
using sdc::errc;
using sdc::hierarchy;
using support::HasErrc;
using support::IsOk;
using names = std::vector<std::string>;
using paths = std::vector<names>;

/// Ids in the order of the indices.
names ids(const hierarchy& h) {
    names all;
    for (sdc::code_index i = 0; i < h.size(); ++i) all.push_back(h[i].id);
    return all;
}

sdc::result<hierarchy> from_parents(const std::vector<code_parent>& entries) {
    return hierarchy::from_parents(entries);
}
sdc::result<hierarchy> from_paths(const paths& p) { return hierarchy::from_paths(p); }

/// Given from the bottom up, so that the order of the input is not the order wanted.
const std::vector<code_parent> england{{.id = "Leeds", .parent = "North", .label = "City of Leeds"},
                                       {.id = "Kent", .parent = "South"},
                                       {.id = "North", .parent = "England"},
                                       {.id = "South", .parent = "England"},
                                       {.id = "England", .parent = ""},
                                       {.id = "York", .parent = "North"}};

TEST(Hierarchy, PutsCodesInPreOrder_WithSiblingsInOrderOfInput) {
    const auto h = from_parents(england);
    ASSERT_THAT(h, IsOk());
    EXPECT_EQ(ids(*h), (names{"England", "North", "Leeds", "York", "South", "Kent"}));
    EXPECT_EQ((*h)[2].label, "City of Leeds");
}

TEST(Hierarchy, KnowsParentsDepthsAndChildren) {
    const auto h = from_parents(england).value();
    EXPECT_EQ(h.parent(0), 0U);
    EXPECT_EQ(h.parent(1), 0U);
    EXPECT_EQ(h.parent(3), 1U);
    EXPECT_EQ(h.parent(5), 4U);
    EXPECT_EQ(h.depth(0), 0U);
    EXPECT_EQ(h.depth(4), 1U);
    EXPECT_EQ(h.depth(5), 2U);
    EXPECT_THAT(h.children(0), testing::ElementsAre(1U, 4U));
    EXPECT_THAT(h.children(1), testing::ElementsAre(2U, 3U));
    EXPECT_THAT(h.children(2), testing::IsEmpty());
    EXPECT_THAT(h.children(5), testing::IsEmpty());
}

TEST(Hierarchy, SubtreeIsARange) {
    const auto h = from_parents(england).value();
    EXPECT_EQ(h.subtree_end(0), 6U);
    EXPECT_EQ(h.subtree_end(1), 4U);
    EXPECT_EQ(h.subtree_end(2), 3U);
    EXPECT_EQ(h.subtree_end(4), 6U);
    EXPECT_TRUE(h.is_leaf(2));
    EXPECT_FALSE(h.is_leaf(4));
    EXPECT_TRUE(h.contains(1, 1));
    EXPECT_TRUE(h.contains(1, 3));
    EXPECT_FALSE(h.contains(1, 4));
    EXPECT_FALSE(h.contains(3, 1));
}

TEST(Hierarchy, FindsEveryCodeAndNoOther) {
    const auto h = from_parents(england).value();
    for (sdc::code_index i = 0; i < h.size(); ++i) EXPECT_EQ(h.find(h[i].id), i);
    for (const auto* unknown : {"", "A", "Leed", "Leedss", "Zz"})
        EXPECT_EQ(h.find(unknown), std::nullopt) << unknown;
}

TEST(Hierarchy, EqualityComparesCodesAndParents) {
    const auto h = from_parents(england).value();
    EXPECT_EQ(h, from_parents(england).value());
    EXPECT_NE(h, from_paths({{"North", "Leeds"}}).value());
    const auto wide =
        from_parents(
            {{.id = "T", .parent = ""}, {.id = "a", .parent = "T"}, {.id = "b", .parent = "T"}})
            .value();
    const auto deep =
        from_parents(
            {{.id = "T", .parent = ""}, {.id = "a", .parent = "T"}, {.id = "b", .parent = "a"}})
            .value();
    EXPECT_NE(wide, deep);
}

TEST(Hierarchy, AcceptsARootAlone) {
    const auto h = from_parents({{.id = "T", .parent = ""}}).value();
    EXPECT_EQ(h.size(), 1U);
    EXPECT_TRUE(h.is_leaf(0));
    EXPECT_THAT(h.children(0), testing::IsEmpty());
}

TEST(Hierarchy, KeepsChainsOfSingleChildren) {
    const auto h = from_paths({{"a", "b", "c"}}).value();
    EXPECT_EQ(ids(h), (names{"Total", "a", "b", "c"}));
    EXPECT_EQ(h.depth(3), 3U);
    EXPECT_EQ(h.subtree_end(1), 4U);
    EXPECT_THAT(h.children(2), testing::ElementsAre(3U));
}

TEST(Hierarchy, HoldsAChainOfTenThousand) {
    std::vector<code_parent> entries;
    for (int i = 10'000; i > 0; --i)
        entries.push_back({.id = "c" + std::to_string(i), .parent = "c" + std::to_string(i - 1)});
    entries.push_back({.id = "c0", .parent = ""});
    const auto h = from_parents(entries).value();
    ASSERT_EQ(h.size(), 10'001U);
    EXPECT_EQ(h[10'000].id, "c10000");
    EXPECT_EQ(h.depth(10'000), 10'000U);
    EXPECT_EQ(h.subtree_end(0), 10'001U);
    EXPECT_EQ(h.parent(777), 776U);
}

TEST(Hierarchy, RefusesADuplicate_NamingTheSecond) {
    const auto h =
        from_parents({{.id = "T", .parent = ""},
                      {.id = "a", .parent = "T", .where = {.file = "h.csv", .line = 2}},
                      {.id = "a", .parent = "T", .where = {.file = "h.csv", .line = 3}}});
    ASSERT_THAT(h, HasErrc(errc::duplicate));
    EXPECT_EQ(h.error().where.file, "h.csv");
    EXPECT_EQ(h.error().where.line, 3U);
    EXPECT_EQ(h.error().found, "\"a\"");
}

TEST(Hierarchy, RefusesTwoRoots) {
    const auto h = from_parents({{.id = "T", .parent = ""},
                                 {.id = "U", .parent = "", .where = {.file = "h.csv", .line = 2}}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(h.error().message, testing::HasSubstr("two roots: \"T\""));
    EXPECT_EQ(h.error().found, "\"U\"");
    EXPECT_EQ(h.error().where.line, 2U);
}

TEST(Hierarchy, RefusesAnUnknownParent) {
    const auto h =
        from_parents({{.id = "T", .parent = ""}, {.id = "a", .parent = "Z", .where = {.line = 2}}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(h.error().message, testing::HasSubstr("unknown parent \"Z\""));
    EXPECT_EQ(h.error().found, "\"a\"");
    EXPECT_EQ(h.error().where.line, 2U);
}

TEST(Hierarchy, RefusesACycle_BesideARoot) {
    const auto h = from_parents({{.id = "T", .parent = ""},
                                 {.id = "a", .parent = "T"},
                                 {.id = "b", .parent = "c", .where = {.line = 3}},
                                 {.id = "c", .parent = "b", .where = {.line = 4}}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(h.error().message, testing::HasSubstr("cycle"));
    EXPECT_EQ(h.error().found, "\"b\"");
    EXPECT_EQ(h.error().where.line, 3U);
}

TEST(Hierarchy, RefusesACycle_WithoutARoot) {
    const auto h = from_parents(
        {{.id = "b", .parent = "c", .where = {.line = 1}}, {.id = "c", .parent = "b"}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(h.error().message, testing::HasSubstr("no root"));
    EXPECT_EQ(h.error().found, "\"b\"");
    EXPECT_EQ(h.error().where.line, 1U);
}

TEST(Hierarchy, RefusesACodeThatIsItsOwnParent) {
    const auto h =
        from_parents({{.id = "T", .parent = ""}, {.id = "a", .parent = "a", .where = {.line = 2}}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(h.error().message, testing::HasSubstr("its own parent"));
    EXPECT_EQ(h.error().found, "\"a\"");
    EXPECT_EQ(h.error().where.line, 2U);
    EXPECT_THAT(from_parents({{.id = "a", .parent = "a"}}), HasErrc(errc::bad_hierarchy));
}

TEST(Hierarchy, RefusesAnEmptyCodeAndAnEmptyList) {
    const auto h =
        from_parents({{.id = "T", .parent = ""}, {.id = "", .parent = "T", .where = {.line = 2}}});
    ASSERT_THAT(h, HasErrc(errc::bad_hierarchy));
    EXPECT_EQ(h.error().where.line, 2U);
    EXPECT_THAT(from_parents({}), HasErrc(errc::bad_hierarchy));
}

TEST(Hierarchy, FromPathsMergesPrefixesThatReturn) {
    const auto h =
        from_paths({{"North", "Leeds"}, {"South", "Kent"}, {"North", "York"}, {"North"}});
    ASSERT_THAT(h, IsOk());
    EXPECT_EQ(ids(*h), (names{"Total", "North", "Leeds", "York", "South", "Kent"}));
}

TEST(Hierarchy, FromPathsNamesTheTotal) {
    EXPECT_EQ(ids(hierarchy::from_paths(paths{{"a"}}, "All").value()), (names{"All", "a"}));
    EXPECT_EQ(ids(from_paths({}).value()), (names{"Total"}));
}

TEST(Hierarchy, FromPathsRefusesEmptyPathsAndCodes) {
    EXPECT_THAT(from_paths({{}}), HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(from_paths({{""}}), HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(from_paths({{"a", ""}}), HasErrc(errc::bad_hierarchy));
    EXPECT_THAT(hierarchy::from_paths(paths{{"a"}}, ""), HasErrc(errc::bad_hierarchy));
}

TEST(Hierarchy, FromPathsRefusesACodeUnderTwoParents) {
    const auto h = from_paths({{"North", "Leeds"}, {"South", "Leeds"}});
    ASSERT_THAT(h, HasErrc(errc::duplicate));
    EXPECT_EQ(h.error().found, "\"Leeds\"");
    EXPECT_THAT(from_paths({{"a", "a"}}), HasErrc(errc::duplicate));
    EXPECT_THAT(from_paths({{"a", "Total"}}), HasErrc(errc::duplicate));
}

TEST(Hierarchy, FlatPutsAllUnderTheTotal) {
    const auto h = hierarchy::flat(names{"b", "a"}).value();
    EXPECT_EQ(ids(h), (names{"Total", "b", "a"}));
    EXPECT_THAT(h.children(0), testing::ElementsAre(1U, 2U));
    EXPECT_EQ(ids(hierarchy::flat(names{"a"}, "All").value()), (names{"All", "a"}));
}

TEST(Hierarchy, FlatRefusesDuplicatesAndTheTotal) {
    EXPECT_THAT(hierarchy::flat(names{"a", "a"}), HasErrc(errc::duplicate));
    EXPECT_THAT(hierarchy::flat(names{"a", "Total"}), HasErrc(errc::duplicate));
}

} // namespace
