//! The state of the system as the wrapped process sees it (obligation 9), its memory, and
//! `wr_kill`.
use super::{Call, Out, answer};
use crate::ask::{Answer, Query, Question};
use crate::errno::{EFAULT, EINVAL, ESRCH, ewouldblock, negative};
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

    /// `wr_stat`, `wr_lstat` and `wr_fstat`.
    pub(super) fn status(&mut self, id: u16, args: [u64; 5], mem: &mut Memory<'_>) -> Out {
        let ([r1, at, ..], tid) = (args, self.site.tid);
        let into = mem.slice_mut(at, WrStat::SIZE as u64)?;
        if self.scope.host.later() {
            return self.ask_status(id, r1, at, mem);
        }
        if id == id::FSTAT {
            return Ok(fill_stat(into, &self.scope.host.fstat(tid, r1 as i32)));
        }
        let path = self.at(r1, mem, id == id::STAT)?;
        put_stat(mem, at, &self.scope.host.stat(tid, path))
    }

    #[inline(never)]
    fn ask_status(&mut self, id: u16, r1: u64, at: u64, mem: &mut Memory<'_>) -> Out {
        let query = match id {
            id::FSTAT => Query::Fstat(r1 as i32),
            _ => Query::Stat(self.at(r1, mem, id == id::STAT)?),
        };
        let to = To { at, len: WrStat::SIZE as u64, what: Into::Stat };
        self.ask(id, &query, to)?.put(mem)
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
        let fd = r1 as i32;
        match id {
            id::GET_ADDR | id::GETPEERNAME | id::GETSOCKNAME => {
                let to = To { at: r2, len: r3, what: Into::Bytes };
                mem.slice_mut(to.at, to.len)?;
                let which = match id {
                    id::GET_ADDR => None,
                    _ => Some(id == id::GETPEERNAME),
                };
                self.ask(id, &Query::Sockaddr(fd, which), to)?.put(mem)
            }
            id::PATH | id::READLINK | id::FD_PATH => {
                let to = To { at: r2, len: r3, what: Into::Text };
                mem.slice_mut(to.at, to.len)?;
                let query = match id {
                    id::PATH => Query::Resolve(self.at(r1, mem, true)?),
                    id::READLINK => Query::Readlink(self.at(r1, mem, false)?),
                    _ => Query::FdPath(fd),
                };
                self.ask(id, &query, to)?.put(mem)
            }
            id::PID_EXE => {
                let to = To { at: r2, len: r3, what: Into::Text };
                mem.slice_mut(to.at, to.len)?;
                // What is no id is nobody's: 0 and negative numbers name groups.
                let Some(pid) = u32::try_from(r1 as i32).ok().filter(|pid| *pid != 0) else {
                    return Ok(negative(ESRCH));
                };
                self.ask(id, &Query::PidExe(pid), to)?.put(mem)
            }
            id::PREAD => {
                let to = To { at: r2, len: r3, what: Into::Bytes };
                let room = mem.slice_mut(to.at, to.len)?.len();
                budget.charge_bytes(r3)?;
                self.ask(id, &Query::Pread(fd, room, r4), to)?.put(mem)
            }
            id::EXE => {
                let process = self.scope.core.processes.all.get(self.site.process);
                let path = process.map(|p| p.image.path.as_slice()).unwrap_or(&[]);
                let path = wss_abi::mem::try_vec(path);
                let path = self.need(id, path)?;
                put_bytes(mem, r1, r2, Ok(path), true)
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

    /// Asks the host: at once, or, if it is to be asked later, by pausing the clause. Where that
    /// cannot be (see [`Scope::asks`](crate::engine::Scope::asks)) the answer is EWOULDBLOCK.
    fn ask(&mut self, id: u16, query: &Query<'_>, to: To) -> Result<Answered, Fault> {
        let answer = if !self.scope.host.later() {
            query.answer(self.scope.host, self.site.tid)
        } else if !self.scope.asks {
            let no = ewouldblock(self.scope.policy.target);
            match to.what {
                Into::Stat => Answer::Stat(Err(no)),
                Into::Bytes | Into::Text => Answer::Bytes(Err(no)),
            }
        } else {
            let question = query.own();
            *self.asked = Some(Asks { question: Some(self.need(id, question)?), to });
            return Err(Fault::Pause);
        };
        Ok(Answered { to, answer })
    }
}

/// Where an answer goes.
#[derive(Clone, Copy, Debug)]
struct To {
    at: u64,
    len: u64,
    what: Into,
}

/// As what it goes there.
#[derive(Clone, Copy, Debug)]
enum Into {
    Stat,
    Bytes,
    /// With a NUL.
    Text,
}

/// What a paused clause asked.
#[derive(Debug)]
pub(crate) struct Asks {
    /// Until it is handed on.
    pub(crate) question: Option<Question>,
    to: To,
}

impl Asks {
    /// Gives the answer; what the helper returns.
    pub(crate) fn answer(self, answer: Option<Answer>, mem: &mut Memory<'_>) -> u64 {
        let Some(answer) = answer else { return negative(EFAULT) };
        Answered { to: self.to, answer }.put(mem).unwrap_or_else(|_| negative(EFAULT))
    }
}

/// An answer, and where it goes.
struct Answered {
    to: To,
    answer: Answer,
}

impl Answered {
    /// Puts it there: into memory that was seen to be the clause's when it asked.
    fn put(self, mem: &mut Memory<'_>) -> Out {
        let To { at, len, what } = self.to;
        match what {
            Into::Stat => put_stat(mem, at, &self.answer.stat()),
            Into::Bytes => put_bytes(mem, at, len, self.answer.bytes(), false),
            Into::Text => put_bytes(mem, at, len, self.answer.bytes(), true),
        }
    }
}

fn put_stat(mem: &mut Memory<'_>, at: u64, stat: &Result<WrStat, Errno>) -> Out {
    let into = mem.slice_mut(at, WrStat::SIZE as u64)?;
    Ok(fill_stat(into, stat))
}

#[inline]
fn fill_stat(into: &mut [u8], stat: &Result<WrStat, Errno>) -> u64 {
    match (stat, into.first_chunk_mut()) {
        (Ok(stat), Some(into)) => {
            *into = stat.to_bytes();
            0
        }
        (Err(e), _) => negative(*e),
        // There are as many bytes.
        (Ok(_), None) => negative(EFAULT),
    }
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
