//! Whom users are told of, and of which senders.
use crate::checks::{Result, ensure, errno};
use crate::kq::{Child, Kq, set};
use libc::{EDQUOT, EPERM, ESRCH, SIGCONT, SIGKILL, SIGUSR1};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use wss_abi::signals::{LISTENERS, Sender};

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[
    ("rights", rights),
    ("hidden sender", hidden),
    ("another program's credentials", set_id),
    ("bound", bound),
];

/// The user that listens, and another one.
const USERS: (u32, u32) = (1001, 1002);

/// Listens for SIGUSR1 and SIGCONT to these processes and says how that went; after each line that is read, what was
/// told.
pub(crate) fn listen(pids: &[&str]) -> ExitCode {
    let Ok(kq) = Kq::new() else { return ExitCode::FAILURE };
    let listen = |pid: &&str| {
        let pid = pid.parse().unwrap_or(0);
        errno(kq.listen(pid, &[SIGUSR1, SIGCONT])).to_string()
    };
    println!("{}", pids.iter().map(listen).collect::<Vec<_>>().join(" "));
    for _ in std::io::stdin().lines() {
        match kq.next(1000) {
            Ok(Some(told)) => println!("{} {:?} {}", told.data, told.sent(), told.over()),
            other => println!("{other:?}"),
        }
    }
    ExitCode::SUCCESS
}

/// A process of a user that listens.
struct Listener {
    child: std::process::Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Listener {
    /// It, and the error numbers of what it asked for.
    fn start(
        uid: u32,
        pids: &[u32],
    ) -> std::result::Result<(Self, Vec<i32>), Box<dyn std::error::Error>> {
        let pids: Vec<_> = pids.iter().map(u32::to_string).collect();
        let mut child = Command::new(std::env::current_exe()?)
            .arg("listen")
            .args(pids)
            .uid(uid)
            .gid(uid)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let to = child.stdin.take().ok_or("no pipe")?;
        let from = BufReader::new(child.stdout.take().ok_or("no pipe")?);
        let mut this = Self { child, to, from };
        let said = this.line()?;
        let numbers = said.split_whitespace().map(|n| n.parse().unwrap_or(-1)).collect();
        Ok((this, numbers))
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.from.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    /// What it is told next.
    fn told(&mut self) -> std::io::Result<String> {
        self.to.write_all(b"\n")?;
        self.line()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A process of a user, which sleeps.
fn sleeper(uid: u32) -> std::io::Result<std::process::Child> {
    Command::new("/bin/sleep").arg("60").uid(uid).gid(uid).spawn()
}

fn rights() -> Result {
    let (mut own, mut other) = (sleeper(USERS.0)?, sleeper(USERS.1)?);
    // Became the user's without an exec: what it knows may be root's.
    let changed = Child::new(|| {
        // SAFETY: integers.
        unsafe { libc::setuid(USERS.0) };
        std::thread::sleep(std::time::Duration::from_secs(60));
        0
    })?;
    std::thread::sleep(std::time::Duration::from_millis(100));
    let asked = [own.id(), other.id(), 1, changed.0];
    let (listener, said) = Listener::start(USERS.0, &asked)?;
    drop(listener);
    // Unseen: as if it were not there.
    see(false)?;
    let unseen = Listener::start(USERS.0, &[own.id(), other.id()]);
    see(true)?;
    let root = Kq::new()?;
    let all = [own.id(), other.id(), 1].map(|pid| errno(root.listen(pid, &[SIGUSR1])));
    for one in [&mut own, &mut other] {
        one.kill()?;
        one.wait()?;
    }
    ensure!(said == [0, EPERM, EPERM, EPERM], "{said:?}");
    ensure!(all == [0; 3], "root: {all:?}");
    ensure!(unseen?.1 == [0, ESRCH], "processes that are not seen");
    Ok("a user's own processes, with the credentials that they were started with; root's all"
        .into())
}

/// Whether users see each other's processes.
fn see(yes: bool) -> std::io::Result<()> {
    let value = format!("security.bsd.see_other_uids={}", u8::from(yes));
    Command::new("sysctl").arg(value).stdout(Stdio::null()).status().map(drop)
}

fn hidden() -> Result {
    let mut own = sleeper(USERS.0)?;
    let (mut listener, said) = Listener::start(USERS.0, &[own.id()])?;
    crate::kq::kill(own.id(), SIGCONT);
    let seen = listener.told();
    see(false)?;
    crate::kq::kill(own.id(), SIGCONT);
    let unseen = listener.told();
    see(true)?;
    own.kill()?;
    own.wait()?;
    let by = Some(Sender::Process(std::process::id(), 0));
    let event = |by: Option<Sender>| format!("{} {:?} false", set(&[SIGCONT]), [(SIGCONT, by)]);
    let (seen, unseen) = (seen?, unseen?);
    ensure!(said == [0] && seen == event(by), "{said:?} {seen}");
    ensure!(unseen == event(Some(Sender::Hidden)), "{unseen}");
    Ok("whom the listener does not see is not named".into())
}

/// A process that executes a set-user-id program is not heard of any more, but for its end.
fn set_id() -> Result {
    let copy = "/tmp/signals-set-id";
    std::fs::copy("/bin/sleep", copy)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o4755);
    std::fs::set_permissions(copy, mode)?;
    let mut shell = Command::new("/bin/sh")
        .args(["-c", &format!("read x; exec {copy} 60")])
        .uid(USERS.0)
        .gid(USERS.0)
        .stdin(Stdio::piped())
        .spawn()?;
    let (mut listener, said) = Listener::start(USERS.0, &[shell.id()])?;
    crate::kq::kill(shell.id(), SIGCONT);
    let before = listener.told()?;
    drop(shell.stdin.take());
    std::thread::sleep(std::time::Duration::from_millis(500));
    crate::kq::kill(shell.id(), SIGCONT);
    let after = listener.told()?;
    crate::kq::kill(shell.id(), SIGKILL);
    shell.wait()?;
    let end = listener.told()?;
    std::fs::remove_file(copy)?;
    ensure!(said == [0] && before.starts_with(&set(&[SIGCONT]).to_string()), "{said:?} {before}");
    ensure!(after == "Ok(None)", "{after}");
    ensure!(end == "0 [] true", "{end}");
    Ok("not heard of after it, but for its end".into())
}

/// So many of one user listen to a process, who take nothing from another one.
fn bound() -> Result {
    let mut own = sleeper(USERS.0)?;
    let mut all = Vec::new();
    for _ in 0..LISTENERS {
        let kq = Kq::new()?;
        kq.listen(own.id(), &[SIGCONT])?;
        all.push(kq);
    }
    let one = Kq::new()?;
    let more = errno(one.listen(own.id(), &[SIGCONT]));
    let changed = all.first().map(|kq| errno(kq.listen(own.id(), &[SIGUSR1, SIGCONT])));
    let (listener, said) = Listener::start(USERS.0, &[own.id()])?;
    let elsewhere = errno(one.listen(std::process::id(), &[SIGCONT]));
    drop(all.pop());
    let again = errno(one.listen(own.id(), &[SIGCONT]));
    drop(listener);
    own.kill()?;
    own.wait()?;
    ensure!(more == EDQUOT, "one too many: {more}");
    ensure!(changed == Some(0), "one of them changes what it hears: {changed:?}");
    ensure!(said == [0], "another user: {said:?}");
    ensure!(elsewhere == 0, "another process: {elsewhere}");
    ensure!(again == 0, "when one has gone: {again}");
    Ok(format!("{LISTENERS} of a user, and one more when one goes"))
}
