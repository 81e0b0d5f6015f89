//! What the target does besides ending. With `wss.ko`, its device tells it (kmod/include/wss_watch.h): execs with
//! their arguments as they were, children before they run. Without, kqueue(2) tells that something happened
//! (`EVFILT_PROC`), and what of it can still be seen is looked up.
use super::queue::{Queue, event};
use super::{Exit, Follow, check, describe, info, user};
use crate::deed::{Deed, What};
use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;
use wss_abi::watch::{self, Record};

/// Who tells what the target does.
pub(super) struct Deeds {
    what: Follow,
    device: Option<OwnedFd>,
    /// Without it, a kqueue of their own: see [`super::Events`].
    notes: Option<Queue>,
    /// Of the module, for its records.
    buffer: Vec<u8>,
}

impl Deeds {
    /// Watches the target by the best that is there.
    pub(super) fn open(what: Follow) -> Self {
        let device = open(what).ok();
        let room = if device.is_some() { watch::limit::RECORD } else { 0 };
        Self { what, device, notes: None, buffer: vec![0; room] }
    }

    /// Queues what a condition lets pass, and nothing else. `ENOEXEC`: it is none.
    pub(super) fn choose(&self, object: &[u8]) -> io::Result<()> {
        let device = self.device().ok_or(io::ErrorKind::Unsupported)?;
        let (address, len) = (object.as_ptr() as u64, object.len() as u64);
        let request = watch::Condition { abi: watch::ABI, object: address, len, spare: 0 };
        // SAFETY: the command reads as many bytes as a Condition has, and as many of the object as that says.
        let result = unsafe { libc::ioctl(device, watch::IOC_CONDITION, &raw const request) };
        check(result.into()).map(drop)
    }

    /// What becomes readable when the module has something to tell.
    pub(super) fn device(&self) -> Option<RawFd> {
        self.device.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// The process that all this is about.
    pub(super) fn target(&self) -> u32 {
        self.what.pid
    }

    /// Asks the kernel itself; what becomes readable when that has something to tell.
    pub(super) fn note(&mut self) -> io::Result<RawFd> {
        let exec = if self.what.exec { libc::NOTE_EXEC } else { 0 };
        let fork = if self.what.fork { libc::NOTE_TRACK } else { 0 };
        let (notes, wanted) = (Queue::new()?, libc::NOTE_EXIT | exec | fork);
        notes.change(event(self.what.pid as usize, libc::EVFILT_PROC, libc::EV_ADD, wanted))?;
        Ok(self.notes.insert(notes).fd())
    }

    /// Whether nobody tells anything any more.
    pub(super) fn lost(&self) -> bool {
        self.device.is_none() && self.notes.is_none()
    }

    /// What a report of kqueue(2) says.
    fn noted(&self, pid: u32, fflags: u32, data: i64) -> impl Iterator<Item = Deed> {
        let mut all = [None, None, None];
        let [first, second, third] = &mut all;
        let deed = |what| Some(Deed { pid, uid: user(pid), what });
        if fflags & libc::NOTE_CHILD != 0 {
            // The report is the child's; its datum is the parent.
            let parent = data as u32;
            *first = Some(Deed { pid: parent, uid: user(parent), what: What::Fork { child: pid } });
        }
        if fflags & libc::NOTE_EXEC != 0 {
            *second = deed(What::Exec {
                image: image(pid),
                arguments: arguments(pid),
                environment: None,
            });
        }
        if fflags & libc::NOTE_TRACKERR != 0 {
            *third = deed(What::Lost(1));
        } else if fflags & libc::NOTE_EXIT != 0 && self.followed(pid) {
            *third = deed(What::Exit(Exit::from_wait(data as i32)));
        }
        all.into_iter().flatten()
    }

    /// Whether a process is watched only because it descends from the target.
    fn followed(&self, pid: u32) -> bool {
        self.what.fork && self.device.is_none() && pid != self.what.pid
    }

    /// Everything that there is to tell. The device is gone if the module is being unloaded, which is said.
    pub(super) fn read(&mut self) -> Vec<Deed> {
        let mut all = Vec::new();
        while let Some(notes) = &self.notes {
            // What is there is taken without waiting, so that nothing can interrupt it.
            let Ok(events) = notes.take(Some(Duration::ZERO)) else { break };
            let mut count = 0;
            for event in events {
                all.extend(self.noted(event.ident as u32, event.fflags, event.data));
                count += 1;
            }
            if count == 0 {
                break;
            }
        }
        while let Some(device) = &self.device {
            let (to, room) = (self.buffer.as_mut_ptr(), self.buffer.len());
            // SAFETY: room for as many bytes as said.
            let length = unsafe { libc::read(device.as_raw_fd(), to.cast(), room) };
            match check(length as libc::c_long) {
                Ok(0) => break,
                Ok(length) => {
                    let mut rest = self.buffer.get(..length as usize).unwrap_or_default();
                    while let Some((record, next)) = Record::parse(rest) {
                        all.extend(self.deed(&record));
                        rest = next;
                    }
                }
                Err(e) if e.raw_os_error() == Some(libc::ENXIO) => {
                    self.device = None;
                    let what = What::Lost(0);
                    all.push(Deed { pid: self.what.pid, uid: None, what });
                }
                Err(_) => break,
            }
        }
        all
    }

    fn deed(&self, record: &Record<'_>) -> Option<Deed> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let hidden = record.flags & watch::flag::HIDDEN != 0;
        let what = match record.what {
            watch::What::Exec(e) => What::Exec {
                image: (!hidden).then(|| text(e.path)),
                arguments: (!hidden).then(|| e.arguments().map(text).collect()),
                environment: (!hidden && record.flags & watch::flag::NOENV == 0)
                    .then_some(e.env_bytes),
            },
            watch::What::Fork { child } => What::Fork { child },
            // The target's own is told by all who watch it.
            watch::What::Exit { .. } if record.pid == self.what.pid => return None,
            watch::What::Exit { status } => What::Exit(Exit::from_wait(status as i32)),
            watch::What::Lost(n) => What::Lost(n),
            watch::What::Call { .. } => return None,
        };
        Some(Deed { pid: record.pid, uid: user(record.pid), what })
    }
}

/// Watches by the module.
fn open(what: Follow) -> io::Result<OwnedFd> {
    let path = CString::new(watch::PATH)?;
    let flags = libc::O_RDONLY | libc::O_CLOEXEC | libc::O_NONBLOCK;
    // SAFETY: a string with its end; the result is checked, and a new descriptor that nothing else owns.
    let device =
        unsafe { OwnedFd::from_raw_fd(check(libc::open(path.as_ptr(), flags).into())? as RawFd) };
    let exec = if what.exec { watch::event::EXEC } else { 0 };
    let fork = watch::event::FORK | watch::event::EXIT | watch::event::FOLLOW;
    let flags = exec | if what.fork { fork } else { 0 };
    let request = watch::Watch { abi: watch::ABI, pid: what.pid, flags, ..Default::default() };
    // SAFETY: the command says that it reads as many bytes as a Watch has.
    let result = unsafe { libc::ioctl(device.as_raw_fd(), watch::IOC_WATCH, &raw const request) };
    check(result.into()).map(|_| device)
}

fn image(pid: u32) -> Option<String> {
    let path = info::of(libc::KERN_PROC_PATHNAME, pid).ok()?;
    let path = String::from_utf8_lossy(path.strip_suffix(&[0]).unwrap_or(&path)).into_owned();
    if path.is_empty() { describe(pid).map(|d| d.name) } else { Some(path) }
}

fn arguments(pid: u32) -> Option<Vec<String>> {
    let bytes = info::of(libc::KERN_PROC_ARGS, pid).ok()?;
    let words = bytes.strip_suffix(&[0])?.split(|b| *b == 0);
    Some(words.map(|w| String::from_utf8_lossy(w).into_owned()).collect())
}
