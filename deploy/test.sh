#!/usr/bin/env bash
# Installs what is missing, checks the style, builds everything once in release, and tests it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash deploy/packages.sh glpk-utils iproute2
swift format lint --strict --recursive --parallel Package.swift Sources Tests
swift build -c release --build-tests
swift test -c release --skip-build --disable-xctest "$@"
