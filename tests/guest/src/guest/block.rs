//! A call that blocks while what wraps it goes away: it completes, and what cannot go says so.
use super::module::{self, Module};
use super::{Done, Run, Test, ensure, suite, wssctl};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

pub(crate) const TESTS: &[Test] = &[Test {
    name: "block.read",
    about: "a wrapped read blocks across unload: EBUSY, the process is named, the read completes",
    limit: 180,
    run: read,
}];

/// `blocked`: says it is there, reads what comes, says it back.
pub(crate) fn child() -> ExitCode {
    println!("ready");
    let mut bytes = [0; 64];
    // One read, which blocks: no library asks a second time.
    let n = std::io::stdin().lock().read(&mut bytes).unwrap_or(99);
    let text = String::from_utf8_lossy(bytes.get(..n).unwrap_or_default()).into_owned();
    println!("got {text}");
    ExitCode::SUCCESS
}

fn start(program: &std::path::Path) -> Result<Child, std::io::Error> {
    let mut command = Command::new(program);
    command.args(["child", "blocked"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let mut line = [0; 6];
    if let Some(out) = &mut child.stdout {
        out.read_exact(&mut line)?;
    }
    // It is in its read, or about to be, which a moment makes good.
    std::thread::sleep(Duration::from_millis(300));
    Ok(child)
}

fn finish(mut child: Child, text: &str) -> Done {
    if let Some(mut to) = child.stdin.take() {
        to.write_all(text.as_bytes())?;
    }
    let status = suite::wait(&mut child, Duration::from_secs(10))?;
    let mut said = String::new();
    if let Some(out) = &mut child.stdout {
        out.read_to_string(&mut said)?;
    }
    ensure!(status.success() && said.trim() == format!("got {text}"), "{status}, it read {said:?}");
    Ok(())
}

fn read(run: &mut Run) -> Done {
    let program = run.program("reader")?;
    let module = Module::load(run)?;
    // A result that is wanted keeps the call in the module while it blocks.
    wssctl::load(run, "sees", "long n;\nunix::op{read} post { n += 1; };", "prog=reader")?;
    let child = start(&program)?;
    let pid = child.id().to_string();

    let busy = module::unload(module.id());
    let code = busy.err().and_then(|e| e.raw_os_error());
    ensure!(code == Some(libc::EBUSY), "kldunload with a wrapper loaded gives {code:?}");

    let out = wssctl::output(&["unload", "sees"])?;
    let said = [out.stdout, out.stderr].concat();
    run.says.push(format!("wssctl unload: {}", String::from_utf8_lossy(&said).trim()));
    let busy = module::unload(module.id());
    match busy.map_err(|e| e.raw_os_error()) {
        Err(Some(libc::EBUSY)) => {
            let named = ["ps", "status", "list"].iter().find_map(|verb| {
                let text = wssctl::run(&[verb]).ok()?;
                let line = text.lines().find(|l| l.split_whitespace().any(|w| w == pid))?;
                Some(format!("wssctl {verb}: {}", line.trim()))
            });
            let named =
                named.ok_or_else(|| format!("EBUSY, and wssctl names process {pid} nowhere"))?;
            run.says.push(named);
            finish(child, "late")?;
        }
        // Gone while the call is in flight: then the call must not need it.
        Ok(()) => {
            run.says.push("the module unloads beneath the blocked call".into());
            finish(child, "late")?;
            return Ok(());
        }
        other => ensure!(false, "kldunload with a call in flight gives {other:?}"),
    }
    module.unload()?;

    // The same with the binding ended by the process's death.
    let module = Module::load(run)?;
    wssctl::load(run, "sees", "long n;\nunix::op{read} post { n += 1; };", "prog=reader")?;
    let mut child = start(&program)?;
    child.kill()?;
    child.wait()?;
    let bound = wssctl::bindings("sees")?;
    ensure!(bound == 0, "{bound} bindings of a process that was killed in its call");
    module.unload()
}
