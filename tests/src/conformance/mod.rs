//! The conformance suite: what holds on every host, as data, and a runner.
//!
//! `tests/conformance/*.scene` hold the scenarios ([`format`] has their syntax). Each quotes the
//! sentence of the design, or names the obligation of the host contract, that it is about; says
//! what processes do, step by step, in terms that a simulated kernel can follow and a driver
//! program can do for real; and what must come of it: the result each call shows to its caller,
//! and the audit records.
//!
//! A scenario that cannot fail shows nothing. Each names the seeded faults ([`seed`]) under which
//! it must fail: a switch of the simulated host that breaks one obligation, or of the harness that
//! takes away what one sentence promises. The runner runs it without and with each.
//!
//! A host joins the suite by implementing [`System`].
mod admin;
pub mod audit;
pub mod build;
mod calls;
mod flow;
pub mod format;
mod host;
mod kernel;
#[cfg(target_os = "linux")]
pub mod linux;
mod macros;
pub mod seed;
mod sim;
pub mod world;

pub use sim::Simulated;

use format::{Expect, Scene, Step};
use seed::Seed;
use std::path::Path;
use wss_abi::audit::Record;
use wss_engine::LoadError;

/// What a run of a scenario came to.
#[derive(Debug, Default)]
pub struct Report {
    /// What each step of the script showed, in order: a value, an errno's name, `blocks`,
    /// `killed N`, `gone`, an error's text.
    pub shown: Vec<String>,
    /// Audit records, in order.
    pub records: Vec<Record>,
    /// Names of the actors, by process or thread id.
    pub actors: Vec<(u32, String)>,
    /// What went wrong besides: registers not as an unwrapped call leaves them, and the like.
    pub defects: Vec<String>,
}

/// A host under test.
pub trait System {
    /// Its name in the counts and in a scenario's `only` line.
    fn name(&self) -> &'static str;
    /// What this system lacks to run the scenario, if anything.
    fn lacks(&self, scene: &Scene) -> Option<String>;
    /// Whether faults can be seeded in it.
    fn takes_seeds(&self) -> bool;
    /// Runs a scenario under at most one seeded fault.
    ///
    /// # Errors
    /// What in the scenario this system cannot do.
    fn run(&self, scene: &Scene, seed: Option<Seed>) -> Result<Report, String>;
}

/// Compares a report with what the scenario expects: each difference, as text.
pub fn differences(scene: &Scene, report: &Report) -> Vec<String> {
    let mut out = report.defects.clone();
    let expecting = scene.steps.iter().filter(|s| s.expect.is_some());
    let mut shown = report.shown.iter();
    for step in expecting {
        let got = shown.next().map_or("(nothing)", String::as_str);
        if let Some(Expect::Is(want)) = &step.expect
            && want != got
        {
            out.push(format!("line {}: `{}` shows {got}, not {want}", step.line, describe(step)));
        }
    }
    out.extend(audit::differences(&scene.audit, report));
    out
}

fn describe(step: &Step) -> String {
    format!("{}: {} {}", step.actor, step.verb, step.args.join(" ")).trim_end().to_owned()
}

/// Every scenario file beneath `tests/conformance`, and those beside the wrappers of `id-wrappers`.
///
/// # Errors
/// A file that cannot be read or parsed, with its line.
pub fn scenes() -> Result<Vec<Scene>, String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = scenes_in(&tests.join("conformance"))?;
    let wrappers = tests.join("../id-wrappers");
    let list = std::fs::read_dir(&wrappers).map_err(|e| format!("{}: {e}", wrappers.display()))?;
    let mut folders: Vec<_> = list.filter_map(|f| Some(f.ok()?.path())).collect();
    folders.sort();
    for folder in folders {
        out.extend(scenes_in(&folder)?);
    }
    Ok(out)
}

/// Every scenario file of a folder.
///
/// # Errors
/// As [`scenes`].
pub fn scenes_in(dir: &Path) -> Result<Vec<Scene>, String> {
    let list = std::fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let mut files: Vec<_> = list.filter_map(|f| Some(f.ok()?.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "scene"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let text =
            std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        out.extend(format::parse(&name, &text).map_err(|e| format!("{name}: {e}"))?);
    }
    Ok(out)
}

/// A refused load as scenarios write it.
fn refused(e: &LoadError) -> String {
    let why = match e {
        LoadError::Duplicate(_) => "duplicate",
        LoadError::Target { .. } => "target",
        LoadError::Unverifiable { .. } => "unverifiable",
        LoadError::UnknownCall { .. } => "unknown call",
        LoadError::NotHeld { .. } => "not held",
        LoadError::Untold { .. } => "not told",
        LoadError::TooMany => "too many",
        LoadError::NoSuchWrapper(_) => "no such wrapper",
        LoadError::OutOfMemory => "out of memory",
    };
    format!("refused: {why}")
}
