#include <sdc/io/csv.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/detail/utf8.hpp>
#include <sdc/plan/published_value.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <ostream>
#include <set>
#include <utility>

namespace sdc::inline v0 {
namespace {

/// Reads one field after the other; knows line and field number for errors.
class csv_parser {
public:
    csv_parser(std::string_view text, std::string source)
        : text_(text), end_(detail::find_not_text(text)) {
        if (text_.starts_with(detail::byte_order_mark)) at_ = detail::byte_order_mark.size();
        rows_.source = std::move(source);
    }

    result<records> run() {
        if (at_ == text_.size()) return refuse("an empty file", "", "a header and rows");
        if (auto failed = read_header()) return std::move(*failed);
        while (at_ < text_.size()) {
            if (auto failed = read_row()) return std::move(*failed);
        }
        return std::move(rows_);
    }

private:
    using failure = std::optional<sdc::error>;

    sdc::error refuse(std::string message, std::string found, std::string wanted) const {
        return {.code = errc::bad_syntax,
                .message = std::move(message),
                .where = {.file = rows_.source, .line = line_, .column = field_},
                .found = std::move(found),
                .wanted = std::move(wanted)};
    }

    failure read_header() {
        if (auto failed = read_fields(rows_.names)) return failed;
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < rows_.names.size(); ++i) {
            const auto& name = rows_.names[i];
            line_ = 1;
            field_ = i + 1;
            if (name.empty())
                return refuse("an empty column name", "\"\"", "a name for every column");
            if (seen.insert(name).second) continue;
            auto e = refuse("column given twice", detail::quoted(name), "");
            e.code = errc::duplicate;
            return e;
        }
        line_ = next_line_;
        return std::nullopt;
    }

    failure read_row() {
        const auto first_line = line_;
        const auto size = rows_.fields.size();
        if (skip_blank_lines()) return std::nullopt;
        if (line_ != first_line) {
            line_ = first_line;
            field_ = 0;
            return refuse("a blank line between rows", "", "blank lines at the end only");
        }
        if (auto failed = read_fields(rows_.fields)) return failed;
        const auto n = rows_.fields.size() - size;
        line_ = first_line;
        if (n != rows_.names.size()) {
            field_ = std::min(n, rows_.names.size()) + 1;
            return refuse(
                n < rows_.names.size() ? "a row with too few fields" : "a row with too many fields",
                std::to_string(n), std::to_string(rows_.names.size()) + ", as in the header");
        }
        rows_.lines.push_back(first_line);
        line_ = next_line_;
        return std::nullopt;
    }

    /// True if nothing but blank lines was left. Else the cursor stands behind the blank lines.
    bool skip_blank_lines() {
        while (at_ < text_.size() && skip_newline()) ++line_;
        return at_ == text_.size();
    }

    bool skip_newline() {
        if (text_[at_] == '\n') return ++at_, true;
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n')
            return at_ += 2, true;
        return false;
    }

    /// The fields of one row, to the end of its line.
    failure read_fields(std::vector<std::string>& to) {
        for (field_ = 1;; ++field_) {
            std::string field;
            if (auto failed = at_ < text_.size() && text_[at_] == '"' ? read_quoted(field)
                                                                      : read_plain(field))
                return failed;
            to.push_back(std::move(field));
            next_line_ = line_ + 1;
            if (at_ == text_.size() || skip_newline()) return std::nullopt;
            if (text_[at_] == ',') {
                ++at_;
                continue;
            }
            if (at_ == end_)
                return detail::not_text(text_, at_,
                                        {.file = rows_.source, .line = line_, .column = field_});
            if (text_[at_] == '\r')
                return refuse("a carriage return without a line feed", "",
                              "lines that end in LF or CRLF");
            return refuse("text after a closing quote",
                          detail::quoted(text_.substr(at_, detail::utf8_length(text_, at_))),
                          "a comma or the end of the line");
        }
    }

    failure read_plain(std::string& field) {
        const auto stop = std::min(text_.find_first_of(",\r\n\"", at_), end_);
        field = text_.substr(at_, stop - at_);
        at_ = stop;
        if (at_ < end_ && text_[at_] == '"')
            return refuse("a quote inside a field without quotes", "",
                          "the whole field in quotes, and its quotes doubled");
        return std::nullopt;
    }

    failure read_quoted(std::string& field) {
        const auto first_line = line_;
        for (++at_;; ++at_) {
            if (at_ == end_ && end_ < text_.size())
                return detail::not_text(text_, at_,
                                        {.file = rows_.source, .line = line_, .column = field_});
            if (at_ == text_.size()) {
                line_ = first_line;
                return refuse("a quote that is not closed", "the end of the file",
                              "a closing quote");
            }
            const char c = text_[at_];
            if (c == '"' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '"')) break;
            if (c == '"') ++at_;
            if (c == '\n' || (c == '\r' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '\n')))
                ++line_;
            field += c;
        }
        ++at_;
        return std::nullopt;
    }

    std::string_view text_;
    std::size_t end_; // up to here it is UTF-8
    std::size_t at_ = 0;
    std::uint64_t line_ = 1, next_line_ = 1, field_ = 0;
    records rows_;
};

/// Spreadsheets trim a field without quotes, so that blanks at its ends need them, too; a byte
/// order mark would be taken for that of the file.
std::string quote(const std::string& field) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    const bool plain = field.find_first_of(",\"\r\n") == std::string::npos &&
                       !field.starts_with(detail::byte_order_mark) &&
                       (field.empty() || (!is_blank(field.front()) && !is_blank(field.back())));
    if (plain) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += c;
        quoted += c;
    }
    return quoted += '"';
}

} // namespace

result<records> parse_csv(std::string_view text, std::string source) {
    try {
        return csv_parser(text, source).run();
    } catch (const std::bad_alloc&) {
        return detail::too_large(std::move(source));
    }
}

void write_csv(std::ostream& out, const published& release, const write_options& options) {
    const auto& c = release.cube();
    const auto field = [&](const std::string& text) {
        return quote(options.escape_formulas ? escape_csv_text(text) : text);
    };
    std::vector<std::vector<std::string>> codes; // quoted once, not once a row
    for (const auto& d : c.dimensions()) {
        out << field(d.name) << ',';
        auto& ids = codes.emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i) ids.push_back(field(d.codes[i].id));
    }
    out << field(release.column_name()) << '\n';
    for (const auto& cell : cells(c)) {
        for (std::size_t d = 0; d < codes.size(); ++d) out << codes[d][cell.at()[d]] << ',';
        const auto shown = detail::format_cell(release, cell.index(), options.marker.text);
        out << (release[cell.index()].shows == public_cell::kind::label ? field(shown)
                                                                        : quote(shown))
            << '\n';
    }
}

} // namespace sdc::inline v0
