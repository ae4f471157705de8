#!/usr/bin/env bash
# Installs the Debian packages that building needs, where they are missing. Never prompts.
set -euo pipefail

packages=(libzmq3-dev libsqlite3-dev libsodium-dev libpng-dev libjpeg62-turbo-dev libmicrohttpd-dev "$@")

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
    || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
  sudo=(sudo -n)
  if ! sudo -n true 2>/dev/null; then
    echo "These packages are missing and need root to install: ${missing[*]}" >&2
    echo "Run: sudo apt-get install -y ${missing[*]}" >&2
    exit 69
  fi
fi
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
