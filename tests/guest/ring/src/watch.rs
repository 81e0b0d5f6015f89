//! What the target does besides ending: by kqueue(2) alone, and by `wss.ko` where that is loaded.
use crate::ring::Ring;
use crate::run::{Said, ensure};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use wss_monitors::config::{Target, Watched};

/// A shell that waits for what it is to do.
fn shell() -> Result<Child, String> {
    let mut command = Command::new("/bin/sh");
    command.stdin(Stdio::piped()).stdout(Stdio::null());
    command.spawn().map_err(|e| e.to_string())
}

fn tell(shell: &mut Child, line: &str) -> Result<(), String> {
    let to = shell.stdin.as_mut().ok_or("no pipe")?;
    to.write_all(line.as_bytes()).map_err(|e| e.to_string())
}

fn is(word: &'static str) -> impl Fn(&Value) -> bool {
    move |r| r["ring"]["victim"] == "target" && r["event"]["name"] == word
}

pub(crate) fn watch() -> Said {
    let module = Path::new("/dev/wsswatch").exists();
    let mut shell = shell()?;
    let ring = Ring::start("watch", 4, 2, |c| {
        c.target = Target::of(shell.id());
        c.watch = Watched { exec: true, fork: true };
    })?;
    tell(&mut shell, "/bin/ls -d /etc /tmp\n")?;
    let forks = ring.wait(2, is("fork"))?;
    let child = forks.first().map_or(Value::Null, |r| r["ring"]["child"].clone());
    ensure!(forks.iter().all(|r| r["process"]["pid"] == shell.id()), "{forks:?}");
    let execs = ring.wait(2, is("exec"))?;
    ensure!(execs.iter().all(|r| r["process"]["pid"] == child), "{execs:?}, child {child}");
    let exits = ring.wait(2, is("descendant-exited"))?;
    ensure!(exits.iter().all(|r| r["process"]["pid"] == child), "{exits:?}");
    // Its own exec: the image and arguments of what runs on can be looked up at any rate.
    tell(&mut shell, "exec /bin/sleep 77\n")?;
    let own = |r: &Value| is("exec")(r) && r["process"]["pid"] == shell.id();
    let execs = ring.wait(2, own)?;
    for r in &execs {
        ensure!(r["ring"]["image"] == "/bin/sleep", "{r}");
        let words: Vec<_> = r["ring"]["arguments"].as_array().into_iter().flatten().collect();
        ensure!(words == ["/bin/sleep", "77"], "{r}");
        ensure!(!module || r["ring"]["environment"].as_u64() > Some(0), "{r}");
    }
    if module {
        let ls = ring.wait(2, |r| is("exec")(r) && r["process"]["pid"] == child)?;
        for r in &ls {
            let words: Vec<_> = r["ring"]["arguments"].as_array().into_iter().flatten().collect();
            ensure!(words == ["/bin/ls", "-d", "/etc", "/tmp"], "{r}");
        }
    }
    let _ = shell.kill();
    let _ = shell.wait();
    ring.wait(2, is("killed"))?;
    let by = if module { "wss.ko" } else { "kqueue(2) alone" };
    Ok(format!("fork, exec and exit of a child, and its own exec with arguments, by {by}"))
}
