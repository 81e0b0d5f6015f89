#!/bin/sh
# C programs of a public suite, as gcc compiles them and in the machine: tests/c-suite.sh FILE.c...
# Each must exit alike. Of those that do not, the first complaint is shown, and at the end how many there were
# of each. WRAPC names the wrapc to try, CFLAGS are gcc's besides these.
set -u
wrapc=${WRAPC:-target/release/wrapc}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
for file in "$@"; do
    folder=$(dirname "$file")
    if ! gcc -w -std=gnu17 -fwrapv -fno-strict-aliasing ${CFLAGS-} -o "$work/program" "$file" 2>/dev/null; then
        echo "gcc refuses it" >> "$work/counts"
        continue
    fi
    (cd "$folder" && timeout 20 "$work/program" < /dev/null > /dev/null 2>&1)
    theirs=$?
    timeout 60 "$wrapc" exec "$file" < /dev/null > /dev/null 2> "$work/said"
    ours=$?
    if [ "$ours" = "$theirs" ]; then
        echo "exits alike" >> "$work/counts"
        continue
    fi
    said=$(grep -m1 -e '^error' -e '^wrapc:' "$work/said")
    echo "$file: gcc $theirs, here $ours: $said"
    echo "${said:-exits with another value}" | sed "s/\`[^\`]*\`/.../g; s/^wrapc: [^ ]* /faults: /" >> "$work/counts"
done
sort "$work/counts" | uniq -c | sort -rn
