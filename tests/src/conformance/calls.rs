//! System calls of the simulated kernel, by name: argument registers in, result or -errno out.
use super::kernel::{Kernel, Node, Open, errno};
use std::collections::VecDeque;
use wss_abi::stat::WrStat;

/// `AT_FDCWD`.
pub(super) const AT_FDCWD: u64 = -100i64 as u64;
/// `O_CREAT`.
pub(super) const O_CREAT: u64 = 0o100;

/// How a call went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// Its result, or -errno.
    Ret(i64),
    /// It waits for data.
    Blocks,
    /// It replaced the image: resolved path, script, arguments.
    Exec { path: Vec<u8>, script: Option<Vec<u8>>, argv: Vec<Vec<u8>>, spelt: Vec<u8> },
}

fn dirfd(v: u64) -> Option<i32> {
    (v as u32 != AT_FDCWD as u32).then_some(v as i32)
}

impl Kernel {
    /// Runs a call for a thread, with what is in its registers.
    pub(super) fn call(&mut self, tid: u32, name: &str) -> Done {
        match self.try_call(tid, name) {
            Ok(done) => done,
            Err(e) => Done::Ret(-e),
        }
    }

    fn try_call(&mut self, tid: u32, name: &str) -> Result<Done, i64> {
        let r = self.thread(tid).ok_or(errno::EINVAL)?.regs;
        let ret = match name {
            "openat" => {
                let path = self.string(tid, r[1])?;
                self.open(tid, dirfd(r[0]), &path, r[2])?
            }
            "open" => {
                let path = self.string(tid, r[0])?;
                self.open(tid, None, &path, r[1])?
            }
            "creat" => {
                let path = self.string(tid, r[0])?;
                self.open(tid, None, &path, O_CREAT | 1)?
            }
            "close" => {
                let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
                p.open.remove(&(r[0] as i32)).ok_or(errno::EBADF)?;
                0
            }
            "read" => return self.read_call(tid, r),
            "write" => {
                let mut bytes = vec![0; r[2] as usize];
                let n = self.read(tid, r[1], &mut bytes)?;
                bytes.truncate(n);
                self.write_to(tid, r[0] as i32, &bytes)?
            }
            "chmod" => {
                let path = self.string(tid, r[0])?;
                let path = self.resolve(tid, None, &path, true)?;
                match self.nodes.get_mut(&path) {
                    Some(Node::File { stat, .. }) => stat.mode = stat.mode & !0o7777 | r[1] as u32,
                    _ => return Err(errno::ENOENT),
                }
                0
            }
            "chown" => {
                let path = self.string(tid, r[0])?;
                let path = self.resolve(tid, None, &path, true)?;
                self.nodes.contains_key(&path).then_some(0).ok_or(errno::ENOENT)?
            }
            "connect" => {
                let p = self.proc(tid).ok_or(errno::EINVAL)?;
                let open = p.open.contains_key(&(r[0] as i32));
                return Err(if open { errno::ENOTSOCK } else { errno::EBADF });
            }
            "unlink" => {
                let path = self.string(tid, r[0])?;
                let path = self.resolve(tid, None, &path, false)?;
                self.nodes.remove(&path).ok_or(errno::ENOENT)?;
                0
            }
            "chdir" | "chroot" => {
                let path = self.string(tid, r[0])?;
                let path = self.resolve(tid, None, &path, true)?;
                if !matches!(self.nodes.get(&path), Some(Node::Dir)) && path != b"/" {
                    return Err(errno::ENOENT);
                }
                let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
                match name {
                    "chdir" => p.cwd = path,
                    _ => p.root = path,
                }
                0
            }
            "getpid" => i64::from(self.proc(tid).ok_or(errno::EINVAL)?.pid),
            "getppid" => i64::from(self.proc(tid).ok_or(errno::EINVAL)?.ppid),
            "setuid" => {
                let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
                (p.uid, p.euid) = (r[0] as u32, r[0] as u32);
                0
            }
            "pipe" => {
                self.pipes.push(VecDeque::new());
                let pipe = self.pipes.len() - 1;
                let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
                let fd = free(p.open.keys().copied());
                p.open.insert(fd, Open::Pipe(pipe));
                i64::from(fd)
            }
            "execve" => return self.exec_call(tid, r),
            // What the harness does itself: it has checked already that it may.
            "fork" | "vfork" | "clone" | "kill" | "exit_group" => 0,
            _ => return Err(errno::EINVAL),
        };
        Ok(Done::Ret(ret))
    }

    fn open(&mut self, tid: u32, dirfd: Option<i32>, path: &[u8], flags: u64) -> Result<i64, i64> {
        let path = self.resolve(tid, dirfd, path, true)?;
        let euid = self.proc(tid).ok_or(errno::EINVAL)?.euid;
        if !self.nodes.contains_key(&path) {
            if flags & O_CREAT == 0 {
                return Err(errno::ENOENT);
            }
            let stat = WrStat { mode: 0o100644, uid: euid, nlink: 1, ..WrStat::default() };
            let file = Node::File { content: Vec::new(), stat, interpreter: None };
            self.nodes.insert(path.clone(), file);
        }
        let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
        let fd = free(p.open.keys().copied());
        p.open.insert(fd, Open::File { path, at: 0 });
        Ok(i64::from(fd))
    }

    fn read_call(&mut self, tid: u32, r: [u64; 6]) -> Result<Done, i64> {
        let fd = r[0] as i32;
        let open = self.proc(tid).and_then(|p| p.open.get(&fd)).ok_or(errno::EBADF)?.clone();
        let want = r[2] as usize;
        let bytes: Vec<u8> = match open {
            Open::Pipe(n) => {
                let pipe = self.pipes.get_mut(n).ok_or(errno::EBADF)?;
                if pipe.is_empty() {
                    return Ok(Done::Blocks);
                }
                let n = want.min(pipe.len());
                pipe.drain(..n).collect()
            }
            Open::File { path, at } => {
                let Some(Node::File { content, .. }) = self.nodes.get(&path) else {
                    return Err(errno::EINVAL);
                };
                let rest = content.get(at..).unwrap_or(&[]);
                let bytes = rest[..want.min(rest.len())].to_vec();
                let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
                p.open.insert(fd, Open::File { path, at: at + bytes.len() });
                bytes
            }
        };
        self.write(tid, r[1], &bytes)?;
        Ok(Done::Ret(bytes.len() as i64))
    }

    fn write_to(&mut self, tid: u32, fd: i32, bytes: &[u8]) -> Result<i64, i64> {
        let open = self.proc(tid).and_then(|p| p.open.get(&fd)).ok_or(errno::EBADF)?.clone();
        match open {
            Open::Pipe(n) => self.pipes.get_mut(n).ok_or(errno::EBADF)?.extend(bytes),
            Open::File { path, .. } => match self.nodes.get_mut(&path) {
                Some(Node::File { content, .. }) => content.extend_from_slice(bytes),
                _ => return Err(errno::EINVAL),
            },
        }
        Ok(bytes.len() as i64)
    }

    fn exec_call(&mut self, tid: u32, r: [u64; 6]) -> Result<Done, i64> {
        let spelt = self.string(tid, r[0])?;
        let path = self.resolve(tid, None, &spelt, true)?;
        let Some(Node::File { stat, interpreter, .. }) = self.nodes.get(&path) else {
            return Err(errno::ENOENT);
        };
        let (stat, interpreter) = (*stat, interpreter.clone());
        let mut argv = Vec::new();
        let mut word = [0; 8];
        for n in 0..64 {
            self.read(tid, r[1] + n * 8, &mut word)?;
            match u64::from_le_bytes(word) {
                0 => break,
                at => argv.push(self.string(tid, at)?),
            }
        }
        let (image, script) = match interpreter {
            Some(i) => (self.resolve(tid, None, &i, true)?, Some(path)),
            None => (path, None),
        };
        let p = self.proc_mut(tid).ok_or(errno::EINVAL)?;
        p.exe = image.clone();
        p.memory.fill(0);
        if stat.mode & 0o4000 != 0 {
            p.euid = stat.uid;
        }
        Ok(Done::Exec { path: image, script, argv, spelt })
    }
}

fn free(taken: impl Iterator<Item = i32> + Clone) -> i32 {
    (3..).find(|fd| taken.clone().all(|t| t != *fd)).unwrap_or(3)
}
