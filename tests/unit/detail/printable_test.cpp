#include <sdc/detail/printable.hpp>

#include <gtest/gtest.h>

namespace {

using sdc::detail::join;
using sdc::detail::printable;

TEST(Printable, WhatActsUnseenIsReplaced) {
    EXPECT_EQ(printable("plain \xC3\xA9"), "plain \xC3\xA9");
    EXPECT_EQ(printable("a\x1b[31mb\nc"), "a?[31mb?c");
    EXPECT_EQ(printable("x\xE2\x80\xAEy"), "x?y") << "a mark of direction";
    EXPECT_EQ(printable("\xFF"), "?") << "no UTF-8";
    EXPECT_EQ(printable(std::vector<std::string>{"a\n", "b"}),
              (std::vector<std::string>{"a?", "b"}));
}

TEST(Join, AsInASentence) {
    EXPECT_EQ(join({}), "");
    EXPECT_EQ(join({"a"}), "a");
    EXPECT_EQ(join({"a", "b"}), "a and b");
    EXPECT_EQ(join({"a", "b", "c"}), "a, b and c");
}

} // namespace
