//! Which signals are told, of whom, and how an end is.
use crate::kq::{Child, Kq, kill, set};
use libc::{EINVAL, ENOENT, ESRCH, SIGALRM, SIGCONT, SIGKILL, SIGSTOP, SIGTERM, SIGUSR1, SIGUSR2};
use std::process::{Command, Stdio};
use wss_abi::signals::{ABI, Sender};

/// What a test has to say.
pub(crate) type Result = std::result::Result<String, Box<dyn std::error::Error>>;

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[
    ("sender", sender),
    ("coalescing", coalescing),
    ("choice", choice),
    ("refused", refused),
    ("end", end),
    ("fork and exec", images),
    ("kernel", kernel),
    ("traced", traced),
];

/// Fails unless it holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+).into());
        }
    };
}
pub(crate) use ensure;

/// The error number of what failed; 0: nothing did.
pub(crate) fn errno(result: std::io::Result<()>) -> i32 {
    result.err().and_then(|e| e.raw_os_error()).unwrap_or(0)
}

/// kill(1) by another process, whose number is returned.
fn sent_by(signal: &str, pid: u32) -> std::io::Result<u32> {
    let mut sender = Command::new("/bin/kill").args([signal, &pid.to_string()]).spawn()?;
    sender.wait()?;
    Ok(sender.id())
}

fn sender() -> Result {
    let (kq, child) = (Kq::new()?, Child::idle()?);
    kq.listen(child.0, &[SIGSTOP, SIGKILL])?;
    ensure!(kq.next(0)?.is_none(), "something was told before anything was sent");
    for (name, signal) in [("-STOP", SIGSTOP), ("-KILL", SIGKILL)] {
        let by = sent_by(name, child.0)?;
        let told = kq.next(5000)?.ok_or("nothing was told")?;
        ensure!(told.pid == child.0, "{told:?}");
        ensure!(told.sent() == [(signal, Some(Sender::Process(by, 0)))], "{told:?}, by {by}");
    }
    Ok("SIGSTOP and SIGKILL of another process, with who sent them".into())
}

/// What comes before an event is taken hides nothing.
fn coalescing() -> Result {
    let (kq, child) = (Kq::new()?, Child::new(|| unsafe { waits(SIGUSR1) })?);
    std::thread::sleep(std::time::Duration::from_millis(50));
    kq.listen(child.0, &[SIGSTOP, SIGKILL, SIGUSR1, SIGCONT])?;
    let (own, mut senders) = (std::process::id(), Vec::new());
    for name in ["-USR1", "-USR1", "-STOP", "-CONT", "-STOP", "-CONT"] {
        senders.push(sent_by(name, child.0)?);
    }
    for _ in 0..1000 {
        child.signal(SIGUSR1);
    }
    child.signal(SIGKILL);
    let told = kq.next(5000)?.ok_or("nothing was told")?;
    let by = |n: usize| senders.get(n).map(|pid| Sender::Process(*pid, 0));
    let expected = [
        (SIGKILL, Some(Sender::Process(own, 0))),
        (SIGSTOP, by(2)),
        (SIGCONT, None),
        (SIGUSR1, by(0)),
    ];
    ensure!(told.sent() == expected, "{:?} and not {expected:?}", told.sent());
    ensure!(told.count() == 1007, "{} signals", told.count());
    Ok("the first sender of SIGKILL and of SIGSTOP among 1007 signals".into())
}

/// Ignores a signal and waits.
///
/// # Safety
/// In a child alone.
unsafe fn waits(ignored: i32) -> i32 {
    // SAFETY: no handler runs.
    unsafe { libc::signal(ignored, libc::SIG_IGN) };
    loop {
        // SAFETY: no condition.
        unsafe { libc::pause() };
    }
}

fn choice() -> Result {
    let (kq, other, child) = (Kq::new()?, Kq::new()?, Child::idle()?);
    kq.listen(child.0, &[SIGCONT])?;
    other.listen(child.0, &[SIGSTOP])?;
    child.signal(SIGSTOP);
    ensure!(kq.next(0)?.is_none(), "what was not asked for is told");
    ensure!(other.next(0)?.is_some(), "the other one is not told");
    kq.listen(child.0, &[SIGSTOP])?;
    // What is not for the filter changes nothing.
    kq.change(child.0, libc::EV_ADD, 1, 0)?;
    kq.change(child.0, libc::EV_DISABLE, 0, 0)?;
    child.signal(SIGSTOP);
    ensure!(kq.next(0)?.is_none(), "disabled, and told");
    kq.change(child.0, libc::EV_ENABLE, 0, 0)?;
    let told = kq.next(0)?.ok_or("enabled, and not told")?;
    ensure!(told.data == set(&[SIGSTOP]), "{told:?}");
    kq.change(child.0, libc::EV_DELETE, 0, 0)?;
    child.signal(SIGSTOP);
    ensure!(kq.next(0)?.is_none(), "told after it was deleted");
    Ok("each kqueue hears what it asked for".into())
}

fn refused() -> Result {
    let (kq, child) = (Kq::new()?, Child::idle()?);
    let add = |pid, fflags, data| errno(kq.change(pid, libc::EV_ADD, fflags, data));
    let all = [
        (add(child.0, ABI + 1, 1), libc::EPROGMISMATCH),
        (add(child.0, 0, 1), libc::EPROGMISMATCH),
        (add(child.0, ABI, 0), EINVAL),
        (add(4_000_000_000, ABI, 1), ESRCH),
        (add(99_999, ABI, 1), ESRCH),
        (errno(kq.change(child.0, libc::EV_DELETE, 0, 0)), ENOENT),
    ];
    ensure!(all.iter().all(|(got, wanted)| got == wanted), "{all:?}");
    Ok("versions, nothing to tell of, nobody".into())
}

fn end() -> Result {
    let kq = Kq::new()?;
    let child = Child::idle()?;
    kq.listen(child.0, &[SIGTERM])?;
    child.signal(SIGKILL);
    let told = kq.next(5000)?.ok_or("nothing was told")?;
    ensure!(told.over() && told.data == 0 && told.fflags == 0, "{told:?}");
    ensure!(errno(kq.listen(child.0, &[SIGTERM])) == ESRCH, "a zombie has a knote");
    ensure!(errno(kq.change(child.0, libc::EV_DELETE, 0, 0)) == ENOENT, "it is still there");
    // Disabled over the end, and reaped.
    let child = Child::idle()?;
    let pid = child.0;
    kq.change(pid, libc::EV_ADD | libc::EV_DISABLE, ABI, set(&[SIGTERM]))?;
    drop(child);
    ensure!(kq.next(0)?.is_none(), "disabled, and told");
    kq.change(pid, libc::EV_ENABLE, 0, 0)?;
    let told = kq.next(0)?.ok_or("enabled, and not told")?;
    ensure!(told.over(), "{told:?}");
    // A kqueue that goes before its process, and after it.
    for first in [true, false] {
        let (child, kq) = (Child::idle()?, Kq::new()?);
        kq.listen(child.0, &[SIGTERM])?;
        if first {
            drop(kq);
            child.signal(SIGTERM);
        } else {
            drop(child);
            drop(kq);
        }
    }
    Ok("told once, and the knote gone".into())
}

fn images() -> Result {
    let kq = Kq::new()?;
    let mut shell = Command::new("/bin/sh")
        .args(["-c", "sleep 0; exec /bin/cat"])
        .stdin(Stdio::piped())
        .spawn()?;
    kq.listen(shell.id(), &[SIGUSR2])?;
    std::thread::sleep(std::time::Duration::from_millis(500));
    ensure!(kq.next(0)?.is_none(), "forks and execs are told");
    kill(shell.id(), SIGUSR2);
    let told = kq.next(5000)?.ok_or("nothing was told after an exec")?;
    shell.wait()?;
    ensure!(told.data == set(&[SIGUSR2]), "{told:?}");
    Ok("a process is heard of after its fork and exec".into())
}

/// A timer's signal is nobody's.
fn kernel() -> Result {
    let kq = Kq::new()?;
    let child = Child::new(|| {
        // SAFETY: an integer.
        unsafe { libc::alarm(1) };
        std::thread::sleep(std::time::Duration::from_secs(5));
        0
    })?;
    kq.listen(child.0, &[SIGALRM])?;
    let told = kq.next(5000)?.ok_or("nothing was told")?;
    ensure!(told.sent() == [(SIGALRM, Some(Sender::Kernel))], "{told:?}");
    Ok("a timer's signal has the kernel for its sender".into())
}

/// What a tracer gives a process is not the process's own.
fn traced() -> Result {
    let (kq, child) = (Kq::new()?, Child::idle()?);
    let pid = child.0 as i32;
    // SAFETY: of these requests the kernel reads no memory.
    let trace = |request, at: usize, signal| match unsafe {
        libc::ptrace(request, pid, std::ptr::without_provenance_mut(at), signal)
    } {
        -1 => Err(std::io::Error::last_os_error()),
        _ => Ok(()),
    };
    // SAFETY: no status is asked for.
    let stopped = || unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
    trace(libc::PT_ATTACH, 0, 0)?;
    stopped();
    // Who sleeps when it is attached to is given no signal: it has to stop at one.
    trace(libc::PT_CONTINUE, 1, 0)?;
    child.signal(SIGUSR2);
    stopped();
    kq.listen(child.0, &[SIGUSR1])?;
    trace(libc::PT_CONTINUE, 1, SIGUSR1)?;
    let told = kq.next(5000)?.ok_or("nothing was told")?;
    ensure!(told.sent() == [(SIGUSR1, Some(Sender::Kernel))], "{told:?}");
    Ok("a tracer's signal is not told as the process's own".into())
}
