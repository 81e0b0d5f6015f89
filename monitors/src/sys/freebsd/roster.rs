//! The file of a ring. Record locks are for files of a file system only, not for anonymous memory (fcntl(2)), so it
//! is one whose name goes at once.
use crate::sys::clocks;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;

/// Where one may be made. A file system that is unmounted by force takes the locks along.
const FOLDERS: [&str; 3] = ["/var/run", "/tmp", "/var/tmp"];

/// A file without a name that holds `content`; only those who have this descriptor can write to it.
pub(crate) fn anonymous(content: &[u8]) -> io::Result<OwnedFd> {
    let mut why = io::Error::from_raw_os_error(libc::ENOENT);
    for folder in FOLDERS {
        let path = format!("{folder}/.wss-ring.{}.{:x}", std::process::id(), clocks().1);
        match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                std::fs::remove_file(&path)?;
                file.write_all(content)?;
                return Ok(file.into());
            }
            Err(e) => why = e,
        }
    }
    Err(why)
}
