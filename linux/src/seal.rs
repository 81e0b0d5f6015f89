//! Memory in a process from which the kernel is to read a filter. Whoever changed it between the
//! supervisor's write and the kernel's read would run without that filter: another thread, a
//! process that may write the memory of this one, a filter of the program's own that lets a call
//! seem to succeed. So the memory is shared and read-only, which not even `/proc/pid/mem` writes
//! through, and is looked at once nobody can change it any more.
use crate::image;
use crate::inject::{Failure, Session};
use crate::sys::{mem, process};
use std::fs;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::sync::OnceLock;

const PAGE: usize = 4096;
const READ: u64 = libc::PROT_READ as u64;

/// Bytes in a process that do not change.
pub(crate) struct Sealed {
    /// Where they are.
    pub(crate) at: u64,
    size: u64,
    /// They cannot be unmapped either.
    for_good: bool,
}

impl Sealed {
    /// Puts what `build` makes for its address into a process; `alone`: no other thread has this
    /// memory.
    pub(crate) fn new(
        session: &mut Session,
        tgid: i32,
        alone: bool,
        build: impl Fn(u64) -> Vec<u8>,
    ) -> Result<Sealed, Failure> {
        let size = build(0).len().next_multiple_of(PAGE) as u64;
        let tid = session.tid();
        // Before Linux 6.10 other threads cannot be kept from exchanging a mapping.
        let for_good = !alone && can_seal();
        let prot = if for_good { 0 } else { READ | libc::PROT_WRITE as u64 };
        let flags = (libc::MAP_SHARED | libc::MAP_ANONYMOUS) as u64;
        let at = address(session.call(libc::SYS_mmap, [0, size, prot, flags, u64::MAX, 0])?)?;
        let bytes = build(at);
        let inode = if for_good {
            Some(map_sealed_file(session, tgid, at, size, &bytes)?)
        } else {
            mem::write_forced(tid, at, &bytes)?;
            session.call(libc::SYS_mprotect, [at, size, READ, 0, 0, 0])?;
            None
        };
        let mut seen = vec![0; bytes.len()];
        let read = mem::read(tid, at, &mut seen)?;
        if !is_read_only(tid, at, size, inode) || read != bytes.len() || seen != bytes {
            return Err(Failure::Astray);
        }
        Ok(Sealed { at, size, for_good })
    }

    /// Takes the memory away, where that can be.
    pub(crate) fn end(self, session: &mut Session) -> Result<(), Failure> {
        if !self.for_good {
            session.call(libc::SYS_munmap, [self.at, self.size, 0, 0, 0, 0])?;
        }
        Ok(())
    }
}

fn address(ret: i64) -> Result<u64, Failure> {
    if (PAGE as i64..1 << 47).contains(&ret) { Ok(ret as u64) } else { Err(Failure::Astray) }
}

/// Maps a file that nobody can write any more, in a place that nobody can map anything else to.
/// Returns its device and inode, by which the mapping can be told from another.
fn map_sealed_file(
    session: &mut Session,
    tgid: i32,
    at: u64,
    size: u64,
    bytes: &[u8],
) -> Result<(u64, u64), Failure> {
    // Any string does for a name: the magic number at the start of the vDSO is one.
    let name = image::vdso(session.tid()).ok_or(Failure::Astray)?;
    let flags = u64::from(libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING);
    let fd = session.call(libc::SYS_memfd_create, [name, flags, 0, 0, 0, 0])?;
    let own = i32::try_from(fd).map_err(|_| Failure::Astray)?;
    let mut file = fs::File::from(process::descriptor_of(tgid, session.tid(), own)?);
    file.write_all(bytes).and_then(|()| file.set_len(size)).map_err(|_| Failure::Astray)?;
    if !process::seal(file.as_raw_fd()) {
        return Err(Failure::Astray);
    }
    let meta = file.metadata().map_err(|_| Failure::Astray)?;
    let flags = (libc::MAP_SHARED | libc::MAP_FIXED) as u64;
    session.call(libc::SYS_mmap, [at, size, READ, flags, fd as u64, 0])?;
    session.call(libc::SYS_mseal, [at, size, 0, 0, 0, 0])?;
    session.call(libc::SYS_close, [fd as u64, 0, 0, 0, 0, 0])?;
    Ok((meta.dev(), meta.ino()))
}

/// Whether the kernel has mseal(2): never asked through the process, whose filters may answer.
fn can_seal() -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    *CAN.get_or_init(process::has_mseal)
}

/// Whether all of this memory is one shared mapping that cannot be written, of this file if one is
/// given.
fn is_read_only(tid: i32, at: u64, size: u64, file: Option<(u64, u64)>) -> bool {
    let Ok(maps) = fs::read_to_string(format!("/proc/{tid}/maps")) else { return false };
    maps.lines().any(|line| {
        let mut words = line.split_ascii_whitespace();
        let range = words.next().and_then(|r| r.split_once('-'));
        let hex = |s: &str| u64::from_str_radix(s, 16).ok();
        let Some((Some(start), Some(end))) = range.map(|(s, e)| (hex(s), hex(e))) else {
            return false;
        };
        let [perms, offset, _dev, inode] = [words.next(), words.next(), words.next(), words.next()];
        let of_file = file.is_none_or(|(_, ino)| {
            offset.and_then(hex) == Some(0)
                && start == at
                && inode.and_then(|i| i.parse().ok()) == Some(ino)
        });
        start <= at && at + size <= end && perms == Some("r--s") && of_file
    })
}
