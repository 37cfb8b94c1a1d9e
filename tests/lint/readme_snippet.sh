#!/usr/bin/env bash
# readme_snippet.sh README EXAMPLE: the first C++ block of README must be what stands between the markers of the example.
set -euo pipefail
readme=$1 example=$2
marker=$(basename "$example" .cpp)
block=$(awk '/^```cpp$/ { inside = 1; next } inside && /^```$/ { exit } inside' "$readme")
part=$(awk -v first="// [$marker]" -v last="// [$marker end]" '
  { text = $0; sub(/^[ ]+/, "", text) }
  text == last { exit }
  inside { lines[++n] = $0; if (text != "") { indent = length($0) - length(text); if (n == 1 || indent < least) least = indent } }
  text == first { inside = 1 }
  END { for (i = 1; i <= n; ++i) print substr(lines[i], least + 1) }' "$example")
[ -n "$block" ] && [ -n "$part" ] || {
  echo "no C++ block in $readme, or no marked part in $example"
  exit 1
}
if ! diff -u --label "$example" --label "$readme" <(printf '%s\n' "$part") <(printf '%s\n' "$block"); then
  echo "README does not show what the example does"
  exit 1
fi
