#!/usr/bin/env bash
# readme_shows.sh ROOT PROGRAM MARKER: what README shows under its marker is what the command above it prints.
set -uo pipefail
cd "$1"
program=$2
block() {
  awk -v wanted="$1" -v marker="<!-- $2 -->" '$0 == marker { found = 1; next }
    found && /^```/ { ++fences; if (fences == 2 * wanted) exit; next }
    found && fences == 2 * wanted - 1 { print }' README.md
}
command=$(block 1 "$3")
shown=$(block 2 "$3")
[ -n "$command" ] && [ -n "$shown" ] || {
  echo "README.md has no command and output under <!-- $3 -->"
  exit 1
}
sdckit() { "$program" "$@"; }
printed=$(eval "$command" 2>&1)
diff -u --label README.md --label printed <(printf '%s\n' "$shown") <(printf '%s\n' "$printed")
