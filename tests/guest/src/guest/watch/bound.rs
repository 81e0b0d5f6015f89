//! What a watcher can make others wait for: the worst that a user can build, measured.
use super::hostile::{LOOP, object, set};
use super::watcher::Watcher;
use crate::guest::cost::icount;
use crate::guest::module::Module;
use crate::guest::raw::{self, call, child_asks, child_runs, cycles};
use crate::guest::{Done, Run, Stop, ensure, wssctl};
use std::ffi::CString;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};
use wss_abi::watch::{event, limit};

const UID: u32 = 1001;
/// Of calls alone: a program makes many before it begins.
const CALLS: (u32, u32) = (event::CALL, u32::MAX);
const ALL: (u32, u32) = (event::EXEC | event::FORK | event::EXIT | event::FOLLOW, 0);
/// Processor instructions that one of a condition may take, and all else that is done for a watcher at an
/// event: twice what they do take, or more.
const STEP: f64 = 30.0;
const WATCH: f64 = 60_000.0;

/// So many opens that watch this process, with conditions that take all they may, whatever happens.
fn watched(opens: u32, (flags, calls): (u32, u32)) -> Result<Vec<Watcher>, String> {
    let all = object(&["exec", "fork", "exit", "call"], LOOP);
    let bytes = all.encode().map_err(|_| "no memory")?;
    let mut watchers = Vec::new();
    for _ in 0..opens {
        let w = Watcher::open().map_err(|e| e.to_string())?;
        if let Some(errno) = set(&w, &bytes) {
            return Err(format!("a condition: errno {errno}"));
        }
        w.watch(std::process::id(), flags, calls).map_err(|e| e.to_string())?;
        watchers.push(w);
    }
    Ok(watchers)
}

fn median(times: usize, mut what: impl FnMut()) -> u64 {
    let mut all: Vec<u64> = (0..times)
        .map(|_| {
            let began = cycles();
            what();
            cycles() - began
        })
        .collect();
    all.sort_unstable();
    all.get(times / 2).copied().unwrap_or(0)
}

fn reap(pid: i64) {
    // SAFETY: nothing is to be written.
    unsafe { libc::waitpid(pid as i32, std::ptr::null_mut(), 0) };
}

/// `worst OPENS`: cycles of a call, of a child that ends, and of one that executes a program with long
/// arguments, all of it watched so often.
pub(super) fn worst(words: &[String]) -> ExitCode {
    let opens = words.first().and_then(|w| w.parse().ok()).unwrap_or(0);
    match costs(opens) {
        Ok([call, fork, exec]) => println!("{call} {fork} {exec}"),
        Err(why) => println!("{why}"),
    }
    ExitCode::SUCCESS
}

fn costs(opens: u32) -> Result<[u64; 3], String> {
    let watchers = watched(opens, CALLS)?;
    let call = median(50, || {
        call(raw::GETPPID, [0; 3]);
    });
    drop(watchers);
    let watchers = watched(opens, ALL)?;
    let fork = median(10, || reap(child_asks(raw::FORK, [0; 2], 0)));
    let long = CString::new("x".repeat(30_000)).unwrap_or_default();
    let argv = [c"/bin/echo".as_ptr(), long.as_ptr(), std::ptr::null()];
    let exec = median(10, || {
        reap(child_runs(raw::VFORK, c"/usr/bin/true", &argv, &[std::ptr::null()]));
    });
    drop(watchers);
    Ok([call, fork, exec])
}

/// `spin OPENS`: calls for as long as there is who reads what it prints, watched so often.
pub(super) fn spin(words: &[String]) -> ExitCode {
    let opens = words.first().and_then(|w| w.parse().ok()).unwrap_or(0);
    let Ok(watchers) = watched(opens, CALLS) else { return ExitCode::FAILURE };
    println!("ready");
    // SAFETY: no condition. Its parent's end is noticed.
    let parent = unsafe { libc::getppid() };
    while (0..100).all(|_| call(raw::GETPPID, [0; 3]) == i64::from(parent)) {}
    drop(watchers);
    ExitCode::SUCCESS
}

/// What the role says of so many opens.
fn measured(opens: usize) -> Result<[f64; 3], Stop> {
    let mut own = Command::new(std::env::current_exe()?);
    own.args(["child", "worst", &opens.to_string()]).uid(UID).gid(UID);
    let text = String::from_utf8_lossy(&own.output()?.stdout).into_owned();
    let mut all = text.split_whitespace().map_while(|w| w.parse::<f64>().ok());
    match (all.next(), all.next(), all.next()) {
        (Some(call), Some(fork), Some(exec)) => Ok([call, fork, exec]),
        _ => Err(Stop::Fail(format!("worst {opens}: {text}"))),
    }
}

/// Processes that do nothing but call, ended when dropped.
struct Crowd(Vec<Child>);

impl Crowd {
    fn start(opens: usize) -> Result<Crowd, Stop> {
        let mut crowd = Crowd(Vec::new());
        for _ in 0..4 {
            let mut own = Command::new(std::env::current_exe()?);
            own.args(["child", "spin", &opens.to_string()]).uid(UID).gid(UID);
            crowd.0.push(own.stdout(Stdio::piped()).spawn()?);
        }
        for child in &mut crowd.0 {
            let mut line = String::new();
            if let Some(out) = child.stdout.take() {
                BufReader::new(out).read_line(&mut line)?;
            }
            ensure!(line == "ready\n", "spin {opens}: {line}");
        }
        Ok(crowd)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // It runs until then.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub(super) fn run(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let names = ["call", "fork", "exec"];
    let unit = if icount() { "instructions" } else { "cycles" };
    let (bare, worst) = (measured(0)?, measured(limit::SHARE)?);
    for (name, (bare, worst)) in names.iter().zip(bare.iter().zip(&worst)) {
        run.figure(&format!("{name}_{unit}"), *bare);
        run.figure(&format!("{name}_worst_more_{unit}"), worst - bare);
    }
    if icount() {
        // Of a child it is told that it is made, what it executes, and that it ends.
        let event = limit::STEPS as f64 * STEP + limit::SHARE as f64 * WATCH;
        let more: Vec<f64> = worst.iter().zip(&bare).map(|(worst, bare)| worst - bare).collect();
        for (more, events) in more.iter().zip([1.0, 2.0, 3.0]) {
            ensure!(*more < events * event, "{more} instructions for {events} events");
        }
        return module.unload();
    }
    others(run)?;
    module.unload()
}

/// How long others wait meanwhile: who is watched by somebody else, and who is wrapped.
fn others(run: &mut Run) -> Done {
    let judged = run.program("judged")?;
    wssctl::load(
        run,
        "judging",
        "unix::op{getppid} pre { if (_pid == 1) return WR_D_BADPERM; };",
        "prog=judged",
    )?;
    let own = Watcher::open()?;
    own.watch(std::process::id(), event::FORK | event::EXIT, 0)?;
    let mut taken = Vec::new();
    for opens in [0, limit::SHARE] {
        let crowd = Crowd::start(opens)?;
        let fork = median(200, || reap(child_asks(raw::FORK, [0; 2], 0))) as f64;
        let out = Command::new(&judged).args(["child", "cost", "getppid", "50"]).output()?;
        let text = String::from_utf8_lossy(&out.stdout);
        let call = text.trim().parse::<f64>().map_err(|e| format!("{text}: {e}"))?;
        drop(crowd);
        own.take()?;
        taken.push([fork, call]);
    }
    let [[fork, call], [fork_meanwhile, call_meanwhile]] = taken[..] else { return Ok(()) };
    run.figure("watched_fork_ratio", fork_meanwhile / fork.max(1.0));
    run.figure("judged_call_ratio", call_meanwhile / call.max(1.0));
    ensure!(call_meanwhile < 20.0 * call, "a wrapped process waits: {call_meanwhile}, not {call}");
    Ok(())
}
