//! The module: loading and unloading it, by kldload(2).
use super::{Done, Run, Stop, ensure, wssctl};
use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

unsafe extern "C" {
    fn kldload(file: *const libc::c_char) -> libc::c_int;
    fn kldunload(id: libc::c_int) -> libc::c_int;
    fn kldfind(file: *const libc::c_char) -> libc::c_int;
}

/// Loads a module; its number.
pub(crate) fn load(file: &Path) -> io::Result<i32> {
    let name = CString::new(file.as_os_str().as_bytes())?;
    // SAFETY: a C string that lives as long as the call.
    match unsafe { kldload(name.as_ptr()) } {
        -1 => Err(io::Error::last_os_error()),
        id => Ok(id),
    }
}

/// Unloads it.
pub(crate) fn unload(id: i32) -> io::Result<()> {
    // SAFETY: no memory is passed.
    match unsafe { kldunload(id) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Number of a loaded module.
pub(crate) fn find(name: &str) -> Option<i32> {
    let name = CString::new(name).ok()?;
    // SAFETY: a C string that lives as long as the call.
    let id = unsafe { kldfind(name.as_ptr()) };
    (id > 0).then_some(id)
}

/// `wss.ko`, loaded; unloaded at the latest when this is dropped.
pub(crate) struct Module {
    id: i32,
}

impl Module {
    /// Loads it; one that an earlier test left is taken over without its wrappers.
    pub(crate) fn load(run: &Run) -> Result<Module, Stop> {
        let file = run.payload.join("wss.ko");
        ensure!(file.is_file(), "{} is missing", file.display());
        if let Some(id) = find("wss.ko") {
            for name in wssctl::loaded()? {
                wssctl::run(&["unload", &name])?;
            }
            return Ok(Module { id });
        }
        let id = load(&file).map_err(|e| format!("kldload {}: {e}", file.display()))?;
        Ok(Module { id })
    }

    /// Unloads its wrappers and it; that this works belongs to every test.
    pub(crate) fn unload(self) -> Done {
        for name in wssctl::loaded()? {
            wssctl::run(&["unload", &name])?;
        }
        let id = self.id;
        std::mem::forget(self);
        patiently(id).map_err(|e| format!("kldunload: {e}"))?;
        ensure!(find("wss.ko").is_none(), "kldunload succeeds, and the module is there");
        Ok(())
    }

    /// Its number.
    pub(crate) fn id(&self) -> i32 {
        self.id
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        for name in wssctl::loaded().unwrap_or_default() {
            // What the test found wrong matters more.
            let _ = wssctl::run(&["unload", &name]);
        }
        let _ = patiently(self.id);
    }
}

/// A process that has just ended may not be gone yet.
fn patiently(id: i32) -> io::Result<()> {
    let mut last = Ok(());
    for _ in 0..20 {
        last = unload(id);
        match &last {
            Err(e) if e.raw_os_error() == Some(libc::EBUSY) => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            _ => break,
        }
    }
    last
}
