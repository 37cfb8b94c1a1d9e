#include "config.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/utf8.hpp>
#include <sdc/io/file.hpp>
#include <sdc/table/detail/number.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace sdc::cli {
namespace {

constexpr std::string_view wanted_value =
    "a text in quotes, a number, true, false, or a list of texts";

/// TOML without sections, dates and texts of several lines, none of which an option needs.
/// Libraries take them, and more, and some files make the one of Debian 12 fail.
class option_file_reader {
public:
    option_file_reader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    result<option_file> run() {
        option_file made;
        if (const auto end = sdc::detail::find_not_text(text_); end != text_.size()) {
            while (at_ < end) advance();
            return refuse("not UTF-8 text", "a file saved as UTF-8");
        }
        for (skip_blank_lines(); at_ < text_.size(); skip_blank_lines()) {
            auto item = read_item();
            if (!item) return item.error();
            const auto same = std::ranges::find(made.items, item->option, &config_item::option);
            if (same != made.items.end() || (item->option == "command" && !made.command.empty()))
                return refuse("given twice: " + item->option, "once");
            if (item->option == "command" && item->values.size() != 1)
                return refuse("not a command", "one command in quotes");
            if (item->option != "command")
                made.items.push_back(*std::move(item));
            else
                made.command = std::move(item->values.front());
        }
        return made;
    }

private:
    [[nodiscard]] error refuse(std::string message, std::string_view wanted) const {
        return {.code = errc::bad_syntax,
                .message = std::move(message),
                .where = {.file = file_, .line = line_, .column = at_ - line_start_ + 1},
                .wanted = std::string(wanted)};
    }

    [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\n'; }
    [[nodiscard]] bool is_at_end_of_line() const { return next() == '\n' || next() == '\r'; }

    void advance() {
        if (text_[at_++] != '\n') return;
        ++line_;
        line_start_ = at_;
    }
    void skip_blanks() {
        while (at_ < text_.size() && (next() == ' ' || next() == '\t')) advance();
    }
    void skip_comment() {
        if (next() != '#') return;
        while (at_ < text_.size() && text_[at_] != '\n') advance();
    }
    void skip_blank_lines() {
        for (auto before = at_ + 1; before != at_;) {
            before = at_;
            skip_blanks();
            skip_comment();
            while (at_ < text_.size() && is_at_end_of_line()) advance();
        }
    }

    result<config_item> read_item() {
        config_item made;
        made.line = line_;
        while (sdc::detail::is_digits(std::string_view(&text_[at_], 1)) || next() == '-' ||
               next() == '_' || ('a' <= next() && next() <= 'z') ||
               ('A' <= next() && next() <= 'Z')) {
            made.option += next();
            advance();
            if (at_ == text_.size()) break;
        }
        if (made.option.empty())
            return refuse("not the value of an option",
                          "OPTION = VALUE, the option without its dashes");
        skip_blanks();
        if (next() != '=') return refuse("no = after " + made.option, "OPTION = VALUE");
        advance();
        skip_blanks();
        if (auto ok = next() == '[' ? read_list(made) : read_value(made); !ok) return ok.error();
        skip_blanks();
        skip_comment();
        if (!is_at_end_of_line())
            return refuse("more than a value: " + made.option, "one option a line");
        return made;
    }

    result<void> read_list(config_item& to) {
        advance();
        for (bool first = true;; first = false) {
            skip_blank_lines();
            if (at_ < text_.size() && next() == ']') break;
            if (!first && next() != ',')
                return refuse("not the value of an option: " + to.option, ", or ]");
            if (!first) advance();
            skip_blank_lines();
            if (at_ < text_.size() && next() == ']') break; // after a last comma
            if (auto ok = read_value(to); !ok) return ok;
        }
        advance();
        return {};
    }

    result<void> read_value(config_item& to) {
        if (next() == '"' || next() == '\'') return read_text(to);
        const auto begin = at_;
        constexpr std::string_view ends = " \t\r\n,]#";
        while (at_ < text_.size() && ends.find(next()) == std::string_view::npos) advance();
        const auto word = text_.substr(begin, at_ - begin);
        const bool number = !word.empty() &&
                            word.find_first_not_of("0123456789.+-eE") == std::string_view::npos &&
                            word.find_first_of("0123456789") != std::string_view::npos;
        if (word == "true" || word == "false" || number) {
            to.values.emplace_back(word);
            return {};
        }
        at_ = begin;
        return refuse("not the value of an option: " + to.option, wanted_value);
    }

    result<void> read_text(config_item& to) {
        const char quote = next();
        if (text_.substr(at_, 3) == std::string(3, quote))
            return refuse("a text of several lines: " + to.option, "a text of one line");
        std::string value;
        for (advance();; advance()) {
            if (at_ == text_.size() || is_at_end_of_line())
                return refuse("a quote that is not closed: " + to.option, "a text of one line");
            if (next() == quote) break;
            if (quote == '\'' || next() != '\\')
                value += next();
            else if (!read_escape(value))
                return refuse("an escape that is none: " + to.option,
                              R"(\\, \", \n, \r, \t or \u and four digits)");
        }
        advance();
        to.values.push_back(std::move(value));
        return {};
    }

    /// At its last character afterwards.
    bool read_escape(std::string& value) {
        constexpr std::string_view names = "\\\"nrtbf", meanings = "\\\"\n\r\t\b\f";
        advance();
        if (at_ == text_.size()) return false;
        const auto known = names.find(next());
        if (known != std::string_view::npos) {
            value += meanings[known];
            return true;
        }
        if (next() != 'u') return false;
        std::uint32_t code = 0;
        for (int i = 0; i < 4; ++i) {
            advance();
            constexpr std::string_view digits = "0123456789abcdef0123456789ABCDEF";
            const auto digit = at_ < text_.size() ? digits.find(next()) : std::string_view::npos;
            if (digit == std::string_view::npos) return false;
            code = code * 16 + static_cast<std::uint32_t>(digit % 16);
        }
        if (code == 0 || (0xD800 <= code && code <= 0xDFFF)) return false;
        const auto byte = [&](std::uint32_t b) { value += static_cast<char>(b); };
        if (code < 0x80) {
            byte(code);
        } else if (code < 0x800) {
            byte(0xC0U | code >> 6U);
            byte(0x80U | (code & 0x3FU));
        } else {
            byte(0xE0U | code >> 12U);
            byte(0x80U | (code >> 6U & 0x3FU));
            byte(0x80U | (code & 0x3FU));
        }
        return true;
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0, line_start_ = 0;
    std::uint64_t line_ = 1;
};

/// Numbers are plain where they are read back as they were typed.
std::string quote(const std::string& text) {
    if (text == "true" || text == "false") return text;
    const bool plain =
        sdc::detail::is_digits(text) && text.size() < 19 && (text == "0" || text.front() != '0');
    if (plain) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += std::string("\\") + c;
        else if (static_cast<unsigned char>(c) < 0x20)
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            quoted += c;
    }
    return quoted + '"';
}

} // namespace

result<option_file> read_config(const std::string& file) {
    const auto text = read_file(file);
    if (!text) return text.error();
    return option_file_reader(*text, file).run();
}

std::string write_config(const option_file& of) {
    std::string text =
        "# Options of sdckit: sdckit --config THIS FILE\ncommand = " + quote(of.command) + "\n";
    for (const auto& [option, values, line] : of.items) {
        text += option + " = ";
        if (values.size() == 1)
            text += quote(values.front());
        else {
            text += '[';
            for (const auto& value : values)
                text += (&value == values.data() ? "" : ", ") + quote(value);
            text += ']';
        }
        text += '\n';
    }
    return text;
}

} // namespace sdc::cli
