/// The parser, made from the table of options. No other file sees the library behind it.
#include "arguments.hpp"
#include "options.hpp"
#include "words.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/version.hpp>

#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>

namespace sdc::cli {
namespace {

constexpr std::size_t longest_message = 240; // it quotes what was typed

/// As the parser wants it: "--policy,name", "--escape-formulas,!--no-escape-formulas".
std::string spell(const option& o) {
    std::string text(o.name);
    if (!o.negated.empty()) text += ",!" + std::string(o.negated);
    if (o.has_bare_form || o.name.empty()) {
        std::string bare(o.value);
        std::ranges::transform(bare, bare.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        text += (text.empty() ? "" : ",") + bare;
    }
    return text;
}

/// An empty value is refused for what it is, once all are read.
CLI::Validator checked(const option& o, const value_reader& reader, arguments& a) {
    return CLI::Validator(
        [&o, &reader, &a](std::string& text) -> std::string {
            if (text.empty()) return {};
            const auto later = split_words(o.not_yet);
            if (std::ranges::find(later, text) != later.end())
                return to_string(not_yet(std::string(o.name) + " " + text));
            const auto read = reader.read(a, text);
            if (read) return {};
            auto e = of_option(read.error(), o.name.empty() ? o.value : o.name);
            const auto nearest = find_nearest(text, candidates_of(o));
            // What begins with one of the words is wrong for another reason.
            if (!nearest.empty() && !text.starts_with(nearest))
                e.wanted += "; did you mean " + std::string(nearest) + "?";
            return to_string(e);
        },
        "");
}

/// One overload for each kind of setter.
struct adder {
    CLI::App& to;
    const option& o;
    arguments& a;

    CLI::Option* operator()(bool& (*flag)(arguments&)) const {
        return to.add_flag(spell(o), flag(a));
    }
    CLI::Option* operator()(std::string arguments::*text) const {
        return to.add_option(spell(o), a.*text);
    }
    CLI::Option* operator()(std::vector<std::string> arguments::*list) const {
        auto* added = to.add_option(spell(o), a.*list);
        return o.once ? added->expected(1) : added->allow_extra_args(false);
    }
    CLI::Option* operator()(const value_reader& reader) const {
        auto* added = to.add_option(spell(o))->type_name("value")->check(checked(o, reader, a));
        return reader.repeats ? added->expected(1, CLI::detail::expected_max_vector_size)
                                    ->allow_extra_args(false)
                              : added->expected(1);
    }
};

void add_option(CLI::App& to, const option& o, arguments& a) {
    auto* added = std::visit(adder{to, o, a}, o.to);
    if (o.asks_for_score) added->each([&a](const std::string&) { a.scored = true; });
}

/// Options of the contract that this version does not have take values, so that the answer names
/// the option, not its value.
class unavailable {
public:
    void add_options(CLI::App& sub) {
        for (const auto name : list_missing_options()) {
            const std::string spelled(name);
            if (sub.get_option_no_throw(spelled) != nullptr) continue; // this command has it
            sub.add_option_function<std::vector<std::string>>(
                   spelled, [this, spelled](const std::vector<std::string>&) { named_ = spelled; })
                ->allow_extra_args(false);
        }
    }
    void add_commands(CLI::App& app) {
        for (const auto name : list_missing_commands()) {
            auto& sub = *app.add_subcommand(std::string(name))->prefix_command();
            sub.set_help_flag();
            sub.callback([this, name] { named_ = "command " + std::string(name); });
        }
    }
    [[nodiscard]] const std::string& named() const noexcept { return named_; }

private:
    std::string named_;
};

int refuse(const std::string& message) {
    std::cerr << "sdckit: error: " << printable(message) << '\n';
    return bad_input;
}

/// "; did you mean --threshold?", or where to find what there is.
std::string advise(std::string_view nearest, const std::string& command) {
    return nearest.empty() ? "; see sdckit " + command + "--help"
                           : "; did you mean " + std::string(nearest) + "?";
}

bool is_command(std::string_view word) {
    return std::ranges::find(list_commands(), word, &command_description::name) !=
               list_commands().end() ||
           std::ranges::find(list_missing_commands(), word) != list_missing_commands().end();
}

int refuse_command(std::string_view typed) {
    std::vector<std::string_view> names;
    for (const auto& c : list_commands()) names.push_back(c.name);
    return refuse("unknown command " + sdc::detail::shorten(std::string(typed)) +
                  advise(find_nearest(typed, names), ""));
}

const command_description* find_command(const CLI::App& app) {
    for (const auto& c : list_commands()) {
        if (app.get_subcommand(std::string(c.name))->parsed()) return &c;
    }
    return nullptr;
}

/// The first word that looks like an option and is none; nothing if all are.
std::optional<std::string> find_unknown_option(const CLI::App& app) {
    for (const auto& word : app.remaining(true)) {
        if (word.size() > 2 && word.starts_with("--")) return word.substr(0, word.find('='));
    }
    return std::nullopt;
}

/// An option that takes one value and got several; nothing if that is not what is wrong.
std::optional<std::string> describe_repeated(const CLI::ParseError& e) {
    constexpr std::string_view at_most_one = ": At Most 1 required but received ";
    const std::string_view says = e.what();
    const auto at = says.find(at_most_one);
    if (at == std::string_view::npos) return std::nullopt;
    const auto times = says.substr(at + at_most_one.size());
    return std::string(says.substr(0, at)) +
           (times == "2" ? ": given twice" : ": given " + std::string(times) + " times") +
           "; wanted once";
}

/// Help goes to standard output with status 0; everything else is bad usage.
int end_parsing(const CLI::App& app, const CLI::ParseError& e) {
    const auto* run = find_command(app);
    if (dynamic_cast<const CLI::CallForHelp*>(&e) != nullptr) {
        std::cout << (run == nullptr ? write_help() : write_help(*run)) << std::flush;
        return std::cout ? done : internal_failure;
    }
    if (e.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(e);
    if (dynamic_cast<const CLI::ValidationError*>(&e) != nullptr) { // "--option: " and what we say
        const std::string_view says = e.what();
        return refuse(std::string(says.substr(says.find(": ") + 2)));
    }
    if (const auto repeated = describe_repeated(e)) return refuse(*repeated);
    const auto command = run == nullptr ? std::string() : std::string(run->name) + " ";
    const auto unknown = find_unknown_option(app);
    const bool is_extra = run == nullptr || dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr;
    if (is_extra && unknown) {
        const auto names = run == nullptr ? std::vector<std::string_view>{"--help", "--version"}
                                          : names_of_options(*run);
        const auto nearest = find_nearest(*unknown, names);
        const auto typed = sdc::detail::shorten(*unknown);
        return refuse(nearest.empty() ? typed + ": no such option" + advise({}, command)
                                      : typed + ": did you mean " + std::string(nearest) + "?");
    }
    auto message = sdc::detail::shorten(e.what(), longest_message);
    std::ranges::replace(message, '\n', ' ');
    return refuse(message + advise({}, command));
}

/// An option whose value is the empty text: a variable of a script that is not set, which must not
/// read as an option not given.
std::optional<std::string> find_empty_value(const CLI::App& sub) {
    for (const auto* option :
         sub.get_options([](const CLI::Option* o) { return o->count() > 0; })) {
        for (const auto& value : option->results()) {
            if (value.empty()) return option->get_name();
        }
    }
    return std::nullopt;
}

bool is_given(const CLI::App& sub, std::string_view name) {
    return sub.get_option(std::string(name))->count() > 0;
}

result<void> check_conditions(const CLI::App& sub, const command_description& run) {
    for (const auto& [option, with, wanted, is_excluded] : run.conditions) {
        const auto met = std::ranges::any_of(
            split_words(with), [&](std::string_view other) { return is_given(sub, other); });
        if (!is_given(sub, option) || met != is_excluded) continue;
        const auto* typed = sub.get_option(std::string(option));
        const bool is_flag = typed->get_expected_max() == 0;
        auto e = bad_option(std::string(option), typed->results().front(), std::string(wanted));
        if (is_flag) e.found.clear();
        return e;
    }
    return {};
}

void describe_to(CLI::App& app, arguments& a, unavailable& missing) {
    constexpr version v;
    app.set_version_flag("--version", fmt::format("sdckit {}.{}.{}", v.major, v.minor, v.patch));
    app.require_subcommand(1);
    missing.add_commands(app);
    for (const auto& c : list_commands()) {
        auto& sub = *app.add_subcommand(std::string(c.name), std::string(c.summary));
        for (const auto& group : c.groups) {
            for (const auto& o : group.options) add_option(sub, o, a);
        }
        if (c.groups.size() > 1) missing.add_options(sub);
    }
}

/// Dimensions that options make need no --dimension of their own.
void add_made_dimensions(arguments& a) {
    const auto add = [&a](const std::string& name) {
        const auto names = std::views::keys(a.dimensions);
        if (std::ranges::find(names, name) == names.end()) a.dimensions.emplace_back(name, "");
    };
    for (const auto& bands : a.bands_of_values) add(bands.column);
    for (const auto& [period, column] : periods_of(a)) add(name_of_period(period));
    if (a.wide_dimensions.size() == 1) add(a.wide);
}

/// The names of --wide year/sex, which is one name if a dimension has it.
result<std::vector<std::string>> read_wide_names(const arguments& a) {
    std::vector<std::string> names;
    const auto known = std::views::keys(a.dimensions);
    const auto is_dimension = [&known](const std::string& name) {
        return std::ranges::find(known, name) != known.end();
    };
    if (a.wide.empty()) return names;
    if (is_dimension(a.wide) || a.wide.find('/') == std::string::npos) return std::vector{a.wide};
    for (const auto part : std::views::split(a.wide, '/')) {
        std::string name(part.begin(), part.end());
        if (name.empty())
            return bad_option("--wide", a.wide,
                              "a dimension for each header row, such as year/sex");
        if (!is_dimension(name))
            return bad_option("--wide", a.wide,
                              "--dimension " + as_word(name) +
                                  " with it: each of its names, one a header row, is a dimension");
        if (std::ranges::find(names, name) != names.end())
            return bad_option("--wide", a.wide, "each dimension once");
        names.push_back(std::move(name));
    }
    return names;
}

/// Several measures are protected together; what attacks or scores one has no place for others.
result<void> check_counts(const arguments& a, std::string_view run) {
    for (auto one = a.counts.begin(); one != a.counts.end(); ++one) {
        if (std::find(a.counts.begin(), one, *one) != one)
            return bad_option("--count", *one, "each measure once");
    }
    const bool protects =
        a.run == command::suppress || a.run == command::round || a.run == command::protect;
    if (a.counts.size() < 2 || protects) return {};
    return bad_option("--count", a.counts[1],
                      "one measure: sdckit " + std::string(run) +
                          " takes one at a time, so run it once for each");
}

/// Takes "--config FILE" or "--config=FILE" out of the words; empty if it is not there.
result<std::string> take_file(std::vector<std::string>& words, std::string_view option) {
    std::string file;
    for (auto word = words.begin(); word != words.end() && *word != "--";) {
        const bool joined = word->starts_with(std::string(option) + "=");
        if (*word != option && !joined) {
            ++word;
            continue;
        }
        const auto last = joined ? word : word + 1;
        auto found = last == words.end() ? "" : joined ? word->substr(option.size() + 1) : *last;
        if (found.empty() || !file.empty())
            return error{.code = errc::bad_argument,
                         .message =
                             std::string(option) + (found.empty() ? ": no file" : ": given twice")};
        file = std::move(found);
        word = words.erase(word, last + 1);
    }
    return file;
}

/// By the name that a file of options has for it: without dashes, or that of its value.
const option* find_option(const command_description& run, std::string_view name) {
    for (const auto& group : run.groups) {
        for (const auto& o : group.options) {
            if (!o.name.empty() ? o.name.substr(2) == name
                                : spell(o) == name) // of an argument without a name
                return &o;
        }
    }
    return nullptr;
}

bool is_about_config(const option& o) { return o.name == "--config" || o.name == "--save-config"; }

/// The words that an item of the file stands for.
result<void> add_item(const command_description& run, const std::string& file,
                      const config_item& item, const CLI::App& typed,
                      std::vector<std::string>& words) {
    const auto refuse_item = [&](std::string message, std::string wanted) -> result<void> {
        return error{.code = errc::bad_argument,
                     .message = std::move(message),
                     .where = {.file = file, .line = item.line},
                     .wanted = std::move(wanted)};
    };
    const auto* o = find_option(run, item.option);
    if (o == nullptr || is_about_config(*o)) {
        const auto nearest = find_nearest("--" + item.option, names_of_options(run));
        return refuse_item(
            sdc::detail::quoted(item.option) + " is no option of sdckit " + std::string(run.name),
            nearest.empty() || nearest.substr(2) == item.option ? "options of that command"
                                                                : std::string(nearest.substr(2)));
    }
    const auto name = o->name.empty() ? item.option : std::string(o->name);
    if (typed.get_option(name)->count() > 0) return {};
    if (item.values.size() > 1 && typed.get_option(name)->get_items_expected_max() == 1)
        return refuse_item(item.option + ": several values", "one");
    for (const auto& value : item.values) {
        if (!o->value.empty())
            words.push_back(o->name.empty() ? value : name + "=" + value);
        else if (value == "true")
            words.push_back(name);
        else if (value != "false")
            return refuse_item(item.option, "true or false");
        else if (!o->negated.empty())
            words.emplace_back(o->negated);
    }
    return {};
}

/// What is typed goes before what the file says of the same option.
result<void> add_config(std::vector<std::string>& words, const std::string& file) {
    const auto read = read_config(file);
    if (!read) return read.error();
    const bool typed_command = !words.empty() && !words.front().starts_with('-');
    if (!typed_command) words.insert(words.begin(), read->command);
    const auto& commands = list_commands();
    const auto run = std::ranges::find(commands, words.front(), &command_description::name);
    if (run == commands.end() || (!read->command.empty() && read->command != words.front()))
        return error{.code = errc::bad_argument,
                     .message = read->command.empty() ? "a file of options without a command"
                                                      : "the options of another command",
                     .where = {.file = file},
                     .found = read->command,
                     .wanted = typed_command ? words.front() : "command = \"suppress\""};
    arguments unused;
    CLI::App app;
    unavailable missing;
    describe_to(app, unused, missing);
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::ParseError&) {
        return {}; // it is told when the words are parsed
    }
    const auto& typed = *app.get_subcommand(words.front());
    for (const auto& item : read->items) {
        if (auto ok = add_item(*run, file, item, typed, words); !ok) return ok;
    }
    return {};
}

/// All options that are given, as `read_config` reads them.
option_file list_given(const CLI::App& sub, const command_description& run) {
    option_file given{.command = std::string(run.name), .items = {}};
    for (const auto& group : run.groups) {
        for (const auto& o : group.options) {
            const auto name = o.name.empty() ? spell(o) : std::string(o.name);
            const auto* typed = sub.get_option(name);
            if (typed->count() == 0 || is_about_config(o)) continue;
            config_item item{.option = o.name.empty() ? name : name.substr(2), .values = {}};
            item.values = o.value.empty()
                              ? std::vector<std::string>{typed->as<bool>() ? "true" : "false"}
                              : typed->results();
            given.items.push_back(std::move(item));
        }
    }
    return given;
}

std::variant<arguments, int> parse_words(std::vector<std::string> words, std::string saved) {
    arguments a;
    CLI::App app(std::string(program_summary), "sdckit");
    unavailable missing;
    describe_to(app, a, missing);
    const std::string first = words.empty() ? "" : words.front();
    if (first.empty()) return refuse("no command; see sdckit --help");
    if (first.front() != '-' && !is_command(first)) return refuse_command(first);
    try {
        std::ranges::reverse(words);
        app.parse(std::move(words));
    } catch (const CLI::ParseError& e) {
        return missing.named().empty() ? end_parsing(app, e)
                                       : refuse(missing.named() + ": not yet available");
    }
    if (!missing.named().empty()) return refuse(missing.named() + ": not yet available");
    const auto* run = find_command(app);
    if (run == nullptr) return refuse("no command; see sdckit --help");
    a.run = run->run;
    const std::string name(run->name);
    const auto& sub = *app.get_subcommand(name);
    if (const auto empty = find_empty_value(sub))
        return refuse(*empty + ": an empty value; see sdckit " + name + " --help");
    if (auto ok = check_conditions(sub, *run); !ok) return refuse(to_string(ok.error()));
    if (auto ok = check_counts(a, name); !ok) return refuse(to_string(ok.error()));
    if (!a.counts.empty()) a.count = a.counts.front();
    auto wide = read_wide_names(a);
    if (!wide) return refuse(to_string(wide.error()));
    a.wide_dimensions = *std::move(wide);
    add_made_dimensions(a);
    if (!a.coalition) a.coalition = a.run == command::score || a.run == command::coarsen ? 1 : 0;
    a.given = list_given(sub, *run);
    a.save_config = std::move(saved);
    return a;
}

} // namespace

std::variant<arguments, int> parse(int argc, const char* const* argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const auto file = take_file(words, "--config");
    if (!file) return refuse(to_string(file.error()));
    auto saved = take_file(words, "--save-config");
    if (!saved) return refuse(to_string(saved.error()));
    if (!file->empty()) {
        if (auto ok = add_config(words, *file); !ok) return refuse(to_string(ok.error()));
    }
    return parse_words(std::move(words), *std::move(saved));
}

} // namespace sdc::cli
