//! With `wss.ko`: under `wss_guard` root gets at no monitor, whatever he tries, and each try is reported.
use crate::heard::{loaded, module};
use crate::ring::{Ring, program};
use crate::run::{Said, ensure};
use crate::sys;
use crate::ways::{Aim, FILES, MISSING, OWN, WAYS};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use wss_monitors::members;

const EPERM: i32 = 1;

/// What a wrapped process is called; its words are a way, a monitor, a thread of it, and a file.
const ATTACKER: &str = "ring-attacker";

/// Whether this is such a process: how it ends, the errno that its call got being its status.
pub(crate) fn attacker() -> Option<std::process::ExitCode> {
    let own = std::env::current_exe().ok()?;
    if own.file_name()? != ATTACKER {
        return None;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [way, pid, tid, file] = words.as_slice() else { return Some(99.into()) };
    let (Ok(pid), Ok(tid)) = (pid.parse(), tid.parse()) else { return Some(99.into()) };
    let aim = Aim { pid, tid, file: Path::new(file) };
    let known = WAYS.iter().chain(FILES).chain(OWN).find(|(name, _)| name == way);
    Some(known.map_or(99, |(_, does)| does(&aim) as u8).into())
}

fn wssctl(args: &[&str]) -> Result<String, String> {
    let out = Command::new(program("wssctl")?).args(args).output().map_err(|e| e.to_string())?;
    let said = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "wssctl {}: {}", args.join(" "), said.trim());
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// The engine's records, as `wssctl events` writes them to a file.
struct Events(Child, PathBuf);

impl Events {
    fn follow(file: PathBuf) -> Result<Events, String> {
        let out = std::fs::File::create(&file).map_err(|e| e.to_string())?;
        let mut command = Command::new(program("wssctl")?);
        command.args(["events", "--json"]).stdin(Stdio::null()).stdout(out);
        let events = Events(command.spawn().map_err(|e| e.to_string())?, file);
        // It says nothing when it is ready; what it missed shows, as a way that was not reported.
        std::thread::sleep(Duration::from_secs(1));
        Ok(events)
    }

    /// The processes that the guard reported, with what it said of each: violations, and faults, for which calls are
    /// refused as well.
    fn told(&self) -> BTreeMap<u64, String> {
        let text = std::fs::read_to_string(&self.1).unwrap_or_default();
        let records = text.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
        let of = |r: Value| {
            let ours = r["kind"] == "violation" || r["kind"] == "fault";
            let pid = r.pointer("/process/pid")?.as_u64()?;
            ours.then(|| (pid, format!("{}: {}", r["kind"], r["message"])))
        };
        records.filter_map(of).collect()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn guard() -> Said {
    if program("../wss.ko").is_err() && !loaded() {
        return Ok("skipped: no wss.ko".into());
    }
    let before = loaded();
    if !before {
        module(true)?;
    }
    let said = wssctl(&["load", &wrapper()?, "--activate", &format!("prog={ATTACKER}")]);
    let said = said.and_then(|_| all());
    let _ = wssctl(&["unload", "wss_guard"]);
    if !before {
        module(false)?;
    }
    said
}

fn wrapper() -> Result<String, String> {
    let file = program("../id-wrappers/wss_guard/wss_guard.wdl")?;
    file.to_str().map(str::to_owned).ok_or_else(|| "a path that is not UTF-8".into())
}

/// A procfs(4) while this lives.
struct Processes;

impl Processes {
    fn mount() -> Result<Processes, String> {
        std::fs::create_dir_all("/proc").map_err(|e| e.to_string())?;
        let out = Command::new("mount").args(["-t", "procfs", "proc", "/proc"]).output();
        let out = out.map_err(|e| format!("mount: {e}"))?;
        ensure!(out.status.success(), "mount: {}", String::from_utf8_lossy(&out.stderr).trim());
        Ok(Processes)
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("/proc").status();
    }
}

fn all() -> Said {
    std::fs::create_dir_all("/var/log/wss").map_err(|e| e.to_string())?;
    let _processes = Processes::mount()?;
    let ring = Ring::start("guard", 4, 2, |_| ())?;
    let (pid, folder) = (ring.pid(1)?, ring.folder().to_owned());
    let info = sys::info(pid).ok_or("gone")?;
    let before = ring.records().len();
    // What it tries on files it tries on a copy, which is guarded by its name.
    let (attacker, file) = (folder.join(ATTACKER), folder.join("wss-monitor"));
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    for (from, to) in [(own, &attacker), (program("wss-monitor")?, &file)] {
        std::fs::copy(from, to).map_err(|e| e.to_string())?;
    }
    let events = Events::follow(folder.join("events"))?;
    let run = |way: &str| -> Result<(u64, i32), String> {
        let mut command = Command::new(&attacker);
        command.arg(way).args([pid.to_string(), info.ki_tid.to_string()]).arg(&file);
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        let number = child.id().into();
        let status = child.wait().map_err(|e| e.to_string())?;
        Ok((number, status.code().unwrap_or(-1)))
    };
    let mut tried = Vec::new();
    for (way, _) in WAYS.iter().chain(FILES).chain(OWN) {
        let (number, status) = run(way)?;
        tried.push((*way, number, status));
    }
    let (ways, own) = tried.split_at(WAYS.len() + FILES.len());
    // Of some devices not every machine has one.
    let (absent, ways): (Vec<_>, Vec<_>) =
        ways.iter().copied().partition(|(_, _, status)| *status == MISSING);
    let reports = |told: &BTreeMap<u64, String>, n: u64| {
        told.get(&n).is_some_and(|said| said.contains("violation"))
    };
    let mut told = events.told();
    for _ in 0..100 {
        if ways.iter().all(|(_, n, _)| reports(&told, *n)) {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
        told = events.told();
    }
    let wrong = ways.iter().filter(|(_, n, status)| *status != EPERM || !reports(&told, *n));
    let wrong =
        wrong.chain(own.iter().filter(|(_, n, status)| *status != 0 || told.contains_key(n)));
    let wrong: Vec<_> = wrong.map(|(way, n, status)| (way, status, told.get(n))).collect();
    ensure!(wrong.is_empty(), "permitted, refused, or not reported, with errno: {wrong:?}");
    // The ring is what it was, and has nothing to say.
    let held: Vec<_> = members::of(&ring.name);
    ensure!(held.iter().all(|m| m.attested == Some(true)), "{held:?}");
    ensure!(ring.pid(1)? == pid, "another has its place");
    let now = sys::info(pid).ok_or("gone")?;
    ensure!((now.ki_nice, now.ki_stat) == (info.ki_nice, info.ki_stat), "it runs otherwise");
    let said = ring.records().split_off(before);
    ensure!(said.is_empty(), "{said:?}");
    let absent: Vec<_> = absent.iter().map(|(way, ..)| *way).collect();
    Ok(format!(
        "{} ways, each refused with EPERM and reported; {} permitted; not tried, for want of the device: {absent:?}",
        ways.len(),
        own.len()
    ))
}
