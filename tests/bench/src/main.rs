//! `wss-bench`: what WSS costs on this machine. A program to run, not a test:
//! `cargo run --release -p wss-bench` (after `cargo build --release -p wssctl`).
//!
//! Every figure is a median over rounds, with its lowest and highest round; the variants of one
//! comparison take turns within each round, so that a machine that speeds up or slows down moves
//! them alike. Nothing is pinned unless it says so. What is printed is Markdown, for docs/costs.md.
mod child;
mod clause;
mod kernels;
mod programs;
mod report;
mod runs;
mod scaling;

use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// What WSS costs on this machine
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// What to measure; all of it if not given
    #[arg(value_enum)]
    what: Vec<What>,
    /// The wssctl to measure
    #[arg(long, default_value = "target/release/wssctl")]
    wssctl: PathBuf,
    /// The wrapper whose open clause is measured
    #[arg(long, default_value = "id-wrappers/imapd_id/imapd_id.wdl")]
    imapd_id: PathBuf,
    /// The folder of wrappers whose compiling is timed
    #[arg(long, default_value = "id-wrappers")]
    id_wrappers: PathBuf,
    /// Measure this kernel alone
    #[arg(long)]
    kernel: Option<String>,
    /// Rounds per figure
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// (internal) be the measured program
    #[arg(long, hide = true, num_args = 2, value_names = ["CALL", "COUNT"])]
    child: Option<Vec<String>>,
}

/// A group of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// One call: native, supervised but not trapped, judged on entry, entry and exit, strace
    Calls,
    /// imapd_id's open clause in the engine, compiled and interpreted, without a host's mechanism
    Clause,
    /// tar, git and gcc under a wrapper that traps none of their calls
    Programs,
    /// Small C programs in the machine against clang's native code; how long compiling takes
    Kernels,
    /// A two-thread program: how much of its unwrapped scaling it keeps
    Scaling,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(child) = &cli.child {
        return child::main(child, &cli.imapd_id);
    }
    let wanted = |w: What| cli.what.is_empty() || cli.what.contains(&w);
    let result = (|| {
        let mut report = report::Report::default();
        if wanted(What::Kernels) {
            kernels::measure(cli.kernel.as_deref(), cli.rounds, &mut report)?;
            kernels::compile_times(&cli.id_wrappers, cli.rounds, &mut report)?;
        }
        if wanted(What::Clause) {
            clause::measure(&cli.imapd_id, cli.rounds, &mut report)?;
        }
        if ![What::Calls, What::Programs, What::Scaling].into_iter().any(wanted) {
            report.print(cli.json);
            return Ok(());
        }
        let bench = runs::Bench::new(&cli.wssctl, cli.rounds)?;
        if wanted(What::Calls) {
            runs::calls(&bench, &mut report)?;
        }
        if wanted(What::Programs) {
            programs::measure(&bench, &mut report)?;
        }
        if wanted(What::Scaling) {
            scaling::measure(&bench, &mut report)?;
        }
        report.print(cli.json);
        Ok::<(), String>(())
    })();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("wss-bench: {e}");
            ExitCode::FAILURE
        }
    }
}
