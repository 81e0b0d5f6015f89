//! `attacker VICTIM [NAME]...`: what a wrapped process may try against its supervisor, whose process
//! id is VICTIM, and to get out of its sight. All attacks, or those named.
//!
//! Prints for each `attack NAME value N` (the call succeeded), `attack NAME errno N`, `attack NAME
//! status N` (the process that tried ended by itself, with that wait status), or `attack NAME
//! skipped`; and last `total N`. Exit status 0 if all were tried or skipped.
//!
//! Aims at nothing but its own ancestor: it refuses to start unless VICTIM is one, runs the program
//! `wssctl`, and is not process 1. Each attack is tried in a child of its own, once.
mod abi;
mod control;
mod files;
mod resources;
mod signals;

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use test_programs::raw::{self, Call};

/// Whom to attack.
pub(crate) struct Victim {
    /// The supervisor's process id.
    pub(crate) pid: i32,
}

/// What an attack gives: the result of its last call as the kernel returns it (a value, or -errno);
/// `None` if it does not apply here.
pub(crate) type Result = Option<i64>;
pub(crate) type Attack = (&'static str, fn(&Victim) -> Result);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((pid, names)) = args.split_first().and_then(|(p, n)| Some((p.parse().ok()?, n)))
    else {
        eprintln!("usage: attacker VICTIM [NAME]...");
        return ExitCode::from(2);
    };
    if let Err(why) = is_supervisor(pid) {
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

/// Whether `pid` is an ancestor that may be attacked; else why not.
fn is_supervisor(pid: i32) -> std::result::Result<(), String> {
    if pid <= 1 {
        return Err("not a process to attack".into());
    }
    let exe = fs::read_link(format!("/proc/{pid}/exe")).map_err(|e| e.to_string())?;
    if exe.file_name() != Some("wssctl".as_ref()) {
        return Err(format!("runs {}, not wssctl", exe.display()));
    }
    let mut ancestor = std::process::id() as i32;
    while ancestor > 1 {
        ancestor = parent(ancestor).ok_or("a process without parent")?;
        if ancestor == pid {
            return Ok(());
        }
    }
    Err("not an ancestor".into())
}

fn parent(pid: i32) -> Option<i32> {
    let status =
        fs::read_to_string(Path::new("/proc").join(pid.to_string()).join("status")).ok()?;
    status.lines().find_map(|l| l.strip_prefix("PPid:")).and_then(|p| p.trim().parse().ok())
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
