/// A counter-based generator of random bits: the same seed gives the same bits on every platform.
#pragma once

#include <sdc/config.hpp>

#include <cstdint>

namespace sdc::inline v0::detail {

/// Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, figure 16.
class splitmix64 {
public:
    explicit splitmix64(std::uint64_t seed) noexcept : state_(seed) {}

    [[nodiscard]] std::uint64_t next() noexcept {
        auto z = state_ += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// 0 to limit - 1, each equally likely: numbers that would favour some remainders are drawn
    /// again. Precondition: limit > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit) noexcept {
        const auto spare = (0 - limit) % limit;
        auto n = next();
        while (n < spare) n = next();
        return n % limit;
    }

private:
    std::uint64_t state_;
};

} // namespace sdc::inline v0::detail
