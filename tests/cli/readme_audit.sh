#!/usr/bin/env bash
# readme_audit.sh ROOT PROGRAM: what README shows under its marker "audit" is what its command prints.
set -uo pipefail
cd "$1"
program=$2
block() {
  awk -v wanted="$1" '$0 == "<!-- audit -->" { found = 1; next }
    found && /^```/ { ++fences; if (fences == 2 * wanted) exit; next }
    found && fences == 2 * wanted - 1 { print }' README.md
}
command=$(block 1)
shown=$(block 2)
[ -n "$command" ] && [ -n "$shown" ] || {
  echo "README.md has no command and output under <!-- audit -->"
  exit 1
}
sdckit() { "$program" "$@"; }
printed=$(eval "$command" 2>&1)
diff -u --label README.md --label printed <(printf '%s\n' "$shown") <(printf '%s\n' "$printed")
