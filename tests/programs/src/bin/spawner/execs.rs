//! Children that execute a program whose first system call is the mark (`test_programs::elf`).
use crate::{made, reap, say_child};
use std::ffi::{CString, c_char};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use test_programs::elf;
use test_programs::raw::{self, Call};

/// The program on disk, for as long as this lives.
pub(crate) struct Marker {
    directory: tempfile::TempDir,
}

/// Arguments of an execve, and what they point to.
pub(crate) struct Command {
    pub(crate) path: CString,
    pub(crate) argv: Vec<*const c_char>,
    pub(crate) envp: [*const c_char; 1],
    _strings: Vec<CString>,
}

impl Command {
    fn execve(&self) -> Call {
        let [path, argv, envp] =
            [self.path.as_ptr() as u64, self.argv.as_ptr() as u64, self.envp.as_ptr() as u64];
        Call(libc::SYS_execve, [path, argv, envp, 0, 0])
    }
}

impl Marker {
    pub(crate) fn new() -> io::Result<Self> {
        let directory = tempfile::tempdir()?;
        elf::write(&directory.path().join("marker"))?;
        Ok(Marker { directory })
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("marker")
    }

    /// `marker WORDS… MODE N`.
    pub(crate) fn command(&self, words: &[&str], mode: u32, n: u64) -> Command {
        command(&self.path(), words, mode, n)
    }

    /// A script named `name` that `interpreter` runs.
    fn script(&self, name: &str, interpreter: &Path) -> io::Result<PathBuf> {
        let path = self.directory.path().join(name);
        fs::write(&path, format!("#!{} an-argument\n", interpreter.display()))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        Ok(path)
    }
}

fn command(path: &Path, words: &[&str], mode: u32, n: u64) -> Command {
    // Neither paths of tempfile nor words of this program nor numbers hold a NUL.
    let c = |bytes: &[u8]| CString::new(bytes).unwrap_or_default();
    let path = c(path.as_os_str().as_bytes());
    let mut strings = vec![path.clone()];
    strings.extend(words.iter().map(|w| c(w.as_bytes())));
    strings.extend([c(mode.to_string().as_bytes()), c(n.to_string().as_bytes())]);
    let argv = strings.iter().map(|s| s.as_ptr()).chain([std::ptr::null()]).collect();
    Command { path, argv, envp: [std::ptr::null()], _strings: strings }
}

/// A child made by system call `spawn` that does nothing but execute the command.
fn run(spawn: i64, first: Call, mode: u32, n: u64, name: &str) -> io::Result<()> {
    let spawn = Call(spawn, [0; 5]);
    // SAFETY: spawn takes no arguments; the pointers of `first` are into a Command that the caller
    // keeps; `first` lives until the child is gone.
    let pid = made(unsafe { raw::child(spawn, &first) })?;
    say_child(mode, n, pid, name);
    reap(pid)
}

/// fork and execve.
pub(crate) fn exec(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    for n in 0..count {
        let command = marker.command(&[], mode, n);
        run(libc::SYS_fork, command.execve(), mode, n, "exec")?;
    }
    Ok(count)
}

/// execve of a script, and of a script whose interpreter is a script, in turn.
pub(crate) fn script(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    let simple = marker.script("simple", &marker.path())?;
    let nested = marker.script("nested", &simple)?;
    for n in 0..count {
        let (path, name) =
            if n % 2 == 0 { (&simple, "script") } else { (&nested, "nested-script") };
        let command = command(path, &[], mode, n);
        run(libc::SYS_fork, command.execve(), mode, n, name)?;
    }
    Ok(count)
}

/// vfork and execve, from four threads at a time.
pub(crate) fn storm(mode: u32, count: u64) -> io::Result<u64> {
    const THREADS: u64 = 4;
    let marker = Marker::new()?;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|t| {
                let marker = &marker;
                scope.spawn(move || {
                    (t..count).step_by(THREADS as usize).try_for_each(|n| {
                        let command = marker.command(&[], mode, n);
                        run(libc::SYS_vfork, command.execve(), mode, n, "vfork-exec")
                    })
                })
            })
            .collect();
        threads
            .into_iter()
            .try_for_each(|t| t.join().map_err(|_| io::Error::other("a thread died"))?)
    })?;
    Ok(count)
}

/// execve by a thread other than the first, while the others are in a system call or running.
pub(crate) fn thread_exec(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    for n in 0..count {
        let command = marker.command(&[], mode, n);
        // SAFETY: one thread; the child starts threads of its own and executes a program.
        match unsafe { libc::fork() } {
            0 => exec_from_a_thread(command.execve()),
            -1 => return Err(io::Error::last_os_error()),
            pid => {
                say_child(mode, n, pid.into(), "thread-exec");
                reap(pid.into())?;
            }
        }
    }
    Ok(count)
}

fn exec_from_a_thread(execve: Call) -> ! {
    thread::spawn(|| {
        loop {
            std::hint::spin_loop();
        }
    });
    thread::spawn(move || {
        // SAFETY: the command lives in the frame of a function that does not return.
        unsafe { raw::call(execve) };
        std::process::exit(1);
    });
    loop {
        thread::park();
    }
}

/// execveat of a descriptor, as fexecve(3).
pub(crate) fn fexecve(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    let file = File::open(marker.path())?;
    by_descriptor(&marker, &file, mode, count, "fexecve")
}

/// execveat of a file without a name.
pub(crate) fn memfd(mode: u32, count: u64) -> io::Result<u64> {
    let marker = Marker::new()?;
    // SAFETY: the name is NUL-terminated.
    let fd = unsafe { libc::memfd_create(c"marker".as_ptr(), libc::MFD_CLOEXEC) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor is new and nobody else's.
    let mut file = unsafe { File::from_raw_fd(fd) };
    file.write_all(&fs::read(marker.path())?)?;
    // An executable must not be open for writing: open it anew.
    let file = {
        let readable = File::open(format!("/proc/self/fd/{}", file.as_raw_fd()))?;
        drop(file);
        readable
    };
    by_descriptor(&marker, &file, mode, count, "memfd")
}

fn by_descriptor(
    marker: &Marker,
    file: &File,
    mode: u32,
    count: u64,
    name: &str,
) -> io::Result<u64> {
    for n in 0..count {
        let command = marker.command(&[], mode, n);
        let [_, argv, envp, ..] = command.execve().1;
        let fd = file.as_raw_fd() as u64;
        let args = [fd, c"".as_ptr() as u64, argv, envp, libc::AT_EMPTY_PATH as u64];
        run(libc::SYS_fork, Call(libc::SYS_execveat, args), mode, n, name)?;
    }
    Ok(count)
}
