/// The cells of an OpenDocument spreadsheet.
#include "reader.hpp"
#include "xml.hpp"

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>
#include <vector>

namespace sdc::inline v0::detail {
namespace {

/// Of automatic styles: sheets that are not displayed, cells in white.
class ods_styles {
public:
    void start(const xml_name& name, const xml_attributes& a) {
        if (name.is("style:1.0 style")) {
            name_ = a.get("style:1.0 name");
            is_white_ = is_coloured_ = false;
        } else if (name.is("style:1.0 table-properties")) {
            if (a.get("table:1.0 display") == "false") hidden_sheets_.insert(name_);
        } else if (name.is("style:1.0 text-properties")) {
            is_white_ = a.get("xsl-fo-compatible:1.0 color") == "#ffffff";
        } else if (name.is("style:1.0 table-cell-properties")) {
            const auto colour = a.get("xsl-fo-compatible:1.0 background-color");
            is_coloured_ = !colour.empty() && colour != "transparent" && colour != "#ffffff";
        }
    }
    void end(const xml_name& name) {
        if (name.is("style:1.0 style") && is_white_ && !is_coloured_) white_.insert(name_);
    }
    [[nodiscard]] bool hides_sheet(std::string_view style) const {
        return hidden_sheets_.contains(style);
    }
    [[nodiscard]] bool is_white(std::string_view style) const { return white_.contains(style); }

private:
    std::string name_;
    bool is_white_ = false, is_coloured_ = false;
    std::set<std::string, std::less<>> hidden_sheets_, white_;
};

/// Paragraphs of a cell, with blanks as OpenDocument counts them.
class cell_text {
public:
    void clear() {
        text_.clear();
        paragraphs_ = 0;
    }
    void start_paragraph() {
        if (paragraphs_++ > 0) text_ += '\n';
        after_blank_ = true;
    }
    void end_paragraph() {
        if (after_blank_ && text_.ends_with(' ')) text_.pop_back();
    }
    void add(std::string_view piece) {
        for (const char c : piece) {
            const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!is_blank)
                text_ += c;
            else if (!after_blank_)
                text_ += ' ';
            after_blank_ = is_blank;
        }
    }
    void add_exactly(std::size_t count, char c) {
        text_.append(count, c);
        after_blank_ = false;
    }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
    std::size_t paragraphs_ = 0;
    bool after_blank_ = true;
};

struct repeated_cell {
    read_cell one = {};
    std::string text = {};
    std::uint32_t times = 1;
};

bool is_failure(std::string_view text) {
    return text.starts_with("Err:") ||
           (text.starts_with('#') && (text.ends_with('!') || text == "#N/A" || text == "#NAME?"));
}

class ods_reader : public xml_handler {
public:
    ods_reader(sheet_sink& sink, std::string_view part) : sink_(sink), part_(part) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        if (skipped_ > 0) return ++skipped_ > 0;
        if (in_cell_) return start_in_cell(name, a);
        if (!in_sheet_) {
            styles_.start(name, a);
            return !name.is("table:1.0 table") || start_sheet(a);
        }
        if (!name.is_in("table:1.0")) return skip();
        return start_in_sheet(name.local(), a);
    }

    bool end(const xml_name& name) override {
        if (skipped_ > 0) return --skipped_, true;
        const auto local = name.local();
        if (in_cell_) {
            if (in_paragraph_ > 0 && --in_paragraph_ == 0) text_.end_paragraph();
            if (name.is("table:1.0 table-cell") || name.is("table:1.0 covered-table-cell"))
                return end_cell();
            return true;
        }
        if (!in_sheet_) styles_.end(name);
        if (!in_sheet_ || !name.is_in("table:1.0")) return true;
        if (local == "table-row") return end_row();
        if (local.ends_with("-group") && !groups_.empty()) groups_.pop_back();
        if (local != "table") return true;
        in_sheet_ = false;
        return sink_.end_sheet();
    }

    bool text(std::string_view piece) override {
        if (skipped_ == 0 && in_paragraph_ > 0) text_.add(piece);
        return true;
    }

    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

private:
    bool skip() { return skipped_ = 1, true; }
    bool refuse(std::string why) {
        problem_ = "sheet " + detail::quoted(sheet_) + ": " + std::move(why);
        return false;
    }

    static std::uint32_t times(const xml_attributes& a, std::string_view name) {
        const auto text = a.get(name);
        std::uint32_t n = 1;
        std::from_chars(text.data(), text.data() + text.size(), n);
        return std::clamp(n, 1U, most_rows);
    }

    bool start_sheet(const xml_attributes& a) {
        sheet_ = a.get("table:1.0 name");
        const sheet_head head{sheet_, part_,
                              styles_.hides_sheet(a.get("table:1.0 style-name"))
                                  ? sheet_visibility::hidden
                                  : sheet_visibility::visible};
        if (!sink_.begin_sheet(head)) return skip();
        in_sheet_ = true;
        row_ = 0;
        columns_ = 0;
        hidden_columns_.assign(most_columns + 1, false);
        groups_.clear();
        return true;
    }

    bool start_in_sheet(std::string_view local, const xml_attributes& a) {
        if (local == "table-column") {
            const auto count = times(a, "table:1.0 number-columns-repeated");
            const bool hidden = is_hidden(a) || in_hidden_group();
            const auto last = std::min(columns_ + count, most_columns);
            while (columns_ < last) hidden_columns_[++columns_] = hidden;
        } else if (local == "table-row") {
            row_times_ = times(a, "table:1.0 number-rows-repeated");
            row_cover_ = a.get("table:1.0 visibility") == "filter" ? cell_cover::filtered_row
                         : is_hidden(a) || in_hidden_group()       ? cell_cover::hidden_row
                                                                   : cell_cover::none;
            column_ = 0;
            cells_.clear();
        } else if (local == "table-cell" || local == "covered-table-cell") {
            start_cell(local.starts_with('c'), a);
        } else if (local.ends_with("-group")) {
            groups_.push_back(a.get("table:1.0 display") == "false");
        } else if (!local.starts_with("table-")) {
            return skip(); // shapes, sources, scenarios
        }
        return true;
    }

    static bool is_hidden(const xml_attributes& a) {
        const auto visibility = a.get("table:1.0 visibility");
        return visibility == "collapse" || visibility == "filter";
    }
    [[nodiscard]] bool in_hidden_group() const {
        return std::ranges::find(groups_, true) != groups_.end();
    }

    void start_cell(bool covered, const xml_attributes& a) {
        in_cell_ = true;
        in_paragraph_ = 0;
        text_.clear();
        cell_ = {};
        cell_.times = std::min(times(a, "table:1.0 number-columns-repeated"), most_columns);
        auto& one = cell_.one;
        one.row = row_ + 1;
        one.column = column_ + 1;
        column_ += cell_.times;
        one.has_formula = a.find("table:1.0 formula").has_value();
        one.is_white = styles_.is_white(a.get("table:1.0 style-name"));
        if (covered) one.cover = cell_cover::merged;
        type_ = a.get("office:1.0 value-type");
        is_failure_ = a.get("calcext:1.0 value-type") == "error";
        value_.reset();
        for (const auto* name :
             {"office:1.0 value", "office:1.0 date-value", "office:1.0 time-value",
              "office:1.0 boolean-value", "office:1.0 string-value"}) {
            if (const auto found = a.find(name)) value_ = *found;
        }
    }

    bool start_in_cell(const xml_name& name, const xml_attributes& a) {
        if (!name.is_in("text:1.0")) return skip();
        const auto local = name.local();
        if (in_paragraph_ == 0) {
            if (local != "p" && local != "h") return skip();
            text_.start_paragraph();
        } else if (local == "ruby-text" || local == "note") {
            return skip();
        } else if (local == "s") {
            text_.add_exactly(std::min(times(a, "text:1.0 c"), most_columns), ' ');
        } else if (local == "tab" || local == "line-break") {
            text_.add_exactly(1, local == "tab" ? '\t' : '\n');
        }
        ++in_paragraph_;
        return true;
    }

    bool end_cell() {
        using content = read_cell::content;
        in_cell_ = false;
        auto& one = cell_.one;
        cell_.text = text_.text();
        if (is_failure_ || (one.has_formula && is_failure(cell_.text))) {
            one.holds = content::failure;
            if (cell_.text.empty()) cell_.text = "an error";
        } else if (type_ == "date" && value_) {
            one.holds = content::number;
            cell_.text = *value_;
        } else if (type_ == "time" && value_) {
            one.holds = content::number;
            cell_.text = time_of_day(*value_);
        } else if (type_ == "boolean" && value_) {
            one.holds = content::truth;
            cell_.text = *value_ == "true" ? "TRUE" : "FALSE";
        } else if (!type_.empty() && type_ != "string") {
            const auto n = plain_decimal(value_.value_or(""));
            one.holds = n ? content::number : content::no_number;
            cell_.text = n.value_or(value_.value_or(""));
        } else if (type_ == "string" && value_) {
            cell_.text = *value_;
        } else if (type_.empty() && one.has_formula && cell_.text.empty()) {
            one.holds = content::no_value;
        }
        const bool is_empty = cell_.text.empty() && one.holds == content::text;
        if (is_empty) return true;
        if (column_ > most_columns) return refuse("more columns than a sheet has");
        cells_.push_back(std::move(cell_));
        return true;
    }

    bool end_row() {
        if (cells_.empty()) return row_ += std::min(row_times_, most_rows), true;
        if (row_times_ > most_rows || row_ + row_times_ > most_rows)
            return refuse("more rows than a sheet has");
        for (std::uint32_t i = 0; i < row_times_; ++i) {
            ++row_;
            for (auto& cell : cells_) {
                if (!emit(cell, i > 0)) return false;
            }
        }
        return true;
    }

    bool emit(repeated_cell& cell, bool row_is_repeated) {
        constexpr std::uint64_t most_repeated = 1U << 22U, most_bytes = 1U << 27U;
        auto one = cell.one;
        one.row = row_;
        one.text = cell.text;
        for (std::uint32_t i = 0; i < cell.times; ++i, ++one.column) {
            if (row_is_repeated || i > 0) {
                ++repeated_;
                repeated_bytes_ += cell.text.size();
            }
            if (repeated_ > most_repeated || repeated_bytes_ > most_bytes)
                return refuse("more repeated cells than a table needs");
            one.cover = cell.one.cover != cell_cover::none ? cell.one.cover
                        : row_cover_ != cell_cover::none   ? row_cover_
                        : hidden_columns_[one.column]      ? cell_cover::hidden_column
                                                           : cell_cover::none;
            if (!sink_.cell(one)) return false;
        }
        return true;
    }

    sheet_sink& sink_;
    const std::string_view part_;
    ods_styles styles_;
    std::string problem_, sheet_, type_;
    std::optional<std::string> value_;
    cell_text text_;
    repeated_cell cell_;
    std::vector<repeated_cell> cells_;
    std::vector<bool> hidden_columns_, groups_;
    std::uint32_t row_ = 0, column_ = 0, columns_ = 0, row_times_ = 1;
    std::uint64_t repeated_ = 0, repeated_bytes_ = 0;
    cell_cover row_cover_ = cell_cover::none;
    std::size_t skipped_ = 0, in_paragraph_ = 0;
    bool in_sheet_ = false, in_cell_ = false, is_failure_ = false;
};

/// What one is given the other is, too; the first says whether to go on.
class two_handlers : public xml_handler {
public:
    two_handlers(xml_handler& first, xml_handler* second) : first_(first), second_(second) {}
    bool start(const xml_name& name, const xml_attributes& a) override {
        return second_->start(name, a), first_.start(name, a);
    }
    bool end(const xml_name& name) override { return second_->end(name), first_.end(name); }
    bool text(std::string_view piece) override { return second_->text(piece), first_.text(piece); }

private:
    xml_handler& first_;
    xml_handler* second_;
};

/// Stops at the first encrypted part.
class manifest_reader : public xml_handler {
public:
    bool start(const xml_name& name, const xml_attributes&) override {
        return name.local() != "encryption-data";
    }
    bool end(const xml_name&) override { return true; }
    bool text(std::string_view) override { return true; }
};

} // namespace

result<void> read_ods(const package& from, sheet_sink& sink, std::string_view part_name,
                      xml_handler* beside) {
    if (const auto manifest = from.find("META-INF/manifest.xml")) {
        manifest_reader handler;
        const auto plain = read_xml(from, *manifest, handler);
        if (!plain) return plain.error();
        if (!*plain)
            return error{.code = errc::bad_argument,
                         .message = "an encrypted workbook",
                         .where = {.file = from.source()},
                         .wanted = "the workbook saved without a password"};
    }
    const auto part = from.find(part_name);
    if (!part)
        return error{.code = errc::bad_syntax,
                     .message = "a package without a workbook",
                     .where = {.file = from.source()}};
    ods_reader cells(sink, from.parts()[*part].name);
    two_handlers both(cells, beside);
    const auto read =
        beside == nullptr ? read_xml(from, *part, cells) : read_xml(from, *part, both);
    if (!read) return read.error();
    if (!cells.problem().empty()) return from.refuse(*part, cells.problem());
    return {};
}

} // namespace sdc::inline v0::detail
