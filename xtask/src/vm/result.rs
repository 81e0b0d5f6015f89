//! How a run came out: what is written to `result.json`, schema 1.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// A run of the guest suite.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Number of this schema.
    schema: u32,
    /// The kernel, by its own words.
    pub(super) guest: Option<Guest>,
    /// SHA-256 of the module.
    module_sha256: String,
    /// Commit of what was built; `-dirty` where there was more than the commit.
    commit: String,
    pub(super) machine: Machine,
    /// From start to end, in the time of the machine that ran the guest.
    pub(super) seconds: u64,
    /// Exit status of the suite in the guest; none: it did not get that far.
    pub(super) status: Option<i32>,
    /// How many tests the suite was to run.
    pub(super) announced: Option<usize>,
    pub(super) tests: Vec<Test>,
    /// What the kernel said that it should not: each with the lines after it.
    pub(super) troubles: Vec<Vec<String>>,
    /// Lines that still belong to the last trouble.
    #[serde(skip)]
    pub(super) context: usize,
}

/// A kernel.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Guest {
    /// uname -a
    pub(super) uname: String,
    /// kern.osreldate
    pub(super) osreldate: u32,
    /// It checks its locks.
    #[serde(default)]
    witness: bool,
}

/// What ran it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Machine {
    pub(super) qemu: String,
    pub(super) accelerator: String,
    /// An instruction takes a nanosecond of the guest's time.
    pub(super) icount: bool,
    pub(super) processors: u32,
    pub(super) memory_mib: u32,
}

/// How a test came out.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Test {
    name: String,
    outcome: Outcome,
    /// In the guest's time.
    seconds: f64,
    /// What was measured, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    figures: BTreeMap<String, f64>,
    /// Of a failure or skip: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Pass,
    Fail,
    Skip,
}

impl Test {
    /// For people.
    pub(super) fn line(&self) -> String {
        let outcome = match self.outcome {
            Outcome::Pass => "pass",
            Outcome::Fail => "FAIL",
            Outcome::Skip => "skip",
        };
        let figures: String = self.figures.iter().map(|(k, v)| format!("  {k} {v}")).collect();
        let why = self.why.as_deref().map(|w| format!("  {w}")).unwrap_or_default();
        format!("{outcome} {:<24} {:7.2} s{figures}{why}", self.name, self.seconds)
    }
}

impl Report {
    pub(super) fn new(module_sha256: String, commit: String) -> Report {
        Report { schema: 1, module_sha256, commit, ..Report::default() }
    }

    fn count(&self, outcome: Outcome) -> usize {
        self.tests.iter().filter(|t| t.outcome == outcome).count()
    }

    /// Counts, for people.
    pub(super) fn summary(&self) -> String {
        format!(
            "guest: {} passed, {} failed, {} skipped, {} troubles in {} s",
            self.count(Outcome::Pass),
            self.count(Outcome::Fail),
            self.count(Outcome::Skip),
            self.troubles.len(),
            self.seconds
        )
    }

    /// Whether all is well; else the first reason why not.
    pub(super) fn verdict(&self, witness: bool) -> Result<(), String> {
        let Some(guest) = &self.guest else {
            return Err("the guest did not start the suite; console.log has its words".into());
        };
        if let Some(lines) = self.troubles.first() {
            return Err(format!("trouble in the guest: {}", lines.join("\n    ")));
        }
        if witness && !guest.witness {
            return Err("the guest's kernel has no WITNESS".into());
        }
        let announced = self.announced.unwrap_or_default();
        if announced != self.tests.len() {
            return Err(format!("{} of {announced} tests were heard of", self.tests.len()));
        }
        match (self.count(Outcome::Fail), self.status) {
            _ if self.tests.is_empty() => Err("no test was run".into()),
            (0, Some(0)) => Ok(()),
            (0, status) => Err(format!("the suite ended with status {status:?}")),
            (n, _) => Err(format!("{n} of {announced} tests failed")),
        }
    }

    /// Writes it down, aside first.
    pub(super) fn write(&self, file: &Path) -> Result<(), String> {
        let error = |e: std::io::Error| format!("{}: {e}", file.display());
        let mut text = serde_json::to_string_pretty(self).map_err(|e| e.to_string())?;
        text.push('\n');
        let aside = file.with_extension("json.new");
        std::fs::write(&aside, text).map_err(error)?;
        std::fs::rename(&aside, file).map_err(error)
    }
}
