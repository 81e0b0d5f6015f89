//! Paths as a wrapped thread would resolve them: from its root and working directory, with
//! `/proc/self` and `/proc/thread-self` meaning itself. The kernel resolves (openat2(2) with
//! `RESOLVE_IN_ROOT` where the root differs); only where the result could depend on who asks
//! (procfs and its links) is the path walked here, one component at a time.
use super::{LinuxHost, path_only};
use crate::sys::{self, Errno, from_io};
use std::collections::VecDeque;
use std::ffi::CString;
use std::fs::File;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use wss_engine::host::At;

type Result<T> = core::result::Result<T, Errno>;

/// Links followed before ELOOP, as the kernel has it.
const MAX_LINKS: u32 = 40;
const PROC_SUPER_MAGIC: i64 = 0x9fa0;

const ENOENT: Errno = Errno(libc::ENOENT as u16);
const ELOOP: Errno = Errno(libc::ELOOP as u16);

fn open_dir(path: &str) -> Result<File> {
    path_only().open(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Errno(libc::EBADF as u16),
        _ => from_io(&e),
    })
}

fn root(tid: i32) -> Result<File> {
    open_dir(&format!("/proc/{tid}/root"))
}

fn base(tid: i32, dirfd: Option<i32>) -> Result<File> {
    match dirfd {
        Some(fd) if fd != libc::AT_FDCWD => open_dir(&format!("/proc/{tid}/fd/{fd}")),
        _ => open_dir(&format!("/proc/{tid}/cwd")),
    }
}

/// openat2(2) with O_PATH.
fn openat2(dir: BorrowedFd<'_>, path: &[u8], follow: bool, resolve: u64) -> Result<File> {
    let path = CString::new(path).map_err(|_| ENOENT)?;
    // SAFETY: the structure consists of integers, for which zero bytes are a value.
    let mut how: libc::open_how = unsafe { core::mem::zeroed() };
    let no_follow = if follow { 0 } else { libc::O_NOFOLLOW };
    how.flags = (libc::O_PATH | libc::O_CLOEXEC | no_follow) as u64;
    how.resolve = resolve;
    // SAFETY: `path` is NUL-terminated and `how` is as long as the size says; both are only read.
    let fd = unsafe {
        libc::syscall(
            libc::SYS_openat2,
            dir.as_raw_fd(),
            path.as_ptr(),
            &raw const how,
            size_of::<libc::open_how>(),
        )
    };
    let fd = sys::check(fd)?;
    // SAFETY: a descriptor just made, owned by nobody else.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) }.into())
}

fn on_procfs(file: &File) -> bool {
    // SAFETY: the structure consists of integers; fstatfs fills it in.
    let mut s: libc::statfs = unsafe { core::mem::zeroed() };
    // SAFETY: `s` is one statfs, as the call demands.
    unsafe { libc::fstatfs(file.as_raw_fd(), &mut s) == 0 && s.f_type == PROC_SUPER_MAGIC }
}

fn same(a: &File, b: &File) -> bool {
    match (a.metadata(), b.metadata()) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Opens what `at` names for its name alone.
pub(super) fn open(tid: i32, at: &At<'_>) -> Result<File> {
    use std::os::fd::AsFd;
    if at.path.is_empty() {
        return Err(ENOENT);
    }
    let root = root(tid)?;
    let absolute = at.path.starts_with(b"/");
    let own_root = open_dir("/").is_ok_and(|own| same(&own, &root));
    let dir =
        if absolute { root.try_clone().map_err(|e| from_io(&e))? } else { base(tid, at.dirfd)? };
    // From the process's own root every path, or from elsewhere below an equal root.
    let flags = libc::RESOLVE_NO_MAGICLINKS;
    let direct = if own_root {
        openat2(dir.as_fd(), at.path, at.follow, flags)
    } else if absolute {
        openat2(dir.as_fd(), at.path, at.follow, flags | libc::RESOLVE_IN_ROOT)
    } else {
        Err(ELOOP)
    };
    match direct {
        Ok(file) if !on_procfs(&file) => Ok(file),
        Err(e) if e != ELOOP => Err(e),
        _ => walk(tid, &root, dir, at),
    }
}

/// Resolves component by component.
fn walk(tid: i32, root: &File, start: File, at: &At<'_>) -> Result<File> {
    use std::os::fd::AsFd;
    let mut here = start;
    let mut links = 0;
    let mut left: VecDeque<Vec<u8>> = components(at.path);
    let must_be_dir = at.path.ends_with(b"/");
    while let Some(name) = left.pop_front() {
        let last = left.is_empty();
        if name == b".." && same(&here, root) {
            continue;
        }
        let next = openat2(here.as_fd(), &name, false, 0)?;
        let meta = next.metadata().map_err(|e| from_io(&e))?;
        if !meta.file_type().is_symlink() || (last && !at.follow && !must_be_dir) {
            here = next;
            continue;
        }
        links += 1;
        if links > MAX_LINKS {
            return Err(ELOOP);
        }
        let in_proc = on_procfs(&next);
        let target = match (in_proc, name.as_slice()) {
            (true, b"self") => tgid_of(tid)?.to_string().into_bytes(),
            (true, b"thread-self") => format!("{}/task/{tid}", tgid_of(tid)?).into_bytes(),
            _ => read_link_at(&next)?,
        };
        if in_proc
            && !matches!(name.as_slice(), b"self" | b"thread-self")
            && !is_plain_link(&target, &name)
        {
            // A magic link leads to an object, not to a name.
            here = openat2(here.as_fd(), &name, true, 0)?;
            continue;
        }
        if target.starts_with(b"/") {
            here = root.try_clone().map_err(|e| from_io(&e))?;
        }
        for part in components(&target).into_iter().rev() {
            left.push_front(part);
        }
    }
    Ok(here)
}

/// Of the links in procfs, those like `mounts -> self/mounts` are names.
fn is_plain_link(target: &[u8], name: &[u8]) -> bool {
    !name.first().is_some_and(u8::is_ascii_digit) && target.starts_with(b"self/")
}

fn components(path: &[u8]) -> VecDeque<Vec<u8>> {
    path.split(|b| *b == b'/').filter(|c| !c.is_empty() && *c != b".").map(<[u8]>::to_vec).collect()
}

fn tgid_of(tid: i32) -> Result<i32> {
    let status = std::fs::read_to_string(format!("/proc/{tid}/status")).map_err(|e| from_io(&e))?;
    let line = status.lines().find_map(|l| l.strip_prefix("Tgid:")).ok_or(ENOENT)?;
    line.trim().parse().map_err(|_| ENOENT)
}

/// Target of a link that was opened itself.
fn read_link_at(link: &File) -> Result<Vec<u8>> {
    let mut buf = vec![0u8; libc::PATH_MAX as usize];
    // SAFETY: the empty path is NUL-terminated and `buf` is as long as the length says.
    let n = unsafe {
        libc::readlinkat(link.as_raw_fd(), c"".as_ptr(), buf.as_mut_ptr().cast(), buf.len())
    };
    let n = sys::check(n as libc::c_long)?;
    buf.truncate(n as usize);
    Ok(buf)
}

/// Name of an open file in the process's view.
fn name_of(tid: i32, file: &File) -> Result<Vec<u8>> {
    let link = format!("/proc/self/fd/{}", file.as_raw_fd());
    let path = std::fs::read_link(link).map_err(|e| from_io(&e))?.into_os_string().into_vec();
    let root = std::fs::read_link(format!("/proc/{tid}/root")).map_err(|e| from_io(&e))?;
    let root = root.into_os_string().into_vec();
    if root == b"/" {
        return Ok(path);
    }
    Ok(match path.strip_prefix(root.as_slice()) {
        Some(b"") => b"/".to_vec(),
        Some(rest) if rest.starts_with(b"/") => rest.to_vec(),
        _ => path,
    })
}

pub(super) fn resolve(tid: i32, at: &At<'_>) -> Result<Vec<u8>> {
    match open(tid, at) {
        Ok(file) => name_of(tid, &file),
        Err(e) if e == ENOENT => {
            // The last component may be yet to be made.
            let path = at.path.strip_suffix(b"/").unwrap_or(at.path);
            let cut = path.iter().rposition(|b| *b == b'/');
            let (dir, last) = match cut {
                Some(at) => path.split_at(at + 1),
                None => (&b"."[..], path),
            };
            if last.is_empty() || last == b"." || last == b".." {
                return Err(e);
            }
            let dir = open(tid, &At { dirfd: at.dirfd, path: dir, follow: true })?;
            if !dir.metadata().is_ok_and(|m| m.is_dir()) {
                return Err(Errno(libc::ENOTDIR as u16));
            }
            let mut name = name_of(tid, &dir)?;
            if name.last() != Some(&b'/') {
                name.push(b'/');
            }
            name.extend_from_slice(last);
            Ok(name)
        }
        Err(e) => Err(e),
    }
}

pub(super) fn fd_path(tid: i32, fd: i32) -> Result<Vec<u8>> {
    match std::fs::read_link(format!("/proc/{tid}/fd/{fd}")) {
        Ok(p) => Ok(p.into_os_string().into_vec()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Errno(libc::EBADF as u16)),
        Err(e) => Err(from_io(&e)),
    }
}

pub(super) fn readlink(tid: i32, at: &At<'_>) -> Result<Vec<u8>> {
    let file = open(tid, &At { follow: false, ..*at })?;
    if !file.metadata().is_ok_and(|m| m.file_type().is_symlink()) {
        return Err(Errno(libc::EINVAL as u16));
    }
    if on_procfs(&file) {
        // `self` and `thread-self` depend on who reads them.
        match file_name(at.path) {
            b"self" => return Ok(tgid_of(tid)?.to_string().into_bytes()),
            b"thread-self" => return Ok(format!("{}/task/{tid}", tgid_of(tid)?).into_bytes()),
            _ => {}
        }
    }
    read_link_at(&file)
}

fn file_name(path: &[u8]) -> &[u8] {
    path.rsplit(|b| *b == b'/').next().unwrap_or(path)
}

impl LinuxHost {
    /// Opens the file that an exec of `tid` named, for its name alone.
    pub(crate) fn open_as(tid: i32, path: &[u8]) -> Result<File> {
        open(tid, &At { dirfd: None, path, follow: true })
    }

    /// Name of an open file as the supervisor sees it.
    pub(crate) fn path_of(_tid: i32, file: &File) -> Vec<u8> {
        std::fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd()))
            .map(|p| p.into_os_string().into_vec())
            .unwrap_or_default()
    }
}
