#include <sdc/enumerate/count_tables.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

natural choose(std::uint64_t n, std::uint32_t k) {
    natural ways = 1;
    for (std::uint32_t i = 1; i <= k; ++i) {
        ways = ways * natural(n + i);
        ways.divide(i);
    }
    return ways;
}

std::optional<natural> compositions_up_to(std::span<const std::int64_t> width, wide_sum most,
                                          std::uint64_t limit) {
    if (most < 0) return natural{};
    const auto free = std::ranges::all_of(width, [&](std::int64_t w) { return w >= most; });
    const auto n = static_cast<wide_sum>(width.size());
    if (free && std::min(n, most) <= 10'000)
        return choose(static_cast<std::uint64_t>(std::max(n, most)),
                      static_cast<std::uint32_t>(std::min(n, most)));
    if ((most + 1) * n > static_cast<wide_sum>(limit)) return std::nullopt;
    std::vector<natural> ways(static_cast<std::size_t>(most) + 1);
    ways[0] = 1;
    for (const auto w : width) {
        std::vector<natural> next(ways.size());
        natural window;
        for (std::size_t sum = 0; sum < ways.size(); ++sum) {
            window += ways[sum];
            if (std::cmp_greater(sum, w)) window -= ways[sum - static_cast<std::size_t>(w) - 1];
            next[sum] = window;
        }
        ways = std::move(next);
    }
    return std::accumulate(ways.begin(), ways.end(), natural{},
                           [](natural sum, const natural& each) { return std::move(sum += each); });
}

bool tighten(leaf_facts& known) {
    constexpr int rounds = 100; // bounds are right after any number of rounds
    bool changed = !known.impossible;
    const auto ends = [&](const linear_fact& fact) {
        std::pair<wide_sum, wide_sum> sum;
        for (const auto& [k, c] : fact.terms) {
            sum.first += c * (c > 0 ? known.low[k] : known.high[k]);
            sum.second += c * (c > 0 ? known.high[k] : known.low[k]);
        }
        return sum;
    };
    for (int round = 0; changed && round < rounds; ++round) {
        changed = false;
        for (const auto& fact : known.facts) {
            for (const auto& [k, c] : fact.terms) {
                const auto [least, most] = ends(fact);
                wide_sum low = known.low[k], high = known.high[k];
                const auto own_least = c * (c > 0 ? low : high),
                           own_most = c * (c > 0 ? high : low);
                narrow(c, fact.low - (most - own_most), low, high);
                if (fact.high) narrow(-c, least - own_least - *fact.high, low, high);
                if (low > high) return false;
                changed = changed || low != known.low[k] || high != known.high[k];
                known.low[k] = static_cast<std::int64_t>(low);
                known.high[k] = static_cast<std::int64_t>(high);
            }
        }
    }
    std::erase_if(known.facts, [&](const linear_fact& fact) {
        const auto [least, most] = ends(fact);
        return !fact.terms.empty() && least >= fact.low && (!fact.high || most <= *fact.high);
    });
    for (std::size_t k = 0; k < known.low.size(); ++k)
        known.impossible = known.impossible || known.low[k] > known.high[k];
    return !known.impossible;
}

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

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<table_count> count_tables(const knowledge& known, const count_options& options) {
    auto facts = detail::leaf_facts::make(known);
    if (!facts) return facts.error();
    if (!detail::tighten(*facts)) return detail::no_table();
    table_count all{1, 1};
    for (const auto& block : detail::blocks_of(*facts)) {
        const auto part = detail::block_counter(*facts, block, options.limit).count();
        all.lower = all.lower * part.lower;
        all.upper = all.upper * part.upper;
    }
    if (all.upper.is_zero()) return detail::no_table();
    if (!known.cases().empty())
        all.lower =
            std::min(all.lower, table_count{1, 1}.lower); // unions of cases are not counted by
    return all;
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

table_count block_counter::count() const {
    if (block_.facts.empty()) return {product(block_.leaves), product(block_.leaves)};
    if (block_.facts.size() == 1) {
        if (const auto ways = one_sum(*block_.facts.front())) return {*ways, *ways};
    }
    bool complete = true;
    const auto lower = by_partial_sums(complete);
    return {lower, complete ? lower : relaxed()};
}

natural block_counter::product(std::span<const std::size_t> leaves) const {
    natural ways = 1;
    for (const auto k : leaves)
        ways = ways * (natural(static_cast<std::uint64_t>(known_.high[k] - known_.low[k])) += 1);
    return ways;
}

std::optional<natural> block_counter::one_sum(const linear_fact& fact) const {
    std::vector<std::int64_t> width;
    wide_sum least = 0;
    for (const auto& [k, coefficient] : fact.terms) {
        if (coefficient != 1) return std::nullopt;
        width.push_back(known_.high[k] - known_.low[k]);
        least += known_.low[k];
    }
    const wide_sum most = std::accumulate(width.begin(), width.end(), wide_sum{0});
    auto ways =
        compositions_up_to(width, fact.high ? std::min(most, *fact.high - least) : most, limit_);
    const auto fewer = compositions_up_to(width, std::min(most, fact.low - least - 1), limit_);
    if (!ways || !fewer) return std::nullopt;
    return *fewer < *ways ? *ways -= *fewer : natural{};
}

natural block_counter::relaxed() const {
    auto facts = block_.facts;
    auto fewest = product(block_.leaves);
    for (int direction = 0; direction < 2; ++direction, std::ranges::reverse(facts)) {
        auto left = block_.leaves;
        natural ways = 1;
        for (const auto* fact : facts) {
            const auto is_left = [&](const auto& term) {
                return std::ranges::binary_search(left, term.first);
            };
            if (!std::ranges::all_of(fact->terms, is_left)) continue;
            const auto sum = one_sum(*fact);
            if (!sum) continue;
            ways = ways * *sum;
            for (const auto& term : fact->terms)
                left.erase(std::ranges::lower_bound(left, term.first));
        }
        fewest = std::min(fewest, ways * product(left));
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

natural block_counter::by_partial_sums(bool& complete) const {
    const auto rest = remainders();
    const auto n = block_.leaves.size();
    std::map<partial_sums, natural> ways{{partial_sums(rest.size()), 1}};
    auto steps = limit_;
    for (std::size_t i = 0; i < n; ++i) {
        const auto share = steps / (n - i);
        auto left = share;
        std::vector<std::pair<partial_sums, natural>> order(ways.begin(), ways.end());
        std::ranges::stable_sort(order,
                                 [](const auto& a, const auto& b) { return a.second > b.second; });
        ways.clear();
        for (const auto& [sums, count] : order)
            complete = extend(rest, i, sums, count, left, ways) && complete;
        steps -= share - left;
    }
    return ways.empty() ? natural{} : ways.begin()->second;
}

bool block_counter::extend(const std::vector<remainder>& rest, std::size_t i,
                           const partial_sums& sums, const natural& count, std::uint64_t& left,
                           std::map<partial_sums, natural>& ways) const {
    wide_sum low = known_.low[block_.leaves[i]], high = known_.high[block_.leaves[i]];
    for (std::size_t f = 0; f < rest.size(); ++f) {
        const auto c = rest[f].coefficient[i];
        const auto& fact = *block_.facts[f];
        if (c == 0) continue;
        narrow(c, fact.low - sums[f] - rest[f].high[i], low, high);
        if (fact.high) narrow(-c, sums[f] + rest[f].low[i] - *fact.high, low, high);
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

} // namespace sdc::inline v0::detail
