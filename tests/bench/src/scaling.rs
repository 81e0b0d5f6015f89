//! Two-thread programs: their speed-up over one thread, unwrapped and wrapped. Supervision should not
//! put their threads on one processor. One that computes and makes a judged call now and then shows
//! from which rate of calls on that fails; the others are programs that people run.
use crate::programs::{prepare, seconds};
use crate::report::{Figure, Report};
use crate::runs::{Bench, printed};
use std::path::Path;

/// Programs in one and in two threads or processes; all that they open is judged by path.
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("xz of 23 MB", "xz -0 -T1 -c data", "xz -0 -T2 --block-size=1MiB -c data"),
    (
        "gcc of 12 files",
        "seq 12 | xargs -P1 -n1 sh -c 'gcc -O1 -c unit.c -o $0.o'",
        "seq 12 | xargs -P2 -n1 sh -c 'gcc -O1 -c unit.c -o $0.o'",
    ),
];

const WAYS: [(&str, Option<&str>); 3] =
    [("unwrapped", None), ("not trapped", Some("bystander")), ("judged", Some("judge"))];

/// Speed-ups, and what of the unwrapped one is kept, with calls often and seldom.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<(), String> {
    for (group, one, two, count) in [
        ("Two threads, a call each 14 us (speed-up over one)", "one", "two", "20000"),
        ("Two threads, a call each 140 us", "one-seldom", "two-seldom", "3000"),
    ] {
        let mut speedups = WAYS.map(|_| Vec::new());
        for _ in 0..bench.rounds {
            for ((_, wrapper), list) in WAYS.iter().zip(&mut speedups) {
                let time = |mode: &str| {
                    let mut c = bench.under(*wrapper, bench.own());
                    c.args(["--child", mode, count]);
                    printed(c)
                };
                // Two threads do twice the work of one in the same count of calls.
                list.push(2.0 * time(one)? / time(two)?);
            }
        }
        let [native, ..] = &speedups;
        let native = native.clone();
        for ((name, wrapper), list) in WAYS.into_iter().zip(speedups) {
            let kept = list.iter().zip(&native).map(|(a, b)| 100.0 * a / b).collect();
            report.add(group, name, "x", Figure::of(list), None);
            if wrapper.is_some() {
                report.add(group, format!("{name}: kept"), "%", Figure::of(kept), Some("90"));
            }
        }
    }
    programs(bench, report)
}

/// The same of whole programs.
fn programs(bench: &Bench, report: &mut Report) -> Result<(), String> {
    const GROUP: &str = "Programs on two processors, opens judged (speed-up over one)";
    let dir = tempfile::tempdir().map_err(|e| e.to_string())?;
    prepare(dir.path(), 0)?;
    let text: String = (0..2_000_000u64).map(|n| format!("{}\n", n * n)).collect();
    std::fs::write(dir.path().join("data"), text).map_err(|e| e.to_string())?;
    for (name, one, two) in PROGRAMS {
        let (mut native, mut judged) = (Vec::new(), Vec::new());
        for _ in 0..bench.rounds {
            for (wrapper, list) in [(None, &mut native), (Some("judge_path"), &mut judged)] {
                let time = |script: &str| {
                    seconds(bench.under(wrapper, Path::new("/bin/sh")), script, dir.path())
                };
                list.push(time(one)? / time(two)?);
            }
        }
        let kept = judged.iter().zip(&native).map(|(a, b)| 100.0 * a / b).collect();
        report.add(GROUP, format!("{name}, unwrapped"), "x", Figure::of(native), None);
        report.add(GROUP, format!("{name}, judged"), "x", Figure::of(judged), None);
        report.add(GROUP, format!("{name}: kept"), "%", Figure::of(kept), Some("90"));
    }
    Ok(())
}
