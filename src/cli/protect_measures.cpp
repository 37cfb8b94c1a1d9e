#include "protect_measures.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "words.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/io/as_read.hpp>
#include <sdc/io/measures.hpp>

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

/// What is about one measure, or knows nothing of several.
constexpr std::array<std::string_view, 11> options_of_one{
    "linked", "by",       "contributor", "against",     "certificate", "levels",
    "frozen", "previous", "wide",        "overlapping", "percent-of"};

} // namespace

result<void> check_measures(const arguments& a) {
    const auto of_one = std::ranges::find_if(a.given.items, [](const config_item& item) {
        return std::ranges::find(options_of_one, item.option) != options_of_one.end();
    });
    if (of_one != a.given.items.end())
        return bad_option("--" + of_one->option, of_one->values.front(),
                          "one --count with it; several measures together are not yet available");
    if (*a.coalition > 0)
        return bad_option(
            "--intruder", intruder_text(*a.coalition),
            "outsider, or one --count; internal intruders of several measures are not "
            "yet available");
    const auto names = names_of_dimensions(a);
    for (const auto& count : a.counts) {
        if (std::ranges::find(names, count) != names.end())
            return bad_option("--count", count, "a column that is not a --dimension");
    }
    return check_one_csv(a, "--count", a.counts[1]);
}

namespace {

/// The arguments for the table of one measure, which is one of several.
arguments of_measure(const arguments& a, const std::string& count) {
    auto own = a;
    own.count = count;
    return own;
}

/// Without the columns of the other measures, which tell no two rows of one cell apart.
records rows_of_measure(const records& rows, std::span<const std::string> counts,
                        const std::string& own) {
    records made{.source = rows.source, .lines = rows.lines, .separator = rows.separator};
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < rows.names.size(); ++i) {
        const auto& name = rows.names[i];
        if (name != own && std::ranges::find(counts, name) != counts.end()) continue;
        columns.push_back(i);
        made.names.push_back(name);
    }
    made.fields.reserve(rows.size() * columns.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (const auto column : columns) made.fields.push_back(rows.field(row, column));
    }
    return made;
}

result<std::vector<counted_measure>> read_measures(const arguments& a, file_rows& as_read) {
    if (a.input.empty())
        return error{.code = errc::bad_argument, .message = "no input", .wanted = "--input FILE"};
    const auto rows = read_input_rows(a, a.in_shape ? &as_read : nullptr);
    if (!rows) return rows.error();
    std::vector<counted_measure> measures;
    for (const auto& count : a.counts) {
        auto counts = read_table(of_measure(a, count), rows_of_measure(*rows, a.counts, count));
        if (!counts) {
            auto e = counts.error();
            e.message = count + ": " + e.message;
            return e;
        }
        measures.push_back({.name = count, .counts = *std::move(counts)});
    }
    return measures;
}

/// Seen by everybody who has the release.
void warn_of_zeros(const arguments& a, std::span<const audited> proofs) {
    for (std::size_t k = 0; k < proofs.size(); ++k) {
        const auto& own = proofs[k].plan().status;
        for (std::size_t other = 0; other < proofs.size(); ++other) {
            const auto& status = proofs[other].plan().status;
            const auto [shown, suppressed] =
                std::ranges::mismatch(own, status, [](cell_status one, cell_status two) {
                    return one != cell_status::published || !is_suppressed(two);
                });
            if (shown == own.end()) continue;
            warn(a, "zeros of " + a.counts[k] + " are shown where " + a.counts[other] +
                        " is suppressed, as the rule promises; --zeros eligible suppresses them, "
                        "too");
            return;
        }
    }
}

result<std::string> write_measures(const arguments& a, std::span<const audited> proofs,
                                   const file_rows& as_read, const marker& shown) {
    std::vector<published> releases;
    for (const auto& proof : proofs) releases.push_back(publish(proof));
    std::vector<released_measure> measures;
    for (std::size_t k = 0; k < releases.size(); ++k)
        measures.push_back({.name = a.counts[k], .release = &releases[k]});
    auto how = output_of(a, a.output).how;
    how.marker = shown;
    std::ostringstream text;
    if (!a.in_shape)
        write_csv(text, measures, how);
    else if (auto ok = write_as_read(text, measures, as_read, a.residuals, how); !ok)
        return ok.error();
    return std::move(text).str();
}

} // namespace

int protect_measures(const arguments& a, const measures_protection& protect, const marker& shown,
                     unsigned threads, const std::string& made_by) {
    if (auto ok = check_measures(a); !ok) return tell(ok.error());
    file_rows as_read;
    const auto measures = read_measures(a, as_read);
    if (!measures) return tell(measures.error());
    auto plans = protect(*measures);
    if (!plans) return tell(plans.error());
    std::vector<audited> proofs;
    for (std::size_t k = 0; k < plans->size(); ++k) {
        auto proof = audit(std::move((*plans)[k]), audit_of(a, threads));
        if (!proof) {
            auto e = proof.error();
            e.message = a.counts[k] + ": " + e.message;
            return tell(e);
        }
        proofs.push_back(*std::move(proof));
    }
    auto text = write_measures(a, proofs, as_read, shown);
    if (!text) return tell(text.error());
    std::vector<outgoing> tables;
    for (std::size_t k = 0; k < proofs.size(); ++k)
        tables.push_back({.name = a.counts[k], .file = a.output, .proof = &proofs[k]});
    warn_of_zeros(a, proofs);
    return release(a, tables, *std::move(text), shown, threads, made_by);
}

} // namespace sdc::cli
