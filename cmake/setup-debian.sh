#!/usr/bin/env bash
# setup-debian.sh [--tests] [--bench]: installs what building sdckit needs on Debian 12, and what its tests or benchmarks need; only what
# is missing. Prints nothing when all is there.
set -euo pipefail

fail() {
  echo "setup-debian.sh: $1" >&2
  exit 1
}

packages=(g++ cmake ninja-build pkg-config ccache git ca-certificates libcli11-dev nlohmann-json3-dev libboost1.81-dev libspdlog-dev libfmt-dev libeigen3-dev
  coinor-libclp-dev coinor-libcbc-dev libzip-dev libexpat1-dev libicu-dev)
for option in "$@"; do
  case "$option" in
  --tests) packages+=(libgtest-dev libgmock-dev librapidcheck-dev glpk-utils python3 universal-ctags doxygen) ;;
  --bench) packages+=(libbenchmark-dev) ;;
  *) fail "unknown option $option; there are --tests and --bench" ;;
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
[ ${#missing[@]} -gt 0 ] || exit 0

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
echo "Installing ${missing[*]}"
apt update
apt install -y --no-install-recommends "${missing[@]}"
