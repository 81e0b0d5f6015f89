//! A two-thread program that computes and makes a judged call now and then: its speed-up over one
//! thread, unwrapped and wrapped. Supervision should not put its threads on one processor.
use crate::report::{Figure, Report};
use crate::runs::{Bench, printed};

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
    Ok(())
}
