#!/usr/bin/env bash
# Installs what is missing, checks the style, builds everything once in release, and tests it.
# Arguments go to 'swift test': bash deploy/test.sh --filter Scheduling
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash deploy/toolchain.sh
# The tests compare the solver with GLPK, and connect across network namespaces.
bash deploy/packages.sh glpk-utils iproute2
swift format lint --strict --recursive --parallel Package.swift Sources Tests
swift build -c release --build-tests
swift test -c release --skip-build --disable-xctest "$@"
