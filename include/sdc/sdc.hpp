/// \file The umbrella: tables, rules, plans, protection, the attack, releases. It leaves out io/ (reading and writing), foi/ (requests and
/// letters), policy/ (presets) and solve/ (solver adaptors): include those by name.
#pragma once

#include <sdc/attack/audited.hpp>
#include <sdc/attack/bounds.hpp>
#include <sdc/attack/certificate.hpp>
#include <sdc/attack/contradiction.hpp>
#include <sdc/attack/count_tables.hpp>
#include <sdc/attack/enumerate.hpp>
#include <sdc/attack/intruder.hpp>
#include <sdc/attack/knowledge.hpp>
#include <sdc/attack/rank.hpp>
#include <sdc/attack/recovery.hpp>
#include <sdc/attack/recovery_estimate.hpp>
#include <sdc/attack/told.hpp>
#include <sdc/attack/witness.hpp>
#include <sdc/config.hpp>
#include <sdc/error.hpp>
#include <sdc/fwd.hpp>
#include <sdc/inside.hpp>
#include <sdc/linked_plan.hpp>
#include <sdc/plan.hpp>
#include <sdc/protect/elimination.hpp>
#include <sdc/protect/plan_report.hpp>
#include <sdc/protect/round.hpp>
#include <sdc/protect/suppress.hpp>
#include <sdc/protect/suppress_linked.hpp>
#include <sdc/release/decision.hpp>
#include <sdc/release/marker.hpp>
#include <sdc/release/published.hpp>
#include <sdc/rule/banded_requirement.hpp>
#include <sdc/rule/evaluate.hpp>
#include <sdc/rule/requirement.hpp>
#include <sdc/table/linked.hpp>
#include <sdc/table/recode.hpp>
#include <sdc/table/tabulate.hpp>
#include <sdc/version.hpp>
