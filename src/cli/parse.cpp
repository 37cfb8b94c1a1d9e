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
        if (is_given(sub, option) && met == is_excluded)
            return bad_option(std::string(option),
                              sub.get_option(std::string(option))->results().front(),
                              std::string(wanted));
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
    if (!a.wide.empty()) add(a.wide);
}

} // namespace

std::variant<arguments, int> parse(int argc, const char* const* argv) {
    arguments a;
    CLI::App app(std::string(program_summary), "sdckit");
    unavailable missing;
    describe_to(app, a, missing);
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first.empty()) return refuse("no command; see sdckit --help");
    if (first.front() != '-' && !is_command(first)) return refuse_command(first);
    try {
        app.parse(argc, argv);
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
    add_made_dimensions(a);
    if (!a.coalition) a.coalition = a.run == command::score || a.run == command::coarsen ? 1 : 0;
    return a;
}

} // namespace sdc::cli
