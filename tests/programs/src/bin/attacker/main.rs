//! `attacker VICTIM [NAME]...`: what a wrapped process may try against the processes of its
//! supervisor, and to get out of their sight. VICTIM is a process id, `tracer` or `parent`. All
//! attacks, or those named.
//!
//! Prints for each `attack NAME value N` (the call succeeded), `attack NAME errno N`, `attack NAME
//! status N` (the process that tried ended by itself, with that wait status), or `attack NAME
//! skipped`; and last `total N`. Exit status 0 if all were tried or skipped.
//!
//! Aims at nothing but what holds it: it refuses to start unless VICTIM is its tracer or an
//! ancestor, is named `wssctl`, and is not process 1; or is the one that `WSS_TEST_MONITOR` names and was
//! started by an ancestor. Each attack is tried once, in a child of its own.
mod abi;
mod control;
mod files;
mod resources;
mod signals;

use std::fs;
use std::io::{self, Read, Write};
use std::process::ExitCode;
use test_programs::raw::{self, Call};

/// Whom to attack.
pub(crate) struct Victim {
    /// The process id.
    pub(crate) pid: i32,
}

/// What an attack gives: the result of its last call as the kernel returns it (a value, or -errno);
/// `None` if it does not apply here.
pub(crate) type Result = Option<i64>;
pub(crate) type Attack = (&'static str, fn(&Victim) -> Result);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((pid, names)) = args.split_first().and_then(|(v, n)| Some((victim(v)?, n))) else {
        eprintln!("usage: attacker VICTIM [NAME]...");
        return ExitCode::from(2);
    };
    if let Err(why) = may_be_attacked(pid) {
        eprintln!("attacker: {pid}: {why}");
        return ExitCode::from(2);
    }
    // In a group of its own, an attack on the supervisor's group is none on this program.
    // SAFETY: takes no pointer.
    unsafe { libc::setpgid(0, 0) };
    let all =
        [signals::ATTACKS, control::ATTACKS, files::ATTACKS, resources::ATTACKS, abi::ATTACKS];
    let chosen = |name: &str| names.is_empty() || names.iter().any(|n| n == name);
    let mut total = 0;
    for (name, attack) in all.into_iter().flatten().filter(|(name, _)| chosen(name)) {
        match apart(*attack, &Victim { pid }) {
            Ok(outcome) => say(&format!("attack {name} {outcome}")),
            Err(e) => {
                eprintln!("attacker: {name}: {e}");
                return ExitCode::FAILURE;
            }
        }
        total += 1;
    }
    say(&format!("total {total}"));
    ExitCode::SUCCESS
}

/// One line at once; a reader that has gone away is no reason to fail.
fn say(line: &str) {
    let _ = io::stdout().write_all(format!("{line}\n").as_bytes());
}

fn victim(word: &str) -> Option<i32> {
    let own = std::process::id() as i32;
    match word {
        "tracer" => status(own, "TracerPid:"),
        "parent" => parent(own),
        number => number.parse().ok(),
    }
}

/// Whether `pid` is one that may be attacked; else why not.
fn may_be_attacked(pid: i32) -> std::result::Result<(), String> {
    if pid <= 1 {
        return Err("not a process to attack".into());
    }
    let own = std::process::id() as i32;
    let mut ancestors = std::iter::successors(parent(own), |&p| parent(p)).take(1000);
    if std::env::var("WSS_TEST_MONITOR").is_ok_and(|p| p.parse() == Ok(pid)) {
        // Of a monitor itself nothing can be read; without rights, not of others, either.
        // SAFETY: takes no pointer.
        let started = unsafe { libc::geteuid() } != 0
            || ancestors.filter(|&p| p > 1).any(|p| children(p).contains(&pid));
        return started.then_some(()).ok_or_else(|| "started by no ancestor".into());
    }
    // A supervisor may hide its executable; not its name.
    let comm = fs::read_to_string(format!("/proc/{pid}/comm")).map_err(|e| e.to_string())?;
    if comm.trim_end() != "wssctl" {
        return Err(format!("is {}, not wssctl", comm.trim_end()));
    }
    if is_tracer(pid) || ancestors.any(|a| a == pid) {
        return Ok(());
    }
    Err("neither tracer nor ancestor".into())
}

pub(crate) fn is_tracer(pid: i32) -> bool {
    status(std::process::id() as i32, "TracerPid:") == Some(pid)
}

pub(crate) fn parent(pid: i32) -> Option<i32> {
    status(pid, "PPid:")
}

/// Those that a process started.
fn children(pid: i32) -> Vec<i32> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|t| fs::read_to_string(t.path().join("children")).ok());
    lists.flat_map(|l| l.split(' ').filter_map(|c| c.parse().ok()).collect::<Vec<_>>()).collect()
}

/// A number of /proc/PID/status.
fn status(pid: i32, field: &str) -> Option<i32> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|l| l.strip_prefix(field)).and_then(|n| n.trim().parse().ok())
}

/// Tries an attack in a child.
fn apart(attack: fn(&Victim) -> Result, victim: &Victim) -> io::Result<String> {
    let (mut from, mut to) = io::pipe()?;
    // SAFETY: one thread; the child tries the attack and exits.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let sent = match attack(victim) {
            Some(result) => to.write_all(&result.to_le_bytes()),
            None => to.write_all(b"skipped"),
        };
        std::process::exit(i32::from(sent.is_err()));
    }
    drop(to);
    let mut said = Vec::new();
    from.read_to_end(&mut said)?;
    let status = raw::wait(child.into()).map_err(|e| io::Error::from_raw_os_error(-e as i32))?;
    let result = <[u8; 8]>::try_from(said.as_slice()).map(i64::from_le_bytes);
    Ok(match result {
        Ok(errno) if errno < 0 => format!("errno {}", -errno),
        Ok(value) => format!("value {value}"),
        Err(_) if said == b"skipped" => "skipped".into(),
        Err(_) => format!("status {status}"),
    })
}

/// Makes a call with up to five arguments.
///
/// # Safety
/// As `raw::call`.
pub(crate) unsafe fn call(nr: i64, args: &[u64]) -> i64 {
    let mut five = [0; 5];
    for (to, from) in five.iter_mut().zip(args) {
        *to = *from;
    }
    // SAFETY: the caller answers for the pointers.
    unsafe { raw::call(Call(nr, five)) }
}

/// A descriptor of the victim's process, or -errno.
pub(crate) fn pidfd(victim: &Victim) -> i64 {
    // SAFETY: takes no pointer.
    unsafe { call(libc::SYS_pidfd_open, &[victim.pid as u64, 0]) }
}
