/// Whole numbers of any size, as results: written, compared, measured. The arithmetic is where they
/// are made.
#pragma once

#include <sdc/config.hpp>

#include <cmath>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0 {

class decimal {
public:
    decimal() = default;
    decimal(std::int64_t n) : text_(std::to_string(n)) {}
    /// Precondition: "-" if it is below 0, then digits without leading zeros.
    explicit decimal(std::string text) : text_(std::move(text)) {}

    [[nodiscard]] const std::string& to_string() const noexcept { return text_; }
    [[nodiscard]] bool is_negative() const noexcept { return text_.front() == '-'; }
    /// Without the sign.
    [[nodiscard]] std::string_view digits() const noexcept {
        return std::string_view(text_).substr(is_negative() ? 1 : 0);
    }

    /// The logarithm to base 2 of the size, rounded; 0 of zero.
    [[nodiscard]] double bits() const noexcept {
        const auto top = digits().substr(0, 18); // fits 64 bits
        std::int64_t n = 0;
        for (const char digit : top) n = 10 * n + (digit - '0');
        if (n == 0) return 0;
        return std::log2(static_cast<double>(n)) +
               std::log2(10.0) * static_cast<double>(digits().size() - top.size());
    }

    bool operator==(const decimal&) const = default;
    [[nodiscard]] friend std::strong_ordering operator<=>(const decimal& a,
                                                          const decimal& b) noexcept {
        if (a.is_negative() != b.is_negative()) return b.is_negative() <=> a.is_negative();
        const auto &small = a.is_negative() ? b : a, &large = a.is_negative() ? a : b;
        if (small.text_.size() != large.text_.size())
            return small.text_.size() <=> large.text_.size();
        return small.text_ <=> large.text_;
    }

private:
    std::string text_ = "0";
};

} // namespace sdc::inline v0
