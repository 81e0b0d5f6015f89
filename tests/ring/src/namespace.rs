//! A place to attack in: a PID namespace in which the attacker is init, so that whatever it kills is its own.
use nix::mount::{MsFlags, mount};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sched::{CloneFlags, unshare};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, fork, getgid, getuid};
use std::fs::File;
use std::io::{BufRead, BufReader, PipeReader, Read, Write};
use std::os::fd::AsFd;

/// Stands for a line's end in what process 1 says.
const BREAK: &str = "\u{1f}";

/// Runs `inside` as process 1 of a new PID namespace with a /proc of its own, and returns what it said.
/// Everything that it started is dead when this returns.
pub(crate) fn run(inside: impl FnOnce() -> String) -> Result<String, String> {
    let (mut reader, writer) = std::io::pipe().map_err(|e| e.to_string())?;
    // SAFETY: this program has one thread.
    match unsafe { fork() }.map_err(|e| format!("fork: {e}"))? {
        ForkResult::Parent { child } => {
            drop(writer);
            let mut said = String::new();
            let read = reader.read_to_string(&mut said);
            waitpid(child, None).map_err(|e| format!("waitpid: {e}"))?;
            read.map_err(|e| e.to_string())?;
            match said.strip_prefix('!') {
                Some(why) => Err(why.to_owned()),
                None if said.is_empty() => Err("an attack died before it was over".to_owned()),
                None => Ok(said),
            }
        }
        ForkResult::Child => {
            drop(reader);
            dies_with_parent();
            let said = outer(inside).unwrap_or_else(|why| format!("!{why}"));
            let mut writer = writer;
            // If the parent is gone there is nobody to tell.
            let _ = writer.write_all(said.as_bytes());
            std::process::exit(0)
        }
    }
}

/// In a process of its own, since its children are in the new namespace, not itself.
fn outer(inside: impl FnOnce() -> String) -> Result<String, String> {
    let mut flags = CloneFlags::CLONE_NEWPID | CloneFlags::CLONE_NEWNS;
    let (uid, gid) = (getuid(), getgid());
    if !uid.is_root() {
        flags |= CloneFlags::CLONE_NEWUSER;
    }
    unshare(flags).map_err(|e| format!("unshare: {e}"))?;
    if !uid.is_root() {
        let write = |file: &str, text: String| File::create(file)?.write_all(text.as_bytes());
        write("/proc/self/setgroups", "deny".to_owned())
            .and_then(|()| write("/proc/self/uid_map", format!("0 {uid} 1")))
            .and_then(|()| write("/proc/self/gid_map", format!("0 {gid} 1")))
            .map_err(|e| format!("user namespace: {e}"))?;
    }
    let (mut reader, writer) = std::io::pipe().map_err(|e| e.to_string())?;
    // SAFETY: one thread still.
    match unsafe { fork() }.map_err(|e| format!("fork: {e}"))? {
        ForkResult::Parent { child } => {
            drop(writer);
            let mut said = String::new();
            let read = listen(&mut reader, child, &mut said);
            // With process 1 its whole namespace dies.
            let _ = kill(child, Signal::SIGKILL);
            waitpid(child, None).map_err(|e| format!("waitpid: {e}"))?;
            read.map(|_| said).map_err(|e| e.to_string())
        }
        ForkResult::Child => {
            drop(reader);
            dies_with_parent();
            let said = own_proc().map_or_else(|why| format!("!{why}"), |()| inside());
            let mut writer = writer;
            // As above.
            let _ = writer.write_all(format!("{}\n", said.replace('\n', BREAK)).as_bytes());
            drop(writer);
            loop {
                nix::unistd::pause();
            }
        }
    }
}

/// Reads what process 1 says. Where rings hold who kills, nobody is left to let it go on when the last monitor is dead.
fn listen(reader: &mut PipeReader, child: Pid, said: &mut String) -> std::io::Result<()> {
    let mut stuck = 0;
    loop {
        let mut ready = [PollFd::new(reader.as_fd(), PollFlags::POLLIN)];
        if poll(&mut ready, PollTimeout::from(2_u8))? > 0 {
            // One line: an attacker's helper that is held keeps the pipe open.
            BufReader::new(reader).read_line(said)?;
            *said = said.trim_end().replace(BREAK, "\n");
            return Ok(());
        }
        stuck = if state("1") == Some('T') { stuck + 1 } else { 0 };
        // Or those that are left are frozen, and will not let it go on, either.
        if stuck >= 50 || stuck >= 3 && nobody_left() {
            stuck = 0;
            // It may be over by now.
            let _ = kill(child, Signal::SIGCONT);
        }
    }
}

/// The state of a process of the namespace that is mounted at /proc.
fn state(pid: &str) -> Option<char> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.chars().next()
}

/// Whether every process is dead or stopped.
fn nobody_left() -> bool {
    std::fs::read_dir("/proc").into_iter().flatten().flatten().all(|entry| {
        let name = entry.file_name();
        let Some(pid) = name.to_str().filter(|n| n.parse::<u32>().is_ok()) else { return true };
        matches!(state(pid), None | Some('T' | 't' | 'Z' | 'X'))
    })
}

/// Should this program be killed, nothing that it started stays.
fn dies_with_parent() {
    if nix::sys::prctl::set_pdeathsig(Signal::SIGKILL).is_err() {
        std::process::exit(1);
    }
}

fn own_proc() -> Result<(), String> {
    let none = None::<&str>;
    mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none)
        .and_then(|()| mount(Some("proc"), "/proc", Some("proc"), MsFlags::empty(), none))
        .map_err(|e| format!("mounting /proc: {e}"))
}
