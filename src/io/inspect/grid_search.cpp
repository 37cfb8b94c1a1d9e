#include "grid_search.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

constexpr std::size_t longest_fill = 64, longest_row = 64, longest_column = 1000,
                      most_columns_searched = 256, most_positions = 100'000;

void append(code_references& to, const code_references& more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// The text without what stands in brackets: markers and notes are no values.
std::string without_brackets(std::string_view text) {
    std::string made;
    int depth = 0;
    for (const char c : text) {
        depth += c == '[' ? 1 : 0;
        if (depth == 0) made += c;
        depth -= c == ']' && depth > 0 ? 1 : 0;
    }
    return made;
}

} // namespace

grid_search::grid_search(finding_list& findings, std::string part, grid_places places,
                         code_references always)
    : findings_(findings), search_(findings.search()), part_(std::move(part)),
      places_(std::move(places)), always_(std::move(always)) {}

void grid_search::cell(std::uint32_t row, std::uint32_t column, std::string_view text,
                       bool is_number) {
    if (row != row_) end_row();
    row_ = row;
    held one{.column = column};
    const auto& codes = search_.named_by(text);
    if (!codes.empty()) one.codes = &codes;
    if (is_number)
        one.number = search_.number(text);
    else if (one.codes == nullptr && text.find_first_of("0123456789") != std::string_view::npos)
        one.text = text;
    cells_.push_back(std::move(one));
}

bool grid_search::is_header() const {
    return std::ranges::none_of(cells_,
                                [](const held& one) { return one.number && one.codes == nullptr; });
}

/// What merged or blank cells on the left carry on from above.
code_references grid_search::context_of_row() const {
    code_references made;
    const auto first =
        std::ranges::find_if(cells_, [](const held& one) { return one.codes == nullptr; });
    const std::size_t end =
        std::min<std::size_t>(first == cells_.end() ? 0 : first->column, longest_fill);
    for (std::size_t column = 1; column < std::min(end, latest_.size()); ++column) {
        if (latest_[column] != nullptr &&
            !std::ranges::binary_search(cells_, column, {}, &held::column))
            append(made, *latest_[column]);
    }
    return made;
}

void grid_search::look_at(held& one, const code_references& row, line& of_row) {
    code_references named;
    for (const auto& other : cells_) {
        // A count may look like a code: it names what is on its right alone.
        if (other.codes != nullptr && &other != &one &&
            (!other.number || other.column < one.column))
            append(named, *other.codes);
    }
    search_.add_further(named, row);
    if (one.column < above_.size()) search_.add_further(named, above_[one.column]);
    search_.add_further(named, always_);
    auto& of_column = columns_[std::min<std::size_t>(one.column, most_columns_searched)];
    for (const auto cell : search_.cells_of(named)) {
        const bool is_equal = one.number && *one.number == search_.value(cell);
        if (!search_.is_suppressed(cell)) {
            one.is_published = one.is_published || is_equal;
            continue;
        }
        if (is_equal)
            findings_.add(finding_kind::suppressed_value, part_, places_(row_, one.column),
                          "the suppressed value of " + search_.describe(cell));
        if (suppressed_.size() < most_positions)
            suppressed_.emplace(std::pair(row_, one.column), cell);
        of_row.suppressed.push_back(cell);
        if (of_column.suppressed.size() < longest_column) of_column.suppressed.push_back(cell);
    }
    if (one.text.empty()) return;
    for (const auto cell : search_.find_in(without_brackets(one.text), named))
        findings_.add(finding_kind::suppressed_value, part_, places_(row_, one.column),
                      "a text with the suppressed value of " + search_.describe(cell));
}

void grid_search::end_row() {
    if (cells_.empty()) return;
    if (const auto last = cells_.back().column; last >= above_.size()) {
        above_.resize(last + 1);
        latest_.resize(last + 1);
        columns_.resize(std::max<std::size_t>(last, most_columns_searched) + 1);
    }
    const auto row = context_of_row();
    line of_row;
    for (auto& one : cells_) {
        if (one.codes == nullptr || one.number) look_at(one, row, of_row);
        if (!one.number) continue;
        if (of_row.numbers.size() < longest_row) of_row.numbers.push_back(one);
        auto& column = columns_[one.column].numbers;
        if (one.column >= most_columns_searched || column.size() >= longest_column) continue;
        column.push_back(one);
        column.back().column = row_; // along a column, its row
    }
    const bool names_codes = !row.empty() || std::ranges::any_of(cells_, [](const held& one) {
        return one.codes != nullptr;
    });
    if (names_codes) look_for_pairs(of_row, row_, 0);
    remember();
    cells_.clear();
}

/// Numbers that are published may be added and subtracted: that was audited.
void grid_search::look_for_pairs(const line& in, std::uint32_t row, std::uint32_t column) {
    auto wanted = in.suppressed;
    std::ranges::sort(wanted);
    wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
    if (wanted.empty() || std::ranges::all_of(in.numbers, &held::is_published)) return;
    std::multimap<std::int64_t, const held*> by_number;
    for (const auto& one : in.numbers) by_number.emplace(*one.number, &one);
    const auto find_other = [&](const held& one, std::int64_t number) {
        const auto [first, last] = by_number.equal_range(number);
        const auto at = std::find_if(first, last, [&](const auto& entry) {
            return entry.second != &one && !(entry.second->is_published && one.is_published);
        });
        return at == last ? nullptr : at->second;
    };
    for (const auto cell : wanted) {
        const auto value = search_.value(cell);
        for (const auto& one : in.numbers) {
            if (*one.number == 0 || *one.number == value) continue;
            const auto* other = find_other(one, value - *one.number);
            if (other == nullptr) other = find_other(one, *one.number - value);
            if (other == nullptr || *other->number == 0 || *other->number == value) continue;
            const auto place = [&](const held& which) {
                return column == 0 ? places_(row, which.column) : places_(which.column, column);
            };
            findings_.add(finding_kind::derivable_value, part_, place(one),
                          "with " + place(*other) + " it gives the suppressed value of " +
                              search_.describe(cell));
            break;
        }
    }
}

void grid_search::remember() {
    const bool header = is_header();
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const auto& one = cells_[i];
        latest_[one.column] = one.codes;
        if (one.codes == nullptr || (one.number && !header)) continue;
        const std::size_t next = i + 1 < cells_.size() ? cells_[i + 1].column : above_.size();
        const std::size_t end =
            header ? std::min(next, std::size_t{one.column} + longest_fill) : one.column + 1;
        for (std::size_t column = one.column; column < end; ++column) {
            std::erase_if(above_[column], [&](const code_reference& old) {
                return std::ranges::any_of(*one.codes, [&](const code_reference& now) {
                    return now.table == old.table && now.dimension == old.dimension;
                });
            });
            append(above_[column], *one.codes);
        }
    }
}

void grid_search::end() {
    end_row();
    for (std::uint32_t column = 1; column < std::min(columns_.size(), most_columns_searched);
         ++column) {
        if (column < above_.size() && !above_[column].empty())
            look_for_pairs(columns_[column], 0, column);
    }
}

} // namespace sdc::inline v0::detail
