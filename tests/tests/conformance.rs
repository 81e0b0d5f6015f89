//! `cargo test -p wss-tests --test conformance [WORD]`: runs every scenario whose name contains
//! WORD on every system, without a fault and under each seeded fault that it names; prints counts.
//! Exit status 0 only if every scenario holds, and fails where it must.
use std::process::ExitCode;
use wss_tests::conformance::linux::{Linux, front};
use wss_tests::conformance::seed::{SEEDS, Seed, by_name};
use wss_tests::conformance::{Report, Simulated, System, audit, differences, scenes};

#[derive(Default)]
struct Counts {
    scenes: usize,
    held: usize,
    faults: usize,
    noticed: usize,
    skipped: usize,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    // Under a supervisor, as the front of a scenario's processes.
    if let [first, rest @ ..] = words.as_slice()
        && first == "--front"
    {
        return front(rest);
    }
    let verbose = words.iter().any(|w| w == "--verbose" || w == "--nocapture");
    let wanted = words.iter().find(|w| !w.starts_with('-'));
    let scenes = match scenes() {
        Ok(scenes) => scenes,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::FAILURE;
        }
    };
    let linux = match Linux::new() {
        Ok(linux) => linux,
        Err(e) => {
            eprintln!("the driver program cannot be built: {e}");
            return ExitCode::FAILURE;
        }
    };
    let simulated = [(false, false), (false, true), (true, false), (true, true)];
    let simulated = simulated.map(|(compiled, later)| Simulated { compiled, later });
    let mut systems: Vec<&dyn System> = simulated.iter().map(|s| s as &dyn System).collect();
    systems.push(&linux);
    let mut used: Vec<Seed> = Vec::new();
    let mut good = true;
    for system in systems {
        let mut counts = Counts::default();
        for scene in &scenes {
            let other =
                !scene.only.is_empty() && !scene.only.iter().any(|o| system.name().starts_with(o));
            if other || wanted.is_some_and(|w| !scene.name.contains(w.as_str())) {
                continue;
            }
            if let Some(what) = system.lacks(scene) {
                counts.skipped += 1;
                if verbose {
                    println!("skipped on {}: {}: {what}", system.name(), scene.name);
                }
                continue;
            }
            counts.scenes += 1;
            match system.run(scene, None) {
                Ok(report) => {
                    let wrong = differences(scene, &report);
                    if wrong.is_empty() {
                        counts.held += 1;
                    } else {
                        println!("FAILED on {}: {}: {}", system.name(), scene.name, scene.says);
                        wrong.iter().for_each(|w| println!("    {w}"));
                        print_records(&report);
                    }
                    if verbose {
                        println!("{}", scene.name);
                        print_records(&report);
                    }
                }
                Err(e) => println!("FAILED {}: {e}", scene.name),
            }
            if !system.takes_seeds() {
                continue;
            }
            if scene.fails_under.is_empty() {
                println!("FAILED {}: names no seeded fault that it fails under", scene.name);
                counts.faults += 1;
            }
            for name in &scene.fails_under {
                counts.faults += 1;
                let Some(seed) = by_name(name) else {
                    println!("FAILED {}: no fault is called {name}", scene.name);
                    continue;
                };
                used.push(seed);
                let noticed = match system.run(scene, Some(seed)) {
                    Ok(report) => !differences(scene, &report).is_empty(),
                    Err(e) => {
                        if verbose {
                            println!("    under {name}: {e}");
                        }
                        true
                    }
                };
                if noticed {
                    counts.noticed += 1;
                } else {
                    println!("FAILED {}: holds although {name}: {}", scene.name, seed.breaks());
                }
            }
        }
        let Counts { scenes, held, faults, noticed, skipped } = counts;
        print!("conformance: {}: {held} of {scenes} scenarios hold", system.name());
        if system.takes_seeds() {
            print!("; {noticed} of {faults} seeded faults are noticed");
        }
        if skipped > 0 {
            print!("; {skipped} need what it does not have (--verbose says what)");
        }
        println!();
        good &= held == scenes && noticed == faults && scenes > 0;
    }
    if wanted.is_none() {
        for seed in SEEDS.iter().filter(|s| !used.contains(s)) {
            println!("FAILED: no scenario fails under {}: {}", seed.name(), seed.breaks());
            good = false;
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print_records(report: &Report) {
    for r in &report.records {
        println!("    record: {}", audit::line(r, &report.actors));
    }
}
