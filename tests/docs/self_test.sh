#!/usr/bin/env bash
# shellcheck disable=SC2016 # the pages and the program hold dollar signs and backquotes
# self_test.sh: run_commands.sh must refuse a wrong page, in the right words, and --update must set it right.
set -euo pipefail
script=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/run_commands.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/docs" "$work/root/examples"
printf 'one\ntwo\nthree\nfour\n' >"$work/root/examples/lines.txt"
printf '#!/bin/sh\n[ "$1" = fail ] && echo "error: $2" >&2 && exit 3\ncat "$@"\n' >"$work/program"
chmod +x "$work/program"

page() { printf '# Page\n\n```sh\n%s\n```\n' "$1" >"$work/root/docs/page.md"; }
run() { bash "$script" "$@" "$work/root" "$work/program" docs/page.md 2>&1; }
accepted() {
  page "$1"
  run >"$work/said" || {
    printf 'refused:\n%s\n' "$1"
    cat "$work/said"
    exit 1
  }
}
# refused WORDS PAGE
refused() {
  page "$2"
  if run >"$work/said" || ! grep -qF -- "$1" "$work/said"; then
    printf 'not refused with "%s":\n%s\n' "$1" "$2"
    cat "$work/said"
    exit 1
  fi
}

accepted $'$ sdckit examples/lines.txt\none\ntwo\nthree\nfour'
accepted $'$ sdckit examples/lines.txt\none\n...\nfour'
accepted $'$ sdckit examples/lines.txt\n...\ntwo\n...'
accepted $'$ sdckit examples/lines.txt\none\ntwo\nthree\nfour\n...'
accepted $'$ sdckit \\\n    examples/lines.txt | head -1\none\n$ cd examples\n$ sdckit lines.txt | tail -1\nfour'
accepted $'$ sdckit fail why\nerror: why\n$ echo $?\n3'
refused '-five' $'$ sdckit examples/lines.txt\none\ntwo\nthree\nfive'
refused '+four' $'$ sdckit examples/lines.txt\none\ntwo\nthree'
refused '+one' $'$ sdckit examples/lines.txt\n...\nzero\n...'
refused 'ends with 3' $'$ sdckit fail why\nerror: why'
refused '-2' $'$ sdckit fail why\nerror: why\n$ echo $?\n2'

printf '# Nothing\n' >"$work/root/README.md"
if bash "$script" "$work/root" "$work/program" README.md >"$work/said"; then
  echo 'a page without commands is accepted'
  exit 1
fi
grep -qF 'README.md shows no command' "$work/said"

page $'$ sdckit examples/lines.txt\nOne\n...\nFOUR\n$ sdckit examples/lines.txt | head -1'
run --update >/dev/null
page_now=$(cat "$work/root/docs/page.md")
page $'$ sdckit examples/lines.txt\none\n...\nfour\n$ sdckit examples/lines.txt | head -1\none'
[ "$page_now" = "$(cat "$work/root/docs/page.md")" ] || {
  printf 'updated to\n%s\n' "$page_now"
  exit 1
}

printf '# Page\n\n<!-- shown -->\n```sh\nsdckit examples/lines.txt | head -1\n```\n\n```\nOne\n```\n' >"$work/root/docs/page.md"
if run >"$work/said"; then
  echo 'a wrong output of a script is accepted'
  exit 1
fi
run --update >/dev/null
run >/dev/null
grep -qx one "$work/root/docs/page.md"
echo 'run_commands.sh refuses what it should'
