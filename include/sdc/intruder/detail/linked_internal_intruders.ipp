#include <sdc/intruder/linked_internal_intruders.hpp>

#include <sdc/table/cells.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

namespace sdc::inline v0 {
namespace {

constexpr std::size_t most_possibilities = 100'000;
/// Persons of one coalition x tables, and leaves tried for them: beyond, nobody would see the end.
constexpr std::size_t most_places = 1'000, most_tries = 20'000'000;

/// Of each table the lowest cell that one person is known to be in, or `no_cell`.
using position = std::vector<cell_index>;

template <class F>
void for_each_above(const cube& c, cell_index cell, F&& f, std::size_t d = 0) {
    if (d == c.dimensions().size()) return f(cell);
    const auto at = c.shape().coordinate(cell, d);
    for (auto up = at;; up = c.codes(d).parent(up)) {
        for_each_above(c, cell - (at - up) * c.shape().stride(d), f, d + 1);
        if (up == 0) return;
    }
}

/// The cell of everybody who is in both.
std::optional<cell_index> meet(const cube& c, cell_index a, cell_index b) {
    auto at = c.shape().at(a);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        const auto other = c.shape().coordinate(b, d);
        if (c.codes(d).contains(at[d], other))
            at[d] = other;
        else if (!c.codes(d).contains(other, at[d]))
            return std::nullopt;
    }
    return c.shape().index(at);
}

/// The lowest cell that holds both.
cell_index join(const cube& c, cell_index a, cell_index b) {
    auto at = c.shape().at(a);
    for (std::size_t d = 0; d < c.dimensions().size(); ++d) {
        while (!c.codes(d).contains(at[d], c.shape().coordinate(b, d)))
            at[d] = c.codes(d).parent(at[d]);
    }
    return c.shape().index(at);
}

bool lies_under(const cube& c, cell_index cell, cell_index above) {
    return meet(c, cell, above) == cell;
}

class linked_knowledge {
public:
    linked_knowledge(const linked_plan& p, const std::vector<bool>& suppressed)
        : plan_(p), all_(*p.cubes), suppressed_(suppressed), value_(values(p)), told_(all_.size()),
          leaves_(p.parts.size()) {
        for (std::size_t k = 0; k < p.parts.size(); ++k) {
            for (const auto& view : cells(all_.cube(k))) {
                if (!view.is_margin() && p.parts[k].source->value(view.index()) > 0)
                    leaves_[k].push_back(view.index());
                if (p.use[k] == linked_use::unpublished) continue;
                auto& least = told_[all_.variable_of(all_.offset(k) + view.index())];
                least = std::max(least, p.parts[k].verdicts.minimum(view.index()));
            }
        }
    }

    /// Who are all that is in some leaves of one table.
    void add_contributors(std::size_t k, const intruder& found) {
        name_ = (all_.tables()[k].name.empty() ? "" : all_.tables()[k].name + ": ") + found.name;
        measure_ = all_.tables()[k].measure;
        std::vector<position> who;
        std::int64_t persons = 0;
        for (const auto& own : found.own)
            persons += std::min<std::int64_t>(own.units, most_places + 1);
        if (static_cast<std::size_t>(persons) * plan_.parts.size() > most_places) {
            possibilities_ = most_possibilities;
            return;
        }
        for (const auto& own : found.own) {
            for (std::int64_t i = 0; i < own.units; ++i) {
                who.emplace_back(plan_.parts.size(), no_cell);
                if (!learn(who.back(), k, own.cell)) return;
            }
        }
        place_others(who, 0);
    }

    /// `parts`: (table, their own contribution to it).
    void add_holding(const std::string& name,
                     std::span<const std::pair<std::size_t, const intruder*>> parts) {
        std::map<cell_index, tally> units;
        for (const auto& [k, here] : parts) {
            std::map<cell_index, tally> table;
            for (const auto& own : here->own)
                for_each_above(all_.cube(k), own.cell, [&, k = k](cell_index above) {
                    count(table, k, above, own.cell, own.units);
                });
            for (const auto& [u, n] : table)
                units[u] = {.units = std::max(units[u].units, n.units),
                            .is_leaf = units[u].is_leaf || n.is_leaf};
        }
        intruder who{.name = name, .own = own_of(units, unlimited)};
        if (!who.own.empty()) found_.push_back(std::move(who));
    }

    [[nodiscard]] bool is_full() const noexcept {
        return possibilities_ >= most_possibilities || tries_ >= most_tries;
    }

    /// Each once.
    [[nodiscard]] std::vector<intruder> take() && {
        const auto before = [](const intruder& a, const intruder& b) {
            return std::ranges::lexicographical_compare(a.own, b.own, {}, key, key);
        };
        std::ranges::stable_sort(found_, before);
        const auto repeated = std::ranges::unique(found_, {}, &intruder::own);
        found_.erase(repeated.begin(), repeated.end());
        return std::move(found_);
    }

private:
    struct tally {
        std::int64_t units = 0;
        bool is_leaf = false; // of some table
    };
    static std::tuple<cell_index, std::int64_t, bool> key(const own_contribution& own) {
        return {own.cell, own.units, own.sole_contributor};
    }

    [[nodiscard]] cell_index number(std::size_t k, cell_index cell) const {
        return all_.variable_of(all_.offset(k) + cell);
    }
    void count(std::map<cell_index, tally>& to, std::size_t k, cell_index above, cell_index own,
               std::int64_t units) const {
        auto& one = to[number(k, above)];
        one.units += units;
        one.is_leaf = one.is_leaf || (above == own && !all_.cube(k).is_margin(own));
    }

    /// One person is in the cell of table k, and so in others. False: nobody is in all of them.
    [[nodiscard]] bool learn(position& who, std::size_t k, cell_index cell) const {
        const auto met = who[k] == no_cell ? std::optional(cell) : meet(all_.cube(k), who[k], cell);
        if (!met || plan_.parts[k].source->value(*met) == 0) return false;
        if (*met == who[k]) return true;
        who[k] = *met;
        bool possible = true;
        const auto take = [&](cell_index same) {
            const auto j = all_.table_of(same);
            possible = possible && learn(who, j, same - all_.offset(j));
        };
        for_each_above(all_.cube(k), *met, [&](cell_index above) {
            const auto u = number(k, above);
            all_.for_each_same(u, take);
            all_.for_each_subset(u, [&](cell_index part, cell_index whole) {
                if (part == u)
                    all_.for_each_same(whole, take);
                else if (value_[part] == value_[whole])
                    all_.for_each_same(part, take); // they are the same people
            });
        });
        return possible;
    }

    /// Of cells that nobody sees; what all know is left out.
    [[nodiscard]] std::vector<own_contribution> own_of(const std::map<cell_index, tally>& units,
                                                       std::int64_t size) const {
        std::vector<own_contribution> own;
        for (const auto& [u, n] : units) {
            if (n.units == 0 || !suppressed_[u] || (value_[u] > size && told_[u] >= size)) continue;
            own.push_back({.cell = u,
                           .units = n.units,
                           .sole_contributor = n.is_leaf && n.units == value_[u]});
        }
        return own;
    }
    [[nodiscard]] std::vector<own_contribution> own_of(const std::vector<position>& who) const {
        std::map<cell_index, tally> units;
        for (const auto& one : who) {
            std::map<cell_index, tally> theirs;
            for (std::size_t k = 0; k < one.size(); ++k) {
                if (one[k] != no_cell)
                    for_each_above(all_.cube(k), one[k],
                                   [&](cell_index above) { count(theirs, k, above, one[k], 1); });
            }
            for (const auto& [u, n] : theirs)
                units[u] = {.units = units[u].units + 1, .is_leaf = units[u].is_leaf || n.is_leaf};
        }
        return own_of(units, static_cast<std::int64_t>(who.size()));
    }

    /// In each table, one after the other, each of them stands in some leaf. Those leaves that tell
    /// them nothing are one possibility.
    void place_others(const std::vector<position>& who, std::size_t next) {
        const auto k = next / who.size(), i = next % who.size();
        if (is_full()) return;
        if (k == plan_.parts.size()) return add(who);
        const auto at = who[i][k];
        if (all_.tables()[k].measure != measure_ || (at != no_cell && !all_.cube(k).is_margin(at)))
            return place_others(who, next + 1);
        const auto before = own_of(who);
        std::optional<cell_index> elsewhere; // the lowest cell of all that is possible
        bool is_in_other_cell = at == no_cell;
        for (const auto leaf : leaves_[k]) {
            if (at != no_cell && !lies_under(all_.cube(k), leaf, at)) continue;
            tries_ += who.size();
            auto with = who;
            if (!learn(with[i], k, leaf)) continue;
            elsewhere = elsewhere ? join(all_.cube(k), *elsewhere, leaf) : leaf;
            if (suppressed_[number(k, leaf)] && own_of(with) != before)
                place_others(with, next + 1);
            else
                is_in_other_cell = true;
        }
        if (!is_in_other_cell) return;
        auto with = who;
        if (at == no_cell || learn(with[i], k, *elsewhere)) place_others(with, next + 1);
    }

    void add(const std::vector<position>& who) {
        ++possibilities_;
        auto own = own_of(who);
        // More of them than there are.
        if (own.empty() || std::ranges::any_of(own, [&](const own_contribution& one) {
                return one.units > value_[one.cell];
            }))
            return;
        found_.push_back({.name = name_, .own = std::move(own)});
    }

    const linked_plan& plan_;
    const linked_tables& all_;
    const std::vector<bool>& suppressed_;
    std::vector<std::int64_t> value_,
        told_; // told_: the least that is publicly known of a first shared cell
    std::vector<std::vector<cell_index>> leaves_; // of each table those that hold somebody
    std::vector<intruder> found_;
    std::size_t possibilities_ = 0, tries_ = 0;
    std::string name_, measure_;
};

} // namespace

result<std::vector<intruder>> list_internal_intruders(const linked_plan& p,
                                                      const std::vector<bool>& suppressed) {
    if (suppressed.size() != p.cubes->size())
        return error{.code = errc::bad_argument,
                     .message = "one flag a cell",
                     .field = "suppressed",
                     .found = std::to_string(suppressed.size()),
                     .wanted = std::to_string(p.cubes->size())};
    linked_knowledge all(p, suppressed);
    std::map<std::string, std::vector<std::pair<std::size_t, const intruder*>>> holdings;
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        const auto& part = p.parts[k];
        std::vector<bool> own(part.source->size());
        for (cell_index cell = 0; cell < own.size(); ++cell)
            own[cell] = suppressed[p.cubes->variable_of(p.cubes->offset(k) + cell)];
        const auto coalition = p.use[k] == linked_use::unpublished ? 0 : part.intruders.coalition;
        const auto found = list_internal_intruders(
            *part.source, {.coalition = coalition, .holdings = part.intruders.holdings}, own);
        if (!found) return found.error();
        for (std::size_t i = 0; i + part.intruders.holdings.size() < found->size(); ++i)
            all.add_contributors(k, (*found)[i]);
        for (const auto& who : part.intruders.holdings) holdings[who.name].emplace_back(k, &who);
    }
    for (const auto& [name, parts] : holdings) all.add_holding(name, parts);
    if (all.is_full())
        return error{.code = errc::overflow,
                     .message = "too many ways in which internal intruders can stand in the tables",
                     .wanted = "fewer tables, or a smaller coalition"};
    return std::move(all).take();
}

std::int64_t listed_units(const intruder& who, cell_index cell) {
    const auto at = std::ranges::lower_bound(who.own, cell, {}, &own_contribution::cell);
    return at == who.own.end() || at->cell != cell ? 0 : at->units;
}

} // namespace sdc::inline v0
