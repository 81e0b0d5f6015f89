//! The services that the simulated host lends (obligation 9).
use super::kernel::{Kernel, Node, Open};
use super::seed::Seed;
use wss_abi::stat::WrStat;
use wss_engine::host::{At, Creds, Errno, Host, Tid};

/// The kernel, seen by the engine.
pub(super) struct Services<'k> {
    pub(super) kernel: &'k mut Kernel,
    pub(super) seed: Option<Seed>,
    /// Kills that clauses asked for.
    pub(super) kills: &'k mut Vec<(Tid, u8)>,
    /// What a clause asks is answered when the engine is not at work.
    pub(super) later: bool,
}

fn errno(n: i64) -> Errno {
    Errno(n as u16)
}

impl Services<'_> {
    fn find(&self, tid: Tid, at: At<'_>) -> Result<Vec<u8>, Errno> {
        if self.seed == Some(Seed::ServicesOfHost) {
            let found = self.kernel.walk(b"/", b"/".to_vec(), at.path, at.follow);
            return found.map_err(errno);
        }
        self.kernel.resolve(tid, at.dirfd, at.path, at.follow).map_err(errno)
    }

    fn status(&self, path: &[u8]) -> Result<WrStat, Errno> {
        match self.kernel.nodes.get(path) {
            Some(Node::File { stat, .. }) => Ok(*stat),
            Some(Node::Link(_)) => Ok(WrStat { mode: 0o120777, ..WrStat::default() }),
            Some(Node::Dir) => Ok(WrStat { mode: 0o040755, ..WrStat::default() }),
            None => Err(Errno(2)),
        }
    }

    fn file(&self, tid: Tid, fd: i32) -> Result<Vec<u8>, Errno> {
        match self.kernel.proc(tid).and_then(|p| p.open.get(&fd)) {
            Some(Open::File { path, .. }) => Ok(path.clone()),
            _ => Err(Errno(9)),
        }
    }
}

impl Host for Services<'_> {
    fn later(&self) -> bool {
        self.later
    }

    fn read(&mut self, tid: Tid, addr: u64, buf: &mut [u8]) -> Result<usize, Errno> {
        self.kernel.read(tid, addr, buf).map_err(errno)
    }

    fn write(&mut self, tid: Tid, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
        self.kernel.write(tid, addr, bytes).map_err(errno)
    }

    fn stat(&mut self, tid: Tid, at: At<'_>) -> Result<WrStat, Errno> {
        let path = self.find(tid, at)?;
        self.status(&path)
    }

    fn fstat(&mut self, tid: Tid, fd: i32) -> Result<WrStat, Errno> {
        let path = self.file(tid, fd)?;
        self.status(&path)
    }

    fn sockaddr(&mut self, _: Tid, _: i32, _: bool) -> Result<Vec<u8>, Errno> {
        Err(Errno(88))
    }

    fn resolve(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>, Errno> {
        self.find(tid, at)
    }

    fn fd_path(&mut self, tid: Tid, fd: i32) -> Result<Vec<u8>, Errno> {
        self.file(tid, fd)
    }

    fn exe(&mut self, _: Tid, pid: u32) -> Result<Vec<u8>, Errno> {
        self.kernel.proc(pid).map(|p| p.exe.clone()).ok_or(Errno(3))
    }

    fn readlink(&mut self, tid: Tid, at: At<'_>) -> Result<Vec<u8>, Errno> {
        let path = self.find(tid, At { follow: false, ..at })?;
        match self.kernel.nodes.get(&path) {
            Some(Node::Link(target)) => Ok(target.clone()),
            Some(_) => Err(Errno(22)),
            None => Err(Errno(2)),
        }
    }

    fn pread(&mut self, tid: Tid, fd: i32, buf: &mut [u8], offset: u64) -> Result<usize, Errno> {
        let path = self.file(tid, fd)?;
        let Some(Node::File { content, .. }) = self.kernel.nodes.get(&path) else {
            return Err(Errno(22));
        };
        let rest = content.get(offset as usize..).unwrap_or(&[]);
        let n = rest.len().min(buf.len());
        buf[..n].copy_from_slice(&rest[..n]);
        Ok(n)
    }

    fn now(&mut self, _: bool) -> u64 {
        self.kernel.clock += 1;
        self.kernel.clock
    }

    fn kill(&mut self, tid: Tid, signal: u8) -> Result<(), Errno> {
        self.kills.push((tid, signal));
        Ok(())
    }

    fn creds(&mut self, tid: Tid) -> Creds {
        let Some(p) = self.kernel.proc(tid) else { return Creds::default() };
        let uid = if self.seed == Some(Seed::EffectiveUid) { p.euid } else { p.uid };
        Creds { ppid: p.ppid, uid, euid: p.euid, gid: 0, egid: 0, jail: 0 }
    }
}
