//! The same of files: the monitors' program, their log, devices, and where processes are files.
use super::{MISSING, Way, at, call, errno, id, io, on, on_fd};
use std::ffi::CString;
use std::fs::{self, File, OpenOptions};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt, PermissionsExt, symlink};
use std::os::unix::process::parent_id;
use std::path::{Path, PathBuf};

/// A handle of a file.
fn handle(path: &Path) -> Option<[u32; 7]> {
    let mut handle = [0_u32; 7];
    let to = &raw mut handle as u64;
    (on(161, path, [to, 0, 0, 0, 0]) == 0).then_some(handle)
}

/// A call on a path from a folder's descriptor: `call(folder, name, ...)`.
fn from_folder(nr: i32, path: &Path, rest: [u64; 4]) -> i32 {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return 97 };
    let Ok(folder) = File::open(folder) else { return 97 };
    let Ok(name) = CString::new(name.as_bytes()) else { return 97 };
    let [c, d, e, f] = rest;
    call(nr, [id(folder.as_raw_fd()), name.as_ptr() as u64, c, d, e, f])
}

/// Opens it to write, and nothing more.
pub(super) fn writes(path: impl AsRef<Path>) -> i32 {
    io(OpenOptions::new().write(true).open(path))
}

/// Opens it to read, and makes it where it is not.
pub(super) fn creates(path: impl AsRef<Path>) -> i32 {
    // O_CREAT, which the standard library sets for writing alone.
    io(OpenOptions::new().read(true).custom_flags(0x200).open(path))
}

/// Opens a device to read. The guard has to refuse what there is: of a device that is missing nothing is learnt.
fn device(path: &str) -> i32 {
    match fs::metadata(path) {
        Ok(there) if there.file_type().is_char_device() => io(File::open(path)),
        _ => MISSING,
    }
}

/// A file of a process, in procfs(4).
fn of_process(pid: u32, file: &str) -> PathBuf {
    Path::new("/proc").join(pid.to_string()).join(file)
}

pub(crate) const FILES: &[Way] = &[
    ("open", |a| writes(a.file)),
    ("open-folder", |a| from_folder(499, a.file, [1, 0, 0, 0])),
    ("open-link", |a| {
        let link = a.file.with_file_name("link");
        let _ = symlink(a.file, &link);
        writes(link)
    }),
    ("open-working-directory", |a| {
        let (Some(folder), Some(name)) = (a.file.parent(), a.file.file_name()) else { return 97 };
        match std::env::set_current_dir(folder) {
            Ok(()) => writes(Path::new("..").join(folder.file_name().unwrap_or(name)).join(name)),
            Err(e) => errno(&e),
        }
    }),
    ("open-truncate", |a| io(OpenOptions::new().read(true).custom_flags(0x400).open(a.file))),
    ("open-create", |_| creates("/var/log/wss/none")),
    ("open-create-program", |_| creates(std::env::temp_dir().join("wss-monitor"))),
    ("open-empty", |a| {
        let Ok(file) = File::open(a.file) else { return 97 };
        // O_EMPTY_PATH and O_RDWR.
        call(499, [id(file.as_raw_fd()), c"".as_ptr() as u64, 0x0200_0002, 0, 0, 0])
    }),
    ("open-wss", |_| writes("/dev/wsswatch")),
    ("open-disk", |_| writes("/dev/vtbd0")),
    ("open-disk-read", |_| device("/dev/vtbd0")),
    ("open-disks", |_| writes("/dev/mdctl")),
    ("open-disks-read", |_| device("/dev/mdctl")),
    ("open-geom", |_| device("/dev/geom.ctl")),
    ("open-pools", |_| device("/dev/zfs")),
    ("open-targets", |_| device("/dev/cam/ctl")),
    ("open-buses", |_| device("/dev/pci")),
    ("open-memory-kernel", |_| device("/dev/mem")),
    ("open-watch", |_| device("/dev/wsswatch")),
    ("open-devices", |_| io(File::open("/dev/devctl2"))),
    ("open-suspend", |_| io(File::open("/dev/ufssuspend"))),
    ("open-memory", |a| io(File::open(of_process(a.pid as u32, "mem")))),
    ("open-registers", |a| writes(of_process(a.pid as u32, "regs"))),
    ("open-memory-other", |_| writes(of_process(parent_id(), "mem"))),
    ("chdir-process", |a| io(std::env::set_current_dir(of_process(a.pid as u32, "")))),
    ("open-log", |_| io(OpenOptions::new().write(true).open("/var/log/wss/none"))),
    ("fhopen", |a| handle(a.file).map_or(97, |h| call(298, [at(&h), 2, 0, 0, 0, 0]))),
    ("fhopen-read", |a| handle(a.file).map_or(97, |h| call(298, [at(&h), 0, 0, 0, 0, 0]))),
    ("fhlink", |a| {
        let Some(h) = handle(a.file) else { return 97 };
        let Ok(to) = CString::new(a.file.with_extension("l").as_os_str().as_bytes()) else {
            return 97;
        };
        call(565, [at(&h), to.as_ptr() as u64, 0, 0, 0, 0])
    }),
    ("truncate", |a| on(479, a.file, [0; 5])),
    ("unlink", |a| io(fs::remove_file(a.file))),
    ("unlink-device", |_| io(fs::remove_file("/dev/wsswatch"))),
    ("unlink-folder", |a| from_folder(503, a.file, [0; 4])),
    ("rename-above", |_| io(fs::rename("/var/log", "/var/logs"))),
    ("rename", |a| io(fs::rename(a.file, a.file.with_extension("x")))),
    ("replace", |a| io(fs::rename("/nonexistent", a.file))),
    ("link", |a| io(fs::hard_link(a.file, a.file.with_extension("l")))),
    ("link-empty", |a| {
        let Ok(to) = CString::new(a.file.with_extension("l").as_os_str().as_bytes()) else {
            return 97;
        };
        let there = id(-100);
        // linkat with AT_EMPTY_PATH.
        on_fd(495, a.file, [c"".as_ptr() as u64, there, to.as_ptr() as u64, 0x4000, 0])
    }),
    ("mkdir", |_| io(fs::create_dir("/var/log/wss"))),
    ("chmod", |a| io(fs::set_permissions(a.file, fs::Permissions::from_mode(0o777)))),
    ("fchmod", |a| on_fd(124, a.file, [0o777, 0, 0, 0, 0])),
    ("chmod-folder", |a| from_folder(490, a.file, [0o777, 0, 0, 0])),
    ("lchmod", |a| on(274, a.file, [0o777, 0, 0, 0, 0])),
    ("chown", |a| on(16, a.file, [1, 1, 0, 0, 0])),
    ("fchown", |a| on_fd(123, a.file, [1, 1, 0, 0, 0])),
    ("utimes", |a| on(138, a.file, [0; 5])),
    ("utimensat", |a| from_folder(547, a.file, [0; 4])),
    ("utimensat-empty", |a| on_fd(547, a.file, [c"".as_ptr() as u64, 0, 0x4000, 0, 0])),
    ("futimes", |a| on_fd(206, a.file, [0; 5])),
    ("futimens", |a| on_fd(546, a.file, [0; 5])),
    ("extattr_set_file", |a| {
        on(356, a.file, [1, c"a".as_ptr() as u64, c"b".as_ptr() as u64, 1, 0])
    }),
    ("extattr_delete_file", |a| on(358, a.file, [1, c"a".as_ptr() as u64, 0, 0, 0])),
    ("extattr_set_fd", |a| {
        on_fd(371, a.file, [1, c"a".as_ptr() as u64, c"b".as_ptr() as u64, 1, 0])
    }),
    ("extattr_delete_fd", |a| on_fd(373, a.file, [1, c"a".as_ptr() as u64, 0, 0, 0])),
    ("acl_set_file", |a| on(348, a.file, [2, 0, 0, 0, 0])),
    ("acl_set_fd", |a| on_fd(350, a.file, [2, 0, 0, 0, 0])),
    ("acl_delete_file", |a| on(351, a.file, [3, 0, 0, 0, 0])),
    ("acl_delete_fd", |a| on_fd(352, a.file, [3, 0, 0, 0, 0])),
    ("chflags", |a| on(34, a.file, [1, 0, 0, 0, 0])),
    ("fchflags", |a| on_fd(35, a.file, [1, 0, 0, 0, 0])),
    ("revoke", |_| on(56, Path::new("/dev/wsswatch"), [0; 5])),
    ("mkfifo", |_| on(132, Path::new("/var/log/wss/none"), [0o600, 0, 0, 0, 0])),
    ("symlink", |_| io(symlink("/nonexistent", "/var/log/wss/none"))),
    ("chroot", |_| on(61, Path::new("/var/log"), [0; 5])),
    ("chroot-devices", |_| on(61, Path::new("/dev"), [0; 5])),
    ("chroot-processes", |_| on(61, Path::new("/proc"), [0; 5])),
    ("fchroot", |a| on_fd(590, a.file, [0; 5])),
];
