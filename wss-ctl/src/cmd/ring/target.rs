//! What a ring is for: a process by number, program or service.
use std::fs;
use std::process::Command;
use wss_monitors::config::Target;
use wss_monitors::health;

/// The process with a number, or the one that runs a program of this name.
pub(super) fn process(word: &str) -> Result<Target, String> {
    match word.parse::<u32>() {
        Ok(pid) => describe(pid).ok_or_else(|| format!("there is no process {pid}")),
        Err(_) => program(word),
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
    pid.and_then(describe).ok_or_else(|| {
        format!(
            "no running service '{name}': neither systemctl nor {} names a process; give --target PID",
            files.join(", ")
        )
    })
}

/// A process that runs.
fn describe(pid: u32) -> Option<Target> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let uid = status.lines().find_map(|l| l.strip_prefix("Uid:"))?;
    Some(Target {
        pid,
        started: health::started(&stat)?,
        uid: uid.split_ascii_whitespace().next()?.parse().ok()?,
        name: name(pid)?,
    })
}

/// Last component of the executable; of one that may not be seen, the name that the process goes by.
fn name(pid: u32) -> Option<String> {
    let exe = fs::read_link(format!("/proc/{pid}/exe")).ok();
    let exe =
        exe.and_then(|e| Some(e.file_name()?.to_str()?.trim_end_matches(" (deleted)").to_owned()));
    exe.or_else(|| {
        Some(fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim_end().to_owned())
    })
}

fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn program(word: &str) -> Result<Target, String> {
    let entries = fs::read_dir("/proc").map_err(|e| format!("cannot read /proc: {e}"))?;
    let pids = entries.flatten().filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    let all: Vec<u32> = pids.filter(|&pid| name(pid).as_deref() == Some(word)).collect();
    // Of a daemon and its workers, the daemon.
    let mains: Vec<u32> =
        all.iter().copied().filter(|&p| !parent(p).is_some_and(|p| all.contains(&p))).collect();
    match mains.as_slice() {
        [] => Err(format!("no process runs a program '{word}'")),
        [pid] => describe(*pid).ok_or_else(|| format!("process {pid} has just ended")),
        many => {
            let many: Vec<_> = many.iter().map(u32::to_string).collect();
            Err(format!("'{word}' runs as {}: give --target PID", many.join(", ")))
        }
    }
}
