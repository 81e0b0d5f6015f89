//! What building and checking needs beyond cargo itself: `cargo xtask --help`.
mod code;
mod core;
mod depth;
mod elf;
mod freebsd;
mod fuzz;
mod kmod;
#[cfg(test)]
mod made;
mod paths;
mod rust;
mod toolchain;
mod vm;
mod zig;

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
    /// Build target/kmod/wss.ko, FreeBSD's kernel module, and check what came out
    Kmod(kmod::Options),
    /// Build programs for FreeBSD, by default wssctl
    Freebsd(freebsd::Options),
    /// Run the fuzz targets, each for a while (needs cargo-fuzz)
    Fuzz(fuzz::Options),
    /// Boot a FreeBSD image with the module and run the guest suite in it
    Vm(vm::Options),
}

fn main() -> ExitCode {
    if freebsd::is_linker() {
        return report(freebsd::link());
    }
    report(match Cli::parse().task {
        Task::Core { toolchain: true } => toolchain::find().map(|t| println!("{t}")),
        Task::Core { toolchain: false } => core::build(),
        Task::Kmod(options) => kmod::run(&options),
        Task::Freebsd(options) => freebsd::run(&options),
        Task::Fuzz(options) => fuzz::run(&options),
        Task::Vm(options) => vm::run(&options),
    })
}

fn report(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("cargo xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
