#include "sheet_inspector.hpp"

#include <algorithm>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t most_named = 5;
constexpr std::uint32_t row_gap = 50, column_gap = 20; // empty ones before what counts as distant

std::uint64_t position(std::uint32_t row, std::uint32_t column) {
    return std::uint64_t{row} << 15U | column;
}
std::string name_at(std::uint64_t position) {
    return cell_name(static_cast<std::uint32_t>(position >> 15U),
                     static_cast<std::uint32_t>(position & 0x7FFFU));
}
/// "B"
std::string column_letters(std::uint32_t column) {
    auto name = cell_name(1, column);
    name.pop_back();
    return name;
}
std::string counted(std::uint64_t n, const char* what) {
    return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

} // namespace

void number_ranges::add(std::uint32_t n) {
    if (!ranges_.empty() && n <= ranges_.back().second) return;
    if (!ranges_.empty() && ranges_.back().second + 1 == n)
        ranges_.back().second = n;
    else
        ranges_.emplace_back(n, n);
}

bool number_ranges::contains(std::uint32_t n) const {
    return std::ranges::any_of(
        ranges_, [n](const auto& range) { return range.first <= n && n <= range.second; });
}

std::string number_ranges::describe_rows() const {
    const bool is_one = ranges_.size() == 1 && ranges_[0].first == ranges_[0].second;
    std::string text = is_one ? "row " : "rows ";
    for (std::size_t i = 0; i < std::min(ranges_.size(), most_named); ++i) {
        text += (i == 0 ? "" : ", ") + std::to_string(ranges_[i].first);
        if (ranges_[i].second != ranges_[i].first)
            text += " to " + std::to_string(ranges_[i].second);
    }
    return text + (ranges_.size() > most_named ? " and others" : "");
}

bool sheet_inspector::begin_sheet(const sheet_head& head) {
    name_ = head.name;
    part_ = head.part;
    visibility_ = head.visibility;
    hidden_ = {.is_hidden = visibility_ != sheet_visibility::visible};
    filtered_rows_ = {};
    cells_ = invisible_ = covered_ = steps_ = 0;
    positions_.clear();
    first_invisible_.clear();
    first_covered_.clear();
    columns_.assign(most_columns + 1, false);
    last_row_ = far_row_ = 0;
    has_filter_ = false;
    grid_.reset();
    const auto& search = findings_.search();
    if (!search.is_empty())
        grid_ = std::make_unique<grid_search>(
            findings_, part_,
            [this](std::uint32_t row, std::uint32_t column) {
                return place("cell " + cell_name(row, column));
            },
            search.named_in(name_));
    return true;
}

void sheet_inspector::used_string(std::size_t index) {
    if (index >= used_.size()) used_.resize(std::max(index + 1, 2 * used_.size()));
    used_[index] = true;
}

bool sheet_inspector::cell(const read_cell& one) {
    ++cells_;
    positions_.push_back(position(one.row, one.column));
    switch (one.cover) {
    case cell_cover::none: break;
    case cell_cover::hidden_row: hidden_.rows.add(one.row); break;
    case cell_cover::filtered_row: filtered_rows_.add(one.row); break;
    case cell_cover::hidden_column: hidden_.columns.insert(one.column); break;
    case cell_cover::merged:
        if (covered_++ < most_named) first_covered_.push_back(positions_.back());
    }
    if ((one.is_white || one.shows_nothing) && invisible_++ < most_named)
        first_invisible_.push_back(positions_.back());
    note_far(one);
    const bool is_number = one.holds == read_cell::content::number;
    if (grid_ && (is_number || one.holds == read_cell::content::text))
        grid_->cell(one.row, one.column, one.text, is_number);
    return true;
}

void sheet_inspector::note_far(const read_cell& one) {
    if (last_row_ != 0 && far_row_ == 0 && one.row > last_row_ + row_gap) far_row_ = one.row;
    last_row_ = one.row;
    columns_[one.column] = true;
}

bool sheet_inspector::merged(const sheet_range& range) {
    constexpr std::uint64_t most_steps = 1U << 24U; // merged cells do not overlap
    const auto last = position(range.last_row, range.last_column);
    auto at = std::ranges::lower_bound(positions_, position(range.first_row, range.first_column));
    for (; at != positions_.end() && *at <= last && ++steps_ < most_steps; ++at) {
        const auto row = static_cast<std::uint32_t>(*at >> 15U),
                   column = static_cast<std::uint32_t>(*at & 0x7FFFU);
        if (!range.contains(row, column)) continue;
        if (row == range.first_row && column == range.first_column) continue;
        if (covered_++ < most_named) first_covered_.push_back(*at);
    }
    return true;
}

std::string sheet_inspector::place(const std::string& inside) const {
    return "sheet " + findings_.show(name_) + (inside.empty() ? "" : ", " + inside);
}

void sheet_inspector::add_first(finding_kind kind, const std::vector<std::uint64_t>& cells,
                                std::uint64_t count, const char* what) {
    if (count == 0) return;
    std::string names;
    for (const auto at : cells) names += (names.empty() ? "" : ", ") + name_at(at);
    findings_.add(kind, part_,
                  place((count == 1 ? "cell " : "cells ") + names +
                        (count > cells.size() ? " and others" : "")),
                  counted(count, "cell") + what);
}

bool sheet_inspector::end_sheet() {
    if (grid_) grid_->end();
    if (hidden_.is_hidden)
        findings_.add(finding_kind::hidden_sheet, part_, place(""),
                      counted(cells_, "cell") + " with content" +
                          (visibility_ == sheet_visibility::very_hidden
                               ? "; the menus of a spreadsheet program do not list it"
                               : ""));
    if (!hidden_.rows.is_empty())
        findings_.add(has_filter_ ? finding_kind::filtered_rows : finding_kind::hidden_rows, part_,
                      place(hidden_.rows.describe_rows()));
    if (!filtered_rows_.is_empty())
        findings_.add(finding_kind::filtered_rows, part_, place(filtered_rows_.describe_rows()));
    std::string letters;
    for (const auto column : hidden_.columns)
        letters += (letters.empty() ? "" : ", ") + column_letters(column);
    if (!letters.empty())
        findings_.add(finding_kind::hidden_columns, part_,
                      place((hidden_.columns.size() == 1 ? "column " : "columns ") + letters));
    add_first(finding_kind::covered_cells, first_covered_, covered_, " under merged cells");
    add_first(finding_kind::invisible_cells, first_invisible_, invisible_,
              " in white, or with a number format that shows nothing");
    if (far_row_ != 0)
        findings_.add(finding_kind::distant_cells, part_, place("row " + std::to_string(far_row_)),
                      "content below more than " + std::to_string(row_gap) + " empty rows");
    std::uint32_t last = 0;
    for (std::uint32_t column = 1; column <= most_columns; ++column) {
        if (!columns_[column]) continue;
        if (last != 0 && column > last + column_gap)
            findings_.add(
                finding_kind::distant_cells, part_, place("column " + column_letters(column)),
                "content beyond more than " + std::to_string(column_gap) + " empty columns");
        last = column;
    }
    hidden_.part = part_;
    if (grid_) hidden_.suppressed = grid_->suppressed();
    sheets_[name_] = std::move(hidden_);
    return true;
}

} // namespace sdc::inline v0::detail
