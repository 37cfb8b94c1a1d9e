/// Integers modulo a prime below 2^62, and the fractions that they stand for.
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {

/// numerator / denominator in lowest terms, denominator above 0.
struct signed_fraction {
    std::int64_t numerator = 0, denominator = 1;
};

class prime_field {
public:
    using number = std::uint64_t;

    explicit prime_field(std::uint64_t prime) : prime_(prime) {}

    [[nodiscard]] number from(std::int64_t n) const noexcept {
        const auto rest = n % static_cast<std::int64_t>(prime_);
        return static_cast<number>(rest < 0 ? rest + static_cast<std::int64_t>(prime_) : rest);
    }
    [[nodiscard]] number subtract(number a, number b) const noexcept {
        return a >= b ? a - b : a + prime_ - b;
    }
    [[nodiscard]] number negate(number a) const noexcept { return subtract(0, a); }
    [[nodiscard]] number multiply(number a, number b) const noexcept {
        return static_cast<number>(product{a} * b % prime_);
    }
    /// `a` is not 0. Fermat.
    [[nodiscard]] number invert(number a) const noexcept {
        number inverse = 1;
        for (auto exponent = prime_ - 2; exponent != 0; exponent >>= 1U) {
            if ((exponent & 1U) != 0) inverse = multiply(inverse, a);
            a = multiply(a, a);
        }
        return inverse;
    }
    /// The one fraction with both parts below 2^30 that is `a`, if any: Euclid's algorithm, stopped
    /// half way.
    [[nodiscard]] std::optional<signed_fraction> reconstruct(number a) const noexcept {
        constexpr std::int64_t limit = std::int64_t{1} << 30;
        std::int64_t r0 = static_cast<std::int64_t>(prime_), r1 = static_cast<std::int64_t>(a),
                     t0 = 0, t1 = 1;
        while (r1 >= limit) {
            const auto q = r0 / r1;
            r0 = std::exchange(r1, r0 - q * r1);
            t0 = std::exchange(t1, t0 - q * t1);
        }
        if (t1 <= -limit || t1 >= limit || std::gcd(r1, t1) != 1) return std::nullopt;
        return t1 < 0 ? signed_fraction{-r1, -t1} : signed_fraction{r1, t1};
    }

private:
    __extension__ typedef unsigned __int128 product;
    std::uint64_t prime_;
};

} // namespace sdc::inline v0::detail
