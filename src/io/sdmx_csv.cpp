#include <sdc/io/sdmx_csv.hpp>
#include <sdc/plan/published_value.hpp>

#include "release_notes.hpp"
#include "sdmx_structure.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/io/csv_escapes.hpp>
#include <sdc/io/detail/text.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sdc::inline v0 {
namespace {

constexpr std::array<std::string_view, 7> sdmx_columns{
    "STRUCTURE", "STRUCTURE_ID", "ACTION", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "COMMENT_OBS"};

/// "AGENCY:ID(VERSION)"
bool is_sdmx_structure(std::string_view text) {
    const auto colon = text.find(':'), open = text.find('(');
    constexpr std::string_view others = "_-.@$+*~";
    const auto is_name = [&](std::string_view part) {
        return !part.empty() && std::ranges::all_of(part, [&](char c) {
            return ('0' <= c && c <= '9') || ('A' <= (c & ~0x20) && (c & ~0x20) <= 'Z') ||
                   others.find(c) != others.npos;
        });
    };
    return colon != text.npos && open != text.npos && colon < open && text.ends_with(')') &&
           is_name(text.substr(0, colon)) && is_name(text.substr(colon + 1, open - colon - 1)) &&
           is_name(text.substr(open + 1, text.size() - open - 2));
}

result<void> check_sdmx(const cube& c, const write_options& options) {
    if (auto ok = detail::check_sdmx_structure(options.structure); !ok) return ok;
    for (const auto& d : c.dimensions()) {
        if (std::ranges::find(sdmx_columns, d.name) != sdmx_columns.end())
            return error{.code = errc::duplicate,
                         .message = "a dimension has the name of a column of SDMX",
                         .found = detail::quoted(d.name),
                         .wanted = "another name for the column in the input"};
    }
    return {};
}

} // namespace

result<void> detail::check_sdmx_structure(const std::string& structure) {
    if (structure.empty() || is_sdmx_structure(structure)) return {};
    return error{.code = errc::bad_argument,
                 .message = "no structure of SDMX",
                 .field = "write_options.structure",
                 .found = detail::quoted(structure),
                 .wanted = "AGENCY:ID(VERSION), such as ESTAT:CENSUS(1.0)"};
}

result<void> write_sdmx_csv(std::ostream& out, const published& release,
                            const write_options& options) {
    const auto& c = release.cube();
    if (auto ok = check_sdmx(c, options); !ok) return ok;
    const auto field = [&](const std::string& text) {
        return detail::quote_csv(options.escape_formulas ? escape_csv_text(text) : text);
    };
    const bool has_comments = detail::shows_labels(release);
    std::vector<std::vector<std::string>> codes; // quoted once, not once a row
    out << "STRUCTURE,STRUCTURE_ID,ACTION,";
    for (const auto& d : c.dimensions()) {
        out << field(d.name) << ',';
        auto& ids = codes.emplace_back();
        for (code_index i = 0; i < d.codes.size(); ++i) ids.push_back(field(d.codes[i].id));
    }
    out << "OBS_VALUE,OBS_STATUS,CONF_STATUS" << (has_comments ? ",COMMENT_OBS\n" : "\n");
    const auto start =
        "dataflow," + (options.structure.empty() ? "SDCKIT:TABLE(1.0)" : options.structure) + ",I,";
    for (const auto& cell : cells(c)) {
        if (!release.has(cell.index())) continue;
        out << start;
        for (std::size_t d = 0; d < codes.size(); ++d) out << codes[d][cell.at()[d]] << ',';
        const auto shows = release[cell.index()].shows;
        const auto shown = detail::format_cell(release, cell.index(), {});
        // The codes of CONF_STATUS for primary and secondary confidentiality would tell them apart;
        // N, not for publication, is true of both.
        if (shows == public_cell::kind::number)
            out << shown << ",A,F";
        else
            out << ",Q,N";
        if (has_comments)
            out << ',' << (shows == public_cell::kind::label ? field(shown) : std::string());
        out << '\n';
    }
    return {};
}

} // namespace sdc::inline v0
