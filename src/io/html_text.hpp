/// Writing HTML: elements and escaped text.
#pragma once

#include <sdc/detail/append.hpp>
#include <sdc/detail/quoted.hpp>
#include <sdc/detail/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

/// As it is when it is shown, in an attribute, too: markup becomes entities; line ends and tabs
/// become blanks; what is not seen but acts is named, <U+202E>; bytes that are not text become
/// U+FFFD.
[[nodiscard]] inline std::string escape_html(std::string_view text) {
    std::string safe;
    for_each_character(text, [&](char32_t c, std::string_view bytes) {
        if (c == '\n' || c == '\r' || c == '\t')
            safe += ' ';
        else if (bytes.size() == 1 && c == 0xFFFD)
            safe += "\xEF\xBF\xBD";
        else if (is_unseen(c))
            safe += "&lt;" + name_of(c) + "&gt;";
        else if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else if (c == '\'')
            safe += "&#39;";
        else
            safe += bytes;
    });
    return safe;
}

/// "3 cells", "1 cell"
[[nodiscard]] inline std::string count_of(std::uint64_t n, std::string_view what) {
    return std::to_string(n) + " " + std::string(what) + (n == 1 ? "" : "s");
}

/// A page, or a part of one. `raw` takes markup; all else is escaped.
class html_text {
public:
    html_text& raw(std::string_view markup) {
        text_ += markup;
        return *this;
    }
    html_text& text(std::string_view words) {
        text_ += escape_html(words);
        return *this;
    }
    /// An element with text alone; `attributes` come with a blank before them.
    html_text& element(std::string_view name, std::string_view words,
                       std::string_view attributes = {}) {
        append(text_, "<", name, attributes, ">", escape_html(words), "</", name, ">");
        return *this;
    }
    html_text& line(std::string_view name, std::string_view words,
                    std::string_view attributes = {}) {
        return element(name, words, attributes).raw("\n");
    }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    [[nodiscard]] const std::string& str() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace sdc::inline v0::detail
