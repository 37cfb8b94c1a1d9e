#!/usr/bin/env bash
# Installs what testing needs and is missing, builds everything but the benchmarks, and runs the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash cmake/setup-debian.sh --tests
cmake --workflow --preset test
