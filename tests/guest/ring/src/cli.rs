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
