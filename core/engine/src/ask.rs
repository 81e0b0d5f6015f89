//! Questions that a clause asks about files, sockets and programs, and their answers.
//!
//! A look-up may take as long as a file system likes: one that waits for a server, or for another
//! process. A host whose engine is behind a lock therefore does not look up while it holds that
//! ([`Host::later`]): the clause pauses, what was asked is answered with a [`Step::Ask`], and the host
//! looks up without the lock, says [`Engine::answer`](crate::Engine::answer) and makes its request again.
use crate::host::{At, Errno, Host, Tid};
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, try_filled, try_vec};
use wss_abi::stat::WrStat;

/// Memory could not be had; the same on every host.
const ENOMEM: Errno = Errno(12);
/// An answer to another question; the same on every host.
const EIO: Errno = Errno(5);
/// Most bytes of a file that one question asks for.
pub(crate) const MAX_PREAD: usize = 64 * 1024;

/// How far a request came.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// It is done with.
    Done(T),
    /// A clause asks. The host answers without the engine's lock, in the thread that the event is of,
    /// says [`Engine::answer`](crate::Engine::answer), and makes the same request again. Should the thread
    /// be lost meanwhile: [`Engine::abandon`](crate::Engine::abandon).
    Ask(Question),
    /// A clause needs state that a paused one holds. The host waits without the engine's lock until
    /// [`Engine::pop_released`](crate::Engine::pop_released) says that some was given back, and makes the
    /// same request again; after a time of its choosing it says [`Engine::time_out`](crate::Engine::time_out)
    /// before; or it gives up ([`Engine::abandon`](crate::Engine::abandon)).
    Wait {
        /// No clause has run for the event yet: it may be given up and brought again as if it had
        /// not been.
        anew: bool,
    },
}

impl<T> Step<T> {
    /// The end, for a host that looks up at once: it has no other step.
    pub fn done(self) -> Option<T> {
        match self {
            Step::Done(t) => Some(t),
            Step::Ask(_) | Step::Wait { .. } => None,
        }
    }
}

/// A file as the process would name it: an owned [`At`].
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Name {
    pub dirfd: Option<i32>,
    pub path: Vec<u8>,
    pub follow: bool,
}

impl Name {
    fn of(at: At<'_>) -> Result<Name, OutOfMemory> {
        Ok(Name { dirfd: at.dirfd, path: try_vec(at.path)?, follow: at.follow })
    }

    fn at(&self) -> At<'_> {
        At { dirfd: self.dirfd, path: &self.path, follow: self.follow }
    }
}

/// What is asked: the services of [`Host`] that may wait for a file system or a socket.
#[derive(Debug, PartialEq, Eq)]
pub enum Question {
    /// [`Host::stat`].
    Stat(Name),
    /// [`Host::fstat`].
    Fstat(i32),
    /// [`Host::sockaddr`]; `None`: the peer's, or the own if there is none.
    Sockaddr(i32, Option<bool>),
    /// [`Host::resolve`].
    Resolve(Name),
    /// [`Host::fd_path`].
    FdPath(i32),
    /// [`Host::exe`].
    PidExe(u32),
    /// [`Host::readlink`].
    Readlink(Name),
    /// [`Host::pread`]: descriptor, bytes (64 KiB at most), offset.
    Pread(i32, usize, u64),
}

/// What the host found.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Question::Stat`] and [`Question::Fstat`].
    Stat(Result<WrStat, Errno>),
    /// To the others.
    Bytes(Result<Vec<u8>, Errno>),
}

impl Question {
    /// Asks a host's services; the engine is not needed.
    pub fn answer(&self, host: &mut dyn Host, tid: Tid) -> Answer {
        self.query().answer(host, tid)
    }

    fn query(&self) -> Query<'_> {
        match self {
            Question::Stat(n) => Query::Stat(n.at()),
            Question::Fstat(fd) => Query::Fstat(*fd),
            Question::Sockaddr(fd, which) => Query::Sockaddr(*fd, *which),
            Question::Resolve(n) => Query::Resolve(n.at()),
            Question::FdPath(fd) => Query::FdPath(*fd),
            Question::PidExe(pid) => Query::PidExe(*pid),
            Question::Readlink(n) => Query::Readlink(n.at()),
            Question::Pread(fd, len, offset) => Query::Pread(*fd, *len, *offset),
        }
    }
}

/// A question whose path is still in the clause's memory.
pub(crate) enum Query<'m> {
    Stat(At<'m>),
    Fstat(i32),
    Sockaddr(i32, Option<bool>),
    Resolve(At<'m>),
    FdPath(i32),
    PidExe(u32),
    Readlink(At<'m>),
    Pread(i32, usize, u64),
}

impl Query<'_> {
    pub(crate) fn answer(&self, host: &mut dyn Host, tid: Tid) -> Answer {
        match *self {
            Query::Stat(at) => Answer::Stat(host.stat(tid, at)),
            Query::Fstat(fd) => Answer::Stat(host.fstat(tid, fd)),
            Query::Sockaddr(fd, Some(peer)) => Answer::Bytes(host.sockaddr(tid, fd, peer)),
            Query::Sockaddr(fd, None) => {
                let peer = host.sockaddr(tid, fd, true);
                Answer::Bytes(peer.or_else(|_| host.sockaddr(tid, fd, false)))
            }
            Query::Resolve(at) => Answer::Bytes(host.resolve(tid, at)),
            Query::FdPath(fd) => Answer::Bytes(host.fd_path(tid, fd)),
            Query::PidExe(pid) => Answer::Bytes(host.exe(tid, pid)),
            Query::Readlink(at) => Answer::Bytes(host.readlink(tid, at)),
            Query::Pread(fd, len, offset) => {
                let buf = try_filled(len.min(MAX_PREAD), 0u8).map_err(|OutOfMemory| ENOMEM);
                Answer::Bytes(buf.and_then(|mut buf| {
                    let n = host.pread(tid, fd, &mut buf, offset)?;
                    buf.truncate(n);
                    Ok(buf)
                }))
            }
        }
    }

    pub(crate) fn own(&self) -> Result<Question, OutOfMemory> {
        Ok(match *self {
            Query::Stat(at) => Question::Stat(Name::of(at)?),
            Query::Fstat(fd) => Question::Fstat(fd),
            Query::Sockaddr(fd, which) => Question::Sockaddr(fd, which),
            Query::Resolve(at) => Question::Resolve(Name::of(at)?),
            Query::FdPath(fd) => Question::FdPath(fd),
            Query::PidExe(pid) => Question::PidExe(pid),
            Query::Readlink(at) => Question::Readlink(Name::of(at)?),
            Query::Pread(fd, len, offset) => Question::Pread(fd, len.min(MAX_PREAD), offset),
        })
    }
}

impl Answer {
    /// As one to a question after bytes.
    pub(crate) fn bytes(self) -> Result<Vec<u8>, Errno> {
        match self {
            Answer::Bytes(b) => b,
            Answer::Stat(_) => Err(EIO),
        }
    }

    /// As one to a question after a status.
    pub(crate) fn stat(self) -> Result<WrStat, Errno> {
        match self {
            Answer::Stat(s) => s,
            Answer::Bytes(_) => Err(EIO),
        }
    }
}
