#include "sources.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/io/already_published.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/group_release.hpp>
#include <sdc/io/public_sources.hpp>

namespace sdc::cli {
namespace {

/// With the numbers of the counts, if they are at hand.
result<already_published_cells> read_frozen(const arguments& a, const first_table& first) {
    if (first.counts != nullptr) return read_already_published(a, *first.counts, marker{});
    if (a.frozen.empty()) return already_published_cells();
    auto rows = read_csv(a.frozen, {.rows = {.columns = names_of_dimensions(a)}});
    if (!rows) return rows.error();
    return sdc::read_already_published(*std::move(rows), first.cube, {}, a.escape_formulas);
}

/// Those of the option: of the counts the leaves.
std::vector<cell_index> list_structural_zeros(const first_table& first) {
    if (first.counts == nullptr) return first.structural_zeros;
    std::vector<cell_index> leaves;
    for (const auto cell : first.counts->structural_zeros()) {
        if (!first.cube->is_margin(cell)) leaves.push_back(cell);
    }
    return leaves;
}

/// Takes the rows of groups out of the files.
result<std::vector<linked_release>>
read_overlapping(const arguments& a, std::vector<records>& files, const announced& how) {
    if (a.overlapping.empty()) return std::vector<linked_release>();
    auto named = read_dimensions(a, files);
    if (!named) return named.error();
    auto by = with_residuals(a, *std::move(named));
    if (!by) return by.error();
    auto groups = read_overlapping_groups(files,
                                          {.by = *std::move(by),
                                           .groups = a.overlapping,
                                           .value = a.value_column,
                                           .markers = how.markers,
                                           .leaves_out_empty = a.leave_out_empty},
                                          how.method);
    if (!groups) return groups;
    for (auto& rows : files) {
        auto left = without_groups(rows, a.overlapping);
        if (!left) return left.error();
        rows = *std::move(left);
    }
    return groups;
}

} // namespace

result<announced> read_announced(const arguments& a) {
    const auto how = read_rounding(a);
    if (!how) return how.error();
    auto method = announce(a.rules, *how, a.protection);
    if (!method) return by_rule_option(method.error());
    announced made{.method = *std::move(method)};
    if (a.rules.policy) made.markers.emplace_back(std::string(a.rules.policy->marker));
    made.markers.insert(made.markers.end(), a.markers_to_read.begin(), a.markers_to_read.end());
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
                                    const announced& how, const first_table& first) {
    auto published = read_frozen(a, first);
    if (!published) return published.error();
    auto groups = read_overlapping(a, files, how);
    if (!groups) return groups.error();
    return read_public_sources({.tables = std::move(files),
                                .reading = {.value = a.value_column,
                                            .markers = how.markers,
                                            .suppressed_codes = a.suppressed_codes,
                                            .bands = how.method.bands,
                                            .perturbed = how.method.perturbed},
                                .leave_out_empty = a.leave_out_empty,
                                .totals = a.totals_of,
                                .residuals = cells_of_residuals(*first.cube, a.residuals),
                                .where = a.where,
                                .ledger = a.ledger,
                                .linked = a.linked,
                                .groups = *std::move(groups),
                                .statements = a.known,
                                .structural_zeros = list_structural_zeros(first),
                                .already_published = *std::move(published),
                                .outputs = list_outputs(a)},
                               first.cube, [&](const std::string& doubt) { warn(a, doubt); });
}

} // namespace sdc::cli
