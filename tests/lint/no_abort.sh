#!/usr/bin/env bash
# no_abort.sh ROOT: the library never prints, ends the process, or reads the clock or the environment. The program (src/cli) may.
# The clock is read in one file, for stages of a log.
set -euo pipefail
cd "$1"
folders=()
for folder in include/sdc src; do
  if [ -d "$folder" ]; then folders+=("$folder"); fi
done
files=$(find "${folders[@]}" \( -name '*.hpp' -o -name '*.ipp' -o -name '*.cpp' \) -not -path 'src/cli/*' | LC_ALL=C sort)
[ -n "$files" ] || {
  echo "no files found"
  exit 1
}
awk '
  { code = $0; sub(/\/\/.*/, "", code) }
  code ~ /std::(cout|cerr|clog)|(^|[^a-z_])(printf|fprintf|puts|fputs|putchar|perror)[ ]*\(/ { say("prints") }
  code ~ /(^|[^a-z_])(abort|exit|_Exit|quick_exit|terminate)[ ]*\(/ { say("ends the process") }
  code ~ /(getenv|setenv|putenv)[ ]*\(/ { say("reads the environment") }
  FILENAME != "include/sdc/detail/stage.ipp" && code ~ /(system|steady|high_resolution|utc)_clock|(^|[^a-z_])(time|clock|gettimeofday)[ ]*\((NULL|nullptr|0)?\)/ { say("reads the clock") }
  function say(what) { printf "%s:%d: %s: %s\n", FILENAME, FNR, what, $0; ++found }
  END { if (found) exit 1 }' $files
echo "$(wc -l <<<"$files") files neither print nor abort, nor read clock or environment"
