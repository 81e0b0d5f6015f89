//! All of it, as the guest suite runs it: without arguments, the module in `$WSS_PAYLOAD`.
use crate::{device, fuzz, watch};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// Malformed ioctls.
const COUNT: u64 = 100_000;
/// How a program of the suite says that it could not run.
const SKIPPED: u8 = 77;

/// Loads the module, does everything and unloads it under sleepers.
pub(crate) fn run() -> ExitCode {
    let payload = std::env::var_os("WSS_PAYLOAD").unwrap_or_else(|| "/wss".into());
    let module = Path::new(&payload).join("wss.ko");
    if !module.is_file() {
        println!("{} is missing", module.display());
        return ExitCode::from(SKIPPED);
    }
    let done = command("kldload", &["-n", &module.to_string_lossy()])
        .and_then(|()| device::run())
        .and_then(|()| fuzz::run(COUNT, 1))
        .and_then(|()| watch::run(COUNT, 1))
        .and_then(|()| unload());
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            println!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn command(name: &str, args: &[&str]) -> Result<(), String> {
    let status = Command::new(name).args(args).status().map_err(|e| format!("{name}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name}: {status}")) }
}

fn unload() -> Result<(), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut child = (Command::new(own).arg("gone").stdout(Stdio::piped()).spawn())
        .map_err(|e| format!("gone: {e}"))?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        let mut out = BufReader::new(out);
        out.read_line(&mut line).map_err(|e| e.to_string())?;
        // It says that it is about to.
        std::thread::sleep(Duration::from_secs(2));
        let unloaded = command("kldunload", &["wss"]);
        let mut rest = String::new();
        while out.read_line(&mut rest).is_ok_and(|n| n > 0) {}
        let status = child.wait().map_err(|e| e.to_string())?;
        print!("{rest}");
        unloaded?;
        if !status.success() {
            return Err(format!("sleepers under an unloading module: {status}"));
        }
    }
    Ok(())
}
