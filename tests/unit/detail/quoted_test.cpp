#include <sdc/detail/quoted.hpp>

#include <gmock/gmock.h>

namespace {

using sdc::detail::longest_quote;
using sdc::detail::shorten;

TEST(Shorten, KeepsWhatFits) {
    EXPECT_EQ(shorten(""), "");
    EXPECT_EQ(shorten(std::string(longest_quote, 'x')), std::string(longest_quote, 'x'));
}

TEST(Shorten, CutsWhatIsLonger) {
    EXPECT_EQ(shorten(std::string(longest_quote + 1, 'x')),
              std::string(longest_quote, 'x') + "...");
    EXPECT_EQ(shorten("abcd", 3), "abc...");
}

TEST(Shorten, CutsBetweenCharactersOfEveryLength) {
    for (const std::string one : {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x99\x82"}) {
        std::string kept, all;
        for (int i = 0; i < 5; ++i) kept += one;
        all = kept;
        EXPECT_EQ(shorten(all, 5), kept);
        EXPECT_EQ(shorten(all + one, 5), kept + "...");
        EXPECT_EQ(shorten("a" + all, 5), "a" + kept.substr(one.size()) + "...");
    }
}

TEST(Shorten, CutsBytesThatAreNotUtf8) {
    EXPECT_LT(shorten(std::string(100'000, '\x80')).size(), 5 * longest_quote);
}

TEST(Quoted, AddsQuotesAroundWhatIsLeft) {
    EXPECT_EQ(sdc::detail::quoted("a\"b"), "\"a\"b\"");
    EXPECT_EQ(sdc::detail::quoted(std::string(1000, 'x')),
              "\"" + std::string(longest_quote, 'x') + "...\"");
}

} // namespace
