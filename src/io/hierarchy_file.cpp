#include <sdc/io/hierarchy_file.hpp>

#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/table/detail/row_reader.hpp>

#include <sdc/detail/utf8.hpp>
#include <sdc/io/detail/text.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sdc::inline v0 {
namespace {

result<hierarchy> from_records(const records& rows) {
    const auto code = detail::require_column(rows, "code");
    if (!code) return code.error();
    const auto parent = detail::require_column(rows, "parent");
    if (!parent) return parent.error();
    const auto label = rows.find_column("label");
    std::vector<code_parent> entries;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        entries.push_back({.id = rows.field(row, *code),
                           .parent = rows.field(row, *parent),
                           .label = label ? rows.field(row, *label) : std::string(),
                           .where = rows.where(row, *code)});
    }
    auto tree = hierarchy::from_parents(entries);
    if (tree) return tree;
    auto e = std::move(tree).error();
    if (e.where.file.empty()) e.where.file = rows.source;
    return e;
}

/// The next line without its end; `text` loses it.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

/// Builds the list of code and parent line by line.
class hrc_reader {
public:
    hrc_reader(std::string source, std::string total, std::string lead)
        : source_(std::move(source)), lead_(std::move(lead)), above_{total} {
        entries_.push_back({.id = std::move(total), .parent = ""});
    }

    result<void> add(std::string_view line, std::uint64_t number) {
        std::size_t level = 1;
        for (; line.starts_with(lead_); line.remove_prefix(lead_.size())) ++level;
        const place where{.file = source_, .line = number};
        if (line.empty())
            return error{
                .code = errc::bad_hierarchy, .message = "no code behind the lead", .where = where};
        if (level > above_.size())
            return error{.code = errc::bad_hierarchy,
                         .message = "a level skipped",
                         .where = where,
                         .found = "level " + std::to_string(level),
                         .wanted =
                             fmt::format("at most {}, one below the line above", above_.size())};
        above_.resize(level);
        entries_.push_back({.id = std::string(line), .parent = above_.back(), .where = where});
        above_.emplace_back(line);
        return {};
    }

    [[nodiscard]] result<hierarchy> finish() const {
        if (entries_.size() == 1)
            return error{.code = errc::bad_hierarchy,
                         .message = "a hierarchy without codes",
                         .where = {.file = source_}};
        return hierarchy::from_parents(entries_);
    }

private:
    std::string source_, lead_;
    std::vector<std::string> above_; // the total and the codes on the way to the last line
    std::vector<code_parent> entries_;
};

bool is_hrc(std::string_view file) {
    constexpr std::string_view extension = ".hrc";
    if (file.size() < extension.size()) return false;
    return std::ranges::equal(
        file.substr(file.size() - extension.size()), extension,
        [](char a, char b) { return a == b || ('A' <= a && a <= 'Z' && a - 'A' + 'a' == b); });
}

} // namespace

result<hierarchy> parse_hrc(std::string_view text, std::string source, std::string total,
                            std::string lead) {
    if (lead.empty())
        return error{.code = errc::bad_argument,
                     .message = "an empty lead string",
                     .wanted = "a text such as \"@\""};
    const auto bad = detail::find_not_text(text);
    if (bad != text.size()) {
        const auto line = 1 + std::ranges::count(text.substr(0, bad), '\n');
        return detail::not_text(
            text, bad, {.file = std::move(source), .line = static_cast<std::uint64_t>(line)});
    }
    if (text.starts_with(detail::byte_order_mark))
        text.remove_prefix(detail::byte_order_mark.size());
    hrc_reader reader(std::move(source), std::move(total), std::move(lead));
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        const auto line = take_line(text);
        if (line.empty()) continue;
        if (auto ok = reader.add(line, number); !ok) return ok.error();
    }
    return reader.finish();
}

result<hierarchy> read_hierarchy(const std::string& file, std::string total, std::string lead) {
    if (is_hrc(file)) {
        const auto text = read_file(file);
        if (!text) return text.error();
        return parse_hrc(*text, file, std::move(total), std::move(lead));
    }
    const auto rows = read_csv(file);
    if (!rows) return rows.error();
    return from_records(*rows);
}

} // namespace sdc::inline v0
