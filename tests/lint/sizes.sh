#!/usr/bin/env bash
# sizes.sh ROOT: keeps files, functions and lines short. Prints the figures.
set -euo pipefail
cd "$1"
command -v ctags >/dev/null || {
  echo "ctags is missing (Debian: universal-ctags)" >&2
  exit 1
}
failures=0
refuse() {
  echo "too long: $1"
  failures=$((failures + 1))
}

# percentile P: of ascending numbers, one a line
percentile() { awk -v p="$1" '{ v[NR] = $1 } END { i = int(NR * p / 100 + 0.999999); print NR ? v[i < 1 ? 1 : i] : 0 }'; }

list() {
  local folder
  for folder in "${@:2}"; do
    if [ -d "$folder" ]; then find "$folder" -name "$1" -not -path '*/lint/bad/*'; fi
  done | LC_ALL=C sort
}
lines_of() { xargs -r -d '\n' awk 'FNR == 1 && NR > 1 { print n, file } { n = FNR; file = FILENAME } END { if (NR) print n, file }'; }

# check_files WHAT MAX MEDIAN(0: none), reading "lines file"
check_files() {
  local what=$1 max=$2 median=$3 table sorted middle
  table=$(cat)
  [ -n "$table" ] || return 0
  sorted=$(cut -d' ' -f1 <<<"$table" | sort -n)
  middle=$(percentile 50 <<<"$sorted")
  printf '%-10s %4d files, lines: median %s, p95 %s, max %s (limit %s)\n' "$what" "$(wc -l <<<"$table")" "$middle" \
    "$(percentile 95 <<<"$sorted")" "$(tail -1 <<<"$sorted")" "$max"
  while read -r n file; do
    if [ "$n" -gt "$max" ]; then refuse "$file: $n lines, limit $max"; fi
  done <<<"$table"
  if [ "$median" -gt 0 ] && [ "$middle" -gt "$median" ]; then refuse "$what: median of $middle lines, limit $median"; fi
}
# The limits of the check, of examples and of the 95th percentile of functions are for 100 columns; on 160 the same code stood within 100,
# 59 and 25 lines.
check_files headers 700 120 < <(list '*.hpp' include | lines_of)
check_files 'the check' 130 0 < <(echo include/sdc/proof/certificate_sums.hpp | lines_of)
check_files sources 800 0 < <({ list '*.cpp' src; list '*.ipp' include; list '*.hpp' src; } | lines_of)
check_files tests 600 0 < <(list '*.[ch]pp' tests | lines_of)
check_files benches 600 0 < <(list '*.[ch]pp' bench | lines_of)
check_files examples 70 0 < <(list '*.cpp' examples | lines_of)

# As .clang-format has it.
while read -r wide; do refuse "$wide"; done < <(list '*.[chi]pp' include src bench examples |
  xargs -r -d '\n' awk 'length($0) > 100 { print FILENAME ":" FNR ": " length($0) " columns, limit 100" }')

# A comment that documents something: lines of ///, not the ///< behind a member.
while read -r long; do refuse "$long"; done < <(list '*.hpp' include | xargs -r -d '\n' awk '
  function check() { if (words > 120) print file ":" line ": a comment of " words " words, limit 120"; words = 0 }
  FNR == 1 { check() }
  /^ *\/\/\/([^<]|$)/ { if (!words) { file = FILENAME; line = FNR } words += NF - 1; next }
  { check() }
  END { check() }')

# ctags stops at `namespace sdc::inline v0` and stumbles over attributes, so it reads copies without them, line for line.
plain=$(mktemp -d)
trap 'rm -rf "$plain"' EXIT
list '*.[chi]pp' include src | while read -r file; do
  mkdir -p "$plain/$(dirname "$file")"
  sed 's/sdc::inline v0/sdc/; s/\[\[nodiscard\]\]//; s/SDCKIT_API//' "$file" >"$plain/$file"
done
functions=$(cd "$plain" && list '*.[chi]pp' include src | ctags -f - -L - --langmap=C++:+.ipp --languages=C++ --kinds-C++=f --fields=+ne 2>/dev/null |
  awk -F'\t' '$1 !~ /^__anon/ { line = end = 0
    for (i = 4; i <= NF; ++i) { if ($i ~ /^line:/) line = substr($i, 6); if ($i ~ /^end:/) end = substr($i, 5) }
    if (end) print end - line + 1, $2 ":" line ": " $1 }' | sort -n)
[ -n "$functions" ] || {
  echo "ctags found no function"
  exit 1
}
lengths=$(cut -d' ' -f1 <<<"$functions")
p95=$(percentile 95 <<<"$lengths")
p99=$(percentile 99 <<<"$lengths")
printf '%-10s %4d, lines: median %s, p95 %s (limit 30), p99 %s (limit 45), max %s (limit 60)\n' functions "$(wc -l <<<"$lengths")" \
  "$(percentile 50 <<<"$lengths")" "$p95" "$p99" "$(tail -1 <<<"$lengths")"
while read -r n what; do
  if [ "$n" -gt 60 ]; then refuse "$what: $n lines, limit 60"; fi
done <<<"$functions"
# A percentile of a handful says nothing.
if [ "$(wc -l <<<"$lengths")" -ge 100 ]; then
  if [ "$p95" -gt 30 ]; then refuse "functions: p95 of $p95 lines, limit 30"; fi
  if [ "$p99" -gt 45 ]; then refuse "functions: p99 of $p99 lines, limit 45"; fi
fi
[ "$failures" -eq 0 ]
