#!/usr/bin/env bash
# Installs what is missing, builds in release, and computes the map of jobs/quick.json.
# Arguments go to 'coordinator submit': bash deploy/quickstart.sh --set seed=2
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash deploy/toolchain.sh
bash deploy/packages.sh
# With the tests, so that deploy/test.sh finds everything built.
swift build -c release --build-tests
exec .build/release/coordinator submit jobs/quick.json "$@"
