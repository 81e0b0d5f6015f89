//! `wss_guard`, the wrapper that keeps processes away from rings of monitors: `ring-guest` has the ring and what is
//! tried on it.
use super::{Done, Run, Stop, Test, ensure};
use std::process::Command;

pub(crate) const TESTS: &[Test] = &[Test {
    name: "guard.ring",
    about: "root tries on a guarded ring all that he may: refused, reported, the ring as it was",
    limit: 600,
    run: ring,
}];

fn ring(run: &mut Run) -> Done {
    let program = run.payload.join("tests/ring-guest");
    if !program.is_file() {
        return Err(Stop::Skip("the payload has no tests/ring-guest".into()));
    }
    let out = Command::new(&program).arg("guard").env("WSS_PAYLOAD", &run.payload).output()?;
    let said = String::from_utf8_lossy(&out.stdout).trim().to_owned();
    let error = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success() && !said.contains("skipped"), "{said} {}", error.trim());
    run.says.push(said);
    Ok(())
}
