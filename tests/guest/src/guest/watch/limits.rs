//! What does not fit, what is not permitted, and ends.
use super::target::Target;
use super::watcher::{Event, Watcher};
use crate::guest::module::{self, Module};
use crate::guest::{Done, Run, ensure};
use std::fs::File;
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};
use std::thread;
use std::time::Duration;
use wss_abi::watch::{self, Watch, class, event, limit};

const ALL: u32 = event::EXEC | event::FORK | event::EXIT;

pub(super) fn overflow(run: &mut Run) -> Done {
    const CALLS: u32 = 8000;
    let module = Module::load(run)?;
    let process = class("process").unwrap_or(0) | class("id").unwrap_or(0);
    let mut target = Target::role(run, "asker", &["watched", &CALLS.to_string()])?;
    let watcher = Watcher::open()?;
    watcher.watch(target.pid, event::CALL | event::EXIT, process)?;
    target.go()?;
    target.wait()?;
    let status = watcher.status()?;
    ensure!(status.lost > 0 && status.waiting as usize <= limit::QUEUE, "{status:?}");
    ensure!(status.told + status.lost >= u64::from(CALLS), "{status:?}");
    let all = watcher.take()?;
    let lost: u64 = all.iter().map(|t| if let Event::Lost(n) = t.what { n } else { 0 }).sum();
    let told = all.iter().filter(|t| !matches!(t.what, Event::Lost(_))).count() as u64;
    ensure!((lost, told) == (status.lost, status.told), "{lost} {told}, not {status:?}");
    // The numbers show the gap: all but the lost ones are there.
    let last = all.iter().map(|t| t.seq).max().unwrap_or(0);
    ensure!(last == told + lost, "{last} events, {told} told, {lost} lost");
    run.figure("lost", lost as f64);
    module.unload()
}

/// `hoard PID N`: opens the device so often, watching the process each time, and says how far it came.
pub(crate) fn hoard(words: &[String]) -> ExitCode {
    let word = |n: usize| words.get(n).and_then(|w| w.parse().ok()).unwrap_or(0u32);
    let (mut opens, mut watches, mut error) = (Vec::new(), 0, 0);
    for _ in 0..word(1) {
        match Watcher::open() {
            Ok(w) => opens.push(w),
            Err(e) => {
                error = e.raw_os_error().unwrap_or(0);
                break;
            }
        }
        if let Some(w) = opens.last() {
            watches += u32::from(w.watch(word(0), ALL, 0).is_ok());
        }
    }
    println!("{} {watches} {error}", opens.len());
    // Until its parent has looked.
    let _ = std::io::stdin().read(&mut [0]);
    ExitCode::SUCCESS
}

pub(super) fn users(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let target = Target::shell::<&str>("exit", &[])?;
    let hoards = |uid: u32| -> Result<(String, std::process::Child), crate::guest::Stop> {
        let mut own = Command::new(std::env::current_exe()?);
        own.args(["child", "hoard", &target.pid.to_string(), "1200"]).uid(uid).gid(uid);
        let stdio = std::process::Stdio::piped;
        let mut child = own.stdin(stdio()).stdout(stdio()).spawn()?;
        let mut line = String::new();
        let out = child.stdout.take();
        if let Some(out) = out {
            std::io::BufRead::read_line(&mut std::io::BufReader::new(out), &mut line)?;
        }
        Ok((line.trim().to_owned(), child))
    };
    let wanted = format!("{} {} {}", limit::OPENS, limit::SHARE, libc::EDQUOT);
    let (said, mut first) = hoards(1001)?;
    ensure!(said == wanted, "{said}, not {wanted}");
    // Another user is none the worse, and the first one has it all back when it is gone.
    let (said, mut second) = hoards(1002)?;
    ensure!(said == wanted, "{said}, not {wanted}");
    for child in [&mut first, &mut second] {
        child.kill()?;
        child.wait()?;
    }
    let (said, mut again) = hoards(1001)?;
    ensure!(said == wanted, "again: {said}");
    again.kill()?;
    again.wait()?;
    // What is not a request.
    let watcher = Watcher::open()?;
    let good = Watch { abi: watch::ABI, pid: target.pid, flags: ALL, calls: 0, udata: 0 };
    for (bad, errno) in [
        (Watch { abi: 2, ..good }, libc::EPROGMISMATCH),
        (Watch { flags: 0, ..good }, libc::EINVAL),
        (Watch { flags: event::FOLLOW, ..good }, libc::EINVAL),
        (Watch { flags: ALL | 0x8000_0000, ..good }, libc::EINVAL),
        (Watch { flags: ALL | event::LOST, ..good }, libc::EINVAL),
        (Watch { calls: 1, ..good }, libc::EINVAL),
        (Watch { flags: event::CALL, ..good }, libc::EINVAL),
    ] {
        let e = watcher.ask(watch::IOC_WATCH, &mut bad.clone()).err();
        ensure!(e.as_ref().and_then(|e| e.raw_os_error()) == Some(errno), "{bad:?}: {e:?}");
    }
    watcher.watch(target.pid, ALL, 0)?;
    let e = watcher.watch(target.pid, event::CALL | 0x200, 1).err();
    ensure!(e.is_some() && watcher.status()?.watched == 1, "what is there stays");
    drop(target);
    module.unload()
}

pub(super) fn ends(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    // A watcher that dies while its target goes on.
    let mut target =
        Target::shell::<&str>("for i in 1 2 3 4 5 6 7 8 9 10; do /bin/echo $i; done; exit 5", &[])?;
    let mut own = Command::new(std::env::current_exe()?);
    let flags = (ALL | event::FOLLOW | event::CALL).to_string();
    let open = class("open").unwrap_or(0).to_string();
    own.args(["child", "watching", &target.pid.to_string(), &flags, &open]);
    let mut watcher = own.stdout(std::process::Stdio::piped()).spawn()?;
    let mut first = [0; 6];
    if let Some(out) = &mut watcher.stdout {
        out.read_exact(&mut first)?;
    }
    ensure!(&first == b"ready\n", "{first:?}");
    target.go()?;
    watcher.kill()?;
    watcher.wait()?;
    let status = target.wait()?;
    ensure!(status.code() == Some(5), "{status}");
    // The module goes while somebody waits in read(2), in kevent(2), and while a process runs diverted.
    let mut target = Target::role(run, "asker", &["watched", "100"])?;
    let waits = File::open(watch::PATH)?;
    let mut request = Watch { abi: watch::ABI, pid: target.pid, flags: ALL, calls: 0, udata: 1 };
    // SAFETY: the command takes this structure.
    let asked = unsafe { libc::ioctl(waits.as_raw_fd(), watch::IOC_WATCH, &mut request) };
    ensure!(asked == 0, "{}", std::io::Error::last_os_error());
    let polled = Watcher::open()?;
    polled.watch(
        target.pid,
        ALL | event::CALL,
        class("process").unwrap_or(0) | class("id").unwrap_or(0),
    )?;
    let fd = polled.0.as_raw_fd();
    let reading = thread::spawn(move || {
        let e = (&waits).read(&mut vec![0; limit::RECORD]).err();
        e.and_then(|e| e.raw_os_error())
    });
    let queue = thread::spawn(move || eof_of(fd));
    // Until both wait.
    thread::sleep(Duration::from_secs(2));
    module.unload()?;
    let read = reading.join().unwrap_or_default();
    ensure!(read == Some(libc::ENXIO), "read(2) of a watcher: {read:?}");
    let eof = queue.join().unwrap_or_default();
    ensure!(eof, "kevent(2) does not say EV_EOF");
    ensure!(module::find("wss.ko").is_none(), "the module is there");
    target.go()?;
    let status = target.wait()?;
    ensure!(status.success(), "{status}");
    Ok(())
}

/// Whether kqueue(2) says that a descriptor is at its end, before or after that records wait.
fn eof_of(fd: i32) -> bool {
    // SAFETY: plain structures of numbers, of which all zeros is one.
    let mut change: libc::kevent = unsafe { std::mem::zeroed() };
    change.ident = fd as usize;
    (change.filter, change.flags) = (libc::EVFILT_READ, libc::EV_ADD | libc::EV_CLEAR);
    let (mut got, limit) = (change, libc::timespec { tv_sec: 60, tv_nsec: 0 });
    // SAFETY: a new descriptor, closed below.
    let kq = unsafe { libc::kqueue() };
    let mut changes = 1;
    loop {
        // SAFETY: one change or none, room for one event.
        let n = unsafe { libc::kevent(kq, &change, changes, &mut got, 1, &limit) };
        changes = 0;
        let end = n == 1 && got.flags & libc::EV_EOF != 0;
        if end || n != 1 || got.flags & libc::EV_ERROR != 0 {
            // SAFETY: nobody else has it.
            unsafe { libc::close(kq) };
            return end;
        }
    }
}
