//! What a ring is for: a process by number, program or service.
use std::fs;
use std::process::Command;
use wss_monitors::config::Target;
use wss_monitors::{describe, processes};

/// The process with a number, or the one that runs a program of this name.
pub(super) fn process(word: &str) -> Result<Target, String> {
    match word.parse::<u32>() {
        Ok(pid) => Target::of(pid).ok_or_else(|| format!("there is no process {pid}")),
        Err(_) => match word.rsplit_once('/') {
            Some((_, name)) => Err(format!(
                "'{word}': give the program's name alone, '{name}', or the number of its process"
            )),
            None => program(word),
        },
    }
}

/// The main process of a service: as systemd tells it, or the service's pid file does.
pub(super) fn service(name: &str) -> Result<Target, String> {
    let systemd =
        Command::new("systemctl").args(["show", "--property=MainPID", "--value", name]).output();
    let systemd = systemd.ok().and_then(|o| String::from_utf8(o.stdout).ok()).unwrap_or_default();
    let files = [
        format!("/run/{name}.pid"),
        format!("/run/{name}/{name}.pid"),
        format!("/var/run/{name}.pid"),
    ];
    let texts =
        std::iter::once(systemd).chain(files.iter().filter_map(|f| fs::read_to_string(f).ok()));
    let pid = texts.filter_map(|t| t.trim().parse().ok()).find(|&pid| pid != 0);
    pid.and_then(Target::of).ok_or_else(|| {
        format!(
            "no running service '{name}': neither systemctl nor {} names a process; give --target PID",
            files.join(", ")
        )
    })
}

fn program(word: &str) -> Result<Target, String> {
    let known = processes().into_iter().filter_map(|pid| Some((pid, describe(pid)?)));
    let all: Vec<_> = known.filter(|(_, d)| d.name == word).collect();
    // Of a daemon and its workers, the daemon.
    let mains: Vec<u32> = all
        .iter()
        .filter(|(_, d)| !all.iter().any(|(pid, _)| *pid == d.parent))
        .map(|(pid, _)| *pid)
        .collect();
    match mains.as_slice() {
        [] => Err(format!("no process runs a program '{word}'")),
        [pid] => Target::of(*pid).ok_or_else(|| format!("process {pid} has just ended")),
        many => {
            let many: Vec<_> = many.iter().map(u32::to_string).collect();
            Err(format!("'{word}' runs as {}: give --target PID", many.join(", ")))
        }
    }
}
