/// A keyed hash: who does not have the key cannot tell its values from random ones. The same on
/// every platform.
#pragma once

#include <sdc/config.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sdc::inline v0::detail {

/// SipHash-2-4: Aumasson and Bernstein (2012), SipHash: a fast short-input PRF. O(text).
[[nodiscard]] inline std::uint64_t siphash(const std::array<std::uint8_t, 16>& key,
                                           std::string_view text) noexcept {
    const auto word = [](auto&& byte, std::size_t count) {
        std::uint64_t w = 0;
        for (std::size_t i = 0; i < count; ++i)
            w |= std::uint64_t{static_cast<std::uint8_t>(byte(i))} << (8 * i);
        return w;
    };
    const auto k0 = word([&](std::size_t i) { return key[i]; }, 8),
               k1 = word([&](std::size_t i) { return key[8 + i]; }, 8);
    std::uint64_t v0 = k0 ^ 0x736f6d6570736575ULL, v1 = k1 ^ 0x646f72616e646f6dULL,
                  v2 = k0 ^ 0x6c7967656e657261ULL, v3 = k1 ^ 0x7465646279746573ULL;
    const auto rounds = [&](int n) {
        for (; n > 0; --n) {
            v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
            v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
            v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
            v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
        }
    };
    const auto take = [&](std::uint64_t m) {
        v3 ^= m;
        rounds(2);
        v0 ^= m;
    };
    std::size_t at = 0;
    for (; text.size() - at >= 8; at += 8)
        take(word([&](std::size_t i) { return text[at + i]; }, 8));
    take(word([&](std::size_t i) { return text[at + i]; }, text.size() - at) |
         std::uint64_t{text.size() & 0xff} << 56);
    v2 ^= 0xff;
    rounds(4);
    return v0 ^ v1 ^ v2 ^ v3;
}

} // namespace sdc::inline v0::detail
