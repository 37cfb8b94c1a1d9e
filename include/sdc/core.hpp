/// The umbrella of the core: tables, rules, suppression with proof, rounding, the audit by
/// witnesses, scores, publishing and CSV, with the standard library alone. One source file of the
/// program includes sdc/core_source.hpp as well, or the program links `sdckit::sdckit`.
#pragma once

#include <sdc/attack/audit_by_witnesses.hpp>
#include <sdc/error.hpp>
#include <sdc/io/csv.hpp>
#include <sdc/ostream.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/release/published.hpp>
#include <sdc/risk/table/cell.hpp>
#include <sdc/risk/table/table.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/table/make_table.hpp>
#include <sdc/table/tabulate.hpp>
#include <sdc/version.hpp>
