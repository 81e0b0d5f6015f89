//! Answers to questions: wrappers, processes, the engine.
use super::frozen;
use crate::state::State;
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::control::{Clause, Process, Status, Wrapper};
use wss_abi::mem::{OutOfMemory, TryVec, lossy, try_string};
use wss_engine::{Criterion, Engine};

pub(super) fn wrappers(engine: &Engine) -> Result<Vec<Wrapper>, OutOfMemory> {
    let mut all = Vec::new();
    for w in engine.wrappers() {
        let mut clauses = Vec::new();
        for (c, s) in w.object.clauses.iter().zip(&w.stats.clauses) {
            clauses.try_push(Clause {
                label: try_string(&c.label)?,
                line: c.line,
                unlocked: c.unlocked && c.decides != 0,
                hits: s.hits,
                verdicts: s.verdicts,
                faults: s.faults,
                instructions: s.instructions,
            })?;
        }
        all.try_push(Wrapper {
            name: try_string(w.name)?,
            permissive: w.options.permissive,
            leaving: w.leaving,
            runs: try_string(w.runs)?,
            activate: texts(&w.options.activate)?,
            deactivate: texts(&w.options.deactivate)?,
            clauses,
            bindings: w.stats.bound,
        })?;
    }
    Ok(all)
}

fn texts(criteria: &[Criterion]) -> Result<Vec<String>, OutOfMemory> {
    let mut all = Vec::new();
    for c in criteria {
        all.try_push(try_string(c.text())?)?;
    }
    Ok(all)
}

pub(super) fn status(state: &State, secure: bool) -> Result<Status, OutOfMemory> {
    let (engine, control) = (&state.engine, &state.control);
    let mut hindering = Vec::new();
    // Of those that hindered, who still does.
    let inside = state.intercept.inside();
    for (pid, program) in control.hindering.iter().filter(|(pid, _)| inside.contains(pid)) {
        hindering.try_push((*pid, try_string(program)?))?;
    }
    Ok(Status {
        version: try_string(env!("CARGO_PKG_VERSION"))?,
        host: try_string(engine.target().name())?,
        uptime: state.now().saturating_sub(control.loaded),
        wrappers: engine.wrappers().len() as u64,
        processes: engine.processes() as u64,
        records: engine.records(),
        dropped: engine.dropped(),
        unread: state.readers.unread(),
        holds_arguments: engine.holds_arguments(),
        frozen: try_string(frozen(control, secure).unwrap_or_default())?,
        hindering,
    })
}

/// By process id.
pub(super) fn processes(engine: &Engine) -> Result<Vec<Process>, OutOfMemory> {
    let mut all = Vec::new();
    let mut result = Ok(());
    engine.each_process(|p| {
        if result.is_ok() {
            result = process(p.pid, p.path, p.set, p.wrappers).and_then(|p| all.try_push(p));
        }
    });
    result?;
    Ok(all)
}

fn process(
    pid: u32,
    path: &[u8],
    set: Option<u64>,
    wrappers: &[&str],
) -> Result<Process, OutOfMemory> {
    let mut bindings = Vec::new();
    for w in wrappers {
        bindings.try_push(try_string(w)?)?;
    }
    Ok(Process { pid, program: lossy(path)?, set, bindings })
}
