#!/bin/sh
# Records tests/strace.txt anew: runs record.c under strace and pairs what strace printed of each
# call with the call's own registers and memory. Wants cc, strace 6.1, and root (the program only
# touches files of its own in an empty directory; what could change the system fails by design).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cc -w -o "$dir/record" "$here/record.c"
mkdir "$dir/empty"
(cd "$dir/empty" && timeout 20 strace -a1 -o "$dir/strace" "$dir/record" </dev/null >"$dir/calls")
# Between the two marks each line is one call; `skip` stands for a call that isn't compared.
sed -n '/PRIO_USER, 4242/,/PRIO_USER, 4243/p' "$dir/strace" | sed '1d;$d' | grep -v '^[-+]' \
	>"$dir/lines"
[ "$(wc -l <"$dir/lines")" = "$(wc -l <"$dir/calls")" ] || { echo "lines do not pair" >&2; exit 1; }
{
	echo "# Recorded by tests/record.sh with $(strace --version | head -1); see tests/strace.rs."
	paste -d '\n' "$dir/lines" "$dir/calls" |
		awk 'NR % 2 { line = $0; next } $0 != "skip" { print line; print "    " $0 }'
} >"$here/strace.txt"
