#!/usr/bin/env bash
# floors.sh ROOT: reads the #include lines of include/sdc and src and fails on one that climbs to a higher floor.
set -euo pipefail
cd "$1"
folders=()
for folder in include/sdc src; do
  if [ -d "$folder" ]; then folders+=("$folder"); fi
done

find "${folders[@]}" -name "*.hpp" -o -name "*.cpp" -o -name "*.ipp" | LC_ALL=C sort | xargs awk '
  BEGIN {
    split("detail 0 table 1 solve 1 rule 2 intruder 3 plan 3 knowledge 4 proof 5 enumerate 5 attack 6 protect 7 risk 7 release 8 ledger 8 foi 9 policy 9 io 10 log 10 cli 11", pairs, " ")
    for (i = 1; i in pairs; i += 2) rank[pairs[i]] = pairs[i + 1]
    split("config version error fwd run_control log decimal ostream fmt", base, " ")
    for (i in base) rank[base[i] ".hpp"] = 0
  }
  function refuse(why) {
    printf "%s:%d: includes %s: %s\n", FILENAME, FNR, target, why
    ++refused
  }
  # "attack" of include/sdc/attack/x.hpp and src/attack/y.cpp; "plan.hpp" of include/sdc/plan/plan.hpp
  function floor_of(path) {
    sub(/^(include\/sdc|src)\//, "", path)
    sub(/\/.*/, "", path)
    return path
  }
  function resolved(path) {
    while (sub(/[^\/]+\/\.\.\//, "", path)) {}
    gsub(/\/\.\//, "/", path)
    return path
  }
  FNR == 1 { ++files }
  !/^[ \t]*#[ \t]*include/ { next }
  {
    target = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", target)
    quoted = target ~ /^"/
    sub(/^["<]/, "", target)
    sub(/[">].*$/, "", target)
    is_public = FILENAME ~ /^include\//
    if (quoted) {
      folder = FILENAME
      sub(/[^\/]*$/, "", folder)
      path = resolved(folder target)
      if (is_public) { refuse("a public header names others as <sdc/...>"); next }
    } else if (target ~ /^sdc\//) {
      path = "include/" target
    } else {
      if (FILENAME == "include/sdc/fmt.hpp" && target ~ /^fmt\//) next
      if (is_public && target !~ /^[a-z_0-9]+$/) refuse("public headers include standard headers only")
      next
    }
    if (FILENAME ~ /^include\/sdc\/((sdc|core|core_source)\.hpp|detail\/ostream\.ipp)$/) next
    if (FILENAME ~ /^include\/sdc\/proof\/certificate(_sums)?\.hpp$/) {
      if (FILENAME !~ /_sums/ && path == "include/sdc/proof/certificate_sums.hpp") next
      refuse("the check of certificates is copied alone")
      next
    }
    from = floor_of(FILENAME)
    to = floor_of(path)
    if (to == "sdc.hpp") { if (from != "cli") refuse("the umbrella is for users"); next }
    if (!(from in rank)) { refuse("no floor is known for " from); next }
    if (!(to in rank)) { refuse("no floor is known for " to); next }
    if (rank[to] > rank[from]) { refuse(to " lies above " from); next }
    if (from == "solve" && to != "solve" && rank[to] > 0) refuse("solve stands on the ground floor alone")
    if (from == "protect" && (to == "attack" || to == "proof"))
      refuse("a method shares no code with the attack on it and the check of its witnesses")
  }
  END {
    if (!files) { print "no files found"; exit 1 }
    if (refused) exit 1
    printf "%d files, no include climbs\n", files
  }'
