//! `wssctl ring`: monitors that watch a process and one another.
mod plan;
#[cfg(target_os = "linux")]
mod start;
#[cfg(target_os = "linux")]
mod status;
#[cfg(target_os = "linux")]
mod stop;
#[cfg(target_os = "linux")]
mod target;

use clap::{Args, Subcommand};

/// `wssctl ring`.
#[derive(Debug, Args)]
pub(crate) struct Ring {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Start a ring around a process
    #[cfg(target_os = "linux")]
    Start(start::Start),
    /// Compute what a ring of some size can be trusted with, beside other arrangements
    Plan(plan::Plan),
    /// Show the rings that run, and who is missing
    #[cfg(target_os = "linux")]
    Status(status::Status),
    /// Stop a ring; every monitor reports who asked
    #[cfg(target_os = "linux")]
    Stop(stop::Stop),
}

/// Does what was asked.
pub(crate) fn main(args: &Ring) -> Result<(), String> {
    match &args.verb {
        #[cfg(target_os = "linux")]
        Verb::Start(args) => start::main(args),
        Verb::Plan(args) => plan::main(args),
        #[cfg(target_os = "linux")]
        Verb::Status(args) => status::main(args),
        #[cfg(target_os = "linux")]
        Verb::Stop(args) => stop::main(args),
    }
}
