#include "arguments.hpp"
#include "words.hpp"

#include <sdc/detail/quoted.hpp>
#include <sdc/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <string_view>

namespace sdc::cli {
namespace {

constexpr const char* examples = R"(Examples:
  sdckit suppress --input counts.csv --dimension month --dimension area=areas.csv \
      --count n --threshold 5 --output public.csv
  sdckit audit --public public.csv --dimension month --dimension area=areas.csv --threshold 5
  sdckit verify --public public.csv --certificate proof.txt
  sdckit policies

`sdckit COMMAND --help` shows the options of a command. Exit status: 0 done and proved,
1 not protectable or not proved, or something is at risk, 2 bad usage or input, 3 internal
failure, 4 of audit: nothing could be judged, 130 ended by Ctrl-C. Unless it is 0 nothing is
written but the report of audit and score.
)";

constexpr const char* suppress_examples = R"(Examples:
  Suppress counts of 1 to 4 and what would disclose them, with the marker of NHS England:
    sdckit suppress --input offences.csv --dimension area=area.csv --dimension offence \
        --count count --threshold 5 --marker nhs --output public.csv

  Incidents, one a row; the total is public, its breakdown is not if it is below 5;
  the record for the disclosure officer and the proof go to files of their own:
    sdckit suppress --input incidents.csv --dimension month --dimension outcome \
        --role outcome=sensitive --policy uk_police_total_only --group-disclosure 1 \
        --output public.csv --private record.json --certificate proof.txt

  Next month's table: what May suppressed is suppressed again where that helps, and a cheaper
  plan is sought for a minute at most; levels.csv (area,kind,lower,upper) has protection levels:
    sdckit suppress --input june.csv --dimension area=area.csv --dimension kind --count n \
        --threshold 5 \
        --levels levels.csv --previous may_public.csv --cost box-cox=0.5 --seconds 60 \
        --output public.csv

  A small table: the cheapest plan there is, or, after 5000 partial choices, the best one and
  how far it can be from that:
    sdckit suppress --input offences.csv --dimension area=area.csv --dimension offence \
        --count count --threshold 5 --method optimal --nodes 5000 --output public.csv

  Two tables of one release, which share cells, and the release of last year:
    sdckit suppress --input by_area.csv --dimension area --dimension sex --count n \
        --threshold 5 --output public_by_area.csv --linked further.json

  further.json has a further table to protect ("output": where it goes), and one that is already
  published ("public"); the rule is that of the command; file names are those of its folder:
    {"tables": [{"name": "by age", "input": "by_age.csv", "count": "n",
        "output": "public_by_age.csv",
                 "dimensions": {"age": "age.csv", "sex": null}},
                {"name": "last year", "input": "old.csv", "count": "n", "public": "public_old.csv",
                 "dimensions": {"sex": null}, "where": {"area": "N"}}]}
)";

constexpr const char* round_examples = R"(Examples:
  Every count to the nearest 5:
    sdckit round --input offences.csv --dimension area=area.csv --dimension offence \
        --count count --base 5 --output public.csv

  Suppress 1 to 7, round the rest, as NHS England does with hospital statistics:
    sdckit round --input stays.csv --dimension ward --dimension month --count stays \
        --policy nhse_hes_2018 --output public.csv
)";

constexpr const char* coarsen_examples = R"(Examples:
  The most detailed table of incidents without counts of 1 to 4, dimensions left out if need be:
    sdckit coarsen --input incidents.csv --dimension month=months.csv --dimension outcome \
        --dimension age=ages.csv \
        --role outcome=sensitive --threshold 5 --drop-allowed --output public.csv

  The same by how identifiable somebody is (see sdckit score):
    sdckit coarsen --input incidents.csv --dimension month=months.csv --dimension outcome \
        --sensitivity criminal --population 1100000 --drop-allowed --output public.csv

Each dimension is kept down to one level of its hierarchy: months, quarters, years; the table is
then shown
whole, with true numbers. Of all combinations without an unsafe cell the one is taken that loses
least: the
average distance between the counts of the full table and the published ones, coarser counts
spread evenly. Standard error names the others that no safe one refines, and what they
lose; that follows
from the true counts, so it is for the disclosure officer only.
From a missing level an intruder who knows the rule can infer that some cell of it was unsafe.
Exit status: 0 done; 1 no coarser table is safe, and nothing is written; 2 bad usage or input;
3 internal failure.
)";

constexpr const char* audit_examples = R"(Examples:
  What can an intruder infer from a published table and a letter with statements?
    sdckit audit --public public.csv --dimension month=months.csv --threshold 5 \
        --known statements.json

  What would primary suppression only disclose, before anything is published?
    sdckit audit --input incidents.csv --dimension month --threshold 5 --publish-total

  Which internal intruders, people or firms in the table, learn what?
    sdckit audit --input incidents.csv --public public.csv --dimension month --threshold 5 \
        --intruder contributor

Side statements (--known) are JSON:
  {"statements": [{"text": "all in 2024", "cell": {"month": "2024"}, "equals_cell": {}},
                  {"text": "at least 3 in May", "cell": {"month": "2024-05"}, "at_least": 3},
                  {"text": "most were female", "cell": {"sex": "F"}, "most_of": {}},
                  {"text": "33.3% in May", "cell": {"month": "2024-05"}, "percent": "33.3",
                      "of": {}},
                  {"text": "5 more than in April", "cell": {"month": "2024-05"},
                   "minus": {"month": "2024-04"}, "equals": 5},
                  {"text": "median age 25-34", "cell": {"age": "25-34"}, "median": true, "of": {}},
                  {"text": "5-9 combined: 12", "cells": [{"age": "5-6"}, {"age": "7-9"}],
                      "equals": 12}]}
Linked tables (--linked) are JSON, with file names from its folder; equal codes of a dimension
of the same name mean the same people:
  {"tables": [{"name": "2023 release", "public": "2023.csv", "dimensions": {"month": "months.csv"},
               "where": {"region": "North"}, "rounding": {"method": "random", "base": 5}}]}
docs/statements.md has all statements, docs/formats.md all keys of linked tables. A certificate (--certificate) is about the tables of --public alone.

A cell is protected if every protection requirement of the rule is proved. A cell that
the codes
name and no file shows is judged like a suppressed one (--cells). A published number that the
rule would
suppress is at risk, unless the total rule or --frozen makes it public. Not judged are cells
that cannot be
unsafe, or of which only the counts say whether they are.
Exit status: 0 no cell is at risk; 1 some are; 2 bad usage or input; 3 internal failure; 4 no
cell is at
risk, but none could be judged, although some are suppressed: the last line says why.
)";

constexpr const char* score_examples = R"(Examples:
  Who, knowing what, could learn what from counts of offences, before anything is suppressed?
    sdckit score --input offences.csv --dimension month=months.csv --dimension outcome \
        --count count \
        --role outcome=sensitive --sensitivity criminal --population 1100000

  And who of the persons behind them, one a row, is unique by age and sex? They are a twentieth
  of all:
    sdckit score --input persons.csv --dimension area --dimension outcome --key age --key sex \
        --sensitive outcome --fraction 0.05

  What does a second release add to what was released before, and which small groups follow from
  both?
    sdckit score --input 2024.csv --count count --dimension age=ages.csv --ledger ledger.json
  The ledger is JSON as that of --linked of `sdckit audit`, each public table with the day it
  became so:
    {"tables": [{"name": "2023 release", "released_on": "2023-10-01", "public": "2023.csv",
                 "dimensions": {"age": "ages_2023.csv"}}]}

  What can still be learned from a table in which counts from 1 to 4 were suppressed?
    sdckit score --public public.csv --dimension month=months.csv --dimension outcome --threshold 5

A score is 1/n: 1 where something is certain, 1/n where n people could be meant. A cell's is the
highest of
  population  one of so many people of the population
  identity    one of so many in the cell less the intruders, for an intruder who knows that a
              person is in the table
  attribute   that a person of a group is in this category: 1 / (1 + those of the group who are
              not, less the intruders)
  negative attribute: that nobody of a group is (--zeros unsafe)
Without a dimension of role sensitive every dimension is taken as one. The report holds true counts.
Exit status: 0 no cell is at risk; 1 some are, or a search limit came before all was known; 2
bad usage or input; 3 internal failure.
)";

constexpr const char* verify_examples = R"(Examples:
  Do the numbers of a release and its certificate add up, and does the certificate prove what it
  claims?
    sdckit verify --public public.csv --certificate proof.txt

  The same, and does it prove all protection requirements of the rule? The options are those of `suppress`:
    sdckit verify --public public.csv --certificate proof.txt \
        --dimension area=area.csv --dimension offence --threshold 5

Exit status: 0 checked; 1 the certificate does not prove this release: the first thing that is
wrong;
2 bad usage, or a file that cannot be read.
)";

constexpr const char* policies_examples = R"(Examples:
  sdckit policies
  sdckit policies --policy opensafely_7_5
)";

constexpr const char* intruder_outsider =
    "Who attacks: outsider (default: the external intruder, anyone who has the release), "
    "contributor (also internal intruders: each sole contributor to a suppressed cell) or "
    "coalition=K (also coalitions of at most K contributors)";
constexpr const char* intruder_audit =
    "Who attacks: outsider (default: the external intruder, anyone who has the release), "
    "contributor (also internal intruders: each sole contributor to a cell) or coalition=K (also "
    "coalitions of at most K contributors); the report of the last two is private: true counts "
    "follow from it";
constexpr const char* intruder_score =
    "Who attacks: outsider, contributor (also internal intruders: each of the people counted) or "
    "coalition=K (also coalitions of at most K of them); default contributor, since a score is "
    "about what follows for somebody who is known to be counted, as colleagues and relatives know";
constexpr const char* intruder_verify =
    "Who attacks: outsider (default: the external intruder, anyone who has the release), or "
    "contributor (also internal intruders: each sole contributor to a suppressed cell); there are "
    "no witnesses against coalitions";

void add_repeated(CLI::App& app, const char* name, std::vector<std::string>& to, const char* help,
                  const char* type) {
    app.add_option(name, to, help)->type_name(type)->allow_extra_args(false);
}

void add_text(CLI::App& app, const char* name, std::string& to, const char* help,
              const char* type) {
    app.add_option(name, to, help)->type_name(type);
}

void add_dimensions(CLI::App& app, arguments& a) {
    add_repeated(app, "--dimension", a.dimensions,
                 "A column to tabulate by, with its hierarchy: CSV code,parent[,label] or .hrc; "
                 "flat without one; repeat it",
                 "NAME[=HIERARCHY]");
    add_text(app, "--total", a.total, "Code of a flat dimension's total, default Total", "CODE");
    add_repeated(app, "--role", a.roles, "identifying, sensitive or time", "DIM=ROLE");
    add_text(app, "--structural-zeros", a.structural_zeros,
             "CSV of cells that cannot hold anybody, which everyone knows", "FILE");
}

void add_input(CLI::App& app, arguments& a) {
    add_text(app, "--input", a.input,
             "CSV with a header, a row per cell or per record; - is standard input", "FILE");
    add_text(app, "--count", a.count,
             "Column of whole-number counts; without it each row is one record", "COLUMN");
    add_dimensions(app, a);
}

void add_rules(CLI::App& app, arguments& a) {
    add_text(app, "--threshold", a.threshold, "Counts from 1 to N-1 are unsafe", "N");
    add_text(
        app, "--zeros", a.zeros,
        "show, eligible, hide, unsafe, or hide-below=N (suppressed while the total is below N)",
        "RULE");
    app.add_flag("--publish-total", a.publish_total, "The total is released whatever its size");
    add_text(app, "--min-total-for-breakdown", a.min_total, "A total below N has no breakdown",
             "N");
    add_text(app, "--group-disclosure", a.group_disclosure,
             "Unsafe if all but K of a group are in one category", "K");
    add_text(app, "--policy", a.policy, "A preset of `sdckit policies`; other options override it",
             "NAME");
}

/// CSV that leaves the program, and public tables that are read.
void add_escapes(CLI::App& app, arguments& a, const char* help) {
    app.add_flag("--escape-formulas,!--no-escape-formulas", a.escape_formulas, help);
}

constexpr const char* writes_escapes =
    "On by default: in CSV, codes, labels and column names that a spreadsheet would run (= + - @ "
    "first, or a tab or line end; not numbers, counts and "
    "markers) have an apostrophe before them, and control characters and marks of direction in "
    "them are named (<U+001B>); --previous, --frozen and "
    "public tables of --linked are read back so";
constexpr const char* reads_escapes =
    "On by default: the apostrophe that `suppress` and `round` put before = + - @ in CSV, and "
    "names such as <U+001B> of control characters, are undone in "
    "codes of public tables; not in inputs, lists of cells and hierarchies, nor where some code of "
    "the file starts or has one of these as it is";

void add_release(CLI::App& app, arguments& a) {
    add_text(app, "--output", a.output, "The public table, default - (standard output)", "FILE");
    add_text(app, "--marker", a.marker,
             "gss ([c], the default), dfe (c), nhs (*), aihw (n.p.), statcan (x), or text=...",
             "DIALECT");
    add_text(app, "--format", a.format, "csv (default), json or markdown", "FORMAT");
    add_escapes(app, a, writes_escapes);
    add_text(app, "--private", a.private_file,
             "Record for the disclosure officer, JSON; holds true values, mode 0600", "FILE");
    add_text(app, "--certificate", a.certificate,
             "The proof, to be checked by addition; holds true values, mode 0600", "FILE");
}

void add_report(CLI::App& app, arguments& a, const char* help) {
    add_text(app, "--output", a.output, help, "FILE");
    add_text(app, "--format", a.format, "text (default) or json", "FORMAT");
}

constexpr const char* quiet_help = "Nothing on standard error but errors";

void add_running(CLI::App& app, arguments& a) {
    add_text(app, "--threads", a.threads, "How many; results do not depend on it", "N");
    app.add_flag("--quiet", a.quiet, quiet_help);
    app.add_flag("--progress", a.progress, "A bar on standard error, if that is a terminal");
}

void add_bands(CLI::App& app, arguments& a, const char* methods = "nearest (default) or midpoint") {
    add_text(app, "--base", a.base, "Base of the rounding", "N");
    add_text(app, "--method", a.method, methods, "METHOD");
    add_text(app, "--bands", a.bands,
             "CSV low,high,action,base,label,ties instead of --base; an empty high has no limit",
             "FILE");
    add_text(app, "--ties", a.ties, "half_up (default), half_even or half_down", "RULE");
}

void add_protection(CLI::App& app, arguments& a) {
    add_text(app, "--protect", a.protect,
             "The protection requirements, what must stay feasible: cover (all counts below the "
             "threshold), reach (the "
             "threshold, too), exact (a second value), percent=P or absolute=W (P "
             "percent or W on either side)",
             "WIDTH");
    add_text(app, "--unsafe", a.unsafe, "CSV of cells that are unsafe whatever the rules say",
             "FILE");
    add_text(app, "--levels", a.levels,
             "CSV of unsafe cells with columns lower, upper and, if need be, sliding: protection "
             "levels below and above its value, and the least width of its feasibility interval",
             "FILE");
}

void add_complements(CLI::App& sub, arguments& a) {
    add_text(sub, "--cost", a.cost,
             "What a further suppressed cell costs: value (default), count, unity, log, "
             "box-cox=LAMBDA (0 to 1), distance or distance=1,2,4 (one, two, more "
             "steps from an unsafe cell)",
             "COST");
    add_text(sub, "--cost-file", a.cost_file,
             "CSV of cells with a column cost, which wins over --cost", "FILE");
    add_text(sub, "--key", a.key_file,
             "A secret file of 16 bytes or more, mode 0600, by which the cost of each complement "
             "is multiplied by 1 to 10: the same key, the same release; keep "
             "it as long as the table is released; without --against it protects little "
             "against an intruder who runs this program",
             "FILE");
    add_text(
        sub, "--against", a.against,
        "replay: also against an intruder who runs this program on every table that agrees "
        "with the release; requires --key, since without a secret the intruder runs "
        "the whole method; suppresses more, and lowers what the intruder learns without a proof "
        "(docs/replay.md)",
        "ATTACK");
    add_text(sub, "--together", a.suppression_groups,
             "CSV of cells with a column group: of one group all are suppressed or none", "FILE");
    add_text(sub, "--previous", a.previous,
             "The last period's public table: cells suppressed there are preferred", "FILE");
    add_text(sub, "--keep", a.keep, "CSV of cells that must be published", "FILE");
    add_text(sub, "--frozen", a.frozen,
             "What is already published: CSV of cells, or an earlier public table", "FILE");
}

CLI::App& add_suppress(CLI::App& app, arguments& a) {
    auto& sub =
        *app.add_subcommand("suppress", "Suppress unsafe cells and as few others as protect them");
    add_input(sub, a);
    add_rules(sub, a);
    add_protection(sub, a);
    add_text(sub, "--intruder", a.intruder, intruder_outsider, "WHO");
    add_text(sub, "--contributor", a.contributor,
             "Column of --input, and of the inputs of --linked, that names holdings: protect also "
             "against each of them, who knows its own records",
             "COLUMN");
    add_repeated(sub, "--linked", a.linked,
                 "Further tables about the same people, to be protected together with this one, "
                 "and earlier releases: JSON; repeat it",
                 "FILE");
    add_repeated(
        sub, "--where", a.where,
        "The people of the table, if they are not all of those in --linked tables; repeat it",
        "DIM=CODE");
    add_complements(sub, a);
    add_release(sub, a);
    add_running(sub, a);
    add_text(sub, "--method", a.method,
             "heuristic (default), or optimal: the cheapest plan, for small tables", "METHOD");
    add_text(sub, "--nodes", a.nodes,
             "Of --method optimal: partial choices tried before the best plan so far is taken, "
             "with a bound on all; default 20000",
             "N");
    add_text(sub, "--effort", a.improvement_budget,
             "Work spent on a cheaper plan, as a multiple of the usual; 0: none", "N");
    add_text(
        sub, "--seconds", a.seconds,
        "Stop looking for a cheaper plan after S seconds; the result may then differ between runs",
        "S");
    sub.footer(suppress_examples);
    return sub;
}

CLI::App& add_round(CLI::App& app, arguments& a) {
    auto& sub = *app.add_subcommand("round", "Round every cell by bands");
    add_input(sub, a);
    add_bands(sub, a);
    add_rules(sub, a);
    add_text(
        sub, "--protect", a.protect,
        "What must stay feasible of a cell that is not shown: cover (all that its published value "
        "can mean), "
        "exact (a second value)",
        "WIDTH");
    add_release(sub, a);
    add_running(sub, a);
    sub.footer(round_examples);
    return sub;
}

CLI::App& add_coarsen(CLI::App& app, arguments& a) {
    auto& sub = *app.add_subcommand(
        "coarsen",
        "Show the most detailed table that is safe whole: fewer levels, fewer dimensions");
    add_input(sub, a);
    add_rules(sub, a);
    add_text(sub, "--sensitivity", a.sensitivity,
             "Unsafe by score, as for `sdckit score`: none, personal, special or criminal; from "
             "1/3, 1/5, 1/11, 1/11 on",
             "CLASS");
    add_text(sub, "--population", a.population,
             "Of the score: how many people the events arise from, or a CSV file of them by some "
             "of the dimensions with the column population; where fewer "
             "than 20000 live the limits are 1/11 and 1/20",
             "N|FILE");
    add_text(sub, "--intruder", a.intruder, intruder_score, "WHO");
    for (const char* name : {"--sensitivity", "--population", "--intruder"})
        sub.get_option(name)->each([&a](const std::string&) { a.scored = true; });
    sub.add_flag("--drop-allowed", a.drop_allowed, "Dimensions may be left out");
    sub.add_option("--depth", a.depths,
                   "No more than so many levels of a dimension, 0 to leave it out; repeat it")
        ->type_name("DIM=LEVELS")
        ->allow_extra_args(false);
    add_text(sub, "--output", a.output, "The public table, default - (standard output)", "FILE");
    add_text(sub, "--format", a.format, "csv (default), json or markdown", "FORMAT");
    add_escapes(sub, a, writes_escapes);
    add_text(sub, "--private", a.private_file, "Record for the disclosure officer, JSON; mode 0600",
             "FILE");
    add_running(sub, a);
    sub.footer(coarsen_examples);
    return sub;
}

void add_cells(CLI::App& sub, arguments& a) {
    add_text(sub, "--cells", a.cells,
             "Which cells the files of --public list: all (default; one that is left out is "
             "suppressed), or nonempty (one that is left out is 0)",
             "CELLS");
}

/// What an intruder has besides the release, and how its numbers were made.
void add_knowledge(CLI::App& sub, arguments& a, const char* methods) {
    add_text(sub, "--known", a.known, "Statements beside the tables, JSON: docs/statements.md",
             "FILE");
    add_repeated(sub, "--linked", a.linked,
                 "Further tables about the same people, and earlier releases: JSON; repeat it",
                 "FILE");
    add_repeated(sub, "--where", a.where,
                 "The people of the table, if they are not all of those in other tables; repeat it",
                 "DIM=CODE");
    add_text(sub, "--value-column", a.value_column,
             "Column of the numbers in the public tables, if several could be", "COLUMN");
    add_cells(sub, a);
    add_text(sub, "--marker", a.marker, "A further marker of suppressed cells in them: text=...",
             "DIALECT");
    add_escapes(sub, a, reads_escapes);
    add_bands(sub, a, methods);
    add_text(sub, "--steps", a.steps,
             "Of --method controlled: further multiples of the base, default 0", "K");
    add_text(sub, "--deviation", a.deviation,
             "Of --method noise: how far a number can be from the true one", "D");
}

CLI::App& add_audit(CLI::App& app, arguments& a) {
    auto& sub = *app.add_subcommand("audit", "Attack what is or will be public");
    add_repeated(sub, "--public", a.publics, "A published table of the same dimensions; repeat it",
                 "FILE");
    add_input(sub, a);
    add_knowledge(sub, a,
                  "nearest (default), midpoint, random, graduated, controlled or noise: how the "
                  "published numbers were made");
    add_rules(sub, a);
    add_protection(sub, a);
    add_text(sub, "--intruder", a.intruder, intruder_audit, "WHO");
    add_text(sub, "--contributor", a.contributor,
             "Column of --input that names holdings: each knows its own records", "COLUMN");
    add_text(sub, "--frozen", a.frozen,
             "What is public already, and so no finding: CSV of cells, or an earlier public table",
             "FILE");
    add_text(
        sub, "--certificate", a.certificate,
        "The proof that the release holds, to be checked by addition; holds true values, mode 0600",
        "FILE");
    add_report(sub, a, "The report, default - (standard output)");
    add_running(sub, a);
    sub.footer(audit_examples);
    return sub;
}

void add_score_records(CLI::App& sub, arguments& a) {
    add_text(sub, "--period", a.period,
             "The time that one count covers: five-years, two-to-four-years, year, half-year, "
             "quarter, month or week; gives the points of California's "
             "criteria, with --population",
             "TIME");
    add_repeated(sub, "--trait", a.traits,
                 "For the points, what a dimension is: sex, orientation, gender, detailed-gender, "
                 "age=YEARS of the narrowest band, or population=N of the "
                 "smallest group; else its number of categories counts; repeat it",
                 "DIM=KIND");
    add_repeated(sub, "--key", a.keys,
                 "Score the records behind the table, too: a column by which somebody could be "
                 "found; repeat it",
                 "COLUMN");
    add_text(sub, "--sensitive", a.sensitive, "With --key: a column of what must not be disclosed",
             "COLUMN");
    add_text(sub, "--fraction", a.fraction,
             "With --key: the records are a random sample, this part of the population", "F");
}

CLI::App& add_score(CLI::App& app, arguments& a) {
    auto& sub = *app.add_subcommand(
        "score",
        "Score how identifiable the people of a table are: who, knowing what, could learn what");
    add_input(sub, a);
    add_text(sub, "--sensitivity", a.sensitivity,
             "How sensitive the attributes in the table are: none, personal (default), special or "
             "criminal; "
             "from 1/3, 1/5, 1/11, 1/11 on a cell is at risk",
             "CLASS");
    add_text(sub, "--population", a.population,
             "How many people the events arise from, or a CSV file of them by some of the "
             "dimensions with the column population; where fewer than 20000 live "
             "the limits are 1/11 and 1/20",
             "N|FILE");
    add_text(sub, "--intruder", a.intruder, intruder_score, "WHO");
    add_text(sub, "--zeros", a.zeros,
             "show (default), eligible or hide: as the release does; or unsafe: negative "
             "attribute disclosure is scored, too",
             "RULE");
    add_repeated(sub, "--public", a.publics,
                 "Instead of --input: the release as it is or will be public; repeat it", "FILE");
    add_text(sub, "--threshold", a.threshold,
             "With --public, the rule that it announces: counts from 1 to N-1 are suppressed", "N");
    add_text(sub, "--policy", a.policy,
             "With --public, the preset of `sdckit policies` that it follows", "NAME");
    add_knowledge(sub, a,
                  "With --public: nearest (default), midpoint, random, graduated, controlled or "
                  "noise: how its numbers were made");
    add_text(sub, "--ledger", a.ledger,
             "Earlier releases about the same people, each with the day it became public: JSON",
             "FILE");
    add_report(sub, a,
               "The report, default - (standard output); mode 0600, as it holds true counts or "
               "what follows from them");
    add_score_records(sub, a);
    add_text(sub, "--map", a.map, "The table as a picture, SVG: cells shaded by score; mode 0600",
             "FILE");
    add_text(sub, "--curve", a.curve,
             "What each way to release it risks and loses, as a picture, SVG; mode 0600", "FILE");
    sub.add_flag("--recommend", a.recommend,
                 "Find what would pass in a table of more than 2000 cells, or without a cell "
                 "at risk, too");
    add_text(sub, "--threads", a.threads, "How many; results do not depend on it", "N");
    sub.add_flag("--quiet", a.quiet, quiet_help);
    sub.footer(score_examples);
    return sub;
}

CLI::App& add_verify(CLI::App& app, arguments& a) {
    auto& sub =
        *app.add_subcommand("verify", "Check a certificate against its release by addition alone");
    sub.add_option("--public", a.publics, "The published table")->type_name("FILE")->expected(1);
    add_text(sub, "--certificate", a.certificate, "What `suppress --certificate` wrote", "FILE");
    add_text(sub, "--value-column", a.value_column,
             "Column of the numbers in the public table, if several could be", "COLUMN");
    add_cells(sub, a);
    add_dimensions(sub, a);
    add_rules(sub, a);
    add_protection(sub, a);
    add_text(sub, "--intruder", a.intruder, intruder_verify, "WHO");
    add_text(sub, "--marker", a.marker, "A further marker of suppressed cells: text=...",
             "DIALECT");
    add_escapes(sub, a, reads_escapes);
    add_report(sub, a, "The report, default - (standard output)");
    sub.add_flag("--quiet", a.quiet, quiet_help);
    sub.footer(verify_examples);
    return sub;
}

CLI::App& add_policies(CLI::App& app, arguments& a) {
    auto& sub =
        *app.add_subcommand("policies", "List or show presets with authority, date and source");
    sub.add_option("--policy,name", a.policy, "Show this one")->type_name("NAME");
    sub.footer(policies_examples);
    return sub;
}

/// Options of the contract that this version does not have. They take values so that the answer
/// names the option, not its value.
class unavailable {
public:
    void add_options(CLI::App& sub) {
        for (const char* name :
             {"--value", "--contributor", "--weight", "--linked", "--dominance", "--p-percent",
              "--key", "--population", "--ledger", "--certificate", "--seed"}) {
            if (sub.get_option_no_throw(name) != nullptr) continue; // this command has it
            sub.add_option_function<std::vector<std::string>>(
                   name, [this, name](const std::vector<std::string>&) { named_ = name; })
                ->group("")
                ->allow_extra_args(false);
        }
    }
    void add_commands(CLI::App& app) {
        for (const char* name : {"perturb", "foi"}) {
            auto& sub = *app.add_subcommand(name)->group("")->prefix_command();
            sub.set_help_flag();
            sub.callback([this, name] { named_ = std::string("command ") + name; });
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

/// Help goes to standard output with status 0; everything else is bad usage.
int end_parsing(const CLI::App& app, const CLI::ParseError& e) {
    if (e.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(e);
    constexpr std::size_t longest = 240; // it quotes what was typed
    auto message = sdc::detail::shorten(e.what(), longest);
    std::ranges::replace(message, '\n', ' ');
    return refuse(message + "; see sdckit --help");
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

} // namespace

std::variant<arguments, int> parse(int argc, const char* const* argv) {
    arguments a;
    CLI::App app("sdckit: statistical disclosure control of aggregated tables", "sdckit");
    app.footer(examples);
    app.set_version_flag("--version", "sdckit " + std::to_string(version{}.major) + "." +
                                          std::to_string(version{}.minor) + "." +
                                          std::to_string(version{}.patch));
    app.require_subcommand(1);
    unavailable missing;
    missing.add_commands(app);
    const std::array<std::pair<CLI::App*, command>, 7> commands{
        {{&add_suppress(app, a), command::suppress},
         {&add_round(app, a), command::round},
         {&add_coarsen(app, a), command::coarsen},
         {&add_audit(app, a), command::audit},
         {&add_score(app, a), command::score},
         {&add_verify(app, a), command::verify},
         {&add_policies(app, a), command::policies}}};
    for (const auto& [sub, run] : commands) {
        if (run != command::policies) missing.add_options(*sub);
    }
    const std::string_view first = argc > 1 ? argv[1] : "";
    const auto known =
        app.get_subcommands([&](const CLI::App* sub) { return sub->get_name() == first; });
    if (first.empty() || (first.front() != '-' && known.empty()))
        return refuse(first.empty() ? "no command; see sdckit --help"
                                    : "unknown command " + sdc::detail::quoted(first) +
                                          "; see sdckit --help");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return missing.named().empty() ? end_parsing(app, e)
                                       : refuse(missing.named() + ": not yet available");
    }
    if (!missing.named().empty()) return refuse(missing.named() + ": not yet available");
    for (const auto& [sub, run] : commands) {
        if (!sub->parsed()) continue;
        a.run = run;
        if (a.intruder.empty())
            a.intruder =
                run == command::score || run == command::coarsen ? "contributor" : "outsider";
        if (const auto empty = find_empty_value(*sub))
            return refuse(*empty + ": an empty value; see sdckit " + sub->get_name() + " --help");
    }
    return a;
}

} // namespace sdc::cli
