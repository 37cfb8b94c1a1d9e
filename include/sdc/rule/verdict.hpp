/// What the rules say of each cell: every reason that holds, not only the first.
#pragma once

#include <sdc/config.hpp>
#include <sdc/fwd.hpp>
#include <sdc/rule/condition.hpp>

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sdc::inline v0 {

enum class rule_id : std::uint8_t {
    small_count,      ///< 0 < contributors < limit.
    unsafe_zero,      ///< A zero, and the policy says that zeros are unsafe.
    suppressed_zero,  ///< A zero that the policy suppresses so that zeros do not point at the
                      ///< others; it needs no protection itself.
    small_total,      ///< The grand total is below the minimum for any breakdown.
    group_disclosure, ///< All but at most `limit` of the units of the group above are in this cell.
    listed,           ///< Named unsafe by the disclosure officer; no limit.
};

[[nodiscard]] constexpr const char* to_string(rule_id rule) noexcept {
    switch (rule) {
    case rule_id::small_count: return "small count";
    case rule_id::unsafe_zero: return "unsafe zero";
    case rule_id::suppressed_zero: return "suppressed zero";
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

/// The flagged cells in ascending order, each with all its reasons. Memory grows with the flagged
/// cells, not with the table.
class SDCKIT_API verdicts {
public:
    [[nodiscard]] std::span<const cell_index> cells() const noexcept { return cells_; }
    /// Reasons of the i-th flagged cell.
    [[nodiscard]] std::span<const reason> reasons_at(std::size_t i) const noexcept;
    /// Empty if the cell is not flagged. O(log flagged).
    [[nodiscard]] std::span<const reason> reasons(cell_index cell) const noexcept;
    /// Cells that the release does not have are not judged. Empty: it has all; else one flag a
    /// cell.
    [[nodiscard]] const std::vector<bool>& unpublished() const noexcept { return unpublished_; }
    [[nodiscard]] bool is_unpublished(cell_index cell) const noexcept {
        return !unpublished_.empty() && unpublished_[cell];
    }
    /// What an intruder knows of every suppressed cell from the zero rule alone: 1 where zeros are
    /// always shown, else 0.
    [[nodiscard]] std::int64_t suppressed_minimum() const noexcept { return suppressed_minimum_; }
    /// What an intruder knows of the cell if it is suppressed: the zero rule and the facts
    /// together; the zero rule says nothing of cells that are not published. O(log facts).
    [[nodiscard]] std::int64_t minimum(cell_index cell) const noexcept;
    [[nodiscard]] std::int64_t maximum(cell_index cell) const noexcept;
    [[nodiscard]] bool operator==(const verdicts&) const = default;

    /// Cells come in ascending order; several reasons of one cell follow each other.
    void add(cell_index cell, const reason& why);
    void set_unpublished(std::vector<bool> cells) { unpublished_ = std::move(cells); }
    void set_suppressed_minimum(std::int64_t minimum) noexcept { suppressed_minimum_ = minimum; }
    /// In any order; facts about one cell intersect.
    void add_fact(const condition& fact);

private:
    [[nodiscard]] const condition* find_fact(cell_index cell) const noexcept;

    std::vector<condition> facts_;
    std::vector<cell_index> cells_;
    std::vector<std::size_t> first_;
    std::vector<reason> reasons_;
    std::vector<bool> unpublished_;
    std::int64_t suppressed_minimum_ = 0;
};

/// True if some reason asks for protection; a zero that is only hidden does not.
[[nodiscard]] SDCKIT_API bool is_unsafe(std::span<const reason> reasons) noexcept;

} // namespace sdc::inline v0
