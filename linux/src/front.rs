//! The front: the process that the user started. It stays in its place (process group, terminal,
//! parent) and does what the program would: passes signals on to it, stops and continues with it,
//! ends as it ends. The supervisor is another process, in a session of its own, so that no
//! terminal and no process group reaches it; the program is the front's child, so that its parent
//! is waited for and stopped as without supervision (ptrace(2) hides group stops from a parent
//! that is also the tracer).
use crate::Config;
use crate::launch::{self, Target};
use crate::start::{self, Start};
use crate::sys::{Errno, process};
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With this exit status.
    Exited(i32),
    /// By this signal.
    Signaled(i32),
}

impl Outcome {
    /// Ends the calling process in the same way.
    pub fn leave(self) -> ! {
        if let Outcome::Signaled(signal) = self {
            process::set_disposition(signal, false);
            process::die_by(signal);
        }
        let status = match self {
            Outcome::Exited(status) => status,
            Outcome::Signaled(signal) => 128 + signal,
        };
        std::process::exit(status)
    }
}

/// Why a program could not be run under supervision.
#[derive(Debug)]
pub enum RunError {
    /// A string given holds a NUL.
    HasNul,
    /// The caller has more than one thread.
    Threads,
    /// The program does not exist, or not in `PATH`.
    NotFound,
    /// The program cannot be executed: errno.
    NotExecutable(i32),
    /// The system refused something that supervision needs: what, and the errno.
    Refused(&'static str, i32),
    /// The supervisor died; the program was killed with it.
    SupervisorDied,
}

impl RunError {
    /// Exit status as of env(1) and nice(1): 127 not found, 126 not executable, 125 else.
    pub fn exit_status(&self) -> i32 {
        match self {
            RunError::NotFound => 127,
            RunError::NotExecutable(_) => 126,
            _ => 125,
        }
    }
}

impl core::fmt::Display for RunError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let os = |e: i32| std::io::Error::from_raw_os_error(e);
        match self {
            RunError::HasNul => f.write_str("an argument or variable contains a NUL byte"),
            RunError::Threads => f.write_str("the caller has more than one thread"),
            RunError::NotFound => f.write_str("no such program"),
            RunError::NotExecutable(e) => write!(f, "cannot execute: {}", os(*e)),
            RunError::Refused(what, e) => write!(f, "{what}: {}", os(*e)),
            RunError::SupervisorDied => {
                f.write_str("the supervisor died, and the program was killed with it")
            }
        }
    }
}

impl core::error::Error for RunError {}

fn refused(what: &'static str) -> impl Fn(Errno) -> RunError {
    move |Errno(e)| RunError::Refused(what, i32::from(e))
}

fn pair() -> Result<(UnixStream, UnixStream), RunError> {
    UnixStream::pair().map_err(|e| RunError::Refused("socketpair", e.raw_os_error().unwrap_or(0)))
}

/// Runs a program under supervision and returns how it ended. What it left running (daemons)
/// stays under the supervisor, which ends with the last of them.
pub fn run(config: Config) -> Result<Outcome, RunError> {
    let target = Target::new(&config.program, &config.args, config.env.as_deref())
        .map_err(|_| RunError::HasNul)?;
    if !is_alone() {
        return Err(RunError::Threads);
    }
    let no_new_privs = !process::may_filter_without_no_new_privs();
    let tag = random_tag();
    let (mut front_link, supervisor_link) = pair()?;
    let (program_link, supervisor_program_link) = pair()?;
    let (mut errors, program_errors) = pair()?;
    let me = std::process::id() as i32;
    let front_fd = process::pidfd_open(me).map_err(refused("pidfd_open"))?;
    let mask = process::block_signals();
    let restore = Restore(mask);

    let supervisor = match process::fork().map_err(refused("fork"))? {
        None => {
            drop((front_link, program_link, errors, program_errors));
            let start = Start {
                front: me,
                front_fd,
                front_link: supervisor_link,
                program_link: supervisor_program_link,
                no_new_privs,
                tag,
            };
            start.supervise(config)
        }
        Some(pid) => pid,
    };
    drop((config, front_fd, supervisor_link, supervisor_program_link));
    let program = match process::fork() {
        Ok(None) => {
            drop((front_link, errors));
            let (mut link, mut errors) = (program_link, program_errors);
            launch::become_program(
                &target,
                supervisor,
                &mut link,
                &mut errors,
                &mask,
                no_new_privs,
                tag,
            )
        }
        Ok(Some(pid)) => pid,
        Err(e) => {
            let _ = process::kill(supervisor, libc::SIGKILL);
            let _ = process::wait(supervisor, 0);
            return Err(refused("fork")(e));
        }
    };
    // It is not wrapped: what could write its memory would be free of all wrappers. Not before the
    // forks: an unprivileged supervisor could not trace a program that starts undumpable.
    let hidden = process::prctl(libc::PR_SET_DUMPABLE, 0);
    drop((program_link, program_errors));
    let told = match hidden {
        Ok(_) => front_link.write_all(&program.to_le_bytes()),
        Err(e) => {
            let _ = process::kill(supervisor, libc::SIGKILL);
            let _ = process::kill(program, libc::SIGKILL);
            return Err(refused("PR_SET_DUMPABLE")(e));
        }
    };

    let mut failure = Vec::new();
    // Ends when exec has closed the other end, or with why it did not.
    let _ = errors.read_to_end(&mut failure);
    let outcome = Front { program, supervisor }.wait();
    let word = if told.is_ok() { Word::read(&mut front_link) } else { Word::None };
    drop(restore);
    match (failure.as_slice(), word) {
        ([stage, e0, e1], word) => Err(not_started(*stage, u16::from_le_bytes([*e0, *e1]), word)),
        (_, Word::Done) => Ok(outcome),
        _ => {
            let _ = process::wait(supervisor, 0);
            Err(RunError::SupervisorDied)
        }
    }
}

/// What the supervisor says at the end of its work for the front.
enum Word {
    /// The program is gone and its records are delivered.
    Done,
    /// Supervision could not begin: errno.
    Failed(i32),
    /// It died.
    None,
}

impl Word {
    fn read(link: &mut UnixStream) -> Word {
        let (mut kind, mut errno) = ([0], [0; 2]);
        if link.read_exact(&mut kind).is_err() {
            return Word::None;
        }
        match (kind, link.read_exact(&mut errno)) {
            ([start::DONE], _) => Word::Done,
            ([start::FAILED], Ok(())) => Word::Failed(i32::from(u16::from_le_bytes(errno))),
            _ => Word::None,
        }
    }
}

fn not_started(stage: u8, errno: u16, word: Word) -> RunError {
    let errno = i32::from(errno);
    match (stage, word) {
        (launch::EXEC, _) if errno == libc::ENOENT => RunError::NotFound,
        (launch::EXEC, _) => RunError::NotExecutable(errno),
        (launch::NO_NEW_PRIVS, _) => RunError::Refused("no_new_privs", errno),
        (launch::FILTER, _) => RunError::Refused("seccomp filter (in a sandbox?)", errno),
        (_, Word::Failed(errno)) => RunError::Refused(
            "tracing the program (inside another wssctl run, a debugger or a sandbox?)",
            errno,
        ),
        _ => RunError::SupervisorDied,
    }
}

fn random_tag() -> u16 {
    let mut bytes = [0u8; 2];
    // SAFETY: the buffer is as long as the length says.
    unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    u16::from_le_bytes(bytes)
}

struct Restore(libc::sigset_t);

impl Drop for Restore {
    fn drop(&mut self) {
        process::set_blocked(&self.0);
    }
}

/// The front's children.
struct Front {
    program: i32,
    supervisor: i32,
}

impl Front {
    /// Passes signals on until the program is gone. All signals are blocked; they are taken one
    /// by one.
    fn wait(&self) -> Outcome {
        loop {
            if let Some(outcome) = self.reap() {
                return outcome;
            }
            let info = process::next_signal();
            // From a terminal: the program, in the same process group, got its own.
            let from_kernel = info.code > 0;
            match info.signal {
                libc::SIGCHLD => {}
                _ if from_kernel || info.sender == self.program => {}
                // The program was continued: the front need only have woken up.
                libc::SIGCONT if info.sender == self.supervisor => {}
                signal => {
                    let _ = process::kill(self.program, signal);
                }
            }
        }
    }

    /// Looks at what the program did: stops with it, or returns how it ended.
    fn reap(&self) -> Option<Outcome> {
        let options = libc::WNOHANG | libc::WUNTRACED | libc::WCONTINUED;
        loop {
            match process::wait(self.program, options) {
                Ok((0, _)) | Err(_) => break,
                Ok((_, status)) if libc::WIFEXITED(status) => {
                    return Some(Outcome::Exited(libc::WEXITSTATUS(status)));
                }
                Ok((_, status)) if libc::WIFSIGNALED(status) => {
                    return Some(Outcome::Signaled(libc::WTERMSIG(status)));
                }
                Ok((_, status)) if libc::WIFSTOPPED(status) => {
                    process::stop_by(libc::WSTOPSIG(status));
                }
                Ok(_) => {}
            }
        }
        // A dead supervisor has taken the program with it; its end is then awaited.
        if let Ok((pid, _)) = process::wait(self.supervisor, libc::WNOHANG)
            && pid == self.supervisor
        {
            let _ = process::kill(self.program, libc::SIGKILL);
        }
        None
    }
}

/// Whether the caller's process has no other thread. One that was joined is listed until the
/// kernel has put it away, which a tracer can delay.
fn is_alone() -> bool {
    let threads = || std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
    (0..100).any(|_| {
        let alone = threads() == 1;
        if !alone {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        alone
    })
}
