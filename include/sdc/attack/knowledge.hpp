/// Everything that a reader has: an interval for each cell, the additive relations of one or more linked tables, and side statements.
#pragma once

#include <sdc/linked_plan.hpp>
#include <sdc/plan.hpp>
#include <sdc/table/linked.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A set of integers low..high that a cell can have for all a reader knows.
struct interval {
    std::int64_t low = 0;
    std::int64_t high = unlimited;
    bool exact = true; ///< Both ends are attained by an integer table; false: the search limit came first and this is an outer bound.

    [[nodiscard]] bool is_single_value() const noexcept { return low == high; }
    bool operator==(const interval&) const = default;
};

/// A side statement: low <= sum of coefficient x cell <= high. "These were all in 2024" is total - 2024 = 0.
struct statement {
    std::string text = {}; ///< As it was said.
    std::vector<std::pair<cell_index, std::int64_t>> terms = {};
    std::int64_t low = 0;
    std::int64_t high = unlimited;
};

/// Whose word a fact is: a position in `knowledge::sources`.
using source_index = std::uint32_t;

class knowledge {
public:
    /// Nothing is known but that values are whole and not negative, and which people are among which.
    explicit knowledge(std::shared_ptr<const sdc::cube> c) : knowledge(std::make_shared<const linked_cubes>(std::move(c))) {}
    explicit knowledge(std::shared_ptr<const linked_cubes> all) : tables_(std::move(all)), low_(tables_->size(), 0), high_(tables_->size(), unlimited) {
        for (const auto& [part, whole] : tables_->contained())
            learn(statement{.text = describe(*tables_, part) + " is part of " + describe(*tables_, whole), .terms = {{whole, 1}, {part, -1}}});
    }

    /// The first table; cells below its size are its own.
    [[nodiscard]] const sdc::cube& cube() const noexcept { return tables_->cube(0); }
    [[nodiscard]] const std::shared_ptr<const sdc::cube>& shared_cube() const noexcept { return tables_->tables().front().cube; }
    [[nodiscard]] const linked_cubes& tables() const noexcept { return *tables_; }
    [[nodiscard]] const std::shared_ptr<const linked_cubes>& shared_tables() const noexcept { return tables_; }
    /// Cells of all tables.
    [[nodiscard]] cell_index size() const noexcept { return tables_->size(); }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept { return low_[tables_->unknown(cell)]; }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept { return high_[tables_->unknown(cell)]; }
    [[nodiscard]] const std::vector<statement>& statements() const noexcept { return statements_; }
    /// That nobody is counted agrees with everything that is known.
    [[nodiscard]] bool may_be_empty() const noexcept {
        return std::ranges::none_of(low_, [](std::int64_t n) { return n > 0; }) &&
               std::ranges::all_of(statements_, [](const statement& s) { return s.low <= 0 && s.high >= 0; });
    }

    /// Facts that are learned from now on are this one's word: "public.csv". Position 0 has no name.
    void set_source(std::string name) {
        source_ = static_cast<source_index>(sources_.size());
        sources_.push_back(std::move(name));
        low_source_.resize(size());
        high_source_.resize(size());
    }
    [[nodiscard]] const std::vector<std::string>& sources() const noexcept { return sources_; }
    [[nodiscard]] source_index source_of_low(cell_index cell) const noexcept { return low_source_.empty() ? 0 : low_source_[tables_->unknown(cell)]; }
    [[nodiscard]] source_index source_of_high(cell_index cell) const noexcept { return high_source_.empty() ? 0 : high_source_[tables_->unknown(cell)]; }

    /// Adds a fact; facts about one cell intersect.
    void learn(cell_index cell, std::int64_t low, std::int64_t high) {
        cell = tables_->unknown(cell);
        if (low > low_[cell]) {
            low_[cell] = low;
            if (!low_source_.empty()) low_source_[cell] = source_;
        }
        if (high < high_[cell]) {
            high_[cell] = high;
            if (!high_source_.empty()) high_source_[cell] = source_;
        }
    }
    void learn_exact(cell_index cell, std::int64_t value) { learn(cell, value, value); }
    void learn(const condition& c) {
        if (c.minus == no_cell) return learn(c.cell, c.low, c.high);
        learn(statement{.text = "the announced rule", .terms = {{c.cell, 1}, {c.minus, -1}}, .low = c.low, .high = c.high});
    }
    /// One of the alternatives holds; it is not known which. Cases without alternatives tell nothing.
    void learn(const one_of& cases) {
        if (cases.size() == 0) return;
        one_of own;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            std::vector<condition> all(cases[i].begin(), cases[i].end());
            for (auto& c : all) {
                c.cell = tables_->unknown(c.cell);
                if (c.minus != no_cell) c.minus = tables_->unknown(c.minus);
            }
            own.add(all);
        }
        cases_.push_back(std::move(own));
    }
    /// Unions of cases, of each of which one alternative holds. Bounds and witnesses take account of them; propagation and sums do not.
    [[nodiscard]] const std::vector<one_of>& cases() const noexcept { return cases_; }
    /// The same with alternative i of the k-th union taken for true, and no longer a union.
    [[nodiscard]] knowledge with_alternative(std::size_t k, std::size_t i) const {
        auto made = *this;
        made.cases_.erase(made.cases_.begin() + static_cast<std::ptrdiff_t>(k));
        for (const auto& c : cases_[k][i]) made.learn(c);
        return made;
    }
    [[nodiscard]] knowledge without_cases() const {
        auto made = *this;
        made.cases_.clear();
        return made;
    }
    /// Terms of one cell are merged.
    void learn(statement s) {
        for (auto& [cell, coefficient] : s.terms) cell = tables_->unknown(cell);
        std::ranges::sort(s.terms);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < s.terms.size(); ++i) {
            if (kept > 0 && s.terms[kept - 1].first == s.terms[i].first) s.terms[kept - 1].second += s.terms[i].second;
            else s.terms[kept++] = s.terms[i];
        }
        s.terms.resize(kept);
        std::erase_if(s.terms, [](const auto& term) { return term.second == 0; });
        statements_.push_back(std::move(s));
    }

private:
    std::shared_ptr<const linked_cubes> tables_;
    std::vector<std::int64_t> low_, high_;
    std::vector<source_index> low_source_, high_source_; // empty until a source is named
    std::vector<std::string> sources_{""};
    source_index source_ = 0;
    std::vector<statement> statements_;
    std::vector<one_of> cases_;
};

namespace detail {

/// What the release that `p` proposes tells of its cells, the first of which is `first` of the reader's; not that something must be flagged.
inline void learn_cells(knowledge& reader, const plan& p, cell_index first = 0) {
    if (p.bands) {
        const banded_faces faces(*p.source, p.verdicts, p.rules, *p.bands);
        for (cell_index cell = 0; cell < p.status.size(); ++cell) {
            const auto [low, high] = faces.told(cell);
            reader.learn(first + cell, low, high);
        }
        return;
    }
    const auto told = find_announced_facts(plan_view(p), p.rules);
    // What is not true, as where an earlier release shows what these rules would flag, nobody can rely on.
    for (const auto* facts : {&told.total, &told.codes, &told.published}) {
        for (const auto& fact : *facts) {
            const auto value = p.source->contributors(fact.cell);
            if (fact.low <= value && value <= fact.high) reader.learn(first + fact.cell, fact.low, fact.high);
        }
    }
    for (auto cases : told.cases) {
        if (find_alternative(cases, [&](cell_index cell) { return p.source->contributors(cell); }) == cases.size()) continue;
        cases.renumber([first](cell_index cell) { return first + cell; });
        reader.learn(cases);
    }
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (is_withheld(p.status[cell])) {
            if (p.source->contributors(cell) >= told.suppressed_minimum) reader.learn(first + cell, told.suppressed_minimum, unlimited);
        } else if (p.source->is_structural_zero(cell)) {
            reader.learn_exact(first + cell, 0);
        } else {
            reader.learn_exact(first + cell, p.source->value(cell));
        }
    }
}

/// Nothing also where it is not true, as of an earlier release that did not keep to these rules.
inline std::optional<one_of> flagged_cases_of(const plan& p) {
    auto found = find_flagged_cases(plan_view(p), p.rules);
    const auto value_of = [&](cell_index cell) { return p.source->contributors(cell); };
    if (found && found->size() > 0 && find_alternative(*found, value_of) == found->size()) return std::nullopt;
    return found;
}

inline void learn_release(knowledge& reader, const plan& p) {
    learn_cells(reader, p);
    if (p.bands) return;
    if (const auto flagged = flagged_cases_of(p)) reader.learn(*flagged);
}

} // namespace detail

/// What a reader of the release that `p` proposes has: published numbers, and of each withheld or banded cell what the announced rule
/// tells. Where bands show the cells, only a rule withholds one, so the marker bounds it above. O(cells).
[[nodiscard]] inline knowledge knowledge_of(const plan& p) {
    knowledge reader(p.source->shared_cube());
    detail::learn_release(reader, p);
    return reader;
}

/// What a reader of all tables has; each table is a source of its own. O(cells).
[[nodiscard]] inline knowledge knowledge_of(const linked_plan& p) {
    knowledge reader(p.cubes);
    // What is suppressed in one table may protect another, so something is flagged in any of them.
    std::optional<one_of> flagged(std::in_place);
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] == linked_use::unpublished) continue;
        reader.set_source(p.cubes->tables()[k].name);
        detail::learn_cells(reader, p.parts[k], p.cubes->first(k));
        auto own = find_flagged_cases(plan_view(p.parts[k]), p.parts[k].rules); // true of one of them is enough
        if (own) own->renumber([first = p.cubes->first(k)](cell_index cell) { return first + cell; });
        if (flagged && own) flagged->append(*own);
        else flagged.reset();
    }
    const auto value_of = [&](cell_index cell) {
        const auto k = p.cubes->table_of(cell);
        return p.parts[k].source->contributors(cell - p.cubes->first(k));
    };
    if (flagged && find_alternative(*flagged, value_of) < flagged->size()) reader.learn(*flagged);
    return reader;
}

} // namespace sdc::inline v0
