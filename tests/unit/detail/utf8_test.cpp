#include <sdc/detail/utf8.hpp>

#include <gmock/gmock.h>

#include <cstdint>
#include <string>
#include <vector>

namespace {

using sdc::detail::is_unseen;

TEST(CharacterAt, DecodesEveryLength) {
    EXPECT_EQ(sdc::detail::character_at("A", 0), U'A');
    EXPECT_EQ(sdc::detail::character_at("x\xC2\x9B", 1), char32_t{0x9B});
    EXPECT_EQ(sdc::detail::character_at("\xE2\x80\xAE", 0), char32_t{0x202E});
    EXPECT_EQ(sdc::detail::character_at("\xF3\xA0\x81\x81", 0), char32_t{0xE0041});
}

TEST(IsUnseen, HoldsForWhatActsWithoutBeingSeen) {
    for (char32_t c = 0; c < 0x20; ++c) EXPECT_TRUE(is_unseen(c)) << std::uint32_t{c};
    for (char32_t c = 0x7F; c < 0xA0; ++c) EXPECT_TRUE(is_unseen(c)) << std::uint32_t{c};
    for (char32_t c = 0x202A; c < 0x202F; ++c) EXPECT_TRUE(is_unseen(c)) << std::uint32_t{c};
    for (char32_t c = 0x2066; c < 0x206A; ++c) EXPECT_TRUE(is_unseen(c)) << std::uint32_t{c};
    for (const char32_t c : {0x61Cu, 0x200Bu, 0x200Cu, 0x200Du, 0x200Eu, 0x200Fu, 0x2028u, 0x2029u,
                             0x2060u, 0xFEFFu, 0xE0041u})
        EXPECT_TRUE(is_unseen(c)) << std::uint32_t{c};
    for (const char32_t c :
         {0x20u, 0x41u, 0x7Eu, 0xA0u, 0xE9u, 0x20ACu, 0x627u, 0x5D0u, 0xFF1Du, 0xFFFDu, 0x1F642u})
        EXPECT_FALSE(is_unseen(c)) << std::uint32_t{c};
}

TEST(ForEachCharacter, VisitsAllBytesAndMarksThoseThatAreNoText) {
    std::vector<char32_t> seen;
    std::string all;
    sdc::detail::for_each_character("a\xC3\xA9\xFF\xE2\x82",
                                    [&](char32_t c, std::string_view bytes) {
                                        seen.push_back(c);
                                        all += bytes;
                                    });
    EXPECT_EQ(seen, (std::vector<char32_t>{U'a', 0xE9, 0xFFFD, 0xFFFD, 0xFFFD}));
    EXPECT_EQ(all, "a\xC3\xA9\xFF\xE2\x82");
}

} // namespace
