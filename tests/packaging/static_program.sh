#!/usr/bin/env bash
# static_program.sh PROGRAM SOURCE: the program works where there is nothing but itself and its input, neither libraries nor a shell.
set -euo pipefail
program=$1 source=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp "$program" "$root/sdckit"
cp "$source/examples/data/offences.csv" "$source/examples/data/area.csv" "$root/"
inside=(chroot "$root")
if [ "$(id -u)" -ne 0 ]; then
  unshare -r true 2>/dev/null || { echo "needs root, or user namespaces"; exit 77; }
  inside=(unshare -r chroot "$root")
fi
options=(--dimension offence --count count --threshold 5 --certificate proof.txt --output public.csv)
"${inside[@]}" /sdckit suppress --input offences.csv --dimension area=area.csv "${options[@]}"
"${inside[@]}" /sdckit verify --public public.csv --certificate proof.txt --threshold 5
"${inside[@]}" /sdckit protect offences.csv
[ "$(grep -c '\[c\]' "$root/public.csv")" = 12 ] || { echo "another release than that of the documentation" >&2; exit 1; }
