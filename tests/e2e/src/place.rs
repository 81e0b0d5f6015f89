//! A place where programs and wrappers lie for any user to run, as they do once installed.
use crate::{program, wssctl_path};
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The user and group that have no rights.
const NOBODY: u32 = 65534;

/// Copies a program that is to be run at once. A process of its own writes it: whoever forks in another thread of this
/// one meanwhile would hold a descriptor that writes to it until its own exec, and the program could not be run
/// (execve(2), ETXTBSY).
///
/// # Errors
/// `cp` cannot be run, or says no.
pub fn copy_program(from: &Path, to: &Path) -> io::Result<()> {
    let status = Command::new("cp").arg(from).arg(to).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("cp: {status}"))) }
}

/// Copies of `wssctl`, the test programs and the wrappers, readable for everybody.
#[derive(Debug)]
pub struct Place(tempfile::TempDir);

impl Place {
    /// Copies them.
    ///
    /// # Errors
    /// What the file system says.
    pub fn new() -> io::Result<Place> {
        let place = Place(tempfile::tempdir()?);
        fs::set_permissions(place.0.path(), fs::Permissions::from_mode(0o777))?;
        copy_program(&wssctl_path(), &place.path("wssctl"))?;
        for bin in ["spawner", "attacker", "busy"] {
            copy_program(&program("test-programs", bin), &place.path(bin))?;
        }
        let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
        for wrapper in fs::read_dir(tests.join("wrappers"))? {
            let wrapper = wrapper?;
            fs::copy(wrapper.path(), place.path(&wrapper.file_name().to_string_lossy()))?;
        }
        for id in ["imapd_id", "untrusted_utility", "trace", "wss_guard"] {
            let file = format!("{id}.wdl");
            fs::copy(tests.join("../../id-wrappers").join(id).join(&file), place.path(&file))?;
        }
        Ok(place)
    }

    /// Path of `name` there.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `wssctl` there, with the wrappers there; as nobody, or as whoever runs the tests.
    pub fn wssctl(&self, as_nobody: bool) -> Command {
        let mut command = Command::new(self.path("wssctl"));
        command.env("WSS_PATH", self.0.path()).current_dir(self.0.path()).stdin(Stdio::null());
        if as_nobody {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }
}

/// As whom to try things: as nobody as well, if the tests run as root.
pub fn users() -> &'static [bool] {
    let root =
        fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    if root { &[false, true] } else { &[false] }
}
