//! `c-generator SEED` prints the program of a seed; `c-generator --run N [--from SEED]` runs the
//! programs of N seeds in the machine and as gcc compiles them, and shows where they differ.
use c_generator::compare::{bytes, gcc, here};
use clap::Parser;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

/// Generates C programs and compares what they return with gcc's.
#[derive(Parser)]
struct Args {
    /// Seed whose program is printed.
    seed: Option<u64>,
    /// Compare this many programs.
    #[arg(long, value_name = "N")]
    run: Option<u64>,
    /// First seed.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Bytes that a program is made of, at most.
    #[arg(long, default_value_t = 600)]
    bytes: u64,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let Some(count) = args.run else {
        print!("{}", c_generator::program(&bytes(args.seed.unwrap_or(1), args.bytes)));
        return ExitCode::SUCCESS;
    };
    let (next, wrong) = (AtomicU64::new(args.from), AtomicU64::new(0));
    let work = || {
        let Ok(folder) = tempfile::tempdir() else { return };
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= args.from.saturating_add(count) {
                return;
            }
            let text = c_generator::program(&bytes(seed, args.bytes));
            let (ours, theirs) = (here(&text), gcc(&text, folder.path()));
            if ours.is_err() || ours != theirs {
                wrong.fetch_add(1, Ordering::Relaxed);
                println!("seed {seed}: {ours:?}, gcc {theirs:?}");
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let wrong = wrong.into_inner();
    println!("{count} programs, {wrong} differ");
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
