/// Everything that a reader has: an interval for each cell, the additive relations of the cube, and side statements.
#pragma once

#include <sdc/plan.hpp>
#include <sdc/table/relations.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
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

class knowledge {
public:
    /// Nothing is known but that values are whole and not negative.
    explicit knowledge(std::shared_ptr<const sdc::cube> c) : cube_(std::move(c)), low_(cube_->size(), 0), high_(cube_->size(), unlimited) {}

    [[nodiscard]] const sdc::cube& cube() const noexcept { return *cube_; }
    [[nodiscard]] const std::shared_ptr<const sdc::cube>& shared_cube() const noexcept { return cube_; }
    [[nodiscard]] std::int64_t low(cell_index cell) const noexcept { return low_[cell]; }
    [[nodiscard]] std::int64_t high(cell_index cell) const noexcept { return high_[cell]; }
    [[nodiscard]] const std::vector<statement>& statements() const noexcept { return statements_; }

    /// Adds a fact; facts about one cell intersect.
    void learn(cell_index cell, std::int64_t low, std::int64_t high) {
        low_[cell] = std::max(low_[cell], low);
        high_[cell] = std::min(high_[cell], high);
    }
    void learn_exact(cell_index cell, std::int64_t value) { learn(cell, value, value); }
    /// Terms of one cell are merged.
    void learn(statement s) {
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
    std::shared_ptr<const sdc::cube> cube_;
    std::vector<std::int64_t> low_, high_;
    std::vector<statement> statements_;
};

/// What a reader of the release that `p` proposes has: published numbers, and of each withheld or banded cell what the announced rule
/// tells. Where bands show the cells, only a rule withholds one, so the marker bounds it above. O(cells).
[[nodiscard]] inline knowledge knowledge_of(const plan& p) {
    knowledge reader(p.source->shared_cube());
    if (p.bands) {
        const banded_faces faces(*p.source, p.verdicts, p.rules, *p.bands);
        for (cell_index cell = 0; cell < p.status.size(); ++cell) {
            const auto [low, high] = faces.told(cell);
            reader.learn(cell, low, high);
        }
        return reader;
    }
    for (cell_index cell = 0; cell < p.status.size(); ++cell) {
        if (is_withheld(p.status[cell])) {
            reader.learn(cell, p.verdicts.minimum(cell), p.verdicts.maximum(cell));
        } else if (p.source->is_structural_zero(cell)) {
            reader.learn_exact(cell, 0);
        } else {
            reader.learn_exact(cell, p.source->value(cell));
        }
    }
    return reader;
}

} // namespace sdc::inline v0
