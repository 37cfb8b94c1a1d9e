#include "sources.hpp"

#include "inputs.hpp"
#include "options.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/io/already_published.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/public_sources.hpp>

namespace sdc::cli {
namespace {

result<public_sources> read_others(const arguments& a, public_source_files files,
                                   const announced& how, std::shared_ptr<const cube> c) {
    files.reading = {.value = a.value_column,
                     .markers = how.markers,
                     .bands = how.method.bands,
                     .perturbed = how.method.perturbed};
    const auto empty = leaves_out_empty(a);
    if (!empty) return empty.error();
    files.leave_out_empty = *empty;
    auto where = read_where(a);
    if (!where) return where.error();
    files.where = *std::move(where);
    files.ledger = a.ledger;
    files.linked = a.linked;
    files.statements = a.known;
    files.outputs = list_outputs(a);
    return read_public_sources(std::move(files), std::move(c),
                               [&](const std::string& doubt) { warn(a, doubt); });
}

} // namespace

result<announced> read_announced(const arguments& a) {
    announced made;
    const auto from = read_preset(a);
    if (!from) return from.error();
    auto rules = read_rules(a, *from);
    if (!rules) return rules.error();
    made.method.rules = std::move(*rules);
    const auto p = read_protection(a);
    if (!p) return p.error();
    made.method.protection = *p;
    // The bands of a preset hold only where its numbers were rounded, so they are taken by --base
    // or --bands alone.
    auto perturbed = read_perturbation(a);
    if (!perturbed) return perturbed.error();
    made.method.perturbed = std::move(*perturbed);
    // A method of chance promises of no number more than that another value is possible.
    if (made.method.perturbed && made.method.protection.width == protection::kind::cover)
        made.method.protection.width = protection::kind::exact;
    const bool rounded = !a.base.empty() || !a.bands.empty() || !a.method.empty();
    if (!made.method.perturbed && rounded) {
        auto bands = read_banding(a, *from);
        if (!bands) return bands.error();
        made.method.bands = std::move(*bands);
    }
    if (*from) made.markers.emplace_back((*from)->marker);
    if (a.marker.empty()) return made;
    auto further = read_marker(a, std::nullopt);
    if (!further) return further.error();
    made.markers.push_back(std::move(further->text));
    return made;
}

result<std::vector<std::pair<std::string, std::string>>> read_where(const arguments& a) {
    std::vector<std::pair<std::string, std::string>> where;
    for (const auto& text : a.where) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos || equals + 1 == text.size())
            return bad_option("--where", text, "DIM=CODE, such as region=North");
        where.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return where;
}

void warn_of_people(const arguments& a, const linked_table& first, const linked_table& other) {
    for (const auto& doubt : find_doubts(first, other)) warn(a, doubt);
}

result<bool> leaves_out_empty(const arguments& a) {
    if (a.leave_out_empty && a.publics.empty())
        return bad_option("--cells", word_of(words_of_cells, a.leave_out_empty),
                          "--public with it, the files whose cells these are");
    return a.leave_out_empty.value_or(false);
}

result<std::vector<records>> read_public_files(const arguments& a) {
    std::vector<records> files;
    for (const auto& file : a.publics) {
        auto rows = read_public_rows(a, file, names_of_dimensions(a));
        if (!rows) return rows.error();
        if (rows->size() == 0)
            return error{.code = errc::bad_syntax,
                         .message = "a public table without rows",
                         .where = {.file = file}};
        files.push_back(std::move(*rows));
    }
    return files;
}

result<public_sources> read_sources(const arguments& a, std::vector<records> files,
                                    const announced& how, const table& counts) {
    public_source_files all{.tables = std::move(files)};
    auto published = read_already_published(a, counts, marker{});
    if (!published) return published.error();
    all.already_published = *std::move(published);
    for (const auto cell : counts.structural_zeros()) {
        if (!counts.cube().is_margin(cell)) all.structural_zeros.push_back(cell);
    }
    return read_others(a, std::move(all), how, counts.shared_cube());
}

result<public_sources> read_sources(const arguments& a, std::vector<records> files,
                                    const announced& how, std::shared_ptr<const cube> c,
                                    std::vector<cell_index> structural_zeros) {
    public_source_files all{.tables = std::move(files),
                            .structural_zeros = std::move(structural_zeros)};
    if (!a.frozen.empty()) {
        auto rows = read_csv(a.frozen);
        if (!rows) return rows.error();
        auto published = read_already_published(*std::move(rows), c, {}, a.escape_formulas);
        if (!published) return published.error();
        all.already_published = *std::move(published);
    }
    return read_others(a, std::move(all), how, std::move(c));
}

} // namespace sdc::cli
