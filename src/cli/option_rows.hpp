/// Every option, described once, for the table of commands.
#pragma once

#include "options.hpp"

// A namespace of its own: short names such as `count` are types and functions elsewhere.
namespace sdc::cli::option_table {

using a = arguments;
using r = rounding_options;

inline constexpr auto most = largest_limit;

inline constexpr option input{
    "--input", "FILE", "CSV with a header, a row per cell or per record; - is standard input",
    &a::input};
inline constexpr option count{"--count", "COLUMN",
                              "Column of whole-number counts; without it each row is one record",
                              &a::counts};
inline constexpr std::string_view count_of_measures =
    "Column of whole-number counts; without it each row is one record; repeat it for several "
    "measures of the same people, such as incidents and arrests, which are protected together";
inline constexpr option dimension{
    "--dimension", "NAME[=HIERARCHY]",
    "A column to tabulate by, with its hierarchy: CSV code,parent[,label] "
    "or .hrc; flat without one; or NAME=columns:region/force, a column for "
    "each level; repeat it",
    each_parsed<parse_dimension, &a::dimensions>};
inline constexpr option total{
    "--total", "[DIM=]CODE",
    "Code of a flat dimension's total, default Total; repeat it for others",
    each_parsed<parse_total, &a::totals>};
inline constexpr option role{"--role", "DIM=ROLE", "identifying, sensitive or time",
                             each_parsed<parse_role, &a::roles>};
inline constexpr option residual{"--residual", "DIM=CODE",
                                 "People whom no row counts, such as not stated: CODE holds what "
                                 "the other codes of DIM leave of "
                                 "their total, which has rows; repeat it for other dimensions",
                                 each_parsed<parse_where, &a::residuals>};
inline constexpr option overlapping{
    "--overlapping", "DIM=CODE",
    "A group whose people are in other codes of DIM, too, so that it is no part of the sum; it is "
    "protected together with the others, and so are all who are not in it; repeat it",
    each_parsed<parse_where, &a::overlapping>};
inline constexpr option structural_zeros{
    "--structural-zeros", "FILE",
    "CSV of cells that cannot hold anybody, which every intruder knows", &a::structural_zeros};

inline constexpr option separator{
    .name = "--separator",
    .value = "CHAR",
    .help = "What is between the fields of a row: comma, semicolon, tab or "
            "pipe; without it, what the header has",
    .to = parsed<parse_separator, &a::layout, &table_file_format::rows, &csv_format::separator>,
    .candidates = "comma semicolon tab pipe"};
inline constexpr option encoding{
    "--encoding", "NAME",
    "Of the text, such as windows-1252; without it UTF-8, or UTF-16 with its mark",
    parsed<parse_text, &a::layout, &table_file_format::encoding>};
inline constexpr option skip{
    "--skip", "N",
    "Lines above the header; without it, those above the line that names the columns asked for",
    whole<0, 1'000'000, &a::layout, &table_file_format::rows, &csv_format::skip>};
inline constexpr option section{
    "--section", "N",
    "Of several tables in one file, with empty lines between them, the one to read, from 1",
    whole<1, 10'000, &a::layout, &table_file_format::section>};
inline constexpr option until{
    "--until", "TEXT", "The first row that begins with TEXT ends the table",
    parsed<parse_text, &a::layout, &table_file_format::rows, &csv_format::until>};
inline constexpr option decimal{
    .name = "--decimal",
    .value = "MARK",
    .help = "point (1,234.0) or comma (1.234,0), where a file leaves it open",
    .to = word<decimal_words, &a::numbers, &count_format::decimal>};
inline constexpr option empty_count{
    .name = "--empty",
    .value = "zero",
    .help = "An empty count or a dash is 0; without it, an error",
    .to = word<empty_words, &a::numbers, &count_format::empty_is_zero>};
inline constexpr option wide{
    "--wide", "DIM[/DIM]",
    "A cross-table: the columns that no other option names are the codes of this "
    "dimension, or of several, one for each header row, such as year/sex",
    &a::wide};
inline constexpr option band{
    "--band", "COLUMN=START,START,...",
    "A dimension of bands of a column of numbers, such as age=0,16,18,25; repeat "
    "it",
    each_parsed<parse_value_bands, &a::bands_of_values>};
inline constexpr option month_of{
    "--month-of", "COLUMN", "A dimension month, such as 2024-03, of a column of dates", &a::months};
inline constexpr option quarter_of{"--quarter-of", "COLUMN",
                                   "A dimension quarter, such as 2024-Q1, of a column of dates",
                                   &a::quarters};
inline constexpr option year_of{"--year-of", "COLUMN", "A dimension year of a column of dates",
                                &a::years};
inline constexpr option dates{.name = "--date-order",
                              .value = "ORDER",
                              .help =
                                  "day-first or month-first, where dates such as 3/4/2024 leave it "
                                  "open",
                              .to = word<date_words, &a::dates>};
inline constexpr option sheet{
    "--sheet", "NAME", "Of a workbook (.xlsx, .ods); without it the only one with content",
    parsed<parse_text, &a::layout, &table_file_format::sheet, &sheet_choice::name>};
inline constexpr option range{
    "--range", "CELLS", "Of the sheet, such as B3:F40",
    parsed<parse_text, &a::layout, &table_file_format::sheet, &sheet_choice::range>};
inline constexpr option hidden{
    .name = "--hidden",
    .value = "WHAT",
    .help = "Hidden rows and columns of the sheet: read or leave-out; without it, an error",
    .to = word<hidden_words, &a::layout, &table_file_format::sheet, &sheet_choice::hidden>};
inline constexpr option not_total{
    "--not-total", "DIM=CODE", "A code that is no total, though it looks like one; repeat it",
    each_parsed<parse_where, &a::confirmed, &row_confirmations::not_totals>};
inline constexpr option one_record{"--records", "",
                                   "Each row is one record, though a column holds whole numbers",
                                   at<&a::confirmed, &row_confirmations::rows_are_records>};
inline constexpr option merge_similar{
    "--merge-similar", "",
    "Codes that differ by blanks, case or look alone are one; without it, an error",
    at<&a::confirmed, &row_confirmations::merge_similar>};
inline constexpr option sum_duplicates{"--sum-duplicates", "",
                                       "Rows of one cell are added; without it, an error",
                                       at<&a::confirmed, &row_confirmations::sum_duplicates>};

inline constexpr option threshold{"--threshold", "N", "Counts from 1 to N-1 are unsafe",
                                  whole<1, most, &a::rules, &rule_options::threshold>};
inline constexpr option zeros{.name = "--zeros",
                              .value = "RULE",
                              .help =
                                  "show, eligible, hide, unsafe, or hide-below=N (suppressed while "
                                  "the total is below N)",
                              .to = parsed<parse_zeros, &a::rules, &rule_options::zeros>,
                              .candidates = "show eligible hide unsafe hide-below="};
inline constexpr option publish_total{"--publish-total", "",
                                      "The total is released whatever its size",
                                      at<&a::rules, &rule_options::publish_total>};
inline constexpr option min_total{
    "--min-total-for-breakdown", "N", "A total below N has no breakdown",
    whole<0, most, &a::rules, &rule_options::min_total_for_breakdown>};
inline constexpr option group_disclosure{
    "--group-disclosure", "K", "Unsafe if all but K of a group are in one category",
    whole<0, most, &a::rules, &rule_options::group_disclosure>};
inline constexpr option policy{
    "--policy",
    "NAME",
    "A preset of `sdckit policies`; other options override it",
    {value_reader{.read = parsed<find_preset, &a::rules, &rule_options::policy>.read, .words = [] {
                      std::vector<std::string_view> ids;
                      for (const auto& p : presets) ids.push_back(p.id);
                      return ids;
                  }}}};

inline constexpr option protect{
    .name = "--protect",
    .value = "WIDTH",
    .help = "The protection requirement, what must stay feasible: cover (default: all counts "
            "below the threshold), reach (the threshold, too), exact (a second value), percent=P "
            "or absolute=W (P percent or W on either side)",
    .to = parsed<parse_protection, &a::protection>,
    .candidates = "cover reach exact percent= absolute="};
inline constexpr option unsafe{"--unsafe", "FILE",
                               "CSV of cells that are unsafe whatever the rules say", &a::unsafe};
inline constexpr option levels{
    "--levels", "FILE",
    "CSV of unsafe cells with columns lower, upper and, if required, sliding: "
    "protection levels below and above its value, and the least width of its "
    "feasibility interval",
    &a::levels};
inline constexpr option intruder{
    .name = "--intruder",
    .value = "WHO",
    .help = "Who attacks: outsider (default: the external intruder, anyone who has the release), "
            "contributor (also internal intruders: each sole contributor to a suppressed cell) or "
            "coalition=K (also coalitions of at most K contributors)",
    .to = parsed<parse_intruder, &a::coalition>,
    .candidates = "outsider contributor coalition="};
inline constexpr std::string_view intruder_of_audit =
    "Who attacks: outsider (default: the external intruder, anyone who has the release), "
    "contributor (also internal intruders: each sole contributor to a cell) or coalition=K (also "
    "coalitions of at most K contributors); the report of the last two is private: true counts "
    "follow from it";
inline constexpr std::string_view intruder_of_score =
    "Who attacks: outsider (the external intruder, anyone who has the release), contributor "
    "(default: also internal intruders, each of the people counted) or coalition=K (also "
    "coalitions of at most K of them). The default is not that of suppress and audit, since a "
    "score is about the people counted, who know that they are: each of them can subtract "
    "themselves";
inline constexpr std::string_view intruder_of_verify =
    "Who attacks: outsider (default: the external intruder, anyone who has the release) or "
    "contributor (also internal intruders: each sole contributor to a suppressed cell); a "
    "certificate has no witnesses against coalitions";
inline constexpr option contributor{
    "--contributor", "COLUMN",
    "Column of --input, and of the inputs of --linked, that names "
    "holdings: protect also against each of them, who knows its own "
    "records",
    &a::contributor};

inline constexpr option cost{.name = "--cost",
                             .value = "COST",
                             .help =
                                 "What a further suppressed cell costs: value (default), count, "
                                 "unity, log, box-cox=LAMBDA (0 to 1), distance or distance=1,2,4 "
                                 "(one, two, more steps from an unsafe cell)",
                             .to = parsed<parse_cost, &a::cost>,
                             .candidates = "value count unity log box-cox= distance"};
inline constexpr option cost_file{"--cost-file", "FILE",
                                  "CSV of cells with a column cost, which overrides --cost",
                                  &a::cost_file};
inline constexpr option key{
    "--key", "FILE",
    "A secret file of 16 bytes or more, mode 0600, by which the cost of each "
    "complement is multiplied by 1 to 10 (it is then reported in thousandths): "
    "the same key, the same release; store it as long as the table is released; "
    "without --against it protects little against an intruder who runs this "
    "program",
    &a::key_file};
inline constexpr option against{
    .name = "--against",
    .value = "ATTACK",
    .help = "replay: also against an intruder who runs this program on every table that agrees "
            "with the release; requires --key, since without a secret the intruder runs the "
            "whole method; suppresses more, and lowers what the intruder learns without a proof "
            "(docs/replay.md)",
    .to = word<against_words, &a::against_replay>};
inline constexpr option together{
    "--together", "FILE",
    "CSV of cells with a column group: of one group all are suppressed or "
    "none",
    &a::suppression_groups};
inline constexpr option previous{
    "--previous", "FILE", "The last period's public table: cells suppressed there are preferred",
    &a::previous};
inline constexpr option keep{"--keep", "FILE", "CSV of cells that must be published", &a::keep};
inline constexpr option frozen{
    "--frozen", "FILE", "What is already published: CSV of cells, or an earlier public table",
    &a::frozen};
inline constexpr option method{.name = "--method",
                               .value = "METHOD",
                               .help =
                                   "heuristic (default), or optimal: the cheapest plan, for small "
                                   "tables",
                               .to = word<search_words, &a::optimal>};
inline constexpr option nodes{
    "--nodes", "N",
    "Of --method optimal: partial choices tried before the best plan so far is "
    "taken, with a bound on all; default 20000",
    whole<1, 1'000'000'000, &a::nodes>};
inline constexpr option effort{"--effort", "N",
                               "Work spent on a cheaper plan, as a multiple of the usual; 0: none",
                               whole<0, 1'000'000, &a::improvement_budget>};
inline constexpr option seconds{
    "--seconds", "S",
    "Stop the search for a cheaper plan after S seconds; the result may then "
    "differ between runs",
    whole<0, 1'000'000, &a::seconds>};

inline constexpr option base{"--base", "N", "Base of the rounding",
                             whole<1, most, &a::rounding, &r::base>};
inline constexpr option rounding_method{.name = "--method",
                                        .value = "METHOD",
                                        .help = "nearest (default) or midpoint",
                                        .to = word<rounding_words, &a::rounding, &r::method>,
                                        .not_yet = "random controlled unbiased small-count"};
inline constexpr option published_method{
    .name = "--method",
    .value = "METHOD",
    .help = "How the published numbers were made: nearest (default), midpoint, random, graduated, "
            "controlled or noise",
    .to = word<published_rounding_words, &a::rounding, &r::method>};
inline constexpr option bands{
    "--bands", "FILE",
    "CSV low,high,action,base,label,ties instead of --base; an empty high has "
    "no limit",
    &a::bands};
inline constexpr option ties{.name = "--ties",
                             .value = "RULE",
                             .help = "half_up (default), half_even or half_down",
                             .to = word<tie_words, &a::rounding, &r::ties>};
inline constexpr option steps{"--steps", "K",
                              "Of --method controlled: further multiples of the base, default 0",
                              whole<0, 1'000'000, &a::rounding, &r::steps>};
inline constexpr option deviation{"--deviation", "D",
                                  "Of --method noise: how far a number can be from the true one",
                                  whole<0, most, &a::rounding, &r::deviation>};

inline constexpr option published{
    "--public", "FILE", "A published table of the same dimensions; repeat it", &a::publics};
inline constexpr option known{"--known", "FILE",
                              "Statements published with the tables, JSON (docs/statements.md)",
                              &a::known};
inline constexpr option linked{"--linked", "FILE",
                               "Further tables about the same people, and earlier releases: JSON "
                               "(docs/formats.md); repeat it",
                               &a::linked};
inline constexpr option where{
    "--where", "DIM=CODE",
    "The people of the table, if they are not all of those in other tables; "
    "repeat it",
    each_parsed<parse_where, &a::where>};
inline constexpr option value_column{
    "--value-column", "COLUMN", "Column of the numbers in the public tables, if several could be",
    &a::value_column};
inline constexpr option cells{
    .name = "--cells",
    .value = "CELLS",
    .help = "Which cells the files of --public list: all (default; one that is "
            "left out is suppressed), or nonempty (one that is left out is 0)",
    .to = word<cells_words, &a::leave_out_empty>};
inline constexpr option totals_of{
    .name = "--totals",
    .value = "CELLS",
    .help = "What the totals of --public count: all (default), or shown (they are sums of the "
            "shown cells, so that suppressed ones are not in them)",
    .to = word<totals_words, &a::totals_of>};
inline constexpr option further_marker{
    "--marker", "TEXT=MEANING",
    "What stands in public tables instead of a number: a text or a dialect, then =withheld (a "
    "suppressed cell; text=.. is the same), =nil (0), =not-applicable (0, as everybody knows), "
    "=unknown (says nothing) or =low (suppressed, at least 1); repeat it",
    each_parsed<find_marker_to_read, &a::markers_to_read>};

inline constexpr option suppressed_codes{
    "--suppressed-code", "DIM=TEXT",
    "In public tables, rows with TEXT in the column of DIM count people whose code is suppressed, "
    "who are in cells without a row; repeat it",
    each_parsed<parse_where, &a::suppressed_codes>};

inline constexpr option sensitivity{
    .name = "--sensitivity",
    .value = "CLASS",
    .help = "How sensitive the table is for its people: none, personal (default), special or "
            "criminal; from 1/3, 1/5, 1/11, 1/11 on a cell is at risk",
    .to = word<sensitivity_words, &a::sensitivity>,
    .asks_for_score = true};
inline constexpr option population{
    .name = "--population",
    .value = "N|FILE",
    .help = "How many people the events arise from, or a CSV file of them by some of the "
            "dimensions with the column population; where fewer than 20000 live the limits are "
            "1/11 and 1/20",
    .to = &a::population,
    .asks_for_score = true};
inline constexpr option ledger{
    "--ledger", "FILE",
    "Earlier releases about the same people, each with the day it became "
    "public: JSON",
    &a::ledger};

inline constexpr option output{"--output", "FILE", "The public table, default - (standard output)",
                               &a::output};
inline constexpr option report{"--output", "FILE", "The report, default - (standard output)",
                               &a::output};
inline constexpr option format{
    .name = "--format",
    .value = "FORMAT",
    .help = "csv, json, markdown, json-stat, sdmx-csv, px, csvw (CSV, and its metadata in "
            "FILE-metadata.json), ods or xlsx (accessible workbooks), or html; without it by the "
            "ending of "
            "--output (.csv, .json, .md, .px, .ods, .xlsx, .html), else csv",
    .to = word<format_words, &a::format>};
inline constexpr option title{
    "--title", "TEXT",
    "Of the table in json-stat, px, csvw, ods and xlsx; without it such as "
    "count by area",
    &a::title};
inline constexpr option structure{"--structure", "AGENCY:ID(VERSION)",
                                  "The dataflow of sdmx-csv, default SDCKIT:TABLE(1.0)",
                                  &a::structure};
inline constexpr option report_format{.name = "--format",
                                      .value = "FORMAT",
                                      .help = "text (default) or json",
                                      .to = word<report_words, &a::as_json>};
inline constexpr option marker{
    .name = "--marker",
    .value = "DIALECT",
    .help = "gss ([c], the default), dfe (c), nhs (*), aihw (n.p.), statcan (x), or text=...",
    .to = parsed<find_marker, &a::marker>,
    .candidates = "gss dfe nhs aihw statcan text="};
inline constexpr option private_record{
    "--private", "FILE", "Record for the disclosure officer, JSON; holds true values, mode 0600",
    &a::private_file};
inline constexpr option report_page{
    "--report", "FILE",
    "Report for the disclosure officer, a web page: what was asked, what "
    "is suppressed and why, what an intruder could still learn; holds "
    "true values, mode 0600",
    &a::report};
inline constexpr option certificate{
    "--certificate", "FILE", "The proof, to be checked by addition; holds true values, mode 0600",
    &a::certificate};
inline constexpr option escapes{
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
inline constexpr std::string_view read_escapes =
    "On by default: the apostrophe that `suppress` and `round` put before = + - @ in CSV, and "
    "names such as <U+001B> of control characters, are undone in codes of public tables; not in "
    "inputs, lists of cells and hierarchies, nor where some code of the file starts or has one of "
    "these as it is";

inline constexpr option attack{
    .name = "--attack",
    .value = "SCOPE",
    .help = "Of what complete tables prove already, the audit attacks a sample (default) or all, "
            "which can take very long; what they do not prove it always attacks",
    .to = word<attack_words, &a::attack>};
inline constexpr option threads{"--threads", "N", "How many; results do not depend on it",
                                whole<1, 1024, &a::threads>};
inline constexpr option quiet{"--quiet", "", "Nothing on standard error but errors", at<&a::quiet>};
inline constexpr option log{.name = "--log",
                            .value = "LEVEL",
                            .help =
                                "Log stages, sizes, search limits and times, never the count of a "
                                "cell, on standard error: debug, "
                                "info, warning or error, and what is worse",
                            .to = word<log_words, &a::log>};
inline constexpr option log_file{
    "--log-file", "FILE", "Add the log to this file instead; without --log at the level info",
    &a::log_file};
inline constexpr option progress{"--progress", "", "A bar on standard error, if that is a terminal",
                                 at<&a::progress>};

inline constexpr option config{
    "--config", "FILE",
    "Take options that are not typed from this file, TOML; its command, too: "
    "sdckit --config FILE",
    &a::config};
inline constexpr option save_config{
    "--save-config", "FILE",
    "Write the options of this command to a file for --config; names of "
    "files stay as they are typed",
    &a::save_config};

inline constexpr option as_read{
    "--as-read", "",
    "The public table in the shape of --input: its columns of dimensions and "
    "counts, its rows and order, a cross-table as one; other columns are left "
    "out",
    at<&a::in_shape>};

inline constexpr option percent_of{
    "--percent-of", "DIM[=COLUMN]",
    "Beside each number what it is of the published total of DIM, with one decimal, in COLUMN "
    "(default percent); CSV alone; with --as-read in place of a column of that name",
    parsed<parse_percent_column, &a::percent>};

inline constexpr option publish{
    "--publish", "TERMS",
    "Which margins are published: all (default), or a sum of tables such as area*age + sex "
    "(a*b with its margins, a:b without, a(1) down to level 1), or a file of such lines; the "
    "release has no other cells, and they need no protection",
    &a::publish};
inline constexpr option depth{
    "--depth", "DIM=LEVELS",
    "No more than so many levels of a dimension, 0 to leave it out; repeat it",
    each_parsed<parse_depth, &a::depths>};

inline constexpr option by{
    "--by", "COLUMN",
    "A table of its own for each code of this column, such as each practice: no "
    "sums over them are published, and each is protected for itself",
    &a::by};

} // namespace sdc::cli::option_table
