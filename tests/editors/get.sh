#!/usr/bin/env bash
# Unpacks an editor of a Debian suite, with its own libraries, into a folder; the host's packages are not touched.
# usage: get.sh DIR SUITE [PACKAGE PROGRAM]      neovim usr/bin/nvim, where nothing is said: of bookworm 0.7, trixie 0.10, sid the newest.
# Needs patchelf. DIR must not be moved afterwards.
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
suite=$2
package=${3:-neovim}
program=$dir/root/${4:-usr/bin/nvim}
if [ -x "$program" ] && "$program" --version >/dev/null 2>&1; then exit 0; fi
rm -rf "$dir/root" "$dir/apt"
mkdir -p "$dir"/apt/lists/partial "$dir"/apt/cache/archives/partial "$dir"/apt/etc "$dir/root"
# The mirror that this machine already uses, in either of apt's two formats.
mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
[ -n "$mirror" ] || mirror=$(awk '$1 == "deb" {for (i = 2; i <= NF; ++i) if ($i ~ /^http/) {print $i; exit}}' /etc/apt/sources.list)
printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
  "$mirror" "$suite" >"$dir/apt/etc/suite.sources"
: >"$dir/apt/status" # empty: every dependency comes from the suite itself
options=(-o Dir::Etc::sourcelist="$dir/apt/etc/suite.sources" -o Dir::Etc::sourceparts=/dev/null
  -o Dir::Etc::preferencesparts=/dev/null -o Dir::State::lists="$dir/apt/lists" -o Dir::Cache="$dir/apt/cache"
  -o Dir::State::status="$dir/apt/status" -o APT::Install-Recommends=false -o APT::Sandbox::User=root
  -o Debug::NoLocking=1 -qq)
apt-get "${options[@]}" update
apt-get "${options[@]}" -y --download-only -o Dir::Cache::archives="$dir/apt/cache/archives" install "$package" >/dev/null
for one in "$dir"/apt/cache/archives/*.deb; do dpkg -x "$one" "$dir/root"; done
for loader in "$dir"/root/{usr/lib64,lib64,lib/x86_64-linux-gnu}/ld-linux-x86-64.so.2; do [ -e "$loader" ] && break; done
patchelf --set-interpreter "$loader" --force-rpath \
  --set-rpath "$dir/root/usr/lib/x86_64-linux-gnu:$dir/root/lib/x86_64-linux-gnu" "$program"
rm -rf "$dir/apt"
"$program" --version | head -1
