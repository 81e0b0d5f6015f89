//! What is known of a new image at its exec stop, before its first instruction: taken from the
//! kernel's own account of it (`/proc/pid/exe`, auxiliary vector, argument area), which nothing
//! has had a chance to change.
use crate::arch;
use crate::host::{LinuxHost, wr_stat};
use crate::sys::{mem, process};
use crate::task::Tasks;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::sync::OnceLock;
use wss_engine::host::Image;

/// Most bytes of arguments that are read.
const MAX_ARGV: u64 = 128 * 1024;
const AT_PHDR: u64 = 3;
const AT_EUID: u64 = 12;
const AT_EGID: u64 = 14;
const AT_SECURE: u64 = 23;
const AT_EXECFN: u64 = 31;
const AT_SYSINFO_EHDR: u64 = 33;
const S_ISUID: u32 = 0o4000;
const S_ISGID: u32 = 0o2000;

/// An image and what the host itself must know of it.
pub(crate) struct Loaded {
    pub(crate) image: Image,
    /// The file has a set-id bit that did not take effect.
    pub(crate) would_raise: bool,
    /// Not a native 64-bit image.
    pub(crate) foreign: bool,
}

/// Describes the image that `tid` has just loaded.
pub(crate) fn of(tid: i32, tasks: &Tasks, wants_sha256: bool) -> Loaded {
    let aux = auxv(tid);
    let get = |key| aux.iter().find(|(k, _)| *k == key).map(|(_, v)| *v);
    let exe = format!("/proc/{tid}/exe");
    let path = link(&exe);
    let exe_meta = fs::metadata(&exe).ok();
    let script = script(tid, get(AT_EXECFN), exe_meta.as_ref());
    let meta = match &script {
        Some((_, meta)) => Some(meta.clone()),
        None => exe_meta.clone(),
    };
    let secure = get(AT_SECURE) == Some(1);
    let bit = |bit: u32| exe_meta.as_ref().is_some_and(|m| m.mode() & bit != 0);
    let is = |key, id: Option<u32>| get(key) == id.map(u64::from);
    let owner = exe_meta.as_ref().map(MetadataExt::uid);
    let group = exe_meta.as_ref().map(MetadataExt::gid);
    let setuid = bit(S_ISUID) && secure && is(AT_EUID, owner);
    let setgid = bit(S_ISGID) && secure && is(AT_EGID, group);
    let would_raise =
        (bit(S_ISUID) && !is(AT_EUID, owner)) || (bit(S_ISGID) && !is(AT_EGID, group));
    let hashed = wants_sha256.then(|| fs::File::open(&exe).ok()).flatten();
    let image = Image {
        path,
        script: script.map(|(path, _)| path),
        argv: argv(tid),
        stat: meta.as_ref().map(wr_stat).unwrap_or_default(),
        setuid,
        setgid,
        parent_program: parent_program(tid, tasks),
        sha256: hashed.and_then(sha256),
    };
    Loaded { image, would_raise, foreign: is_foreign(tid, get(AT_PHDR)) }
}

/// Largest executable that is hashed. A sparse one of terabytes would hold up every other process.
const MAX_HASHED: u64 = 512 << 20;

/// SHA-256 of a file, or `None` if it could not be read to its end or is too large.
fn sha256(file: fs::File) -> Option<[u8; 32]> {
    if file.metadata().ok()?.len() > MAX_HASHED {
        return None;
    }
    let mut hash = Sha256::new();
    let read = std::io::copy(&mut file.take(MAX_HASHED + 1), &mut hash).ok()?;
    (read <= MAX_HASHED).then(|| hash.finalize().into())
}

fn link(path: &str) -> Vec<u8> {
    fs::read_link(path).map(|p| p.into_os_string().into_vec()).unwrap_or_default()
}

fn auxv(tid: i32) -> Vec<(u64, u64)> {
    let bytes = fs::read(format!("/proc/{tid}/auxv")).unwrap_or_default();
    let word = |b: &[u8]| u64::from_ne_bytes(b.try_into().unwrap_or_default());
    bytes
        .chunks_exact(16)
        .filter_map(|c| c.split_at_checked(8).map(|(k, v)| (word(k), word(v))))
        .collect()
}

/// The script that was named to exec, if the executable is its interpreter.
fn script(
    tid: i32,
    execfn: Option<u64>,
    exe: Option<&fs::Metadata>,
) -> Option<(Vec<u8>, fs::Metadata)> {
    let name = LinuxHost::read_string(tid, execfn?)?;
    let file = LinuxHost::open_as(tid, &name).ok()?;
    let meta = file.metadata().ok()?;
    let exe = exe?;
    if (meta.dev(), meta.ino()) == (exe.dev(), exe.ino()) || !meta.is_file() {
        return None;
    }
    Some((LinuxHost::path_of(tid, &file), meta))
}

fn argv(tid: i32) -> Vec<Vec<u8>> {
    let mut bytes = Vec::new();
    let Ok(file) = fs::File::open(format!("/proc/{tid}/cmdline")) else { return Vec::new() };
    let _ = file.take(MAX_ARGV).read_to_end(&mut bytes);
    if bytes.last() == Some(&0) {
        bytes.pop();
    } else if bytes.is_empty() {
        return Vec::new();
    }
    bytes.split(|b| *b == 0).map(<[u8]>::to_vec).collect()
}

/// Process and parent process of a thread, as the system sees them.
pub(crate) fn relations(tid: i32) -> Option<(i32, i32)> {
    let status = fs::read_to_string(format!("/proc/{tid}/status")).ok()?;
    let get = |key| status.lines().find_map(|l| l.strip_prefix(key))?.trim().parse().ok();
    Some((get("Tgid:")?, get("PPid:")?))
}

/// Whether the thread is traced by this process.
pub(crate) fn is_traced(tid: i32) -> bool {
    let status = fs::read_to_string(format!("/proc/{tid}/status")).unwrap_or_default();
    let tracer = status.lines().find_map(|l| l.strip_prefix("TracerPid:"));
    tracer.is_some_and(|t| t.trim() == std::process::id().to_string())
}

fn parent_program(tid: i32, tasks: &Tasks) -> Vec<u8> {
    let Some((_, parent)) = relations(tid) else { return Vec::new() };
    let path = match tasks.processes.get(&parent) {
        Some(p) => p.exe.clone(),
        None => link(&format!("/proc/{parent}/exe")),
    };
    let name = path.iter().rposition(|b| *b == b'/').map_or(0, |at| at + 1);
    path.get(name..).unwrap_or_default().to_vec()
}

fn is_foreign(tid: i32, headers: Option<u64>) -> bool {
    const ELF32: u8 = 1;
    let mut ident = [0u8; 5];
    let read =
        fs::File::open(format!("/proc/{tid}/exe")).and_then(|f| f.read_exact_at(&mut ident, 0));
    match read {
        Ok(()) => ident.starts_with(b"\x7fELF") && ident[4] == ELF32,
        Err(_) => headers.is_some_and(|h| h < 1 << 32),
    }
}

/// Where the vDSO is in the process, by its own account.
pub(crate) fn vdso(tid: i32) -> Option<u64> {
    Some(auxv(tid).into_iter().find(|(k, _)| *k == AT_SYSINFO_EHDR)?.1)
}

/// Address of a system-call instruction in the process: in the kernel's own vDSO.
pub(crate) fn syscall_gadget(tid: i32) -> Option<u64> {
    static OFFSET: OnceLock<Option<u64>> = OnceLock::new();
    // The same vDSO is mapped into every native process: this one's is trusted.
    let offset = OFFSET.get_or_init(|| {
        let mut text = vec![0u8; 16 * 1024];
        let n = mem::read(std::process::id() as i32, process::own_vdso()?, &mut text).ok()?;
        let text = text.get(..n)?;
        text.windows(2).position(|w| *w == arch::SYSCALL_INSN).map(|at| at as u64)
    });
    vdso(tid)?.checked_add((*offset)?)
}

/// How many filters a thread has (Linux 5.9).
pub(crate) fn filters(tid: i32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{tid}/status")).ok()?;
    status.lines().find_map(|l| l.strip_prefix("Seccomp_filters:"))?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_end_is_not_hashed() {
        let file = tempfile::tempfile().unwrap();
        file.set_len(1 << 40).unwrap();
        assert_eq!(sha256(file), None);
        let empty = sha256(tempfile::tempfile().unwrap()).unwrap();
        assert_eq!(empty[..4], [0xe3, 0xb0, 0xc4, 0x42]);
    }
}
