/// The command line, read: what its options mean. Empty means that it was not given.
#pragma once

#include "config.hpp"

#include <sdc/attack/audit.hpp>
#include <sdc/io/csv_file.hpp>
#include <sdc/io/public_table.hpp>
#include <sdc/io/release_file.hpp>
#include <sdc/knowledge/shown_totals.hpp>
#include <sdc/log.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/policy/option_text.hpp>
#include <sdc/policy/rounding_options.hpp>
#include <sdc/policy/rule_options.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/table/calendar.hpp>
#include <sdc/table/count_format.hpp>
#include <sdc/table/doubtful_rows.hpp>
#include <sdc/table/overlapping.hpp>
#include <sdc/table/residual.hpp>
#include <sdc/table/wide.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sdc::cli {

enum class command : unsigned char {
    protect,
    suppress,
    round,
    coarsen,
    audit,
    score,
    verify,
    inspect,
    policies,
    completion,
    man
};

enum class shell : unsigned char { bash, zsh };

/// Exit statuses of the contract.
inline constexpr int done = 0, refused = 1, bad_input = 2, internal_failure = 3, not_judged = 4,
                     interrupted = 130;

struct arguments {
    command run = command::suppress;

    std::string input, structural_zeros;
    std::vector<std::string> counts; ///< One a measure.
    std::string count;               ///< The first of them, or that of a measure by itself.
    std::vector<of_dimension<std::string>> dimensions; ///< With the file of the hierarchy.
    std::vector<of_dimension<std::string>> totals;
    std::vector<of_dimension<role>> roles;
    std::vector<residual_code> residuals;
    std::vector<overlapping_code> overlapping;

    table_file_format layout; ///< Of --input, and of the files of --public.
    count_format numbers;
    row_confirmations confirmed;
    std::vector<value_bands> bands_of_values;
    std::vector<std::string> months, quarters, years; ///< Columns of dates.
    date_order dates = date_order::unknown;
    std::string wide;                         ///< As it was typed.
    std::vector<std::string> wide_dimensions; ///< Whose codes are columns, one a header row; they
                                              ///< are among the dimensions.

    rule_options rules;
    sdc::protection protection;
    std::optional<std::int64_t> coalition; ///< Of --intruder. Never empty, once all is read.
    std::string unsafe, levels;

    cost_options cost;
    std::string cost_file, suppression_groups, previous, key_file, keep, frozen;
    std::optional<std::int64_t> seconds, improvement_budget, nodes;
    bool optimal = false, against_replay = false;
    attack_scope attack = attack_scope::sample; ///< On what a witness proves.

    rounding_options rounding; ///< Without the bands of the file.
    std::string bands;
    std::vector<std::string> publics, linked;
    std::vector<of_dimension<std::string>> where;
    std::string known, value_column, contributor;
    bool leave_out_empty = false; ///< Of --cells.
    counted_in_totals totals_of = counted_in_totals::all_cells;

    std::string population, ledger, map, curve;
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::optional<calhhs_period> period;
    std::vector<calhhs_variable> traits;
    std::vector<std::string> keys;
    std::string sensitive;
    std::optional<double> fraction;
    bool as_json = false; ///< A report.

    bool scored = false; ///< Some option of a score was given.
    std::string by;      ///< Column of separate tables.
    std::string publish; ///< Terms, or a file of them; empty or "all": every margin.
    bool drop_allowed = false;
    std::vector<of_dimension<std::int64_t>> depths;

    std::string output = "-", private_file, report, certificate, inspected;
    std::optional<sdc::marker> marker;
    std::vector<marker_to_read>
        markers_to_read; ///< Of public tables, besides those that are known.
    std::vector<suppressed_code> suppressed_codes; ///< In columns of public tables.
    std::optional<sdc::cli::shell> shell;
    std::optional<release_format> format; ///< Of the public table.
    std::string title, structure;         ///< The same.
    percent_column percent;               ///< The same.
    std::optional<std::int64_t> threads;
    bool escape_formulas = true;
    bool quiet = false, progress = false, recommend = false;
    std::optional<log_level> log;
    std::string log_file;
    bool in_shape = false;              ///< The public table as --input is.
    const file_rows* as_read = nullptr; ///< Then its rows.
    bool says_yes = false;              ///< Of protect: do it.
    option_file given;                  ///< The command and its options as they were typed.
    std::string config;                 ///< A file of options, which are among these already.
    std::string save_config;
    sdc::log* logger = nullptr; ///< Opened before the command runs; nullptr: nothing is logged.
};

/// The periods that are dimensions, with their columns of dates.
[[nodiscard]] inline std::vector<std::pair<calendar_period, std::string>>
periods_of(const arguments& a) {
    std::vector<std::pair<calendar_period, std::string>> all;
    for (const auto& column : a.years) all.emplace_back(calendar_period::year, column);
    for (const auto& column : a.quarters) all.emplace_back(calendar_period::quarter, column);
    for (const auto& column : a.months) all.emplace_back(calendar_period::month, column);
    return all;
}

/// What to run, or the status to exit with: help has been shown, or an error announced.
[[nodiscard]] std::variant<arguments, int> parse(int argc, const char* const* argv);

} // namespace sdc::cli
