/// The table of commands: which options each has, and which need or exclude others.
#include "examples.hpp"
#include "option_rows.hpp"

namespace sdc::cli::option_table {
namespace {

option_group table_group(const std::vector<option>& first = {}) {
    option_group made{"Table", first};
    made.options.insert(made.options.end(), {total, role, residual, structural_zeros});
    return made;
}

/// Of commands that protect or attack linked tables.
option_group table_group_with_overlaps(const std::vector<option>& first = {}) {
    auto made = table_group(first);
    made.options.insert(made.options.end() - 1, overlapping);
    return made;
}

option_group published_margins() { return {"What of the table is published", {publish, depth}}; }

option_group rules_without(std::string_view usual) {
    option_group made{"Rules", {}};
    for (const auto& o : {threshold, zeros, publish_total, min_total, group_disclosure, policy}) {
        if (o.name != usual) made.options.push_back(o);
    }
    return made;
}

option_group derived_group() {
    auto month = month_of, quarter = quarter_of, year = year_of;
    for (auto* one : {&month, &quarter, &year}) one->once = true;
    return {"Dimensions made of columns", {band, month, quarter, year, dates}};
}

/// How a file is read that is not plain CSV, and what is said of rows in doubt.
option_group file_group() {
    return {"Files as they come",
            {separator, encoding, skip, section, until, decimal, empty_count, wide, sheet, range,
             hidden, not_total, one_record, merge_similar, sum_duplicates}};
}

option_group published_group() {
    return {"What is public",
            {known, linked, where, value_column, cells, totals_of, further_marker, suppressed_codes,
             escapes.with(read_escapes)}};
}

option_group rounding_of_published() {
    return {"How published numbers were rounded",
            {base, published_method, bands, ties, steps, deviation}};
}

constexpr std::string_view no_groups_with_it =
    "none of --contributor, --against, --by, --publish, --depth, --wide and --certificate with it: "
    "the group is a table of its own";

command_description describe_protect() {
    constexpr option file{.value = "FILE",
                          .help = "A CSV file, .xlsx or .ods of counts, or with a row per record",
                          .to = &a::input};
    constexpr option yes{"--yes", "",
                         "Run the command, and write FILE_public.csv beside the file, or --output",
                         at<&a::says_yes>};
    return {command::protect,
            "protect",
            "Say what a file seems to hold, and propose the command that protects it",
            {{usual_options, {file, dimension, count.with(count_of_measures), threshold, yes}},
             {"Table", {total, role, residual, overlapping}},
             derived_group(),
             file_group(),
             published_margins(),
             rules_without("--threshold"),
             {"Protection", {protect, intruder}},
             {"Output",
              {output, format, as_read, title, structure, marker, private_record, report_page,
               certificate, escapes}},
             {"Running", {threads, quiet, progress, log, log_file, config, save_config}}},
            protect_examples,
            {{"--overlapping", "--publish --depth --wide --certificate", no_groups_with_it, true}}};
}

constexpr std::string_view no_residual_holdings =
    "no --residual with it: of people without rows no file says who contributes";

constexpr condition_of_use in_shape_alone{
    "--as-read",
    "--linked --by --month-of --quarter-of --year-of --band --depth --merge-similar --records",
    "none of --linked, --by, --month-of, --quarter-of, --year-of, --band, --depth, --merge-similar "
    "and --records with it: their rows are not those of the file",
    true};
constexpr condition_of_use in_shape_of_one_table{
    "--as-read", "--month-of --quarter-of --year-of --band --depth --merge-similar --records",
    "none of --month-of, --quarter-of, --year-of, --band, --depth, --merge-similar and --records "
    "with it: their rows are not those of the file",
    true};

command_description describe_suppress() {
    return {
        command::suppress,
        "suppress",
        "Suppress unsafe cells and as few others as protect them",
        {{usual_options, {input, dimension, count.with(count_of_measures), threshold, output}},
         table_group_with_overlaps(),
         derived_group(),
         file_group(),
         {"What of the table is published", {publish, depth, by}},
         rules_without("--threshold"),
         {"Protection", {protect, unsafe, levels, intruder, contributor, against, key}},
         {"Which cells are suppressed",
          {cost, cost_file, together, previous, keep, frozen, method, nodes, effort, seconds}},
         {"Linked tables", {linked, where}},
         {"Output",
          {format, as_read, percent_of, title, structure, marker, private_record, report_page,
           certificate, escapes}},
         {"Running", {attack, threads, quiet, progress, log, log_file, config, save_config}}},
        suppress_examples,
        {in_shape_alone,
         {"--where", "--linked", "--linked with it, tables that are about other people"},
         {"--contributor", "--wide",
          "no --wide with it: a cross-table does not say who contributes", true},
         {"--contributor", "--residual", no_residual_holdings, true},
         {"--against", "--key",
          "--key FILE with it: an intruder who runs the program must not be able to run all "
          "of it"},
         {"--against", "--linked --contributor",
          "neither --linked nor --contributor with it, which is not yet available", true},
         {"--publish", "--linked --contributor --against",
          "none of --linked, --contributor and --against with it", true},
         {"--by",
          "--linked --contributor --certificate --against --wide --keep --frozen --unsafe "
          "--levels --together --previous --cost-file --structural-zeros",
          "a command of its own for each table: the other option is about one table", true},
         {"--overlapping", "--contributor --against --by --publish --depth --wide --certificate",
          no_groups_with_it, true},
         {"--percent-of", "--linked",
          "no --linked with it: the tables have dimensions of their own", true},
         {"--depth", "--contributor",
          "no --contributor with it: holdings are of the cells of the input", true}}};
}

command_description describe_round() {
    return {command::round,
            "round",
            "Round every cell by bands",
            {{usual_options, {input, dimension, count.with(count_of_measures), base, output}},
             table_group(),
             derived_group(),
             file_group(),
             published_margins(),
             {"Rounding", {rounding_method, bands, ties}},
             rules_without(""),
             {"Protection",
              {protect.with("What must stay feasible of a cell that is not shown: cover (default: "
                            "all that its published value can mean), exact (a second value)")}},
             {"Output",
              {format, as_read, percent_of, title, structure, marker, private_record, report_page,
               certificate, escapes}},
             {"Running", {threads, quiet, progress, log, log_file, config, save_config}}},
            round_examples,
            {in_shape_of_one_table}};
}

command_description describe_coarsen() {
    constexpr option drop{"--drop-allowed", "", "Dimensions may be left out", at<&a::drop_allowed>};
    auto who = intruder.with(intruder_of_score);
    who.asks_for_score = true;
    return {command::coarsen,
            "coarsen",
            "Publish the most detailed table that is safe whole: fewer levels or dimensions",
            {{usual_options, {input, dimension, count, threshold, output}},
             table_group(),
             derived_group(),
             file_group(),
             {"Levels", {drop, depth}},
             rules_without("--threshold"),
             {"Unsafe by score, as for `sdckit score`", {sensitivity, population, who}},
             {"Output", {format, title, structure, private_record, escapes}},
             {"Running", {threads, quiet, log, log_file, config, save_config}}},
            coarsen_examples};
}

constexpr std::string_view cells_of_files = "--public with it, the files whose cells these are";
constexpr condition_of_use codes_of_all_people{
    "--suppressed-code", "--totals --residual",
    "neither --totals nor --residual with it: its rows are taken to count all who have no other",
    true};
constexpr std::string_view no_proof_of_shown =
    "no --certificate with it: a proof is about totals that count all cells";

command_description describe_audit() {
    constexpr auto level_of_counts = "--input with it: a level is a distance from the true count";
    constexpr auto proof_of_counts = "--input and --public with it, and no rounding: it proves by "
                                     "true counts that a release holds";
    return {command::audit,
            "audit",
            "Attack what is or will be public",
            {{usual_options, {published, input, dimension, threshold, known}},
             table_group_with_overlaps({count}),
             derived_group(),
             file_group(),
             rules_without("--threshold"),
             {"Protection and intruders",
              {protect, unsafe, levels, intruder.with(intruder_of_audit),
               contributor.with("Column of --input that names holdings: each knows its own "
                                "records")}},
             {"What is public",
              {linked, where,
               frozen.with("What is already published, and so no finding: CSV of cells, or an "
                           "earlier public table"),
               value_column, cells, totals_of, further_marker, suppressed_codes,
               escapes.with(read_escapes)}},
             rounding_of_published(),
             {"Output",
              {report, report_format,
               certificate.with("The proof that the release holds, to be checked by addition; "
                                "holds true values, mode 0600")}},
             {"Running", {threads, quiet, log, log_file, config, save_config}}},
            audit_examples,
            {{"--unsafe", "--input", level_of_counts},
             {"--levels", "--input", level_of_counts},
             {"--contributor", "--wide",
              "no --wide with it: a cross-table does not say who contributes", true},
             {"--contributor", "--residual", no_residual_holdings, true},
             {"--contributor", "--input",
              "--input with it: public tables do not show who contributes to a cell"},
             {"--certificate", "--input", proof_of_counts},
             {"--certificate", "--public", proof_of_counts},
             {"--cells", "--public", cells_of_files},
             {"--totals", "--public", cells_of_files},
             codes_of_all_people,
             {"--totals", "--certificate", no_proof_of_shown, true},
             {"--overlapping", "--input --totals --wide --suppressed-code",
              "--public alone, without --input, --totals, --wide and --suppressed-code: suppress "
              "--overlapping proves by true counts that a release holds",
              true}}};
}

option_group score_points() {
    constexpr option period{
        .name = "--period",
        .value = "TIME",
        .help = "The time that one count covers: five-years, two-to-four-years, year, half-year, "
                "quarter, month or week; gives the points of California's criteria, with "
                "--population",
        .to = word<period_words, &a::period>};
    constexpr option trait{
        "--trait", "DIM=KIND",
        "For the points, what a dimension is: sex, orientation, gender, detailed-gender, "
        "age=YEARS of the narrowest band, or population=N of the smallest group; else its number "
        "of categories counts; repeat it",
        each_parsed<parse_trait, &a::traits>};
    return {"Points of California's criteria", {period, trait}};
}

option_group score_of_records() {
    constexpr option by{"--key", "COLUMN",
                        "Score the records behind the table, too: a column by which somebody "
                        "could be found; repeat it",
                        &a::keys};
    constexpr option sensitive{"--sensitive", "COLUMN",
                               "With --key: a column of what must not be disclosed", &a::sensitive};
    constexpr option fraction{
        "--fraction", "F",
        "With --key: the records are a random sample, this part of the population",
        parsed<parse_fraction, &a::fraction>};
    return {"Records", {by, sensitive, fraction}};
}

option_group score_output() {
    constexpr option map{"--map", "FILE",
                         "The table as a picture, SVG: cells shaded by score; mode 0600", &a::map};
    constexpr option curve{"--curve", "FILE",
                           "What each way to release it risks and loses, as a picture, SVG; mode "
                           "0600",
                           &a::curve};
    constexpr option recommend{"--recommend", "",
                               "Find what would pass in a table of more than 2000 cells, or "
                               "without a cell at risk, too",
                               at<&a::recommend>};
    return {"Output",
            {report.with("The report, default - (standard output); mode 0600, as it holds true "
                         "counts or what follows from them"),
             report_format, map, curve, recommend}};
}

std::vector<condition_of_use> score_conditions() {
    constexpr auto of_counts = "--input: the points are those of the counts";
    std::vector<condition_of_use> all{
        {"--cells", "--public", cells_of_files},
        {"--totals", "--public", cells_of_files},
        codes_of_all_people,
        {"--period", "--input", of_counts},
        {"--trait", "--input", of_counts},
        {"--trait", "--period", "--period with it"},
        {"--where", "--linked --ledger", "--ledger or --linked with it, tables of other people"},
        {"--curve", "--input", "--input: what could be released instead is made from counts"},
        {"--sensitive", "--key", "--key COLUMN with it, a column of the records"},
        {"--fraction", "--key", "--key COLUMN with it, a column of the records"},
        {"--key", "--input", "--input FILE with it: a column of the records"},
        {"--key", "--count", "a row for each record, without --count", true}};
    for (const auto name : {"--threshold", "--policy", "--base", "--method", "--bands", "--ties",
                            "--steps", "--deviation", "--marker", "--value-column"})
        all.push_back({name, "--public", "--public with it, the release that it is about"});
    return all;
}

command_description describe_score() {
    return {command::score,
            "score",
            "Score how identifiable the people of a table are: who can learn what",
            {{usual_options, {input, dimension, count, sensitivity, population}},
             table_group(),
             derived_group(),
             file_group(),
             {"Intruders",
              {intruder.with(intruder_of_score),
               zeros.with("show (default), eligible or hide: as the release does; or unsafe: "
                          "negative attribute disclosure is scored, too")}},
             {"The release instead of --input",
              {published.with("The release as it is or will be public; repeat it"),
               threshold.with("With --public, the rule that it announces: counts from 1 to N-1 "
                              "are suppressed"),
               policy.with("With --public, the preset of `sdckit policies` that it follows")}},
             {"Earlier releases", {ledger}},
             published_group(),
             rounding_of_published(),
             score_points(),
             score_of_records(),
             score_output(),
             {"Running", {threads, quiet, log, log_file, config, save_config}}},
            score_examples,
            score_conditions()};
}

command_description describe_verify() {
    auto release = published.with("The published table");
    release.once = true;
    auto who = intruder.with(intruder_of_verify);
    who.candidates = "outsider contributor";
    return {
        command::verify,
        "verify",
        "Check a certificate against its release by addition alone",
        {{usual_options,
          {release, certificate.with("What `suppress --certificate` wrote"), dimension, threshold,
           report}},
         table_group(),
         rules_without("--threshold"),
         {"Protection", {protect, unsafe, levels, who}},
         {"The published table", {value_column, cells, further_marker, escapes.with(read_escapes)}},
         {"Output", {report_format}},
         {"Running", {quiet, log, log_file, config, save_config}}},
        verify_examples,
        {{"--role", "--dimension", "--dimension with it"}}};
}

command_description describe_inspect() {
    constexpr option file{
        .value = "FILE", .help = "An .xlsx, .xlsm, .ods or CSV file", .to = &a::inspected};
    return {command::inspect,
            "inspect",
            "Find what a workbook or CSV file holds that is not seen when it is opened",
            {{usual_options,
              {file,
               private_record.with("The record that `suppress --private` wrote: its suppressed "
                                   "values are looked for, too, next to the codes of their cells; "
                                   "no report shows one"),
               report, report_format}},
             {"Running", {quiet, log, log_file, config, save_config}}},
            inspect_examples};
}

command_description describe_policies() {
    auto shown = policy.with("Show this one");
    shown.has_bare_form = true;
    return {command::policies,
            "policies",
            "List or show presets with authority, date and source",
            {{usual_options, {shown}}},
            policies_examples};
}

command_description describe_completion() {
    constexpr option shell{
        .value = "SHELL", .help = "bash or zsh", .to = word<shell_words, &a::shell>};
    return {command::completion,
            "completion",
            "Print what makes a shell complete commands and options",
            {{usual_options, {shell}}},
            "Examples:\n  source <(sdckit completion bash)\n"
            "  sdckit completion zsh >~/.zfunc/_sdckit\n"};
}

std::vector<command_description> describe_all() {
    return {describe_protect(),
            describe_suppress(),
            describe_round(),
            describe_coarsen(),
            describe_audit(),
            describe_score(),
            describe_verify(),
            describe_inspect(),
            describe_policies(),
            describe_completion(),
            {command::man,
             "man",
             "Print the manual page, in roff",
             {},
             "Examples:\n  sdckit man >~/.local/share/man/man1/sdckit.1\n"}};
}

} // namespace
} // namespace sdc::cli::option_table

namespace sdc::cli {

const std::vector<command_description>& list_commands() {
    static const auto all = option_table::describe_all();
    return all;
}

} // namespace sdc::cli
