//! The state of the system as the wrapped process sees it (obligation 9), its memory, and
//! `wr_kill`.
use super::{Call, Out, answer};
use crate::errno::{EINVAL, negative};
use crate::host::{At, Errno};
use alloc::vec::Vec;
use wss_abi::addr::{Region, split};
use wss_abi::ctx::{MAX_CAPTURE, MAX_STRING};
use wss_abi::helper::id;
use wss_abi::stat::WrStat;
use wss_vm::{Budget, Fault, Memory};

/// `AT_FDCWD`, the same on Linux and FreeBSD.
const AT_FDCWD: i32 = -100;

impl Call<'_, '_> {
    /// The file that a path names: a captured path starts from its call's directory descriptor.
    fn at<'m>(&self, addr: u64, mem: &'m Memory<'_>, follow: bool) -> Result<At<'m>, Fault> {
        let path = mem.cstr(addr, MAX_STRING)?;
        let (region, offset) = split(addr);
        let mut dirfd = None;
        if region == Region::Capture as u32 {
            let captures = self.event.captures.iter().rev();
            let c = captures.clone().find(|c| c.offset == offset && !c.dead);
            if let Some(register) = c.and_then(|c| c.dirfd) {
                dirfd = Some(self.event.arg(register) as i32).filter(|fd| *fd != AT_FDCWD);
            }
        }
        Ok(At { dirfd, path, follow })
    }

    pub(super) fn system(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Out {
        let [r1, r2, r3, r4, _] = args;
        let tid = self.site.tid;
        match id {
            id::STAT | id::LSTAT => {
                mem.slice_mut(r2, WrStat::SIZE as u64)?;
                let at = self.at(r1, mem, id == id::STAT)?;
                let stat = self.scope.host.stat(tid, at);
                put_stat(mem, r2, stat)
            }
            id::FSTAT => {
                let stat = self.scope.host.fstat(tid, r1 as i32);
                put_stat(mem, r2, stat)
            }
            id::GET_ADDR | id::GETPEERNAME | id::GETSOCKNAME => {
                let host = &mut *self.scope.host;
                let fd = r1 as i32;
                let addr = match id {
                    id::GET_ADDR => {
                        host.sockaddr(tid, fd, true).or_else(|_| host.sockaddr(tid, fd, false))
                    }
                    _ => host.sockaddr(tid, fd, id == id::GETPEERNAME),
                };
                put_bytes(mem, r2, r3, addr, false)
            }
            id::PATH => {
                let at = self.at(r1, mem, true)?;
                let path = self.scope.host.resolve(tid, at);
                put_bytes(mem, r2, r3, path, true)
            }
            id::READLINK => {
                let at = self.at(r1, mem, false)?;
                let path = self.scope.host.readlink(tid, at);
                put_bytes(mem, r2, r3, path, true)
            }
            id::FD_PATH => {
                let path = self.scope.host.fd_path(tid, r1 as i32);
                put_bytes(mem, r2, r3, path, true)
            }
            id::EXE => {
                let process = self.scope.core.processes.all.get(self.site.process);
                let path = process.map(|p| p.image.path.as_slice()).unwrap_or(&[]);
                let path = wss_abi::mem::try_vec(path);
                let path = self.need(id, path)?;
                put_bytes(mem, r1, r2, Ok(path), true)
            }
            id::PREAD => {
                let into = mem.slice_mut(r2, r3)?;
                budget.charge_bytes(r3)?;
                let n = self.scope.host.pread(tid, r1 as i32, into, r4);
                Ok(answer(n.map(|n| n as u64)))
            }
            id::TIME => Ok(self.scope.host.now(r1 != 0)),
            id::READ => {
                let into = mem.slice_mut(r2, r3.min(u64::from(MAX_CAPTURE)))?;
                budget.charge_bytes(r3)?;
                let n = self.scope.host.read(tid, r1, into);
                Ok(answer(n.map(|n| n as u64)))
            }
            id::WRITE => {
                let bytes = mem.slice(r2, r3)?;
                budget.charge_bytes(r3)?;
                if self.permissive() {
                    return Ok(r3);
                }
                let done = self.scope.host.write(tid, r1, bytes);
                Ok(answer(done.map(|()| r3)))
            }
            id::KILL => match u8::try_from(r1) {
                Ok(0..=64) if self.permissive() => Ok(0),
                Ok(signal @ 0..=64) => Ok(answer(self.scope.host.kill(tid, signal).map(|()| 0))),
                _ => Ok(negative(EINVAL)),
            },
            _ => Err(Fault::BadHelper(id)),
        }
    }
}

fn put_stat(mem: &mut Memory<'_>, at: u64, stat: Result<WrStat, Errno>) -> Out {
    let into = mem.slice_mut(at, WrStat::SIZE as u64)?;
    Ok(answer(stat.map(|s| {
        into.copy_from_slice(&s.to_bytes());
        0
    })))
}

/// Copies what the host answered, cut to the `len` bytes at `at` (a path: with its NUL), and
/// returns how long it is as a whole, as snprintf(3) does.
fn put_bytes(
    mem: &mut Memory<'_>,
    at: u64,
    len: u64,
    bytes: Result<Vec<u8>, Errno>,
    text: bool,
) -> Out {
    let into = mem.slice_mut(at, len)?;
    let bytes = match bytes {
        Ok(b) => b,
        Err(e) => return Ok(negative(e)),
    };
    let fits = into.len().saturating_sub(usize::from(text));
    into.iter_mut().zip(bytes.iter().take(fits)).for_each(|(to, from)| *to = *from);
    if text && let Some(nul) = into.get_mut(bytes.len().min(fits)) {
        *nul = 0;
    }
    Ok(bytes.len() as u64)
}
