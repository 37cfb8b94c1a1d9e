/// What the rules say of each cell: every reason that holds, not only the first.
#pragma once

#include <sdc/fwd.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sdc::inline v0 {

enum class rule_id : std::uint8_t {
    small_count,      ///< 0 < contributors < limit.
    unsafe_zero,      ///< A zero, and the policy says that zeros are unsafe.
    hidden_zero,      ///< A zero that the policy withholds so that zeros do not point at the others; it needs no protection itself.
    small_total,      ///< The grand total is below the minimum for any breakdown.
    group_disclosure, ///< All but at most `limit` of the units of the group above are in this cell.
    listed,           ///< Named unsafe by the officer; no limit.
};

[[nodiscard]] constexpr const char* to_string(rule_id rule) noexcept {
    switch (rule) {
    case rule_id::small_count: return "small count";
    case rule_id::unsafe_zero: return "unsafe zero";
    case rule_id::hidden_zero: return "hidden zero";
    case rule_id::small_total: return "small total";
    case rule_id::group_disclosure: return "group disclosure";
    case rule_id::listed: return "manual";
    }
    return "";
}

/// `found` is private: it is a count of the table. `limit` is the rule's and may be announced.
struct reason {
    rule_id rule = rule_id::small_count;
    std::int64_t found = 0;
    std::int64_t limit = 0;
    cell_index group = no_cell; ///< Group disclosure: the cell of the group, one or more levels up.

    bool operator==(const reason&) const = default;
};

/// What the policies and the code lists tell a reader of one cell if it is withheld: low <= value <= high.
struct cell_fact {
    cell_index cell = 0;
    std::int64_t low = 0;
    std::int64_t high = unlimited;

    bool operator==(const cell_fact&) const = default;
};

/// The flagged cells in ascending order, each with all its reasons. Memory grows with the flagged cells, not with the table.
class verdicts {
public:
    [[nodiscard]] std::span<const cell_index> cells() const noexcept { return cells_; }
    /// Reasons of the i-th flagged cell.
    [[nodiscard]] std::span<const reason> reasons_at(std::size_t i) const noexcept {
        return std::span(reasons_).subspan(first_[i], (i + 1 < first_.size() ? first_[i + 1] : reasons_.size()) - first_[i]);
    }
    /// Empty if the cell is not flagged. O(log flagged).
    [[nodiscard]] std::span<const reason> reasons(cell_index cell) const noexcept {
        const auto at = std::ranges::lower_bound(cells_, cell);
        if (at == cells_.end() || *at != cell) return {};
        return reasons_at(static_cast<std::size_t>(at - cells_.begin()));
    }
    /// What a reader knows of every withheld cell from the zero rule alone: 1 where zeros are always shown, else 0.
    [[nodiscard]] std::int64_t withheld_minimum() const noexcept { return withheld_minimum_; }
    /// What a reader knows of the cell if it is withheld: the zero rule and the facts together. O(log facts).
    [[nodiscard]] std::int64_t minimum(cell_index cell) const noexcept {
        const auto* fact = find_fact(cell);
        return fact == nullptr ? withheld_minimum_ : std::max(withheld_minimum_, fact->low);
    }
    [[nodiscard]] std::int64_t maximum(cell_index cell) const noexcept {
        const auto* fact = find_fact(cell);
        return fact == nullptr ? unlimited : fact->high;
    }
    [[nodiscard]] bool operator==(const verdicts&) const = default;

    /// Cells come in ascending order; several reasons of one cell follow each other.
    void add(cell_index cell, const reason& why) {
        if (cells_.empty() || cells_.back() != cell) {
            cells_.push_back(cell);
            first_.push_back(reasons_.size());
        }
        reasons_.push_back(why);
    }
    void set_withheld_minimum(std::int64_t minimum) noexcept { withheld_minimum_ = minimum; }
    /// In any order; facts about one cell intersect.
    void add_fact(const cell_fact& fact) {
        const auto at = std::ranges::lower_bound(facts_, fact.cell, {}, &cell_fact::cell);
        if (at == facts_.end() || at->cell != fact.cell) {
            facts_.insert(at, fact);
            return;
        }
        at->low = std::max(at->low, fact.low);
        at->high = std::min(at->high, fact.high);
    }

private:
    [[nodiscard]] const cell_fact* find_fact(cell_index cell) const noexcept {
        const auto at = std::ranges::lower_bound(facts_, cell, {}, &cell_fact::cell);
        return at == facts_.end() || at->cell != cell ? nullptr : &*at;
    }

    std::vector<cell_fact> facts_;
    std::vector<cell_index> cells_;
    std::vector<std::size_t> first_;
    std::vector<reason> reasons_;
    std::int64_t withheld_minimum_ = 0;
};

/// True if some reason asks for protection; a zero that is only hidden does not.
[[nodiscard]] inline bool is_unsafe(std::span<const reason> reasons) noexcept {
    return std::ranges::any_of(reasons, [](const reason& r) { return r.rule != rule_id::hidden_zero; });
}

} // namespace sdc::inline v0
