#include <sdc/protect/detail/search/product_moves.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace sdc::inline v0::detail {
namespace {

constexpr double suppressed_price = 1.0 / 1024;
/// Of a cell that cannot move: more than any that can, so that a product with fewer such cells is
/// nearer to a move. Also more than any product of cells that can, whose prices are at most 1e9
/// each.
constexpr double forbidden_price = 1e12;
constexpr int most_sweeps = 4;
/// Products of one move.
constexpr int most_products = 16;

} // namespace

void product_moves::add_cells(const pattern& s, cell_index centre, std::int64_t sign,
                              std::int64_t amount, std::size_t size, std::vector<unknown>& cells) {
    const price_function usual = [&](unknown cell) {
        return s.is_suppressed(cell) ? suppressed_price : static_cast<double>(p_.cost[cell]);
    };
    pattern_ = &s;
    goal_ = nullptr;
    price_of_ = &usual;
    centre_ = centre;
    sign_ = sign > 0 ? 1 : -1;
    amount_ = amount;
    (void)optimise();
    std::vector<std::vector<priced_change>> ranked;
    for (std::size_t d = 0; d < dimensions_; ++d) {
        hold_others(d);
        ranked.push_back(changes_along(d, which::all));
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
            for (const auto code : codes[d])
                next.push_back(cell + code * table_.codes->shape().stride(d));
        }
        corners = std::move(next);
    }
    for (const auto cell : corners) {
        if (s.may_move(table_.number(cell))) cells.push_back(table_.number(cell));
    }
}

std::optional<move> product_moves::find(const pattern& s, const goal& g,
                                        const wanted_change& wanted,
                                        const price_function& price_of) {
    pattern_ = &s;
    goal_ = &g;
    price_of_ = &price_of;
    if (wanted.amount > largest_sought) return std::nullopt;
    centre_ = wanted.cell;
    sign_ = wanted.sign > 0 ? 1 : -1;
    change_.resize(p_.size());
    auto best = find_by(wanted.amount, wanted);
    const auto least = paid_;
    if (wanted.amount == 1) return best;
    auto other = find_by((wanted.amount + 3) / 4, wanted);
    return !best || (other && paid_ < least) ? other : best;
}

/// As much as fits at a time, at most `step`.
std::optional<move> product_moves::find_by(std::int64_t step, const wanted_change& wanted) {
    auto left = wanted.amount;
    paid_ = 0;
    for (int products = 0; left > 0 && products < most_products; ++products) {
        auto amount = std::min(step, left);
        auto paid = cheapest(amount);
        for (; paid >= forbidden_price && amount > 1; paid = cheapest(amount)) amount /= 2;
        if (paid >= forbidden_price) break;
        paid_ += paid;
        take_product();
        left -= amount;
    }
    move made;
    std::ranges::sort(changed_);
    for (const auto cell : changed_) {
        if (change_[cell] != 0) made.emplace_back(cell, change_[cell]);
        change_[cell] = 0;
    }
    changed_.clear();
    if (left > 0 || !is_possible(p_, made) ||
        !std::ranges::all_of(made, [&](const auto& m) { return is_allowed(m.first, m.second); }))
        return std::nullopt;
    return made;
}

/// The dimension that is chosen first decides where the others end: each is tried.
double product_moves::cheapest(std::int64_t amount) {
    amount_ = amount;
    double least = std::numeric_limits<double>::infinity();
    std::array<std::vector<signed_code>, max_dimensions> best;
    for (std::size_t first = 0; first < dimensions_; ++first) {
        const auto each = optimise(first);
        if (each >= least) continue;
        least = each;
        best = chosen_;
    }
    chosen_ = std::move(best);
    return least;
}

void product_moves::take_product() {
    hold_others(dimensions_);
    for (const auto& at : others_) {
        const auto x = table_.number(at.cell);
        if (change_[x] == 0) changed_.push_back(x);
        change_[x] += at.sign * amount_;
    }
}

double product_moves::optimise(std::size_t first) {
    for (std::size_t d = 0; d < dimensions_; ++d)
        chosen_[d] = {{table_.codes->shape().coordinate(centre_, d), 1}};
    double best = std::numeric_limits<double>::infinity();
    auto chosen = chosen_; // of the best: a change is carried down greedily, so that a sweep may
                           // end dearer, even on cells that cannot move
    for (int sweep = 0; sweep < most_sweeps; ++sweep) {
        double cost = 0;
        for (std::size_t i = 0; i < dimensions_; ++i) {
            const auto d = (first + i) % dimensions_;
            hold_others(d);
            auto cheapest = std::move(changes_along(d, which::cheapest).front());
            cost = cheapest.price;
            chosen_[d] = std::move(cheapest.codes);
        }
        if (cost >= best) break;
        best = cost;
        chosen = chosen_;
    }
    chosen_ = std::move(chosen);
    return best;
}

void product_moves::hold_others(std::size_t along) {
    along_ = along;
    others_.assign(1, {0, sign_});
    std::vector<signed_cell> next;
    for (std::size_t d = 0; d < dimensions_; ++d) {
        if (d == along) continue;
        next.clear();
        for (const auto& at : others_) {
            for (const auto& code : chosen_[d])
                next.push_back(
                    {at.cell + code.code * table_.codes->shape().stride(d), at.sign * code.sign});
        }
        others_.swap(next);
    }
}

double product_moves::price_code(const signed_code& at) const {
    double sum = 0;
    const auto offset = at.code * table_.codes->shape().stride(along_);
    work_ += others_.size();
    for (const auto& other : others_) sum += price_cell(other.cell + offset, other.sign * at.sign);
    return sum;
}

double product_moves::price_cell(cell_index cell, int sign) const {
    const auto x = table_.number(cell);
    if (!pattern_->may_move(x)) return forbidden_price;
    const auto change = goal_ != nullptr ? change_[x] : 0;
    const auto room = sign < 0                  ? p_.value[x] + change - lowest(x)
                      : p_.high[x] == unlimited ? unlimited
                                                : p_.high[x] - p_.value[x] - change;
    if (room < amount_ || (goal_ != nullptr && std::ranges::binary_search(goal_->still, x)))
        return forbidden_price;
    return change != 0 ? 0 : (*price_of_)(x);
}

/// Whatever prices said.
bool product_moves::is_allowed(unknown cell, std::int64_t change) const {
    return pattern_->may_move(cell) && !std::ranges::binary_search(goal_->still, cell) &&
           p_.value[cell] + change >= lowest(cell);
}

std::int64_t product_moves::lowest(unknown cell) const {
    if (goal_ == nullptr || goal_->least.empty()) return p_.low[cell];
    const auto at =
        std::ranges::lower_bound(goal_->least, cell, {}, &std::pair<unknown, std::int64_t>::first);
    return at == goal_->least.end() || at->first != cell ? p_.low[cell]
                                                         : std::max(p_.low[cell], at->second);
}

/// At each step the cheapest child: its own subtree decides too little to be worth the time.
void product_moves::carry_down(const hierarchy& codes, code_index from, int sign,
                               priced_change& to) const {
    while (!codes.is_leaf(from)) {
        double least = std::numeric_limits<double>::infinity();
        code_index cheapest = 0;
        for (const auto child : codes.children(from)) {
            const auto each = price_code({child, sign});
            if (each >= least) continue;
            least = each;
            cheapest = child;
        }
        to.price += least;
        to.codes.push_back({cheapest, sign});
        from = cheapest;
    }
}

std::vector<product_moves::priced_change> product_moves::changes_along(std::size_t d, which asked) {
    const auto& codes = table_.codes->codes(d);
    const auto start = table_.codes->shape().coordinate(centre_, d);
    priced_change own{.price = price_code({start, 1}), .codes = {{start, 1}}};
    carry_down(codes, start, 1, own);
    std::vector<priced_change> found;
    const auto is_dear = [&](double sum) {
        return asked == which::cheapest && !found.empty() && sum >= found.front().price;
    };
    const auto take = [&](priced_change change) {
        if (is_dear(change.price)) return;
        if (asked == which::cheapest) found.clear();
        found.push_back(std::move(change));
    };
    for (auto i = start; i != 0; i = codes.parent(i)) {
        for (const auto sibling : codes.children(codes.parent(i))) {
            if (sibling == i) continue;
            const auto sum = own.price + price_code({sibling, -1});
            if (is_dear(sum)) continue;
            auto balanced = own;
            balanced.price = sum;
            balanced.codes.push_back({sibling, -1});
            carry_down(codes, sibling, -1, balanced);
            take(std::move(balanced));
        }
        own.price += price_code({codes.parent(i), 1});
        own.codes.push_back({codes.parent(i), 1});
        if (is_dear(own.price)) return found; // and so is all that is above
    }
    take(std::move(own));
    return found;
}

} // namespace sdc::inline v0::detail
