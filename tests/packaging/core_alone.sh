#!/usr/bin/env bash
# core_alone.sh COMPILER INCLUDE WORK DATA PROGRAM: the headers, copied and nothing else, build a
# program with standard headers alone, which prints the table that PROGRAM prints.
set -euo pipefail
compiler=$1 include=$2 work=$3 data=$4 program=$5
source=$(dirname "${BASH_SOURCE[0]}")/core_consumer.cpp
mkdir -p "$work"
compile=("$compiler" -std=c++20 -I "$include")

# What is left lies in a folder of /usr/include that neither the C++ nor the C library owns.
others=$("${compile[@]}" -M "$source" | tr ' \\' '\n\n' | grep '/' |
  grep -vFx -e "$source" | grep -vF -e "$include/sdc/" -e /c++/ -e /usr/lib/ |
  grep -vE '^/usr/include/([a-z0-9_]+-linux-gnu/)?((bits|gnu|sys|asm|asm-generic|linux)/.*|[a-z0-9_-]+\.h)$' || true)
[ -z "$others" ] || {
  printf 'core needs more than standard headers:\n%s\n' "$others"
  exit 1
}
"${compile[@]}" "$source" -o "$work/core_alone"
"$work/core_alone" "$data/offences.csv" "$data/area.csv" >"$work/core_alone.csv"
[ -n "$program" ] || exit 0
"$program" suppress --quiet --input "$data/offences.csv" --dimension "area=$data/area.csv" --dimension offence \
  --count count --threshold 5 --output "$work/program.csv"
cmp "$work/core_alone.csv" "$work/program.csv"
