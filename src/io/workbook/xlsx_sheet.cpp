/// The cells of a sheet.
#include "xlsx.hpp"

#include "xml.hpp"

#include <sdc/detail/quoted.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

class sheet_cell_reader : public xml_handler {
public:
    sheet_cell_reader(const xlsx_workbook& book, sheet_sink& sink) : book_(book), sink_(sink) {}

    bool start(const xml_name& name, const xml_attributes& a) override {
        const auto local = name.local();
        if (!in_data_) {
            if (local == "sheetData") in_data_ = true;
            if (local == "col") return add_columns(a);
            if (local == "filterColumn") sink_.filtered();
            if (local == "mergeCell") return add_merged(a.get("ref"));
            return true;
        }
        if (in_cell_) return start_inside(local);
        if (local == "c") return start_cell(a);
        return local != "row" || start_row(a);
    }

    bool end(const xml_name& name) override {
        const auto local = name.local();
        if (local == "sheetData") in_data_ = false;
        if (!in_cell_) return true;
        if (local == "rPh") in_phonetic_ = false;
        wants_text_ = false;
        if (local != "c") return true;
        in_cell_ = false;
        return emit();
    }

    bool text(std::string_view piece) override {
        if (wants_text_) text_ += piece;
        return true;
    }

    [[nodiscard]] const std::string& problem() const noexcept { return problem_; }

private:
    bool refuse(std::string why) {
        problem_ = std::move(why);
        return false;
    }

    bool add_columns(const xml_attributes& a) {
        if (++column_elements_ > most_columns) return refuse("more columns than a sheet has");
        if (!a.is_set("hidden") && a.get("width") != "0") return true;
        const auto first = read_number(a.get("min")), last = read_number(a.get("max"));
        if (!first || !last || *last > most_columns) return refuse("columns that are none");
        for (auto column = *first; column <= *last; ++column) hidden_columns_[column] = true;
        return true;
    }

    bool add_merged(std::string_view ref) {
        const auto range = parse_range(ref);
        return range ? sink_.merged(*range) : refuse("merged cells " + detail::quoted(ref));
    }

    static std::optional<std::uint32_t> read_number(std::string_view text) {
        std::uint32_t n = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), n);
        if (failure != std::errc() || end != text.data() + text.size() || n == 0)
            return std::nullopt;
        return n;
    }

    bool start_row(const xml_attributes& a) {
        const auto r = a.find("r");
        const auto row = r ? read_number(*r) : std::optional(row_ + 1);
        if (!row || *row <= row_ || *row > most_rows)
            return refuse("a row number that does not follow " + std::to_string(row_) + ": " +
                          detail::quoted(r.value_or("")));
        row_ = *row;
        column_ = 0;
        is_hidden_row_ = a.is_set("hidden");
        return true;
    }

    bool start_cell(const xml_attributes& a) {
        const auto r = a.find("r");
        const auto at =
            r ? parse_range(*r)
              : std::optional(sheet_range{.first_row = row_, .first_column = column_ + 1});
        if (!at || at->first_row != row_ || at->first_column <= column_ ||
            at->first_column > most_columns)
            return refuse("a cell reference out of order in row " + std::to_string(row_) + ": " +
                          detail::quoted(r.value_or("")));
        column_ = at->first_column;
        type_ = a.get("t");
        style_ = 0;
        if (const auto s = a.find("s")) {
            const auto n = read_number(*s);
            style_ = n.value_or(0);
        }
        text_.clear();
        in_cell_ = true;
        has_formula_ = has_value_ = in_phonetic_ = wants_text_ = false;
        return true;
    }

    bool start_inside(std::string_view local) {
        wants_text_ = local == "v" || (local == "t" && !in_phonetic_);
        has_value_ = has_value_ || wants_text_;
        has_formula_ = has_formula_ || local == "f";
        in_phonetic_ = in_phonetic_ || local == "rPh";
        return true;
    }

    /// A cell that has only a style is empty.
    bool emit() {
        using content = read_cell::content;
        read_cell one{.row = row_,
                      .column = column_,
                      .text = text_,
                      .cover = cover(),
                      .has_formula = has_formula_};
        if (style_ < book_.styles.size()) {
            one.is_white = book_.styles[style_].is_white;
            one.shows_nothing = book_.styles[style_].shows_nothing;
        }
        if (text_.empty() && type_ != "str" && type_ != "inlineStr") {
            if (!has_formula_) return true;
            one.holds = content::no_value;
            return sink_.cell(one);
        }
        if (type_ == "s") return emit_shared(one);
        if (type_ == "str" || type_ == "inlineStr") {
            if (!has_value_ && has_formula_) one.holds = content::no_value;
            text_ = unescape_ooxml(std::move(text_));
            one.text = text_;
            return (text_.empty() && one.holds == content::text) || sink_.cell(one);
        }
        if (type_ == "b") {
            one.holds = content::truth;
            one.text = text_ == "1" || text_ == "true" ? "TRUE" : "FALSE";
        } else if (type_ == "e") {
            one.holds = content::failure;
        } else {
            one.holds = content::number;
            if (type_ != "d") return emit_number(one);
        }
        return sink_.cell(one);
    }

    bool emit_shared(read_cell& one) {
        std::size_t index = 0;
        const auto [end, failure] =
            std::from_chars(text_.data(), text_.data() + text_.size(), index);
        if (failure != std::errc() || end != text_.data() + text_.size() ||
            index >= book_.strings.size())
            return refuse("cell " + cell_name(row_, column_) + " names a text that is not there");
        sink_.used_string(index);
        one.text = book_.strings[index];
        return one.text.empty() || sink_.cell(one);
    }

    bool emit_number(read_cell& one) {
        const auto shape =
            style_ < book_.styles.size() ? book_.styles[style_].shape : number_shape::number;
        auto made = shape == number_shape::number ? plain_decimal(text_)
                                                  : iso_date(text_, shape, book_.from_1904);
        if (!made)
            one.holds = shape == number_shape::number ? read_cell::content::no_number
                                                      : read_cell::content::no_such_date;
        else
            one.text = text_ = *std::move(made);
        return sink_.cell(one);
    }

    [[nodiscard]] cell_cover cover() const {
        if (is_hidden_row_) return cell_cover::hidden_row;
        return hidden_columns_[column_] ? cell_cover::hidden_column : cell_cover::none;
    }

    const xlsx_workbook& book_;
    sheet_sink& sink_;
    std::string problem_, type_, text_;
    std::vector<bool> hidden_columns_ = std::vector<bool>(most_columns + 1);
    std::uint32_t column_elements_ = 0;
    std::uint32_t row_ = 0, column_ = 0, style_ = 0;
    bool in_data_ = false, in_cell_ = false, in_phonetic_ = false, wants_text_ = false;
    bool is_hidden_row_ = false, has_formula_ = false, has_value_ = false;
};

} // namespace

result<bool> read_xlsx_sheet(const package& from, const xlsx_workbook& book, const xlsx_sheet& one,
                             sheet_sink& sink) {
    const sheet_head head{one.name, from.parts()[one.part].name, one.visibility};
    if (!sink.begin_sheet(head)) return true;
    sheet_cell_reader cells(book, sink);
    const auto read = read_xml(from, one.part, cells);
    if (!read) return read.error();
    if (!cells.problem().empty())
        return from.refuse(one.part, "sheet " + detail::quoted(one.name), cells.problem());
    return *read && sink.end_sheet();
}

result<void> read_xlsx(const package& from, sheet_sink& sink) {
    const auto book = open_xlsx(from);
    if (!book) return book.error();
    for (const auto& one : book->sheets) {
        const auto more = read_xlsx_sheet(from, *book, one, sink);
        if (!more) return more.error();
        if (!*more) break;
    }
    return {};
}

} // namespace sdc::inline v0::detail
