#include <sdc/protect/detail/heuristic/gaussian_pass.hpp>

#include <sdc/table/relations.hpp>

#include <algorithm>
#include <functional>
#include <queue>

namespace sdc::inline v0::detail {
namespace {

constexpr std::uint64_t prime = (std::uint64_t{1} << 31) - 1;
constexpr auto minus_one = static_cast<std::uint32_t>(prime - 1);

std::uint32_t times(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>(std::uint64_t{a} * b % prime);
}
std::uint32_t plus(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>((std::uint64_t{a} + b) % prime);
}
std::uint32_t residue(std::int32_t a) {
    return a >= 0 ? static_cast<std::uint32_t>(a)
                  : static_cast<std::uint32_t>(static_cast<std::int64_t>(prime) + a);
}

std::uint32_t inverse(std::uint32_t a) {
    if (a == 1 || a == minus_one) return a;
    std::uint32_t result = 1;
    for (auto exponent = prime - 2; exponent != 0; exponent >>= 1) {
        if ((exponent & 1) != 0) result = times(result, a);
        a = times(a, a);
    }
    return result;
}

struct entry {
    unknown cell;
    std::uint32_t factor;
};
using sparse = std::vector<entry>; // ascending cells, no factor of 0

/// How the change of a cell follows from others in every direction that is left.
enum class origin : std::uint8_t {
    coordinate, ///< From none: the others follow from these.
    zero,       ///< Published.
    siblings,   ///< From its total and siblings, along the dimension in `by`.
    pivot,      ///< From the combination number `by` of what were coordinates when it was made.
};

class elimination {
public:
    explicit elimination(const suppression_problem& p)
        : p_(p), origin_(p.size(), origin::coordinate), by_(p.size()),
          table_of_(p.tables.size() > 1 ? p.size() : 0), sum_(p.size()) {}

    std::vector<bool> run() {
        for (std::size_t k = 0; k < p_.tables.size(); ++k) take_table(k);
        publish_fixed();
        impose_rows();
        watch_requirements();
        std::vector<bool> suppressed(p_.size());
        for (unknown cell = 0; cell < p_.size(); ++cell)
            suppressed[cell] = p_.role[cell] == cell_role::suppressed;
        for (const auto cell : candidates()) suppressed[cell] = !publish(cell);
        return suppressed;
    }

private:
    /// Under each code the child with the smallest margin that is not 0 follows from its siblings:
    /// so the large cells, which are published first, are coordinates, and leave without a trace.
    void take_table(std::size_t k) {
        const auto& t = p_.tables[k];
        const auto& c = *t.codes;
        std::vector<std::vector<bool>> follows;
        for (std::size_t d = 0; d < c.dimensions().size(); ++d)
            follows.push_back(choose_codes(t, d));
        for (const auto& view : cells(c)) {
            const auto cell = t.number(view.index());
            if (k > 0 && (origin_[cell] != origin::coordinate || is_of_earlier(cell, k))) continue;
            for (std::size_t d = 0; d < follows.size(); ++d) {
                if (!follows[d][view.at()[d]]) continue;
                origin_[cell] = origin::siblings;
                by_[cell] = static_cast<std::uint32_t>(d);
                break;
            }
        }
        if (table_of_.empty()) return;
        for (cell_index i = 0; i < c.size(); ++i) {
            auto& of = table_of_[t.number(i)];
            if (of.table == 0)
                of = {.table = static_cast<std::uint32_t>(k + 1),
                      .cell = static_cast<std::uint32_t>(i)};
        }
    }

    [[nodiscard]] bool is_of_earlier(unknown cell, std::size_t k) const {
        return table_of_[cell].table != 0 && table_of_[cell].table <= k;
    }

    [[nodiscard]] std::vector<bool> choose_codes(const problem_table& t, std::size_t d) const {
        const auto& codes = t.codes->codes(d);
        std::vector<bool> chosen(codes.size());
        for (code_index i = 0; i < codes.size(); ++i) {
            if (codes.is_leaf(i)) continue;
            const auto margin = [&](code_index child) {
                const auto value = p_.value[t.number(child * t.codes->shape().stride(d))];
                return value == 0 ? unlimited : value;
            };
            chosen[*std::ranges::min_element(codes.children(i), {}, margin)] = true;
        }
        return chosen;
    }

    /// Coordinates first: they make what follows short.
    void publish_fixed() {
        for (unknown cell = 0; cell < p_.size(); ++cell) {
            if (p_.role[cell] == cell_role::fixed && origin_[cell] == origin::coordinate)
                origin_[cell] = origin::zero;
        }
        for (unknown cell = 0; cell < p_.size(); ++cell) {
            if (p_.role[cell] != cell_role::fixed || origin_[cell] == origin::zero) continue;
            impose(expand(cell));
            origin_[cell] = origin::zero;
        }
    }

    /// Of one table all rows are in how cells follow from siblings; statements that leave a range
    /// tell no value.
    void impose_rows() {
        if (p_.tables.size() == 1 && p_.rows.size() == count_relations(*p_.tables.front().codes))
            return;
        for (std::uint32_t r = 0; r < p_.rows.size(); ++r) {
            const auto [low, high] = p_.rows.limits(r);
            if (low != high) continue;
            for (const auto& t : p_.rows.row(r)) push(t.cell, residue(t.coefficient));
            impose(collect());
        }
    }

    static std::size_t count_relations(const cube& c) {
        std::size_t n = 0;
        for_each_relation(c, [&](const relation&) { ++n; });
        return n;
    }

    [[nodiscard]] std::vector<unknown> candidates() const {
        std::vector<unknown> order;
        for (unknown cell = 0; cell < p_.size(); ++cell) {
            if (p_.role[cell] == cell_role::candidate) order.push_back(cell);
        }
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 [&](unknown cell) { return p_.cost[cell]; });
        return order;
    }

    void watch_requirements() {
        watchers_.resize(p_.size());
        std::vector<std::pair<cell_index, cell_index>> seen;
        for (const auto& n : p_.requirements) seen.emplace_back(n.cell, n.minus);
        std::ranges::sort(seen);
        const auto repeated = std::ranges::unique(seen);
        seen.erase(repeated.begin(), repeated.end());
        for (const auto& [cell, minus] : seen) {
            push(static_cast<unknown>(cell), 1);
            if (minus != no_cell) push(static_cast<unknown>(minus), minus_one);
            const auto id = static_cast<std::uint32_t>(watched_.size());
            watched_.push_back(collect());
            for (const auto& e : watched_.back()) watchers_[e.cell].push_back(id);
        }
    }

    bool publish(unknown cell) {
        if (origin_[cell] == origin::zero) return true;
        const auto v = expand(cell);
        if (!v.empty()) {
            const auto& rare = watchers_[rarest(v).cell];
            if (std::ranges::any_of(
                    rare, [&](std::uint32_t id) { return are_parallel(watched_[id], v); }))
                return false;
            impose(v);
        }
        origin_[cell] = origin::zero;
        return true;
    }

    [[nodiscard]] const entry& rarest(const sparse& v) const {
        return *std::ranges::min_element(v, {}, [&](const entry& e) {
            return watchers_.empty() ? 0 : watchers_[e.cell].size();
        });
    }

    static bool are_parallel(const sparse& a, const sparse& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (a[i].cell != b[i].cell ||
                times(a[i].factor, b[0].factor) != times(b[i].factor, a[0].factor))
                return false;
        }
        return true;
    }

    /// From now on v is 0 in every direction: one of its coordinates follows from the rest.
    void impose(const sparse& v) {
        if (v.empty()) return;
        const auto pivot = rarest(v);
        const auto scale = times(minus_one, inverse(pivot.factor));
        sparse rest;
        for (const auto& e : v) {
            if (e.cell != pivot.cell) rest.push_back({e.cell, times(scale, e.factor)});
        }
        if (!watchers_.empty()) replace(pivot.cell, rest);
        if (rest.empty()) {
            origin_[pivot.cell] = origin::zero;
            return;
        }
        origin_[pivot.cell] = origin::pivot;
        by_[pivot.cell] = static_cast<std::uint32_t>(combinations_.size());
        combinations_.push_back(std::move(rest));
        pivots_.push_back(pivot.cell);
    }

    void replace(unknown pivot, const sparse& rest) {
        const auto ids = std::move(watchers_[pivot]);
        watchers_[pivot].clear();
        for (const auto id : ids) {
            auto& v = watched_[id];
            const auto at = std::ranges::lower_bound(v, pivot, {}, &entry::cell);
            const auto factor = at->factor;
            v.erase(at);
            if (!rest.empty()) add_scaled(id, factor, rest);
        }
    }

    void add_scaled(std::uint32_t id, std::uint32_t factor, const sparse& rest) {
        auto& v = watched_[id];
        sparse merged;
        merged.reserve(v.size() + rest.size());
        auto a = v.begin();
        for (const auto& e : rest) {
            for (; a != v.end() && a->cell < e.cell; ++a) merged.push_back(*a);
            const bool both = a != v.end() && a->cell == e.cell;
            const auto sum = plus(both ? a->factor : 0, times(factor, e.factor));
            if (sum != 0) merged.push_back({e.cell, sum});
            if (!both) watchers_[e.cell].push_back(id);
            if (both && sum == 0) std::erase(watchers_[e.cell], id);
            if (both) ++a;
        }
        merged.insert(merged.end(), a, v.end());
        v = std::move(merged);
    }

    sparse expand(unknown cell) {
        push(cell, 1);
        return collect();
    }

    /// Adds factor x cell, in terms of coordinates and pivots, to the sum that `collect` takes.
    void push(unknown cell, std::uint32_t factor) {
        stack_.push_back({cell, factor});
        while (!stack_.empty()) {
            const auto [at, by] = stack_.back();
            stack_.pop_back();
            if (origin_[at] == origin::zero || by == 0) continue;
            if (origin_[at] == origin::siblings)
                push_siblings(at, by);
            else
                add_to_sum(at, by);
        }
    }

    void push_siblings(unknown cell, std::uint32_t factor) {
        const auto [table, own] =
            table_of_.empty() ? tree_place{.table = 1, .cell = cell} : table_of_[cell];
        const auto& t = p_.tables[table - 1];
        const std::size_t d = by_[cell];
        const auto& codes = t.codes->codes(d);
        const auto i = t.codes->shape().coordinate(own, d);
        const auto stride = t.codes->shape().stride(d);
        const auto number = [&](code_index code) {
            return t.number(own + (cell_index{code} - i) * stride);
        };
        stack_.push_back({number(codes.parent(i)), factor});
        for (const auto child : codes.children(codes.parent(i))) {
            if (child != i && origin_[number(child)] != origin::zero)
                stack_.push_back({number(child), times(minus_one, factor)});
        }
    }

    void add_to_sum(unknown cell, std::uint32_t factor) {
        auto& sum = sum_[cell];
        if (!sum.touched) {
            sum.touched = true;
            if (origin_[cell] == origin::pivot)
                waiting_.push(by_[cell]);
            else
                touched_.push_back(cell);
        }
        sum.factor = plus(sum.factor, factor);
    }

    /// Oldest pivots first: a combination names only cells that became pivots later, so each is
    /// opened once.
    sparse collect() {
        while (!waiting_.empty()) {
            const auto id = waiting_.top();
            waiting_.pop();
            auto& sum = sum_[pivots_[id]];
            const auto factor = sum.factor;
            sum = {};
            if (factor == 0) continue;
            for (const auto& e : combinations_[id]) {
                if (origin_[e.cell] != origin::zero) add_to_sum(e.cell, times(factor, e.factor));
            }
        }
        sparse v;
        std::ranges::sort(touched_);
        for (const auto cell : touched_) {
            if (sum_[cell].factor != 0) v.push_back({cell, sum_[cell].factor});
            sum_[cell] = {};
        }
        touched_.clear();
        return v;
    }

    struct tree_place {
        std::uint32_t table = 0; ///< The first table that holds the cell, from 1.
        std::uint32_t cell = 0;
    };
    struct partial_sum {
        std::uint32_t factor = 0;
        bool touched = false;
    };

    const suppression_problem& p_;
    std::vector<origin> origin_;
    std::vector<std::uint32_t> by_;
    std::vector<tree_place> table_of_; // empty for one table
    std::vector<sparse> combinations_;
    std::vector<unknown> pivots_;
    std::vector<sparse> watched_;
    std::vector<std::vector<std::uint32_t>>
        watchers_; // of each coordinate the requirements whose vectors hold it

    std::vector<partial_sum> sum_;
    std::vector<unknown> touched_;
    std::vector<entry> stack_;
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> waiting_;
};

} // namespace

std::vector<bool> eliminate(const suppression_problem& p) { return elimination(p).run(); }

} // namespace sdc::inline v0::detail
