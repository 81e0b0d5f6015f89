//! The tests, each a function that fails with a text; [`suite`] runs each in a process of its own.
mod atf;
mod block;
mod child;
mod conformance;
mod cost;
mod debug;
mod equal;
mod exec;
mod foreign;
mod guard;
mod imap;
mod load;
mod module;
mod race;
mod raw;
mod refuse;
mod storm;
mod suite;
mod toctou;
mod watch;
mod wssctl;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What a wrapper of the tests makes getppid return.
pub(crate) const ANSWER: i64 = 4242;

/// Why a test did not pass.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What it needs is not here.
    Skip(String),
    /// It failed.
    Fail(String),
}

impl From<String> for Stop {
    fn from(why: String) -> Stop {
        Stop::Fail(why)
    }
}

impl From<std::io::Error> for Stop {
    fn from(e: std::io::Error) -> Stop {
        Stop::Fail(e.to_string())
    }
}

/// How a test ends.
pub(crate) type Done = Result<(), Stop>;

/// Fails with a text unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($why:tt)+) => {
        if !$holds {
            return Err(format!($($why)+).into());
        }
    };
}
pub(crate) use ensure;

/// What a command prints, without the blanks around it; an error if it fails.
pub(crate) fn said(command: &str, args: &[&str]) -> Result<String, Stop> {
    let out = Command::new(command).args(args).output()?;
    let error = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "{command} {}: {error}", args.join(" "));
    Ok(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// What a test has.
#[derive(Debug)]
pub(crate) struct Run {
    /// Module, programs, wrappers.
    pub(crate) payload: PathBuf,
    /// An empty folder of its own, on a file system that takes set-id bits.
    pub(crate) work: PathBuf,
    /// What it measured.
    pub(crate) figures: BTreeMap<String, f64>,
    /// What it has to say to people.
    pub(crate) says: Vec<String>,
}

impl Run {
    /// Writes down a figure, with what two decimals show of it.
    pub(crate) fn figure(&mut self, name: &str, value: f64) {
        self.figures.insert(name.to_owned(), (value * 100.0).round() / 100.0);
    }

    /// This program under another name in the test's folder, so that criteria bind it alone.
    pub(crate) fn program(&self, name: &str) -> Result<PathBuf, Stop> {
        let to = self.work.join(name);
        let own = std::env::current_exe()?;
        std::fs::copy(&own, &to).map_err(|e| format!("{}: {e}", own.display()))?;
        Ok(to)
    }

    /// A file of the programs' folder.
    pub(crate) fn bin(name: &str) -> Result<PathBuf, Stop> {
        let own = std::env::current_exe()?;
        let path = own.with_file_name(name);
        ensure!(path.is_file(), "{} is missing", path.display());
        Ok(path)
    }

    /// The program of the bare processes under another name in the test's folder.
    pub(crate) fn actor(&self, name: &str) -> Result<PathBuf, Stop> {
        let to = self.work.join(name);
        std::fs::copy(Run::bin("actor")?, &to)?;
        Ok(to)
    }
}

/// A test.
pub(crate) struct Test {
    /// Its name: what it is about, a dot, what about it.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) about: &'static str,
    /// Seconds until it is given up.
    pub(crate) limit: u64,
    /// Does it.
    pub(crate) run: fn(&mut Run) -> Done,
}

/// Every test, in the order in which they are run.
pub(crate) fn tests() -> impl Iterator<Item = &'static Test> {
    let parts: [&'static [Test]; 16] = [
        load::TESTS,
        imap::TESTS,
        storm::TESTS,
        exec::TESTS,
        debug::TESTS,
        foreign::TESTS,
        block::TESTS,
        refuse::TESTS,
        equal::TESTS,
        toctou::TESTS,
        race::TESTS,
        watch::TESTS,
        guard::TESTS,
        conformance::TESTS,
        cost::TESTS,
        load::LONG,
    ];
    parts.into_iter().flatten()
}

/// Where the module and the rest are.
pub(crate) fn payload() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    let above = own.parent().and_then(Path::parent).map(Path::to_path_buf).unwrap_or_default();
    std::env::var_os("WSS_PAYLOAD").map_or(above, PathBuf::from)
}

/// As `main.rs` says.
pub(crate) fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or_default();
    match words.first().map(String::as_str) {
        Some("suite") => suite::all(rest),
        Some("test") => suite::one(rest),
        Some("child") => child::main(rest),
        Some("list") => {
            tests().for_each(|t| println!("{:<24} {}", t.name, t.about));
            ExitCode::SUCCESS
        }
        Some(_) if atf::speaks(&words) => atf::main(&words),
        _ => {
            eprintln!("usage: wss-guest suite [--console] [NAME...] | list | -l | NAME -r FILE");
            ExitCode::from(2)
        }
    }
}
