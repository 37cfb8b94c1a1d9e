#include <sdc/risk/table/diversity.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

result<compared> compare(std::span<const std::int64_t> group, std::span<const std::int64_t> whole) {
    if (group.size() != whole.size())
        return refuse_counts("counts of the group", std::to_string(group.size()) + " values",
                             std::to_string(whole.size()) + ", as the whole");
    const auto in_group = people_in(group, "counts of the group");
    if (!in_group) return in_group.error();
    const auto in_whole = people_in(whole, "counts of the whole");
    if (!in_whole) return in_whole.error();
    return compared{.group = group, .whole = whole, .in_group = *in_group, .in_whole = *in_whole};
}

result<compared> compare_within(std::span<const std::int64_t> group,
                                std::span<const std::int64_t> whole) {
    const auto both = compare(group, whole);
    if (!both) return both;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i] > 0 && whole[i] == 0)
            return refuse_counts("counts of the whole",
                                 "nobody at position " + std::to_string(i) +
                                     ", where the group has somebody",
                                 "a whole that has every value of the group");
    }
    return both;
}

std::vector<code_index> heights(const hierarchy& codes) {
    std::vector<code_index> height(codes.size());
    for (auto i = codes.size(); i-- > 1;)
        height[codes.parent(i)] = std::max(height[codes.parent(i)], height[i] + 1);
    return height;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<l_diversity> l_diversity_of(std::span<const std::int64_t> group, double c) {
    if (!(c > 0 && c <= std::numeric_limits<double>::max()))
        return detail::refuse_counts("c of recursive diversity", std::to_string(c),
                                     "above 0, finite");
    const auto total = detail::people_in(group, "counts of the group");
    if (!total) return total.error();
    std::vector<std::int64_t> r;
    std::ranges::copy_if(group, std::back_inserter(r), [](std::int64_t n) { return n > 0; });
    std::ranges::sort(r, std::greater<>{});
    l_diversity found{.distinct = static_cast<std::int64_t>(r.size())};
    double entropy = 0;
    for (const auto n : r) {
        const auto p = static_cast<double>(n) / static_cast<double>(*total);
        entropy -= p * std::log(p);
    }
    found.entropy = std::clamp(std::exp(entropy), 1.0, static_cast<double>(r.size()));
    std::int64_t tail = 0;
    for (auto l = r.size(); l > 0 && found.recursive == 0; --l) {
        tail += r[l - 1];
        if (static_cast<double>(r[0]) < c * static_cast<double>(tail))
            found.recursive = static_cast<std::int64_t>(l);
    }
    return found;
}

result<double> equal_distance(std::span<const std::int64_t> group,
                              std::span<const std::int64_t> whole) {
    const auto both = detail::compare(group, whole);
    if (!both) return both.error();
    double sum = 0;
    for (std::size_t i = 0; i < group.size(); ++i)
        sum += std::abs(static_cast<double>(both->difference(i)));
    return std::min(sum / 2 / both->scale(), 1.0);
}

result<double> ordered_distance(std::span<const std::int64_t> group,
                                std::span<const std::int64_t> whole) {
    const auto both = detail::compare(group, whole);
    if (!both) return both.error();
    if (group.size() == 1) return 0.0;
    detail::wide_sum carried = 0; // at most in_group x in_whole either way
    double sum = 0;
    for (std::size_t i = 0; i < group.size(); ++i) {
        carried += both->difference(i);
        sum += std::abs(static_cast<double>(carried));
    }
    return std::min(sum / both->scale() / static_cast<double>(group.size() - 1), 1.0);
}

result<double> hierarchical_distance(std::span<const std::int64_t> group,
                                     std::span<const std::int64_t> whole, const hierarchy& values) {
    const auto both = detail::compare(group, whole);
    if (!both) return both.error();
    std::vector<detail::wide_sum> extra(values.size()), more(values.size()), less(values.size());
    std::size_t leaves = 0;
    for (code_index i = 0; i < values.size(); ++i) {
        if (!values.is_leaf(i)) continue;
        if (leaves < group.size()) extra[i] = both->difference(leaves);
        ++leaves;
    }
    if (leaves != group.size())
        return detail::refuse_counts("counts of the group",
                                     std::to_string(group.size()) + " values",
                                     std::to_string(leaves) + ", one for each leaf");
    const auto height = detail::heights(values);
    if (height[0] == 0) return 0.0;
    double sum = 0;
    for (auto i = values.size(); i-- > 0;) { // children come after their parent
        sum += static_cast<double>(height[i]) / static_cast<double>(height[0]) *
               static_cast<double>(std::min(more[i], less[i]));
        if (i == 0) break;
        const auto up = values.parent(i);
        extra[up] += extra[i];
        (extra[i] > 0 ? more[up] : less[up]) += extra[i] > 0 ? extra[i] : -extra[i];
    }
    return std::min(sum / both->scale(), 1.0);
}

result<beta_likeness> beta_likeness_of(std::span<const std::int64_t> group,
                                       std::span<const std::int64_t> whole) {
    const auto both = detail::compare_within(group, whole);
    if (!both) return both.error();
    beta_likeness found;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (group[i] == 0) continue;
        const auto gain = static_cast<double>(both->difference(i)) /
                          (static_cast<double>(whole[i]) * static_cast<double>(both->in_group));
        found.beta = std::max(found.beta, gain);
        found.enhanced = found.enhanced && gain <= -std::log(static_cast<double>(whole[i]) /
                                                             static_cast<double>(both->in_whole));
    }
    return found;
}

result<delta_disclosure> delta_disclosure_of(std::span<const std::int64_t> group,
                                             std::span<const std::int64_t> whole) {
    const auto both = detail::compare_within(group, whole);
    if (!both) return both.error();
    delta_disclosure found;
    for (std::size_t i = 0; i < group.size(); ++i) {
        found.missing = found.missing || (group[i] == 0 && whole[i] > 0);
        if (group[i] == 0 || both->difference(i) == 0) continue;
        const auto p = static_cast<double>(group[i]) / static_cast<double>(both->in_group);
        const auto q = static_cast<double>(whole[i]) / static_cast<double>(both->in_whole);
        found.delta = std::max(found.delta, std::abs(std::log2(p / q)));
    }
    return found;
}

} // namespace sdc::inline v0
