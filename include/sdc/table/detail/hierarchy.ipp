#include <sdc/table/hierarchy.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {

sdc::error hierarchy_error(errc code, std::string message, const code_parent& entry) {
    return {.code = code,
            .message = std::move(message),
            .where = entry.where,
            .found = detail::quoted(entry.id)};
}

result<std::vector<std::size_t>> sort_by_id(std::span<const code_parent> entries) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {},
                             [&](std::size_t i) -> const std::string& { return entries[i].id; });
    const auto same = std::ranges::adjacent_find(
        order, {}, [&](std::size_t i) -> const std::string& { return entries[i].id; });
    if (same != order.end())
        return hierarchy_error(errc::duplicate, "code given twice", entries[*std::next(same)]);
    return order;
}

result<std::vector<std::size_t>> find_parents(std::span<const code_parent> entries,
                                              std::span<const std::size_t> order) {
    std::vector<std::size_t> parents(entries.size());
    std::optional<std::size_t> root;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& entry = entries[i];
        if (entry.id.empty()) return hierarchy_error(errc::bad_hierarchy, "empty code", entry);
        if (entry.parent.empty()) {
            if (root)
                return hierarchy_error(
                    errc::bad_hierarchy,
                    "two roots: " + detail::quoted(entries[*root].id) + " and a second one", entry);
            root = parents[i] = i;
            continue;
        }
        const auto id_of = [&](std::size_t k) -> const std::string& { return entries[k].id; };
        const auto found = std::ranges::lower_bound(order, entry.parent, {}, id_of);
        if (found == order.end() || entries[*found].id != entry.parent)
            return hierarchy_error(errc::bad_hierarchy,
                                   "unknown parent " + detail::quoted(entry.parent) + " of a code",
                                   entry);
        if (*found == i)
            return hierarchy_error(errc::bad_hierarchy, "a code that is its own parent", entry);
        parents[i] = *found;
    }
    if (!root) {
        if (entries.empty())
            return sdc::error{.code = errc::bad_hierarchy, .message = "a hierarchy without codes"};
        return hierarchy_error(errc::bad_hierarchy,
                               "no root (no code with an empty parent), so a cycle", entries[0]);
    }
    return parents;
}

std::vector<std::size_t> pre_order(std::span<const std::size_t> parents) {
    std::vector<std::size_t> first(parents.size() + 1), child(parents.size()), order, stack;
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (parents[i] != i)
            ++first[parents[i] + 1];
        else
            stack.push_back(i);
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    auto next = first;
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (parents[i] != i) child[next[parents[i]]++] = i;
    }
    while (!stack.empty()) {
        const auto top = stack.back();
        stack.pop_back();
        order.push_back(top);
        for (auto k = first[top + 1]; k-- > first[top];) stack.push_back(child[k]);
    }
    return order;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<hierarchy> hierarchy::from_parents(std::span<const code_parent> entries) {
    if (entries.size() >= std::numeric_limits<code_index>::max())
        return sdc::error{.code = errc::overflow,
                          .message = "too many codes in one hierarchy",
                          .found = std::to_string(entries.size())};
    const auto by_id = detail::sort_by_id(entries);
    if (!by_id) return by_id.error();
    const auto parents = detail::find_parents(entries, *by_id);
    if (!parents) return parents.error();

    const auto order = detail::pre_order(*parents);
    std::vector<code_index> position(entries.size(), std::numeric_limits<code_index>::max());
    for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = static_cast<code_index>(i);
    const auto lost = static_cast<std::size_t>(
        std::ranges::find(position, std::numeric_limits<code_index>::max()) - position.begin());
    if (lost != entries.size())
        return detail::hierarchy_error(errc::bad_hierarchy, "a cycle of parents", entries[lost]);

    hierarchy tree;
    for (const auto i : order) {
        tree.codes_.push_back({.id = entries[i].id, .label = entries[i].label});
        tree.parent_.push_back(position[(*parents)[i]]);
    }
    tree.index();
    return tree;
}

result<hierarchy> hierarchy::from_paths(std::span<const std::vector<std::string>> paths,
                                        std::string total) {
    std::vector<code_parent> entries{{.id = total, .parent = ""}};
    std::set<std::pair<std::string, std::string>> seen; // (code, parent)
    for (const auto& path : paths) {
        if (path.empty())
            return sdc::error{.code = errc::bad_hierarchy, .message = "an empty path"};
        for (std::size_t i = 0; i < path.size(); ++i) {
            std::pair<std::string, std::string> step{path[i], i == 0 ? total : path[i - 1]};
            if (seen.insert(step).second)
                entries.push_back({.id = std::move(step.first), .parent = std::move(step.second)});
        }
    }
    return from_parents(entries);
}

result<hierarchy> hierarchy::flat(std::span<const std::string> ids, std::string total) {
    std::vector<code_parent> entries{{.id = total, .parent = ""}};
    for (const auto& id : ids) entries.push_back({.id = id, .parent = total});
    return from_parents(entries);
}

void hierarchy::index() {
    const auto n = codes_.size();
    subtree_end_.resize(n);
    depth_.assign(n, 0);
    first_child_.assign(n + 1, 0);
    for (std::size_t i = 1; i < n; ++i) {
        depth_[i] = depth_[parent_[i]] + 1;
        ++first_child_[parent_[i] + 1];
    }
    std::partial_sum(first_child_.begin(), first_child_.end(), first_child_.begin());
    children_.resize(n - 1);
    auto next = first_child_;
    for (std::size_t i = 1; i < n; ++i) children_[next[parent_[i]]++] = static_cast<code_index>(i);
    for (std::size_t i = n; i-- > 0;) {
        subtree_end_[i] = std::max(subtree_end_[i], static_cast<code_index>(i + 1));
        if (i != 0) subtree_end_[parent_[i]] = std::max(subtree_end_[parent_[i]], subtree_end_[i]);
    }
    by_id_.resize(n);
    std::iota(by_id_.begin(), by_id_.end(), code_index{0});
    std::ranges::sort(by_id_, {}, [&](code_index i) -> const std::string& { return codes_[i].id; });
}

std::optional<code_index> hierarchy::find(std::string_view id) const noexcept {
    const auto at = std::ranges::lower_bound(
        by_id_, id, {}, [&](code_index i) -> std::string_view { return codes_[i].id; });
    if (at == by_id_.end() || codes_[*at].id != id) return std::nullopt;
    return *at;
}

} // namespace sdc::inline v0
