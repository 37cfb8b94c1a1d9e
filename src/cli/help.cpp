/// Texts made from the table of options: help, completion of shells, the manual page.
#include "options.hpp"

#include <sdc/version.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

namespace sdc::cli {
namespace {

constexpr std::size_t help_width = 80, text_column = 26;

/// "--threshold N", "--escape-formulas,--no-escape-formulas", "SHELL"
std::string signature(const option& o) {
    std::string text(o.name);
    if (!o.negated.empty()) text += "," + std::string(o.negated);
    if (!o.value.empty()) text += (text.empty() ? "" : " ") + std::string(o.value);
    return text;
}

/// The words from `from` on, in lines of at most `help_width` characters, all but the first after a
/// margin.
std::string wrap(std::string_view words, std::size_t from) {
    std::string text;
    std::size_t column = from;
    while (!words.empty()) {
        const auto word = words.substr(0, words.find(' '));
        words.remove_prefix(std::min(words.size(), word.size() + 1));
        if (column > from && column + 1 + word.size() > help_width) {
            text += '\n' + std::string(from, ' ');
            column = from;
        }
        text += (column > from ? " " : "") + std::string(word);
        column += word.size() + (column > from ? 1 : 0);
    }
    return text + '\n';
}

std::string write_option(const option& o) {
    auto text = "  " + signature(o);
    text += text.size() + 2 <= text_column ? std::string(text_column - text.size(), ' ')
                                           : '\n' + std::string(text_column, ' ');
    return text + wrap(o.help, text_column);
}

std::string usage_of(const command_description& c) {
    std::string text = "sdckit " + std::string(c.name);
    for (const auto& group : c.groups) {
        for (const auto& o : group.options) {
            if (o.has_bare_form || o.name.empty())
                text +=
                    o.name.empty() ? " " + std::string(o.value) : " [" + std::string(o.value) + "]";
        }
    }
    return text + (c.groups.empty() ? "" : " [OPTIONS]");
}

constexpr std::string_view program_examples = R"(Examples:
  sdckit protect counts.csv
  sdckit suppress --input counts.csv --dimension month --count n --threshold 5
`sdckit COMMAND --help` shows the options of a command. Exit status: 0 done and
proved, 1 not protectable, not proved or at risk, 2 bad usage or input, 3 internal
failure, 4 of audit: nothing could be judged, 130 ended by Ctrl-C. Unless it is 0
nothing is written but the report of audit, score and inspect.
)";

constexpr option help_option{"--help", "", "Show this help and end", {}};

std::string joined_names() {
    std::string all;
    for (const auto& c : list_commands()) all += (all.empty() ? "" : " ") + std::string(c.name);
    return all;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string all;
    for (const auto word : words) all += (all.empty() ? "" : " ") + std::string(word);
    return all;
}

std::string replaced(std::string_view text, char from, std::string_view to) {
    std::string made;
    for (const char c : text) {
        if (c == from)
            made += to;
        else
            made += c;
    }
    return made;
}

std::string roff(std::string_view text) {
    auto made = replaced(replaced(text, '\\', "\\e"), '-', "\\-");
    for (std::size_t at = 0; at < made.size(); ++at) {
        const bool starts_line = at == 0 || made[at - 1] == '\n';
        if (starts_line && (made[at] == '.' || made[at] == '\'')) made.insert(at, "\\&");
    }
    return made;
}

std::string roff_option(const option& o) {
    std::string text = ".TP\n.B " + roff(o.name.empty() ? o.value : o.name);
    if (!o.negated.empty()) text += ", " + roff(o.negated);
    if (!o.name.empty() && !o.value.empty()) text += " \\fI" + roff(o.value) + "\\fR";
    return text + '\n' + roff(o.help) + '\n';
}

std::string roff_command(const command_description& c) {
    auto text = ".SS " + roff(c.name) + '\n' + roff(c.summary) + ".\n";
    for (const auto& group : c.groups) {
        text += ".PP\n.I " + roff(group.title) + '\n';
        for (const auto& o : group.options) text += roff_option(o);
    }
    return text + ".PP\n.nf\n" + roff(c.examples) + ".fi\n";
}

/// In single quotes of zsh, within brackets of _arguments.
std::string zsh_text(std::string_view text) {
    std::string made;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') made += '\\';
        made += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return made;
}

std::string zsh_option(const option& o, std::string_view name) {
    constexpr std::size_t longest = 60;
    auto help = std::string(o.help.substr(0, longest));
    if (o.help.size() > longest) help = help.substr(0, help.rfind(' ')) + " ...";
    const auto* reader = std::get_if<value_reader>(&o.to);
    const bool repeats =
        (std::holds_alternative<std::vector<std::string> arguments::*>(o.to) && !o.once) ||
        (reader != nullptr && reader->repeats);
    auto text = std::string(repeats ? "'*" : "'") + std::string(name);
    if (!name.empty()) text += "[" + zsh_text(help) + "]";
    if (name.empty()) text += "1";
    const auto words = joined(candidates_of(o));
    if (!o.value.empty())
        text += ":" + zsh_text(o.value) + ":" + (words.empty() ? "_files" : "(" + words + ")");
    return text + "'";
}

} // namespace

std::vector<std::string_view> names_of_options(const command_description& of) {
    std::vector<std::string_view> names;
    for (const auto& group : of.groups) {
        for (const auto& o : group.options) {
            if (!o.name.empty()) names.push_back(o.name);
            if (!o.negated.empty()) names.push_back(o.negated);
        }
    }
    names.push_back(help_option.name);
    return names;
}

std::string write_help() {
    auto text = "sdckit: " + std::string(program_summary) +
                "\n\nUsage: sdckit COMMAND [OPTIONS], sdckit --version\n\nCommands:\n";
    for (const auto& c : list_commands())
        text += "  " + std::string(c.name) + std::string(12 - c.name.size(), ' ') +
                std::string(c.summary) + '\n';
    return text + '\n' + std::string(program_examples);
}

std::string write_help(const command_description& of) {
    auto text = std::string(of.summary) + "\n\nUsage: " + usage_of(of) + '\n';
    for (const auto& group : of.groups) {
        text += '\n' + std::string(group.title) + ":\n";
        for (const auto& o : group.options) text += write_option(o);
        if (group.title == usual_options) text += write_option(help_option);
    }
    return text + '\n' + std::string(of.examples);
}

std::string write_bash_completion() {
    std::string text = "# Completion of sdckit for bash: source <(sdckit completion bash)\n"
                       "_sdckit() {\n"
                       "  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}"
                       " options= values=\n"
                       "  COMPREPLY=()\n"
                       "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                       "    mapfile -t COMPREPLY < <(compgen -W '" +
                       joined_names() +
                       " --help --version' -- \"$word\")\n"
                       "    return\n"
                       "  fi\n"
                       "  case ${COMP_WORDS[1]} in\n";
    std::string values;
    for (const auto& c : list_commands()) {
        text += "  " + std::string(c.name) + ") options='" + joined(names_of_options(c)) + "' ;;\n";
        for (const auto& group : c.groups) {
            for (const auto& o : group.options) {
                const auto words = joined(candidates_of(o));
                if (words.empty()) continue;
                values += "  " + std::string(c.name) + ":" +
                          std::string(o.name.empty() ? c.name : o.name) + ") values='" + words +
                          "' ;;\n";
            }
        }
    }
    text += "  esac\n  case ${COMP_WORDS[1]}:$previous in\n" + values + "  esac\n";
    return text + "  if [ -n \"$values\" ]; then\n"
                  "    mapfile -t COMPREPLY < <(compgen -W \"$values\" -- \"$word\")\n"
                  "  elif [[ $word == -* ]]; then\n"
                  "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
                  "  else\n"
                  "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                  "  fi\n"
                  "}\n"
                  "complete -o filenames -F _sdckit sdckit\n";
}

std::string write_zsh_completion() {
    std::string text = "#compdef sdckit\n"
                       "_sdckit() {\n"
                       "  local -a commands options\n"
                       "  commands=(\n";
    for (const auto& c : list_commands())
        text += "    '" + std::string(c.name) + ":" + zsh_text(c.summary) + "'\n";
    text += "  )\n"
            "  if (( CURRENT == 2 )); then\n"
            "    _describe command commands\n"
            "    return\n"
            "  fi\n"
            "  case $words[2] in\n";
    for (const auto& c : list_commands()) {
        text += "  " + std::string(c.name) + ") options=(\n";
        for (const auto& group : c.groups) {
            for (const auto& o : group.options) {
                text += "    " + zsh_option(o, o.name) + '\n';
                if (!o.negated.empty()) text += "    " + zsh_option(o, o.negated) + '\n';
            }
        }
        text += "    " + zsh_option(help_option, help_option.name) + "\n  ) ;;\n";
    }
    return text + "  esac\n"
                  "  shift words\n"
                  "  (( CURRENT-- ))\n"
                  "  _arguments $options\n"
                  "}\n"
                  "if [[ $funcstack[1] == _sdckit ]]; then\n"
                  "  _sdckit \"$@\"\n"
                  "else\n"
                  "  compdef _sdckit sdckit\n"
                  "fi\n";
}

std::string write_manual() {
    constexpr version v;
    auto text = fmt::format(".TH SDCKIT 1 \"\" \"sdckit {}.{}.{}\" \"User Commands\"\n"
                            ".SH NAME\nsdckit \\- {}\n.SH SYNOPSIS\n",
                            v.major, v.minor, v.patch, roff(program_summary));
    for (const auto& c : list_commands()) text += ".B " + roff(usage_of(c)) + "\n.br\n";
    text += ".SH COMMANDS\n";
    for (const auto& c : list_commands()) text += roff_command(c);
    return text + ".SH EXIT STATUS\n"
                  ".TP\n0\nDone and proved.\n"
                  ".TP\n1\nNot protectable, not proved, or something is at risk.\n"
                  ".TP\n2\nBad usage or input.\n"
                  ".TP\n3\nInternal failure.\n"
                  ".TP\n4\nOf audit: nothing could be judged.\n"
                  ".TP\n130\nEnded by Ctrl\\-C.\n"
                  ".PP\nUnless it is 0 nothing is written but the report of audit, score and "
                  "inspect.\n";
}

} // namespace sdc::cli
