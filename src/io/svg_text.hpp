/// Writing SVG: elements, escaped text, numbers without a locale.
#pragma once

#include "words.hpp"

#include <sdc/detail/utf8.hpp>

#include <sdc/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace sdc::inline v0::detail {

/// What XML allows: markup becomes entities; line ends and tabs become blanks; what is no character
/// of XML 1.0, and what is not seen but acts on the text around it, becomes U+FFFD.
[[nodiscard]] inline std::string escape_xml(std::string_view text) {
    std::string safe;
    for_each_character(text, [&](char32_t c, std::string_view bytes) {
        if (c == '\t' || c == '\n' || c == '\r')
            safe += ' ';
        else if (is_unseen(c) || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF)
            safe += "\xEF\xBF\xBD";
        else if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else
            safe += bytes;
    });
    return safe;
}

/// At most `most` characters: of a longer text the start and the end, which distinguishes what
/// starts alike. Precondition: most > 3.
[[nodiscard]] inline std::string cut(const std::string& text, std::size_t most) {
    const auto all = count_characters(text);
    if (all <= most) return text;
    const auto last = (most - 3) / 2, first = most - 3 - last;
    std::string kept;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const auto length = std::max<std::size_t>(1, utf8_length(text, at));
        if (number == first) kept += "...";
        if (number < first || number >= all - last) kept += text.substr(at, length);
        at += length;
    }
    return kept;
}

/// Characters of a label that a drawing has room for.
inline constexpr std::size_t longest_label = 30;

/// About how many pixels a text of 12 takes.
[[nodiscard]] inline int width_of(std::string_view text) {
    return static_cast<int>(count_characters(text)) * 7;
}

[[nodiscard]] inline std::string attribute(const char* name, int value) {
    return std::string(" ") + name + "=\"" + std::to_string(value) + "\"";
}

/// The error for what cannot be drawn.
[[nodiscard]] inline error not_drawable(std::string what, std::string found, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = std::move(what),
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

/// Attributes come with a blank before them.
class svg_text {
public:
    svg_text(int width, int height, std::string_view title, std::string_view description) {
        open("svg", " xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", width) +
                        attribute("height", height) + " viewBox=\"0 0 " + std::to_string(width) +
                        " " + std::to_string(height) +
                        "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" "
                        "font-size=\"12\"");
        text_ += "<title id=\"title\">" + escape_xml(title) + "</title>\n<desc id=\"desc\">" +
                 escape_xml(description) + "</desc>\n";
        element("rect",
                attribute("width", width) + attribute("height", height) + " fill=\"#ffffff\"");
    }

    void open(const std::string& name, const std::string& attributes = {}) {
        text_ += "<" + name + attributes + ">\n";
    }
    void close(const std::string& name) { text_ += "</" + name + ">\n"; }
    void element(const std::string& name, const std::string& attributes) {
        text_ += "<" + name + attributes + "/>\n";
    }
    void raw(const std::string& markup) { text_ += markup + "\n"; }
    void title(std::string_view words) { text_ += "<title>" + escape_xml(words) + "</title>\n"; }
    void text(int x, int y, std::string_view words, const std::string& style = {}) {
        if (words.empty()) return;
        text_ += "<text" + attribute("x", x) + attribute("y", y) +
                 (style.empty() ? "" : " " + style) + ">" + escape_xml(words) + "</text>\n";
    }
    void line(int x1, int y1, int x2, int y2, const std::string& style) {
        element("line", attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) +
                            attribute("y2", y2) + " " + style);
    }

    [[nodiscard]] std::string finish() && {
        close("svg");
        return std::move(text_);
    }

private:
    std::string text_;
};

} // namespace sdc::inline v0::detail
