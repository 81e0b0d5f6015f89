//! Wrappers as loaded: immutable from load to unload, but for the criteria an administrator adds.
//!
//! In a concurrent host this, with the wrap sets, is the policy: read under a shared lock (or a
//! generation) by every event, changed by load, activate, deactivate and unload alone. Loading
//! goes in two steps: [`prepare`] does all that can fail on account of the objects, outside any
//! lock; `Engine::commit` puts the result in force, whole or not at all.
use crate::criteria::Criterion;
use crate::held::Held;
use crate::slab::Slab;
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::clause::{Clause, Life, On, Source};
use wss_abi::mem::{OutOfMemory, TryVec, try_string};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_calls::Table as Calls;
use wss_vm::native::Compiler;
use wss_vm::{Program, VerifyError};

/// Most wrappers that may be loaded at once.
pub const MAX_WRAPPERS: usize = 256;

/// Bound on call numbers of a target without a characterisation.
const MAX_NR: u32 = 4096;

/// How a wrapper is to be loaded.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, Default)]
pub struct LoadOptions {
    /// Verdicts, rewrites and results are recorded, not enforced.
    pub permissive: bool,
    /// Bind the wrapper where any of these holds.
    pub activate: Vec<Criterion>,
    /// End the binding where any of these holds.
    pub deactivate: Vec<Criterion>,
}

/// A loaded wrapper.
#[derive(Debug)]
pub(crate) struct Wrapper {
    pub(crate) program: Program,
    /// By what it runs, for people.
    pub(crate) runs: &'static str,
    pub(crate) options: LoadOptions,
    /// Rises with each load.
    pub(crate) order: u64,
    /// Being unloaded: bound to nothing new, detached at each binding's next event boundary.
    pub(crate) leaving: bool,
}

impl Wrapper {
    pub(crate) fn object(&self) -> &Object {
        self.program.object()
    }

    pub(crate) fn name(&self) -> &str {
        &self.object().name
    }

    pub(crate) fn clause(&self, number: u16) -> Option<&Clause> {
        self.object().clauses.get(usize::from(number))
    }
}

/// Wrappers that were checked and may be put in force.
#[derive(Debug)]
pub struct Prepared {
    /// Each is there until it is put in force.
    pub(crate) wrappers: Vec<Option<Wrapper>>,
}

/// Why a load was refused. Nothing was changed.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, PartialEq, Eq)]
pub enum LoadError {
    /// A wrapper of this name is loaded already, or comes twice.
    Duplicate(String),
    /// The object is for another system.
    Target {
        /// Wrapper.
        wrapper: String,
        /// Compiled for.
        is: Target,
        /// This engine's.
        wanted: Target,
    },
    /// The machine's verifier refuses the code.
    Unverifiable {
        /// Wrapper.
        wrapper: String,
        /// Why.
        why: VerifyError,
    },
    /// A clause catches a call number that the system does not have.
    UnknownCall {
        /// Wrapper.
        wrapper: String,
        /// Clause.
        clause: String,
        /// Line of the clause.
        line: u32,
        /// Call number.
        nr: u32,
    },
    /// A clause decides on memory that this host cannot hold still, and does not say `unlocked`.
    NotHeld {
        /// Wrapper.
        wrapper: String,
        /// Clause.
        clause: String,
        /// Line of the clause.
        line: u32,
        /// The call.
        call: String,
        /// The parameter.
        param: String,
    },
    /// A clause catches a life-cycle event that this host does not tell of.
    Untold {
        /// Wrapper.
        wrapper: String,
        /// Clause.
        clause: String,
        /// Line of the clause.
        line: u32,
        /// The event.
        event: Life,
    },
    /// More than [`MAX_WRAPPERS`].
    TooMany,
    /// There is no wrapper of this name.
    NoSuchWrapper(String),
    /// Memory could not be had.
    OutOfMemory,
}

impl From<OutOfMemory> for LoadError {
    fn from(_: OutOfMemory) -> Self {
        LoadError::OutOfMemory
    }
}

impl core::fmt::Display for LoadError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            LoadError::Duplicate(name) => write!(f, "a wrapper named {name} is loaded already"),
            LoadError::Target { wrapper, is, wanted } => write!(
                f,
                "wrapper {wrapper} is compiled for {}, this engine runs {}: compile it with \
                 --target {}",
                is.name(),
                wanted.name(),
                wanted.name()
            ),
            LoadError::Unverifiable { wrapper, why } => {
                write!(f, "wrapper {wrapper} is refused by the verifier: {why}")
            }
            LoadError::UnknownCall { wrapper, clause, line, nr } => {
                write!(f, "wrapper {wrapper}, line {line}, clause {clause}: no system call {nr}")
            }
            LoadError::NotHeld { wrapper, clause, line, call, param } => {
                // A slot that the source does not name begins with a dot.
                let (sign, param) = match param.starts_with('.') {
                    true => ("", "an argument"),
                    false => ("$", param.as_str()),
                };
                write!(
                    f,
                    "wrapper {wrapper}, line {line}, clause {clause}: decides on what {sign}{param} of \
                     {call} points to, which this host cannot hold against other threads; write `unlocked` \
                     after `pre` or `post` to accept judging from a copy that may differ from what \
                     runs"
                )
            }
            LoadError::Untold { wrapper, clause, line, event } => {
                let what = match event {
                    Life::Activate => "the beginning of a binding",
                    Life::Deactivate => "the end of a binding",
                    Life::Fork => "forks",
                    Life::Exec => "execs",
                    Life::Exit => "the end of processes",
                    Life::Signal => "signals",
                };
                write!(
                    f,
                    "wrapper {wrapper}, line {line}, clause {clause}: this host does not tell wrappers of \
                     {what}, so that the clause would never run"
                )
            }
            LoadError::TooMany => write!(f, "more than {MAX_WRAPPERS} wrappers"),
            LoadError::NoSuchWrapper(name) => write!(f, "no wrapper named {name} is loaded"),
            LoadError::OutOfMemory => f.write_str("out of memory"),
        }
    }
}

/// Checks objects for loading together.
pub(crate) fn prepare(
    target: Target,
    holds: &[Held],
    untold: &[Life],
    compiler: Option<&dyn Compiler>,
    loaded: &Slab<Wrapper>,
    units: Vec<(Object, LoadOptions)>,
) -> Result<Prepared, LoadError> {
    let mut out = Prepared { wrappers: Vec::new() };
    for (object, options) in units {
        let mut wrapper = checked(target, holds, untold, object, options)?;
        if out.wrappers.iter().flatten().any(|w| w.name() == wrapper.name()) {
            return Err(LoadError::Duplicate(try_string(wrapper.name())?));
        }
        if let Some(compiler) = compiler {
            let compiled = compiler.compile(&mut wrapper.program);
            wrapper.runs = compiled.err().unwrap_or("native code");
        }
        out.wrappers.try_push(Some(wrapper))?;
    }
    distinct(loaded, &out)?;
    Ok(out)
}

/// A wrapper of an object that may be loaded.
// Wrappers are large: who asks for one need not hold what this one holds too.
#[inline(never)]
fn checked(
    target: Target,
    holds: &[Held],
    untold: &[Life],
    object: Object,
    options: LoadOptions,
) -> Result<Wrapper, LoadError> {
    let name = try_string(&object.name)?;
    if object.target != target {
        return Err(LoadError::Target { wrapper: name, is: object.target, wanted: target });
    }
    for clause in &object.clauses {
        heard(&name, untold, clause)?;
        check(&name, wss_calls::table(target), holds, clause)?;
    }
    match Program::new(object) {
        Ok(program) => {
            Ok(Wrapper { program, runs: "interpreter", options, order: 0, leaving: false })
        }
        Err(why) => Err(LoadError::Unverifiable { wrapper: name, why }),
    }
}

/// Refuses names that are taken, and too many wrappers.
pub(crate) fn distinct(loaded: &Slab<Wrapper>, new: &Prepared) -> Result<(), LoadError> {
    for new in new.wrappers.iter().flatten() {
        let name = new.name();
        if loaded.iter().any(|(_, w)| !w.leaving && w.name() == name) {
            return Err(LoadError::Duplicate(try_string(name)?));
        }
    }
    if loaded.iter().count() + new.wrappers.len() > MAX_WRAPPERS {
        return Err(LoadError::TooMany);
    }
    Ok(())
}

fn heard(name: &str, untold: &[Life], clause: &Clause) -> Result<(), LoadError> {
    match clause.on {
        On::Life(event) if untold.contains(&event) => Err(LoadError::Untold {
            wrapper: try_string(name)?,
            clause: try_string(&clause.label)?,
            line: clause.line,
            event,
        }),
        _ => Ok(()),
    }
}

fn check(
    name: &str,
    calls: Option<&Calls>,
    holds: &[Held],
    clause: &Clause,
) -> Result<(), LoadError> {
    let On::Calls(binds) = &clause.on else { return Ok(()) };
    for bind in binds {
        let desc = calls.and_then(|c| c.by_nr(bind.nr));
        // No characterisation in this build: numbers are only bounded.
        let known = desc.is_some() || calls.is_none() && bind.nr < MAX_NR;
        if !known {
            return Err(LoadError::UnknownCall {
                wrapper: try_string(name)?,
                clause: try_string(&clause.label)?,
                line: clause.line,
                nr: bind.nr,
            });
        }
        if clause.unlocked {
            continue;
        }
        for (slot, source) in bind.sources.iter().enumerate() {
            let decides = clause.decides.checked_shr(slot as u32).unwrap_or(0) & 1 != 0;
            if decides && !held(*source, bind.nr, holds) {
                let param = clause.params.get(slot).map_or("?", |p| p);
                return Err(LoadError::NotHeld {
                    wrapper: try_string(name)?,
                    clause: try_string(&clause.label)?,
                    line: clause.line,
                    call: try_string(desc.map_or("?", |d| d.name))?,
                    param: try_string(param)?,
                });
            }
        }
    }
    Ok(())
}

/// Whether what a clause decides on there cannot change between check and use.
fn held(source: Source, nr: u32, holds: &[Held]) -> bool {
    match source {
        Source::Absent | Source::Const(_) | Source::Arg { .. } => true,
        // Written by the kernel: judged from a copy of what the process may change at will.
        Source::Capture { out: true, .. } => false,
        // A part of what is there: the whole would have to be held.
        Source::Field { .. } => false,
        Source::Capture { arg, shape, .. } => crate::held::holds(holds, nr, arg, shape),
    }
}
