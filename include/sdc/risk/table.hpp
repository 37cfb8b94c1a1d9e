/// How identifiable the people of a table are as a whole: figures side by side, never one blend of them.
#pragma once

#include <sdc/risk/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0 {

/// Persons are those of the leaves, each counted once. Shares are of them.
struct table_risk {
    std::int64_t persons = 0;
    std::uint64_t leaves = 0, zeros = 0; ///< Leaves that could hold somebody, and how many of them are empty.
    std::uint64_t ones = 0, twos = 0;    ///< Leaves of one person, and of two: where one of two looks, the other is found.
    cell_index highest_cell = no_cell;   ///< The first cell, margins included, of the highest score; `no_cell` if nothing is to be learned.
    cell_risk highest = {};
    std::int64_t persons_at_risk = 0;    ///< In leaves whose score is at least the limit (ARX: records at risk).
    double average = 0;                  ///< Mean score of the persons (ARX: average risk).
    /// In groups, of one leaf code of each dimension that is not sensitive, all of whose people are of one category of the sensitive dimensions
    /// (synthpop: Dorig is this as a percentage of the persons). Nothing where no dimension is sensitive or all are.
    std::optional<std::int64_t> persons_in_one_category = {};
    /// The same groups of one person (synthpop: UiO).
    std::optional<std::int64_t> uniques_by_keys = {};

    [[nodiscard]] double share_at_risk() const noexcept { return persons == 0 ? 0.0 : static_cast<double>(persons_at_risk) / static_cast<double>(persons); }
};

namespace detail {

/// People of groups by the leaf codes of the dimensions that are not sensitive.
inline void count_by_keys(const table& t, table_risk& to) {
    const auto dimensions = t.cube().dimensions();
    const auto is_key = [&](std::size_t d) { return dimensions[d].role != role::sensitive; };
    std::size_t keys = 0;
    std::vector<cell_index> place(dimensions.size()); // of each key dimension its stride among groups
    cell_index groups = 1;
    for (std::size_t d = dimensions.size(); d-- > 0;) {
        if (!is_key(d)) continue;
        ++keys;
        place[d] = groups;
        groups *= t.cube().shape().extent(d);
    }
    if (keys == 0 || keys == dimensions.size()) return;
    struct group {
        std::int64_t persons = 0;
        std::uint32_t categories = 0; // that are not empty: 0, 1 or more
    };
    std::vector<group> all(groups);
    for (const auto& cell : cells(t)) {
        if (cell.is_margin()) continue;
        const auto n = t.contributors(cell.index());
        if (n == 0) continue;
        cell_index at = 0;
        for (std::size_t d = 0; d < dimensions.size(); ++d) {
            if (is_key(d)) at += cell.at()[d] * place[d];
        }
        all[at].persons += n;
        if (all[at].categories < 2) ++all[at].categories;
    }
    to.persons_in_one_category = to.uniques_by_keys = 0;
    for (const auto& g : all) {
        if (g.categories == 1) *to.persons_in_one_category += g.persons;
        if (g.persons == 1) ++*to.uniques_by_keys;
    }
}

} // namespace detail

/// The figures of a table whose cells have these scores, as `score_cells` gives them; at risk is a score of at least 1 / `limit_one_in`.
/// They describe; a release is decided by the highest score, since an average of thousands hides one person. Sources: ARX, RiskModelSampleSummary
/// (records at risk, average risk); Raab, Nowok and Dibben, synthpop, disclosure vignette (Dorig, UiO).
/// Errors: bad_argument where the scores are not one a cell or the limit is under 1. O(dimensions x cells), and memory of one number for each group.
[[nodiscard]] inline result<table_risk> score_table(const table& t, std::span<const cell_risk> scores, std::int64_t limit_one_in) {
    if (scores.size() != t.size())
        return error{.code = errc::bad_argument,
                     .message = "scores of another table",
                     .found = std::to_string(scores.size()) + " cells",
                     .wanted = std::to_string(t.size()) + " cells"};
    if (limit_one_in < 1)
        return error{.code = errc::bad_argument, .message = "limit of a score, 1 / n", .found = std::to_string(limit_one_in), .wanted = "at least 1"};
    table_risk found;
    double sum = 0;
    for (const auto& cell : cells(t)) {
        const auto& score = scores[cell.index()];
        if (score.one_in < found.highest.one_in) {
            found.highest = score;
            found.highest_cell = cell.index();
        }
        if (cell.is_margin() || t.is_structural_zero(cell.index())) continue;
        const auto n = t.contributors(cell.index());
        ++found.leaves;
        found.zeros += n == 0 ? 1U : 0U;
        found.ones += n == 1 ? 1U : 0U;
        found.twos += n == 2 ? 1U : 0U;
        found.persons += n;
        if (score.one_in <= limit_one_in) found.persons_at_risk += n;
        sum += static_cast<double>(n) * score.score();
    }
    if (found.persons > 0) found.average = sum / static_cast<double>(found.persons);
    detail::count_by_keys(t, found);
    return found;
}

} // namespace sdc::inline v0
