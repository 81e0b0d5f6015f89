//! What programs do unwrapped they do wrapped: the same output, the same status.
use super::module::Module;
use super::wssctl::{self, Events};
use super::{Done, Run, Stop, Test, ensure, suite};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "equal.sh",
        about: "shell scripts: pipes, jobs, traps, here documents",
        limit: 300,
        run: shell,
    },
    Test {
        name: "equal.tools",
        about: "awk, sed, sort, find, tar, dd over some thousand files",
        limit: 600,
        run: tools,
    },
    Test {
        name: "equal.make",
        about: "make, with rules that run in parallel",
        limit: 300,
        run: make,
    },
    Test { name: "equal.cc", about: "the compiler, where the system has one", limit: 900, run: cc },
];

/// Every call, before and after, and nothing done.
const NOOP: &str = "unix::op{*} pre { }\nunix::op{*} post { }";

const SHELL: &str = r#"
set -u
echo "args: $# $*"
i=0; while [ $i -lt 40 ]; do echo "line $i"; i=$((i + 1)); done | sort -r | head -5
cat <<END | tr a-z A-Z
here: $(echo nested "$(echo twice)")
END
for n in 1 2 3; do (exit $n); echo "status $?"; done
sleep 0.2 & wait $!; echo "job $?"
trap 'echo trapped' USR1; kill -USR1 $$; echo after
(kill -TERM $$) 2>/dev/null & wait; echo unreached
"#;

const TOOLS: &str = r#"
mkdir -p t; cd t
jot 300 | while read n; do echo "$n $((n * 7919 % 1000))" >"f$n"; done
cat f* | sort -n -k2 | awk '{ s += $1 * NR } END { print s, NR }'
find . -name 'f1*' | sort | xargs cat | sed -e 's/ /:/' | tail -3
ln -s f1 link; ln f2 hard; mv f3 moved; chmod 600 f4; rm f5; cat link hard moved
ls -l f4 | cut -c1-10
dd if=/dev/zero bs=4096 count=300 2>/dev/null | cksum
od -An -tx1 f6 | tr -d ' '
mkfifo p; (echo through >p &); cat p
diff f7 f8; echo "diff $?"
cat missing; echo "missing $?"
"#;

const MAKE: &str = "
all: a b c
\t@cat a b c
a b c: seed
\t@sort -r seed > ${.TARGET}; echo ${.TARGET} made >> ${.TARGET}
seed:
\t@jot 20 > seed
fail:
\t@false
.PHONY: all fail
";

/// Runs `command` in a fresh folder; what it prints and how it ends.
fn outcome(run: &Run, sh: &Path, script: &str) -> Result<String, Stop> {
    let folder = run.work.join("folder");
    // One of the last time.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder)?;
    let out = folder.join("out");
    let file = fs::File::create(&out)?;
    let mut command = Command::new(sh);
    command.current_dir(&folder).args(["-c", script, "sh", "one", "two"]).stdin(Stdio::null());
    command.env_clear().env("PATH", "/bin:/usr/bin:/sbin:/usr/sbin").env("LC_ALL", "C");
    let twin = file.try_clone()?;
    let mut child = command.stdout(file).stderr(twin).spawn()?;
    let status = suite::wait(&mut child, Duration::from_secs(250))?;
    Ok(format!("{}{status}", fs::read_to_string(out)?))
}

/// Unwrapped, under nothing-doing clauses for every call, and under `trace`.
fn compare(run: &mut Run, script: &str) -> Done {
    let (native, bound) = (run.work.join("native"), run.work.join("bound"));
    fs::create_dir(&native)?;
    fs::create_dir(&bound)?;
    let (native, bound) = (native.join("sh"), bound.join("sh"));
    fs::copy("/bin/sh", &native)?;
    fs::copy("/bin/sh", &bound)?;
    let criterion = format!("path={}", bound.display());
    let before = outcome(run, &native, script)?;
    ensure!(before.len() > 40, "the program itself does not work: {before}");
    let module = Module::load(run)?;
    let unbound = outcome(run, &native, script)?;
    same("with the module loaded", &before, &unbound)?;
    wssctl::load(run, "noop", NOOP, &criterion)?;
    let wrapped = outcome(run, &bound, script)?;
    let calls = wssctl::hits("noop")?;
    run.figure("clauses_run", calls as f64);
    ensure!(calls > 100, "{calls} clauses ran: it was not wrapped");
    same("under noop", &before, &wrapped)?;
    wssctl::run(&["unload", "noop"])?;
    let trace = run.payload.join("id-wrappers/trace/trace.wdl");
    let events = Events::follow()?;
    wssctl::load_file(&trace, &["--activate", &criterion])?;
    let traced = outcome(run, &bound, script)?;
    let hits = wssctl::hits("trace")?;
    run.figure("traced", hits as f64);
    same("under trace", &before, &traced)?;
    ensure!(hits > 100, "{hits} clauses of trace ran");
    let seen = events.find(10, |r| r["wrapper"] == "trace");
    ensure!(seen.is_some(), "trace reported nothing");
    drop(events);
    module.unload()
}

fn same(when: &str, before: &str, after: &str) -> Done {
    if before == after {
        return Ok(());
    }
    let differs = before.lines().zip(after.lines()).find(|(a, b)| a != b);
    let (a, b) = differs.unwrap_or(("(the end)", "(more, or less)"));
    Err(format!("{when}: `{b}` instead of `{a}`").into())
}

fn shell(run: &mut Run) -> Done {
    compare(run, SHELL)
}

fn tools(run: &mut Run) -> Done {
    compare(run, TOOLS)
}

fn make(run: &mut Run) -> Done {
    if !Path::new("/usr/bin/make").exists() {
        return Err(Stop::Skip("the system has no make".into()));
    }
    let script =
        format!("cat >Makefile <<'END'\n{MAKE}END\nmake -j3 all; make fail; echo $?; make all");
    compare(run, &script)
}

fn cc(run: &mut Run) -> Done {
    if !Path::new("/usr/bin/cc").exists() {
        return Err(Stop::Skip("the system has no cc".into()));
    }
    compare(
        run,
        "printf '#include <stdio.h>\\nint main(void) { printf(\"%%d\\\\n\", 42); return 3; }\\n' >a.c\n\
         cc -O1 -o a a.c && cksum <a && ./a; echo status $?\nprintf 'int broken(' >b.c; cc -c b.c; echo $?",
    )
}
