//! Runs the cases, each in a process of its own.
use crate::call::{Done, call};
use crate::cases::{self, Case, Place};
use crate::tree;
use std::io::Write;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Descriptor of the tree in each case.
pub(crate) const TREE: i64 = 10;

pub(crate) fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let Some(dir) = args.next().map(PathBuf::from) else {
        eprintln!("usage: held DIRECTORY");
        return ExitCode::FAILURE;
    };
    if dir.as_os_str() == "--show" {
        return show(args.map(|a| a.to_string_lossy().into_owned()).collect());
    }
    // SAFETY: no condition.
    unsafe { libc::umask(0o022) };
    let root = dir.join("tree");
    let cases = cases::all();
    for case in &cases {
        if let Err(why) = one(case, &root) {
            eprintln!("held: {}: {why}", case.name);
            return ExitCode::FAILURE;
        }
    }
    println!("{} cases", cases.len());
    ExitCode::SUCCESS
}

/// What a program run by execve(2) says of itself.
fn show(args: Vec<String>) -> ExitCode {
    let env: Vec<_> = std::env::vars().collect();
    print!(" ran with {args:?} {env:?}");
    ExitCode::SUCCESS
}

fn one(case: &Case, root: &Path) -> std::io::Result<()> {
    tree::make(root)?;
    std::io::stdout().flush()?;
    // SAFETY: the process has one thread.
    match unsafe { libc::fork() } {
        0 => {
            child(case, root);
            // SAFETY: no condition; the parent's buffers are not flushed.
            unsafe { libc::_exit(0) }
        }
        pid => {
            let mut status = 0;
            // SAFETY: `status` is one.
            unsafe { libc::waitpid(pid, &mut status, 0) };
            println!(" | status {status:#x} | {}", tree::dump(root));
        }
    }
    Ok(())
}

fn child(case: &Case, root: &Path) {
    let dir = std::fs::File::open(root).map(OwnedFd::from);
    let Ok(dir) = dir else { return };
    // SAFETY: descriptors that this process has, or errors.
    let tree = unsafe {
        libc::dup2(dir.as_raw_fd(), TREE as i32);
        OwnedFd::from_raw_fd(TREE as i32)
    };
    let cwd = if case.place == Place::Here { root } else { Path::new("/") };
    if std::env::set_current_dir(cwd).is_err() {
        return;
    }
    if let Some(prepare) = case.prepare {
        prepare(root);
    }
    if case.place == Place::Capsicum {
        // SAFETY: no condition.
        unsafe { libc::cap_enter() };
    }
    // What waits for ever is shown by its end.
    // SAFETY: no condition.
    unsafe { libc::alarm(20) };
    // Before the call: an image that it runs goes on with the line.
    say(&format!("{}:", case.name));
    let Done { result, out } = call(case.nr, &case.args);
    match result {
        Ok(value) => say(&(case.show)(value, &out)),
        Err(errno) => say(&format!(" errno {errno}")),
    }
    drop((dir, tree));
}

fn say(text: &str) {
    let mut to = std::io::stdout();
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}
