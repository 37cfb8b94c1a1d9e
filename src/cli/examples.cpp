#include "examples.hpp"

namespace sdc::cli {

const std::string_view protect_examples = R"(Examples:
  What is in it, and how to protect it; nothing is written:
    sdckit protect counts.xlsx

  The same with the rule of an authority, and the code of a total that is not found; run it,
  and keep the options for next month:
    sdckit protect counts.csv --policy uk_police_total_only --total area=England \
        --output public.csv --save-config counts.toml
)";

const std::string_view suppress_examples = R"(Examples:
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

const std::string_view round_examples = R"(Examples:
  Every count to the nearest 5:
    sdckit round --input offences.csv --dimension area=area.csv --dimension offence \
        --count count --base 5 --output public.csv

  Suppress 1 to 7, round the rest, as NHS England does with hospital statistics:
    sdckit round --input stays.csv --dimension ward --dimension month --count stays \
        --policy nhse_hes_2018 --output public.csv
)";

const std::string_view coarsen_examples = R"(Examples:
  The most detailed table of incidents without counts of 1 to 4, dimensions left out if need be:
    sdckit coarsen --input incidents.csv --dimension month=months.csv --dimension outcome \
        --dimension age=ages.csv \
        --role outcome=sensitive --threshold 5 --drop-allowed --output public.csv

  The same by how identifiable somebody is (see sdckit score):
    sdckit coarsen --input incidents.csv --dimension month=months.csv --dimension outcome \
        --sensitivity criminal --population 1100000 --drop-allowed --output public.csv

Each dimension is published down to one level of its hierarchy: months, quarters, years; the
table is then published whole, with true numbers. Of all combinations without an unsafe cell the
one is taken that loses least: the average distance between the counts of the full table and the
published ones, coarser counts spread evenly. Standard error names the others that no safe one
refines, and what they lose; that follows from the true counts, so it is for the disclosure
officer only. From a missing level an intruder who knows the rule can infer that some cell of it
was unsafe.
Exit status: 0 done; 1 no coarser table is safe, and nothing is written; 2 bad usage or input;
3 internal failure.
)";

const std::string_view audit_examples = R"(Examples:
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
of the same name stand for the same people:
  {"tables": [{"name": "2023 release", "public": "2023.csv", "dimensions": {"month": "months.csv"},
               "where": {"region": "North"}, "rounding": {"method": "random", "base": 5}}]}
docs/statements.md lists all statements, docs/formats.md all keys of linked tables. A certificate
(--certificate) is only about the tables of --public.

A cell is protected if every protection requirement of the rule is proved. A cell that the codes
name and no file shows is judged like a suppressed one (--cells). A published number that the
rule would suppress is at risk, unless the total rule or --frozen makes it public. Not judged are
cells that cannot be unsafe, or whose counts alone decide whether they are.
Exit status: 0 no cell is at risk; 1 some are; 2 bad usage or input; 3 internal failure; 4 no
cell is at risk, but none could be judged, although some are suppressed: the last line gives the
reason.
)";

const std::string_view score_examples = R"(Examples:
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
  negative attribute
              that nobody of a group is in this category (--zeros unsafe)
Without a dimension of role sensitive every dimension is taken as one. The report holds true counts.
Exit status: 0 no cell is at risk; 1 some are, or a search limit came before all was known; 2 bad
usage or input; 3 internal failure.
)";

const std::string_view verify_examples = R"(Examples:
  Do the numbers of a release and its certificate add up, and does the certificate prove what it
  claims?
    sdckit verify --public public.csv --certificate proof.txt

  The same, and does it prove all protection requirements of the rule? The
  options are those of `suppress`:
    sdckit verify --public public.csv --certificate proof.txt \
        --dimension area=area.csv --dimension offence --threshold 5

Exit status: 0 checked; 1 the certificate does not prove this release: the first thing that is
wrong; 2 bad usage, or a file that cannot be read.
)";

const std::string_view inspect_examples = R"(Examples:
  Does a workbook hold more than is seen: hidden sheets and rows, the caches of pivot tables and
  charts, comments, names of people?
    sdckit inspect answer.xlsx

  And does it hold a value that its release suppresses?
    sdckit inspect answer.xlsx --private record.json

Exit status: 0 nothing found; 1 findings; 2 bad usage, or a file that cannot be read.
)";

const std::string_view policies_examples = R"(Examples:
  sdckit policies
  sdckit policies --policy opensafely_7_5
)";

} // namespace sdc::cli
