/// Zip files as tests need them: stored parts, and one that unpacks to far more than it is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct zip_part {
    std::string name;
    std::string content;      ///< As it is in the file.
    std::uint16_t method = 0; ///< 0 stored, 8 deflated.
    std::uint32_t unpacked = 0, checksum = 0;
    std::uint16_t flags = 0; ///< 1: encrypted.
};

[[nodiscard]] inline std::uint32_t crc32(std::string_view bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            auto c = i;
            for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
            made[i] = c;
        }
        return made;
    }();
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char b : bytes) c = table[(c ^ static_cast<unsigned char>(b)) & 0xFFU] ^ (c >> 8U);
    return ~c;
}

[[nodiscard]] inline zip_part stored(std::string name, std::string content) {
    const auto size = static_cast<std::uint32_t>(content.size());
    const auto checksum = crc32(content);
    return {std::move(name), std::move(content), 0, size, checksum};
}

/// So many times 258 zeros after a first one, deflated: RFC 1951, section 3.2.6, a literal and then
/// copies of length 258 from distance 1.
[[nodiscard]] inline zip_part zeros(std::string name, std::uint32_t copies) {
    std::string packed;
    unsigned held = 0, bits = 0;
    const auto put = [&](unsigned value, unsigned count) { // the first bit first
        for (unsigned i = count; i-- > 0;) {
            held |= (value >> i & 1U) << bits++;
            if (bits == 8) packed += static_cast<char>(held), held = bits = 0;
        }
    };
    put(0b110, 3);      // the last block, fixed codes
    put(0b00110000, 8); // 0
    for (std::uint32_t i = 0; i < copies; ++i) {
        put(0b11000101, 8); // length 258
        put(0b00000, 5);    // distance 1
    }
    put(0, 7); // end of block
    while (bits != 0) put(0, 1);
    const auto size = 1 + 258 * copies;
    return {std::move(name), packed, 8, size, crc32(std::string(size, '\0'))};
}

[[nodiscard]] inline std::string make_zip(const std::vector<zip_part>& parts) {
    std::string file, directory;
    const auto put = [](std::string& to, std::uint32_t n, unsigned bytes) {
        for (unsigned i = 0; i < bytes; ++i) to += static_cast<char>(n >> (8 * i) & 0xFFU);
    };
    for (const auto& part : parts) {
        std::string common;
        put(common, 20, 2);
        put(common, part.flags, 2);
        put(common, part.method, 2);
        put(common, 0x00210000, 4); // 1 January 1980
        put(common, part.checksum, 4);
        put(common, static_cast<std::uint32_t>(part.content.size()), 4);
        put(common, part.unpacked, 4);
        put(common, static_cast<std::uint32_t>(part.name.size()), 2);
        put(common, 0, 2);
        const auto offset = static_cast<std::uint32_t>(file.size());
        file += "PK\3\4" + common + part.name + part.content;
        directory += "PK\1\2";
        put(directory, 20, 2);
        directory += common;
        put(directory, 0, 2); // comment
        put(directory, 0, 2); // disk
        put(directory, 0, 2);
        put(directory, 0, 4);
        put(directory, offset, 4);
        directory += part.name;
    }
    const auto start = static_cast<std::uint32_t>(file.size());
    file += directory + "PK\5\6";
    put(file, 0, 4);
    put(file, static_cast<std::uint32_t>(parts.size()), 2);
    put(file, static_cast<std::uint32_t>(parts.size()), 2);
    put(file, static_cast<std::uint32_t>(directory.size()), 4);
    put(file, start, 4);
    put(file, 0, 2);
    return file;
}

} // namespace support
