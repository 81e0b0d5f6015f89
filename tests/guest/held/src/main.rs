//! Makes every call whose arguments the FreeBSD host can hold, with good and bad arguments, each in a
//! process and a tree of files of its own, and says what came of it: result, what was written to
//! memory, what became of the tree. What it prints depends on nothing else, so that a run under a
//! wrapper that decides on those arguments must print what an unwrapped one does.
//!
//! `held DIRECTORY`, a directory to make the trees in. Some calls behave otherwise for the superuser:
//! run it as both.
#[cfg(target_os = "freebsd")]
mod call;
#[cfg(target_os = "freebsd")]
mod cases;
#[cfg(target_os = "freebsd")]
mod files;
#[cfg(target_os = "freebsd")]
mod others;
#[cfg(target_os = "freebsd")]
mod run;
#[cfg(target_os = "freebsd")]
mod tree;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    run::main()
}

#[cfg(not(target_os = "freebsd"))]
fn main() {
    eprintln!("held: makes FreeBSD's system calls, and runs on FreeBSD alone");
}
