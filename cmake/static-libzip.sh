#!/usr/bin/env bash
# static-libzip.sh PREFIX: builds Debian's libzip as a static library, without encryption, into PREFIX.
set -euo pipefail
prefix=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "static-libzip.sh: $1" >&2
  exit 1
}

# A list of sources of its own, so that the system's is not touched.
. /etc/os-release
mkdir -p "$work/lists/partial"
for suite in "$VERSION_CODENAME" "$VERSION_CODENAME-updates"; do
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $suite main"
done >"$work/sources.list"
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$work/lists" "$@"
}
apt update >"$work/log" 2>&1 || fail "apt-get update: $(tail -1 "$work/log")"
cd "$work"
apt source --download-only libzip >"$work/log" 2>&1 || fail "apt-get source libzip: $(tail -1 "$work/log")"
tar -xf libzip_*.orig.tar.*
cmake -S libzip-*/ -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF \
  -DENABLE_COMMONCRYPTO=OFF -DENABLE_GNUTLS=OFF -DENABLE_MBEDTLS=OFF -DENABLE_OPENSSL=OFF -DENABLE_BZIP2=OFF -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF \
  -DBUILD_TOOLS=OFF -DBUILD_REGRESS=OFF -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF >"$work/log" 2>&1 || fail "configure: $(tail -3 "$work/log")"
cmake --build build --target install >"$work/log" 2>&1 || fail "build: $(tail -3 "$work/log")"
