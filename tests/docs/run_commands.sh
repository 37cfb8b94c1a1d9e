#!/usr/bin/env bash
# run_commands.sh [--update] [--keep FOLDER] ROOT PROGRAM [PAGE...]: runs the commands that README.md and docs/*.md show.
#
# A fenced block of sh that holds a line "$ COMMAND" is a session: the command (a backslash at its end continues it), then
# what it prints, on standard output and standard error. A line "..." stands for any lines. All sessions of a page run in one
# shell, in a folder that has a copy of examples/. A command that fails is followed by "$ echo $?". After a line such as
# "<!-- audit -->" a block of sh without "$" is one command, and the block after it what it prints.
# --update writes what is printed into the pages. --keep leaves the folders of the pages in FOLDER, for schemas_test.py.
set -uo pipefail

update=0 keep=
while [[ ${1-} == --* ]]; do
  case $1 in
  --update) update=1 ;;
  --keep)
    keep=${2:?}
    shift
    ;;
  *)
    echo "unknown option $1" >&2
    exit 2
    ;;
  esac
  shift
done
[ $# -ge 2 ] || {
  echo "usage: run_commands.sh [--update] [--keep FOLDER] ROOT PROGRAM [PAGE...]" >&2
  exit 2
}
root=$(cd "$1" && pwd) || exit 2
program=$(realpath -e "$2") || exit 2
shift 2
pages=("$@")
# These must hold commands; other pages may.
expected=(README.md docs/command-line.md docs/formats.md docs/getting-started.md docs/methods.md docs/risk.md
  docs/statements.md)
[ $# -gt 0 ] || mapfile -t pages < <(cd "$root" && printf '%s\n' README.md docs/*.md)

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
mkdir "$temporary/bin"
ln -s "$program" "$temporary/bin/sdckit"
export PATH=$temporary/bin:$PATH LC_ALL=C.UTF-8 NO_COLOR=1
failures=0 total=0

# split_page PAGE FOLDER: each command to FOLDER/N.command, what the page shows of it to FOLDER/N.shown; the page with a line
# "\001N" for each output to FOLDER/page.
split_page() {
  awk -v folder="$2" '
    function keep(file, text) { printf "%s\n", text >(folder "/" file) }
    function open_command() { printf "" >(folder "/" (++n) ".shown") }
    function session(from, to,   i, line, continued) {
      for (i = from; i <= to; ++i) {
        line = lines[i]
        if (!continued && line !~ /^\$ /) { keep(n ".shown", line); continue }
        keep("page", line)
        if (!continued) open_command()
        if (!continued) sub(/^\$ /, "", line)
        keep(n ".command", line)
        continued = line ~ /\\$/
        if (!continued) keep("page", "\001" n)
      }
    }
    # The line of the fence that ends the block whose first line is at i.
    function end_of(i) {
      while (i <= size && lines[i] != "```") ++i
      return i
    }
    { lines[++size] = $0 }
    END {
      for (i = 1; i <= size; ++i) {
        keep("page", lines[i])
        if (lines[i] !~ /^```/) { if (lines[i] != "") marked = lines[i] ~ /^<!-- [a-z_]+ -->$/; continue }
        last = end_of(i + 1)
        is_script = marked && lines[i] == "```sh" && lines[last + 1] == "" && lines[last + 2] == "```"
        marked = 0
        if (is_script) {
          open_command()
          keep(n ".script", "")
          for (++i; i < last; ++i) { keep(n ".command", lines[i]); keep("page", lines[i]) }
          i = last + 2
          keep("page", "```"); keep("page", ""); keep("page", "```"); keep("page", "\001" n)
          last = end_of(i + 1)
          for (++i; i < last; ++i) keep(n ".shown", lines[i])
        } else if (lines[i] == "```sh" && lines[i + 1] ~ /^\$ /) {
          session(i + 1, last - 1)
        } else {
          for (++i; i < last; ++i) keep("page", lines[i])
        }
        i = last
        if (i <= size) keep("page", lines[i])
      }
    }' "$1"
}

# fit SHOWN PRINTED: the lines of PRINTED that SHOWN shows, with its "..."; 0 if they are those of SHOWN.
fit() {
  awk '
    function words_in_common(a, b,   i, n, m, words, seen, same) {
      if (a == b) return 1000
      n = split(a, words, /[^A-Za-z]+/)
      for (i = 1; i <= n; ++i) seen[words[i]] = 1
      m = split(b, words, /[^A-Za-z]+/)
      for (i = 1; i <= m; ++i) if (words[i] in seen && words[i] != "") ++same
      return same
    }
    FNR == NR { shown[++s] = $0; next }
    { printed[++p] = $0 }
    END {
      parts = 1
      for (i = 1; i <= s; ++i) {
        if (shown[i] == "...") { ++parts; length_of[parts] = 0; continue }
        text[parts, ++length_of[parts]] = shown[i]
      }
      at = 1
      for (k = 1; k <= parts; ++k) {
        n = length_of[k] + 0
        first = at
        if (k == parts && k > 1) first = p - n + 1
        else if (k > 1) { # the place in the middle that is most alike, the first of several
          best = -1
          for (i = at; i + n - 1 <= p; ++i) {
            same = 0
            for (j = 1; j <= n; ++j) same += words_in_common(text[k, j], printed[i + j - 1])
            if (same > best) { best = same; first = i }
          }
        }
        if (first < at) first = at
        if (k > 1) { result[++r] = "..."; }
        last = parts == 1 ? p : first + n - 1
        if (last > p) last = p
        for (i = first; i <= last; ++i) result[++r] = printed[i]
        at = last + 1
      }
      differs = r != s
      for (i = 1; i <= r; ++i) {
        print result[i]
        if (result[i] != shown[i]) differs = 1
      }
      exit differs
    }' "$1" "$2"
}

# run_page FOLDER N: runs the commands 1 to N in one shell, in FOLDER/work; a script in a shell of its own.
run_page() (
  cd "$1/work" || exit
  last=0
  for ((i = 1; i <= $2; ++i)); do
    command=$(cat "$1/$i.command")
    if [ -e "$1/$i.script" ]; then
      (cd "$1/work" && eval "$command") >"$1/$i.printed" 2>&1 </dev/null
      continue
    fi
    (exit "$last")
    eval "$command" >"$1/$i.printed" 2>&1 </dev/null
    last=$?
    echo "$last" >"$1/$i.status"
  done
)

check_page() {
  local page=$1 folder=$temporary/pages/$1 n=0 i
  mkdir -p "$folder/work"
  cp -r "$root/examples" "$folder/work/examples"
  split_page "$root/$page" "$folder"
  while [ -e "$folder/$((n + 1)).command" ]; do n=$((n + 1)); done
  if [ "$n" -eq 0 ]; then
    if [[ " ${expected[*]} " == *" $page "* ]]; then
      echo "$page shows no command"
      failures=$((failures + 1))
    fi
    return
  fi
  run_page "$folder" "$n"
  for ((i = 1; i <= n; ++i)); do
    if [ "$(cat "$folder/$i.status" 2>/dev/null || echo 0)" -ne 0 ] && ! grep -qsx 'echo \$?' "$folder/$((i + 1)).command"; then
      echo "$page: ends with $(cat "$folder/$i.status"), and no \"\$ echo \$?\" follows: $(head -1 "$folder/$i.command")"
      failures=$((failures + 1))
    fi
    if [ -s "$folder/$i.shown" ]; then
      fit "$folder/$i.shown" "$folder/$i.printed" >"$folder/$i.fitted" && continue
    else
      cp "$folder/$i.printed" "$folder/$i.fitted"
      [ -s "$folder/$i.printed" ] || continue
    fi
    if [ "$update" -eq 0 ]; then
      echo "$page: $(head -1 "$folder/$i.command")"
      diff -u --label "$page" --label printed "$folder/$i.shown" "$folder/$i.fitted"
      failures=$((failures + 1))
    else
      echo "$page: updated: $(head -1 "$folder/$i.command")"
    fi
  done
  total=$((total + n))
  if [ "$update" -eq 1 ]; then
    awk -v folder="$folder" '
      /^\001/ { file = folder "/" substr($0, 2) ".fitted"
        while ((getline line <file) > 0) print line
        close(file); next }
      { print }' "$folder/page" >"$folder/updated"
    cmp -s "$folder/updated" "$root/$page" || cp "$folder/updated" "$root/$page"
  fi
}

for page in "${pages[@]}"; do check_page "$page"; done
if [ -n "$keep" ]; then
  mkdir -p "$keep"
  cp -r "$temporary/pages/." "$keep/"
fi
echo "$total commands of ${#pages[@]} pages, $failures failures"
[ "$failures" -eq 0 ]
