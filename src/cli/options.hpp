/// What can be typed: the commands and their options, described once. The parser, the help, the
/// completion of shells and the manual page are made from it.
#pragma once

#include "arguments.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sdc::cli {

inline constexpr option_words<char, 4> separator_words{
    {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}}};
inline constexpr option_words<decimal_mark, 2> decimal_words{
    {{"point", decimal_mark::point}, {"comma", decimal_mark::comma}}};
inline constexpr option_words<date_order, 2> date_words{
    {{"day-first", date_order::day_first}, {"month-first", date_order::month_first}}};
inline constexpr option_words<bool, 1> empty_words{{{"zero", true}}};
inline constexpr option_words<hidden_content, 2> hidden_words{
    {{"read", hidden_content::read}, {"leave-out", hidden_content::leave_out}}};
inline constexpr option_words<bool, 2> report_words{{{"text", false}, {"json", true}}};
inline constexpr option_words<release_format, 10> format_words{
    {{"csv", release_format::csv},
     {"json", release_format::json},
     {"markdown", release_format::markdown},
     {"json-stat", release_format::json_stat},
     {"sdmx-csv", release_format::sdmx_csv},
     {"px", release_format::px},
     {"csvw", release_format::csvw},
     {"ods", release_format::ods},
     {"xlsx", release_format::xlsx},
     {"html", release_format::html}}};
inline constexpr option_words<bool, 2> search_words{{{"heuristic", false}, {"optimal", true}}};
inline constexpr option_words<bool, 1> against_words{{{"replay", true}}};
inline constexpr option_words<attack_scope, 2> attack_words{
    {{"sample", attack_scope::sample}, {"all", attack_scope::all}}};
inline constexpr option_words<bool, 2> cells_words{{{"all", false}, {"nonempty", true}}};
inline constexpr option_words<counted_in_totals, 2> totals_words{
    {{"all", counted_in_totals::all_cells}, {"shown", counted_in_totals::shown_cells}}};
inline constexpr option_words<log_level, 4> log_words{{{"debug", log_level::debug},
                                                       {"info", log_level::info},
                                                       {"warning", log_level::warning},
                                                       {"error", log_level::error}}};
inline constexpr option_words<shell, 2> shell_words{{{"bash", shell::bash}, {"zsh", shell::zsh}}};

/// A member of a member: `at<&arguments::rules, &rule_options::threshold>`.
template <auto... Path>
[[nodiscard]] constexpr auto& at(arguments& a) {
    return (a.*....*Path);
}

/// Reads the value of an option and puts it where it belongs.
struct value_reader {
    result<void> (*read)(arguments& to, std::string_view text) = nullptr;
    std::vector<std::string_view> (*words)() = nullptr; ///< Nothing else can be typed.
    bool repeats = false;
};

template <auto... Path, class T>
[[nodiscard]] result<void> put(arguments& a, result<T> value) {
    if (!value) return value.error();
    at<Path...>(a) = *std::move(value);
    return {};
}

/// What `Parse` makes of the text.
template <auto Parse, auto... Path>
inline constexpr value_reader parsed{
    .read = [](arguments& a, std::string_view text) { return put<Path...>(a, Parse(text)); }};

/// The same for an option that can be repeated.
template <auto Parse, auto... Path>
inline constexpr value_reader each_parsed{
    .read = [](arguments& a, std::string_view text) -> result<void> {
        auto value = Parse(text);
        if (!value) return value.error();
        at<Path...>(a).push_back(*std::move(value));
        return {};
    },
    .repeats = true};

/// A word, or the character itself.
[[nodiscard]] inline result<char> parse_separator(std::string_view text) {
    for (const auto& [word, c] : separator_words) {
        if (text == std::string_view(&c, 1)) return c;
    }
    return parse_word(separator_words, text);
}

[[nodiscard]] inline result<std::string> parse_text(std::string_view text) {
    return std::string(text);
}

template <std::int64_t Least, std::int64_t Most, auto... Path>
inline constexpr value_reader whole{.read = [](arguments& a, std::string_view text) {
    return put<Path...>(a, parse_whole(text, Least, Most));
}};

template <const auto& Words, auto... Path>
inline constexpr value_reader word{
    .read = [](arguments& a,
               std::string_view text) { return put<Path...>(a, parse_word(Words, text)); },
    .words =
        [] {
            std::vector<std::string_view> all;
            for (const auto& entry : Words) all.push_back(entry.first);
            return all;
        }};

/// Where the value of an option goes.
using setter = std::variant<std::string arguments::*, std::vector<std::string> arguments::*,
                            bool& (*)(arguments&), value_reader>;

struct option {
    std::string_view name = {};  ///< "--threshold"; empty: an argument without a name.
    std::string_view value = {}; ///< "N"; empty: a flag.
    std::string_view help = {};
    setter to = {};
    std::string_view negated = {};    ///< The flag that says no: "--no-escape-formulas".
    bool has_bare_form = false;       ///< The value can stand without the name.
    bool once = false;                ///< Of a list: not repeatable.
    bool asks_for_score = false;      ///< Given to coarsen it makes cells unsafe by score.
    std::string_view candidates = {}; ///< Values that shells complete, with blanks between, where
                                      ///< `to` has no words.
    std::string_view not_yet = {};    ///< Values of the contract that this version does not have.
    [[nodiscard]] option with(std::string_view other_help) const {
        auto made = *this;
        made.help = other_help;
        return made;
    }
};

struct option_group {
    std::string_view title;
    std::vector<option> options;
};

/// An option that would do nothing, or something else, but for others.
struct condition_of_use {
    std::string_view option;
    std::string_view with;    ///< One of these, with blanks between.
    std::string_view wanted;  ///< As an error says it.
    bool is_excluded = false; ///< None of them instead.
};

struct command_description {
    command run;
    std::string_view name, summary;
    std::vector<option_group> groups; ///< The usual options first.
    std::string_view examples;        ///< And what else the help ends with.
    std::vector<condition_of_use> conditions = {};
};

inline constexpr std::string_view usual_options = "Usual options";
inline constexpr std::string_view program_summary =
    "statistical disclosure control of aggregated tables";

/// In the order of the help.
[[nodiscard]] const std::vector<command_description>& list_commands();

/// Options and commands of the contract that this version does not have.
[[nodiscard]] const std::vector<std::string_view>& list_missing_options();
[[nodiscard]] const std::vector<std::string_view>& list_missing_commands();

/// What is most like `typed`, by edit distance; empty if nothing is alike.
[[nodiscard]] std::string_view find_nearest(std::string_view typed,
                                            const std::vector<std::string_view>& among);
/// Words with blanks between.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);
/// Words that shells complete.
[[nodiscard]] std::vector<std::string_view> candidates_of(const option& o);
/// Of all options of a command, negated flags and --help as well.
[[nodiscard]] std::vector<std::string_view> names_of_options(const command_description& of);

[[nodiscard]] std::string write_help();
[[nodiscard]] std::string write_help(const command_description& of);
/// For `source <(sdckit completion bash)`.
[[nodiscard]] std::string write_bash_completion();
[[nodiscard]] std::string write_zsh_completion();
/// The manual page sdckit(1), in roff.
[[nodiscard]] std::string write_manual();

} // namespace sdc::cli
