#include <sdc/detail/shell_word.hpp>

#include <gtest/gtest.h>

namespace {

using sdc::detail::shell_word;

TEST(ShellWord, IsOneWordWithoutEffect) {
    EXPECT_EQ(shell_word("data/a-b_1.csv"), "data/a-b_1.csv");
    EXPECT_EQ(shell_word("a b"), "'a b'");
    EXPECT_EQ(shell_word("$(rm)"), "'$(rm)'");
    EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
    EXPECT_EQ(shell_word("a\x1b'\\"), "$'a\\x1b\\'\\\\'");
}

} // namespace
