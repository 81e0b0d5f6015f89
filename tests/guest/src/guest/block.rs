//! Calls that block while what wraps them goes away: they complete, and what cannot go says so.
use super::module::{self, Module};
use super::{Done, Run, Test, ensure, suite, wssctl};
use std::ffi::CString;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "block.read",
        about: "a wrapped read blocks while wrapper and module are unloaded, and completes",
        limit: 180,
        run: read,
    },
    Test {
        name: "block.held",
        about: "a call that the module completes blocks: EBUSY, and wssctl names the process",
        limit: 180,
        run: held,
    },
];

/// `blocked [FIFO]`: says it is there, reads what comes on standard input, or on FIFO once somebody
/// opens that, and says it back.
pub(crate) fn child(words: &[String]) -> ExitCode {
    println!("ready");
    let mut bytes = [0; 64];
    let n = match words.first() {
        None => std::io::stdin().lock().read(&mut bytes),
        Some(fifo) => fs::File::open(fifo).and_then(|mut f| f.read(&mut bytes)),
    };
    let text =
        String::from_utf8_lossy(bytes.get(..n.unwrap_or(0)).unwrap_or_default()).into_owned();
    println!("got {text}");
    ExitCode::SUCCESS
}

fn start(program: &Path, words: &[&str]) -> Result<Child, std::io::Error> {
    let mut command = Command::new(program);
    command.args(["child", "blocked"]).args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut line = [0; 6];
    if let Some(out) = &mut child.stdout {
        out.read_exact(&mut line)?;
    }
    // It is in its call, or about to be, which a moment makes good.
    std::thread::sleep(Duration::from_millis(500));
    Ok(child)
}

fn finish(mut child: Child, text: &str) -> Done {
    if let Some(mut to) = child.stdin.take() {
        // One that waits for something else has closed its end.
        let _ = to.write_all(text.as_bytes());
    }
    let status = suite::wait(&mut child, Duration::from_secs(10))?;
    let mut said = String::new();
    if let Some(out) = &mut child.stdout {
        out.read_to_string(&mut said)?;
    }
    ensure!(status.success() && said.trim() == format!("got {text}"), "{status}, it read {said:?}");
    Ok(())
}

/// A result that is wanted.
const SEES: &str = "long n;\nunix::op{read} post { n += 1; };";

fn read(run: &mut Run) -> Done {
    let program = run.program("reader")?;
    // Beneath the wrapper's unload.
    let module = Module::load(run)?;
    wssctl::load(run, "sees", SEES, "prog=reader")?;
    let child = start(&program, &[])?;
    wssctl::run(&["unload", "sees"])?;
    finish(child, "late")?;
    // Beneath the module's: what waits in the kernel holds nothing of it.
    wssctl::load(run, "sees", SEES, "prog=reader")?;
    let child = start(&program, &[])?;
    module.unload()?;
    finish(child, "later")?;
    // Beneath another module, which knows nothing of the call.
    let module = Module::load(run)?;
    wssctl::load(run, "sees", SEES, "prog=reader")?;
    let child = start(&program, &[])?;
    module.unload()?;
    let module = Module::load(run)?;
    wssctl::load(run, "sees", SEES, "prog=reader")?;
    finish(child, "latest")?;
    // The process's death ends its binding.
    let mut child = start(&program, &[])?;
    child.kill()?;
    child.wait()?;
    let bound = wssctl::bindings("sees")?;
    ensure!(bound == 0, "{bound} bindings of a process that was killed in its call");
    module.unload()
}

fn held(run: &mut Run) -> Done {
    let program = run.program("opener")?;
    let fifo = run.work.join("fifo");
    let path = CString::new(fifo.as_os_str().as_bytes()).map_err(|e| e.to_string())?;
    // SAFETY: a C string that lives as long as the call.
    ensure!(unsafe { libc::mkfifo(path.as_ptr(), 0o600) } == 0, "no FIFO can be made");
    let module = Module::load(run)?;
    // Judged by its path, so that the module opens what it judged, and waits there itself.
    let source =
        "unix::op{open} pre { if (strcmp($path, \"/nowhere\") == 0) return WR_D_BADPERM; };";
    wssctl::load(run, "guard", source, "prog=opener")?;
    let child = start(&program, &[&fifo.to_string_lossy()])?;
    let pid = child.id().to_string();
    let busy = module::unload(module.id());
    let code = busy.err().and_then(|e| e.raw_os_error());
    ensure!(code == Some(libc::EBUSY), "kldunload with a held call in flight gives {code:?}");
    let status = wssctl::run(&["status"])?;
    let named = status.lines().find(|l| l.split(|c: char| !c.is_alphanumeric()).any(|w| w == pid));
    let named =
        named.ok_or_else(|| format!("wssctl status does not name process {pid}: {status}"))?;
    run.says.push(format!("wssctl status: {}", named.trim()));
    ensure!(wssctl::loaded()? == ["guard"], "a refused kldunload takes wrappers away");
    fs::write(&fifo, "held")?;
    finish(child, "held")?;
    module.unload()
}
