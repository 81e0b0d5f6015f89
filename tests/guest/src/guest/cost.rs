//! What interception costs: ratios in one run, programs taking turns. In a guest with QEMU's
//! `-icount shift=0` (`$WSS_ICOUNT`) the cycle counter counts instructions, and figures are those.
use super::module::Module;
use super::raw::{self, call, child_asks, child_runs, cycles};
use super::{Done, Run, Stop, Test, ensure, wssctl};
use std::ffi::{CStr, CString};
use std::path::Path;
use std::process::{Command, ExitCode};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "cost.call",
        about: "getppid: native, wrapped but not intercepted, intercepted",
        limit: 600,
        run: calls,
    },
    Test {
        name: "cost.exec",
        about: "exec with 0, 10 and 100 criteria to be judged",
        limit: 600,
        run: execs,
    },
    Test {
        name: "cost.fork",
        about: "fork and exit of unwrapped and wrapped processes",
        limit: 600,
        run: forks,
    },
    Test {
        name: "cost.open",
        about: "open and close, to read and to write: native, judged by the path, under wss_guard",
        limit: 600,
        run: opens,
    },
];

/// How often each program has its turn. Instructions are the same every time.
fn turns_each() -> usize {
    if icount() { 1 } else { 9 }
}

/// `getppid|fork|exec|read|write COUNT [FILE]`: cycles per call, the median of twenty runs. `read` and `write` open
/// the file to do so and close it.
pub(crate) fn child(words: &[String]) -> ExitCode {
    let [what, count, rest @ ..] = words else { return ExitCode::from(2) };
    let count: u64 = count.parse().unwrap_or(1);
    let file = CString::new(rest.first().map_or("", String::as_str)).unwrap_or_default();
    let mut runs: Vec<u64> = (0..20)
        .map(|_| {
            let began = cycles();
            for _ in 0..count {
                match what.as_str() {
                    "getppid" => {
                        call(raw::GETPPID, [0; 3]);
                    }
                    "read" => open(&file, libc::O_RDONLY),
                    "write" => open(&file, libc::O_WRONLY),
                    "fork" => reap(child_asks(raw::FORK, [0; 2], 0)),
                    _ => exec(&file),
                }
            }
            (cycles() - began) / count
        })
        .collect();
    runs.sort_unstable();
    println!("{}", runs.get(runs.len() / 2).copied().unwrap_or(0));
    ExitCode::SUCCESS
}

fn reap(pid: i64) {
    let mut status = 0;
    // SAFETY: `status` may be written.
    unsafe { libc::waitpid(pid as i32, &mut status, 0) };
}

fn open(path: &CStr, flags: i32) {
    let fd = call(raw::OPEN, [path.as_ptr() as u64, flags as u64, 0]);
    call(raw::CLOSE, [fd as u64, 0, 0]);
}

fn exec(path: &CStr) {
    let argv = [path.as_ptr(), c"first".as_ptr(), std::ptr::null()];
    let env = [std::ptr::null()];
    reap(child_runs(raw::VFORK, path, &argv, &env));
}

/// Cycles per call of each program, by name: the median of its turns.
fn turns(programs: &[&Path], words: &[&str]) -> Result<Vec<f64>, Stop> {
    let mut all = vec![Vec::new(); programs.len()];
    for _ in 0..turns_each() {
        for (program, taken) in programs.iter().zip(&mut all) {
            let out = Command::new(program).args(["child", "cost"]).args(words).output()?;
            let text = String::from_utf8_lossy(&out.stdout);
            let told = text.trim().parse::<u64>();
            taken.push(told.map_err(|e| format!("{}: {}: {e}", program.display(), out.status))?);
        }
    }
    let median = |mut taken: Vec<u64>| {
        taken.sort_unstable();
        taken.get(taken.len() / 2).copied().unwrap_or(0) as f64
    };
    Ok(all.into_iter().map(median).collect())
}

pub(crate) fn icount() -> bool {
    std::env::var_os("WSS_ICOUNT").is_some()
}

/// Figures of programs: the first as it is, the others as its multiples, and with `-icount` how many
/// instructions more.
fn tell(run: &mut Run, names: &[&str], taken: &[f64]) {
    let first = taken.first().copied().unwrap_or(1.0).max(1.0);
    let unit = if icount() { "instructions" } else { "cycles" };
    for (n, (name, value)) in names.iter().zip(taken).enumerate() {
        if n == 0 {
            run.figure(&format!("{name}_{unit}"), *value);
        } else {
            run.figure(&format!("{name}_ratio"), value / first);
        }
        if n > 0 && icount() {
            run.figure(&format!("{name}_more_{unit}"), value - first);
        }
    }
}

fn calls(run: &mut Run) -> Done {
    let names = ["native", "bystander", "pre", "judging", "post", "both"];
    let programs = names.iter().map(|n| run.program(n)).collect::<Result<Vec<_>, Stop>>()?;
    let paths: Vec<&Path> = programs.iter().map(|p| p.as_path()).collect();
    let words = ["getppid", if icount() { "200" } else { "20000" }];
    let without = turns(paths.get(..1).unwrap_or_default(), &words)?;
    let module = Module::load(run)?;
    for (name, source) in [
        ("bystander", "unix::op{reboot} pre { return WR_D_BADPERM; };"),
        ("pre", "unix::op{getppid} pre { };"),
        ("judging", "unix::op{getppid} pre { if (_pid == 1) return WR_D_BADPERM; };"),
        ("post", "long last;\nunix::op{getppid} post { last = $ret; };"),
        ("both", "unix::op{getppid} pre { };\nunix::op{getppid} post { };"),
    ] {
        wssctl::load(run, name, source, &format!("prog={name}"))?;
    }
    let taken = turns(&paths, &words)?;
    tell(run, &names, &taken);
    let (native, before) = (taken.first().copied(), without.first().copied());
    run.figure("without_module_ratio", before.unwrap_or(0.0) / native.unwrap_or(1.0).max(1.0));
    for (name, least) in [("bystander", 0), ("pre", 1), ("judging", 1), ("post", 1)] {
        let hits = wssctl::hits(name)?;
        ensure!((hits > 0) == (least > 0), "{name} was run {hits} times");
    }
    module.unload()
}

fn execs(run: &mut Run) -> Done {
    let program = run.program("starter")?;
    let first = run.actor("first")?;
    let first = first.to_string_lossy().into_owned();
    let words = ["exec", if icount() { "2" } else { "20" }, &first];
    let mut taken = turns(&[&program], &words)?;
    let module = Module::load(run)?;
    taken.extend(turns(&[&program], &words)?);
    wssctl::load(run, "nobody", "unix::op{getppid} pre { };", "prog=nobody0")?;
    let mut criteria = 1;
    for target in [10, 100] {
        while criteria < target {
            let criterion = match criteria % 4 {
                0 => format!("prog=nobody{criteria}"),
                1 => format!("path=/nowhere/*/{criteria}"),
                2 => format!("uid=9{criteria} && !setuid"),
                // Not what the next of these commands has among its own arguments.
                _ => format!("owner=9{criteria} || argv~=zz{criteria}q"),
            };
            wssctl::run(&["activate", "nobody", &criterion])?;
            criteria += 1;
        }
        taken.extend(turns(&[&program], &words)?);
    }
    tell(run, &["no_module", "criteria_0", "criteria_10", "criteria_100"], &taken);
    module.unload()
}

fn forks(run: &mut Run) -> Done {
    let names = ["native", "bystander", "wrapped"];
    let programs = names.iter().map(|n| run.program(n)).collect::<Result<Vec<_>, Stop>>()?;
    let paths: Vec<&Path> = programs.iter().map(|p| p.as_path()).collect();
    let words = ["fork", if icount() { "2" } else { "20" }];
    let without = turns(paths.get(..1).unwrap_or_default(), &words)?;
    let module = Module::load(run)?;
    wssctl::load(
        run,
        "bystander",
        "unix::op{reboot} pre { return WR_D_BADPERM; };",
        "prog=bystander",
    )?;
    wssctl::load(run, "wrapped", "long n;\nunix::op{fork, exit} pre { n += 1; };", "prog=wrapped")?;
    let taken = turns(&paths, &words)?;
    let all: Vec<f64> = without.into_iter().chain(taken).collect();
    tell(run, &["no_module", "native", "bystander", "wrapped"], &all);
    module.unload()
}

fn opens(run: &mut Run) -> Done {
    let names = ["native", "judged", "guarded"];
    let programs = names.iter().map(|n| run.program(n)).collect::<Result<Vec<_>, Stop>>()?;
    let paths: Vec<&Path> = programs.iter().map(|p| p.as_path()).collect();
    let file = run.work.join("file");
    std::fs::write(&file, "x")?;
    let (file, count) = (file.to_string_lossy(), if icount() { "50" } else { "2000" });
    let module = Module::load(run)?;
    let judged = "unix::op{open} (wr_glob(\"/nowhere/*\", $path)) pre { return WR_D_BADPERM; }";
    wssctl::load(run, "judged", judged, "prog=judged")?;
    let guard = run.payload.join("id-wrappers/wss_guard/wss_guard.wdl");
    wssctl::load_file(&guard, &["--activate", "prog=guarded"])?;
    for what in ["read", "write"] {
        let taken = turns(&paths, &[what, count, &file])?;
        tell(run, &names.map(|n| format!("{n}_{what}")).each_ref().map(String::as_str), &taken);
    }
    ensure!(wssctl::hits("wss_guard")? > 0, "nothing was judged");
    module.unload()
}
