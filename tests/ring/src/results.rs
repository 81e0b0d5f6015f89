//! What came of attacks, kept in a file as they go: a run that was interrupted goes on where it was, and what it
//! found can be looked at one by one.
use crate::attack::{Attack, Outcome};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// Outcomes by number of the attack.
#[derive(Default)]
pub(crate) struct Results {
    known: BTreeMap<usize, Outcome>,
    file: Option<File>,
}

impl Results {
    /// Reads what a file has of the run with this seed, and adds to it from then on.
    pub(crate) fn open(path: Option<&Path>, seed: u64) -> Result<Self, String> {
        let Some(path) = path else { return Ok(Self::default()) };
        let error = |e: std::io::Error| format!("{}: {e}", path.display());
        let file = OpenOptions::new().append(true).create(true).open(path).map_err(error)?;
        let text = std::fs::read_to_string(path).map_err(error)?;
        // A line that was cut short is made again.
        let lines = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
        let known = lines.filter(|v| v["run"] == seed).filter_map(|v| decode(&v)).collect();
        Ok(Self { known, file: Some(file) })
    }

    /// What came of an attack, if it was made already.
    pub(crate) fn known(&self, number: usize) -> Option<Outcome> {
        self.known.get(&number).copied()
    }

    /// Writes down what came of an attack.
    pub(crate) fn add(
        &mut self,
        run: u64,
        number: usize,
        what: &Attack,
        heavy: bool,
        o: Outcome,
    ) -> Result<(), String> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let line = json!({"run": run, "number": number, "order": what.order.to_string(), "n": what.n,
            "d": what.d, "heavy": heavy, "realtime": what.realtime, "seed": what.seed,
            "deaths": o.deaths, "responses": o.responses, "witnesses": o.witnesses,
            "overheard": o.overheard, "first": o.first});
        writeln!(file, "{line}").map_err(|e| format!("results: {e}"))
    }
}

fn decode(v: &Value) -> Option<(usize, Outcome)> {
    let get = |key: &str| v[key].as_u64().map(|n| n as usize);
    let outcome = Outcome {
        deaths: get("deaths")?,
        responses: get("responses")?,
        witnesses: get("witnesses")?,
        overheard: get("overheard")?,
        first: v["first"].as_u64(),
    };
    Some((get("number")?, outcome))
}
