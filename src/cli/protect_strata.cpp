#include "protect_strata.hpp"

#include "inputs.hpp"
#include "outputs.hpp"
#include "words.hpp"

#include <sdc/detail/trim.hpp>
#include <sdc/io/csv.hpp>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

struct stratum {
    std::string code;
    records rows;
};

/// The rows of each code, in order of first appearance.
result<std::vector<stratum>> split(const records& rows, const std::string& by) {
    std::vector<stratum> all;
    const auto column = rows.find_column(by);
    if (!column) return bad_option("--by", by, "a column of the file");
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string code(sdc::detail::trim(rows.field(row, *column)));
        if (code.empty())
            return error{.code = errc::bad_syntax,
                         .message = "--by: an empty code",
                         .where = rows.where(row, *column)};
        auto at = std::ranges::find(all, code, &stratum::code);
        if (at == all.end()) {
            all.push_back({.code = code,
                           .rows = {.source = rows.source,
                                    .names = rows.names,
                                    .separator = rows.separator}});
            at = all.end() - 1;
        }
        for (std::size_t i = 0; i < rows.names.size(); ++i)
            at->rows.fields.push_back(rows.field(row, i));
        at->rows.lines.push_back(rows.where(row, 0).line);
    }
    return all;
}

/// A code of all other rows together would be a table that is the sum of the others, and each of
/// them could be found by subtraction: also where a few rows alone show it.
result<void> check_strata(const arguments& a, const records& rows) {
    for (const auto& name : names_of_dimensions(a)) {
        if (name == a.by || a.count == a.by)
            return bad_option("--by", a.by, "a column that is neither --count nor a --dimension");
    }
    const auto dimensions = read_dimensions(a, {&rows, 1});
    if (!dimensions) return dimensions.error();
    auto by = *dimensions;
    auto strata = flat_dimension(rows, a.by);
    if (!strata) return strata.error();
    by.push_back(*std::move(strata));
    const auto doubts =
        check_rows(rows, {.by = std::move(by), .count = a.count, .counts = a.numbers}, a.confirmed);
    if (!doubts) return doubts.error();
    const auto about = "column " + sdc::detail::quoted(a.by) + " ";
    for (const auto& doubt : *doubts) {
        if (doubt.starts_with(about))
            return error{.code = errc::bad_argument,
                         .message = "--by: " + doubt,
                         .wanted = "rows without it, or --not-total " + a.by + "=CODE"};
        warn(a, doubt);
    }
    return {};
}

std::string write_tables(const arguments& a, const std::vector<stratum>& strata,
                         const std::vector<audited>& proofs, const marker& shown) {
    std::ostringstream text;
    for (std::size_t i = 0; i < proofs.size(); ++i)
        write_csv(text, publish(proofs[i]),
                  {.marker = shown,
                   .escape_formulas = a.escape_formulas,
                   .leading = {{a.by, strata[i].code}},
                   .header = i == 0,
                   .percent = a.percent});
    return std::move(text).str();
}

} // namespace

int suppress_strata(const arguments& a, const table_protection& protect, const marker& shown,
                    unsigned threads, const std::string& made_by) {
    if (auto ok = check_one_csv(a, "--by", a.by); !ok) return tell(ok.error());
    const auto rows = read_input_rows(a);
    if (!rows) return tell(rows.error());
    if (auto ok = check_strata(a, *rows); !ok) return tell(ok.error());
    const auto strata = split(*rows, a.by);
    if (!strata) return tell(strata.error());
    std::vector<audited> proofs;
    for (const auto& one : *strata) {
        const auto named = [&](error e) {
            e.message = a.by + "=" + one.code + ": " + e.message;
            return e;
        };
        const auto counts = read_table(a, one.rows); // codes are those of its own rows
        if (!counts) return tell(named(counts.error()));
        auto proof = protect(*counts);
        if (!proof) return tell(named(proof.error()));
        proofs.push_back(*std::move(proof));
    }
    if (a.percent.is_given() && a.percent.name == a.by)
        return tell(bad_option("--percent-of", a.percent.name, "another name of the column"));
    for (const auto& proof : proofs) {
        if (auto ok = check(a.percent, publish(proof)); !ok) return tell(ok.error());
    }
    std::vector<outgoing> tables;
    for (std::size_t i = 0; i < proofs.size(); ++i)
        tables.push_back(
            {.name = a.by + "=" + (*strata)[i].code, .file = a.output, .proof = &proofs[i]});
    return release(a, tables, write_tables(a, *strata, proofs, shown), shown, threads, made_by);
}

} // namespace sdc::cli
