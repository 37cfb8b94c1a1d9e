#!/usr/bin/env bash
# standard.sh ROOT COMPILER: before C++20 the first error of every header is one line that says what is needed. The check of certificates
# is copied alone, and says nothing.
set -euo pipefail
cd "$1"
compiler=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
headers=$(find include/sdc -name '*.hpp' -not -path '*/proof/certificate*' | sed 's|^include/||' | LC_ALL=C sort)
[ -n "$headers" ] || {
  echo "no files found"
  exit 1
}
failures=0
for header in $headers; do
  echo "#include <$header>" >"$work/one.cpp"
  "$compiler" -std=c++17 -fsyntax-only -Iinclude "$work/one.cpp" >"$work/said" 2>&1 || true
  first=$(grep -m 1 -E 'error:' "$work/said" || echo "no error")
  case $first in
  *'"sdckit needs C++20"'*) ;;
  *)
    echo "$header: before C++20 the first error is not \"sdckit needs C++20\": $first"
    failures=$((failures + 1))
    ;;
  esac
done
[ $failures -eq 0 ] || exit 1
echo "$(wc -l <<<"$headers") headers say that they need C++20"
