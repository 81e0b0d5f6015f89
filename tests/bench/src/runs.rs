//! Per-call costs: the same loop native, supervised, judged, and under strace.
use crate::report::{Figure, Report};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every measurement needs.
pub(crate) struct Bench {
    pub(crate) wssctl: PathBuf,
    pub(crate) rounds: usize,
    wrappers: tempfile::TempDir,
    own: PathBuf,
}

const WRAPPERS: [(&str, &str); 4] = [
    ("judge", include_str!("../wrappers/judge.wdl")),
    ("judge_exit", include_str!("../wrappers/judge_exit.wdl")),
    ("judge_path", include_str!("../wrappers/judge_path.wdl")),
    ("bystander", include_str!("../wrappers/bystander.wdl")),
];

impl Bench {
    /// Checks that there is something to measure and lays the wrappers out.
    pub(crate) fn new(wssctl: &Path, rounds: usize) -> Result<Bench, String> {
        let wssctl = wssctl
            .canonicalize()
            .map_err(|e| format!("{}: {e} (cargo build --release -p wssctl)", wssctl.display()))?;
        let wrappers = tempfile::tempdir().map_err(|e| e.to_string())?;
        for (name, text) in WRAPPERS {
            let file = wrappers.path().join(name).with_extension("wdl");
            std::fs::write(file, text).map_err(|e| e.to_string())?;
        }
        let own = std::env::current_exe().map_err(|e| e.to_string())?;
        Ok(Bench { wssctl, rounds: rounds.max(1), wrappers, own })
    }

    /// The command that runs `program` under a wrapper of this bench, or by itself.
    pub(crate) fn under(&self, wrapper: Option<&str>, program: &Path) -> Command {
        let Some(wrapper) = wrapper else { return Command::new(program) };
        let mut c = Command::new(&self.wssctl);
        c.arg("run").arg("-w").arg(self.wrappers.path().join(wrapper).with_extension("wdl"));
        c.args(["--audit", "/dev/null", "--"]).arg(program);
        c
    }

    /// The measured program itself, `CALL COUNT`.
    pub(crate) fn own(&self) -> &Path {
        &self.own
    }
}

/// Runs a measured program to its end and returns the nanoseconds that it printed.
pub(crate) fn printed(mut c: Command) -> Result<f64, String> {
    let out = c.output().map_err(|e| format!("{c:?}: {e}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    text.trim().parse().map_err(|_| {
        format!("{c:?}: {}: {text}{}", out.status, String::from_utf8_lossy(&out.stderr))
    })
}

/// A way to run the measured loop.
enum Way {
    Wrapper(Option<&'static str>),
    Strace(&'static str),
}

/// Per-call figures.
pub(crate) fn calls(bench: &Bench, report: &mut Report) -> Result<(), String> {
    let group = "One call (us)";
    let rows: [(&str, &str, u32, Way, Option<&'static str>); 8] = [
        ("getppid, native", "getppid", 200_000, Way::Wrapper(None), None),
        (
            "getppid, supervised, not trapped",
            "getppid",
            200_000,
            Way::Wrapper(Some("bystander")),
            Some("+0.05"),
        ),
        ("getppid, judged on entry", "getppid", 30_000, Way::Wrapper(Some("judge")), Some("7")),
        ("getppid, entry and exit", "getppid", 20_000, Way::Wrapper(Some("judge_exit")), None),
        ("getppid, strace --seccomp-bpf", "getppid", 5_000, Way::Strace("getppid"), None),
        ("open+close, native", "open", 50_000, Way::Wrapper(None), None),
        (
            "open+close, open judged by path",
            "open",
            20_000,
            Way::Wrapper(Some("judge_path")),
            Some("10"),
        ),
        ("open+close, strace --seccomp-bpf (open)", "open", 5_000, Way::Strace("openat"), None),
    ];
    let mut rounds: Vec<Vec<f64>> = rows.iter().map(|_| Vec::new()).collect();
    for _ in 0..bench.rounds {
        for ((_, call, count, way, _), list) in rows.iter().zip(&mut rounds) {
            let mut c = match way {
                Way::Wrapper(w) => bench.under(*w, bench.own()),
                Way::Strace(trace) => {
                    let mut c = Command::new("strace");
                    c.args(["-f", "--seccomp-bpf", "-o", "/dev/null", "-e"]);
                    c.arg(format!("trace={trace}")).arg(bench.own());
                    c
                }
            };
            c.args(["--child", call, &count.to_string()]);
            match (printed(c), way) {
                (Ok(ns), _) => list.push(ns / 1000.0),
                (Err(_), Way::Strace(_)) => {}
                (Err(e), _) => return Err(e),
            }
        }
    }
    for ((name, _, _, _, target), list) in rows.into_iter().zip(rounds) {
        if !list.is_empty() {
            report.add(group, name, "us", Figure::of(list), target);
        }
    }
    Ok(())
}
