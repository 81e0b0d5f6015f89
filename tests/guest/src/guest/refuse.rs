//! What a kernel cannot keep is refused at load, by name, rather than accepted and not kept.
use super::module::Module;
use super::{Done, Run, Test, ensure, wssctl};

pub(crate) const TESTS: &[Test] = &[Test {
    name: "refuse.signal",
    about: "a clause on signals is refused with its wrapper, line and reason; nothing is loaded",
    limit: 60,
    run: signal,
}];

fn signal(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let file = run.work.join("told.wdl");
    std::fs::write(
        &file,
        "wrapper told;\nunix::op{getppid} pre { }\nlife{signal} { violation(); }\n",
    )?;
    let out = wssctl::output(&["load", &file.to_string_lossy(), "--activate", "prog=sh"])?;
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    ensure!(!out.status.success(), "a clause that is never run is accepted");
    for word in ["told", "line 3", "life{signal}", "does not tell wrappers of signals"] {
        ensure!(said.contains(word), "no {word:?} in {said:?}");
    }
    ensure!(wssctl::loaded()?.is_empty(), "it is loaded nevertheless");
    module.unload()
}
