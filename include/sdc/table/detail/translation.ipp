#include <sdc/table/detail/translation.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace sdc::inline v0::detail {

std::set<named_code> find_parts(std::span<const linked_table> tables) {
    std::set<named_code> parts;
    for (const auto& t : tables) {
        for (const auto& d : t.cube->dimensions()) {
            for (code_index i = 1; i < d.codes.size(); ++i) parts.emplace(d.name, d.codes[i].id);
        }
        for (const auto& w : t.where) parts.insert(w);
    }
    return parts;
}

translation::translation(const linked_table& from, const linked_table& to,
                         const std::set<named_code>& parts)
    : from_(*from.cube) {
    for (const auto& d : from_.dimensions()) {
        steps_.emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i)
            steps_.back().push_back(find(to, {d.name, d.codes[i].id}, i == 0, parts));
    }
    for (const auto& w : from.where) always_.emplace_back(w, find(to, w, true, parts));
    // What `to` is restricted to must be named by the cell; of a dimension whose root is a part
    // elsewhere, some code.
    for (const auto& w : to.where) require(w);
    for (const auto& d : to.cube->dimensions()) {
        if (parts.contains({d.name, d.codes[0].id})) require({d.name, ""});
    }
}

std::optional<translation::target> translation::operator()(const coordinates& at) const {
    target found{.cell = 0, .is_same = true};
    std::size_t met = 0;
    const auto take = [&](const step& s) {
        found.cell += s.offset;
        found.is_same = found.is_same && !s.is_wider;
        met += s.meets;
        return s.exists;
    };
    for (std::size_t d = 0; d < steps_.size(); ++d) {
        if (!take(steps_[d][at[d]])) return std::nullopt;
    }
    for (const auto& [code, s] : always_) {
        if (!take(s)) return std::nullopt;
    }
    return met == required_ ? std::optional(found) : std::nullopt;
}

void translation::require(const named_code& c) {
    ++required_;
    const auto meet = [&](step& s, const named_code& own) {
        s.meets += s.names && own.first == c.first && (c.second.empty() || own.second == c.second);
    };
    for (auto& [code, s] : always_) meet(s, code);
    for (std::size_t d = 0; d < steps_.size(); ++d) {
        const auto& dimension = from_.dimensions()[d];
        for (code_index i = 0; i < dimension.codes.size(); ++i)
            meet(steps_[d][i], {dimension.name, dimension.codes[i].id});
    }
}

translation::step translation::find(const linked_table& to, const named_code& c, bool of_all,
                                    const std::set<named_code>& parts) {
    const bool named = !of_all || parts.contains(c);
    if (!named) return {.names = false};
    if (std::ranges::find(to.where, c) != to.where.end()) return {};
    const auto d = to.cube->find_dimension(c.first);
    if (!d && std::ranges::find(to.where, c.first, &named_code::first) == to.where.end())
        return {.exists = of_all, .is_wider = true};
    const auto at = d ? to.cube->codes(*d).find(c.second) : std::nullopt;
    // A code that the other table does not have is still among everybody in that dimension.
    if (!at)
        return {.exists = of_all && d && !parts.contains({c.first, to.cube->codes(*d)[0].id}),
                .is_wider = true};
    return {.offset = *at * to.cube->shape().stride(*d)};
}

} // namespace sdc::inline v0::detail
