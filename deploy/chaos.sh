#!/usr/bin/env bash
# Runs the test with real processes in chaos again and again, each time from another seed:
#   bash deploy/chaos.sh [TIMES [FIRST SEED]]
# TASKMAP_CHAOS_SECONDS says for how long things are broken each time (10). Needs the built tests;
# as root it also cuts a network cable. Ends with status 1 if a time failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

times=${1:-20}
first=${2:-1}
export TASKMAP_CHAOS_SECONDS=${TASKMAP_CHAOS_SECONDS:-10}
passed=0
for ((seed = first; seed < first + times; seed++)); do
  log=.build/chaos-$seed.log
  if TASKMAP_CHAOS_SEED=$seed swift test -c release --skip-build --disable-xctest \
    --filter ChaosTests >"$log" 2>&1; then
    passed=$((passed + 1))
    echo "seed $seed: $(grep -o 'passed after [0-9.]* seconds' "$log" | tail -1)"
    rm "$log"
  else
    echo "seed $seed: FAILED, see $log"
  fi
done
echo "$passed of $times passed"
[[ $passed -eq $times ]]
