/// What rows add up to, by Gaussian elimination in exact integers: slow and plain.
#pragma once

#include <cstdint>
#include <map>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace support {

/// Coefficients by column; none of 0.
using sparse_row = std::map<std::uint64_t, std::int64_t>;

class row_space {
public:
    void add(sparse_row row) {
        row = rest_of(std::move(row));
        if (!row.empty()) basis_.emplace(row.begin()->first, row);
    }
    /// Some multiple of the row, not 0, is a sum of multiples of rows that were added.
    [[nodiscard]] bool contains(const sparse_row& row) const { return rest_of(row).empty(); }

private:
    /// Throws std::overflow_error where 64 bits do not do.
    static std::int64_t product(std::int64_t a, std::int64_t b) {
        std::int64_t made = 0;
        if (__builtin_mul_overflow(a, b, &made)) throw std::overflow_error("row space");
        return made;
    }

    /// A multiple of the row less rows of the basis, none of whose pivots it holds.
    [[nodiscard]] sparse_row rest_of(sparse_row row) const {
        for (auto at = row.begin(); at != row.end();) {
            const auto pivot = at->first;
            const auto found = basis_.find(pivot);
            if (found == basis_.end()) {
                ++at;
                continue;
            }
            const auto by = found->second.at(pivot), factor = at->second;
            for (auto& [column, coefficient] : row) coefficient = product(coefficient, by);
            for (const auto& [column, coefficient] : found->second) {
                if (__builtin_sub_overflow(row[column], product(coefficient, factor), &row[column]))
                    throw std::overflow_error("row space");
            }
            std::erase_if(row, [](const auto& term) { return term.second == 0; });
            shorten(row);
            at = row.upper_bound(pivot); // rows of the basis hold nothing before their pivot
        }
        return row;
    }

    static void shorten(sparse_row& row) {
        std::int64_t divisor = 0;
        for (const auto& [column, coefficient] : row) divisor = std::gcd(divisor, coefficient);
        for (auto& [column, coefficient] : row) coefficient /= divisor;
    }

    std::map<std::uint64_t, sparse_row> basis_; ///< By pivot: the first column.
};

} // namespace support
