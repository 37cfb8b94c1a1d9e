#include <sdc/proof/witness.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

std::int64_t change_of(const witness& w, cell_index cell) noexcept {
    const auto at =
        std::ranges::lower_bound(w.move, cell, {}, &std::pair<cell_index, std::int64_t>::first);
    return at != w.move.end() && at->first == cell ? at->second : 0;
}

std::int64_t functional(const requirement& n, const table& t, const witness& w) noexcept {
    const auto value = [&](cell_index cell) { return t.value(cell) + change_of(w, cell); };
    return value(n.cell) - (n.minus == no_cell ? 0 : value(n.minus));
}

} // namespace sdc::inline v0

namespace sdc::inline v0::detail {

std::optional<sdc::error>
find_broken_relation(const linked_tables& all, std::size_t k,
                     std::span<const std::pair<cell_index, std::int64_t>> changes) {
    const auto& c = all.cube(k);
    std::vector<std::pair<cell_index, wide_sum>>
        balance; // (relation id, total's change - parts' changes)
    for (const auto& [own, change] : changes) {
        const auto cell = own - all.offset(k);
        for_each_relation_of(c, cell, [&, change = change](const relation& r) {
            balance.emplace_back(r.dimension() * c.size() + r.total(),
                                 r.total() == cell ? wide_sum{change} : -wide_sum{change});
        });
    }
    std::ranges::sort(balance, {}, &std::pair<cell_index, wide_sum>::first);
    for (std::size_t i = 0; i < balance.size();) {
        const auto id = balance[i].first;
        wide_sum sum = 0;
        for (; i < balance.size() && balance[i].first == id; ++i) sum += balance[i].second;
        if (sum != 0)
            return error{.code = errc::not_proved,
                         .message = "a witness is not additive along " +
                                    c.dimensions()[id / c.size()].name,
                         .cell = describe(all, all.offset(k) + id % c.size())};
    }
    return std::nullopt;
}

const char* find_fault(const plan& p, cell_index first, const knowledge& known, const witness& w,
                       std::size_t i) {
    const auto [own, change] = w.move[i];
    const auto cell = own - first;
    if (change == 0 || (i > 0 && w.move[i - 1].first >= own)) return "a witness is not well-formed";
    if (p.status[cell] == cell_status::published) return "a witness changes a published cell";
    if (p.source->is_structural_zero(cell)) return "a witness changes a structural zero";
    const auto value = add(p.source->value(cell), change);
    if (!value || *value < known.low(own) || *value > known.high(own))
        return "a witness takes a cell beyond what the rules imply for it";
    return nullptr;
}

const char* find_disagreement(const linked_plan& p, const witness& w, cell_index cell) {
    const auto& all = *p.cubes;
    const auto value = [&](cell_index of) {
        const auto k = all.table_of(of);
        return wide_sum{p.parts[k].source->value(of - all.offset(k))} + change_of(w, of);
    };
    const char* fault = nullptr;
    const auto u = all.variable_of(cell);
    if (change_of(w, u) != change_of(w, cell))
        return "a witness changes two shared cells by different amounts";
    all.for_each_same(u, [&](cell_index same) {
        if (change_of(w, same) != change_of(w, u))
            fault = "a witness changes two shared cells by different amounts";
    });
    all.for_each_subset(u, [&](cell_index part, cell_index whole) {
        if (value(part) > value(whole)) fault = "a witness makes a part more than its whole";
    });
    return fault;
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<void> check_witness(const plan& p, const witness& w, const knowledge& known) {
    const linked_tables one(p.source->shared_cube());
    for (std::size_t i = 0; i < w.move.size(); ++i) {
        const auto cell = w.move[i].first;
        const auto refuse = [&](const char* why) {
            return error{.code = errc::not_proved,
                         .message = why,
                         .cell = cell < one.size() ? describe(one, cell) : std::to_string(cell)};
        };
        if (cell >= one.size()) return refuse("a witness is not well-formed");
        if (const auto* fault = detail::find_fault(p, 0, known, w, i)) return refuse(fault);
    }
    if (auto broken = detail::find_broken_relation(one, 0, w.move)) return *broken;
    return detail::check_cases(known, w, [&](cell_index cell) { return p.source->value(cell); });
}

result<void> check_witness(const linked_plan& p, const witness& w, const knowledge& known) {
    const auto& all = *p.cubes;
    for (std::size_t i = 0; i < w.move.size(); ++i) {
        const auto cell = w.move[i].first;
        const auto refuse = [&](const char* why) {
            return error{.code = errc::not_proved,
                         .message = why,
                         .cell = cell < all.size() ? describe(all, cell) : std::to_string(cell)};
        };
        if (cell >= all.size()) return refuse("a witness is not well-formed");
        const auto k = all.table_of(cell);
        if (const auto* fault = detail::find_fault(p.parts[k], all.offset(k), known, w, i))
            return refuse(fault);
        if (const auto* fault = detail::find_disagreement(p, w, cell)) return refuse(fault);
    }
    for (std::size_t i = 0; i < w.move.size();) {
        const auto k = all.table_of(w.move[i].first);
        const auto begin = i;
        while (i < w.move.size() && all.table_of(w.move[i].first) == k) ++i;
        if (auto broken =
                detail::find_broken_relation(all, k, std::span(w.move).subspan(begin, i - begin)))
            return *broken;
    }
    return detail::check_cases(known, w, [&](cell_index cell) {
        const auto k = all.table_of(cell);
        return p.parts[k].source->value(cell - all.offset(k));
    });
}

} // namespace sdc::inline v0
