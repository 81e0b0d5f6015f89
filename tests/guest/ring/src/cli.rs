//! `wssctl ring`, as an administrator uses it.
use crate::ring::{folder, program};
use crate::run::{Said, ensure};
use serde_json::Value;
use std::process::Command;

fn wssctl(args: &[&str]) -> Result<String, String> {
    let out = Command::new(program("wssctl")?).args(args).output().map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "wssctl {}: {}", args.join(" "), said.trim());
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// A condition that lets nothing of ls(1) pass.
const CONDITION: &str =
    "event exec(const char *path, int argc, const char *args, int envc, int envlen);
wss::event{exec} (strcmp($path, \"/bin/ls\") == 0) { return WR_D_BADPERM; }
";

/// `--condition`: what it denies is not reported, and the rest is. Without the module it is refused.
pub(crate) fn condition() -> Said {
    let mut shell = Command::new("/bin/sh")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    let folder = folder("condition")?;
    let path = |name: &str| folder.join(name).to_str().unwrap_or_default().to_owned();
    let (file, log, pid) = (path("no-ls.wdl"), path("log"), shell.id().to_string());
    std::fs::write(&file, CONDITION).map_err(|e| e.to_string())?;
    let words = ["ring", "start", "--target", &pid, "-n", "4", "-d", "2", "--name", "choosy"];
    let more = ["--watch", "exec,fork", "--condition", &file, "--log", &log];
    let started = wssctl(&[&words[..], &more[..]].concat());
    if !std::path::Path::new("/dev/wsswatch").exists() {
        ensure!(started.as_ref().is_err_and(|why| why.contains("takes wss.ko")), "{started:?}");
        return Ok("refused without wss.ko".into());
    }
    started?;
    let to = shell.stdin.as_mut().ok_or("no pipe")?;
    std::io::Write::write_all(to, b"/bin/ls / ; /bin/echo one\n").map_err(|e| e.to_string())?;
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let text = loop {
        let text = std::fs::read_to_string(&log).unwrap_or_default();
        if text.matches("\"image\":\"/bin/echo\"").count() >= 2 {
            break text;
        }
        ensure!(std::time::Instant::now() < end, "echo is not reported: {text}");
        std::thread::sleep(std::time::Duration::from_millis(10));
    };
    ensure!(!text.contains("/bin/ls"), "what the condition denies is reported: {text}");
    ensure!(text.contains("\"arguments\":[\"/bin/echo\",\"one\"]"), "{text}");
    wssctl(&["ring", "stop", "choosy"])?;
    let _ = shell.kill();
    let _ = shell.wait();
    let _ = std::fs::remove_dir_all(folder);
    Ok("echo is reported with its arguments, ls is not".into())
}

pub(crate) fn cli() -> Said {
    let mut target = Command::new("sleep").arg("1000").spawn().map_err(|e| e.to_string())?;
    let folder = folder("cli")?;
    let log = folder.join("log");
    let (pid, log) = (target.id().to_string(), log.to_str().ok_or("not UTF-8")?.to_owned());
    // As rc.subr(8) leaves it.
    std::fs::write("/var/run/ringtest.pid", &pid).map_err(|e| e.to_string())?;
    let said = wssctl(&[
        "ring",
        "start",
        "--service",
        "ringtest",
        "-n",
        "5",
        "-d",
        "2",
        "--name",
        "cli",
        "--respawn",
        "--log",
        &log,
    ])?;
    ensure!(said.contains("ring cli: 5 monitors, each watched by 2, 2 around sleep"), "{said}");
    let status = wssctl(&["ring", "status", "cli", "--json"])?;
    let value: Value = serde_json::from_str(&status).map_err(|e| format!("{e}: {status}"))?;
    let ring = value["rings"].get(0).ok_or("no ring")?;
    ensure!(ring["missing"].as_array().is_some_and(Vec::is_empty), "{status}");
    ensure!(ring["target"].to_string() == pid && ring["d"] == 2, "{status}");
    // The name of a running one is taken.
    let again = wssctl(&["ring", "start", "--target", &pid, "--name", "cli", "--log", &log]);
    ensure!(again.is_err_and(|why| why.contains("runs already")), "started twice");
    let stopped = wssctl(&["ring", "stop", "cli"])?;
    ensure!(stopped.contains("5 monitors reported it"), "{stopped}");
    let text = std::fs::read_to_string(&log).map_err(|e| e.to_string())?;
    let asked = text.lines().filter(|l| l.contains("asked-to-stop")).count();
    ensure!(asked == 5, "{asked} of 5 reported the request");
    let _ = target.kill();
    let _ = target.wait();
    let _ = std::fs::remove_dir_all(folder);
    Ok(said.trim().replace('\n', "; "))
}
