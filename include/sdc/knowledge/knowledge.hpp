/// Everything that an intruder has: an interval for each cell, the additive relations of one or
/// more linked tables, and side statements.
#pragma once

#include <sdc/config.hpp>
#include <sdc/knowledge/announced_rule.hpp>
#include <sdc/knowledge/plan_view.hpp>
#include <sdc/plan/linked_plan.hpp>
#include <sdc/plan/plan.hpp>
#include <sdc/table/interval.hpp>
#include <sdc/table/linear_form.hpp>
#include <sdc/table/linked.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

/// A side statement: low <= sum of coefficient x cell <= high. "These were all in 2024" is total -
/// 2024 = 0.
struct statement {
    std::string text = {}; ///< As it was published.
    linear_form terms = {};
    std::int64_t low = 0;
    std::int64_t high = unlimited;
};

/// Whose word a fact is: a position in `knowledge::sources`.
using source_index = std::uint32_t;

class SDCKIT_API knowledge {
public:
    /// Nothing is known but that values are whole and not negative, and which people are among
    /// which.
    explicit knowledge(std::shared_ptr<const sdc::cube> c)
        : knowledge(std::make_shared<const linked_tables>(std::move(c))) {}
    explicit knowledge(std::shared_ptr<const linked_tables> all)
        : tables_(std::move(all)), low_(tables_->size(), 0), high_(tables_->size(), unlimited) {
        for (const auto& [part, whole] : tables_->subsets())
            learn(statement{.text = describe(*tables_, part) + " is part of " +
                                    describe(*tables_, whole),
                            .terms = {{whole, 1}, {part, -1}}});
    }

    /// The first table; cells below its size are its own.
    [[nodiscard]] const sdc::cube& cube() const noexcept { return tables_->cube(0); }
    [[nodiscard]] const std::shared_ptr<const sdc::cube>& shared_cube() const noexcept {
        return tables_->tables().front().cube;
    }
    [[nodiscard]] const linked_tables& tables() const noexcept { return *tables_; }
    [[nodiscard]] const std::shared_ptr<const linked_tables>& shared_tables() const noexcept {
        return tables_;
    }
    /// Cells of all tables.
    [[nodiscard]] cell_index size() const noexcept { return tables_->size(); }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept {
        return low_[tables_->variable_of(cell)];
    }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept {
        return high_[tables_->variable_of(cell)];
    }
    [[nodiscard]] const std::vector<statement>& statements() const noexcept { return statements_; }
    /// That nobody is counted agrees with everything that is known.
    [[nodiscard]] bool may_be_empty() const noexcept;

    /// Facts that are learned from now on are this one's word: "public.csv". Position 0 has no
    /// name.
    void set_source(std::string name);
    [[nodiscard]] const std::vector<std::string>& sources() const noexcept { return sources_; }
    [[nodiscard]] source_index source_of_low(cell_index cell) const noexcept {
        return low_source_.empty() ? 0 : low_source_[tables_->variable_of(cell)];
    }
    [[nodiscard]] source_index source_of_high(cell_index cell) const noexcept {
        return high_source_.empty() ? 0 : high_source_[tables_->variable_of(cell)];
    }

    /// Adds a fact; facts about one cell intersect.
    void learn(cell_index cell, std::int64_t low, std::int64_t high);
    void learn_exact(cell_index cell, std::int64_t value) { learn(cell, value, value); }
    void learn(const condition& c);
    /// One of the alternatives holds; it is not known which. Cases without alternatives imply
    /// nothing.
    void learn(const one_of& cases);
    /// Unions of cases, of each of which one alternative holds. Bounds and witnesses take account
    /// of them; propagation and sums do not.
    [[nodiscard]] const std::vector<one_of>& cases() const noexcept { return cases_; }
    /// The same with alternative i of the k-th union taken for true, and no longer a union.
    [[nodiscard]] knowledge with_alternative(std::size_t k, std::size_t i) const;
    [[nodiscard]] knowledge without_cases() const;
    /// Terms of one cell are merged.
    void learn(statement s);

private:
    std::shared_ptr<const linked_tables> tables_;
    std::vector<std::int64_t> low_, high_;
    std::vector<source_index> low_source_, high_source_; // empty until a source is named
    std::vector<std::string> sources_{""};
    source_index source_ = 0;
    std::vector<statement> statements_;
    std::vector<one_of> cases_;
};

namespace detail {

/// What the release that `p` proposes implies about its cells, the first of which is `first` of the
/// intruder's; not that something must be flagged.
SDCKIT_API void learn_cells(knowledge& known, const plan& p, cell_index first = 0);

/// Nothing also where it is not true, as of an earlier release that did not keep to these rules.
SDCKIT_API std::optional<one_of> flagged_cases_of(const plan& p);

SDCKIT_API void learn_release(knowledge& known, const plan& p);

} // namespace detail

/// What the release that `p` proposes implies: published numbers, and of each suppressed or banded
/// cell what the announced rule implies. Where bands show the cells, only a rule suppresses one, so
/// the marker bounds it above. O(cells).
[[nodiscard]] SDCKIT_API knowledge knowledge_of(const plan& p);

/// What all tables imply together; each table is a source of its own. O(cells).
[[nodiscard]] SDCKIT_API knowledge knowledge_of(const linked_plan& p);

} // namespace sdc::inline v0
