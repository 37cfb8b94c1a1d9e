#include "neighbourhood.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// The codes chosen along one dimension.
class code_choice {
public:
    code_choice(const cube& c, cell_index centre, std::size_t d, std::size_t width, const cell_price& price)
        : codes_(c.codes(d)), base_(centre - c.shape().coordinate(centre, d) * c.shape().stride(d)), stride_(c.shape().stride(d)), width_(width), price_(price) {
        auto i = c.shape().coordinate(centre, d);
        take(i);
        descend(i, width_);
        for (; i != 0; i = codes_.parent(i)) {
            take(codes_.parent(i));
            for (const auto sibling : cheapest(codes_.children(codes_.parent(i)), width_, i)) {
                take(sibling);
                descend(sibling, 1);
            }
        }
        std::ranges::sort(chosen_);
        chosen_.erase(std::ranges::unique(chosen_).begin(), chosen_.end());
    }

    [[nodiscard]] const std::vector<code_index>& codes() const noexcept { return chosen_; }

private:
    void take(code_index i) { chosen_.push_back(i); }

    void descend(code_index i, std::size_t width) {
        for (const auto child : cheapest(codes_.children(i), width, i)) {
            take(child);
            descend(child, 1);
        }
    }

    /// The cheapest codes other than `but`, ties by order of the codes.
    [[nodiscard]] std::vector<code_index> cheapest(std::span<const code_index> from, std::size_t width, code_index but) const {
        std::vector<std::pair<double, code_index>> priced;
        for (const auto i : from) {
            if (i != but) priced.emplace_back(price_(base_ + i * stride_), i);
        }
        const auto middle = priced.begin() + static_cast<std::ptrdiff_t>(std::min(width, priced.size()));
        std::partial_sort(priced.begin(), middle, priced.end());
        std::vector<code_index> result;
        for (auto at = priced.begin(); at != middle; ++at) result.push_back(at->second);
        return result;
    }

    const hierarchy& codes_;
    cell_index base_, stride_;
    std::size_t width_;
    const cell_price& price_;
    std::vector<code_index> chosen_;
};

} // namespace

std::vector<cell_index> neighbourhood(const cube& c, cell_index centre, std::size_t width, const cell_price& price, std::size_t limit) {
    std::vector<std::vector<code_index>> codes;
    std::size_t size = 1;
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        codes.push_back(code_choice(c, centre, d, width, price).codes());
        size *= codes.back().size();
        if (size > limit) return {};
    }
    std::vector<cell_index> cells{0};
    for (std::size_t d = 0; d < codes.size(); ++d) {
        std::vector<cell_index> next;
        next.reserve(cells.size() * codes[d].size());
        for (const auto cell : cells) {
            for (const auto code : codes[d]) next.push_back(cell + code * c.shape().stride(d));
        }
        cells = std::move(next);
    }
    std::erase_if(cells, [&](cell_index cell) { return std::isinf(price(cell)); });
    return cells;
}

} // namespace sdc::inline v0::detail
