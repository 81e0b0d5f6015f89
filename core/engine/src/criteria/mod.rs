//! Activation and deactivation criteria: on which processes a wrapper is bound, and where a binding
//! ends.
//!
//! ```text
//! criterion  = and { "||" and }
//! and        = unary { "&&" unary }
//! unary      = "!" unary | "(" criterion ")" | test
//! test       = "prog=" name | "path=" glob | "uid=" user | "user=" user | "gid=" group
//!            | "group=" group | "ppid-prog=" name | "setuid" | "setgid" | "owner=" user
//!            | "mode=" octal | "sha256=" hex | "jail=" number | "argv~=" regex
//! ```
//!
//! A value ends at a blank, `)`, `&&` or `||`, unless it is quoted ('...' or "..."). `prog=` is the
//! last component of the resolved executable, or of the script it runs; `path=` a shell pattern
//! over either (`*` does not cross `/`, `**` does); `uid=`, `user=`, `gid=`, `group=` are the real
//! ids, by number or name; `owner=` the file's owner; `mode=` holds when the file has all these
//! permission bits; `ppid-prog=` the parent's program; `argv~=` a regular expression ([`Regex`])
//! that is searched for in the arguments joined by single blanks.
mod judge;
mod lexer;
mod parser;
mod regex;
mod states;

pub use parser::{CriterionError, Names};
pub use regex::Regex;

use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};

/// Longest criterion, in bytes.
pub const MAX_TEXT: usize = 4096;

/// A parsed criterion. Its tests stand in the order in which they were written, with what their values
/// lead to in between, so that judging needs neither recursion nor a stack.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug)]
pub struct Criterion {
    text: String,
    steps: Vec<Step>,
}

/// A step of judging: on one truth value.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug)]
pub(crate) enum Step {
    /// The value becomes the test's.
    Test(Test),
    /// It becomes the opposite.
    Not,
    /// If it does not hold, that many steps are passed over.
    And(u16),
    /// The same if it holds.
    Or(u16),
}

/// A single test.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug)]
pub(crate) enum Test {
    Prog(Vec<u8>),
    Path(Regex),
    Uid(u32),
    Gid(u32),
    ParentProg(Vec<u8>),
    SetUid,
    SetGid,
    Owner(u32),
    Mode(u32),
    Sha256([u8; 32]),
    Jail(u32),
    Argv(Regex),
}

impl Criterion {
    /// Parses a criterion; names of users and groups are looked up in `names` now.
    pub fn parse(text: &str, names: &dyn Names) -> Result<Criterion, CriterionError> {
        parser::parse(text, names)
    }

    /// A copy, for a host that judges it behind a lock of its own.
    pub fn copy(&self) -> Result<Criterion, OutOfMemory> {
        let mut steps = Vec::new();
        for s in &self.steps {
            steps.try_push(match s {
                Step::Test(t) => Step::Test(t.copy()?),
                Step::Not => Step::Not,
                Step::And(n) => Step::And(*n),
                Step::Or(n) => Step::Or(*n),
            })?;
        }
        Ok(Criterion { text: try_string(&self.text)?, steps })
    }

    /// Holds always: what `wssctl run` binds without `--activate`. It has no steps, and so takes
    /// no memory that could be wanting; a parsed criterion has at least one.
    pub fn always() -> Criterion {
        Criterion { text: String::new(), steps: Vec::new() }
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it tests `argv~=`.
    pub fn wants_argv(&self) -> bool {
        self.steps.iter().any(|s| matches!(s, Step::Test(Test::Argv(_))))
    }

    /// Whether it tests `sha256=`.
    pub fn wants_sha256(&self) -> bool {
        self.steps.iter().any(|s| matches!(s, Step::Test(Test::Sha256(_))))
    }
}

impl Test {
    fn copy(&self) -> Result<Test, OutOfMemory> {
        Ok(match self {
            Test::Prog(name) => Test::Prog(try_vec(name)?),
            Test::Path(r) => Test::Path(copy(r)?),
            Test::Uid(n) => Test::Uid(*n),
            Test::Gid(n) => Test::Gid(*n),
            Test::ParentProg(name) => Test::ParentProg(try_vec(name)?),
            Test::SetUid => Test::SetUid,
            Test::SetGid => Test::SetGid,
            Test::Owner(n) => Test::Owner(*n),
            Test::Mode(m) => Test::Mode(*m),
            Test::Sha256(sum) => Test::Sha256(*sum),
            Test::Jail(n) => Test::Jail(*n),
            Test::Argv(r) => Test::Argv(copy(r)?),
        })
    }
}

fn copy(r: &Regex) -> Result<Regex, OutOfMemory> {
    Ok(Regex { program: try_vec(&r.program)?, ..*r })
}
