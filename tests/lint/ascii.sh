#!/usr/bin/env bash
# ascii.sh ROOT: sources and build files are plain ASCII; test data need not be.
set -euo pipefail
cd "$1"
files=$(find . -path ./build -prune -o -path ./.git -prune -o -path ./tests/lint/bad -prune -o -type f \
  \( -name '*.hpp' -o -name '*.cpp' -o -name '*.cmake' -o -name '*.in' -o -name '*.sh' -o -name CMakeLists.txt -o -path './.ci/*' \) -print |
  LC_ALL=C sort)
[ -n "$files" ] || {
  echo "no files found"
  exit 1
}
if LC_ALL=C grep -nP '[^\x00-\x7F]' $files /dev/null; then
  echo "not ASCII"
  exit 1
fi
echo "$(wc -l <<<"$files") files are ASCII"
