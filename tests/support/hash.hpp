/// FNV-1a over integers, byte by byte from the lowest: the same on every platform. For golden
/// tests; not for secrets.
#pragma once

#include <cstdint>

namespace support {

class hash {
public:
    void add(std::uint64_t n) noexcept {
        for (int byte = 0; byte < 8; ++byte, n >>= 8U) {
            value_ ^= n & 0xFFU;
            value_ *= 0x100000001B3U;
        }
    }
    void add(std::int64_t n) noexcept { add(static_cast<std::uint64_t>(n)); }
    [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

private:
    std::uint64_t value_ = 0xCBF29CE484222325U;
};

} // namespace support
