#include "product_moves.hpp"

#include <algorithm>
#include <limits>

namespace sdc::inline v0::detail {
namespace {

constexpr double withheld_price = 1.0 / 1024;
/// Of a cell that cannot move: more than any that can, so that a product with fewer such cells is nearer to a move.
constexpr double forbidden_price = 1e9;
constexpr int most_sweeps = 4;

} // namespace

void product_moves::add_cells(const pattern& s, cell_index centre, std::int64_t sign, std::int64_t amount, std::size_t size, std::vector<unknown>& cells) {
    pattern_ = &s;
    centre_ = centre;
    sign_ = sign > 0 ? 1 : -1;
    amount_ = amount;
    optimise();
    std::vector<std::vector<priced_change>> ranked;
    for (std::size_t d = 0; d < dimensions_; ++d) {
        hold_others(d);
        ranked.push_back(changes_along(d));
        std::ranges::stable_sort(ranked.back(), {}, &priced_change::price);
    }
    std::vector<std::vector<code_index>> codes(dimensions_);
    for (std::size_t width = 0;; ++width) {
        auto wider = codes;
        std::size_t product = 1;
        bool grew = false;
        for (std::size_t d = 0; d < dimensions_; ++d) {
            if (width < ranked[d].size()) {
                grew = true;
                for (const auto& at : ranked[d][width].codes) wider[d].push_back(at.code);
                std::ranges::sort(wider[d]);
                const auto repeated = std::ranges::unique(wider[d]);
                wider[d].erase(repeated.begin(), repeated.end());
            }
            product *= wider[d].size();
        }
        if (!grew || (width > 0 && product > size)) break;
        codes = std::move(wider);
    }
    std::vector<cell_index> corners{0};
    for (std::size_t d = 0; d < dimensions_; ++d) {
        std::vector<cell_index> next;
        for (const auto cell : corners) {
            for (const auto code : codes[d]) next.push_back(cell + code * table_.codes->shape().stride(d));
        }
        corners = std::move(next);
    }
    for (const auto cell : corners) {
        if (s.may_move(table_.number(cell))) cells.push_back(table_.number(cell));
    }
}

void product_moves::optimise() {
    for (std::size_t d = 0; d < dimensions_; ++d) chosen_[d] = {{table_.codes->shape().coordinate(centre_, d), 1}};
    double best = std::numeric_limits<double>::infinity();
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double cost = 0;
        for (std::size_t d = 0; d < dimensions_; ++d) {
            hold_others(d);
            auto found = changes_along(d);
            auto& cheapest = *std::ranges::min_element(found, {}, &priced_change::price);
            cost = cheapest.price;
            chosen_[d] = std::move(cheapest.codes);
        }
        if (sweep > 0 && cost >= best) return;
        best = cost;
    }
}

void product_moves::hold_others(std::size_t along) {
    along_ = along;
    others_.assign(1, {0, sign_});
    std::vector<signed_cell> next;
    for (std::size_t d = 0; d < dimensions_; ++d) {
        if (d == along) continue;
        next.clear();
        for (const auto& at : others_) {
            for (const auto& code : chosen_[d]) next.push_back({at.cell + code.code * table_.codes->shape().stride(d), at.sign * code.sign});
        }
        others_.swap(next);
    }
}

double product_moves::price(const signed_code& at) const {
    double sum = 0;
    const auto offset = at.code * table_.codes->shape().stride(along_);
    for (const auto& other : others_) sum += price_cell(other.cell + offset, other.sign * at.sign);
    return sum;
}

double product_moves::price_cell(cell_index cell, int sign) const {
    const auto x = table_.number(cell);
    if (!pattern_->may_move(x)) return forbidden_price;
    const auto room = sign > 0 ? (p_.high[x] == unlimited ? unlimited : p_.high[x] - p_.value[x]) : p_.value[x] - p_.low[x];
    if (room < amount_) return forbidden_price;
    return pattern_->is_withheld(x) ? withheld_price : static_cast<double>(p_.cost[x]);
}

/// At each step the cheapest child: its own subtree decides too little to be worth the time.
void product_moves::carry_down(const hierarchy& codes, code_index from, int sign, priced_change& to) const {
    while (!codes.is_leaf(from)) {
        double least = std::numeric_limits<double>::infinity();
        code_index cheapest = 0;
        for (const auto child : codes.children(from)) {
            const auto each = price({child, sign});
            if (each >= least) continue;
            least = each;
            cheapest = child;
        }
        to.price += least;
        to.codes.push_back({cheapest, sign});
        from = cheapest;
    }
}

std::vector<product_moves::priced_change> product_moves::changes_along(std::size_t d) {
    const auto& codes = table_.codes->codes(d);
    const auto start = table_.codes->shape().coordinate(centre_, d);
    priced_change own{.price = price({start, 1}), .codes = {{start, 1}}};
    carry_down(codes, start, 1, own);
    std::vector<priced_change> found;
    for (auto i = start; i != 0; i = codes.parent(i)) {
        for (const auto sibling : codes.children(codes.parent(i))) {
            if (sibling == i) continue;
            auto balanced = own;
            balanced.price += price({sibling, -1});
            balanced.codes.push_back({sibling, -1});
            carry_down(codes, sibling, -1, balanced);
            found.push_back(std::move(balanced));
        }
        own.price += price({codes.parent(i), 1});
        own.codes.push_back({codes.parent(i), 1});
    }
    found.push_back(std::move(own));
    return found;
}

} // namespace sdc::inline v0::detail
