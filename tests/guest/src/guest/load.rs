//! Loading and unloading.
use super::module::{self, Module};
use super::{ANSWER, Done, Run, Stop, Test, ensure, said, wssctl};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "load.once",
        about: "the module loads, answers, and unloads",
        limit: 120,
        run: once,
    },
    Test {
        name: "load.bound",
        about: "loads and unloads with wrappers in force in between",
        limit: 600,
        run: bound,
    },
    Test {
        name: "load.bad",
        about: "a bad wrapper leaves the old ones in force",
        limit: 120,
        run: bad,
    },
];

/// What takes longest, and is run last.
pub(crate) const LONG: &[Test] = &[Test {
    name: "load.thousand",
    about: "1,000 loads and unloads while processes are made and end",
    limit: 1500,
    run: thousand,
}];

/// A wrapper whose effect a process sees by itself.
pub(crate) const ANSWERS: &str = "unix::op{getppid} pre { return WR_RETURN(4242); };";

fn once(run: &mut Run) -> Done {
    ensure!(module::find("wss.ko").is_none(), "the module is loaded already");
    let module = Module::load(run)?;
    let again = module::load(&run.payload.join("wss.ko"));
    let code = again.err().and_then(|e| e.raw_os_error());
    ensure!(code == Some(libc::EEXIST), "a second load is not refused: {code:?}");
    let status = wssctl::json(&["status", "--json"])?;
    let host = status.pointer("/engine/host").and_then(|h| h.as_str()).unwrap_or_default();
    ensure!(host.to_lowercase().contains("freebsd"), "status does not name the host: {status}");
    ensure!(wssctl::loaded()?.is_empty(), "there are wrappers before any was loaded");
    let mode = said("stat", &["-f", "%Sp %Su", "/dev/wss"])?;
    ensure!(
        mode.ends_with("root") && mode.contains("------ "),
        "/dev/wss is open to others: {mode}"
    );
    run.says.push(format!("/dev/wss {mode}"));
    module.unload()?;
    ensure!(!std::path::Path::new("/dev/wss").exists(), "/dev/wss outlives the module");
    Ok(())
}

/// Processes that make others, and end, until dropped.
struct Load(Vec<Child>);

impl Load {
    fn start() -> Result<Load, std::io::Error> {
        let mut all = Load(Vec::new());
        for script in ["while :; do /bin/echo x; done", "while :; do (:) | cat; sleep 0; done"] {
            // Nice, so that those who load and unload come to it too.
            let mut command = Command::new("nice");
            command
                .args(["-n", "15", "/bin/sh", "-c", script])
                .stdin(Stdio::null())
                .stdout(Stdio::null());
            all.0.push(command.spawn()?);
        }
        Ok(all)
    }

    /// Whether each of them still runs.
    fn alive(&mut self) -> bool {
        self.0.iter_mut().all(|c| matches!(c.try_wait(), Ok(None)))
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // It has ended already, or does so now.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn thousand(run: &mut Run) -> Done {
    let file = run.payload.join("wss.ko");
    let mut load = Load::start()?;
    let rounds = 1000;
    let mut settled = 0.0;
    for round in 0..rounds {
        if round == 100 {
            // By now the kernel's caches have what they keep.
            settled = wired()?;
        }
        let id = module::load(&file).map_err(|e| format!("round {round}: kldload: {e}"))?;
        module::unload(id).map_err(|e| format!("round {round}: kldunload: {e}"))?;
    }
    ensure!(load.alive(), "the load did not go on");
    let grown = wired()? - settled;
    drop(load);
    run.figure("rounds", f64::from(rounds));
    run.figure("wired_kib_grown", grown);
    ensure!(grown < 16.0 * 1024.0, "the kernel's memory grew by {grown} KiB in 900 rounds");
    ensure!(module::find("wss.ko").is_none(), "the module is there after its unload");
    Ok(())
}

/// Memory that the kernel holds, in KiB.
fn wired() -> Result<f64, Stop> {
    let pages = said("sysctl", &["-n", "vm.stats.vm.v_wire_count"])?.parse::<f64>();
    pages.map(|p| p * 4.0).map_err(|e| format!("vm.stats.vm.v_wire_count: {e}").into())
}

/// Whether a program is wrapped by [`ANSWERS`].
pub(crate) fn answered(program: &std::path::Path) -> Result<bool, String> {
    let status = Command::new(program).args(["child", "ask"]).status();
    let status = status.map_err(|e| format!("{}: {e}", program.display()))?;
    match (status.code(), status.signal()) {
        (Some(0), _) => Ok(true),
        (Some(1), _) => Ok(false),
        _ => Err(format!("{}: {status}", program.display())),
    }
}

fn bound(run: &mut Run) -> Done {
    let program = run.program("bound")?;
    let rounds = 12;
    let _load = Load::start()?;
    for round in 0..rounds {
        let module = Module::load(run)?;
        wssctl::load(run, "answers", ANSWERS, "prog=bound")?;
        ensure!(answered(&program)?, "round {round}: not wrapped, asking does not give {ANSWER}");
        let hits = wssctl::hits("answers")?;
        ensure!(hits == 1, "round {round}: {hits} hits of one call");
        if round % 2 == 0 {
            wssctl::run(&["unload", "answers"])?;
            ensure!(!answered(&program)?, "round {round}: wrapped after the unload");
        }
        module.unload()?;
        ensure!(!answered(&program)?, "round {round}: wrapped without a module");
    }
    run.figure("rounds", f64::from(rounds));
    Ok(())
}

fn bad(run: &mut Run) -> Done {
    let program = run.program("bound")?;
    let module = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=bound")?;
    let file = run.work.join("twin.wdl");
    for (source, why) in [
        (format!("wrapper answers;\n{ANSWERS}\n"), "a name twice"),
        (
            "wrapper other;\nunix::op{getppid} pre { return $nothing; };\n".to_owned(),
            "no parameter",
        ),
        ("not a wrapper".to_owned(), "no wrapper"),
    ] {
        fs::write(&file, source)?;
        let out = wssctl::output(&["load", &file.to_string_lossy(), "--activate", "prog=bound"])?;
        ensure!(!out.status.success() && !out.stderr.is_empty(), "{why} is loaded");
    }
    let wrong = ["load", &*file.to_string_lossy(), "--activate", "prog=("];
    ensure!(!wssctl::output(&wrong)?.status.success(), "a bad criterion is loaded");
    ensure!(wssctl::loaded()? == ["answers"], "a refused load changes what is loaded");
    ensure!(answered(&program)?, "a refused load ends a binding");
    module.unload()
}
