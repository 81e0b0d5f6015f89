//! Finds zig, the C compiler that brings the headers and libraries of other systems: FreeBSD's,
//! those of its kernel included.
use crate::paths::target;
use crate::toolchain::{number, output};
use std::ffi::OsString;
use std::fmt::{self, Display, Formatter};
use std::process::Command;

/// First release whose headers are FreeBSD 15.0's.
const OLDEST: &str = "0.17";

/// What it compiles for.
pub(crate) const TARGET: &str = "x86_64-freebsd.15.0";

/// How to start it.
pub(crate) struct Zig {
    words: Vec<OsString>,
    version: String,
}

impl Display for Zig {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.words.iter().map(|w| w.to_string_lossy()).collect();
        write!(f, "zig {} ({})", self.version, words.join(" "))
    }
}

/// The one on the path, else Python's package, here or on the system.
pub(crate) fn find() -> Result<Zig, String> {
    let here = target("ziglang")?.join("bin/python3");
    let python = |python: OsString| vec![python, "-m".into(), "ziglang".into()];
    let mut missing = Vec::new();
    for words in [vec!["zig".into()], python(here.clone().into()), python("python3".into())] {
        match output(run(&words).arg("version")) {
            Ok(version) if number(&version) >= number(OLDEST) => return Ok(Zig { words, version }),
            Ok(version) => missing.push(format!("  {version} is older than {OLDEST}\n")),
            Err(why) => missing.push(format!("  {}\n", why.lines().last().unwrap_or_default())),
        }
    }
    let here = here.with_file_name("pip");
    let venv = here.parent().and_then(|b| b.parent()).unwrap_or(&here);
    Err(format!(
        "no zig, which brings FreeBSD's headers:\n{}install it, from Python's packages:\n  \
         apt-get install python3-venv\n  python3 -m venv {}\n  {} install ziglang==0.17.1",
        missing.concat(),
        venv.display(),
        here.display()
    ))
}

impl Zig {
    /// One of its commands. What it makes along the way goes to the target directory.
    pub(crate) fn command(&self, name: &str) -> Result<Command, String> {
        let mut command = run(&self.words);
        let cache = target("zig")?;
        command.env("ZIG_LOCAL_CACHE_DIR", &cache).env("ZIG_GLOBAL_CACHE_DIR", &cache);
        command.arg(name);
        Ok(command)
    }
}

fn run(words: &[OsString]) -> Command {
    let mut words = words.iter();
    let mut command = Command::new(words.next().map_or("zig".as_ref(), OsString::as_os_str));
    command.args(words);
    command
}
