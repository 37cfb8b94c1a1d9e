#include <sdc/risk/table/table.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sdc::inline v0::detail {

void count_by_keys(const table& t, table_risk& to) {
    const auto dimensions = t.cube().dimensions();
    const auto is_key = [&](std::size_t d) { return dimensions[d].role != role::sensitive; };
    std::size_t keys = 0;
    std::vector<cell_index> place(
        dimensions.size()); // of each key dimension its stride among groups
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

} // namespace sdc::inline v0::detail

namespace sdc::inline v0 {

result<table_risk> score_table(const table& t, std::span<const cell_risk> scores,
                               std::int64_t limit_one_in) {
    if (scores.size() != t.size())
        return error{.code = errc::bad_argument,
                     .message = "scores of another table",
                     .field = "scores",
                     .found = std::to_string(scores.size()) + " cells",
                     .wanted = std::to_string(t.size()) + " cells"};
    if (limit_one_in < 1)
        return error{.code = errc::bad_argument,
                     .message = "limit of a score, 1 / n",
                     .field = "limit_one_in",
                     .found = std::to_string(limit_one_in),
                     .wanted = "at least 1"};
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
