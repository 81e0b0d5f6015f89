//! Runs tests: each in a process of its own, so that one that crashes or hangs takes none along; and
//! the programs in the payload's folder `tests`, which pass by exit status 0, skip by 77, and tell
//! why on their last line.
use super::{Run, Stop, Test, payload, said, tests};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Seconds that a program of the folder `tests` has.
const LIMIT: u64 = 900;
const SKIPPED: i32 = 77;

/// `suite [--console] [NAME...]`.
pub(crate) fn all(words: &[String]) -> ExitCode {
    let console = words.iter().any(|w| w == "--console");
    let wanted: Vec<&String> = words.iter().filter(|w| !w.starts_with('-')).collect();
    let fits =
        |name: &str| wanted.is_empty() || wanted.iter().any(|w| name.starts_with(w.as_str()));
    let chosen: Vec<&Test> = tests().filter(|t| fits(t.name)).collect();
    let programs: Vec<PathBuf> = programs().into_iter().filter(|p| fits(&name_of(p))).collect();
    mark(console, "WSS-GUEST", &identity().to_string());
    mark(console, "WSS-GUEST-TESTS", &(chosen.len() + programs.len()).to_string());
    let mut failed = 0;
    let mut tell = |mut result: Value| {
        for line in result["says"].as_array().cloned().unwrap_or_default() {
            mark(console, "WSS-SAYS", line.as_str().unwrap_or_default());
        }
        if let Some(fields) = result.as_object_mut() {
            fields.remove("says");
        }
        mark(console, "WSS-TEST", &result.to_string());
        failed += usize::from(result["outcome"] == "fail");
    };
    for test in chosen {
        tell(apart(test));
    }
    for program in programs {
        tell(program_result(&program));
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a line that the kernel's own cannot have begun.
fn mark(console: bool, mark: &str, text: &str) {
    let start = if console { "\n" } else { "" };
    println!("{start}{mark} {text}");
    // Nothing is to be done about a console that is gone.
    let _ = std::io::stdout().flush();
}

/// The kernel.
fn identity() -> Value {
    let number = |name: &str| said("sysctl", &["-n", name]).ok()?.parse::<i64>().ok();
    json!({
        "uname": said("uname", &["-a"]).unwrap_or_default(),
        "osreldate": number("kern.osreldate").unwrap_or_default(),
        "witness": number("debug.witness.watch").is_some_and(|w| w > 0),
    })
}

/// The result of a test, run in a process of its own.
pub(crate) fn apart(test: &Test) -> Value {
    let own = std::env::current_exe().unwrap_or_default();
    let mut command = Command::new(own);
    command.args(["test", test.name]);
    let out = ended(&mut command, test.limit);
    let told = out.text.lines().rev().find_map(|l| l.strip_prefix("result "));
    let mut result: Value = told.and_then(|t| serde_json::from_str(t).ok()).unwrap_or_else(|| {
        let last: Vec<&str> = out.text.lines().rev().take(4).collect();
        json!({"outcome": "fail", "why": format!("{}: {}", out.status, last.join(" / "))})
    });
    result["name"] = test.name.into();
    result["seconds"] = out.seconds.into();
    result
}

/// Programs of the payload's folder `tests`.
fn programs() -> Vec<PathBuf> {
    let list = fs::read_dir(payload().join("tests")).into_iter().flatten();
    let mut found: Vec<PathBuf> = list.filter_map(|e| Some(e.ok()?.path())).collect();
    found.sort();
    found
}

fn name_of(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn program_result(program: &Path) -> Value {
    let out = ended(Command::new(program).env("WSS_PAYLOAD", payload()), LIMIT);
    let last = out.text.lines().next_back().unwrap_or_default();
    let outcome = match out.code {
        Some(0) => "pass",
        Some(SKIPPED) => "skip",
        _ => "fail",
    };
    let why = if outcome == "fail" { format!("{}: {last}", out.status) } else { last.to_owned() };
    json!({"name": name_of(program), "outcome": outcome, "seconds": out.seconds, "why": why})
}

/// How a command ended.
struct Ended {
    status: String,
    code: Option<i32>,
    seconds: f64,
    /// What it printed.
    text: String,
}

fn ended(command: &mut Command, limit: u64) -> Ended {
    let began = Instant::now();
    let seconds = || (began.elapsed().as_secs_f64() * 100.0).round() / 100.0;
    let file = std::env::temp_dir().join(format!("wss-test-{}", std::process::id()));
    let spawned = fs::File::create(&file).and_then(|out| {
        let twin = out.try_clone()?;
        command.stdin(Stdio::null()).stdout(out).stderr(twin).spawn()
    });
    let mut child = match spawned {
        Ok(child) => child,
        Err(e) => {
            return Ended { status: e.to_string(), code: None, seconds: 0.0, text: String::new() };
        }
    };
    let status = wait(&mut child, Duration::from_secs(limit));
    let text = fs::read(&file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let code = status.as_ref().ok().and_then(std::process::ExitStatus::code);
    let status = status.map_or_else(|why| why, |s| s.to_string());
    Ended { status, code, seconds: seconds(), text }
}

/// Waits for a child, and kills it when its time is over.
pub(crate) fn wait(child: &mut Child, limit: Duration) -> Result<std::process::ExitStatus, String> {
    let until = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(status);
        }
        if Instant::now() > until {
            // It has ended meanwhile, or does so now.
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("not ended within {} s", limit.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// `test NAME`: runs it here; its result on standard output.
pub(crate) fn one(words: &[String]) -> ExitCode {
    let Some(test) = words.first().and_then(|n| tests().find(|t| t.name == *n)) else {
        eprintln!("wss-guest: no such test");
        return ExitCode::from(2);
    };
    let result = here(test);
    println!("\nresult {result}");
    ExitCode::from(u8::from(result["outcome"] == "fail"))
}

/// Runs a test in this process.
fn here(test: &Test) -> Value {
    let work = Path::new("/tmp/wss").join(test.name);
    // One of an earlier run.
    let _ = fs::remove_dir_all(&work);
    let mut run = Run {
        payload: payload(),
        work: work.clone(),
        figures: Default::default(),
        says: Vec::new(),
    };
    let done = match fs::create_dir_all(&work) {
        Ok(()) => (test.run)(&mut run),
        Err(e) => Err(Stop::Fail(format!("{}: {e}", work.display()))),
    };
    let mut result = json!({"figures": run.figures, "says": run.says});
    match done {
        Ok(()) => result["outcome"] = "pass".into(),
        Err(Stop::Skip(why)) => {
            result["outcome"] = "skip".into();
            result["why"] = why.into();
        }
        Err(Stop::Fail(why)) => {
            result["outcome"] = "fail".into();
            result["why"] = why.into();
        }
    }
    // Tests of their own leave nothing that matters.
    let _ = fs::remove_dir_all(&work);
    result
}
