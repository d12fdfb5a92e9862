#!/usr/bin/env bash
# What `./dev package` made, unpacked where nothing else is: the program asks for no library, finds its pack by itself, shows a hover
# with a note, says its versions; and everything that an install promises is there. usage: packages.sh PACKAGES_DIR
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
packages=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
status=0

check() { # NAME COMMAND...
  local name=$1
  shift
  if "$@" >"$place/said" 2>&1; then echo "ok      $name"
  else
    status=1
    echo "FAILED  $name"
    head -5 "$place/said"
  fi
}
is_static() { ! readelf -d "$1" | grep NEEDED && readelf -h "$1" | grep -q "Type:"; }
says_versions() { "$1" --version >"$place/version" && grep '^cribsheet [0-9]' "$place/version" && [ "$(grep -c ': [0-9.]*[0-9]$' "$place/version")" -ge 2 ]; }
# From a folder of the person's, by the program alone: no setting, no option.
hovers() {
  rm -rf "$place/ws"
  cp -r "$root/tests/samples" "$place/ws"
  local line
  line=$(grep -n 'VisibilityTimeout' "$place/ws/queue-worker.yaml" | head -1 | cut -d: -f1)
  (cd "$place/ws" && env -i HOME="$place" PATH=/nowhere "$1" hover "queue-worker.yaml:$line:12") >"$place/hover"
  grep 'at least six times' "$place/hover"
}
holds() { # FOLDER FILE...
  local folder=$1 file
  shift
  for file in "$@"; do [ -s "$folder/$file" ] || { echo "$file is missing"; return 1; }; done
}
installed="bin/cribsheet share/cribsheet/knowledge.pack share/man/man1/cribsheet.1 share/bash-completion/completions/cribsheet
  share/zsh/vendor-completions/_cribsheet share/fish/vendor_completions.d/cribsheet.fish share/doc/cribsheet/README.md
  share/nvim/site/pack/cribsheet/start/cribsheet/lsp/cribsheet.lua share/nvim/site/pack/cribsheet/start/cribsheet/plugin/cribsheet.lua
  share/nvim/site/pack/cribsheet/start/cribsheet/doc/tags"

# PIE, RELRO bound at the start, a stack that can't be run, stack protector and _FORTIFY_SOURCE (the words of their last sentence).
is_hardened() {
  readelf -h "$1" | grep 'Type: *DYN' && readelf -lW "$1" | grep GNU_RELRO && readelf -d "$1" | grep 'FLAGS_1.*NOW' &&
    readelf -lW "$1" | grep 'GNU_STACK.* RW ' && grep -q 'stack smashing detected' "$1" && grep -q 'buffer overflow detected' "$1"
}

program() { # WHERE PROGRAM
  check "$1: the program is hardened" is_hardened "$2"
  check "$1: the program asks for no library" is_static "$2"
  check "$1: --version names the pack's data" says_versions "$2"
  check "$1: a hover with a note, from nothing but the package" hovers "$2"
}

mkdir "$place"/{tar,deb,vsix}
tar xzf "$packages"/cribsheet-*.tar.gz -C "$place/tar" --strip-components=1
check ".tar.gz: all that it promises is there" holds "$place/tar" $installed
program .tar.gz "$place/tar/bin/cribsheet"
if command -v dpkg-deb >/dev/null; then
  dpkg-deb -x "$packages"/cribsheet_*.deb "$place/deb"
  check ".deb: all that it promises is there" holds "$place/deb/usr" $installed
  check ".deb: it depends on nothing" bash -c '! dpkg-deb -f "$1" Depends | grep .' - "$packages"/cribsheet_*.deb
  program .deb "$place/deb/usr/bin/cribsheet"
fi
unzip -q "$packages"/cribsheet-*.vsix -d "$place/vsix"
check ".vsix: it says for which platform it is" grep -q 'TargetPlatform="linux-' "$place/vsix/extension.vsixmanifest"
check ".vsix: the extension, the program and the pack are inside" holds "$place/vsix/extension" out/extension.js server/cribsheet server/knowledge.pack
chmod +x "$place/vsix/extension/server/cribsheet"
program .vsix "$place/vsix/extension/server/cribsheet"
check "bill of materials: it names the libraries and the npm packages" bash -c 'grep -q nlohmann-json3-dev "$1" && grep -q aws-service-spec "$1"' - "$packages/cribsheet.cdx.json"
exit $status
