#include "sections.hpp"

namespace sdc::inline v0::detail {

std::vector<file_section> find_sections(std::span<const section_line> lines) {
    std::vector<file_section> all;
    file_section run;
    std::size_t rows = 0;
    const auto end_run = [&] {
        if (rows >= 2) all.push_back(run);
        run = {};
        rows = 0;
    };
    for (const auto& one : lines) {
        if (one.fields == 0) end_run();
        if (one.fields >= 2 && rows++ == 0) run.first = one.line;
        run.end = one.end;
    }
    end_run();
    return all;
}

std::vector<file_section> find_sections(std::string_view text) {
    std::vector<section_line> lines;
    section_line current{.line = 1};
    bool quoted = false, field = false;
    std::uint64_t line = 1;
    const auto end_field = [&] {
        current.fields += field ? 1 : 0;
        field = false;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') quoted = !quoted;
        if (c == '\n') ++line;
        if (c == '\n' && !quoted) {
            end_field();
            current.end = at + 1;
            lines.push_back(current);
            current = {.line = line};
        } else if (!quoted && (c == ',' || c == ';' || c == '\t' || c == '|')) {
            end_field();
        } else if (c != ' ' && c != '\r' && c != '"') {
            field = true;
        }
    }
    end_field();
    current.end = text.size();
    lines.push_back(current);
    return find_sections(std::span<const section_line>(lines));
}

result<file_section> choose_section(std::span<const file_section> all, std::uint64_t n,
                                    const std::string& source) {
    if (1 <= n && n <= all.size()) return all[n - 1];
    return error{.code = errc::bad_argument,
                 .message = "no such section: tables with empty lines between them",
                 .field = "table_file_format.section",
                 .where = {.file = source},
                 .found = std::to_string(n),
                 .wanted =
                     all.empty() ? "a file with a table" : "1 to " + std::to_string(all.size())};
}

} // namespace sdc::inline v0::detail
