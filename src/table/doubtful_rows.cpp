#include <sdc/table/doubtful_rows.hpp>

#include "number_texts.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/column_texts.hpp>
#include <sdc/table/detail/count_reader.hpp>
#include <sdc/table/undeclared_totals.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace sdc::inline v0 {
namespace {

template <class F>
bool all_texts(const records& rows, std::size_t column, F&& holds) {
    return std::ranges::all_of(detail::find_texts(rows, column), [&](const auto& text) {
        return holds(detail::trim(detail::text_of(rows, text)));
    });
}

class row_checker {
public:
    row_checker(const records& rows, const tabulate_options& how, const row_confirmations& said)
        : rows_(rows), how_(how), said_(said) {
        for (const auto& d : how.by) {
            if (const auto column = rows.find_column(d.name)) dimensions_.push_back(*column);
        }
        for (std::size_t i = 0; i < rows.names.size(); ++i) {
            const auto& name = rows.names[i];
            if (name != how.count && name != how.value && name != how.contributor &&
                std::ranges::find(dimensions_, i) == dimensions_.end())
                others_.push_back(i);
        }
    }

    result<std::vector<std::string>> run() {
        // What is missing, `tabulate` says.
        if (rows_.size() == 0 || dimensions_.size() != how_.by.size() ||
            std::set(dimensions_.begin(), dimensions_.end()).size() != dimensions_.size())
            return notes_;
        if (how_.count.empty()) {
            if (auto ok = check_records(); !ok) return ok.error();
            return notes_;
        }
        const auto count = rows_.find_column(how_.count);
        if (!count || std::ranges::find(dimensions_, *count) != dimensions_.end()) return notes_;
        if (auto ok = check_duplicates(); !ok) return ok.error();
        if (auto ok = check_totals(*count); !ok) return ok.error();
        return notes_;
    }

private:
    /// Records with a column of whole numbers that could be their counts.
    result<void> check_records() const {
        if (said_.rows_are_records || !how_.value.empty()) return {};
        for (const auto column : others_) {
            if (!all_texts(rows_, column, detail::looks_whole)) continue;
            return error{.code = errc::bad_argument,
                         .message = "column " + detail::quoted(rows_.names[column]) +
                                    " holds whole numbers, and no column of counts is named",
                         .field = "row_confirmations.rows_are_records",
                         .where = {.file = rows_.source},
                         .cell = rows_.names[column],
                         .wanted = "the column of counts, or that each row is one record"};
        }
        return {};
    }

    /// Rows that agree in all that names something.
    result<void> check_duplicates() const {
        if (said_.sum_duplicates || said_.merge_similar) return {}; // a merge makes rows equal
        auto keys = dimensions_;
        if (const auto who = rows_.find_column(how_.contributor)) keys.push_back(*who);
        for (const auto column : others_) {
            const bool whole = all_texts(rows_, column, detail::looks_whole);
            if (whole || !all_texts(rows_, column, detail::looks_measured)) keys.push_back(column);
        }
        std::vector<std::uint32_t> group(rows_.size(), 0);
        for (const auto column : keys) {
            std::unordered_map<std::uint64_t, std::uint32_t> numbers;
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                const auto word = rows_.fields.number(row * rows_.names.size() + column);
                const auto next = static_cast<std::uint32_t>(numbers.size());
                group[row] = numbers.try_emplace(std::uint64_t{group[row]} << 32U | word, next)
                                 .first->second;
            }
        }
        std::vector<std::size_t> first(rows_.size(), rows_.size());
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            auto& one = first[group[row]];
            if (one != rows_.size())
                return error{.code = errc::duplicate,
                             .message = "a cell given twice",
                             .field = "row_confirmations.sum_duplicates",
                             .where = rows_.where(row, dimensions_.front()),
                             .found = "the codes of line " +
                                      std::to_string(rows_.where(one, 0).line) + " again",
                             .wanted = "one row for each cell"};
            one = row;
        }
        return {};
    }

    result<void> check_totals(std::size_t count) {
        const auto reader = detail::count_reader::make(rows_, count, how_.counts);
        if (!reader) return {}; // `tabulate` says it
        std::vector<std::int64_t> counts;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const auto n = reader->read(row);
            if (!n) return {};
            counts.push_back(*n);
        }
        total_search search{.dimensions = dimensions_, .counts = counts};
        for (std::size_t d = 0; d < dimensions_.size(); ++d) {
            if (!how_.by[d].codes_from_data) continue;
            search.columns.push_back(dimensions_[d]);
            search.declared.push_back(how_.by[d].codes[0].id);
        }
        const auto named = search.columns.size();
        for (const auto column : others_) {
            if (all_texts(rows_, column, detail::looks_measured)) continue;
            search.columns.push_back(column);
            search.declared.emplace_back();
        }
        auto found = find_undeclared_totals(rows_, search);
        std::erase_if(found, [&](const auto& one) {
            return std::ranges::find(said_.not_totals, std::pair(one.column, one.code)) !=
                   said_.not_totals.end();
        });
        // A code with the name of a total explains why others of its column look like one.
        std::ranges::stable_sort(found, std::greater(), [](const auto& one) {
            return 2 * static_cast<int>(one.is_certain) +
                   static_cast<int>(is_name_of_total(one.code));
        });
        std::map<std::string, std::string> possible; // codes of a column
        for (const auto& one : found) {
            const bool is_summed =
                std::ranges::find(search.columns, *rows_.find_column(one.column)) >=
                search.columns.begin() + static_cast<std::ptrdiff_t>(named);
            if (one.is_certain) return refuse_total(one, is_summed);
            auto& codes = possible[one.column];
            codes += (codes.empty() ? "" : " or ") + detail::quoted(one.code);
        }
        for (const auto& [column, codes] : possible)
            notes_.push_back("column " + detail::quoted(column) +
                             " may hold a total, which is "
                             "counted as a category: " +
                             codes);
        return {};
    }

    [[nodiscard]] error refuse_total(const undeclared_total& one, bool is_summed) const {
        error e{.code = errc::bad_argument,
                .message = detail::quoted(one.code) + " looks like the total of " +
                           detail::quoted(one.column),
                .field =
                    is_summed ? "row_confirmations.summed_total" : "row_confirmations.not_totals",
                .where = {.file = rows_.source},
                .cell = one.column + "=" + one.code,
                .wanted = is_summed ? "the column as a dimension, rows without its total, or that "
                                      "it is no total"
                                    : "that it is the total, or that it is no total"};
        if (is_summed) e.message += ", a column whose rows are added";
        if (one.sums > 0)
            e.explanation = "it is the sum of the other codes in " + std::to_string(one.sums) +
                            (one.sums == 1 ? " line" : " lines") + " and differs in none";
        return e;
    }

    const records& rows_;
    const tabulate_options& how_;
    const row_confirmations& said_;
    std::vector<std::size_t> dimensions_, others_; // columns
    std::vector<std::string> notes_;
};

} // namespace

result<std::vector<std::string>> check_rows(const records& rows, const tabulate_options& how,
                                            const row_confirmations& said) {
    return row_checker(rows, how, said).run();
}

} // namespace sdc::inline v0
