//! A small kernel to simulate: files, processes, threads, memory, pipes. It knows nothing of
//! wrappers.
use std::collections::{BTreeMap, VecDeque};
use wss_abi::stat::WrStat;

/// What stands at a path.
#[derive(Clone, Debug)]
pub(super) enum Node {
    File { content: Vec<u8>, stat: WrStat, interpreter: Option<Vec<u8>> },
    Link(Vec<u8>),
    Dir,
}

/// An open file.
#[derive(Clone, Debug)]
pub(super) enum Open {
    File { path: Vec<u8>, at: usize },
    Pipe(usize),
}

/// Bytes of memory of a process; addresses below the first page are not mapped.
pub(super) const MEMORY: usize = 0x40000;
const FIRST: u64 = 0x1000;
/// Where a thread's arguments lie, and where the host's replacements do.
pub(super) const ARGUMENTS: u64 = 0x2000;
pub(super) const HELD: u64 = 0x20000;
const PER_THREAD: u64 = 0x2000;

/// A process.
#[derive(Clone, Debug)]
pub(super) struct Proc {
    pub(super) pid: u32,
    pub(super) ppid: u32,
    pub(super) memory: Vec<u8>,
    pub(super) open: BTreeMap<i32, Open>,
    pub(super) cwd: Vec<u8>,
    pub(super) root: Vec<u8>,
    pub(super) uid: u32,
    pub(super) euid: u32,
    /// Path of the program, as the kernel resolved it.
    pub(super) exe: Vec<u8>,
}

/// A thread.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) tid: u32,
    pub(super) proc: usize,
    pub(super) alive: bool,
    /// Argument registers.
    pub(super) regs: [u64; 6],
    /// Its number among all threads: where its arguments lie.
    pub(super) slot: u64,
}

impl Thread {
    pub(super) fn arguments(&self) -> u64 {
        ARGUMENTS + self.slot * PER_THREAD
    }

    pub(super) fn held(&self) -> u64 {
        HELD + self.slot * PER_THREAD
    }
}

/// The kernel.
#[derive(Debug, Default)]
pub(super) struct Kernel {
    pub(super) nodes: BTreeMap<Vec<u8>, Node>,
    pub(super) procs: Vec<Proc>,
    pub(super) threads: Vec<Thread>,
    pub(super) pipes: Vec<VecDeque<u8>>,
    pub(super) sums: BTreeMap<Vec<u8>, [u8; 32]>,
    pub(super) clock: u64,
}

/// errno numbers used here, those of Linux.
pub(super) mod errno {
    pub(crate) const ENOENT: i64 = 2;
    pub(crate) const EBADF: i64 = 9;
    pub(crate) const EFAULT: i64 = 14;
    pub(crate) const ENOTDIR: i64 = 20;
    pub(crate) const EINVAL: i64 = 22;
    pub(crate) const ENAMETOOLONG: i64 = 36;
    pub(crate) const ELOOP: i64 = 40;
    pub(crate) const ENOTSOCK: i64 = 88;
}

impl Kernel {
    pub(super) fn thread(&self, tid: u32) -> Option<&Thread> {
        self.threads.iter().find(|t| t.tid == tid && t.alive)
    }

    pub(super) fn thread_mut(&mut self, tid: u32) -> Option<&mut Thread> {
        self.threads.iter_mut().find(|t| t.tid == tid && t.alive)
    }

    pub(super) fn proc(&self, tid: u32) -> Option<&Proc> {
        self.procs.get(self.thread(tid)?.proc)
    }

    pub(super) fn proc_mut(&mut self, tid: u32) -> Option<&mut Proc> {
        let at = self.thread(tid)?.proc;
        self.procs.get_mut(at)
    }

    /// Live threads of the process of `tid`.
    pub(super) fn siblings(&self, tid: u32) -> Vec<u32> {
        let Some(proc) = self.thread(tid).map(|t| t.proc) else { return Vec::new() };
        self.threads.iter().filter(|t| t.proc == proc && t.alive).map(|t| t.tid).collect()
    }

    pub(super) fn new_id(&self) -> u32 {
        100 + self.threads.len() as u32
    }

    pub(super) fn new_thread(&mut self, proc: usize) -> u32 {
        let tid = self.new_id();
        let slot = self.threads.len() as u64;
        self.threads.push(Thread { tid, proc, alive: true, regs: [0; 6], slot });
        tid
    }

    pub(super) fn read(&self, tid: u32, addr: u64, buf: &mut [u8]) -> Result<usize, i64> {
        let memory = &self.proc(tid).ok_or(errno::EFAULT)?.memory;
        let from = addr.checked_sub(FIRST).ok_or(errno::EFAULT)? as usize;
        let there = memory.get(from..).filter(|m| !m.is_empty()).ok_or(errno::EFAULT)?;
        let n = there.len().min(buf.len());
        buf[..n].copy_from_slice(&there[..n]);
        Ok(n)
    }

    pub(super) fn write(&mut self, tid: u32, addr: u64, bytes: &[u8]) -> Result<(), i64> {
        let memory = &mut self.proc_mut(tid).ok_or(errno::EFAULT)?.memory;
        let from = addr.checked_sub(FIRST).ok_or(errno::EFAULT)? as usize;
        let end = from.checked_add(bytes.len()).ok_or(errno::EFAULT)?;
        memory.get_mut(from..end).ok_or(errno::EFAULT)?.copy_from_slice(bytes);
        Ok(())
    }

    /// A string of the process, as a system call takes one.
    pub(super) fn string(&self, tid: u32, addr: u64) -> Result<Vec<u8>, i64> {
        let mut buf = vec![0; 4096];
        let n = self.read(tid, addr, &mut buf)?;
        match buf[..n].iter().position(|b| *b == 0) {
            Some(end) => Ok(buf[..end].to_vec()),
            None if n == 4096 => Err(errno::ENAMETOOLONG),
            None => Err(errno::EFAULT),
        }
    }

    /// Absolute path of what a process calls `path`, links followed (the last one if `follow`).
    pub(super) fn resolve(
        &self,
        tid: u32,
        dirfd: Option<i32>,
        path: &[u8],
        follow: bool,
    ) -> Result<Vec<u8>, i64> {
        let proc = self.proc(tid).ok_or(errno::ENOENT)?;
        let base = match dirfd {
            _ if path.starts_with(b"/") => proc.root.clone(),
            None => proc.cwd.clone(),
            Some(fd) => match proc.open.get(&fd) {
                Some(Open::File { path, .. }) => path.clone(),
                Some(Open::Pipe(_)) => return Err(errno::ENOTDIR),
                None => return Err(errno::EBADF),
            },
        };
        if path.is_empty() {
            return Err(errno::ENOENT);
        }
        self.walk(&proc.root, base, path, follow)
    }

    /// Resolves `path` from `base` beneath `root`.
    pub(super) fn walk(
        &self,
        root: &[u8],
        base: Vec<u8>,
        path: &[u8],
        follow: bool,
    ) -> Result<Vec<u8>, i64> {
        let mut at = if base == b"/" { Vec::new() } else { base };
        let root: &[u8] = if root == b"/" { b"" } else { root };
        let mut todo: VecDeque<Vec<u8>> =
            path.split(|b| *b == b'/').filter(|c| !c.is_empty()).map(<[u8]>::to_vec).collect();
        let mut links = 0;
        while let Some(part) = todo.pop_front() {
            match part.as_slice() {
                b"." => continue,
                b".." => {
                    if at != root {
                        let end = at.iter().rposition(|b| *b == b'/').unwrap_or(0);
                        at.truncate(end);
                    }
                    continue;
                }
                _ => {}
            }
            let mut next = at.clone();
            next.push(b'/');
            next.extend_from_slice(&part);
            match self.nodes.get(&next) {
                Some(Node::Link(target)) if follow || !todo.is_empty() => {
                    links += 1;
                    if links > 40 {
                        return Err(errno::ELOOP);
                    }
                    if target.starts_with(b"/") {
                        at = root.to_vec();
                    }
                    let parts = target.split(|b| *b == b'/').filter(|c| !c.is_empty());
                    for part in parts.rev() {
                        todo.push_front(part.to_vec());
                    }
                }
                Some(Node::File { .. }) if !todo.is_empty() => return Err(errno::ENOTDIR),
                None if !todo.is_empty() => return Err(errno::ENOENT),
                _ => at = next,
            }
        }
        Ok(if at.is_empty() { b"/".to_vec() } else { at })
    }
}
