#include <sdc/knowledge/knowledge.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace sdc::inline v0::detail {

void learn_cells(knowledge& known, const plan& p, cell_index first) {
    if (p.bands) {
        const banded_preimages preimages(*p.source, p.verdicts, p.rules, *p.bands);
        for (cell_index cell = 0; cell < p.status.size(); ++cell) {
            const auto values = preimages.preimage(cell);
            known.learn(first + cell, values.low, values.high);
        }
        return;
    }
    const auto announced = find_announced_facts(plan_view(p), p.rules);
    // What is not true, as where an earlier release shows what these rules would flag, nobody can
    // rely on.
    for (const auto* facts : {&announced.total, &announced.codes, &announced.published}) {
        for (const auto& fact : *facts) {
            const auto value = p.source->contributors(fact.cell);
            if (fact.low <= value && value <= fact.high)
                known.learn(first + fact.cell, fact.low, fact.high);
        }
    }
    for (auto cases : announced.cases) {
        if (find_alternative(cases, [&](cell_index cell) {
                return p.source->contributors(cell);
            }) == cases.size())
            continue;
        cases.renumber([first](cell_index cell) { return first + cell; });
        known.learn(cases);
    }
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (is_suppressed(p.status[cell])) {
            if (p.source->contributors(cell) >= announced.suppressed_minimum)
                known.learn(first + cell, announced.suppressed_minimum, unlimited);
        } else if (p.source->is_structural_zero(cell)) {
            known.learn_exact(first + cell, 0);
        } else if (p.status[cell] == cell_status::published) {
            known.learn_exact(first + cell, p.source->value(cell));
        }
    }
}

std::optional<one_of> flagged_cases_of(const plan& p) {
    auto found = find_flagged_cases(plan_view(p), p.rules);
    const auto value_of = [&](cell_index cell) { return p.source->contributors(cell); };
    if (found && found->size() > 0 && find_alternative(*found, value_of) == found->size())
        return std::nullopt;
    return found;
}

void learn_release(knowledge& known, const plan& p) {
    learn_cells(known, p);
    if (p.bands) return;
    if (const auto flagged = flagged_cases_of(p)) known.learn(*flagged);
}

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

knowledge knowledge_of(const plan& p) {
    knowledge known(p.source->shared_cube());
    detail::learn_release(known, p);
    return known;
}

knowledge knowledge_of(const linked_plan& p) {
    knowledge known(p.cubes);
    // What is suppressed in one table may protect another, so something is flagged in any of them.
    std::optional<one_of> flagged(std::in_place);
    for (std::size_t k = 0; k < p.parts.size(); ++k) {
        if (p.use[k] == linked_use::unpublished) continue;
        known.set_source(p.cubes->tables()[k].name);
        detail::learn_cells(known, p.parts[k], p.cubes->offset(k));
        auto own = find_flagged_cases(plan_view(p.parts[k]),
                                      p.parts[k].rules); // true of one of them is enough
        if (own)
            own->renumber([first = p.cubes->offset(k)](cell_index cell) { return first + cell; });
        if (flagged && own)
            flagged->append(*own);
        else
            flagged.reset();
    }
    const auto value_of = [&](cell_index cell) {
        const auto k = p.cubes->table_of(cell);
        return p.parts[k].source->contributors(cell - p.cubes->offset(k));
    };
    if (flagged && find_alternative(*flagged, value_of) < flagged->size()) known.learn(*flagged);
    return known;
}

} // namespace sdc::inline v0

namespace sdc::inline v0 {

bool knowledge::may_be_empty() const noexcept {
    return std::ranges::none_of(low_, [](std::int64_t n) { return n > 0; }) &&
           std::ranges::all_of(statements_,
                               [](const statement& s) { return s.low <= 0 && s.high >= 0; });
}

void knowledge::set_source(std::string name) {
    source_ = static_cast<source_index>(sources_.size());
    sources_.push_back(std::move(name));
    low_source_.resize(size());
    high_source_.resize(size());
}

void knowledge::learn(cell_index cell, std::int64_t low, std::int64_t high) {
    cell = tables_->variable_of(cell);
    if (low > low_[cell]) {
        low_[cell] = low;
        if (!low_source_.empty()) low_source_[cell] = source_;
    }
    if (high < high_[cell]) {
        high_[cell] = high;
        if (!high_source_.empty()) high_source_[cell] = source_;
    }
}

void knowledge::learn(const condition& c) {
    if (c.minus == no_cell) return learn(c.cell, c.low, c.high);
    learn(statement{.text = "the announced rule",
                    .terms = {{c.cell, 1}, {c.minus, -1}},
                    .low = c.low,
                    .high = c.high});
}

void knowledge::learn(const one_of& cases) {
    if (cases.size() == 0) return;
    one_of own;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        std::vector<condition> all(cases[i].begin(), cases[i].end());
        for (auto& c : all) {
            c.cell = tables_->variable_of(c.cell);
            if (c.minus != no_cell) c.minus = tables_->variable_of(c.minus);
        }
        own.add(all);
    }
    cases_.push_back(std::move(own));
}

knowledge knowledge::with_alternative(std::size_t k, std::size_t i) const {
    auto made = *this;
    made.cases_.erase(made.cases_.begin() + static_cast<std::ptrdiff_t>(k));
    for (const auto& c : cases_[k][i]) made.learn(c);
    return made;
}

knowledge knowledge::without_cases() const {
    auto made = *this;
    made.cases_.clear();
    return made;
}

void knowledge::learn(statement s) {
    for (auto& [cell, coefficient] : s.terms) cell = tables_->variable_of(cell);
    std::ranges::sort(s.terms);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < s.terms.size(); ++i) {
        if (kept > 0 && s.terms[kept - 1].first == s.terms[i].first)
            s.terms[kept - 1].second += s.terms[i].second;
        else
            s.terms[kept++] = s.terms[i];
    }
    s.terms.resize(kept);
    std::erase_if(s.terms, [](const auto& term) { return term.second == 0; });
    statements_.push_back(std::move(s));
}

} // namespace sdc::inline v0
