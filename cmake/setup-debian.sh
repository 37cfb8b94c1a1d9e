#!/usr/bin/env bash
# setup-debian.sh [--tests] [--bench] [--browser]: installs what building sdckit needs on Debian and Ubuntu, and what its tests, its
# benchmarks or the test of web pages in a browser need; only what is missing. Prints nothing when all is there. Made for Debian 12;
# elsewhere it names what there is no package for.
set -euo pipefail

fail() {
  echo "setup-debian.sh: $1" >&2
  exit 1
}

packages=(g++ cmake ninja-build pkg-config ccache git ca-certificates libcli11-dev nlohmann-json3-dev libboost1.81-dev libspdlog-dev libfmt-dev libeigen3-dev
  coinor-libclp-dev coinor-libcbc-dev libzip-dev libexpat1-dev libicu-dev)
axe='' # axe-core, which Debian does not have, if it is missing
for option in "$@"; do
  case "$option" in
  --tests) packages+=(libgtest-dev libgmock-dev librapidcheck-dev glpk-utils python3 universal-ctags doxygen) ;;
  --bench) packages+=(libbenchmark-dev) ;;
  --browser)
    packages+=(chromium fonts-liberation poppler-utils python3)
    command -v npm >/dev/null || packages+=(npm) # another npm than Debian's cannot stand beside it
    [ -e /usr/local/lib/node_modules/axe-core ] || axe=axe-core@4.14.1
    ;;
  *) fail "unknown option $option; there are --tests, --bench and --browser" ;;
  esac
done

# "a|b" is any of them: releases of Debian and Ubuntu have different versions.
packages=("${packages[@]/libboost1.81-dev/libboost1.81-dev|libboost1.83-dev|libboost1.88-dev}")
is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }

missing=()
if command -v dpkg-query >/dev/null; then
  for alternatives in "${packages[@]}"; do
    found=no
    for package in ${alternatives//|/ }; do
      if is_installed "$package"; then found=yes; fi
    done
    [ $found = yes ] || missing+=("$alternatives")
  done
  [ ${#missing[@]} -gt 0 ] || [ -n "$axe" ] || exit 0
else
  missing=("${packages[@]}")
fi

name=$(. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-this system}" || echo "this system")
command -v apt-get >/dev/null || fail "$name has no apt-get; install the equivalents of: ${missing[*]}"

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || fail "run as root, or install sudo; missing: ${missing[*]}"
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    fail "apt-get $1 failed; missing: ${missing[*]}"
  }
}
if [ ${#missing[@]} -gt 0 ]; then
  apt update
  chosen=() unknown=()
  for alternatives in "${missing[@]}"; do
    found=
    for package in ${alternatives//|/ }; do
      if [ -z "$found" ] && apt-cache show "$package" >/dev/null 2>&1; then found=$package; fi
    done
    if [ -n "$found" ]; then chosen+=("$found"); else unknown+=("$alternatives"); fi
  done
  [ ${#unknown[@]} -eq 0 ] || fail "$name has no package ${unknown[*]}; install what they hold, or use Debian 12 (Containerfile)"
  echo "Installing ${chosen[*]}"
  apt install -y --no-install-recommends "${chosen[@]}"
fi
if [ -n "$axe" ]; then
  echo "Installing $axe"
  "${as_root[@]}" npm install --silent --no-fund --global --prefix /usr/local "$axe" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "npm install failed; missing: $axe"
  }
fi
