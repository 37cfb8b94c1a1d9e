#include <sdc/io/csv.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/detail/utf8.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/csv_layout.hpp>
#include <sdc/io/detail/record_builder.hpp>
#include <sdc/io/detail/text.hpp>
#include <sdc/plan/published_value.hpp>

#include <algorithm>
#include <deque>
#include <new>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

/// Reads one row after the other; knows line and field number for errors.
class csv_parser {
public:
    csv_parser(std::string_view text, std::string source)
        : text_(text), end_(detail::find_not_text(text)), source_(std::move(source)) {
        if (text_.starts_with(detail::byte_order_mark)) at_ = detail::byte_order_mark.size();
    }

    result<records> run(const csv_format& format) {
        if (at_ == text_.size()) return refuse("an empty file", "", "a header and rows");
        const auto layout = detail::find_layout(text_.substr(at_, end_ - at_), source_, format);
        if (!layout) return layout.error();
        separator_ = layout->separator;
        for (; line_ <= layout->lines_above && at_ < text_.size(); ++line_) skip_line();
        detail::record_builder builder(source_, format.until);
        while (at_ < text_.size() && !builder.is_ended()) {
            if (auto ok = read_row(builder); !ok) return ok.error();
        }
        auto rows = builder.finish();
        if (rows.names.empty())
            return refuse("no line is left for the header", "",
                          "fewer lines above it than the file has");
        rows.separator = separator_;
        if (layout->lines_above > 0 && !format.skip)
            rows.notes.insert(rows.notes.begin(), layout->lines_above == 1
                                                      ? "line 1 is taken for a title and not read"
                                                      : "lines 1 to " +
                                                            std::to_string(layout->lines_above) +
                                                            " are taken for a title and not read");
        return rows;
    }

private:
    using failure = std::optional<sdc::error>;

    sdc::error refuse(std::string message, std::string found, std::string wanted) const {
        return {.code = errc::bad_syntax,
                .message = std::move(message),
                .where = {.file = source_, .line = line_, .column = field_},
                .found = std::move(found),
                .wanted = std::move(wanted)};
    }

    sdc::error not_text() const {
        return detail::not_text(text_, end_, {.file = source_, .line = line_, .column = field_});
    }

    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }

    result<void> read_row(detail::record_builder& to) {
        const auto first_line = line_;
        if (skip_newline()) {
            ++line_;
            return to.add_empty_row(first_line);
        }
        fields_.clear();
        unquoted_.clear();
        in_header_ = !to.has_header();
        if (auto failed = read_fields()) return *std::move(failed);
        return to.add(fields_, first_line);
    }

    bool skip_newline() {
        if (text_[at_] == '\n') return ++at_, true;
        if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n')
            return at_ += 2, true;
        return false;
    }

    /// The fields of one row, to the end of its line.
    failure read_fields() {
        for (field_ = 1;; ++field_) {
            if (auto failed =
                    at_ < text_.size() && text_[at_] == '"' ? read_quoted() : read_plain())
                return failed;
            if (at_ == text_.size() || skip_newline()) return ++line_, std::nullopt;
            if (text_[at_] == separator_ && at_ < end_) {
                ++at_;
                continue;
            }
            if (at_ == end_) return not_text();
            if (text_[at_] == '\r')
                return refuse("a carriage return without a line feed", "",
                              "lines that end in LF or CRLF");
            return refuse("text after a closing quote",
                          detail::quoted(text_.substr(at_, detail::utf8_length(text_, at_))),
                          "a separator or the end of the line");
        }
    }

    failure read_plain() {
        auto stop = at_;
        while (stop < end_ && text_[stop] != separator_ && text_[stop] != '\n' &&
               text_[stop] != '\r' && text_[stop] != '"')
            ++stop;
        const auto field = text_.substr(at_, stop - at_);
        fields_.push_back(in_header_ ? detail::trim(field) : field);
        at_ = stop;
        if (at_ < end_ && text_[at_] == '"')
            return refuse("a quote inside a field without quotes", "",
                          "the whole field in quotes, and its quotes doubled");
        return std::nullopt;
    }

    failure read_quoted() {
        const auto first_line = line_;
        const auto first = ++at_;
        bool has_quotes = false;
        for (;; ++at_) {
            if (at_ == end_ && end_ < text_.size()) return not_text();
            if (at_ == text_.size()) {
                line_ = first_line;
                return refuse("a quote that is not closed", "the end of the file",
                              "a closing quote");
            }
            const char c = text_[at_];
            const bool doubled = c == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (c == '"' && !doubled) break;
            has_quotes = has_quotes || doubled;
            at_ += doubled ? 1 : 0;
            if (c == '\n' || (c == '\r' && !(at_ + 1 < text_.size() && text_[at_ + 1] == '\n')))
                ++line_;
        }
        const auto raw = text_.substr(first, at_ - first);
        fields_.push_back(has_quotes ? std::string_view(unquoted_.emplace_back(halve_quotes(raw)))
                                     : raw);
        ++at_;
        return std::nullopt;
    }

    static std::string halve_quotes(std::string_view raw) {
        std::string text;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            text += raw[i];
            if (raw[i] == '"') ++i;
        }
        return text;
    }

    std::string_view text_;
    std::size_t end_; // up to here it is UTF-8
    std::size_t at_ = 0;
    std::uint64_t line_ = 1, field_ = 0;
    std::string source_;
    char separator_ = ',';
    bool in_header_ = false; // blanks around names that are not in quotes are not part of them
    std::vector<std::string_view> fields_; // of the row, in the text or in `unquoted_`
    std::deque<std::string> unquoted_;
};

} // namespace

result<records> parse_csv(std::string_view text, std::string source, const csv_format& format) {
    try {
        return csv_parser(text, source).run(format);
    } catch (const std::bad_alloc&) {
        return detail::too_large(std::move(source));
    }
}

void write_csv(std::ostream& out, const published& release, const write_options& options) {
    const auto& c = release.cube();
    const auto field = [&](const std::string& text) {
        return detail::quote_csv(options.escape_formulas ? escape_csv_text(text) : text);
    };
    std::string header, leading;
    for (const auto& [name, code] : options.leading) {
        header += field(name) + ',';
        leading += field(code) + ',';
    }
    std::vector<std::vector<std::string>> codes; // quoted once, not once a row
    for (const auto& d : c.dimensions()) {
        header += field(d.name) + ',';
        auto& ids = codes.emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i) ids.push_back(field(d.codes[i].id));
    }
    const auto& percent = options.percent;
    const auto of = percent.is_given() ? c.find_dimension(percent.of) : std::nullopt;
    if (options.header)
        out << header << field(release.column_name()) << (of ? ',' + field(percent.name) : "")
            << '\n';
    for (const auto& cell : cells(c)) {
        if (!release.has(cell.index())) continue;
        out << leading;
        for (std::size_t d = 0; d < codes.size(); ++d) out << codes[d][cell.at()[d]] << ',';
        const auto shown = detail::format_cell(release, cell.index(), options.marker.text);
        out << (release[cell.index()].shows == public_cell::kind::label ? field(shown)
                                                                        : detail::quote_csv(shown));
        if (of)
            out << ','
                << detail::quote_csv(
                       format_percent(release, cell.index(), *of, options.marker.text));
        out << '\n';
    }
}

} // namespace sdc::inline v0
