#include "sources.hpp"

#include "inputs.hpp"
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
    files.leave_out_empty = a.leave_out_empty;
    files.where = a.where;
    files.ledger = a.ledger;
    files.linked = a.linked;
    files.statements = a.known;
    files.outputs = list_outputs(a);
    return read_public_sources(std::move(files), std::move(c),
                               [&](const std::string& doubt) { warn(a, doubt); });
}

} // namespace

result<announced> read_announced(const arguments& a) {
    const auto how = read_rounding(a);
    if (!how) return how.error();
    auto method = announce(a.rules, *how, a.protection);
    if (!method) return by_rule_option(method.error());
    announced made{.method = *std::move(method)};
    if (a.rules.policy) made.markers.emplace_back(a.rules.policy->marker);
    if (a.marker) made.markers.push_back(a.marker->text);
    return made;
}

void warn_of_people(const arguments& a, const linked_table& first, const linked_table& other) {
    for (const auto& doubt : find_doubts(first, other)) warn(a, doubt);
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
