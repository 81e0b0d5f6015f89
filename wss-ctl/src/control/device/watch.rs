//! The device of watchers, as `kmod/include/wss_watch.h` describes it.
use super::sys;
use std::fs::File;
use std::io::Read;
use wss_abi::watch::{ABI, Condition, IOC_CONDITION, IOC_WATCH, PATH, Watch};

/// An open of it.
pub(crate) struct Watcher(File);

impl Watcher {
    /// Opens it.
    ///
    /// # Errors
    /// Says what is missing.
    pub(crate) fn open() -> Result<Watcher, String> {
        match File::open(PATH) {
            Ok(file) => Ok(Watcher(file)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Err(format!("no {PATH}: the kernel module is not loaded ('kldload wss')"))
            }
            Err(e) => Err(format!("{PATH}: {e}")),
        }
    }

    /// Watches a process.
    ///
    /// # Errors
    /// The kernel's.
    pub(crate) fn watch(&self, pid: u32, flags: u32, calls: u32) -> Result<(), String> {
        let mut watch = Watch { abi: ABI, pid, flags, calls, udata: 0 };
        sys::ioctl(&self.0, IOC_WATCH, &mut watch).map_err(|e| format!("process {pid}: {e}"))
    }

    /// Sets the condition that says of each event whether it is told.
    ///
    /// # Errors
    /// The kernel's.
    pub(crate) fn condition(&self, object: &[u8]) -> Result<(), String> {
        let (at, len) = (object.as_ptr() as u64, object.len() as u64);
        let mut condition = Condition { abi: ABI, spare: 0, object: at, len };
        let done = sys::ioctl(&self.0, IOC_CONDITION, &mut condition);
        done.map_err(|e| match e.raw_os_error() {
            Some(libc::ENOEXEC) => "this is no condition: it has clauses on events of wss alone \
                                    (wss::event{exec}, fork, exit, call, declared as wss(4) says), no tables, \
                                    and calls nothing but functions of strings and memory"
                .to_owned(),
            _ => format!("the condition: {e}"),
        })
    }

    /// Reads whole records, waiting for the first; none: no process is watched any more.
    ///
    /// # Errors
    /// The kernel's.
    pub(crate) fn read(&mut self, to: &mut [u8]) -> Result<usize, String> {
        loop {
            match self.0.read(to) {
                Ok(n) => return Ok(n),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) if e.raw_os_error() == Some(libc::ENXIO) => {
                    return Err("the kernel module was unloaded".to_owned());
                }
                Err(e) => return Err(format!("{PATH}: {e}")),
            }
        }
    }
}
