#include <sdc/io/workbook.hpp>

#include "workbook/header_row.hpp"
#include "workbook/kind.hpp"
#include "workbook/reader.hpp"

#include <sdc/detail/printable.hpp>
#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace sdc::inline v0 {
namespace {

using detail::cell_cover;
using detail::cell_name;
using detail::read_cell;
using detail::sheet_range;

constexpr std::uint64_t most_fields = 1U << 24U, most_bytes = 1U << 28U;

error bad_choice(const std::string& source, std::string field, std::string message,
                 std::string found, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(message),
            .field = std::move(field),
            .where = {.file = source},
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

/// Reads the sheet that is chosen, or the only visible one with content.
class sheet_chooser : public detail::sheet_sink {
public:
    sheet_chooser(std::string source, const sheet_choice& choice,
                  const std::optional<sheet_range>& range)
        : source_(std::move(source)), choice_(choice), range_(range) {}

    bool begin_sheet(const detail::sheet_head& head) override {
        const bool is_hidden = head.visibility != detail::sheet_visibility::visible;
        names_.push_back(detail::quoted(head.name) + (is_hidden ? " (hidden)" : ""));
        const bool wanted = choice_.name.empty()
                                ? !is_hidden && !(several_ && choice_.columns.empty())
                                : choice_.name == head.name && !found_;
        if (!wanted) return false;
        current_ = {.name = std::string(head.name), .is_hidden = is_hidden};
        problem_.reset();
        fields_ = bytes_ = covered_ = 0;
        return true;
    }

    bool cell(const read_cell& one) override {
        if (range_ && !range_->contains(one.row, one.column)) return true;
        if (found_ && choice_.columns.empty()) { // a second one: the rest are only listed
            several_ = true;
            return true;
        }
        if (one.cover != cell_cover::none) {
            if (choice_.hidden == hidden_content::leave_out) return true;
            if (choice_.hidden == hidden_content::refuse) note(one, hidden(one));
        }
        note_content(one);
        if (problem_) return true; // of a sheet that may not be the one
        auto& rows = current_.rows;
        if (rows.empty() || rows.back().line != one.row) rows.push_back({.line = one.row});
        auto& fields = rows.back().fields;
        const auto at = one.column - (range_ ? range_->first_column : 1);
        fields_ += at + 1 - fields.size();
        bytes_ += one.text.size();
        if (fields_ > most_fields || bytes_ > most_bytes) {
            note(one, {.code = errc::overflow,
                       .message = "the sheet is larger than a table needs",
                       .wanted = "at most " + std::to_string(most_fields) + " cells and " +
                                 std::to_string(most_bytes) + " bytes"});
            rows.clear();
            return true;
        }
        fields.resize(at + 1);
        fields.back() = one.text;
        return true;
    }

    bool merged(const sheet_range& range) override {
        auto& rows = current_.rows;
        const auto first =
            std::ranges::lower_bound(rows, std::uint64_t{range.first_row}, {}, &sheet_row::line);
        for (auto row = first; row != rows.end() && row->line <= range.last_row; ++row)
            check_covered(*row, range);
        return covered_ <= most_fields;
    }

    bool end_sheet() override {
        if (covered_ > most_fields)
            problem_ = error{.code = errc::overflow, .message = "merged cells that overlap"};
        std::erase_if(current_.rows, [](const sheet_row& row) { return row.fields.empty(); });
        const bool has_content = problem_ || !current_.rows.empty();
        if (has_content || !choice_.name.empty()) consider();
        return true;
    }

    [[nodiscard]] result<sheet> take() && {
        const auto all = detail::join(names_);
        if (several_)
            return bad_choice(source_, "sheet", "several sheets have content", all,
                              "the name of one of them");
        if (!found_ && choice_.name.empty())
            return bad_choice(source_, "sheet", "no visible sheet has content", all,
                              "a sheet with a table");
        if (!found_)
            return bad_choice(source_, "sheet", "no such sheet", detail::quoted(choice_.name),
                              "one of " + all);
        if (problem_of_found_) return *std::move(problem_of_found_);
        return *std::move(found_);
    }

private:
    /// A sheet that names the columns is preferred to those that do not; two that are alike leave
    /// the choice open.
    void consider() {
        const bool is_named =
            !choice_.columns.empty() && std::ranges::any_of(current_.rows, [&](const auto& row) {
                return detail::holds_names(row, choice_.columns);
            });
        if (found_ && found_is_named_ && !is_named) return;
        several_ = found_ && found_is_named_ == is_named;
        if (several_) return;
        found_ = std::move(current_);
        problem_of_found_ = std::move(problem_);
        found_is_named_ = is_named;
    }

    /// The first problem of the sheet, with its place.
    void note(const read_cell& at, error e) {
        if (problem_) return;
        e.where = {.file = source_, .line = at.row, .column = at.column};
        e.cell = cell_name(at.row, at.column) + " of sheet " + detail::quoted(current_.name);
        problem_ = std::move(e);
    }

    static error hidden(const read_cell& one) {
        return {.code = errc::bad_argument,
                .message = one.cover == cell_cover::hidden_column ? "a hidden column has content"
                           : one.cover == cell_cover::merged
                               ? "a cell that is covered by merged cells has content"
                           : one.cover == cell_cover::filtered_row ? "a filtered row has content"
                                                                   : "a hidden row has content",
                .field = "hidden",
                .wanted = "a choice whether hidden content is read or left out"};
    }

    void note_content(const read_cell& one) {
        using content = read_cell::content;
        const auto refuse = [&](const char* message, std::string found, const char* wanted) {
            note(one, {.code = errc::bad_syntax,
                       .message = message,
                       .found = std::move(found),
                       .wanted = wanted});
        };
        switch (one.holds) {
        case content::text:
        case content::number:
        case content::truth: return;
        case content::failure:
            return refuse("an error in place of a value", detail::quoted(one.text),
                          "a cell without an error");
        case content::no_value:
            return refuse("a formula whose value was not saved", "",
                          "the workbook saved once more by a spreadsheet program");
        case content::no_such_date:
            return refuse("a number that is formatted as a date and is none", "",
                          "a day from 1900-01-01 to 9999-12-31");
        case content::no_number:
            return refuse("a cell of a number that holds none", "", "a number");
        }
    }

    /// Content of merged cells but the first.
    void check_covered(sheet_row& row, const sheet_range& range) {
        const auto offset = range_ ? range_->first_column : 1;
        for (auto column = range.first_column; column <= range.last_column; ++column) {
            if (++covered_ > most_fields) return;
            if (column < offset || (row.line == range.first_row && column == range.first_column))
                continue;
            if (column - offset >= row.fields.size()) break;
            auto& field = row.fields[column - offset];
            if (field.empty()) continue;
            const read_cell at{.row = static_cast<std::uint32_t>(row.line),
                               .column = column,
                               .cover = cell_cover::merged};
            if (choice_.hidden == hidden_content::refuse) note(at, hidden(at));
            if (choice_.hidden == hidden_content::leave_out) field.clear();
        }
        while (!row.fields.empty() && row.fields.back().empty()) row.fields.pop_back();
    }

    const std::string source_;
    const sheet_choice& choice_;
    const std::optional<sheet_range>& range_;
    std::vector<std::string> names_;
    sheet current_;
    std::optional<sheet> found_;
    std::optional<error> problem_, problem_of_found_;
    std::uint64_t fields_ = 0, bytes_ = 0, covered_ = 0;
    bool several_ = false, found_is_named_ = false;
};

} // namespace

result<sheet> read_sheet(std::string_view bytes, std::string source, const sheet_choice& choice) {
    const auto range = choice.range.empty() ? std::nullopt : detail::parse_range(choice.range);
    if (!choice.range.empty() && !range)
        return bad_choice(source, "range", "no range of cells", detail::quoted(choice.range),
                          "such as B3:F40");
    const auto from = detail::open_workbook(bytes, source);
    if (!from) return from.error();
    sheet_chooser sink(std::move(source), choice, range);
    if (auto ok = detail::kind_of(*from) == workbook_kind::ods ? detail::read_ods(*from, sink)
                                                               : detail::read_xlsx(*from, sink);
        !ok)
        return ok.error();
    return std::move(sink).take();
}

} // namespace sdc::inline v0
