#include <sdc/io/release_file.hpp>

#include "sdmx_structure.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csvw.hpp>
#include <sdc/io/file.hpp>
#include <sdc/io/html.hpp>
#include <sdc/io/json.hpp>
#include <sdc/io/json_stat.hpp>
#include <sdc/io/markdown.hpp>
#include <sdc/io/px.hpp>
#include <sdc/io/sdmx_csv.hpp>
#include <sdc/io/spreadsheet.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

namespace sdc::inline v0 {
namespace {

constexpr std::array<std::pair<std::string_view, release_format>, 7> release_endings{
    {{".csv", release_format::csv},
     {".json", release_format::json},
     {".md", release_format::markdown},
     {".px", release_format::px},
     {".ods", release_format::ods},
     {".xlsx", release_format::xlsx},
     {".html", release_format::html}}};

release_format format_of(const release_output& to) {
    return to.format.value_or(find_release_format(to.file).value_or(release_format::csv));
}

bool has_title(release_format format) {
    return format != release_format::csv && format != release_format::json &&
           format != release_format::markdown && format != release_format::html &&
           format != release_format::sdmx_csv;
}

error without_place(std::string field, const std::string& found, std::string wanted) {
    return {.code = errc::bad_argument,
            .message = "the format has no place for it",
            .field = std::move(field),
            .found = detail::quoted(found),
            .wanted = std::move(wanted)};
}

/// The dimensions and the measure are columns of one table.
result<void> check_column_names(const published& release) {
    if (!release.cube().find_dimension(release.column_name())) return {};
    return error{.code = errc::duplicate,
                 .message = "a dimension has the name of the column of numbers",
                 .found = detail::quoted(release.column_name()),
                 .wanted = "another name for the column in the input"};
}

template <class Write>
result<std::string> text_of(Write write, const published& release, const write_options& how) {
    std::ostringstream text;
    if constexpr (std::is_void_v<decltype(write(text, release, how))>) {
        write(text, release, how);
    } else {
        if (auto ok = write(text, release, how); !ok) return ok.error();
    }
    return std::move(text).str();
}

result<std::string> main_content(const published& release, release_format format,
                                 const write_options& how) {
    // Each writer refuses other tables by deleted functions of its name.
    const auto make = [&](auto write) { return text_of(write, release, how); };
    using out = std::ostream;
    using in = const published;
    using as = const write_options;
    switch (format) {
    case release_format::csv:
    case release_format::csvw: return make([](out& o, in& r, as& h) { write_csv(o, r, h); });
    case release_format::json: return make([](out& o, in& r, as& h) { write_json(o, r, h); });
    case release_format::markdown:
        return make([](out& o, in& r, as& h) { write_markdown(o, r, h); });
    case release_format::json_stat:
        return make([](out& o, in& r, as& h) { write_json_stat(o, r, h); });
    case release_format::sdmx_csv:
        return make([](out& o, in& r, as& h) { return write_sdmx_csv(o, r, h); });
    case release_format::px: return make([](out& o, in& r, as& h) { return write_px(o, r, h); });
    case release_format::ods: return make([](out& o, in& r, as& h) { return write_ods(o, r, h); });
    case release_format::xlsx:
        return make([](out& o, in& r, as& h) { return write_xlsx(o, r, h); });
    case release_format::html: return make([](out& o, in& r, as& h) { write_html(o, r, h); });
    }
    return error{.code = errc::bad_argument, .message = "no format"};
}

} // namespace

std::optional<release_format> find_release_format(std::string_view file) {
    std::string small(file);
    std::ranges::transform(small, small.begin(), [](char c) {
        return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    for (const auto& [ending, format] : release_endings) {
        if (small.ends_with(ending)) return format;
    }
    return std::nullopt;
}

result<std::vector<std::string>> list_release_files(const release_output& to) {
    const auto format = format_of(to);
    if (!to.how.title.empty() && !has_title(format))
        return without_place("write_options.title", to.how.title,
                             "json-stat, px, csvw, ods or xlsx");
    if (!to.how.structure.empty() && format != release_format::sdmx_csv)
        return without_place("write_options.structure", to.how.structure, "sdmx-csv");
    if (to.how.percent.is_given() && format != release_format::csv)
        return without_place("percent_column.of", to.how.percent.of, "csv");
    if (auto ok = detail::check_sdmx_structure(to.how.structure); !ok) return ok.error();
    std::vector<std::string> files{to.file};
    if (format != release_format::csvw) return files;
    if (!identify_file(to.file).regular || to.file == "-")
        return error{.code = errc::bad_argument,
                     .message = "a table with its metadata is two files",
                     .field = "release_output.file",
                     .found = detail::quoted(to.file),
                     .wanted = "a name of a file"};
    files.push_back(to.file + "-metadata.json");
    return files;
}

result<std::vector<release_file>> write_release(const published& release,
                                                const release_output& to) {
    if (auto ok = check_column_names(release); !ok) return ok.error();
    if (auto ok = check(to.how.percent, release); !ok) return ok.error();
    const auto format = format_of(to);
    auto content = main_content(release, format, to.how);
    if (!content) return content.error();
    std::vector<release_file> files{{to.file, *std::move(content)}};
    if (format == release_format::csvw) {
        std::ostringstream text;
        write_csvw_metadata(text, release, {.file = to.file, .written = to.how});
        files.push_back({to.file + "-metadata.json", std::move(text).str()});
    }
    return files;
}

} // namespace sdc::inline v0
