/// The command line as it was typed: texts, not yet interpreted. Empty means that it was not given.
#pragma once

#include <sdc/log.hpp>
#include <sdc/policy/calhhs.hpp>
#include <sdc/risk/table/sensitivity.hpp>
#include <sdc/rule/bands.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sdc::cli {

enum class command : unsigned char {
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

enum class table_format : unsigned char { csv, json, markdown };

/// Exit statuses of the contract.
inline constexpr int done = 0, refused = 1, bad_input = 2, internal_failure = 3, not_judged = 4,
                     interrupted = 130;

struct arguments {
    command run = command::suppress;

    std::string input, count, structural_zeros;
    std::vector<std::string> dimensions, roles, totals;

    std::string threshold, zeros, min_total, group_disclosure, policy;
    bool publish_total = false;

    std::string protect = "cover", cost = "value", keep, frozen;
    std::string intruder; ///< Never empty: outsider, or contributor where that is the default.
    std::string unsafe, levels, cost_file, suppression_groups, previous, key_file, against;
    std::optional<std::int64_t> seconds, improvement_budget, nodes;
    bool optimal = false;
    std::string base, method, bands, steps, deviation;
    std::optional<tie_rule> ties;
    std::vector<std::string> publics, linked, where;
    std::string known, value_column, contributor;
    std::optional<bool> leave_out_empty; ///< Of --cells.
    std::string population, ledger, map, curve;
    sdc::sensitivity sensitivity = sdc::sensitivity::personal;
    std::optional<calhhs_period> period;
    std::vector<std::string> traits, keys;
    std::string sensitive;
    std::optional<double> fraction;
    bool as_json = false; ///< A report.

    bool scored = false; ///< Some option of a score was given.
    bool drop_allowed = false;
    std::vector<std::string> depths;

    std::string output = "-", marker, private_file, certificate, shell, inspected;
    table_format format = table_format::csv;
    std::optional<std::int64_t> threads;
    bool escape_formulas = true;
    bool quiet = false, progress = false, recommend = false;
    std::string log, log_file;
    sdc::log* logger = nullptr; ///< Opened before the command runs; nullptr: nothing is logged.
};

/// What to run, or the status to exit with: help has been shown, or an error announced.
[[nodiscard]] std::variant<arguments, int> parse(int argc, const char* const* argv);

} // namespace sdc::cli
