/// What can be typed: the commands and their options, described once. The parser, the help, the
/// completion of shells and the manual page are made from it.
#pragma once

#include "arguments.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sdc::cli {

/// What can be typed, and what it means.
template <class T, std::size_t N>
using words = std::array<std::pair<std::string_view, T>, N>;

inline constexpr words<bool, 2> words_of_format{{{"text", false}, {"json", true}}};
inline constexpr words<table_format, 3> words_of_table_format{
    {{"csv", table_format::csv},
     {"json", table_format::json},
     {"markdown", table_format::markdown}}};
inline constexpr words<bool, 2> words_of_search{{{"heuristic", false}, {"optimal", true}}};
inline constexpr words<std::optional<bool>, 2> words_of_cells{{{"all", false}, {"nonempty", true}}};
inline constexpr words<std::optional<tie_rule>, 3> words_of_ties{
    {{"half_up", tie_rule::half_up},
     {"half_even", tie_rule::half_even},
     {"half_down", tie_rule::half_down}}};
inline constexpr words<sensitivity, 4> words_of_sensitivity{
    {{"none", sensitivity::none},
     {"personal", sensitivity::personal},
     {"special", sensitivity::special_category},
     {"criminal", sensitivity::criminal_offence}}};
inline constexpr words<std::optional<calhhs_period>, 7> words_of_period{
    {{"five-years", calhhs_period::five_years},
     {"two-to-four-years", calhhs_period::two_to_four_years},
     {"year", calhhs_period::year},
     {"half-year", calhhs_period::half_year},
     {"quarter", calhhs_period::quarter},
     {"month", calhhs_period::month},
     {"week", calhhs_period::week}}};

/// The first word of this meaning.
template <class T, std::size_t N>
[[nodiscard]] std::string word_of(const words<T, N>& from, const T& meaning) {
    for (const auto& [word, value] : from) {
        if (value == meaning) return std::string(word);
    }
    return "";
}

/// One of these words, and where its meaning goes.
template <class T>
struct word_for {
    T arguments::*to = nullptr;
    std::span<const std::pair<std::string_view, T>> words = {};
};

/// A number from `low` to `high`.
struct number_for {
    std::optional<double> arguments::*to = nullptr;
    double low = 0, high = 0;
    std::string_view wanted = {};
};

/// A whole number from `low` to `high`.
struct whole_for {
    std::optional<std::int64_t> arguments::*to = nullptr;
    std::int64_t low = 0, high = 0;
    std::string_view wanted = {};
};

/// Where the value of an option goes.
using setter =
    std::variant<std::string arguments::*, std::vector<std::string> arguments::*, bool arguments::*,
                 word_for<bool>, word_for<sensitivity>, word_for<std::optional<calhhs_period>>,
                 word_for<table_format>, word_for<std::optional<bool>>,
                 word_for<std::optional<tie_rule>>, number_for, whole_for>;

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

struct command_description {
    command run;
    std::string_view name, summary;
    std::vector<option_group> groups; ///< The usual options first.
    std::string_view examples;        ///< And what else the help ends with.
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
