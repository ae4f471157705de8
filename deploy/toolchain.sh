#!/usr/bin/env bash
# Says in one sentence what to do where Swift is missing or too old.
set -euo pipefail

needed=6.3
remedy="install Swift $needed or newer from https://www.swift.org/install/linux/ and put its usr/bin on the PATH"

if ! command -v swift >/dev/null; then
  echo "Swift is not installed: $remedy." >&2
  exit 69
fi
found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
if [ -z "$found" ]; then
  echo "$(command -v swift) does not tell its version, so it may be broken: $remedy." >&2
  exit 69
fi
if [ "$(printf '%s\n%s\n' "$needed" "$found" | sort -V | head -n 1)" != "$needed" ]; then
  echo "Swift $found at $(command -v swift) is too old: $remedy." >&2
  exit 69
fi
