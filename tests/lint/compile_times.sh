#!/usr/bin/env bash
# compile_times.sh ROOT COMPILER [TRIES]: keeps headers light. Prints the heaviest.
# Times are multiples of that of a file of nine standard headers, compiled just before on the same machine: 1 is about 0.5 s on a
# machine of 2026. A header that another one includes costs no more than that one, and is not compiled alone.
set -euo pipefail
cd "$1"
compiler=$2 tries=${3:-4}
header_limit=2.6 core_limit=2.6 example_limit=7 # 1.2 s, 1.2 s and 3.2 s there

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#include <%s>\n' algorithm functional map memory optional span string variant vector >"$work/standard.cpp"

# seconds OPTIONS...: of user time, of one run of the compiler
seconds() {
  local TIMEFORMAT=%U
  { time "$compiler" -std=c++20 -Iinclude "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2 && touch "$work/failed"; }; } 2>&1
}

# ratio OPTIONS...
ratio() {
  local standard own
  standard=$(seconds -fsyntax-only "$work/standard.cpp")
  own=$(seconds "$@")
  awk -v own="$own" -v standard="$standard" 'BEGIN { printf "%.2f", own / standard }'
}

failures=0
# check LIMIT WHAT OPTIONS...: the least of up to TRIES, as other programs run beside
check() {
  local limit=$1 what=$2 best=99 try next
  for ((try = 0; try < tries; ++try)); do
    next=$(ratio "${@:3}")
    if [ -e "$work/failed" ]; then
      echo "does not compile: $what"
      exit 1
    fi
    best=$(awk -v a="$best" -v b="$next" 'BEGIN { print a < b ? a : b }')
    if awk -v a="$best" -v b="$limit" 'BEGIN { exit !(a <= b) }'; then break; fi
  done
  printf '%s %s (limit %s)\n' "$best" "$what" "$limit" >>"$work/times"
  if awk -v a="$best" -v b="$limit" 'BEGIN { exit !(a > b) }'; then
    echo "too slow to compile: $what: $best times the standard headers, limit $limit"
    failures=$((failures + 1))
  fi
}

find include/sdc -name '*.hpp' -not -path '*/detail/*' | sed 's|^include/||' | LC_ALL=C sort >"$work/all"
# The umbrella, and the bodies, are no single header; the core has its own limit.
grep -vxE 'sdc/(sdc|core|core_source)\.hpp' "$work/all" >"$work/single"
{ sed 's|^|include/|' "$work/single" | xargs grep -hoE '^#include <sdc/[^>]*>' || true; } | sed 's|.*<||; s|>||' | LC_ALL=C sort -u >"$work/included"
while read -r header; do
  echo "#include <$header>" >"$work/one.cpp"
  check $header_limit "$header" -fsyntax-only "$work/one.cpp"
done < <(LC_ALL=C comm -23 "$work/single" "$work/included")
if [ -e include/sdc/core.hpp ]; then
  echo '#include <sdc/core.hpp>' >"$work/one.cpp"
  check $core_limit sdc/core.hpp -fsyntax-only "$work/one.cpp"
fi
if [ -e examples/first_table.cpp ]; then
  check $example_limit examples/first_table.cpp -O2 -c -o "$work/example.o" examples/first_table.cpp
fi

sort -rn "$work/times" | head -8
[ $failures -eq 0 ]
