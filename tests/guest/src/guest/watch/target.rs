//! Processes to be watched: they wait until the test has its watcher in place.
use crate::guest::raw::{self, call};
use crate::guest::{ANSWER, Run, Stop};
use std::io::{self, BufRead, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};

/// One that waits.
#[derive(Debug)]
pub(crate) struct Target {
    child: Child,
    pub(crate) pid: u32,
}

impl Target {
    /// A shell that waits, and then does as `script` says, with arguments.
    pub(crate) fn shell<A: AsRef<std::ffi::OsStr>>(
        script: &str,
        args: &[A],
    ) -> Result<Target, Stop> {
        let mut sh = Command::new("/bin/sh");
        sh.args(["-c", &format!("read go; {script}")]).args(args);
        Target::start(&mut sh)
    }

    /// A command that reads a line first.
    pub(crate) fn start(command: &mut Command) -> Result<Target, Stop> {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        let pid = child.id();
        Ok(Target { child, pid })
    }

    /// This program in a role, under a name of its own.
    pub(crate) fn role(run: &Run, name: &str, words: &[&str]) -> Result<Target, Stop> {
        let mut own = Command::new(run.program(name)?);
        Target::start(own.arg("child").args(words))
    }

    /// Lets it go.
    pub(crate) fn go(&mut self) -> Result<(), Stop> {
        let mut input =
            self.child.stdin.take().ok_or_else(|| Stop::Fail("it goes already".into()))?;
        input.write_all(b"\n")?;
        Ok(())
    }

    pub(crate) fn wait(mut self) -> Result<ExitStatus, Stop> {
        let status = self.child.wait()?;
        Ok(status)
    }

    pub(crate) fn kill(&mut self) -> Result<(), Stop> {
        self.child.kill()?;
        Ok(())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // It has ended, or does so now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for the word to go.
fn await_go() {
    let mut line = String::new();
    // With nobody there it goes at once.
    let _ = io::stdin().lock().read_line(&mut line);
}

/// `watched N [PROGRAM]`: asks for its parent so many times, opens a file, then is another program.
pub(super) fn calls(words: &[String]) -> ExitCode {
    let n = words.first().and_then(|w| w.parse().ok()).unwrap_or(1u32);
    await_go();
    for _ in 0..n {
        call(raw::GETPPID, [0; 3]);
    }
    if let Some(program) = words.get(1) {
        let error = Command::new(program).args(words.get(2..).unwrap_or_default()).exec();
        eprintln!("{program}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// `become PROGRAM ARGUMENTS`, set-uid: waits, becomes root altogether, and is the program.
pub(super) fn become_root(words: &[String]) -> ExitCode {
    // SAFETY: they change the process's own credentials.
    if unsafe { libc::setgid(0) | libc::setuid(0) } != 0 {
        eprintln!("become: {}", io::Error::last_os_error());
        return ExitCode::FAILURE;
    }
    let program = words.first().map_or(Path::new("/bin/echo"), Path::new);
    let error = Command::new(program).args(words.get(1..).unwrap_or_default()).exec();
    eprintln!("{}: {error}", program.display());
    ExitCode::FAILURE
}

/// `watched-ask`: waits, and asks once whether it is wrapped.
pub(super) fn asks(_: &[String]) -> ExitCode {
    await_go();
    ExitCode::from(u8::from(call(raw::GETPPID, [0; 3]) != ANSWER))
}

/// `kin`: waits, and makes processes in several ways, each of which is another program at once.
pub(super) fn kin(_: &[String]) -> ExitCode {
    await_go();
    let (argv, env) = ([c"/bin/echo".as_ptr(), std::ptr::null()], [std::ptr::null()]);
    for way in [raw::FORK, raw::VFORK] {
        raw::child_runs(way, c"/bin/echo", &argv, &env);
    }
    // posix_spawn(3), which takes rfork(2).
    let spawned = Command::new("/bin/echo").stdout(Stdio::null()).status();
    // SAFETY: nothing is to be written.
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), 0) } > 0 {}
    ExitCode::from(u8::from(spawned.is_err()))
}
