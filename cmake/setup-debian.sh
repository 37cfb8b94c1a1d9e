#!/usr/bin/env bash
# setup-debian.sh [--tests] [--bench] [--browser]: installs what building sdckit needs on Debian 12, and what its tests, its benchmarks or
# the test of web pages in a browser need; only what is missing. Prints nothing when all is there.
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

id=unknown version=unknown
if [ -r /etc/os-release ]; then
  id=$(. /etc/os-release && echo "${ID:-unknown}")
  version=$(. /etc/os-release && echo "${VERSION_ID:-unknown}")
fi
[ "$id $version" = "debian 12" ] || fail "this is $id $version, not Debian 12; install the equivalents of: ${packages[*]}"

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || [ -n "$axe" ] || exit 0

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
  echo "Installing ${missing[*]}"
  apt update
  apt install -y --no-install-recommends "${missing[@]}"
fi
if [ -n "$axe" ]; then
  echo "Installing $axe"
  "${as_root[@]}" npm install --silent --no-fund --global --prefix /usr/local "$axe" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "npm install failed; missing: $axe"
  }
fi
