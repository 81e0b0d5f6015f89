//! What building and checking needs beyond cargo itself: `cargo xtask --help`.
mod code;
mod depth;
mod kernel;
mod toolchain;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What building and checking needs beyond cargo itself
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Build core/* as for a kernel, and check what came out
    Core {
        /// Only say which toolchain would build it, or what is missing
        #[arg(long)]
        toolchain: bool,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Core { toolchain: true } => toolchain::find().map(|t| println!("{t}")),
        Task::Core { toolchain: false } => kernel::core(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("cargo xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
