#include <sdc/protect/detail/exact/explain.hpp>

#include <sdc/protect/detail/exact/relaxation.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t region_cells = 20'000, requirements_explained = 50, names_shown = 5,
                      rows_reduced = 200;

bool contains(const std::vector<unknown>& ascending, unknown cell) {
    return std::ranges::binary_search(ascending, cell);
}

class obstacle_search {
public:
    obstacle_search(const suppression_problem& p, const std::vector<bool>& kept)
        : p_(p), kept_(kept) {}

    /// Adds to `release` and makes it minimal; empty if some requirement is out of reach even so.
    void find_release(obstacle& o) {
        for (const auto n : o.requirements) {
            if (!reach(n, o.release)) {
                o.release.clear();
                return;
            }
        }
        drop_needless(o.release);
        o.release_proved = std::ranges::all_of(
            o.requirements, [&](std::uint32_t n) { return is_proved(n, o.release); });
    }

    /// Of the first requirement: a minimal set of rows and cells that must be published.
    void find_conflict(obstacle& o) {
        std::vector<std::uint32_t> rows;
        std::vector<unknown> kept;
        bool refuted = true;
        for (const auto& t : changes(p_, p_.requirements[o.requirements.front()])) {
            conflict found = region_of(p_.requirements[o.requirements.front()]);
            if (!rules_out(found, t)) return; // within the region nothing rules it out
            reduce(found, t);
            const auto left = relax(found, t);
            refuted = refuted && refutes(p_, left, t, maximise(p_, left, t).multipliers);
            rows.insert(rows.end(), found.rows.begin(), found.rows.end());
            kept.insert(kept.end(), found.kept.begin(), found.kept.end());
        }
        for (auto* list : {&rows, &kept}) {
            std::ranges::sort(*list);
            list->erase(std::ranges::unique(*list).begin(), list->end());
        }
        o.rows = std::move(rows);
        o.kept = std::move(kept);
        o.refuted = refuted;
    }

private:
    struct conflict {
        std::vector<std::uint32_t> rows;
        std::vector<unknown> kept;
    };

    [[nodiscard]] bool must_be_published(unknown cell) const {
        return p_.role[cell] == cell_role::fixed && kept_[cell];
    }
    [[nodiscard]] bool may_move(unknown cell) const {
        return p_.role[cell] == cell_role::suppressed || p_.role[cell] == cell_role::candidate;
    }

    /// Cells that move or could be released, nearest first.
    [[nodiscard]] std::vector<unknown> cells_around(const requirement& n) const {
        std::vector<unknown> found;
        std::map<unknown, bool> seen;
        const auto visit = [&](unknown cell) {
            if (found.size() < region_cells && (may_move(cell) || must_be_published(cell)) &&
                seen.try_emplace(cell, true).second)
                found.push_back(cell);
        };
        visit(static_cast<unknown>(n.cell));
        if (n.minus != no_cell) visit(static_cast<unknown>(n.minus));
        for (std::size_t next = 0; next < found.size(); ++next) {
            for (const auto r : p_.rows.rows_of(found[next])) {
                for (const auto& term : p_.rows.row(r)) visit(term.cell);
            }
        }
        std::ranges::sort(found);
        return found;
    }

    [[nodiscard]] std::vector<std::uint32_t> rows_among(const std::vector<unknown>& cells) const {
        std::vector<std::uint32_t> rows;
        for (const auto cell : cells) {
            const auto of_cell = p_.rows.rows_of(cell);
            rows.insert(rows.end(), of_cell.begin(), of_cell.end());
        }
        std::ranges::sort(rows);
        rows.erase(std::ranges::unique(rows).begin(), rows.end());
        return rows;
    }

    /// Leaving rows out and letting every cell of the others move can only make more possible, so a
    /// conflict within is one.
    [[nodiscard]] conflict region_of(const requirement& n) const {
        conflict c{.rows = rows_among(cells_around(n)), .kept = {}};
        for (const auto r : c.rows) {
            for (const auto& term : p_.rows.row(r)) {
                if (must_be_published(term.cell)) c.kept.push_back(term.cell);
            }
        }
        std::ranges::sort(c.kept);
        c.kept.erase(std::ranges::unique(c.kept).begin(), c.kept.end());
        return c;
    }

    /// The cells of the rows and of the target, but for those that stay.
    [[nodiscard]] relaxation relax(const conflict& c, const wanted_change& t) const {
        relaxation r{.rows = c.rows, .cells = {}};
        const auto add = [&](unknown cell) {
            if (may_move(cell) || (must_be_published(cell) && !contains(c.kept, cell)))
                r.cells.push_back(cell);
        };
        add(t.cell);
        if (t.minus) add(*t.minus);
        for (const auto row : c.rows) {
            for (const auto& term : p_.rows.row(row)) add(term.cell);
        }
        std::ranges::sort(r.cells);
        r.cells.erase(std::ranges::unique(r.cells).begin(), r.cells.end());
        return r;
    }

    [[nodiscard]] bool rules_out(const conflict& c, const wanted_change& t) const {
        return maximise(p_, relax(c, t), t).outcome == relaxed_answer::kind::out_of_reach;
    }

    /// Each row and each kept cell is left out if the rest still rules the target out; once is
    /// enough, since leaving out only helps. Of very many nobody reads more than the first, and the
    /// multipliers have left few that are not needed.
    void reduce(conflict& c, const wanted_change& t) const {
        const auto first = maximise(p_, relax(c, t), t);
        conflict weighed{.rows = {}, .kept = c.kept};
        for (std::size_t i = 0; i < first.multipliers.size(); ++i) {
            if (first.multipliers[i] > 1e-9 || first.multipliers[i] < -1e-9)
                weighed.rows.push_back(c.rows[i]);
        }
        if (rules_out(weighed, t)) c.rows = std::move(weighed.rows);
        const auto try_without = [&](auto& list) {
            for (std::size_t i = list.size(); i-- > 0;) {
                const auto one = list[i];
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
                if (!rules_out(c, t))
                    list.insert(list.begin() + static_cast<std::ptrdiff_t>(i), one);
            }
        };
        if (c.rows.size() <= rows_reduced) try_without(c.rows);
        std::erase_if(c.kept, [&](unknown cell) {
            return cell != t.cell && cell != t.minus &&
                   std::ranges::none_of(p_.rows.rows_of(cell), [&](std::uint32_t r) {
                       return std::ranges::binary_search(c.rows, r);
                   });
        });
        if (c.kept.size() <= rows_reduced) try_without(c.kept);
    }

    /// The cheapest way to the requirement, where what is in `release` already is free; its further
    /// cells that must be published are added.
    bool reach(std::uint32_t n, std::vector<unknown>& release) {
        const auto found = cheapest_way(n, [&](unknown cell) {
            return contains(release, cell)
                       ? 0.0
                       : static_cast<double>(std::max<std::int64_t>(1, p_.cost[cell]));
        });
        if (!found) return false;
        for (const auto cell : found->moved) {
            if (must_be_published(cell) && !contains(release, cell))
                release.insert(std::ranges::upper_bound(release, cell), cell);
        }
        ways_[n] = *found;
        return true;
    }

    /// Cells that must be published have the price that `price` says, negative: they stay.
    template <class Price>
    [[nodiscard]] std::optional<relaxed_answer> cheapest_way(std::uint32_t n, Price&& price) const {
        relaxation r;
        std::vector<double> prices;
        for (const auto cell : cells_around(p_.requirements[n])) {
            const double one = must_be_published(cell) ? price(cell) : 0.0;
            if (one < 0) continue;
            r.cells.push_back(cell);
            prices.push_back(one);
        }
        r.rows = rows_among(r.cells);
        for (const auto& t : changes(p_, p_.requirements[n])) {
            auto found = cheapest(p_, r, t, prices);
            if (found.outcome == relaxed_answer::kind::reached) return found;
        }
        return std::nullopt;
    }

    /// The dearest first. A requirement is looked at again only if its way moves the cell.
    void drop_needless(std::vector<unknown>& release) {
        auto order = release;
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 [&](unknown cell) { return p_.cost[cell]; });
        for (const auto cell : order) {
            auto without = release;
            std::erase(without, cell);
            auto ways = ways_;
            const bool all = std::ranges::all_of(ways, [&](auto& way) {
                if (!contains(way.second.moved, cell)) return true;
                auto other = cheapest_way(
                    way.first, [&](unknown c) { return contains(without, c) ? 0.0 : -1.0; });
                if (other) way.second = *std::move(other);
                return other.has_value();
            });
            if (!all) continue;
            release = std::move(without);
            ways_ = std::move(ways);
        }
    }

    [[nodiscard]] bool is_proved(std::uint32_t n, const std::vector<unknown>& release) const {
        std::vector<bool> suppressed(p_.size());
        for (unknown cell = 0; cell < p_.size(); ++cell)
            suppressed[cell] = may_move(cell) || contains(release, cell);
        const auto& m = ways_.at(n).rounded;
        return agrees(p_, suppressed, m) && meets(p_, p_.requirements[n], m);
    }

    const suppression_problem& p_;
    const std::vector<bool>& kept_;
    std::map<std::uint32_t, relaxed_answer> ways_; ///< Of each requirement, with what is released.
};

/// Every requirement of the same cells is possible where zeros may be suppressed.
bool do_zeros_help(const suppression_problem& p, std::span<const std::uint32_t> requirements,
                   const suppression_problem& with_zeros) {
    obstacle there;
    for (std::uint32_t n = 0; n < with_zeros.requirements.size(); ++n) {
        const auto cell = protected_cell(with_zeros.requirements[n]);
        if (std::ranges::any_of(requirements, [&](std::uint32_t i) {
                return protected_cell(p.requirements[i]) == cell;
            }))
            there.requirements.push_back(n);
    }
    const std::vector<bool> nothing(with_zeros.size());
    obstacle_search(with_zeros, nothing).find_release(there);
    return there.release_proved;
}

std::string join(std::size_t size, const std::function<std::string(std::size_t)>& item) {
    std::string text;
    for (std::size_t i = 0; i < std::min(size, names_shown); ++i)
        text += (i == 0 ? "[" : ", [") + item(i) + "]";
    return size > names_shown ? text + " and " + std::to_string(size - names_shown) + " more"
                              : text;
}

/// The total of a relation is the cell whose sign is not that of the others. What is no relation
/// says that some cells are at least others.
std::string describe_row(const row_system& rows, std::uint32_t r,
                         const std::function<std::string(unknown)>& name) {
    std::vector<unknown> positive, negative;
    for (const auto& term : rows.row(r))
        (term.coefficient > 0 ? positive : negative).push_back(term.cell);
    const auto& total = positive.size() == 1 ? positive : negative;
    const auto& parts = positive.size() == 1 ? negative : positive;
    const auto list = [&](const std::vector<unknown>& cells) {
        return join(cells.size(), [&](std::size_t i) { return name(cells[i]); });
    };
    if (const auto [low, high] = rows.limits(r); low != 0 || high != 0)
        return list(positive) + " is at least " + list(negative);
    return list(total) + " is the sum of " + list(parts);
}

} // namespace

obstacle explain(const suppression_problem& p, const std::vector<bool>& kept,
                 std::span<const std::uint32_t> open, const suppression_problem* with_zeros) {
    obstacle o{.requirements = {open.begin(),
                                open.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min(open.size(), requirements_explained))},
               .open = open.size()};
    if (open.empty()) return o;
    obstacle_search search(p, kept);
    search.find_release(o);
    search.find_conflict(o);
    o.zeros_help = with_zeros != nullptr && do_zeros_help(p, o.requirements, *with_zeros);
    return o;
}

std::string to_text(const suppression_problem& p, const obstacle& o,
                    const std::function<std::string(unknown)>& name) {
    std::string text;
    const auto list = [&](const std::vector<unknown>& cells) {
        return join(cells.size(), [&](std::size_t i) { return name(cells[i]); });
    };
    if (!o.rows.empty() || !o.kept.empty()) {
        text += o.refuted ? "proved by" : "by";
        if (!o.kept.empty()) text += " the kept " + list(o.kept);
        if (!o.kept.empty() && !o.rows.empty()) text += " and";
        for (std::size_t i = 0; i < std::min(o.rows.size(), names_shown); ++i)
            text += (i == 0 ? " " : " / ") + describe_row(p.rows, o.rows[i], name);
        if (o.rows.size() > names_shown)
            text += " and " + std::to_string(o.rows.size() - names_shown) + " more sums";
    }
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    const auto of = o.more ? "" : " of " + std::to_string(o.open);
    const auto scope = o.more || o.open > o.requirements.size()
                           ? " (of the first " + std::to_string(o.requirements.size()) + of + ")"
                           : "";
    if (!o.release.empty())
        add((o.release_proved ? "possible" : "may be possible") + std::string(scope) +
            " if these cells that must be published were suppressed: " + list(o.release));
    if (o.zeros_help) add("possible" + std::string(scope) + " where zeros may be suppressed");
    return text;
}

} // namespace sdc::inline v0::detail
