//! The conformance suite (`tests/conformance`) through the kernel: each scenario has a folder that
//! stands for `/`, in which every file beneath a `bin` is the actor (`tests/guest/actor`). Wrappers
//! are loaded by `wssctl`, their criteria confined to the folder; each process is told by a datagram
//! what to do next and shows the raw result; records come from `wssctl events`. Twice: with wrappers as
//! native code, and interpreted.
mod admin;
mod notation;
mod scenario;
mod talk;

use super::module::{Module, find};
use super::wssctl::Events;
use super::{Done, Run, Stop, Test, ensure, said};
use scenario::Scenario;
use wss_tests::conformance::format::Scene;
use wss_tests::conformance::{audit, differences, scenes_in};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "conformance.native",
        about: "every scenario that a real kernel can play, its wrappers compiled to native code",
        limit: 1500,
        run: |run| all(run, "1"),
    },
    Test {
        name: "conformance.interpreted",
        about: "the same, its wrappers interpreted",
        limit: 1500,
        run: |run| all(run, "0"),
    },
];

/// The module's tunable (wss.4): whether wrappers become native code.
const JIT: &str = "security.wss.jit";

/// Loads the module with the tunable at this value, and takes the tunable away again.
fn load(run: &Run, jit: &str) -> Result<Module, Stop> {
    ensure!(find("wss.ko").is_none(), "the module is loaded: its tunables were read long ago");
    said("kenv", &[&format!("{JIT}={jit}")])?;
    let module = Module::load(run);
    said("kenv", &["-u", JIT])?;
    let module = module?;
    let holds = said("sysctl", &["-n", JIT])?;
    ensure!(holds == jit, "{JIT} is {holds}, and was set to {jit}");
    Ok(module)
}

fn all(run: &mut Run, jit: &str) -> Done {
    let scenes = scenes_in(&run.payload.join("conformance"))?;
    let module = load(run, jit)?;
    let events = Events::follow()?;
    let wanted = std::env::var("WSS_SCENE").unwrap_or_default();
    let (mut held, mut failed, mut skipped) = (0u32, Vec::new(), 0u32);
    for (number, scene) in scenes.iter().enumerate().filter(|(_, s)| s.name.contains(&wanted)) {
        if let Some(what) = lacks(scene) {
            run.says.push(format!("skipped: {}: {what}", scene.name));
            skipped += 1;
            continue;
        }
        let wrong = match Scenario::play(run, scene, number, &events) {
            Ok(report) => {
                let mut wrong = differences(scene, &report);
                if !wrong.is_empty() {
                    let told = report.records.iter().map(|r| audit::line(r, &report.actors));
                    wrong.extend(told.map(|line| format!("record: {line}")));
                }
                wrong
            }
            Err(e) => vec![e],
        };
        if wrong.is_empty() {
            held += 1;
        } else {
            run.says.push(format!("FAILED: {}", scene.name));
            run.says.extend(wrong.into_iter().map(|w| format!("    {w}")));
            failed.push(scene.name.clone());
        }
    }
    run.figure("held", f64::from(held));
    run.figure("failed", failed.len() as f64);
    run.figure("skipped", f64::from(skipped));
    ensure!(
        failed.is_empty(),
        "{} of {} fail: {}",
        failed.len(),
        held as usize + failed.len(),
        failed.join("; ")
    );
    ensure!(held > 0, "no scenario was played");
    drop(events);
    module.unload()
}

/// What a kernel, or its administrator, lacks to play the scenario.
fn lacks(scene: &Scene) -> Option<String> {
    if !scene.only.is_empty() {
        return Some(format!("only for {}", scene.only.join(", ")));
    }
    if scene.queue.is_some() {
        return Some("a queue that is not drained at once".into());
    }
    if scene.world.iter().any(|(_, w)| w.first().is_some_and(|w| w == "sum")) {
        return Some("checksums as written".into());
    }
    let signals = |l: &str| l.starts_with("clause life signal") || l.starts_with("life{signal}");
    if scene.wrappers.iter().any(|w| w.lines.iter().any(|(_, l)| signals(l))) {
        return Some("being told of signals".into());
    }
    let mut started = false;
    for s in &scene.steps {
        started |= s.verb == "exec";
        match (s.actor.as_str(), s.verb.as_str()) {
            ("engine", "known" | "dies" | "sets") => {
                return Some(format!("a way to ask the engine: {}", s.verb));
            }
            ("engine", "load") if s.args.len() > 1 => {
                return Some("a verb that loads several wrappers at once".into());
            }
            (_, "race") => return Some("a race on demand".into()),
            (_, "chroot") => return Some("a root folder of the scenario's own".into()),
            (_, "kill") if s.args.first().is_some_and(|a| a == "engine") => {
                return Some("a process that is the engine".into());
            }
            _ => {}
        }
    }
    (!started).then(|| "a process".into())
}
