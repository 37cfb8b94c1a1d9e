/// Integers modulo a prime next below 2^61.
#pragma once

#include <cstdint>

namespace sdc::inline v0::detail {

class prime_field {
public:
    using number = std::uint64_t;

    /// Quick if 2^61 - prime is small.
    explicit prime_field(std::uint64_t prime) : prime_(prime), rest_((number{1} << 61U) - prime) {}

    [[nodiscard]] number from(std::int64_t n) const noexcept {
        const auto rest = n % static_cast<std::int64_t>(prime_);
        return static_cast<number>(rest < 0 ? rest + static_cast<std::int64_t>(prime_) : rest);
    }
    [[nodiscard]] number subtract(number a, number b) const noexcept {
        return a >= b ? a - b : a + prime_ - b;
    }
    [[nodiscard]] number negate(number a) const noexcept { return subtract(0, a); }
    [[nodiscard]] number multiply(number a, number b) const noexcept {
        auto n = product{a} * b;
        while (n >> 61U != 0) n = (n & ((number{1} << 61U) - 1)) + (n >> 61U) * rest_;
        return static_cast<number>(n < prime_ ? n : n - prime_);
    }
    [[nodiscard]] number power(number a, std::uint64_t exponent) const noexcept {
        number result = 1;
        for (; exponent != 0; exponent >>= 1U) {
            if ((exponent & 1U) != 0) result = multiply(result, a);
            a = multiply(a, a);
        }
        return result;
    }
    /// `a` is not 0. Fermat.
    [[nodiscard]] number invert(number a) const noexcept { return power(a, prime_ - 2); }

private:
    __extension__ typedef unsigned __int128 product;
    std::uint64_t prime_, rest_; // which 2^61 leaves
};

/// The next odd number below that passes Fermat's test: a prime but for rare exceptions, with which
/// no sum of `elimination` is right.
[[nodiscard]] inline std::uint64_t prime_below(std::uint64_t n) noexcept {
    do n -= 2;
    while (prime_field(n).power(2, n - 1) != 1);
    return n;
}

} // namespace sdc::inline v0::detail
