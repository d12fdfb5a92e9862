#!/usr/bin/env bash
# Debian's Emacs with eglot and the line of README.md, on a copy of the samples. usage: run.sh BINARY
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
binary=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work"/{home,ws}
cp -r "$root/tests/samples/." "$work/ws"
cd "$work/ws"
HOME=$work/home CRIBSHEET=$binary README=$root/README.md timeout 120 emacs --batch -l "$here/check.el"
