#!/usr/bin/env bash
# Instructions that the hottest paths take, against tests/bench/instructions.tsv: none may take 3 % more than it did.
# usage: instructions.sh BUILD [--write]      With another compiler than the one written there the counts mean nothing: it says so and skips.
set -euo pipefail
build=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
kept=$here/instructions.tsv
bound=3
compiler=$(c++ --version | head -1)
known=$(sed -n 's/^# compiler: //p' "$kept" 2>/dev/null || true)
if [ "${2:-}" != --write ] && [ "$known" != "$compiler" ]; then
  echo "skipped: instructions were counted with '$known', this is '$compiler'"
  exit 0
fi
paths="pack-open parse-yaml-140k parse-json open-140k findings-140k edit-140k edit-1m hover-1m complete-1m notes-lookup iam-wildcard"
fixed_addresses="setarch -R"   # where a container forbids it the counts come out the same
$fixed_addresses true 2>/dev/null || fixed_addresses=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086
(cd "$work" && env -i PATH="$PATH" GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-BMI2,-LZCNT,-MOVBE,-RTM \
  $fixed_addresses valgrind --tool=callgrind --callgrind-out-file=out --zero-before=measured --dump-after=measured --combine-dumps=no \
  "$build/tests/bench/path_counts" "$here/../.." "$build/knowledge.pack" $paths >names 2>log) || { cat "$work/log" >&2; exit 1; }
i=0
while read -r name; do
  i=$((i + 1))
  printf '%s\t%s\n' "$name" "$(sed -n 's/^\(totals\|summary\): //p' "$work/out.$i" | head -1)"
done <"$work/names" >"$work/counts"
[ "$(wc -l <"$work/counts")" = "$(wc -w <<<"$paths")" ] || { echo "not every path was counted:"; cat "$work/counts" "$work/log"; exit 1; }
if [ "${2:-}" = --write ]; then
  { printf '# compiler: %s\n# path\tinstructions\n' "$compiler"; cat "$work/counts"; } >"$kept"
  cat "$kept"
  exit 0
fi
awk -F '\t' -v bound=$bound '
  FNR == NR { if ($0 !~ /^#/) before[$1] = $2; next }
  { change = ($2 / before[$1] - 1) * 100
    printf "%-18s %12d  was %12d  %+6.2f %%%s\n", $1, $2, before[$1], change, (change > bound ? "  TOO MANY" : (change < -bound ? "  (fewer: run ./dev instructions --write)" : ""))
    if (!($1 in before) || change > bound) bad = 1 }
  END { exit bad }' "$kept" "$work/counts" || {
  echo "A path takes more than $bound % more instructions than tests/bench/instructions.tsv says. If it must: ./dev instructions --write, and say why in the commit."
  exit 1
}
