#include <sdc/io/inspect.hpp>

#include "inspect/csv.hpp"
#include "inspect/finding_list.hpp"
#include "inspect/package_inspector.hpp"
#include "workbook/kind.hpp"

#include <sdc/detail/printable.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <ostream>
#include <utility>

namespace sdc::inline v0 {

std::string_view to_string(finding_kind kind) {
    constexpr std::array<std::string_view, 26> names{"suppressed value",
                                                     "derivable value",
                                                     "hidden sheet",
                                                     "hidden rows",
                                                     "filtered rows",
                                                     "hidden columns",
                                                     "covered cells",
                                                     "invisible cells",
                                                     "distant cells",
                                                     "hidden text",
                                                     "defined name",
                                                     "comments",
                                                     "tracked changes",
                                                     "pivot cache",
                                                     "chart cache",
                                                     "data model",
                                                     "connection",
                                                     "external link",
                                                     "embedded object",
                                                     "image",
                                                     "macro",
                                                     "custom XML",
                                                     "unused strings",
                                                     "property",
                                                     "formula",
                                                     "unseen characters"};
    return names[static_cast<std::size_t>(kind)];
}

result<std::vector<file_finding>> inspect(std::string_view bytes, const std::string& source,
                                          const inspect_options& options) {
    const detail::suppressed_search search(options.recorded);
    detail::finding_list findings(search);
    if (find_workbook_kind(bytes) == workbook_kind::none) {
        if (auto ok = detail::inspect_csv(bytes, source, findings); !ok) return ok.error();
        return std::move(findings).take();
    }
    const auto from = detail::open_workbook(bytes, source);
    if (!from) return from.error();
    if (auto ok = detail::kind_of(*from) == workbook_kind::ods
                      ? detail::inspect_ods(*from, findings)
                      : detail::inspect_xlsx(*from, findings);
        !ok)
        return ok.error();
    return std::move(findings).take();
}

void write_inspection_text(std::ostream& out, const std::string& source,
                           std::span<const file_finding> findings) {
    if (findings.empty()) out << detail::printable(source) << ": nothing found\n";
    for (const auto& one : findings) {
        out << to_string(one.kind) << ": ";
        const char* next = "";
        for (const auto* text : {&one.place, &one.text, &one.part}) {
            if (text->empty()) continue;
            const bool is_part = text == &one.part;
            out << (is_part && *next != '\0' ? " (" : next) << detail::printable(*text)
                << (is_part && *next != '\0' ? ")" : "");
            next = ": ";
        }
        out << '\n';
    }
}

void write_inspection_json(std::ostream& out, const std::string& source,
                           std::span<const file_finding> findings) {
    nlohmann::ordered_json all{{"format", "sdckit inspection"}, {"version", 1}, {"file", source}};
    all["findings"] = nlohmann::ordered_json::array();
    for (const auto& one : findings)
        all["findings"].push_back({{"kind", to_string(one.kind)},
                                   {"part", one.part},
                                   {"place", one.place},
                                   {"text", one.text}});
    out << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

} // namespace sdc::inline v0
