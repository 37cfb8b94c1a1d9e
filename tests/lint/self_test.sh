#!/usr/bin/env bash
# self_test.sh LINT: the lint must refuse a bad tree in the right words.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
lint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# refused WORDS... -- ARGUMENTS...: the lint fails, and each of WORDS stands in what it says
refused() {
  local words=() output word
  while [ "$1" != -- ]; do
    words+=("$1")
    shift
  done
  shift
  if output=$(bash "$lint.sh" "$@" 2>&1); then
    echo "$lint.sh accepts the bad tree: $output"
    exit 1
  fi
  for word in "${words[@]}"; do
    if ! grep -qF -- "$word" <<<"$output"; then
      printf '%s.sh refuses, but does not say "%s":\n%s\n' "$lint" "$word" "$output"
      exit 1
    fi
  done
}

case $lint in
floors)
  refused 'table/upward.hpp:4: includes sdc/protect/suppress.hpp: protect lies above table' \
    'table/upward.hpp:5: includes boost/graph/graph_traits.hpp: public headers' \
    'proof/certificate.hpp:4: includes sdc/error.hpp: the check of certificates is copied alone' \
    'protect/shares_search.hpp:4: includes sdc/attack/bounds.hpp: a method shares no code' \
    'protect/shares_search.hpp:5: includes sdc/proof/witness.hpp: a method shares no code' \
    'src/attack/shares_method.cpp:1: includes ../protect/search.hpp: protect lies above attack' \
    'solve/knows_tables.hpp:4: includes sdc/table/table.hpp: solve stands' -- bad
  ;;
no_abort)
  refused 'loud.cpp:6: prints' 'loud.cpp:7: reads the environment' 'loud.cpp:8: reads the clock' 'loud.cpp:9: ends the process' -- bad
  ;;
ascii)
  mkdir "$work/src"
  printf '// caf\303\251\n' >"$work/src/accent.cpp"
  refused 'src/accent.cpp:1:' 'not ASCII' -- "$work"
  ;;
sizes)
  mkdir -p "$work/include" "$work/src" "$work/examples"
  { for i in $(seq 701); do echo "/// $i"; done; } >"$work/include/long.hpp"
  { for i in $(seq 71); do echo "// $i"; done; } >"$work/examples/long.cpp"
  { echo 'int sum(int n) {' && for i in $(seq 59); do echo "n += $i;"; done && printf 'return n;\n}\n'; } >"$work/src/long.cpp"
  printf '// %0161d\n' 0 >"$work/src/wide.cpp"
  refused 'include/long.hpp:1: a comment of 701 words, limit 120' 'src/wide.cpp:1: 164 columns, limit 100' 'include/long.hpp: 701 lines, limit 700' 'median of 701' 'examples/long.cpp: 71 lines, limit 70' \
    'src/long.cpp:1: sum: 62 lines, limit 60' -- "$work"
  ;;
words)
  refused 'include/sdc/attack/old_words.hpp:4: replaced word "reader"' 'old_words.hpp:4: replaced word "mean the same"' \
    'old_words.hpp:6: replaced word "needs_shown"' 'old_words.hpp:7: replaced word "told_elsewhere"' \
    'old_words.hpp:8: replaced word "public_already"' 'old_words.hpp:8: replaced word "withheld cell"' \
    'docs/page.md:3: replaced word "stars alone"' 'docs/page.md:3: replaced word "insider"' 'docs/page.md:7: replaced word "reader"' -- bad/words
  if bash words.sh bad/words | grep 'old_words.hpp:5:'; then exit 1; fi
  refused 'sdckit audit --help:1: replaced word "reader"' -- bad/words "$PWD/bad/words/program.sh"
  mkdir "$work/include"
  printf '// csv_reader: a screen reader, the second reader\n' >"$work/include/good.hpp"
  bash words.sh "$work"
  ;;
compile_times)
  mkdir -p "$work/include/sdc" "$work/examples"
  printf '#include <bits/stdc++.h>\ninline bool f(const std::string& s) { return std::regex_match(s, std::regex("a|b")); }\n' >"$work/include/sdc/heavy.hpp"
  printf '#include <sdc/heavy.hpp>\n' >"$work/include/sdc/core.hpp"
  printf '#include <sdc/heavy.hpp>\nbool g = f("a");\n' >"$work/examples/first_table.cpp"
  refused 'too slow to compile: sdc/heavy.hpp' 'too slow to compile: sdc/core.hpp' 'too slow to compile: examples/first_table.cpp' 'limit 2.6' -- "$work" c++ 1
  ;;
standard)
  mkdir -p "$work/include/sdc"
  printf '#include <span>\ninline std::span<int> none;\n' >"$work/include/sdc/silent.hpp"
  refused 'sdc/silent.hpp: before C++20 the first error' -- "$work" c++
  ;;
readme_snippet)
  printf '// [example]\n    int one = 1;\n// [example end]\n' >"$work/example.cpp"
  printf 'Text\n```cpp\nint one = 1;\n```\n' >"$work/good.md"
  printf 'Text\n```cpp\nint two = 2;\n```\n' >"$work/bad.md"
  bash readme_snippet.sh "$work/good.md" "$work/example.cpp"
  refused 'int two = 2;' 'does not show' -- "$work/bad.md" "$work/example.cpp"
  ;;
*)
  echo "unknown lint $lint"
  exit 1
  ;;
esac
