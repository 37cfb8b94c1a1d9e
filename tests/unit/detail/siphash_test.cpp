#include <sdc/detail/siphash.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace {

using sdc::detail::siphash;

/// Aumasson and Bernstein (2012), appendix A, and the vectors of their reference implementation:
/// key 00 01 ... 0f, text 00 01 02 ...
TEST(SipHash, PublishedVectors) {
    std::array<std::uint8_t, 16> key{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i);
    constexpr std::array<std::pair<std::size_t, std::uint64_t>, 11> vectors{
        {{0, 0x726fdb47dd0e0e31ULL},
         {1, 0x74f839c593dc67fdULL},
         {2, 0x0d6c8009d9a94f5aULL},
         {3, 0x85676696d7fb7e2dULL},
         {4, 0xcf2794e0277187b7ULL},
         {5, 0x18765564cd99a68dULL},
         {6, 0xcbc9466e58fee3ceULL},
         {7, 0xab0200f58b01d137ULL},
         {8, 0x93f5f5799a932462ULL},
         {15, 0xa129ca6149be45e5ULL},
         {63, 0x958a324ceb064572ULL}}};
    for (const auto& [size, hash] : vectors) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(i);
        EXPECT_EQ(siphash(key, text), hash) << size;
    }
}

TEST(SipHash, EveryByteOfTheKeyCounts) {
    std::array<std::uint8_t, 16> key{};
    const auto before = siphash(key, "area=N");
    for (auto& byte : key) {
        byte = 0x80;
        EXPECT_NE(siphash(key, "area=N"), before);
        byte = 0;
    }
    EXPECT_NE(siphash(key, std::string(1, '\xff')), siphash(key, std::string(1, '\x7f')));
}

} // namespace
