//! A watcher: an open of `/dev/wsswatch`.
use crate::guest::{Stop, ensure};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::time::{Duration, Instant};
use wss_abi::watch::{self, Record, What, flag, limit};

/// An event, on one line of words: what a test compares. Arguments are escaped and joined by blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) seq: u64,
    pub(crate) pid: u32,
    pub(crate) flags: u16,
    pub(crate) what: Event,
}

/// As [`What`], its strings owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    Exec { argc: u32, bytes: u32, envc: u32, env: u32, path: String, args: Vec<u8> },
    Fork(u32),
    Exit(u32),
    Call(u32, [u64; 6]),
    Lost(u64),
}

impl Told {
    fn of(r: &Record<'_>) -> Told {
        let what = match r.what {
            What::Exec(e) => Event::Exec {
                argc: e.argc,
                bytes: e.args_bytes,
                envc: e.envc,
                env: e.env_bytes,
                path: String::from_utf8_lossy(e.path).into_owned(),
                args: e.args.to_vec(),
            },
            What::Fork { child } => Event::Fork(child),
            What::Exit { status } => Event::Exit(status),
            What::Call { nr, args } => Event::Call(nr, args),
            What::Lost(n) => Event::Lost(n),
        };
        Told { seq: r.seq, pid: r.pid, flags: r.flags, what }
    }

    /// Whether it is hidden from the watcher.
    pub(crate) fn hidden(&self) -> bool {
        self.flags & flag::HIDDEN != 0
    }
}

#[derive(Debug)]
pub(crate) struct Watcher(pub(crate) File);

impl Watcher {
    /// One that never waits in read(2).
    pub(crate) fn open() -> io::Result<Watcher> {
        let mut how = File::options();
        how.read(true).custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC);
        how.open(watch::PATH).map(Watcher)
    }

    pub(crate) fn ask<T>(&self, command: u64, with: &mut T) -> io::Result<()> {
        // SAFETY: the commands of this device take the structures of `wss_abi::watch`, of which `T` is
        // the one that goes with the command.
        match unsafe { libc::ioctl(self.0.as_raw_fd(), command, with) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    pub(crate) fn watch(&self, pid: u32, flags: u32, calls: u32) -> io::Result<()> {
        let mut watch = watch::Watch { abi: watch::ABI, pid, flags, calls, udata: pid.into() };
        self.ask(watch::IOC_WATCH, &mut watch)
    }

    pub(crate) fn unwatch(&self, pid: u32) -> io::Result<()> {
        self.ask(watch::IOC_UNWATCH, &mut pid.clone())
    }

    pub(crate) fn status(&self) -> io::Result<watch::Status> {
        let mut status = watch::Status::default();
        self.ask(watch::IOC_WATCHED, &mut status).map(|()| status)
    }

    /// What waits now.
    pub(crate) fn take(&self) -> Result<Vec<Told>, Stop> {
        let mut all = Vec::new();
        let mut buf = vec![0; limit::RECORD];
        loop {
            let n = match (&self.0).read(&mut buf) {
                Ok(0) => return Ok(all),
                Ok(n) => n,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(all),
                Err(e) => return Err(Stop::Fail(format!("reading records: {e}"))),
            };
            let mut rest = buf.get(..n).unwrap_or_default();
            while let Some((record, after)) = Record::parse(rest) {
                let lost = matches!(record.what, What::Lost(_));
                ensure!(lost || record.udata != 0, "no udata: {record:?}");
                all.push(Told::of(&record));
                rest = after;
            }
            ensure!(rest.is_empty(), "{} bytes are no record", rest.len());
        }
    }

    /// What is told until `enough` holds of all of it.
    pub(crate) fn until(&self, enough: impl Fn(&[Told]) -> bool) -> Result<Vec<Told>, Stop> {
        let mut end = Instant::now() + Duration::from_secs(60);
        let mut all = Vec::new();
        loop {
            let more = self.take()?;
            if !more.is_empty() {
                end = Instant::now() + Duration::from_secs(60);
            }
            all.extend(more);
            if enough(&all) {
                return Ok(all);
            }
            let last: Vec<_> = all.iter().rev().take(5).collect();
            ensure!(Instant::now() < end, "{} records, the last {last:?}", all.len());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// All that is told until a process has ended.
    pub(crate) fn until_exit(&self, pid: u32) -> Result<Vec<Told>, Stop> {
        self.until(|all| all.iter().any(|t| t.pid == pid && matches!(t.what, Event::Exit(_))))
    }
}
