/// Natural numbers of any size: what counting tables needs of them.
#pragma once

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sdc::inline v0 {

class natural {
public:
    natural() = default;
    natural(std::uint64_t n) {
        for (; n != 0; n >>= 32) digits_.push_back(static_cast<std::uint32_t>(n));
    }

    natural& operator+=(const natural& other) {
        digits_.resize(std::max(digits_.size(), other.digits_.size()) + 1);
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            carry += digits_[i] + std::uint64_t{i < other.digits_.size() ? other.digits_[i] : 0};
            digits_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        return trim();
    }
    /// Precondition: `other` is not larger.
    natural& operator-=(const natural& other) {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < digits_.size(); ++i) {
            const auto less = borrow + (i < other.digits_.size() ? other.digits_[i] : 0);
            borrow = digits_[i] < less ? 1 : 0;
            digits_[i] = static_cast<std::uint32_t>(digits_[i] - less);
        }
        return trim();
    }
    [[nodiscard]] friend natural operator*(const natural& a, const natural& b) {
        natural product;
        product.digits_.resize(a.digits_.size() + b.digits_.size());
        for (std::size_t i = 0; i < a.digits_.size(); ++i) {
            std::uint64_t carry = 0;
            for (std::size_t k = 0; k < b.digits_.size() || carry != 0; ++k) {
                carry += product.digits_[i + k] +
                         std::uint64_t{a.digits_[i]} * (k < b.digits_.size() ? b.digits_[k] : 0);
                product.digits_[i + k] = static_cast<std::uint32_t>(carry);
                carry >>= 32;
            }
        }
        return product.trim();
    }
    /// Divides and returns the remainder. Precondition: divisor > 0.
    std::uint32_t divide(std::uint32_t divisor) {
        std::uint64_t rest = 0;
        for (auto i = digits_.size(); i-- > 0;) {
            rest = (rest << 32) | digits_[i];
            digits_[i] = static_cast<std::uint32_t>(rest / divisor);
            rest %= divisor;
        }
        trim();
        return static_cast<std::uint32_t>(rest);
    }

    [[nodiscard]] bool is_zero() const noexcept { return digits_.empty(); }
    /// The logarithm to base 2, rounded; 0 of zero.
    [[nodiscard]] double bits() const noexcept {
        if (is_zero()) return 0;
        double top = 0; // the leading 96 bits at most
        const auto used = std::min<std::size_t>(digits_.size(), 3);
        for (std::size_t i = 0; i < used; ++i)
            top = top * 4294967296.0 + digits_[digits_.size() - 1 - i];
        return std::log2(top) + 32.0 * static_cast<double>(digits_.size() - used);
    }
    [[nodiscard]] std::string to_string() const {
        std::string text;
        for (auto rest = *this; !rest.is_zero();) text += static_cast<char>('0' + rest.divide(10));
        std::ranges::reverse(text);
        return text.empty() ? "0" : text;
    }

    bool operator==(const natural&) const = default;
    [[nodiscard]] friend std::strong_ordering operator<=>(const natural& a,
                                                          const natural& b) noexcept {
        if (a.digits_.size() != b.digits_.size()) return a.digits_.size() <=> b.digits_.size();
        return std::lexicographical_compare_three_way(a.digits_.rbegin(), a.digits_.rend(),
                                                      b.digits_.rbegin(), b.digits_.rend());
    }

private:
    natural& trim() {
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
        return *this;
    }

    std::vector<std::uint32_t> digits_; // base 2^32, the lowest first, no leading zeros
};

} // namespace sdc::inline v0
