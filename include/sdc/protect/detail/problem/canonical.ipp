#include <sdc/protect/detail/problem/canonical.hpp>

#include <sdc/detail/stage.hpp>
#include <sdc/protect/detail/problem/linked_problem.hpp>
#include <sdc/protect/detail/problem/table_problem.hpp>

#include <algorithm>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// The cube with dimensions and siblings in the order of their names, and where its cells go.
class canonical_cube {
public:
    explicit canonical_cube(const cube& from) : step_(from.dimensions().size()) {
        std::vector<std::size_t> order(step_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::sort(order, {}, [&](std::size_t d) -> const std::string& {
            return from.dimensions()[d].name;
        });
        std::vector<dimension> dimensions;
        for (const auto d : order)
            dimensions.push_back(
                {.name = from.dimensions()[d].name, .codes = sort_codes(from.codes(d))});
        codes_ = cube::make(std::move(dimensions)).value(); // as many cells as before
        for (std::size_t k = 0; k < order.size(); ++k) {
            const auto& own = from.codes(order[k]);
            auto& step = step_[order[k]];
            for (code_index i = 0; i < own.size(); ++i)
                step.push_back(*codes_->codes(k).find(own[i].id) * codes_->shape().stride(k));
        }
    }

    [[nodiscard]] const std::shared_ptr<const cube>& codes() const noexcept { return codes_; }

    /// Of each cell as it was, the number that it gets, from `first` on. O(cells).
    [[nodiscard]] std::vector<unknown> positions(cell_index first) const {
        std::vector<unknown> at{static_cast<unknown>(first)};
        for (const auto& step : step_) {
            std::vector<unknown> next;
            next.reserve(at.size() * step.size());
            for (const auto base : at) {
                for (const auto offset : step) next.push_back(base + static_cast<unknown>(offset));
            }
            at = std::move(next);
        }
        return at;
    }

private:
    static hierarchy sort_codes(const hierarchy& from) {
        std::vector<code_index> order(from.size());
        std::iota(order.begin(), order.end(), code_index{0});
        std::ranges::sort(order, {},
                          [&](code_index i) -> const std::string& { return from[i].id; });
        std::vector<code_parent> entries; // siblings keep this order
        for (const auto i : order)
            entries.push_back({.id = from[i].id, .parent = i == 0 ? "" : from[from.parent(i)].id});
        return hierarchy::from_parents(entries).value();
    }

    std::shared_ptr<const cube> codes_;
    std::vector<std::vector<cell_index>>
        step_; // of each dimension as it was, what its codes add to a cell
};

/// In place, one cycle after the other.
template <class T>
void permute(std::vector<T>& v, const std::vector<unknown>& position) {
    std::vector<bool> done(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (done[i]) continue;
        auto carried = v[i];
        for (auto to = position[i]; !done[to]; to = position[to]) {
            std::swap(carried, v[to]);
            done[to] = true;
        }
    }
}

std::vector<unknown> inverse(const std::vector<unknown>& position) {
    std::vector<unknown> to(position.size());
    for (std::size_t i = 0; i < position.size(); ++i) to[position[i]] = static_cast<unknown>(i);
    return to;
}

/// What holds of the cells that had the numbers 0, 1, ...
std::vector<bool> permuted(const std::vector<bool>& flags, const std::vector<unknown>& position) {
    std::vector<bool> own(flags.size());
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = flags[position[i]];
    return own;
}

void renumber(std::vector<unknown>& cells, const std::vector<unknown>& position) {
    for (auto& cell : cells) cell = position[cell];
    std::ranges::sort(cells);
}

/// The order of rows: that of `for_each_relation` where they are the relations of one table in
/// canonical order.
class row_order {
public:
    row_order(const row_system& rows, const std::vector<unknown>& position)
        : rows_(rows), position_(position) {
        keys_.reserve(rows.size());
        for (std::uint32_t r = 0; r < rows.size(); ++r) keys_.push_back(key_of(r));
        const auto before = [this](const key& a, const key& b) { return is_before(a, b); };
        unchanged_ = std::ranges::is_sorted(keys_, before) && std::ranges::is_sorted(position);
        if (!unchanged_) std::ranges::sort(keys_, before);
    }

    [[nodiscard]] bool is_unchanged() const noexcept { return unchanged_; }

    [[nodiscard]] row_system sorted() && {
        std::size_t terms = 0;
        for (const auto& k : keys_) terms += rows_.row(k.row).size();
        row_system made;
        made.reserve(keys_.size(), terms);
        for (const auto& k : keys_) {
            const auto [low, high] = rows_.limits(k.row);
            made.add(terms_of(k.row), low, high);
        }
        keys_ = {};
        made.index(position_.size());
        return made;
    }

private:
    /// The total of a relation is its first cell, and the first part follows it at a distance of
    /// one step of the dimension.
    struct key {
        unknown gap = 0, first = 0;
        std::uint32_t row = 0;
    };

    [[nodiscard]] key key_of(std::uint32_t r) const {
        constexpr auto none = std::numeric_limits<unknown>::max();
        auto first = none, second = none;
        for (const auto& t : rows_.row(r)) {
            const auto cell = position_[t.cell];
            second = std::min(second, std::max(first, cell));
            first = std::min(first, cell);
        }
        return {.gap = second == none ? 0 : second - first, .first = first, .row = r};
    }

    [[nodiscard]] std::vector<row_system::term> terms_of(std::uint32_t r) const {
        const auto row = rows_.row(r);
        std::vector<row_system::term> terms(row.begin(), row.end());
        for (auto& t : terms) t.cell = position_[t.cell];
        std::ranges::sort(terms, {}, &row_system::term::cell);
        return terms;
    }

    [[nodiscard]] bool is_before(const key& a, const key& b) const {
        if (a.gap != b.gap) return a.gap > b.gap;
        if (a.first != b.first) return a.first < b.first;
        if (a.row == b.row) return false;
        const auto content = [this](std::uint32_t r) {
            std::vector<std::pair<unknown, std::int32_t>> terms;
            for (const auto& t : terms_of(r)) terms.emplace_back(t.cell, t.coefficient);
            return std::pair(std::move(terms), rows_.limits(r));
        };
        return content(a.row) < content(b.row);
    }

    const row_system& rows_;
    const std::vector<unknown>& position_;
    std::vector<key> keys_;
    bool unchanged_ = false;
};

/// How many, and their terms.
std::pair<std::size_t, std::size_t> count_relations(const cube& c) {
    std::pair<std::size_t, std::size_t> n{0, 0};
    for_each_relation(c, [&](const relation& r) {
        ++n.first;
        n.second += r.size() + 1;
    });
    return n;
}

row_system relations_of(const cube& c) {
    row_system rows;
    const auto [size, all_terms] = count_relations(c);
    rows.reserve(size, all_terms);
    std::vector<row_system::term> terms;
    for_each_relation(c, [&](const relation& r) {
        terms.assign(1, {static_cast<unknown>(r.total()), 1});
        r.for_each_part([&](cell_index part) {
            terms.push_back({static_cast<unknown>(part), -1});
        });
        rows.add(terms);
    });
    rows.index(c.size());
    return rows;
}

auto order_key(const requirement& n) {
    return std::tuple(protected_cell(n), n.minus != no_cell, n.direction, n.cell, n.limit);
}

bool is_before(const intruder& a, const intruder& b) {
    const auto key = [](const own_contribution& own) {
        return std::tuple(own.cell, own.units, own.sole_contributor);
    };
    return std::ranges::lexicographical_compare(a.own, b.own, {}, key, key);
}

/// Table by table, by what is said of it. Tables of which the same is said stay as they are.
std::vector<std::size_t> order_of(const linked_tables& all) {
    std::vector<std::pair<linked_table, std::size_t>> tables;
    for (std::size_t k = 0; k < all.tables().size(); ++k) {
        tables.emplace_back(all.tables()[k], k);
        std::ranges::sort(tables.back().first.where);
    }
    const auto names = [](const linked_table& t) {
        std::vector<std::string> found;
        for (const auto& d : t.cube->dimensions()) found.push_back(d.name);
        std::ranges::sort(found);
        return found;
    };
    std::ranges::stable_sort(tables, {}, [&](const auto& t) {
        return std::tuple(t.first.name, t.first.measure, t.first.where, names(t.first));
    });
    std::vector<std::size_t> order;
    for (const auto& t : tables) order.push_back(t.second);
    return order;
}

} // namespace

canonical_problem::canonical_problem(suppression_problem made,
                                     const std::vector<std::size_t>& order)
    : problem_(std::move(made)) {
    take_tables(order);
    take_cells();
    take_rows();
    take_requirements();
    take_groups();
    take_announced();
    if (problem_.list_internal_intruders)
        take_intruders();
    else if (number_cells_)
        position_ = {}; // while it is solved, memory is short
}

void canonical_problem::take_tables(const std::vector<std::size_t>& order) {
    const auto tables = std::exchange(problem_.tables, {});
    std::vector<canonical_cube> cubes;
    for (const auto& t : tables) cubes.emplace_back(*t.codes);
    std::vector<cell_index> first(tables.size());
    cell_index next = 0;
    for (const auto k : order) next = (first[k] = next) + tables[k].codes->size();
    std::vector<unknown> meaning; // of each cell the one that means the same
    for (std::size_t k = 0; k < tables.size(); ++k) {
        auto at = cubes[k].positions(first[k]);
        for (cell_index cell = 0; cell < at.size() && tables.size() > 1; ++cell)
            meaning.push_back(tables[k].number(cell));
        if (k == 0)
            position_ = std::move(at);
        else
            position_.insert(position_.end(), at.begin(), at.end());
    }
    if (tables.size() > 1)
        number_shared(meaning);
    else
        number_cells_ = [codes = cubes.front()] { return codes.positions(0); };
    for (const auto k : order) {
        cubes_.push_back(cubes[k].codes());
        problem_table codes{.codes = cubes_.back().get()};
        const auto at = tables.size() > 1 ? cubes[k].positions(0) : std::vector<unknown>();
        codes.numbers.resize(at.size());
        for (cell_index cell = 0; cell < at.size(); ++cell)
            codes.numbers[at[cell]] = position_[tables[k].number(cell)];
        if (first[k] == 0 && std::ranges::is_sorted(codes.numbers))
            codes.numbers.clear(); // cells of the first table have their own numbers
        problem_.tables.push_back(std::move(codes));
    }
}

/// Of shared cells the first in canonical order is the unknown, as it was before in the order of
/// the tables.
void canonical_problem::number_shared(const std::vector<unknown>& meaning) {
    std::vector<unknown> lowest(meaning.size());
    std::iota(lowest.begin(), lowest.end(), unknown{0});
    for (unknown cell = 0; cell < meaning.size(); ++cell) {
        auto& best = lowest[meaning[cell]];
        if (position_[cell] < position_[best]) best = cell;
    }
    for (unknown cell = 0; cell < meaning.size(); ++cell) {
        if (meaning[cell] == cell && lowest[cell] != cell)
            std::swap(position_[cell], position_[lowest[cell]]);
    }
}

void canonical_problem::take_cells() {
    if (std::ranges::is_sorted(position_)) return;
    for (auto* column : {&problem_.value, &problem_.low, &problem_.high, &problem_.cost})
        permute(*column, position_);
    permute(problem_.role, position_);
}

void canonical_problem::take_rows() {
    if (std::ranges::is_sorted(position_) && problem_.tables.size() == 1) return;
    if (problem_.tables.size() == 1 && problem_.rows.has_equations_only() &&
        problem_.rows.size() == count_relations(*cubes_.front()).first) {
        problem_.rows = {}; // never two of them
        problem_.rows = relations_of(*cubes_.front());
        return;
    }
    row_order order(problem_.rows, position_);
    if (!order.is_unchanged()) problem_.rows = std::move(order).sorted();
}

void canonical_problem::take_requirements() {
    std::vector<std::pair<requirement, std::uint32_t>> requirements;
    for (auto n : problem_.requirements) {
        n.cell = position_[n.cell];
        if (n.minus != no_cell) n.minus = position_[n.minus];
        requirements.emplace_back(n, static_cast<std::uint32_t>(requirements.size()));
    }
    std::ranges::stable_sort(requirements, {}, [](const auto& n) { return order_key(n.first); });
    requirement_position_.resize(requirements.size());
    for (std::uint32_t i = 0; i < requirements.size(); ++i) {
        problem_.requirements[i] = requirements[i].first;
        requirement_position_[requirements[i].second] = i;
    }
}

void canonical_problem::take_groups() {
    for (auto& group : problem_.suppression_groups) renumber(group, position_);
    std::ranges::sort(problem_.suppression_groups);
    renumber(problem_.group_members, position_);
}

void canonical_problem::take_announced() {
    for (auto& fact : problem_.published_facts) {
        fact.shown = position_[fact.shown];
        fact.cell = position_[fact.cell];
    }
    std::ranges::sort(problem_.published_facts, {},
                      [](const published_fact& f) { return std::tuple(f.cell, f.shown); });
    for (auto& set : problem_.flagged) renumber(set, position_);
    std::ranges::sort(problem_.flagged);
    if (std::ranges::is_sorted(position_)) return;
    cell_of_ = inverse(position_);
    if (problem_.find_flagged_cases) {
        problem_.find_flagged_cases = [this, find = std::move(problem_.find_flagged_cases)](
                                          const std::vector<bool>& suppressed) {
            const auto position = inverse(cell_of_);
            auto found = find(permuted(suppressed, position));
            if (found) found->renumber([&](cell_index cell) { return cell_index{position[cell]}; });
            return found;
        };
    }
    if (!problem_.explains) return;
    problem_.explains = [this, explains = std::move(problem_.explains)](const move& m) {
        move own;
        for (const auto& [cell, change] : m) own.emplace_back(cell_of_[cell], change);
        std::ranges::sort(own);
        return explains(own);
    };
}

void canonical_problem::take_intruders() {
    problem_.list_internal_intruders = [this, find = std::move(problem_.list_internal_intruders)](
                                           const std::vector<bool>& suppressed) {
        auto found = find(permuted(suppressed, position_));
        for (auto& who : found) {
            for (auto& of : who.own) of.cell = position_[of.cell];
            std::ranges::sort(who.own, {}, &own_contribution::cell);
        }
        std::ranges::stable_sort(found, is_before);
        return found;
    };
    // Of one table what somebody has of a margin is counted over its codes; of linked ones it is
    // listed.
    if (problem_.count_own_units)
        problem_.count_own_units = [this](const intruder& who, cell_index cell) {
            return count_own_units(who, *cubes_.front(), cell);
        };
}

problem_solution canonical_problem::restore(problem_solution s) const {
    const auto again = position_.empty() ? number_cells_() : std::vector<unknown>();
    const auto& position = position_.empty() ? again : position_;
    const auto cell_of = inverse(position);
    const auto requirement_of = inverse(requirement_position_);
    if (!s.suppressed.empty()) s.suppressed = permuted(s.suppressed, position);
    for (auto& m : s.moves) {
        for (auto& [cell, change] : m) cell = cell_of[cell];
        std::ranges::sort(m);
    }
    if (!s.move_of.empty()) {
        std::vector<std::uint32_t> move_of;
        for (const auto i : requirement_position_) move_of.push_back(s.move_of[i]);
        s.move_of = std::move(move_of);
    }
    for (auto& [n, m] : s.intruders) n = requirement_of[n];
    renumber(s.open, requirement_of);
    return s;
}

namespace {

result<problem_solution> solve_logged(const suppression_problem& p, const run_control& run,
                                      const problem_method& method) {
    if (wants_log(run, log_level::info))
        write_log(run, log_level::info, "suppress: ", p.size(), " cells, ", p.rows.size(),
                  " relations, ", std::ranges::count(p.role, cell_role::suppressed),
                  " cells suppressed from the start, ", p.requirements.size(), " requirements");
    stage s(run, "suppress: search");
    auto found = method(p);
    if (!found) return found;
    const auto& open = found->open;
    s.note(p.requirements.size() - std::min(open.size(), p.requirements.size()), " of ",
           p.requirements.size(), " requirements with a witness");
    if (!found->intruders.empty())
        s.note(found->intruders.size(), " further witnesses against internal intruders");
    if (!open.empty())
        write_log(run, log_level::warning, "suppress: ", open.size(),
                  found->more_open ? " requirements or more" : " requirements",
                  found->outcome == problem_outcome::impossible
                      ? " cannot be met"
                      : " were not met before a search limit");
    return found;
}

} // namespace

result<void> solve_canonically(plan& p, const suppress_options& options,
                               const problem_method& method) {
    auto made = make_problem(p, options);
    if (!made) return made.error();
    const canonical_problem canonical(*std::move(made), {0});
    auto found = solve_logged(canonical.problem(), options.run, method);
    if (!found) return found.error();
    const auto s = canonical.restore(*std::move(found));
    if (s.outcome == problem_outcome::solved)
        return complete(p, canonical.problem(), s, options); // costs are the same by any numbers
    made = make_problem(p, options);
    return made ? complete(p, *made, s, options) : made.error();
}

result<void> solve_canonically(linked_plan& p, const suppress_options& options,
                               const problem_method& method) {
    auto made = make_problem(p, options);
    if (!made) return made.error();
    suppression_problem decided{.cost = made->system.cost,
                                .role = made->system.role,
                                .group_members = made->system.group_members};
    const canonical_problem canonical(std::exchange(made->system, std::move(decided)),
                                      order_of(*p.cubes));
    auto found = solve_logged(canonical.problem(), options.run, method);
    if (!found) return found.error();
    const auto s = canonical.restore(*std::move(found));
    if (s.outcome == problem_outcome::solved) return complete(p, *made, s, options);
    made = make_problem(p, options);
    return made ? complete(p, *made, s, options) : made.error();
}

} // namespace sdc::inline v0::detail
