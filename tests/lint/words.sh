#!/usr/bin/env bash
# words.sh ROOT [PROGRAM]: replaced names and phrases (docs/glossary.md has those of today) stand in no public header and no page of the
# documentation, printed sessions included; with PROGRAM, in none of its help texts instead.
set -euo pipefail
root=$1 program=${2:-}
names='needs_shown|told_elsewhere|insiders?|small_rests?|line_rests?|zoning|name_for_people|improvement_cut\w*|few_hidden|release_way|highest_risk'
names+='|linked_cubes|find_inside|linked_inside|attack_from_inside|own_units|can_be|band_preimage|statement_terms|cell_sum|find_determined'
names+='|withheld_minimum|unsaid|lookers?|public_already|name_beside|hides_values|suppress_by_elimination|by_elimination|gaussian_elimination'
names+='|\w*withholds?_\w+|\w+_withholds?\w*|stars_\w+|\w+_beside'
phrases='needs shown|stars alone|mean the same|whoever looks|beside what|public face|readers? inside|hidden zeros?|kept cells?|work out exactly'
phrases+='|withheld cells?|(?:counts?|zeros|means) (?:are|is) withheld|counts of \d+ (?:to|and) \d+ are withheld'
# "a reader" is the intruder; a screen reader, the second reader of a decision, csv_reader and the readers of this library are not.
reader='(?<!screen )(?<!second )(?<!second_)\breaders?\b(?! of (?:this library|files))'
# `can_be` and the like are names: in prose "can be" is two ordinary words.
pattern="\\b(?:$names)\\b|\\b(?:$(sed 's/ /\\s+/g' <<<"$phrases"))\\b|$reader"

failures=0
# look WHAT, reading its text: one line for each hit
look() {
  local found
  if found=$(LC_ALL=C grep -noPi -- "$pattern"); then
    while IFS= read -r hit; do echo "$1:${hit%%:*}: replaced word \"${hit#*:}\""; done <<<"$found"
    failures=$((failures + 1))
  fi
}

if [ -n "$program" ]; then
  look "sdckit --help" < <("$program" --help)
  commands=$("$program" --help | sed -n 's/^ *sdckit \([a-z][a-z-]*\) .*/\1/p' | LC_ALL=C sort -u)
  [ -n "$commands" ] || {
    echo "no command in the help"
    exit 1
  }
  for command in $commands; do look "sdckit $command --help" < <("$program" "$command" --help); done
else
  files=$(cd "$root" && find include README.md docs -type f \( -name '*.hpp' -o -name '*.md' \) -not -path '*/detail/*' 2>/dev/null | LC_ALL=C sort || true)
  [ -n "$files" ] || {
    echo "no files found"
    exit 1
  }
  for file in $files; do
    look "$file" <"$root/$file"
  done
fi
[ "$failures" = 0 ] || exit 1
echo "no replaced words"
