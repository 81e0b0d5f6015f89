//! The host contract. A host delivers events to the engine and carries out what it answers; it
//! decides nothing. Obligations, each with a scenario in the conformance suite:
//!
//! 1. **Exec.** After a successful exec, before any instruction of the new image: `Engine::exec`.
//! 2. **Fork.** Before a child (fork, vfork, clone, any thread) runs its first instruction:
//!    `Engine::fork` or `Engine::thread`. There is no moment at which it runs unwrapped.
//! 3. **Entry.** Each call in the wrap set's interception program: `Engine::entry`, before the call
//!    takes effect; the call runs only as the answer says.
//! 4. **Exit.** Exactly when the entry's answer asked for it, `Engine::leave` after the call and
//!    before the caller sees the result; the caller sees what the answer says. A call that is
//!    restarted by the kernel with the same arguments is one event, not two: either the host carries
//!    the restart out by itself and tells of neither, or, where the kernel lets the thread enter the
//!    call again, it says `Engine::interrupted` instead of `Engine::leave` and brings the second
//!    entry. Any other call that the thread enters first ends an interrupted one, which shows EINTR.
//! 5. **Rewrite.** Replaced arguments are what the kernel executes, each time that it executes the
//!    call; after the call the process's registers are as an unwrapped call would leave them. An
//!    argument that the host says it holds (`Engine::set_holds`) is executed from memory that no other
//!    thread, process or mapping can change from the moment it was handed over.
//! 6. **Refuse / Return.** The call is not executed; the caller sees the errno or the value.
//! 7. **Kill.** The process gets the signal before it returns to user mode.
//! 8. **Gone.** When a process or thread is gone: `Engine::gone`. Its state may then be freed.
//!    Life-cycle events that a host does not tell of it names (`Engine::set_untold`): clauses on them are
//!    refused at load rather than never run.
//! 9. **Services.** The methods below answer as the wrapped process itself would see the system
//!    (its root, working directory, descriptors, namespaces); failure is an errno, never a panic. A
//!    process's id is the same from the event it becomes known by until it is gone.
//!    A host whose look-ups may not be made while the engine is at work ([`Host::later`]) is handed what
//!    clauses ask ([`Step`]); it answers in the thread that asks, and makes its request again.
//! 10. **Death.** If the host's engine dies, its wrapped processes die before completing another
//!     call (user level), or the engine cannot die (kernel).
pub use crate::ask::{Answer, Name, Question, Step};
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};
use wss_abi::stat::WrStat;

/// An errno of the host system, 1..=4095.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Errno(pub u16);

/// Whom a service is asked about: a thread of the wrapped process that is inside the event.
pub type Tid = u32;

/// A file as the process would name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At<'a> {
    /// Directory descriptor of the process that a relative path starts from; `None`: its working
    /// directory.
    pub dirfd: Option<i32>,
    /// Path, without NUL.
    pub path: &'a [u8],
    /// Follow a link in the last component.
    pub follow: bool,
}

/// Services that a host lends to the engine (obligation 9).
pub trait Host {
    /// Whether what may wait for a file system or a socket ([`Question`]) is not to be asked of the
    /// methods below while the engine is at work, but answered with a [`Step::Ask`]: for a host
    /// whose engine is behind a lock that other processes want too.
    fn later(&self) -> bool {
        false
    }
    /// Reads process memory at `addr` into `buf`; returns how many bytes were readable (a short
    /// count ends at an unreadable page), or EFAULT if none.
    fn read(&mut self, tid: Tid, addr: u64, buf: &mut [u8]) -> Result<usize, Errno>;
    /// Writes process memory where the process itself could; all or an errno.
    fn write(&mut self, tid: Tid, addr: u64, bytes: &[u8]) -> Result<(), Errno>;
    /// stat(2) or lstat(2).
    fn stat(&mut self, tid: Tid, at: At<'_>) -> Result<WrStat, Errno>;
    /// fstat(2).
    fn fstat(&mut self, tid: Tid, fd: i32) -> Result<WrStat, Errno>;
    /// getpeername(2) (`peer`) or getsockname(2): the raw sockaddr, at most 128 bytes.
    fn sockaddr(&mut self, tid: Tid, fd: i32, peer: bool) -> Result<Vec<u8>, Errno>;
    /// Absolute path with links resolved; a last component that does not exist is allowed.
    fn resolve(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>, Errno>;
    /// Path of the file behind a descriptor.
    fn fd_path(&mut self, tid: Tid, fd: i32) -> Result<Vec<u8>, Errno>;
    /// Path of the program that a process runs, as [`Image::path`] has it; `pid`: its id, or that of a
    /// thread of it, as the process of `tid` would name it. ESRCH: there is none that this process may
    /// see; ENOENT: it runs no program; EACCES: what it runs is hidden, or has no name.
    fn exe(&mut self, tid: Tid, pid: u32) -> Result<Vec<u8>, Errno>;
    /// readlink(2).
    fn readlink(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>, Errno>;
    /// pread(2) on a regular file behind a descriptor; never moves its offset, never blocks.
    fn pread(&mut self, tid: Tid, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize, Errno>;
    /// Nanoseconds since the epoch, or monotonic.
    fn now(&mut self, monotonic: bool) -> u64;
    /// Sends a signal to the whole process of `tid`.
    fn kill(&mut self, tid: Tid, signal: u8) -> Result<(), Errno>;
    /// Credentials of the thread's process as they are now.
    fn creds(&mut self, tid: Tid) -> Creds;
    /// Process id of the thread's process. Asked when a process becomes known; the id must be that of
    /// no other known process, and stay. Where threads are numbered apart from processes (FreeBSD) a
    /// host must say; elsewhere (Linux) it is the id of the first thread.
    fn pid(&mut self, tid: Tid) -> u32 {
        tid
    }
}

/// Credentials and identity of a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Creds {
    pub ppid: u32,
    pub uid: u32,
    pub euid: u32,
    pub gid: u32,
    pub egid: u32,
    pub jail: u32,
}

/// A system call as it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Native number.
    pub nr: u32,
    /// Argument registers in order.
    pub args: [u64; 6],
}

/// The engine's answer at entry.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// What to do with the call.
    pub action: Action,
    /// Arguments to replace before it runs (`Action::Run` only).
    pub rewrites: Vec<Rewrite>,
    /// `Engine::leave` must be called when it has run.
    pub wants_exit: bool,
}

/// What a host does with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Run it.
    Run,
    /// Do not run it; the caller sees this errno.
    Refuse(Errno),
    /// Do not run it; the caller sees this value.
    Return(i64),
    /// Do not run it; kill the process by this signal.
    Kill(u8),
}

/// A replaced argument.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// Argument register, 0..=5.
    pub arg: u8,
    /// New content.
    pub with: Replacement,
}

/// What replaces an argument.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub enum Replacement {
    /// The register's value.
    Scalar(u64),
    /// What the register points to (strings: with their NUL): the host puts the bytes where the
    /// kernel can read them, of any length, and points the register there.
    Bytes(Vec<u8>),
    /// What a vector of strings is made of, each with its NUL, in order: the host puts them, and a
    /// null-terminated vector of their addresses, where the kernel can read them.
    Strings(Vec<Vec<u8>>),
}

/// The engine's answer after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leave {
    /// What the caller sees instead of the call's own result; negative: -errno.
    pub ret: Option<i64>,
    /// Kill the process by this signal.
    pub kill: Option<u8>,
}

/// A new image, for activation criteria and exec clauses.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Resolved path of the executable; of a script, the interpreter's.
    pub path: Vec<u8>,
    /// Resolved path of the script, if it is one.
    pub script: Option<Vec<u8>>,
    /// Arguments, possibly truncated.
    pub argv: Vec<Vec<u8>>,
    /// Status of the executable (of a script, the script's): owner, group, mode.
    pub stat: WrStat,
    /// The exec raised privileges: set-user-id, set-group-id.
    pub setuid: bool,
    /// See `setuid`.
    pub setgid: bool,
    /// Program (last component of the resolved path) of the parent.
    pub parent_program: Vec<u8>,
    /// SHA-256 of the executable, if some criterion asked (`Engine::wants_sha256`).
    pub sha256: Option<[u8; 32]>,
}

impl Image {
    /// A copy.
    pub fn copy(&self) -> Result<Image, OutOfMemory> {
        let mut argv = Vec::new();
        for a in &self.argv {
            argv.try_push(try_vec(a)?)?;
        }
        Ok(Image {
            path: try_vec(&self.path)?,
            script: match &self.script {
                Some(s) => Some(try_vec(s)?),
                None => None,
            },
            argv,
            parent_program: try_vec(&self.parent_program)?,
            ..*self
        })
    }
}
