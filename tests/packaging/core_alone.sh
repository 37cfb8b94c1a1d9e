#!/usr/bin/env bash
# core_alone.sh COMPILER INCLUDE WORK: the headers, copied and nothing else, build a program with standard headers alone.
set -euo pipefail
compiler=$1 include=$2 work=$3
source=$(dirname "${BASH_SOURCE[0]}")/core_consumer.cpp
mkdir -p "$work"
compile=("$compiler" -std=c++20 -I "$include")

# Whatever lies deeper than the standard library and the system's own headers.
others=$("${compile[@]}" -M "$source" | tr ' \\' '\n\n' | grep -E '\.h(pp)?$|^/' |
  grep -vE "^$include/sdc/|/c\+\+/|^/usr/lib/|^/usr/include/([a-z0-9_]+-linux-gnu/)?((bits|sys|asm|asm-generic|linux|gnu)/)?[a-z0-9_./-]*\.h$" || true)
[ -z "$others" ] || {
  printf 'core needs more than standard headers:\n%s\n' "$others"
  exit 1
}
strangers=$("${compile[@]}" -M "$source" | grep -oE '[^ ]*/(coin|CLI|nlohmann|boost|eigen3|spdlog|fmt)/[^ ]*' || true)
[ -z "$strangers" ] || {
  printf 'core includes:\n%s\n' "$strangers"
  exit 1
}
"${compile[@]}" "$source" -o "$work/core_alone"
"$work/core_alone"
