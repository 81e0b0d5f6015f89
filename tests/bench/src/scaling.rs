//! A two-thread program that computes and makes a judged call about every 20 us: its speed-up over
//! one thread, unwrapped and wrapped. Supervision must not put its threads on one CPU.
use crate::report::{Figure, Report};
use crate::runs::{Bench, printed};

/// Speed-ups, and what of the unwrapped one is kept.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<(), String> {
    let group = "Two threads (speed-up over one)";
    let ways = [("unwrapped", None), ("not trapped", Some("bystander")), ("judged", Some("judge"))];
    let mut speedups = ways.map(|_| Vec::new());
    for _ in 0..bench.rounds {
        for ((_, wrapper), list) in ways.iter().zip(&mut speedups) {
            let time = |mode: &str| {
                let mut c = bench.under(*wrapper, bench.own());
                c.args(["--child", mode, "20000"]);
                printed(c)
            };
            // Two threads do twice the work of one in the same count of rounds.
            list.push(2.0 * time("one")? / time("two")?);
        }
    }
    let kept: Vec<Vec<f64>> = speedups
        .iter()
        .map(|list| list.iter().zip(&speedups[0]).map(|(a, b)| 100.0 * a / b).collect())
        .collect();
    for (((name, _), list), kept) in ways.into_iter().zip(speedups.clone()).zip(kept) {
        report.add(group, name, "x", Figure::of(list), None);
        if name != "unwrapped" {
            report.add(group, format!("{name}: kept"), "%", Figure::of(kept), Some("90"));
        }
    }
    Ok(())
}
