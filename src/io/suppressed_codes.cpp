#include "suppressed_codes.hpp"

#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <map>

namespace sdc::inline v0::detail {
namespace {

constexpr interval nobody{.low = 0, .high = 0};

/// Numbers of people, none of which is beyond 2^53.
void add_to(interval& sum, const interval& more) {
    sum.low += more.low;
    sum.high = sum.high == unlimited || more.high == unlimited ? unlimited : sum.high + more.high;
}

} // namespace

rows_without_code::rows_without_code(const cube& c, const records& rows,
                                     std::span<const suppressed_code> texts)
    : cube_(c), rows_(rows), texts_(c.dimensions().size()) {
    for (std::size_t d = 0; d < texts_.size(); ++d) {
        const auto& name = c.dimensions()[d].name;
        columns_.push_back(rows.find_column(name).value_or(0));
        for (const auto& [dimension, text] : texts) {
            if (dimension == name) texts_[d].push_back(text);
        }
    }
}

rows_without_code::dimension_set rows_without_code::without_code(std::size_t row) const {
    dimension_set dims = 0;
    for (std::size_t d = 0; d < texts_.size(); ++d) {
        if (std::ranges::find(texts_[d], rows_.field(row, columns_[d])) != texts_[d].end())
            dims |= dimension_set{1} << d;
    }
    return dims;
}

bool rows_without_code::has(std::size_t row) const { return without_code(row) != 0; }

result<void> rows_without_code::add(std::size_t row, interval number) {
    one_row made{
        .row = row, .without = without_code(row), .texts = {}, .total = 0, .number = number};
    for (std::size_t d = 0; d < columns_.size(); ++d) {
        if ((made.without >> d & 1U) != 0) {
            made.texts += rows_.field(row, columns_[d]) + '\n';
            continue;
        }
        const auto code = require_code(cube_.dimensions()[d], rows_.field(row, columns_[d]));
        if (!code) {
            auto e = code.error();
            e.where = rows_.where(row, columns_[d]);
            return e;
        }
        made.total += *code * cube_.shape().stride(d);
    }
    const auto at = std::ranges::lower_bound(kinds_, made.without);
    if (at == kinds_.end() || *at != made.without) kinds_.insert(at, made.without);
    all_.push_back(std::move(made));
    return {};
}

bool rows_without_code::has_leaves(cell_index cell, dimension_set dims) const {
    for (std::size_t d = 0; d < columns_.size(); ++d) {
        if ((dims >> d & 1U) != 0 && !cube_.codes(d).is_leaf(cube_.shape().coordinate(cell, d)))
            return false;
    }
    return true;
}

cell_index rows_without_code::total_over(cell_index cell, dimension_set dims) const {
    for (std::size_t d = 0; d < columns_.size(); ++d) {
        if ((dims >> d & 1U) != 0)
            cell -= cube_.shape().coordinate(cell, d) * cube_.shape().stride(d);
    }
    return cell;
}

/// For each row of this kind how many people of its codes can be in rows without codes: those
/// whose other codes may be the same, and at least those whose other codes are.
std::vector<interval> rows_without_code::count_people(dimension_set without) const {
    std::vector<interval> people(all_.size(), nobody);
    for (const auto other : kinds_) {
        std::map<cell_index, interval> sums; // by the codes that both kinds have
        for (const auto& one : all_) {
            if (one.without == other && has_leaves(one.total, without & ~other))
                add_to(sums.try_emplace(total_over(one.total, without), nobody).first->second,
                       one.number);
        }
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (all_[i].without != without || !has_leaves(all_[i].total, other & ~without))
                continue;
            const auto found = sums.find(total_over(all_[i].total, other));
            if (found == sums.end()) continue;
            const bool are_all_inside = (other & ~without) == 0;
            add_to(people[i],
                   {.low = are_all_inside ? found->second.low : 0, .high = found->second.high});
        }
    }
    return people;
}

sdc::error rows_without_code::refuse(const one_row& one, errc code, std::string message,
                                     std::string cell) const {
    return {.code = code,
            .message = std::move(message),
            .field = "suppressed_rows",
            .where = rows_.where(one.row, 0),
            .cell = std::move(cell)};
}

result<void> rows_without_code::learn_cells(const one_row& of, std::int64_t most,
                                            const std::vector<bool>& has_row,
                                            public_table& to) const {
    std::vector<cell_index> region{of.total};
    for (std::size_t d = 0; d < columns_.size(); ++d) {
        if ((of.without >> d & 1U) == 0) continue;
        std::vector<cell_index> wider;
        for (const auto cell : region) {
            for (code_index i = 0; i < cube_.codes(d).size(); ++i) {
                if (cube_.codes(d).is_leaf(i)) wider.push_back(cell + i * cube_.shape().stride(d));
            }
        }
        region = std::move(wider);
    }
    bool has_place = false;
    for (const auto cell : region) {
        if (has_row[cell] && to.known.low(cell) < to.known.high(cell)) {
            auto e = refuse(of, errc::bad_argument,
                            "people without a code beside a cell whose row has no number: they may "
                            "be counted in both",
                            describe(cube_, cell));
            e.wanted = "the file without this row, or without that of the cell, if these are the "
                       "same people";
            return e;
        }
        if (has_row[cell]) continue;
        has_place = true;
        to.known.learn(cell, 0, most);
        to.listed[cell] = true;
        to.suppressed.push_back(cell);
    }
    if (!has_place && of.number.low > 0)
        return refuse(of, errc::contradiction,
                      "people without a code, and each cell that they may be in has a row", {});
    return {};
}

/// Where the file shows leaf cells, all people are in a row of theirs, or in one without a code.
void rows_without_code::learn_empty(const std::vector<bool>& has_row, public_table& to) const {
    const auto all_dimensions = static_cast<dimension_set>((1U << columns_.size()) - 1);
    bool shows_leaves = std::ranges::any_of(all_, [&](const one_row& one) {
        return has_leaves(one.total, all_dimensions & ~one.without);
    });
    for (cell_index cell = 0; cell < has_row.size() && !shows_leaves; ++cell)
        shows_leaves = has_row[cell] && !cube_.is_margin(cell);
    if (!shows_leaves) return;
    for (cell_index cell = 0; cell < to.listed.size(); ++cell) {
        if (to.listed[cell] || cube_.is_margin(cell)) continue;
        to.known.learn_exact(cell, 0);
        to.listed[cell] = true;
    }
}

result<void> rows_without_code::learn_totals(dimension_set without,
                                             const std::vector<bool>& has_row,
                                             public_table& to) const {
    std::map<cell_index, interval> with_row; // by the codes that these rows have
    for (cell_index cell = 0; cell < has_row.size(); ++cell) {
        if (has_row[cell] && has_leaves(cell, without))
            add_to(with_row.try_emplace(total_over(cell, without), nobody).first->second,
                   {.low = to.known.low(cell), .high = to.known.high(cell)});
    }
    const auto people = count_people(without);
    for (std::size_t i = 0; i < all_.size(); ++i) {
        const auto& one = all_[i];
        if (one.without != without) continue;
        auto sum = people[i];
        if (const auto others = with_row.find(one.total); others != with_row.end())
            add_to(sum, others->second);
        to.known.learn(one.total, sum.low, sum.high);
        if (to.known.low(one.total) > to.known.high(one.total))
            return refuse(one, errc::contradiction,
                          "rows that cannot all be true, if each cell with a row has all its "
                          "people there",
                          describe(cube_, one.total));
        to.listed[one.total] = true;
        if (to.known.low(one.total) != to.known.high(one.total)) to.suppressed.push_back(one.total);
        if (auto ok = learn_cells(one, people[i].high, has_row, to); !ok) return ok;
    }
    return {};
}

result<void> rows_without_code::learn(public_table& to) const {
    if (all_.empty()) return {};
    std::map<std::pair<std::string, cell_index>, std::size_t> seen;
    for (const auto& one : all_) {
        if (seen.try_emplace({one.texts, one.total}, one.row).second) continue;
        auto e = refuse(one, errc::duplicate, "two rows of the same codes and texts", {});
        e.wanted = "one row of each, with their sum";
        return e;
    }
    const auto has_row = to.listed;
    for (const auto without : kinds_) {
        if (auto ok = learn_totals(without, has_row, to); !ok) return ok;
    }
    learn_empty(has_row, to);
    return {};
}

} // namespace sdc::inline v0::detail
