/// The command protect: what a file seems to hold, and the command that would protect it.
#include "commands.hpp"
#include "inputs.hpp"
#include "outputs.hpp"
#include "places.hpp"
#include "protect_measures.hpp"
#include "rules.hpp"
#include "words.hpp"

#include <sdc/io/csv_file.hpp>
#include <sdc/io/file.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/table/column_guess.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sdc::cli {
namespace {

constexpr std::int64_t usual_threshold = 5;

/// Beside the input: "counts.xlsx" to "counts_public.csv".
std::string name_output(const std::string& input) {
    const std::filesystem::path path(input);
    auto stem = path.stem().string();
    if (stem.empty()) stem = path.filename().string();
    return (path.parent_path() / (stem + "_public.csv")).string();
}

bool has_plain_names(const records& rows) {
    const std::set<std::string> distinct(rows.names.begin(), rows.names.end());
    return rows.size() > 0 && rows.names.size() > 1 && distinct.size() == rows.names.size() &&
           !distinct.contains("");
}

class proposal {
public:
    explicit proposal(arguments a) : a_(std::move(a)) {}

    result<void> make() {
        auto rows = read_rows();
        if (!rows) return rows.error();
        guessed_ = guess_columns(*rows);
        lines_.push_back(a_.input + ": " + std::to_string(rows->size()) + " rows");
        notes_.insert(notes_.end(), rows->notes.begin(), rows->notes.end());
        if (!is_given("dimension")) {
            if (auto ok = take_dimensions(); !ok) return ok;
        }
        take_rule();
        auto made = tabulate();
        if (!made) return made.error();
        counts_ = *std::move(made);
        return {};
    }

    void describe() {
        for (const auto& c : guessed_.columns) lines_.push_back(describe_column(c));
        for (const auto& note : notes_) lines_.push_back(note);
        if (counts_ == nullptr) return;
        const auto rules = read_rules(a_);
        const auto found =
            rules && !rules->empty() ? evaluate(*counts_, *rules) : result<verdicts>(verdicts{});
        lines_.push_back("A table of " + std::to_string(counts_->size()) + " cells" +
                         (found && !found->cells().empty()
                              ? ", some of which the rule suppresses"
                              : ", none of which the rule suppresses"));
    }

    /// The options of the command that it proposes, as a file of options has them.
    [[nodiscard]] option_file command(const std::string& output) const {
        option_file made{.command = "suppress",
                         .items = {{.option = "input", .values = {a_.input}}}};
        for (const auto& item : a_.given.items) {
            if (item.option != "file" && item.option != "yes") made.items.push_back(item);
        }
        for (const auto& item : guessed_items_) add(made, item);
        if (a_.output == "-") made.items.push_back({.option = "output", .values = {output}});
        return made;
    }

    [[nodiscard]] const std::vector<std::string>& lines() const noexcept { return lines_; }
    [[nodiscard]] arguments& options() noexcept { return a_; }

private:
    void say(std::string option, const std::string& value) {
        guessed_items_.push_back({.option = std::move(option), .values = {value}});
    }

    /// Values of one option stand together.
    static void add(option_file& to, const config_item& item) {
        const auto known = std::ranges::find(to.items, item.option, &config_item::option);
        if (known == to.items.end())
            to.items.push_back(item);
        else
            known->values.insert(known->values.end(), item.values.begin(), item.values.end());
    }

    [[nodiscard]] bool is_given(std::string_view option) const {
        return std::ranges::find(a_.given.items, option, &config_item::option) !=
               a_.given.items.end();
    }

    /// Its columns have names made of their codes.
    result<records> read_under_header_rows() const {
        auto layout = a_.layout;
        for (const auto& name : names_of_dimensions(a_)) {
            if (std::ranges::find(a_.wide_dimensions, name) == a_.wide_dimensions.end())
                layout.rows.columns.push_back(name);
        }
        auto read = read_csv(a_.input, layout, a_.wide_dimensions.size());
        if (!read) return read.error();
        return std::move(read->rows);
    }

    /// With the first line that makes a header, where titles stand above it.
    result<records> read_rows() {
        constexpr std::uint64_t most_titles = 20;
        auto& skip = a_.layout.rows.skip;
        if (a_.wide_dimensions.size() > 1) return read_under_header_rows();
        const bool given = skip.has_value();
        auto first = read_csv(a_.input, a_.layout);
        if (first && has_plain_names(*first)) return first;
        for (auto lines = skip.value_or(0); lines <= most_titles || given; ++lines) {
            skip = lines;
            const auto two = read_csv(a_.input, a_.layout, 2);
            if (two && are_two_header_rows(two->header))
                return error{.code = errc::bad_argument,
                             .message = "two header rows",
                             .where = {.file = a_.input, .line = lines + 1},
                             .wanted = "--wide NAME/NAME, a dimension for each header row from top "
                                       "to bottom, and --dimension for each of them and for the "
                                       "columns at the left"};
            if (given) return first;
            if (lines == 0) continue;
            auto rows = read_csv(a_.input, a_.layout);
            if (!rows || !has_plain_names(*rows)) continue;
            say("skip", std::to_string(lines));
            return rows;
        }
        skip.reset();
        return first;
    }

    /// What numbers in columns are is asked where the file leaves it open: a wrong answer would
    /// publish counts as codes, or add what does not belong together.
    result<void> take_dimensions() {
        std::vector<of_dimension<std::string>> named; // before those that other options make
        const auto add = [&](const std::string& name) {
            named.emplace_back(name, "");
            say("dimension", name);
        };
        const bool records = a_.count.empty() && count_of(column_use::count) == 0;
        for (const auto& c : guessed_.columns) {
            if (is_count(c.name)) continue;
            if (c.use == column_use::category) add(c.name);
            if (c.use == column_use::date && !records) add(c.name);
            if (c.use != column_use::date || !records || !a_.months.empty()) continue;
            a_.months.push_back(c.name);
            a_.dimensions.emplace_back(name_of_period(calendar_period::month), "");
            say("month-of", c.name);
        }
        a_.dimensions.insert(a_.dimensions.begin(), named.begin(), named.end());
        if (!a_.count.empty() || !a_.wide.empty() || records) return {};
        if (count_of(column_use::count) > 1)
            return error{.code = errc::bad_argument,
                         .message = "several columns hold whole numbers",
                         .where = {.file = a_.input},
                         .wanted = "--count COLUMN, for the counts, or --wide NAME, where the "
                                   "columns are the codes of one dimension; several measures "
                                   "are each a --count, and several header rows --wide NAME/NAME"};
        const auto count =
            std::ranges::find(guessed_.columns, column_use::count, &guessed_column::use);
        a_.count = count->name;
        a_.counts = {a_.count};
        say("count", a_.count);
        return {};
    }

    void take_rule() {
        if (a_.rules.names_rule()) return;
        a_.rules.threshold = usual_threshold;
        say("threshold", std::to_string(usual_threshold));
        notes_.emplace_back("No rule is given: taken is a threshold of 5; `sdckit policies` lists "
                            "the rules of authorities");
    }

    /// What only a person can say, the error asks; a total that the sums show is taken for one.
    result<std::shared_ptr<const table>> tabulate() {
        constexpr int most_totals = 10;
        auto silent = a_; // what it would warn of is among the notes
        silent.quiet = true;
        for (int tried = 0;; ++tried) {
            silent.totals = a_.totals;
            silent.confirmed = a_.confirmed;
            auto input = read_input(silent);
            if (input) return std::move(input->counts);
            const auto& e = input.error();
            const auto at = e.cell.find('=');
            if (e.field == "row_confirmations.not_totals" && tried < most_totals &&
                at != std::string::npos) {
                a_.totals.emplace_back(e.cell.substr(0, at), e.cell.substr(at + 1));
                say("total", e.cell);
            } else {
                return e;
            }
        }
    }

    [[nodiscard]] bool is_count(const std::string& name) const {
        return std::ranges::find(a_.counts, name) != a_.counts.end();
    }

    [[nodiscard]] std::ptrdiff_t count_of(column_use use) const {
        return std::ranges::count(guessed_.columns, use, &guessed_column::use);
    }

    [[nodiscard]] std::string describe_column(const guessed_column& c) const {
        std::size_t width = 0;
        for (const auto& other : guessed_.columns) width = std::max(width, other.name.size());
        auto text = "  " + c.name + std::string(width - c.name.size() + 2, ' ');
        const auto d = counts_ == nullptr ? std::nullopt : counts_->cube().find_dimension(c.name);
        const bool is_month =
            std::ranges::find(a_.months, c.name) != a_.months.end() && c.use == column_use::date;
        if (d) {
            const auto& codes = counts_->cube().codes(*d);
            return text + "dimension of " + std::to_string(codes.size() - 1) + " codes, total " +
                   sdc::detail::quoted(codes[0].id);
        }
        if (counts_ == nullptr) return text + to_string(c.use) + "?";
        if (is_count(c.name)) return text + "the counts";
        if (is_month) return text + "dates, of which the months are a dimension";
        if (!a_.wide.empty() && c.use == column_use::count)
            return text + "counts: a code of the dimension " + sdc::detail::quoted(a_.wide);
        if (c.use == column_use::number)
            return text + "numbers, left out; --band " + as_word(c.name) +
                   "=0,16,18,25 makes bands";
        if (c.use == column_use::identifier)
            return text + "left out: nearly each row has a text of its own";
        if (c.use == column_use::measure) return text + "left out: not counts";
        return text + "left out";
    }

    arguments a_;
    guessed_columns guessed_;
    std::shared_ptr<const table> counts_;
    std::vector<config_item> guessed_items_;
    std::vector<std::string> notes_, lines_;
};

/// As a shell takes it.
std::string words_of(const option_file& command) {
    auto text = "sdckit " + command.command;
    for (const auto& [option, values, line] : command.items) {
        for (const auto& value : values) {
            const bool flag = value == "true" || value == "false";
            text += (value == "false" ? " --no-" : " --") + option;
            if (!flag) text += " " + as_word(value);
        }
    }
    return text;
}

result<void> check_input(const arguments& a) {
    if (a.input.empty() || a.input == "-")
        return error{.code = errc::bad_argument,
                     .message = "no file to protect",
                     .wanted = "sdckit protect FILE: it is read more than once"};
    const auto names_output =
        std::ranges::find(a.given.items, "output", &config_item::option) != a.given.items.end();
    if (a.output == "-" &&
        (names_output || a.format.value_or(release_format::csv) != release_format::csv))
        return error{.code = errc::bad_argument,
                     .message = "--output",
                     .wanted = "a file: standard output has what was understood"};
    if (a.counts.size() > 1) {
        if (auto ok = check_measures(a); !ok) return ok;
    }
    return check_places(a);
}

} // namespace

int run_protect(const arguments& a) {
    if (auto ok = check_input(a); !ok) return tell(ok.error());
    proposal made(a);
    const auto understood = made.make();
    made.describe();
    for (const auto& line : made.lines()) std::cout << printable(line) << '\n';
    if (!understood) {
        std::cout << std::flush;
        return tell(understood.error());
    }
    const auto output = name_output(a.input);
    const auto command = made.command(output);
    const bool writes = a.says_yes || a.output != "-";
    std::cout << (writes
                      ? "Protected by:\n  "
                      : "Nothing is written yet. This command protects it, and --yes runs it:\n  ")
              << words_of(command) << '\n'
              << std::flush;
    if (!std::cout) return internal_failure;
    if (!writes) return done;
    auto& options = made.options();
    options.run = sdc::cli::command::suppress;
    if (a.output == "-") {
        options.output = output;
        if (std::filesystem::exists(output))
            return tell({.code = errc::bad_argument,
                         .message = "the file is there already",
                         .where = {.file = output},
                         .wanted = "--output FILE"});
    }
    file_set saved;
    if (!a.save_config.empty()) {
        if (auto ok = saved.add(a.save_config, write_config(command)); !ok)
            return report_unwritten(ok.error());
    }
    if (const auto status = run_suppress(options); status != done) return status;
    if (auto ok = saved.commit(); !ok) return report_unwritten(ok.error());
    return done;
}

} // namespace sdc::cli
