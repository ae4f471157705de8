#!/usr/bin/env bash
# Installs the Debian packages that building needs, and those named as arguments, where they are
# missing. Never prompts.
set -euo pipefail

packages=(libzmq3-dev libsqlite3-dev libsodium-dev libpng-dev libjpeg62-turbo-dev "$@")

missing=()
for package in "${packages[@]}"; do
  dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
    || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "This is no Debian; install what these packages contain by its own means: ${missing[*]}" >&2
  exit 69
fi

root=()
if [ "$(id -u)" -ne 0 ]; then
  root=(sudo -n)
  if ! sudo -n true 2>/dev/null; then
    echo "These packages are missing, and only root can install them: ${missing[*]}" >&2
    echo "Run: sudo apt-get install -y ${missing[*]}" >&2
    exit 69
  fi
fi

# sudo drops the environment, so the wish for no questions travels as an argument.
apt() {
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null
}
echo "Installing ${missing[*]}" >&2
apt update
apt install -y --no-install-recommends "${missing[@]}"
