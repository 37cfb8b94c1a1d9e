#include <sdc/table/wide.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace sdc::inline v0 {
namespace {

error refuse_wide(const records& wide, std::string message, std::string found, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(message),
            .field = "wide",
            .where = {.file = wide.source},
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

/// "2023, F"
std::string list_header_codes(std::span<const std::string> codes) {
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : ", ") + code;
    return sdc::detail::quoted(text);
}

class wide_header_reader {
public:
    wide_header_reader(const records& rows, const header_rows& header,
                       std::span<const wide_dimension> dimensions)
        : rows_(rows), header_(header), dimensions_(dimensions) {}

    result<wide_columns> run(std::span<const std::string> kept) {
        if (header_.size() != dimensions_.size())
            return refuse_wide(rows_, "not one dimension for each header row",
                               std::to_string(dimensions_.size()), std::to_string(header_.size()));
        auto found = find_kept(kept);
        if (!found) return found.error();
        wide_columns made{.kept = *std::move(found)};
        is_kept_.assign(header_.front().size(), false);
        for (const auto column : made.kept) is_kept_[column] = true;
        std::map<std::vector<std::string>, std::size_t> seen;
        for (std::size_t column = 0; column < is_kept_.size(); ++column) {
            if (is_kept_[column]) continue;
            auto codes = read_codes(column);
            if (!codes) return codes.error();
            const auto [other, is_new] = seen.emplace(*codes, column);
            if (!is_new) return refuse_repeated(other->second, column, *codes);
            made.counts.push_back({.column = column, .codes = *codes});
            left_ = *std::move(codes);
        }
        if (auto ok = check_last_column(made.counts); !ok) return ok.error();
        return made;
    }

private:
    /// In the last row, else in the first.
    result<std::vector<std::size_t>> find_kept(std::span<const std::string> kept) const {
        std::optional<error> missing;
        for (const auto row : {header_.size() - 1, std::size_t{0}}) {
            records names{.source = rows_.source, .names = header_[row]};
            std::vector<std::size_t> columns;
            for (const auto& name : kept) {
                const auto column = detail::require_column(names, name);
                if (column)
                    columns.push_back(*column);
                else if (!missing)
                    missing = column.error();
            }
            if (columns.size() < kept.size()) continue;
            if (auto ok = check_alone(columns, row); !ok) return ok.error();
            return columns;
        }
        return *missing;
    }

    result<void> check_alone(std::span<const std::size_t> columns, std::size_t row) const {
        for (const auto column : columns) {
            for (std::size_t other = 0; other < header_.size(); ++other) {
                if (other == row || header_[other][column].empty()) continue;
                auto e = refuse_wide(rows_,
                                     "a text in the header above or below " +
                                         detail::quoted(header_[row][column]),
                                     detail::quoted(header_[other][column]),
                                     std::to_string(header_.size()) +
                                         " header rows, one for each dimension, with nothing but "
                                         "the name in this column");
                e.where.column = column + 1;
                return e;
            }
        }
        return {};
    }

    result<std::vector<std::string>> read_codes(std::size_t column) const {
        std::vector<std::string> codes;
        for (std::size_t row = 0; row < header_.size(); ++row) {
            const auto code = read_code(row, column, codes);
            if (!code) return code.error();
            codes.push_back(*code);
        }
        return codes;
    }

    /// `above`: the codes of the rows above in this column.
    result<std::string> read_code(std::size_t row, std::size_t column,
                                  std::span<const std::string> above) const {
        if (!header_[row][column].empty()) return header_[row][column];
        const bool is_last = row + 1 == header_.size();
        const bool has_left = column > 0 && !is_kept_[column - 1] && !left_.empty();
        if (!is_last && has_left && std::equal(above.begin(), above.end(), left_.begin()))
            return left_[row];
        if (is_total_down_from(row, column, above)) return dimensions_[row].total;
        auto e = refuse_wide(rows_,
                             "no code of " + detail::quoted(dimensions_[row].name) +
                                 " in a header cell" +
                                 (above.empty() ? "" : " under " + list_header_codes(above)),
                             "",
                             "a code in each cell, and " + detail::quoted(dimensions_[row].total) +
                                 " in that of a column of totals");
        e.where.column = column + 1;
        return e;
    }

    /// The cells from here down are blank, under one that names a total.
    bool is_total_down_from(std::size_t row, std::size_t column,
                            std::span<const std::string> above) const {
        std::size_t named = row; // the lowest row with a text
        while (named > 0 && header_[named - 1][column].empty()) --named;
        if (named == 0) return false;
        for (auto total = named - 1; total < row; ++total) {
            if (above[total] != dimensions_[total].total) return false;
        }
        return std::all_of(
            header_.begin() + static_cast<std::ptrdiff_t>(row), header_.end(),
            [column](const std::vector<std::string>& texts) { return texts[column].empty(); });
    }

    /// A last column below a blank cell, whose codes stand under no other code than the one at the
    /// left, though those beside it do, may as well be of the total of all.
    result<void> check_last_column(std::span<const wide_columns::coded> counts) const {
        for (std::size_t row = 0; row + 1 < header_.size() && !counts.empty(); ++row) {
            const auto& last = counts.back();
            if (!header_[row][last.column].empty() || last.codes[row] == dimensions_[row].total)
                continue;
            const auto split = static_cast<std::ptrdiff_t>(row) + 1;
            const auto has_same = [&](const wide_columns::coded& a, const wide_columns::coded& b,
                                      bool above) {
                return above ? std::equal(a.codes.begin(), a.codes.begin() + split, b.codes.begin())
                             : std::equal(a.codes.begin() + split, a.codes.end(),
                                          b.codes.begin() + split);
            };
            const auto is_elsewhere = [&](const wide_columns::coded& one) {
                return std::ranges::any_of(counts, [&](const wide_columns::coded& other) {
                    return has_same(one, other, false) && !has_same(one, other, true);
                });
            };
            if (is_elsewhere(last) ||
                std::ranges::none_of(counts, [&](const wide_columns::coded& beside) {
                    return has_same(beside, last, true) && is_elsewhere(beside);
                }))
                continue;
            auto e = refuse_wide(
                rows_,
                list_header_codes(std::span(last.codes).subspan(row + 1)) + " stands under " +
                    sdc::detail::quoted(last.codes[row]) + " alone, by a blank header cell",
                "",
                sdc::detail::quoted(last.codes[row]) + " written above it, or " +
                    sdc::detail::quoted(dimensions_[row].total) +
                    " there, and the total of the other header rows below, in a column of totals");
            e.where.column = last.column + 1;
            return e;
        }
        return {};
    }

    error refuse_repeated(std::size_t first, std::size_t second,
                          std::span<const std::string> codes) const {
        auto e = refuse_wide(rows_, "two columns with the same codes",
                             "columns " + std::to_string(first + 1) + " and " +
                                 std::to_string(second + 1) + ", " + list_header_codes(codes),
                             "one column for each code, and a dimension for each header row");
        e.code = errc::duplicate;
        return e;
    }

    const records& rows_;
    const header_rows& header_;
    std::span<const wide_dimension> dimensions_;
    std::vector<bool> is_kept_;
    std::vector<std::string> left_; // the codes of the last column that has some
};

/// Names of the columns of the rows that are made.
result<std::vector<std::string>> name_long_columns(const records& wide,
                                                   std::span<const std::string> kept,
                                                   std::span<const wide_dimension> dimensions,
                                                   const std::string& count) {
    std::vector<std::string> names(kept.begin(), kept.end());
    const auto add = [&](const std::string& name) -> result<void> {
        if (std::ranges::find(names, name) != names.end() ||
            std::ranges::find(wide.names, name) != wide.names.end())
            return refuse_wide(wide, "a column of this name is in the file", detail::quoted(name),
                               "a name of its own for the columns together");
        names.push_back(name);
        return {};
    };
    for (const auto& d : dimensions) {
        if (auto ok = add(d.name); !ok) return ok.error();
    }
    if (auto ok = add(count); !ok) return ok.error();
    return names;
}

} // namespace

result<wide_columns> read_wide_header(const file_rows& wide, std::span<const std::string> kept,
                                      std::span<const wide_dimension> dimensions) {
    const auto& [rows, header] = wide;
    const auto as_wide = [&rows](const auto& row) { return row.size() == rows.names.size(); };
    if (!std::ranges::all_of(header, as_wide))
        return refuse_wide(rows, "header rows of other widths", "",
                           std::to_string(rows.names.size()));
    if (!header.empty()) return wide_header_reader(rows, header, dimensions).run(kept);
    const header_rows alone{rows.names};
    return wide_header_reader(rows, alone, dimensions).run(kept);
}

result<records> rows_of_wide_table(const file_rows& wide, std::span<const std::string> kept,
                                   std::span<const wide_dimension> dimensions,
                                   const std::string& count) {
    const auto& from = wide.rows;
    const auto columns = read_wide_header(wide, kept, dimensions);
    if (!columns) return columns.error();
    auto names = name_long_columns(from, kept, dimensions, count);
    if (!names) return names.error();
    if (columns->counts.empty())
        return refuse_wide(from, "no column is left for " + detail::quoted(dimensions.back().name),
                           "", "columns of counts");
    if (from.size() == 0 && wide.header.size() > 1)
        return refuse_wide(from, "no row below the header rows",
                           std::to_string(wide.header.size()) + " header rows",
                           "rows of counts below them");
    records rows{.source = from.source, .separator = from.separator, .notes = from.notes};
    rows.names = *std::move(names);
    rows.fields.reserve(from.size() * columns->counts.size() * rows.names.size());
    for (std::size_t row = 0; row < from.size(); ++row) {
        for (const auto& [column, codes] : columns->counts) {
            for (const auto key : columns->kept) rows.fields.push_back(from.field(row, key));
            rows.fields.append(codes);
            rows.fields.push_back(from.field(row, column));
            rows.lines.push_back(from.where(row, 0).line);
        }
    }
    return rows;
}

result<records> rows_of_wide_table(const records& wide, std::span<const std::string> kept,
                                   const std::string& dimension, const std::string& count) {
    const std::array<wide_dimension, 1> alone{{{.name = dimension}}};
    return rows_of_wide_table(file_rows{.rows = wide}, kept, alone, count);
}

} // namespace sdc::inline v0
