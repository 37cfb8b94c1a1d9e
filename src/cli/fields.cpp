#include "fields.hpp"

#include "words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

/// No field starts with another one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> options{
    {{"threshold.minimum", "--threshold"},
     {"threshold.min_total_for_breakdown", "--min-total-for-breakdown"},
     {"threshold.hide_zeros_below_total", "--zeros hide-below"},
     {"group_disclosure.coalition", "--group-disclosure"},
     {"protection.percent", "--protect percent"},
     {"protection.absolute", "--protect absolute"},
     {"random_rounding.bands.base", "--base"},
     {"controlled_rounding.base", "--base"},
     {"controlled_rounding.steps", "--steps"},
     {"bounded_noise.deviation", "--deviation"},
     {"public_options.value", "--value-column"},
     {"public_options.markers", "--marker"},
     {"public_options.suppressed_codes", "--suppressed-code"},
     {"public_sources.leaves_out_empty", "--cells nonempty"},
     {"public_source_files.where", "--where"},
     {"public_source_files.totals", "--totals shown"},
     {"counted_in_totals", "--totals shown"},
     {"residual_code", "--residual"},
     {"overlapping_code", "--overlapping"},
     {"percent_column.of", "--percent-of"},
     {"percent_column.name", "--percent-of"},
     {"column_hierarchy", "--dimension"},
     {"table_file_format.section", "--section"},
     {"published_terms", "--publish"},
     {"suppress_options.unpublished", "--publish"},
     {"write_options.title", "--title"},
     {"write_options.structure", "--structure"},
     {"zero_policy::eligible", "--zeros eligible"}}};

/// What mends an error about the field.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> remedies{
    {{"as_read", "no --as-read"},
     {"csv_format.separator", "--separator comma, semicolon, tab or pipe"},
     {"csv_format.until", "--until TEXT, to end the table at the row that begins with it"},
     {"table_file_format.encoding", "--encoding windows-1252, for a file that Excel saved"},
     {"count_format.decimal", "--decimal point or --decimal comma"},
     {"count_format.empty_is_zero", "--empty zero"},
     {"row_confirmations.merge_similar", "--merge-similar"},
     {"row_confirmations.sum_duplicates", "--sum-duplicates"},
     {"date_order", "--date-order day-first or --date-order month-first"},
     {"sheet", "--sheet NAME"},
     {"range", "--range B3:F40"},
     {"hidden", "--hidden read or --hidden leave-out"},
     {"csv_format.skip", "--skip N, the lines above the header"},
     {"wide", "--wide NAME, or --wide NAME/NAME for several header rows"},
     {"round_measures", "sdckit suppress, or no --threshold and no --policy"},
     {"release_output.file", "--output FILE"},
     {"release_output.format", "--format csv or --format json"}}};

/// The same where it names a column or its code.
std::string remedy_for(const error& e) {
    const auto about = sdc::detail::as_word(e.cell);
    if (e.field == "row_confirmations.rows_are_records")
        return "--count " + about + ", or --records";
    if (e.field == "row_confirmations.not_totals")
        return "--total " + about + ", or --not-total " + about;
    if (e.field == "row_confirmations.summed_total")
        return "--dimension " + sdc::detail::as_word(e.cell.substr(0, e.cell.find('='))) +
               " with --total " + about + ", or --not-total " + about;
    const auto known =
        std::ranges::find(remedies, e.field, &std::pair<std::string_view, std::string_view>::first);
    return known == remedies.end() ? "" : std::string(known->second);
}

} // namespace

std::string name_options(std::string text) {
    for (const auto& [field, option] : options) {
        for (auto at = text.find(field); at != std::string::npos;
             at = text.find(field, at + option.size()))
            text.replace(at, field.size(), option);
    }
    return text;
}

error by_option(error e) {
    const auto known =
        std::ranges::find(options, e.field, &std::pair<std::string_view, std::string_view>::first);
    if (known != options.end()) {
        const bool says_more = e.message != e.field && !e.message.starts_with(known->second);
        e.message = std::string(known->second) + (says_more ? ": " + e.message : "");
        e.rule.clear();
    }
    if (const auto remedy = remedy_for(e); !remedy.empty()) {
        e.wanted += (e.wanted.empty() ? "" : ": ") + remedy;
        if (e.field.starts_with("row_confirmations.")) e.cell.clear();
    }
    for (auto* text : {&e.message, &e.explanation, &e.wanted})
        *text = name_options(std::move(*text));
    return e;
}

} // namespace sdc::cli
