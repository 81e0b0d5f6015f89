//! `trace` says of a hundred system calls what strace says of them.
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use wss_e2e::process::finish;
use wss_e2e::{test_program, wssctl};

const PATIENCE: Duration = Duration::from_secs(60);

/// The calls between the two marks, each with its result, single spaces.
fn between(lines: impl Iterator<Item = String>) -> Vec<String> {
    let is_mark = |line: &String, n: u32| line.starts_with(&format!("lseek(-7753, {n}, 0x4d"));
    lines
        .skip_while(|l| !is_mark(l, 0))
        .skip(1)
        .take_while(|l| !is_mark(l, 1))
        .map(|l| l.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" "))
        .collect()
}

fn by_strace(directory: &Path) -> Option<Vec<String>> {
    let file = directory.join("strace");
    let place = directory.join("place");
    std::fs::create_dir(&place).unwrap();
    let mut strace = Command::new("strace");
    strace.arg("-o").arg(&file).arg(test_program("calls")).arg(&place);
    Command::new("strace").arg("-V").output().ok()?;
    let ended = finish(&mut strace, PATIENCE);
    assert_eq!(ended.code(), 0, "{ended:?}");
    Some(between(std::fs::read_to_string(&file).unwrap().lines().map(str::to_owned)))
}

fn by_trace(directory: &Path) -> Vec<String> {
    let file = directory.join("trace");
    let place = directory.join("place");
    std::fs::create_dir(&place).unwrap();
    let mut command = wssctl();
    command.args(["run", "-w", "trace", "--format", "text", "--audit"]).arg(&file).arg("--");
    let ended = finish(command.arg(test_program("calls")).arg(&place), PATIENCE);
    assert_eq!(ended.code(), 0, "{ended:?}");
    // `NUMBER trace: audit PROGRAM[PID] CALL [CLAUSE]`
    let call = |line: &str| {
        let (_, rest) = line.split_once("] ")?;
        Some(rest.rsplit_once(" [").map_or(rest, |(call, _)| call).to_owned())
    };
    between(std::fs::read_to_string(&file).unwrap().lines().filter_map(call))
}

/// Calls of which trace shows the address of what strace shows: vectors, what an ioctl or prctl
/// points to, and a length that comes and goes.
const SAYS_LESS: [&str; 4] =
    ["writev(800, ", "ioctl(800, FIONREAD, ", "getsockname(900, ", "prctl(PR_SET_NAME, "];

/// What was called and what came of it, without strace's asides: dates of times, what a result
/// means. Flags in the order of their names.
fn plain(line: &str) -> String {
    let no_date = line.split(" /* 2").enumerate().map(|(n, part)| match part.split_once("*/") {
        Some((_, after)) if n > 0 => after,
        _ => part,
    });
    let line: String = no_date.collect();
    let line = match line.split_once(" = ") {
        Some((call, result)) if !result.starts_with('-') => {
            format!("{call} = {}", result.split(" (").next().unwrap_or(result))
        }
        _ => line,
    };
    let word = |w: &str| {
        let mut flags: Vec<&str> = w.split('|').collect();
        flags.sort_unstable();
        flags.join("|")
    };
    line.split_inclusive([',', ' ', ')']).map(|w| word(w.trim_end_matches([',', ')']))).collect()
}

#[test]
fn trace_agrees_with_strace() {
    let directories = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let Some(theirs) = by_strace(directories[0].path()) else {
        println!("skipped: no strace here");
        return;
    };
    let ours = by_trace(directories[1].path());
    assert_eq!(theirs.len(), ours.len(), "{theirs:#?}{ours:#?}");
    let differ: Vec<(&String, &String)> =
        theirs.iter().zip(&ours).filter(|(a, b)| plain(a) != plain(b)).collect();
    println!(
        "of {} calls, trace says the same as strace of {}",
        ours.len(),
        ours.len() - differ.len()
    );
    let less = |(a, b): &(&String, &String)| {
        SAYS_LESS.iter().any(|start| a.starts_with(start) && b.starts_with(start))
    };
    let wrong: Vec<_> = differ.iter().filter(|d| !less(d)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(ours.len() - differ.len() >= 100);
}
