#!/usr/bin/env bash
# Fuzzes everything that reads bytes from elsewhere with libFuzzer, each target for a time box:
#   bash Tests/Fuzzing/run.sh [SECONDS [TARGET...]]
# Builds apart from the package, in .build/fuzzing. The committed seeds in Corpus/ are only read;
# what is found on the way is kept in .build/fuzzing/corpus, so that the next call goes on from
# there. Ends with status 1 if an input crashed, hung or took too much memory; that input is then
# the file that the last lines name.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-60}
shift || true
sources=Tests/Fuzzing
build=$PWD/.build/fuzzing
mkdir -p "$build"

flags=(
  -O -swift-version 6 -package-name taskmap -parse-as-library -module-cache-path "$build/modules"
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility -sanitize=fuzzer,address -use-ld=lld -I "$build"
)
for library in Sources/Shared/CLibraries/*/; do flags+=(-I "$library"); done

# The rooms with readers, each after those that it imports.
objects=()
for room in Shared/Documents Shared/TaskSpace Shared/Wire Shared/Artifacts Worker/Pictures; do
  name=$(basename "$room")
  objects+=("$build/$name.o")
  newest=$(find Sources/Shared "Sources/$room" "$sources/run.sh" -type f -newer "$build/$name.o" \
    2>/dev/null | head -1 || true)
  [[ -f $build/$name.o && -z $newest ]] && continue
  swiftc "${flags[@]}" -wmo -module-name "$name" -emit-module -emit-module-path \
    "$build/$name.swiftmodule" -c "Sources/$room"/*.swift -o "$build/$name.o"
done

targets=("$@")
if [[ ${#targets[@]} -eq 0 ]]; then
  for file in "$sources"/Targets/*.swift; do targets+=("$(basename "$file" .swift)"); done
fi

status=0
for target in "${targets[@]}"; do
  program=$build/fuzz-$target
  swiftc "${flags[@]}" -wmo -module-name "Fuzz$target" "$sources/Targets/$target.swift" \
    "${objects[@]}" -o "$program"
  mkdir -p "$build/corpus/$target" "$build/findings"
  log=$build/$target.log
  # An input that takes 10 seconds hangs; one that takes 1 GB takes too much. Leaks are not looked
  # for: Swift keeps flags in pointers, so that the sanitizer takes living values for lost ones.
  if ASAN_OPTIONS=detect_leaks=0 "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -malloc_limit_mb=1024 \
    -max_len=65536 -print_final_stats=1 -artifact_prefix="$build/findings/$target-" \
    "$build/corpus/$target" "$sources/Corpus/$target" >"$log" 2>&1; then
    found="no finding"
  else
    found="A FINDING: $(grep -o "$build/findings/[^ ]*" "$log" | tail -1 || true), see $log"
    status=1
  fi
  count=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -1)
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log" | tail -1)
  echo "$target: ${count:-?} executions, ${rate:-?} a second, $found"
done
exit $status
