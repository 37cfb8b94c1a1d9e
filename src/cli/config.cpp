#include "config.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/file.hpp>
#include <sdc/table/detail/number.hpp>

#include <fmt/core.h>

// Errors of syntax are values.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 1
#include <toml++/toml.h>

#include <optional>
#include <sstream>
#include <utility>

namespace sdc::cli {
namespace {

error refuse(const std::string& file, const toml::source_region& at, std::string message,
             std::string wanted = {}) {
    return {.code = errc::bad_syntax,
            .message = std::move(message),
            .where = {.file = file, .line = at.begin.line, .column = at.begin.column},
            .wanted = std::move(wanted)};
}

/// As it would be typed; nothing for dates, tables and lists in lists.
std::optional<std::string> text_of(const toml::node& value) {
    if (const auto* text = value.as_string()) return text->get();
    if (const auto* n = value.as_integer()) return std::to_string(n->get());
    if (const auto* x = value.as_floating_point()) return fmt::format("{}", x->get());
    if (const auto* flag = value.as_boolean()) return flag->get() ? "true" : "false";
    return std::nullopt;
}

result<config_item> read_item(const std::string& file, std::string name, const toml::node& value) {
    config_item made{.option = std::move(name), .values = {}, .line = value.source().begin.line};
    const auto add = [&](const toml::node& one) -> result<void> {
        auto text = text_of(one);
        if (!text)
            return refuse(file, one.source(), "not the value of an option: " + made.option,
                          "a text in quotes, a number, true, false, or a list of texts");
        made.values.push_back(std::move(*text));
        return {};
    };
    const auto* list = value.as_array();
    if (list == nullptr) {
        if (auto ok = add(value); !ok) return ok.error();
        return made;
    }
    for (const auto& one : *list) {
        if (auto ok = add(one); !ok) return ok.error();
    }
    return made;
}

/// Numbers are plain where they are read back as they were typed.
std::string quote(const std::string& text) {
    if (text == "true" || text == "false") return text;
    const bool plain =
        sdc::detail::is_digits(text) && text.size() < 19 && (text == "0" || text.front() != '0');
    if (plain) return text;
    std::ostringstream quoted;
    const toml::value<std::string> value(text);
    quoted << toml::toml_formatter(value, toml::format_flags::allow_unicode_strings);
    return std::move(quoted).str();
}

} // namespace

result<option_file> read_config(const std::string& file) {
    const auto text = read_file(file);
    if (!text) return text.error();
    const auto parsed = toml::parse(*text, file);
    if (!parsed) {
        const auto& e = parsed.error();
        return refuse(file, e.source(), std::string(e.description()));
    }
    option_file made;
    for (const auto& [key, value] : parsed.table()) {
        auto item = read_item(file, std::string(key.str()), value);
        if (!item) return item.error();
        if (item->option != "command") {
            made.items.push_back(*std::move(item));
            continue;
        }
        if (!value.is_string())
            return refuse(file, value.source(), "not a command", "a command in quotes");
        made.command = std::move(item->values.front());
    }
    return made;
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
