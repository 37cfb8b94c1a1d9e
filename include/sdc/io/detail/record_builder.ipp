#include <sdc/io/detail/record_builder.hpp>

#include <sdc/detail/quoted.hpp>
#include <sdc/detail/trim.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace sdc::inline v0::detail {
namespace {

std::span<const std::string_view> drop_empty_end(std::span<const std::string_view> fields,
                                                 std::size_t keep) {
    while (fields.size() > keep && trim(fields.back()).empty())
        fields = fields.first(fields.size() - 1);
    return fields;
}

/// "line 7", "lines 7 to 9".
std::string name_lines(std::uint64_t first, std::uint64_t last) {
    const auto from = std::to_string(first);
    return first == last ? "line " + from : "lines " + from + " to " + std::to_string(last);
}

} // namespace

error record_builder::refuse(std::uint64_t line, std::size_t column, std::string message,
                             std::string found, std::string wanted) const {
    return {.code = errc::bad_syntax,
            .message = std::move(message),
            .where = {.file = rows_.source, .line = line, .column = column},
            .found = std::move(found),
            .wanted = std::move(wanted)};
}

result<void> record_builder::add_header(std::span<const std::string_view> fields,
                                        std::uint64_t line) {
    has_header_ = true;
    header_line_ = line;
    header_width_ = fields.size();
    std::set<std::string, std::less<>> seen;
    for (const auto name : drop_empty_end(fields, 1)) {
        const auto column = rows_.names.size() + 1;
        if (name.empty())
            return refuse(line, column, "an empty column name", "\"\"", "a name for every column");
        if (!seen.emplace(name).second) {
            auto e = refuse(line, column, "column given twice", quoted(name), "");
            e.code = errc::duplicate;
            return e;
        }
        rows_.names.emplace_back(name);
    }
    return {};
}

bool record_builder::is_note(std::span<const std::string_view> fields) const {
    constexpr std::array<std::string_view, 8> begins{"---",  "*",    "[",      "(",
                                                     "Note", "NOTE", "Source", "Footnote"};
    const auto width = rows_.names.size();
    // In a table of two columns a padded row could be a code without a count.
    const bool one_text = fields.size() == 1 ? width > 1 : fields.size() == width && width > 2;
    if (!one_text || trim(fields.front()).empty() ||
        std::ranges::any_of(fields.subspan(1), [](auto field) { return !trim(field).empty(); }))
        return false;
    return !pending_.empty() || std::ranges::any_of(begins, [&](auto begin) {
        return trim(fields.front()).starts_with(begin);
    });
}

result<void> record_builder::refuse_pending() const {
    if (pending_.empty()) return {};
    const auto& first = pending_.front();
    auto e = first.is_note ? refuse(first.line, 1, "a text between rows", "one field",
                                    "rows without texts between them")
                           : refuse(first.line, 0, "a blank line between rows", "",
                                    "blank lines at the end only");
    e.field = "csv_format.until";
    return e;
}

result<void> record_builder::add_empty_row(std::uint64_t line) {
    if (ended_) return {};
    if (!has_header_)
        return refuse(line, 1, "an empty column name", "\"\"", "a name for every column");
    pending_.push_back({.line = line});
    return {};
}

result<void> record_builder::add(std::span<const std::string_view> fields, std::uint64_t line) {
    if (ended_) return {};
    if (!has_header_) return add_header(fields, line);
    if (!until_.empty() && trim(fields.front()).starts_with(until_)) {
        ended_ = true;
        rows_.notes.push_back(name_lines(line, line) + " and what follows are not read");
        return {};
    }
    const auto width = rows_.names.size();
    fields = drop_empty_end(fields, width);
    const auto is_empty = [](auto field) { return field.empty(); };
    if (width > 1 && std::ranges::all_of(fields, is_empty)) return add_empty_row(line);
    if (is_note(fields)) {
        pending_.push_back({.line = line, .is_note = true});
        return {};
    }
    if (auto ok = refuse_pending(); !ok) return ok;
    if (width < fields.size() && fields.size() <= header_width_)
        return refuse(header_line_, width + 1, "an empty column name", "\"\"",
                      "a name for every column that holds something");
    if (fields.size() != width)
        return refuse(line, std::min(fields.size(), width) + 1,
                      fields.size() < width ? "a row with too few fields"
                                            : "a row with too many fields",
                      std::to_string(fields.size()), std::to_string(width) + ", as in the header");
    const auto before = rows_.fields.size() - width;
    for (std::size_t i = 0; i < width; ++i) {
        // Neighbouring rows tend to repeat a text.
        if (rows_.fields.size() >= width && rows_.fields[before + i] == fields[i])
            rows_.fields.repeat(before + i);
        else
            rows_.fields.push_back(fields[i]);
    }
    rows_.lines.push_back(line);
    return {};
}

records record_builder::finish() {
    const auto note = std::ranges::find(pending_, true, &pending_row::is_note);
    if (note != pending_.end()) {
        const auto last = pending_.back().line;
        rows_.notes.push_back(name_lines(note->line, last) +
                              (note->line == last ? " is taken for a footnote and not read"
                                                  : " are taken for footnotes and not read"));
    }
    pending_.clear();
    return std::move(rows_);
}

} // namespace sdc::inline v0::detail
