//! What the administrator does in a scenario (actor `engine`).
use super::refused;
use super::seed::Seed;
use super::sim::Run;
use wss_engine::Criterion;

impl Run {
    /// Loads wrappers by number, all or none; what it shows.
    pub(super) fn load(&mut self, mut which: Vec<usize>) -> Result<String, String> {
        if self.is(Seed::OrderReversed) {
            which.reverse();
        }
        if self.is(Seed::LastMissing) {
            which.pop();
        }
        let units = which.iter().filter_map(|n| self.built.get(*n));
        let units: Vec<_> = units.map(|b| (b.object.clone(), b.options.clone())).collect();
        if self.is(Seed::LoadPiecemeal) {
            let mut shown = "loaded".to_owned();
            for (object, options) in units {
                if let Err(e) = self.engine.load(object, options) {
                    shown = refused(&e);
                }
            }
            return Ok(shown);
        }
        let done = self.engine.prepare(units).and_then(|p| self.engine.commit(p));
        Ok(done.map_or_else(|e| refused(&e), |()| "loaded".to_owned()))
    }

    pub(super) fn admin(&mut self, verb: &str, args: &[String]) -> Result<String, String> {
        let arg = |n: usize| args.get(n).map_or("", String::as_str);
        Ok(match verb {
            "load" => {
                let named = |name: &String| {
                    let at = self.built.iter().position(|b| b.object.name == *name && b.later);
                    at.ok_or(format!("no wrapper {name} is to be loaded later"))
                };
                let which = args.iter().map(named).collect::<Result<Vec<_>, _>>()?;
                self.load(which)?
            }
            "unload" => {
                if self.is(Seed::UnloadEarly) {
                    for p in std::mem::take(&mut self.pending) {
                        let (engine, mut host) = self.parts();
                        engine.leave(&mut host, p.tid, 0);
                        self.pending.push(p);
                    }
                }
                let (engine, mut host) = self.parts();
                match engine.unload(&mut host, arg(0)) {
                    Ok(0) => "unloaded".into(),
                    Ok(n) => format!("in use by {n}"),
                    Err(e) => refused(&e),
                }
            }
            "activate" | "deactivate" => {
                let text = args.get(1..).unwrap_or(&[]).join(" ");
                let c = Criterion::parse(&text, &()).map_err(|e| e.to_string())?;
                let done = match verb {
                    "activate" => self.engine.activate(arg(0), c),
                    _ if self.is(Seed::DeactivateDropped) => Ok(()),
                    _ => self.engine.deactivate(arg(0), c),
                };
                done.map_or_else(|e| refused(&e), |()| "ok".to_owned())
            }
            "judge" => {
                if !self.is(Seed::RunningNotJudged) {
                    let (engine, mut host) = self.parts();
                    engine.judge_running(&mut host);
                }
                String::new()
            }
            "bound" => self.engine.bindings().filter(|b| b.wrapper == arg(0)).count().to_string(),
            "known" => self.engine.processes().to_string(),
            "hits" => {
                let wrappers = self.engine.wrappers();
                let found = wrappers.iter().find(|w| w.name == arg(0));
                found.map_or("none".into(), |w| w.stats.total().hits.to_string())
            }
            "sets" => {
                let set = |name: &str| {
                    let tid = self.actors.get(name).copied().unwrap_or(0);
                    self.engine.wrap_set(tid).map(|s| s.id())
                };
                if set(arg(0)) == set(arg(1)) { "same".into() } else { "different".into() }
            }
            "dies" => {
                self.engine_dies();
                String::new()
            }
            other => return Err(format!("the administrator has no verb {other}")),
        })
    }

    /// Obligation 10.
    pub(super) fn engine_dies(&mut self) {
        let all: Vec<u32> = self.actors.values().copied().collect();
        let wrapped = |t: &u32| self.engine.wrap_set(*t).is_some_and(|s| !s.is_empty());
        let wrapped: Vec<u32> = all.into_iter().filter(wrapped).collect();
        self.dead = true;
        if !self.is(Seed::DeathLetsRun) {
            for tid in wrapped {
                self.die(tid, 9);
            }
        }
    }
}
