/// The table of commands and options.
#include "options.hpp"

#include "examples.hpp"

#include <algorithm>

// A namespace of its own: short names such as `count` are types and functions elsewhere.
namespace sdc::cli::option_table {
namespace {

using a = arguments;
using r = rounding_options;

constexpr auto most = largest_limit;

constexpr option input{"--input", "FILE",
                       "CSV with a header, a row per cell or per record; - is standard input",
                       &a::input};
constexpr option count{"--count", "COLUMN",
                       "Column of whole-number counts; without it each row is one record",
                       &a::count};
constexpr option dimension{"--dimension", "NAME[=HIERARCHY]",
                           "A column to tabulate by, with its hierarchy: CSV code,parent[,label] "
                           "or .hrc; flat without one; or NAME=columns:region/force, a column for "
                           "each level; repeat it",
                           each_parsed<parse_dimension, &a::dimensions>};
constexpr option total{"--total", "[DIM=]CODE",
                       "Code of a flat dimension's total, default Total; repeat it for others",
                       each_parsed<parse_total, &a::totals>};
constexpr option role{"--role", "DIM=ROLE", "identifying, sensitive or time",
                      each_parsed<parse_role, &a::roles>};
constexpr option structural_zeros{
    "--structural-zeros", "FILE",
    "CSV of cells that cannot hold anybody, which every intruder knows", &a::structural_zeros};

constexpr option separator{
    .name = "--separator",
    .value = "CHAR",
    .help = "What is between the fields of a row: comma, semicolon, tab or "
            "pipe; without it, what the header has",
    .to = parsed<parse_separator, &a::layout, &table_file_format::rows, &csv_format::separator>,
    .candidates = "comma semicolon tab pipe"};
constexpr option encoding{
    "--encoding", "NAME",
    "Of the text, such as windows-1252; without it UTF-8, or UTF-16 with its mark",
    parsed<parse_text, &a::layout, &table_file_format::encoding>};
constexpr option skip{
    "--skip", "N",
    "Lines above the header; without it, those above the line that names the columns asked for",
    whole<0, 1'000'000, &a::layout, &table_file_format::rows, &csv_format::skip>};
constexpr option until{
    "--until", "TEXT", "The first row that begins with TEXT ends the table",
    parsed<parse_text, &a::layout, &table_file_format::rows, &csv_format::until>};
constexpr option decimal{.name = "--decimal",
                         .value = "MARK",
                         .help = "point (1,234.0) or comma (1.234,0), where a file leaves it open",
                         .to = word<decimal_words, &a::numbers, &count_format::decimal>};
constexpr option empty_count{.name = "--empty",
                             .value = "zero",
                             .help = "An empty count or a dash is 0; without it, an error",
                             .to = word<empty_words, &a::numbers, &count_format::empty_is_zero>};
constexpr option wide{"--wide", "DIM",
                      "A cross-table: the columns that no other option names are the codes of this "
                      "dimension",
                      &a::wide};
constexpr option band{"--band", "COLUMN=START,START,...",
                      "A dimension of bands of a column of numbers, such as age=0,16,18,25; repeat "
                      "it",
                      each_parsed<parse_value_bands, &a::bands_of_values>};
constexpr option month_of{"--month-of", "COLUMN",
                          "A dimension month, such as 2024-03, of a column of dates", &a::months};
constexpr option quarter_of{"--quarter-of", "COLUMN",
                            "A dimension quarter, such as 2024-Q1, of a column of dates",
                            &a::quarters};
constexpr option year_of{"--year-of", "COLUMN", "A dimension year of a column of dates", &a::years};
constexpr option dates{.name = "--date-order",
                       .value = "ORDER",
                       .help = "day-first or month-first, where dates such as 3/4/2024 leave it "
                               "open",
                       .to = word<date_words, &a::dates>};
constexpr option sheet{
    "--sheet", "NAME", "Of a workbook (.xlsx, .ods); without it the only one with content",
    parsed<parse_text, &a::layout, &table_file_format::sheet, &sheet_choice::name>};
constexpr option range{
    "--range", "CELLS", "Of the sheet, such as B3:F40",
    parsed<parse_text, &a::layout, &table_file_format::sheet, &sheet_choice::range>};
constexpr option hidden{
    .name = "--hidden",
    .value = "WHAT",
    .help = "Hidden rows and columns of the sheet: read or leave-out; without it, an error",
    .to = word<hidden_words, &a::layout, &table_file_format::sheet, &sheet_choice::hidden>};
constexpr option not_total{"--not-total", "DIM=CODE",
                           "A code that is no total, though it looks like one; repeat it",
                           each_parsed<parse_where, &a::confirmed, &row_confirmations::not_totals>};
constexpr option one_record{"--records", "",
                            "Each row is one record, though a column holds whole numbers",
                            at<&a::confirmed, &row_confirmations::rows_are_records>};
constexpr option merge_similar{
    "--merge-similar", "",
    "Codes that differ by blanks, case or look alone are one; without it, an error",
    at<&a::confirmed, &row_confirmations::merge_similar>};
constexpr option sum_duplicates{"--sum-duplicates", "",
                                "Rows of one cell are added; without it, an error",
                                at<&a::confirmed, &row_confirmations::sum_duplicates>};

constexpr option threshold{"--threshold", "N", "Counts from 1 to N-1 are unsafe",
                           whole<1, most, &a::rules, &rule_options::threshold>};
constexpr option zeros{.name = "--zeros",
                       .value = "RULE",
                       .help = "show, eligible, hide, unsafe, or hide-below=N (suppressed while "
                               "the total is below N)",
                       .to = parsed<parse_zeros, &a::rules, &rule_options::zeros>,
                       .candidates = "show eligible hide unsafe hide-below="};
constexpr option publish_total{"--publish-total", "", "The total is released whatever its size",
                               at<&a::rules, &rule_options::publish_total>};
constexpr option min_total{"--min-total-for-breakdown", "N", "A total below N has no breakdown",
                           whole<0, most, &a::rules, &rule_options::min_total_for_breakdown>};
constexpr option group_disclosure{"--group-disclosure", "K",
                                  "Unsafe if all but K of a group are in one category",
                                  whole<0, most, &a::rules, &rule_options::group_disclosure>};
constexpr option policy{
    "--policy",
    "NAME",
    "A preset of `sdckit policies`; other options override it",
    {value_reader{.read = parsed<find_preset, &a::rules, &rule_options::policy>.read, .words = [] {
                      std::vector<std::string_view> ids;
                      for (const auto& p : presets) ids.push_back(p.id);
                      return ids;
                  }}}};

constexpr option protect{
    .name = "--protect",
    .value = "WIDTH",
    .help = "The protection requirement, what must stay feasible: cover (default: all counts "
            "below the threshold), reach (the threshold, too), exact (a second value), percent=P "
            "or absolute=W (P percent or W on either side)",
    .to = parsed<parse_protection, &a::protection>,
    .candidates = "cover reach exact percent= absolute="};
constexpr option unsafe{"--unsafe", "FILE", "CSV of cells that are unsafe whatever the rules say",
                        &a::unsafe};
constexpr option levels{"--levels", "FILE",
                        "CSV of unsafe cells with columns lower, upper and, if required, sliding: "
                        "protection levels below and above its value, and the least width of its "
                        "feasibility interval",
                        &a::levels};
constexpr option intruder{
    .name = "--intruder",
    .value = "WHO",
    .help = "Who attacks: outsider (default: the external intruder, anyone who has the release), "
            "contributor (also internal intruders: each sole contributor to a suppressed cell) or "
            "coalition=K (also coalitions of at most K contributors)",
    .to = parsed<parse_intruder, &a::coalition>,
    .candidates = "outsider contributor coalition="};
constexpr std::string_view intruder_of_audit =
    "Who attacks: outsider (default: the external intruder, anyone who has the release), "
    "contributor (also internal intruders: each sole contributor to a cell) or coalition=K (also "
    "coalitions of at most K contributors); the report of the last two is private: true counts "
    "follow from it";
constexpr std::string_view intruder_of_score =
    "Who attacks: outsider (the external intruder, anyone who has the release), contributor "
    "(default: also internal intruders, each of the people counted) or coalition=K (also "
    "coalitions of at most K of them). The default is not that of suppress and audit, since a "
    "score is about the people counted, who know that they are: each of them can subtract "
    "themselves";
constexpr std::string_view intruder_of_verify =
    "Who attacks: outsider (default: the external intruder, anyone who has the release) or "
    "contributor (also internal intruders: each sole contributor to a suppressed cell); a "
    "certificate has no witnesses against coalitions";
constexpr option contributor{"--contributor", "COLUMN",
                             "Column of --input, and of the inputs of --linked, that names "
                             "holdings: protect also against each of them, who knows its own "
                             "records",
                             &a::contributor};

constexpr option cost{.name = "--cost",
                      .value = "COST",
                      .help = "What a further suppressed cell costs: value (default), count, "
                              "unity, log, box-cox=LAMBDA (0 to 1), distance or distance=1,2,4 "
                              "(one, two, more steps from an unsafe cell)",
                      .to = parsed<parse_cost, &a::cost>,
                      .candidates = "value count unity log box-cox= distance"};
constexpr option cost_file{"--cost-file", "FILE",
                           "CSV of cells with a column cost, which overrides --cost",
                           &a::cost_file};
constexpr option key{"--key", "FILE",
                     "A secret file of 16 bytes or more, mode 0600, by which the cost of each "
                     "complement is multiplied by 1 to 10 (it is then reported in thousandths): "
                     "the same key, the same release; store it as long as the table is released; "
                     "without --against it protects little against an intruder who runs this "
                     "program",
                     &a::key_file};
constexpr option against{
    .name = "--against",
    .value = "ATTACK",
    .help = "replay: also against an intruder who runs this program on every table that agrees "
            "with the release; requires --key, since without a secret the intruder runs the "
            "whole method; suppresses more, and lowers what the intruder learns without a proof "
            "(docs/replay.md)",
    .to = word<against_words, &a::against_replay>};
constexpr option together{"--together", "FILE",
                          "CSV of cells with a column group: of one group all are suppressed or "
                          "none",
                          &a::suppression_groups};
constexpr option previous{"--previous", "FILE",
                          "The last period's public table: cells suppressed there are preferred",
                          &a::previous};
constexpr option keep{"--keep", "FILE", "CSV of cells that must be published", &a::keep};
constexpr option frozen{"--frozen", "FILE",
                        "What is already published: CSV of cells, or an earlier public table",
                        &a::frozen};
constexpr option method{.name = "--method",
                        .value = "METHOD",
                        .help = "heuristic (default), or optimal: the cheapest plan, for small "
                                "tables",
                        .to = word<search_words, &a::optimal>};
constexpr option nodes{"--nodes", "N",
                       "Of --method optimal: partial choices tried before the best plan so far is "
                       "taken, with a bound on all; default 20000",
                       whole<1, 1'000'000'000, &a::nodes>};
constexpr option effort{"--effort", "N",
                        "Work spent on a cheaper plan, as a multiple of the usual; 0: none",
                        whole<0, 1'000'000, &a::improvement_budget>};
constexpr option seconds{"--seconds", "S",
                         "Stop the search for a cheaper plan after S seconds; the result may then "
                         "differ between runs",
                         whole<0, 1'000'000, &a::seconds>};

constexpr option base{"--base", "N", "Base of the rounding",
                      whole<1, most, &a::rounding, &r::base>};
constexpr option rounding_method{.name = "--method",
                                 .value = "METHOD",
                                 .help = "nearest (default) or midpoint",
                                 .to = word<rounding_words, &a::rounding, &r::method>,
                                 .not_yet = "random controlled unbiased small-count"};
constexpr option published_method{
    .name = "--method",
    .value = "METHOD",
    .help = "How the published numbers were made: nearest (default), midpoint, random, graduated, "
            "controlled or noise",
    .to = word<published_rounding_words, &a::rounding, &r::method>};
constexpr option bands{"--bands", "FILE",
                       "CSV low,high,action,base,label,ties instead of --base; an empty high has "
                       "no limit",
                       &a::bands};
constexpr option ties{.name = "--ties",
                      .value = "RULE",
                      .help = "half_up (default), half_even or half_down",
                      .to = word<tie_words, &a::rounding, &r::ties>};
constexpr option steps{"--steps", "K",
                       "Of --method controlled: further multiples of the base, default 0",
                       whole<0, 1'000'000, &a::rounding, &r::steps>};
constexpr option deviation{"--deviation", "D",
                           "Of --method noise: how far a number can be from the true one",
                           whole<0, most, &a::rounding, &r::deviation>};

constexpr option published{"--public", "FILE",
                           "A published table of the same dimensions; repeat it", &a::publics};
constexpr option known{"--known", "FILE",
                       "Statements published with the tables, JSON (docs/statements.md)",
                       &a::known};
constexpr option linked{"--linked", "FILE",
                        "Further tables about the same people, and earlier releases: JSON "
                        "(docs/formats.md); repeat it",
                        &a::linked};
constexpr option where{"--where", "DIM=CODE",
                       "The people of the table, if they are not all of those in other tables; "
                       "repeat it",
                       each_parsed<parse_where, &a::where>};
constexpr option value_column{"--value-column", "COLUMN",
                              "Column of the numbers in the public tables, if several could be",
                              &a::value_column};
constexpr option cells{.name = "--cells",
                       .value = "CELLS",
                       .help = "Which cells the files of --public list: all (default; one that is "
                               "left out is suppressed), or nonempty (one that is left out is 0)",
                       .to = word<cells_words, &a::leave_out_empty>};
constexpr option further_marker{"--marker", "DIALECT",
                                "A further marker of suppressed cells in public tables, such as "
                                "text=..; repeat it",
                                each_parsed<find_marker_to_read, &a::markers_to_read>};

constexpr option sensitivity{
    .name = "--sensitivity",
    .value = "CLASS",
    .help = "How sensitive the table is for its people: none, personal (default), special or "
            "criminal; from 1/3, 1/5, 1/11, 1/11 on a cell is at risk",
    .to = word<sensitivity_words, &a::sensitivity>,
    .asks_for_score = true};
constexpr option population{
    .name = "--population",
    .value = "N|FILE",
    .help = "How many people the events arise from, or a CSV file of them by some of the "
            "dimensions with the column population; where fewer than 20000 live the limits are "
            "1/11 and 1/20",
    .to = &a::population,
    .asks_for_score = true};
constexpr option ledger{"--ledger", "FILE",
                        "Earlier releases about the same people, each with the day it became "
                        "public: JSON",
                        &a::ledger};

constexpr option output{"--output", "FILE", "The public table, default - (standard output)",
                        &a::output};
constexpr option report{"--output", "FILE", "The report, default - (standard output)", &a::output};
constexpr option format{
    .name = "--format",
    .value = "FORMAT",
    .help = "csv, json, markdown, json-stat, sdmx-csv, px, csvw (CSV, and its metadata in "
            "FILE-metadata.json), ods or xlsx (accessible workbooks), or html; without it by the "
            "ending of "
            "--output (.csv, .json, .md, .px, .ods, .xlsx, .html), else csv",
    .to = word<format_words, &a::format>};
constexpr option title{"--title", "TEXT",
                       "Of the table in json-stat, px, csvw, ods and xlsx; without it such as "
                       "count by area",
                       &a::title};
constexpr option structure{"--structure", "AGENCY:ID(VERSION)",
                           "The dataflow of sdmx-csv, default SDCKIT:TABLE(1.0)", &a::structure};
constexpr option report_format{.name = "--format",
                               .value = "FORMAT",
                               .help = "text (default) or json",
                               .to = word<report_words, &a::as_json>};
constexpr option marker{
    .name = "--marker",
    .value = "DIALECT",
    .help = "gss ([c], the default), dfe (c), nhs (*), aihw (n.p.), statcan (x), or text=...",
    .to = parsed<find_marker, &a::marker>,
    .candidates = "gss dfe nhs aihw statcan text="};
constexpr option private_record{
    "--private", "FILE", "Record for the disclosure officer, JSON; holds true values, mode 0600",
    &a::private_file};
constexpr option report_page{"--report", "FILE",
                             "Report for the disclosure officer, a web page: what was asked, what "
                             "is suppressed and why, what an intruder could still learn; holds "
                             "true values, mode 0600",
                             &a::report};
constexpr option certificate{"--certificate", "FILE",
                             "The proof, to be checked by addition; holds true values, mode 0600",
                             &a::certificate};
constexpr option escapes{
    .name = "--escape-formulas",
    .help = "On by default: in CSV, sdmx-csv and workbooks, codes, labels and column names that a "
            "spreadsheet "
            "would run "
            "(= + - @ first, or a tab or line end; not numbers, counts and markers) have an "
            "apostrophe before them, and control characters and marks of direction in them are "
            "named (<U+001B>); --previous, --frozen and public tables of --linked are read back "
            "so",
    .to = at<&a::escape_formulas>,
    .negated = "--no-escape-formulas"};
constexpr std::string_view read_escapes =
    "On by default: the apostrophe that `suppress` and `round` put before = + - @ in CSV, and "
    "names such as <U+001B> of control characters, are undone in codes of public tables; not in "
    "inputs, lists of cells and hierarchies, nor where some code of the file starts or has one of "
    "these as it is";

constexpr option threads{"--threads", "N", "How many; results do not depend on it",
                         whole<1, 1024, &a::threads>};
constexpr option quiet{"--quiet", "", "Nothing on standard error but errors", at<&a::quiet>};
constexpr option log{.name = "--log",
                     .value = "LEVEL",
                     .help = "Log stages, sizes, search limits and times, never the count of a "
                             "cell, on standard error: debug, "
                             "info, warning or error, and what is worse",
                     .to = word<log_words, &a::log>};
constexpr option log_file{"--log-file", "FILE",
                          "Add the log to this file instead; without --log at the level info",
                          &a::log_file};
constexpr option progress{"--progress", "", "A bar on standard error, if that is a terminal",
                          at<&a::progress>};

constexpr option config{"--config", "FILE",
                        "Take options that are not typed from this file, TOML; its command, too: "
                        "sdckit --config FILE",
                        &a::config};
constexpr option save_config{"--save-config", "FILE",
                             "Write the options of this command to a file for --config; names of "
                             "files stay as they are typed",
                             &a::save_config};

constexpr option as_read{"--as-read", "",
                         "The public table in the shape of --input: its columns of dimensions and "
                         "counts, its rows and order, a cross-table as one; other columns are left "
                         "out",
                         at<&a::in_shape>};

option_group table_group(const std::vector<option>& first = {}) {
    option_group made{"Table", first};
    made.options.insert(made.options.end(), {total, role, structural_zeros});
    return made;
}

constexpr option publish{
    "--publish", "TERMS",
    "Which margins are published: all (default), or a sum of tables such as area*age + sex "
    "(a*b with its margins, a:b without, a(1) down to level 1), or a file of such lines; cells of "
    "no such table need no protection, and nobody is told of them",
    &a::publish};
constexpr option depth{"--depth", "DIM=LEVELS",
                       "No more than so many levels of a dimension, 0 to leave it out; repeat it",
                       each_parsed<parse_depth, &a::depths>};

constexpr option by{"--by", "COLUMN",
                    "A table of its own for each code of this column, such as each practice: no "
                    "sums over them are published, and each is protected for itself",
                    &a::by};

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
            {separator, encoding, skip, until, decimal, empty_count, wide, sheet, range, hidden,
             not_total, one_record, merge_similar, sum_duplicates}};
}

option_group published_group() {
    return {
        "What is public",
        {known, linked, where, value_column, cells, further_marker, escapes.with(read_escapes)}};
}

option_group rounding_of_published() {
    return {"How published numbers were rounded",
            {base, published_method, bands, ties, steps, deviation}};
}

command_description describe_protect() {
    constexpr option file{.value = "FILE",
                          .help = "A CSV file, .xlsx or .ods of counts, or with a row per record",
                          .to = &a::input};
    constexpr option yes{"--yes", "", "Do it, and write FILE_public.csv beside it, or --output",
                         at<&a::says_yes>};
    return {command::protect,
            "protect",
            "Say what a file seems to hold, and propose the command that protects it",
            {{usual_options, {file, dimension, count, threshold, yes}},
             {"Table", {total, role}},
             derived_group(),
             file_group(),
             published_margins(),
             rules_without("--threshold"),
             {"Protection", {protect, intruder}},
             {"Output",
              {output, format, as_read, title, structure, marker, private_record, report_page,
               certificate, escapes}},
             {"Running", {threads, quiet, progress, log, log_file, config, save_config}}},
            protect_examples};
}

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
    return {command::suppress,
            "suppress",
            "Suppress unsafe cells and as few others as protect them",
            {{usual_options, {input, dimension, count, threshold, output}},
             table_group(),
             derived_group(),
             file_group(),
             {"What of the table is published", {publish, depth, by}},
             rules_without("--threshold"),
             {"Protection", {protect, unsafe, levels, intruder, contributor, against, key}},
             {"Which cells are suppressed",
              {cost, cost_file, together, previous, keep, frozen, method, nodes, effort, seconds}},
             {"Linked tables", {linked, where}},
             {"Output",
              {format, as_read, title, structure, marker, private_record, report_page, certificate,
               escapes}},
             {"Running", {threads, quiet, progress, log, log_file, config, save_config}}},
            suppress_examples,
            {in_shape_alone,
             {"--where", "--linked", "--linked with it, tables that are about other people"},
             {"--contributor", "--wide",
              "no --wide with it: a cross-table does not say who contributes", true},
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
             {"--depth", "--contributor",
              "no --contributor with it: holdings are of the cells of the input", true}}};
}

command_description describe_round() {
    return {command::round,
            "round",
            "Round every cell by bands",
            {{usual_options, {input, dimension, count, base, output}},
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
              {format, as_read, title, structure, marker, private_record, report_page, certificate,
               escapes}},
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

command_description describe_audit() {
    constexpr auto level_of_counts = "--input with it: a level is a distance from the true count";
    constexpr auto proof_of_counts = "--input and --public with it, and no rounding: it proves by "
                                     "true counts that a release holds";
    return {command::audit,
            "audit",
            "Attack what is or will be public",
            {{usual_options, {published, input, dimension, threshold, known}},
             table_group({count}),
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
               value_column, cells, further_marker, escapes.with(read_escapes)}},
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
             {"--contributor", "--input",
              "--input with it: public tables do not show who contributes to a cell"},
             {"--certificate", "--input", proof_of_counts},
             {"--certificate", "--public", proof_of_counts},
             {"--cells", "--public", cells_of_files}}};
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

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        all.push_back(text.substr(0, text.find(' ')));
        text.remove_prefix(std::min(text.size(), all.back().size() + 1));
    }
    return all;
}

std::vector<std::string_view> candidates_of(const option& o) {
    const auto* reader = std::get_if<value_reader>(&o.to);
    return reader != nullptr && reader->words != nullptr ? reader->words()
                                                         : split_words(o.candidates);
}

const std::vector<command_description>& list_commands() {
    static const auto all = option_table::describe_all();
    return all;
}

const std::vector<std::string_view>& list_missing_options() {
    static const std::vector<std::string_view> all{
        "--value", "--contributor", "--weight", "--linked",      "--dominance", "--p-percent",
        "--key",   "--population",  "--ledger", "--certificate", "--seed"};
    return all;
}

const std::vector<std::string_view>& list_missing_commands() {
    static const std::vector<std::string_view> all{"perturb", "foi"};
    return all;
}

} // namespace sdc::cli
