//! What the administrator does in a scenario, by `wssctl`.
use super::notation::refused;
use super::scenario::{Scenario, text};
use crate::guest::{Run, wssctl};
use std::collections::BTreeMap;
use std::fs;
use wss_abi::target::Target;
use wss_tests::conformance::build::build;
use wss_tests::conformance::format::{Part, Step};
use wss_tests::conformance::world;

impl Scenario {
    /// Compiles a wrapper; the words of `wssctl load`, and whether it is for later.
    pub(super) fn wrapper(&self, run: &Run, part: &Part) -> Result<(Vec<String>, bool), String> {
        let dir = self.dir.to_string_lossy().into_owned();
        let mut options = Vec::new();
        let mut lines = Vec::new();
        for (n, line) in &part.lines {
            let placed = world::place(line, &dir);
            match placed.split_once(' ') {
                Some((what @ ("activate" | "deactivate"), criterion)) => {
                    options.extend([format!("--{what}"), self.confined(criterion)]);
                }
                _ if placed == "permissive" => options.push("--permissive".into()),
                _ => {}
            }
            lines.push((*n, placed));
        }
        let built = build(Target::FreebsdAmd64, &Part { name: part.name.clone(), lines })?;
        let file = run.work.join(format!("{}.wrap", part.name));
        let bytes = built.object.encode().map_err(|e| e.to_string())?;
        fs::write(&file, bytes).map_err(|e| e.to_string())?;
        let kept = self.dir.join(format!("{}.wrap", part.name));
        fs::rename(&file, &kept).map_err(|e| e.to_string())?;
        let mut words = vec!["load".to_owned(), kept.to_string_lossy().into_owned()];
        words.extend(options);
        Ok((words, built.later))
    }

    /// A criterion that fits in the scenario's folder alone: outside of it is the rest of the system.
    fn confined(&self, criterion: &str) -> String {
        format!("({criterion}) && path={}/**", self.dir.display())
    }

    /// Runs `wssctl load`.
    pub(super) fn load(&mut self, name: &str, words: &[String]) -> Result<String, String> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let out = wssctl::output(&words).map_err(text)?;
        if out.status.success() {
            self.wrappers.push(name.to_owned());
            return Ok("loaded".into());
        }
        Ok(refused(&String::from_utf8_lossy(&out.stderr)))
    }

    /// What the administrator does.
    pub(super) fn admin(
        &mut self,
        step: &Step,
        later: &BTreeMap<String, Vec<String>>,
    ) -> Result<String, String> {
        let args: Vec<String> = step.args.iter().map(|a| self.word(a)).collect();
        let name = args.first().map_or("", String::as_str);
        match step.verb.as_str() {
            "load" => {
                let words = later.get(name).ok_or(format!("no wrapper {name}"))?;
                self.load(name, words)
            }
            "unload" => {
                let out = wssctl::output(&["unload", name]).map_err(text)?;
                if !out.status.success() {
                    return Ok(refused(&String::from_utf8_lossy(&out.stderr)));
                }
                match wssctl::bindings(name).map_err(text)? {
                    0 => Ok("unloaded".into()),
                    n => Ok(format!("in use by {n}")),
                }
            }
            verb @ ("activate" | "deactivate") => {
                let criterion = self.confined(&args.get(1..).unwrap_or_default().join(" "));
                let out = wssctl::output(&[verb, name, &criterion]).map_err(text)?;
                let said = String::from_utf8_lossy(&out.stderr).into_owned();
                Ok(if out.status.success() { "ok".into() } else { refused(&said) })
            }
            "bound" => Ok(wssctl::bindings(name).map_err(text)?.to_string()),
            "hits" => Ok(wssctl::hits(name).map_err(text)?.to_string()),
            // Criteria are judged on what runs whenever they change.
            "judge" => Ok(String::new()),
            other => Err(format!("no verb {other}")),
        }
    }
}
