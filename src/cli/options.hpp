/// What can be typed: the commands and their options, described once. The parser, the help, the
/// completion of shells and the manual page are made from it.
#pragma once

#include "arguments.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sdc::cli {

/// Where the value of an option goes.
using setter = std::variant<std::string arguments::*, std::vector<std::string> arguments::*,
                            bool arguments::*>;

struct option {
    std::string_view name = {};  ///< "--threshold"; empty: an argument without a name.
    std::string_view value = {}; ///< "N"; empty: a flag.
    std::string_view help = {};
    setter to = {};
    std::string_view negated = {};    ///< The flag that says no: "--no-escape-formulas".
    bool has_bare_form = false;       ///< The value can stand without the name.
    bool once = false;                ///< Of a list: not repeatable.
    bool asks_for_score = false;      ///< Given to coarsen it makes cells unsafe by score.
    std::string_view candidates = {}; ///< Values that shells complete, with blanks between.
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
