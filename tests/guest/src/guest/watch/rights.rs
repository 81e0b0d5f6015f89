//! Who may know what.
use super::target::Target;
use super::watcher::{Event, Told, Watcher};
use crate::guest::module::Module;
use crate::guest::{Done, Run, Stop, ensure, said};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitCode, Stdio};
use wss_abi::watch::{PATH, class, event, flag};

const ALL: u32 = event::EXEC | event::FORK | event::EXIT | event::FOLLOW;
const UID: u32 = 1001;

/// `watching PID FLAGS CALLS`: watches a process until its end, and prints what it is told.
pub(crate) fn watching(words: &[String]) -> ExitCode {
    let word = |n: usize| words.get(n).and_then(|w| w.parse().ok()).unwrap_or(0u32);
    let done = Watcher::open().and_then(|w| w.watch(word(0), word(1), word(2)).map(|()| w));
    let watcher = match done {
        Ok(w) => w,
        Err(e) => {
            println!("refused {}", e.raw_os_error().unwrap_or(0));
            return ExitCode::FAILURE;
        }
    };
    println!("ready");
    let Ok(all) = watcher.until_exit(word(0)) else { return ExitCode::FAILURE };
    for t in &all {
        println!("{}", line(t));
    }
    ExitCode::SUCCESS
}

fn line(t: &Told) -> String {
    let what = match &t.what {
        Event::Exec { path, args, envc, env, .. } => {
            let args = String::from_utf8_lossy(args).replace('\0', " ");
            format!("exec {path} {} {args}", if *envc == 0 && *env == 0 { "noenv" } else { "env" })
        }
        Event::Fork(_) => "fork".into(),
        Event::Exit(s) => format!("exit {s}"),
        Event::Call(nr, _) => format!("call {nr}"),
        Event::Lost(n) => format!("lost {n}"),
    };
    let mut flags = String::new();
    for (bit, name) in [(flag::HIDDEN, " HIDDEN"), (flag::NOENV, " NOENV")] {
        if t.flags & bit != 0 {
            flags.push_str(name);
        }
    }
    format!("{}{flags}", what.trim_end())
}

/// A watcher of that user, in a process of its own.
struct Other {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Other {
    fn start(uid: u32, pid: u32, flags: u32, calls: u32) -> Result<(Other, String), Stop> {
        let mut own = Command::new(std::env::current_exe()?);
        own.args(["child", "watching", &pid.to_string(), &flags.to_string(), &calls.to_string()]);
        let mut child = own.uid(uid).gid(uid).stdout(Stdio::piped()).spawn()?;
        let out = child.stdout.take().ok_or_else(|| Stop::Fail("no output".into()))?;
        let mut lines = BufReader::new(out).lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        Ok((Other { child, lines }, first))
    }

    fn rest(mut self) -> Result<Vec<String>, Stop> {
        let mut all = Vec::new();
        for line in &mut self.lines {
            all.push(line?);
        }
        self.child.wait()?;
        Ok(all)
    }
}

fn sysctl(set: &str) -> Done {
    said("sysctl", &[set]).map(drop)
}

pub(super) fn run(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let is = fs::metadata(PATH)?;
    ensure!((is.mode() & 0o7777, is.uid(), is.gid()) == (0o666, 0, 0), "mode {:o}", is.mode());
    let done = all(run);
    sysctl("security.bsd.see_other_uids=1")?;
    done?;
    module.unload()
}

/// A shell of a user's that waits.
fn shell(uid: u32, script: &str, arg: &str) -> Result<Target, Stop> {
    let mut sh = Command::new("/bin/sh");
    sh.args(["-c", &format!("read go; {script}"), arg]);
    Target::start(sh.uid(uid).gid(uid))
}

fn all(run: &mut Run) -> Done {
    let become_root = run.program("become")?;
    chown(&become_root, Some(0), Some(0))?;
    fs::set_permissions(&become_root, fs::Permissions::from_mode(0o4755))?;
    fs::set_permissions(&run.work, fs::Permissions::from_mode(0o755))?;
    let script = "\"$0\" child become /bin/sh -c '/bin/echo secret; exit 3'; exit 4";
    let name = become_root.display().to_string();
    let execs = |all: &[String]| -> Vec<String> {
        all.iter().filter(|l| l.starts_with("exec")).cloned().collect()
    };
    // Everybody may see everybody's arguments, as with ps(1); the size of an environment is for who
    // may debug the process.
    let mut target = shell(UID, script, &name)?;
    let (other, first) = Other::start(UID, target.pid, ALL, 0)?;
    ensure!(first == "ready", "{first}");
    let root = Watcher::open()?;
    root.watch(target.pid, ALL, 0)?;
    target.go()?;
    let seen = other.rest()?;
    let become_line =
        format!("exec {name} noenv {name} child become /bin/sh -c /bin/echo secret; exit 3 NOENV");
    let wanted = [
        become_line.clone(),
        "exec /bin/sh noenv /bin/sh -c /bin/echo secret; exit 3 NOENV".into(),
        "exec /bin/echo noenv /bin/echo secret NOENV".into(),
    ];
    ensure!(execs(&seen) == wanted, "{seen:#?}");
    let whole = root.until_exit(target.pid)?;
    ensure!(whole.iter().all(|t| t.flags == 0), "root is not told all: {whole:?}");
    target.wait()?;
    // Where users do not see each other, what has become root's is hidden; that it happens is not, as
    // EVFILT_PROC tells it too.
    sysctl("security.bsd.see_other_uids=0")?;
    let mut target = shell(UID, script, &name)?;
    let (other, first) = Other::start(UID, target.pid, ALL, 0)?;
    ensure!(first == "ready", "{first}");
    target.go()?;
    let seen = other.rest()?;
    target.wait()?;
    let wanted = [become_line, "exec  noenv HIDDEN".into(), "exec  noenv HIDDEN".into()];
    ensure!(execs(&seen) == wanted, "{seen:#?}");
    ensure!(seen.iter().any(|l| l == "exit 768 HIDDEN"), "{seen:#?}");
    ensure!(seen.last().is_some_and(|l| l == "exit 1024"), "{seen:#?}");
    // Others' processes are not there at all; nor may their calls be watched where they are.
    let target = shell(UID, "exit", "")?;
    for (uid, flags, calls, wanted) in [
        (1002, ALL, 0, "refused 3"),
        (1002, event::CALL, class("open").unwrap_or(0), "refused 3"),
        (0, ALL, 0, "ready"),
    ] {
        let (mut other, first) = Other::start(uid, target.pid, flags, calls)?;
        ensure!(first == wanted, "user {uid}: {first}");
        other.child.kill()?;
        other.child.wait()?;
    }
    sysctl("security.bsd.see_other_uids=1")?;
    for (flags, calls, wanted) in
        [(ALL, 0, "ready"), (event::CALL, class("open").unwrap_or(0), "refused 1")]
    {
        let (mut other, first) = Other::start(1002, target.pid, flags, calls)?;
        ensure!(first == wanted, "{first}");
        other.child.kill()?;
        other.child.wait()?;
    }
    calls_of_the_elevated(&name)
}

/// Calls are told of who may be debugged alone: not of what is set-id.
fn calls_of_the_elevated(name: &str) -> Done {
    let mut target = shell(UID, "exec \"$0\" child become /bin/cat /etc/passwd", name)?;
    let flags = event::EXEC | event::CALL | event::EXIT;
    let (other, first) = Other::start(UID, target.pid, flags, class("open").unwrap_or(0))?;
    ensure!(first == "ready", "{first}");
    let root = Watcher::open()?;
    root.watch(target.pid, flags, class("open").unwrap_or(0))?;
    target.go()?;
    let seen = other.rest()?;
    let all = root.until_exit(target.pid)?;
    target.wait()?;
    let at = seen.iter().position(|l| l.starts_with("exec")).unwrap_or(seen.len());
    let after = seen.get(at..).unwrap_or_default();
    ensure!(!after.is_empty() && after.iter().all(|l| !l.starts_with("call")), "{seen:#?}");
    let count = all.iter().filter(|t| matches!(t.what, Event::Call(..))).count();
    ensure!(count > 2 && all.iter().all(|t| !t.hidden()), "root is told {count} calls");
    Ok(())
}
