//! `ring-attack`: attacks rings of process monitors in every way that is known, counts what they say, and
//! draws figure 6 of Chinchani et al. (2003) again.
mod attack;
mod figure;
mod load;
mod measure;
mod namespace;
mod orders;
mod results;

use clap::Parser;
use std::path::PathBuf;

/// Attacks rings of monitors. Everything happens in PID namespaces of its own.
#[derive(Debug, Parser)]
struct Options {
    /// Number of attacks by separate kills, at least
    #[arg(long, default_value_t = 10_000)]
    attacks: usize,
    /// Where to put the figure
    #[arg(long, default_value = "ring-figure6.svg")]
    svg: PathBuf,
    /// Also attack rings without real-time priority
    #[arg(long)]
    ordinary: bool,
    /// Attack rings that hold who kills until a witness has spoken
    #[arg(long)]
    hold: bool,
    /// Only measure: time to alert, memory, wake-ups, processor time, healing
    #[arg(long)]
    measure: bool,
    /// Only attack
    #[arg(long, conflicts_with = "measure")]
    attack: bool,
    /// Seed of the random orders: it names a run
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write down what comes of each attack; those of this run that the file has are not made again
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
    /// Attack on a machine that is otherwise idle only
    #[arg(long, conflicts_with = "heavy")]
    light: bool,
    /// Attack under heavy load only
    #[arg(long)]
    heavy: bool,
    /// The monitor program [default: beside this one]
    #[arg(long)]
    monitor: Option<PathBuf>,
}

fn main() -> std::process::ExitCode {
    let options = Options::parse();
    let beside = std::env::current_exe().map(|exe| exe.with_file_name("wss-monitor"));
    let program = options.monitor.clone().or(beside.ok()).unwrap_or_default();
    let result = (|| {
        if !program.is_file() {
            return Err(format!("no {}: cargo build --release -p wss-monitors", program.display()));
        }
        if !options.attack {
            measure::all(&program)?;
        }
        if !options.measure {
            figure::all(&options, &program)?;
        }
        Ok(())
    })();
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("ring-attack: {why}");
            std::process::ExitCode::FAILURE
        }
    }
}
