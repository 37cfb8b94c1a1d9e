#include <sdc/enumerate/count_tables.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/enumerate/enumerate.hpp>
#include <sdc/enumerate/leaf_facts.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

using boost::multiprecision::cpp_int;
using detail::leaf_facts;
using detail::linear_fact;
using detail::wide_sum;

/// Bounds of a number of tables.
struct exact_count {
    cpp_int lower, upper;
};

/// C(n + k, k)
cpp_int choose(std::uint64_t n, std::uint64_t k) {
    cpp_int ways = 1;
    for (std::uint64_t i = 1; i <= k; ++i) {
        ways *= n + i;
        ways /= i;
    }
    return ways;
}

/// Numbers of x with 0 <= x_k <= width_k and sum x <= most; nothing if that takes more than `limit`
/// steps.
std::optional<cpp_int> compositions_up_to(std::span<const std::int64_t> width, wide_sum most,
                                          std::uint64_t limit) {
    if (most < 0) return cpp_int();
    const auto free = std::ranges::all_of(width, [&](std::int64_t w) { return w >= most; });
    const auto n = static_cast<wide_sum>(width.size());
    if (free && std::min(n, most) <= 10'000)
        return choose(static_cast<std::uint64_t>(std::max(n, most)),
                      static_cast<std::uint64_t>(std::min(n, most)));
    if ((most + 1) * n > static_cast<wide_sum>(limit)) return std::nullopt;
    std::vector<cpp_int> ways(static_cast<std::size_t>(most) + 1);
    ways[0] = 1;
    for (const auto w : width) {
        std::vector<cpp_int> next(ways.size());
        cpp_int window;
        for (std::size_t sum = 0; sum < ways.size(); ++sum) {
            window += ways[sum];
            if (std::cmp_greater(sum, w)) window -= ways[sum - static_cast<std::size_t>(w) - 1];
            next[sum] = window;
        }
        ways = std::move(next);
    }
    cpp_int all;
    for (const auto& n_ways : ways) all += n_ways;
    return all;
}

/// Leaves that facts link, directly or through others.
struct leaf_block {
    std::vector<std::size_t> leaves = {};
    std::vector<const linear_fact*> facts = {};
};

std::vector<leaf_block> blocks_of(const leaf_facts& known) {
    std::vector<std::size_t> root(known.leaves.size());
    std::iota(root.begin(), root.end(), std::size_t{0});
    const auto find = [&](std::size_t k) {
        while (root[k] != k) k = root[k] = root[root[k]];
        return k;
    };
    for (const auto& fact : known.facts) {
        for (const auto& term : fact.terms) root[find(term.first)] = find(fact.terms.front().first);
    }
    std::map<std::size_t, leaf_block> blocks;
    for (std::size_t k = 0; k < root.size(); ++k) blocks[find(k)].leaves.push_back(k);
    for (const auto& fact : known.facts) {
        if (!fact.terms.empty()) blocks[find(fact.terms.front().first)].facts.push_back(&fact);
    }
    std::vector<leaf_block> list;
    for (auto& [first, block] : blocks) list.push_back(std::move(block));
    return list;
}

class block_counter {
public:
    block_counter(const leaf_facts& known, const leaf_block& block, const count_options& options)
        : known_(known), block_(block), limit_(options.limit), run_(options.run) {}

    [[nodiscard]] result<exact_count> count() const;

private:
    [[nodiscard]] cpp_int product(std::span<const std::size_t> leaves) const;

    /// Assignments of the fact's leaves that agree with it, if it is a plain sum.
    [[nodiscard]] std::optional<cpp_int> one_sum(const linear_fact& fact) const;

    /// Facts that share no leaf, chosen in order and in reverse; the other leaves take all their
    /// values.
    [[nodiscard]] cpp_int relaxed() const;

    using partial_sums = std::vector<wide_sum>;
    /// The sum of the leaves of one fact that are not set yet lies between these.
    struct remainder {
        std::vector<wide_sum> coefficient, low,
            high; // at each leaf of the block: its own coefficient, and what comes after it
    };

    [[nodiscard]] std::vector<remainder> remainders() const;

    /// Leaf by leaf, the number of ways to each vector of partial sums. Those with most ways go
    /// first, so that what is left out beyond the limit is little; `complete` is then false.
    [[nodiscard]] result<cpp_int> by_partial_sums(bool& complete) const;

    bool extend(const std::vector<remainder>& rest, std::size_t i, const partial_sums& sums,
                const cpp_int& count, std::uint64_t& left,
                std::map<partial_sums, cpp_int>& ways) const;

    /// Sums that no later leaf can break are as good as each other.
    [[nodiscard]] static bool holds_anyway(const linear_fact& fact, const remainder& r,
                                           std::size_t i, wide_sum sum) noexcept {
        return sum + r.low[i] >= fact.low && (!fact.high || sum + r.high[i] <= *fact.high);
    }

    const leaf_facts& known_;
    const leaf_block& block_;
    std::uint64_t limit_;
    const run_control& run_;
};

result<exact_count> block_counter::count() const {
    if (block_.facts.empty()) return exact_count{product(block_.leaves), product(block_.leaves)};
    if (block_.facts.size() == 1) {
        if (const auto ways = one_sum(*block_.facts.front())) return exact_count{*ways, *ways};
    }
    bool complete = true;
    const auto lower = by_partial_sums(complete);
    if (!lower) return lower.error();
    return exact_count{*lower, complete ? *lower : relaxed()};
}

cpp_int block_counter::product(std::span<const std::size_t> leaves) const {
    cpp_int ways = 1;
    for (const auto k : leaves) ways *= cpp_int(known_.high[k]) - known_.low[k] + 1;
    return ways;
}

std::optional<cpp_int> block_counter::one_sum(const linear_fact& fact) const {
    std::vector<std::int64_t> width;
    wide_sum least = 0;
    for (const auto& [k, coefficient] : fact.terms) {
        if (coefficient != 1) return std::nullopt;
        width.push_back(known_.high[k] - known_.low[k]);
        least += known_.low[k];
    }
    const wide_sum most = std::accumulate(width.begin(), width.end(), wide_sum{0});
    const auto ways =
        compositions_up_to(width, fact.high ? std::min(most, *fact.high - least) : most, limit_);
    const auto fewer = compositions_up_to(width, std::min(most, fact.low - least - 1), limit_);
    if (!ways || !fewer) return std::nullopt;
    return *fewer < *ways ? cpp_int(*ways - *fewer) : cpp_int();
}

cpp_int block_counter::relaxed() const {
    auto facts = block_.facts;
    auto fewest = product(block_.leaves);
    for (int direction = 0; direction < 2; ++direction, std::ranges::reverse(facts)) {
        auto left = block_.leaves;
        cpp_int ways = 1;
        for (const auto* fact : facts) {
            const auto is_left = [&](const auto& term) {
                return std::ranges::binary_search(left, term.first);
            };
            if (!std::ranges::all_of(fact->terms, is_left)) continue;
            const auto sum = one_sum(*fact);
            if (!sum) continue;
            ways *= *sum;
            for (const auto& term : fact->terms)
                left.erase(std::ranges::lower_bound(left, term.first));
        }
        fewest = std::min(fewest, cpp_int(ways * product(left)));
    }
    return fewest;
}

std::vector<block_counter::remainder> block_counter::remainders() const {
    const auto n = block_.leaves.size();
    std::vector<remainder> all;
    for (const auto* fact : block_.facts) {
        auto& r = all.emplace_back(remainder{partial_sums(n), partial_sums(n), partial_sums(n)});
        for (const auto& [k, c] : fact->terms)
            r.coefficient[static_cast<std::size_t>(std::ranges::lower_bound(block_.leaves, k) -
                                                   block_.leaves.begin())] = c;
        for (auto i = n; i-- > 1;) {
            const auto c = r.coefficient[i];
            const auto k = block_.leaves[i];
            r.low[i - 1] = r.low[i] + c * (c > 0 ? known_.low[k] : known_.high[k]);
            r.high[i - 1] = r.high[i] + c * (c > 0 ? known_.high[k] : known_.low[k]);
        }
    }
    return all;
}

result<cpp_int> block_counter::by_partial_sums(bool& complete) const {
    const auto rest = remainders();
    const auto n = block_.leaves.size();
    std::map<partial_sums, cpp_int> ways{{partial_sums(rest.size()), 1}};
    auto steps = limit_;
    for (std::size_t i = 0; i < n; ++i) {
        const auto share = steps / (n - i);
        auto left = share;
        std::vector<const std::pair<const partial_sums, cpp_int>*> order;
        for (const auto& each : ways) order.push_back(&each);
        std::ranges::stable_sort(
            order, [](const auto* a, const auto* b) { return a->second > b->second; });
        std::map<partial_sums, cpp_int> next;
        for (const auto* each : order) {
            if (auto ok = detail::check_cancelled(run_); !ok) return ok.error();
            complete = extend(rest, i, each->first, each->second, left, next) && complete;
        }
        ways = std::move(next);
        steps -= share - left;
    }
    return ways.empty() ? cpp_int() : ways.begin()->second;
}

bool block_counter::extend(const std::vector<remainder>& rest, std::size_t i,
                           const partial_sums& sums, const cpp_int& count, std::uint64_t& left,
                           std::map<partial_sums, cpp_int>& ways) const {
    wide_sum low = known_.low[block_.leaves[i]], high = known_.high[block_.leaves[i]];
    for (std::size_t f = 0; f < rest.size(); ++f) {
        const auto c = rest[f].coefficient[i];
        const auto& fact = *block_.facts[f];
        if (c == 0) continue;
        detail::narrow(c, fact.low - sums[f] - rest[f].high[i], low, high);
        if (fact.high) detail::narrow(-c, sums[f] + rest[f].low[i] - *fact.high, low, high);
    }
    for (auto value = low; value <= high; ++value) {
        if (left == 0) return false;
        --left;
        auto next = sums;
        for (std::size_t f = 0; f < rest.size(); ++f) {
            next[f] += rest[f].coefficient[i] * value;
            if (holds_anyway(*block_.facts[f], rest[f], i, next[f]))
                next[f] = block_.facts[f]->low - rest[f].low[i];
        }
        ways[std::move(next)] += count;
    }
    return true;
}

} // namespace

result<table_count> count_tables(const knowledge& known, const count_options& options) {
    auto facts = leaf_facts::make(known);
    if (!facts) return facts.error();
    if (!detail::tighten(*facts)) return detail::no_table();
    exact_count all{1, 1};
    std::size_t blocks = 0, open = 0;
    for (const auto& block : blocks_of(*facts)) {
        const auto part = block_counter(*facts, block, options).count();
        if (!part) return part.error();
        ++blocks;
        if (part->lower != part->upper) ++open;
        all.lower *= part->lower;
        all.upper *= part->upper;
    }
    if (open > 0)
        detail::write_log(options.run, log_level::warning, "count of tables: the limit of ",
                          options.limit, " steps came first in ", open, " of ", blocks,
                          " blocks of leaves");
    if (all.upper == 0) return detail::no_table();
    // Unions of cases are not counted by: any of the tables may contradict them.
    if (!known.cases().empty() && all.lower > 1) all.lower = 1;
    return table_count{.lower = decimal(all.lower.str()), .upper = decimal(all.upper.str())};
}

} // namespace sdc::inline v0
