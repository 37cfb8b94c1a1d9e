#include <sdc/detail/as_word.hpp>

#include <gtest/gtest.h>

namespace {

using sdc::detail::as_word;

TEST(AsWord, IsOneWordWithoutEffect) {
    EXPECT_EQ(as_word("data/a-b_1.csv"), "data/a-b_1.csv");
    EXPECT_EQ(as_word("a b"), "'a b'");
    EXPECT_EQ(as_word("$(rm)"), "'$(rm)'");
    EXPECT_EQ(as_word("it's"), "'it'\\''s'");
    EXPECT_EQ(as_word("a\x1b'\\"), "$'a\\x1b\\'\\\\'");
}

} // namespace
