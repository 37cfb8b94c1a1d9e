#include <sdc/table/detail/count_reader.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>
#include <sdc/table/detail/column_texts.hpp>
#include <sdc/table/detail/number.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

/// One way to write numbers.
struct number_style {
    std::string_view thousands; ///< "": none.
    char decimal = '.';
    bool is_rival = false; ///< Not taken, but it shows that another is in doubt.
};

/// Blank, no-break blank, thin blanks, apostrophes; comma and point stand for themselves.
constexpr std::array<std::string_view, 7> neutral_marks{
    "", " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "'", "\xE2\x80\x99"};

/// 1.234,0 with a decimal comma; of the other mark only 1234.0, as programs write it.
std::vector<number_style> styles_of(const records& rows, const count_format& format) {
    const bool is_comma = format.decimal == decimal_mark::comma ||
                          (format.decimal == decimal_mark::unknown && rows.separator == ';');
    const char decimal = is_comma ? ',' : '.';
    std::vector<number_style> styles;
    for (const auto mark : neutral_marks) styles.push_back({mark, decimal});
    styles.push_back({is_comma ? "." : ",", decimal});
    if (format.decimal != decimal_mark::unknown) return styles;
    const char other = is_comma ? '.' : ',';
    styles.push_back({"", other});
    styles.push_back({is_comma ? "," : ".", other, true});
    return styles;
}

/// Groups of three after a first of one to three; zeros alone after the decimal mark.
std::optional<std::int64_t> read_as(std::string_view text, const number_style& style) {
    const auto point = text.find(style.decimal);
    if (point != std::string_view::npos) {
        const auto zeros = text.substr(point + 1);
        if (zeros.empty() || zeros.find_first_not_of('0') != std::string_view::npos)
            return std::nullopt;
        text = text.substr(0, point);
    }
    std::int64_t n = 0;
    const auto first = style.thousands.empty() ? text.size() : text.find(style.thousands);
    const auto head = text.substr(0, first);
    if (!is_digits(head) || !append_digits(n, head)) return std::nullopt;
    if (head.size() == text.size()) return n;
    if (head.size() > 3 || head.front() == '0') return std::nullopt;
    for (auto rest = text.substr(head.size()); !rest.empty();) {
        if (!rest.starts_with(style.thousands)) return std::nullopt;
        rest.remove_prefix(style.thousands.size());
        const auto group = rest.substr(0, 3);
        if (group.size() != 3 || !is_digits(group) || !append_digits(n, group)) return std::nullopt;
        rest.remove_prefix(3);
    }
    return n;
}

bool is_nothing(std::string_view text) {
    constexpr std::array<std::string_view, 4> nothing{"", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
    return std::ranges::find(nothing, text) != nothing.end();
}

/// The numbers of the texts in a style; -1 for those that have none.
struct reading {
    std::vector<std::int64_t> values = {};
    std::size_t read = 0;
};

reading read_all(const std::vector<std::string_view>& texts, const number_style& style) {
    reading made;
    for (const auto text : texts) {
        made.values.push_back(read_as(text, style).value_or(-1));
        made.read += made.values.back() >= 0;
    }
    return made;
}

} // namespace

result<count_reader> count_reader::make(const records& rows, std::size_t column,
                                        const count_format& format) {
    count_reader reader(rows, column, format);
    if (auto ok = reader.read_texts(); !ok) return ok.error();
    return reader;
}

result<void> count_reader::read_texts() {
    std::vector<column_text> found;
    std::vector<std::string_view> texts;
    for (const auto& one : find_texts(*rows_, column_)) {
        const auto text = trim(text_of(*rows_, one));
        if (is_nothing(text)) {
            if (format_.empty_is_zero) values_[one.number] = 0;
            continue;
        }
        found.push_back(one);
        texts.push_back(text);
    }
    reading best;
    std::optional<std::size_t> doubtful;
    for (const auto& style : styles_of(*rows_, format_)) {
        auto one = read_all(texts, style);
        if (one.read > best.read && !style.is_rival) {
            best = std::move(one);
            doubtful.reset();
        } else if (one.read > 0 && one.read >= best.read && one.values != best.values &&
                   !doubtful) {
            best.values.resize(one.values.size(), -1);
            const auto differs = std::ranges::mismatch(one.values, best.values).in1;
            doubtful = static_cast<std::size_t>(differs - one.values.begin());
        }
    }
    if (doubtful)
        return error{.code = errc::bad_syntax,
                     .message = "numbers that can be read in two ways in column " +
                                quoted(rows_->names[column_]),
                     .field = "count_format.decimal",
                     .where = rows_->where(found[*doubtful].first_row, column_),
                     .found = quoted(texts[*doubtful]),
                     .wanted = "the decimal mark named: point or comma"};
    for (std::size_t i = 0; i < best.values.size(); ++i) values_[found[i].number] = best.values[i];
    return {};
}

result<std::int64_t> count_reader::refuse(std::size_t row) const {
    const auto text = trim(rows_->field(row, column_));
    auto e = parse_count(text).has_value()
                 ? number_error(errc::bad_syntax, "a number written unlike the others", text,
                                "one way to write all numbers of a column")
                 : parse_count(text).error();
    if (is_nothing(text)) {
        e.message = "no count";
        e.field = "count_format.empty_is_zero";
        e.wanted = "a whole number, such as 0 if nobody was counted";
    }
    e.where = rows_->where(row, column_);
    e.message += " in column " + quoted(rows_->names[column_]);
    if (e.code != errc::bad_syntax || !e.field.empty()) return e;
    for (const char decimal : {'.', ','}) { // would another mark read it?
        if (read_as(text, {decimal == '.' ? "," : ".", decimal})) e.field = "count_format.decimal";
    }
    return e;
}

} // namespace sdc::inline v0::detail
