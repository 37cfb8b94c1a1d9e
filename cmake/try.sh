#!/usr/bin/env bash
# Installs what is missing, builds the program and the example of the founding case, and shows both at work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash cmake/setup-debian.sh

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
  "$@" >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    echo "try.sh: failed: $*" >&2
    exit 1
  }
}
echo "Building the program and an example (build/release)"
quietly cmake --preset release -DSDCKIT_BUILD_TESTS=OFF
quietly cmake --build --preset demo

printf '\n== examples/founding_case ==\n'
(cd examples/foi && ../../build/release/examples/founding_case)

printf '\n== sdckit suppress ==\n'
build/release/sdckit suppress --input examples/data/offences.csv --dimension area=examples/data/area.csv --dimension offence \
  --count count --threshold 5
