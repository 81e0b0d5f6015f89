#!/usr/bin/env bash
# Runs real programs unwrapped and under wrappers that only watch, and compares what they print on
# standard output and standard error, and how they end. Prints a table and a count; exit status 0 if
# nothing differs. What is not installed is skipped, and said so.
#
#   tests/transparency.sh [CASE]...
#
# $WSSCTL and $SPAWNER name the programs; else they are built, with optimisation.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cases=(git tar gcc bash python3 perl nginx storm clones signals)
limit=120 # seconds for one run

# ---- the cases: what is run, with the working directory its own and empty -----------------------
# shellcheck disable=SC2317  # they are called by name

setup_git() {
    git init -q -b main source
    cd source
    git config user.name nobody
    git config user.email nobody@example.org
    export GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z'
    for commit in $(seq 20); do
        mkdir -p "d$commit"
        for file in $(seq 10); do echo "$commit $file" >"d$commit/$file"; done
        git add . && git commit -q -m "commit $commit"
    done
}
case_git() {
    git clone -q "file://$setup/source" clone
    cd clone
    git fsck --full --strict
    git log --format='%H %s'
    git status --porcelain
    git gc -q && git count-objects
}

case_tar() {
    mkdir -p tree
    (cd /usr/share && tar cf - --exclude-vcs perl 2>/dev/null || true) | head -c 8000000 >some
    split -b 100000 some tree/part-
    ln -s part-aa tree/link && ln tree/part-aa tree/hard && chmod 640 tree/part-aa
    tar czf tree.tgz --sort=name --mtime=@0 --owner=0 --group=0 tree
    mkdir out && tar xzf tree.tgz -C out
    diff -r tree out/tree && gzip -dc tree.tgz | sha256sum
    tar tvf tree.tgz | awk '{print $1, $2, $3, $6}'
    tar xf missing.tar
}

case_gcc() {
    printf 'int twice(int);\n#include <stdio.h>\nint main(void){printf("%%d\\n",twice(21));return 3;}\n' >a.c
    printf 'int twice(int n){int unused;return n+n;}\n' >b.c
    printf 'int broken(\n' >c.c
    gcc -O2 -Wall -c a.c b.c && gcc -o program a.o b.o
    sha256sum a.o b.o program
    status=0 && ./program || status=$?
    echo "status $status"
    gcc -c c.c
}

case_bash() {
    trap 'echo leaving' EXIT
    trap 'echo usr1' USR1
    diff <(seq 1000 | sort -R | sort -n) <(seq 1000) && echo sorted
    kill -USR1 $$
    (exit 5) || echo "sub $?"
    jobs=()
    for n in 1 2 3 4; do (sleep "0.0$n" && echo "$n" >"job$n") & jobs+=($!); done
    wait "${jobs[@]}" && cat job*
    sleep 10 & job=$!
    until [ "$(<"/proc/$job/comm")" = sleep ]; do sleep 0.01; done
    kill "$job" && wait "$job" 2>/dev/null || echo "killed $?"
    read -r -t 0.1 line </dev/zero || echo "timeout $?"
    mkfifo fifo && (echo through >fifo &) && cat fifo
    yes | head -n 3
    echo to-stderr >&2
    printf '#!/bin/sh\necho script "$0" "$@"; exit 4\n' >script && chmod +x script
    ./script a 'b c' || echo "script $?"
    cat <<<"$(ulimit -n >/dev/null && echo here)"
    nonexistent-command
    exit 7
}

case_python3() {
    python3 - <<'PY'
import concurrent.futures, hashlib, multiprocessing, os, signal, socket, sqlite3, subprocess, sys
import tempfile, threading, time
def work(n):
    return hashlib.sha256(str(n).encode() * 1000).hexdigest()[:8]
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(list(pool.map(work, range(16))))
print([subprocess.run(["sh", "-c", f"exit {n}"]).returncode for n in range(8)])
print(subprocess.run(["cat"], input=b"x" * 100000, capture_output=True).stdout == b"x" * 100000)
results = []
def spawn(n):
    results.append(subprocess.check_output(["echo", str(n)]).strip())
threads = [threading.Thread(target=spawn, args=(n,)) for n in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
print(sorted(results))
with multiprocessing.get_context("fork").Pool(4) as pool:
    print(pool.map(work, range(4)))
a, b = socket.socketpair()
if os.fork() == 0:
    b.sendall(b"from the child"); os._exit(3)
print(a.recv(100), os.WEXITSTATUS(os.wait()[1]))
db = sqlite3.connect(os.path.join(tempfile.mkdtemp(dir="."), "db"))
db.execute("create table t(x)"); db.executemany("insert into t values(?)", [(n,) for n in range(1000)])
db.commit(); print(db.execute("select sum(x) from t").fetchone())
ticks = []
signal.signal(signal.SIGALRM, lambda *_: ticks.append(1))
signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
end = time.monotonic() + 0.2
while time.monotonic() < end:
    os.stat("/"); open("/dev/null").close()
signal.setitimer(signal.ITIMER_REAL, 0)
print(len(ticks) > 10)
try: os.kill(os.getpid(), signal.SIGTERM)
finally: time.sleep(5)
PY
}

case_perl() {
    perl -we '
        use strict; use IO::Socket::INET; use POSIX ":sys_wait_h"; $| = 1;
        my @pids = map { my $n = $_; my $p = fork; if (!$p) { exit $n } $p } 1 .. 20;
        print join(" ", map { waitpid $_, 0; $? >> 8 } @pids), "\n";
        my $l = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die;
        if (!fork) { my $c = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $l->sockport);
                     print $c "line $_\n" for 1 .. 100; exit 0 }
        my $s = $l->accept; my $n = 0; $n++ while <$s>; print "$n lines\n"; wait;
        open my $p, "-|", "sort", "-n", $0 eq "-e" ? "/dev/null" : $0 or die; print <$p>;
        $SIG{ALRM} = sub { die "alarm\n" }; alarm 1; eval { select undef, undef, undef, 10 }; print $@;
        symlink "to", "link"; print readlink "link", "\n"; print "$!\n" unless open my $f, "<", "none";
        kill 11, $$; sleep 5'
}

case_nginx() {
    mkdir -p logs html && head -c 10000 /dev/zero >html/file
    local port
    for port in $(shuf -i 20000-32000 -n 20); do
        cat >nginx.conf <<CONF
$([ "$(id -u)" != 0 ] || echo 'user root;')
daemon off; worker_processes 2; pid $PWD/pid; error_log $PWD/logs/error.log;
events { worker_connections 64; }
http { access_log $PWD/logs/access.log; client_body_temp_path $PWD; proxy_temp_path $PWD;
       fastcgi_temp_path $PWD; uwsgi_temp_path $PWD; scgi_temp_path $PWD;
       server { listen 127.0.0.1:$port; root $PWD/html; } }
CONF
        nginx -p "$PWD" -e "$PWD/logs/early" -c "$PWD/nginx.conf" 2>/dev/null &
        server=$!
        for _ in $(seq 200); do
            ab -q -n 1 "http://127.0.0.1:$port/file" >/dev/null 2>&1 && break 2
            kill -0 "$server" 2>/dev/null || break
            sleep 0.05
        done
    done
    ab -q -n 500 -c 8 "http://127.0.0.1:$port/file" | grep -E '^(Complete|Failed|Non-2xx|Document Len)'
    ab -q -n 100 -c 4 "http://127.0.0.1:$port/none" | grep -E '^(Complete|Failed|Non-2xx)'
    kill -QUIT "$server"
    wait "$server" && echo "nginx ended with $?"
    grep -c ' 200 ' logs/access.log
}

# Process ids differ; everything else must not.
case_storm() {
    for way in vfork-storm bomb posix_spawn thread-exec script threads; do
        "$spawner" "$way" 200 | sed 's/^\(child [0-9]* [0-9]*\) [0-9]*/\1/' | sort
    done
}

# clone3, whose flags are in memory, is answered by ENOSYS under a wrapper: C libraries fall back.
case_clones() { "$spawner" clones 100 | grep -v clone3 | sed 's/^\(child [0-9]* [0-9]*\) [0-9]*/\1/; s/^total.*//'; }

case_signals() {
    timeout 0.2 sleep 10 || echo "timed out $?"
    sh -c 'kill -SEGV $$' || echo "segv $?"
    bash -c 'set -m
        sh -c "kill -STOP \$\$; echo continued; exit 6" & stopped=$!
        wait "$stopped"; echo "stopped $?"
        kill -CONT "$stopped"
        for _ in $(seq 500); do
            wait "$stopped"; status=$?
            [ "$status" = 6 ] && break
            sleep 0.02
        done
        echo "ended $status"' 2>/dev/null # how it tells of its jobs depends on when it looks
    sh -c 'trap "echo term; exit 9" TERM; echo ready >f; while :; do sleep 0.02; done' & trapping=$!
    until [ -s f ]; do sleep 0.02; done
    kill "$trapping" && wait "$trapping" || echo "trapped $?"
    (ulimit -t 1 && sh -c 'while :; do :; done') || echo "cpu limit $?"
    nohup sh -c 'echo nohup' 2>/dev/null
    kill -ABRT $$
}

# ---- one run: in a shell of its own, so that its end is the case's end --------------------------
if [ "${1-}" = --run ]; then
    set +e
    exec 2>"$err"
    "case_$2"
    exit
fi

needs() {
    case $1 in
    nginx) echo nginx ab ;;
    storm | clones | signals) ;;
    *) echo "$1" ;;
    esac
}

build() {
    local target=${CARGO_TARGET_DIR:-$root/target}
    (cd "$root" && cargo build -q --release -p "$1" --bin "$2") && echo "$target/release/$2"
}

wssctl=${WSSCTL:-$(build wssctl wssctl)}
spawner=${SPAWNER:-$(build test-programs spawner)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export spawner LC_ALL=C HOME=$work PYTHONDONTWRITEBYTECODE=1
export WSS_PATH=$root/id-wrappers:$root/tests/wrappers

# run CASE KIND COMMAND...: leaves out, err and status in $work/CASE/KIND.
run() {
    local name=$1 kind=$2
    shift 2
    local place=$work/$name/$kind
    mkdir -p "$place/dir"
    # The same path for every kind, as programs print it.
    rm -rf "$work/$name/here" && mv "$place/dir" "$work/$name/here"
    local status=0 start=$EPOCHREALTIME
    # This shell's word on how a subshell died is for nobody.
    { (
        cd "$work/$name/here"
        setup=$work/$name/setup err=$place/err
        export setup err
        exec timeout -k 5 "$limit" "$@" bash "$root/tests/transparency.sh" --run "$name"
    ) </dev/null >"$place/out" 2>"$place/own-err" || status=$?; } 2>/dev/null
    # Shells name the processes that died.
    sed -i -E 's/(line [0-9]+:) +[0-9]+ /\1 PID /' "$place/err"
    echo "$status" >"$place/status"
    awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", b - a }' >"$place/time"
}

passed=0 failed=0 skipped=0
printf '%-10s %-16s %-16s %-16s\n' program unwrapped trace noop
for name in "${@:-${cases[@]}}"; do
    [[ " ${cases[*]} " = *" $name "* ]] || { echo "no case $name" >&2; exit 2; }
    for program in $(needs "$name"); do
        command -v "$program" >/dev/null && continue
        printf '%-10s skipped: no %s here\n' "$name" "$program"
        skipped=$((skipped + 2))
        continue 2
    done
    mkdir -p "$work/$name/setup"
    if declare -F "setup_$name" >/dev/null; then (cd "$work/$name/setup" && "setup_$name"); fi
    run "$name" unwrapped env
    printf '%-10s %-16s' "$name" "$(<"$work/$name/unwrapped/time")"
    differences=
    for wrapper in trace noop; do
        run "$name" "$wrapper" "$wssctl" run -w "$wrapper" --json \
            --audit "$work/$name/$wrapper.jsonl" --
        same=same
        for what in out err status; do
            cmp -s "$work/$name/unwrapped/$what" "$work/$name/$wrapper/$what" || same=DIFFERS
        done
        if [ "$wrapper" = trace ] && [ ! -s "$work/$name/trace.jsonl" ]; then same='NO AUDIT'; fi
        printf ' %-16s' "$same, $(<"$work/$name/$wrapper/time")"
        if [ "$same" = same ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            for what in out err status; do
                differences+=$(diff -u --label "$name, unwrapped: $what" --label "under $wrapper" \
                    "$work/$name/unwrapped/$what" "$work/$name/$wrapper/$what" | head -n 20 || true)$'\n'
            done
            differences+=$(sed 's/^/wssctl: /' "$work/$name/$wrapper/own-err" | head -n 10)$'\n'
        fi
        rm -f "$work/$name/$wrapper.jsonl"
    done
    printf '\n%s' "$(grep -v '^$' <<<"$differences" || true)"
    [ -z "${differences//$'\n'/}" ] || echo
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
